"""A run of a notebook goes on after a crash of its kernel, under the same limit."""

import contextlib

import pytest

import deferred
from deferred.core.notebook import lasting
from tests.support.calls import ask_claude

pytestmark = pytest.mark.usefixtures("no_session_left")

CELL = """
texts = [f"n {n}" for n in range(COUNT)]
with deferred.batch(cost_limit=5) as session:
    replies = [ask(text) for text in texts]
    if CRASH:
        answers = [reply.content for reply in replies]
        raise MemoryError
"""


def run(cell, path, claude, **values):
    """Run a cell as a kernel does."""
    found = {"deferred": deferred, "ask": lambda text: ask_claude(claude, text), "COUNT": 3, "CRASH": False, **values}
    with contextlib.suppress(MemoryError):
        exec(compile(cell, path, "exec"), found)
    return found["session"].report


@pytest.fixture
def notebook(monkeypatch):
    monkeypatch.setenv("JPY_SESSION_NAME", "/home/me/reviews.ipynb")


@pytest.mark.usefixtures("sim", "notebook")
def test_a_run_of_a_notebook_keeps_its_limit_after_the_kernel_crashed(claude):
    before = run(CELL, "/tmp/ipykernel_4711/123.py", claude, CRASH=True)
    after = run(CELL, "/tmp/ipykernel_4712/123.py", claude, COUNT=4)
    assert after.spent_before == before.cost > 0
    assert after.cached == 3


@pytest.mark.usefixtures("sim", "notebook")
def test_a_run_of_a_notebook_keeps_its_limit_after_its_cell_was_edited(claude):
    before = run(CELL, "/tmp/ipykernel_4711/123.py", claude, CRASH=True)
    after = run(CELL + "\nprint('done')", "/tmp/ipykernel_4712/456.py", claude)
    assert after.spent_before == before.cost > 0


@pytest.mark.usefixtures("sim")
def test_a_notebook_without_a_name_is_told_to_name_its_run(claude, monkeypatch, caplog):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    before = run(CELL, "/tmp/ipykernel_4711/123.py", claude, CRASH=True)
    after = run(CELL, "/tmp/ipykernel_4712/123.py", claude)
    assert after.spent_before == before.cost > 0
    assert 'deferred.batch(name="...")' in caplog.text


@pytest.mark.usefixtures("notebook")
@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("/tmp/ipykernel_4711/123.py:3", "reviews.ipynb:3"),
        (r"C:\Users\me\AppData\Local\Temp\ipykernel_4711\123.py:3", "reviews.ipynb:3"),
        ("/tmp/ipykernel_4711/123.py:classify", "reviews.ipynb:classify"),
        ("<ipython-input-3-0123abcd>:1", "reviews.ipynb:1"),
        ("/tmp/marimo_4711/__marimo__cell_Hbol_.py:9", "reviews.ipynb:9"),
        ("/root/.ipykernel/1234/command-567-89:2", "reviews.ipynb:2"),
        ("/home/me/ipykernel_tools/run.py:3", "/home/me/ipykernel_tools/run.py:3"),
        ("script.py:3", "script.py:3"),
    ],
)
def test_a_cell_is_named_after_its_notebook(place, name):
    assert lasting(place) == name


@pytest.mark.parametrize("place", ["/tmp/ipykernel_4711/123.py:3", "/tmp/ipykernel_1/123.py:3"])
def test_a_cell_of_an_unknown_notebook_is_named_after_its_code(place, monkeypatch):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    assert lasting(place) == "cell 123:3"
