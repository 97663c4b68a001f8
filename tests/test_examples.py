"""The examples run as they are, against the simulator, and the demo's script is one of them."""

import ast
import runpy
import sys
from pathlib import Path

import pytest

from deferred import demo

EXAMPLES = Path(__file__).parent.parent / "examples"
pytestmark = pytest.mark.usefixtures("no_session_left")

PRINTED = {
    "quickstart_anthropic.py": ["Lisbon: ", "Nairobi: ", "4 calls: 4 answered; 1 job in 1 wave"],
    "quickstart_openai.py": ["kettle: happy", "lamp: unhappy", "3 calls: 3 answered; 1 job in 1 wave"],
    "quickstart_gemini.py": ["petrichor: You wrote", "3 calls: 3 answered; 1 job in 1 wave"],
    "embeddings.py": ["Where is the spare key? ", "4 calls: 4 answered; 1 job in 1 wave"],
    "asyncio_service.py": ["> Can I change", "6 calls: 6 answered; 2 jobs in 2 waves"],
    "evaluation.py": ["What is 17 times 23?", " of 5 right", "30 calls: 30 answered; 2 jobs in 2 waves"],
    "instructor_extract.py": [" 12 x lamp", "  1 x rug", "3 calls: 3 answered; 1 job in 1 wave"],
    "langchain_batch.py": ["hiraeth: You wrote", "6 calls: 6 answered; 2 jobs in 2 waves"],
    "map_reduce.py": ["one.md: You wrote", "two.md: You wrote", "6 calls: 6 answered; 2 jobs in 2 waves"],
    "documents.py": ["Harbour Timber Ltd  HT-2041", "3 of 3 agree", "18 calls: 18 answered; 3 jobs in 1 wave"],
}


# What an example is run with, and what it needs beside the SDKs.
ARGUMENTS = {"documents.py": ["."], "map_reduce.py": ["one.md", "two.md"]}
NEEDS = {"instructor_extract.py": "instructor", "langchain_batch.py": "langchain_anthropic"}


def run(name, monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", [name, *arguments])
    runpy.run_path(str(EXAMPLES / name), run_name="__main__")


def test_every_example_is_tested():
    assert sorted(PRINTED) == sorted(file.name for file in EXAMPLES.glob("*.py"))


@pytest.mark.parametrize("name", PRINTED)
def test_an_example_runs_unmodified_and_sends_nothing_live(name, sim, monkeypatch, capsys):
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    demo.unpack(Path.cwd())
    Path("one.md").write_text("The tea was cold. " * 150, "utf-8")
    Path("two.md").write_text("There was no tea. " * 120, "utf-8")
    run(name, monkeypatch, *ARGUMENTS.get(name, []))
    printed = capsys.readouterr().out
    assert [words for words in PRINTED[name] if words not in printed] == []
    assert sim.live_calls == []


def test_an_example_run_again_buys_nothing(sim, monkeypatch, capsys):
    for _ in range(2):
        run("quickstart_anthropic.py", monkeypatch)
    assert len(sim.jobs) == 1
    assert "4 answered (4 of them stored already)" in capsys.readouterr().out


def test_the_demo_runs_the_example_word_for_word():
    """The base URLs come from the environment, so not even they differ."""
    assert demo.script() == (EXAMPLES / "documents.py").read_text("utf-8")


@pytest.mark.parametrize("name", PRINTED)
def test_an_example_names_no_base_url_and_imports_only_sdks_and_deferred(name):
    text = (EXAMPLES / name).read_text("utf-8")
    assert "base_url" not in text
    assert "http:" not in text
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = {node.module if isinstance(node, ast.ImportFrom) else node.names[0].name for node in nodes}
    ours = {"anthropic", "openai", "google", "pydantic", "deferred", "instructor", "langchain_anthropic"}
    roots = {module.partition(".")[0] for module in modules}
    assert roots - sys.stdlib_module_names <= ours | {"langchain_core"}
