"""A run is found by the path of its script, wherever its name comes from."""

import pytest

from deferred.core.errors import DeferredError, WrongInput
from tests.cli.test_jobs import invoke
from tests.support.commandline import apart

CALL = """
    anthropic.Anthropic().messages.create(model="claude-haiku-4-5", max_tokens=9, messages=[{"role": "user", "content": "%s"}])
"""
BLOCK = "import anthropic, deferred\nwith deferred.batch(%s):" + CALL


@pytest.mark.slow
def test_a_script_names_its_run_by_its_path_or_in_its_text(sim, scripts, tmp_path):
    (tmp_path / "work").mkdir()
    for name, settings in (("by_path", ""), ("by_name", "name='exp-7'")):
        (tmp_path / "work" / f"{name}.py").write_text(BLOCK % (settings, name))
    for name in ("by_path", "by_name"):
        scripts.run(f"import runpy\nrunpy.run_path({str(tmp_path / 'work' / name)!r} + '.py')\n", tmp_path)
        assert f'"{name}"' in invoke("results", f"work/{name}.py", "--json").replace("\\", "")
    assert "exp-7" in invoke("jobs", "work/by_name.py")
    assert "exp-7" not in invoke("jobs", "work/by_path.py")
    with pytest.raises(DeferredError, match=r"no run called 'work/other\.py'"):
        invoke("results", "work/other.py")


def test_a_script_that_was_run_by_the_command_line_is_found_too(sim, tmp_path):
    (tmp_path / "script.py").write_text("import anthropic\nif True:" + CALL % "one.")
    assert apart("run", "script.py").returncode == 0
    assert "one." in invoke("results", "script.py")


def test_of_several_runs_of_a_script_one_must_be_named(sim, scripts, tmp_path):
    (tmp_path / "two.py").write_text((BLOCK % ("name='a'", "one.")) + (BLOCK % ("name='b'", "two.")))
    scripts.run(f"import runpy\nrunpy.run_path({str(tmp_path / 'two.py')!r})\n", tmp_path)
    with pytest.raises(WrongInput, match=r"two\.py has several runs; name one of them: 'a' or 'b'"):
        invoke("results", "two.py")
    assert "two." in invoke("results", "b")
