"""`deferred run`: an unmodified script inside a session."""

import subprocess
import sys
import textwrap

import pytest

from deferred.lookahead import lockdown

SCRIPT = """
import sys, threading
import anthropic

client = anthropic.Anthropic()
texts = sys.argv[1:]
replies = [client.messages.create(model="claude-haiku-4-5", max_tokens=64, messages=[{"role": "user", "content": text}]) for text in texts]
print(__name__, [reply.content[0].text[:11] for reply in replies])
"""


def run(tmp_path, script, *words, options=()):
    """Run a script by the command line; gives the finished process."""
    (tmp_path / "script.py").write_text(textwrap.dedent(script))
    command = [sys.executable, "-W", "ignore", "-m", "deferred", "run", *options, "script.py", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=60)


def test_an_unmodified_script_goes_into_one_job(sim, tmp_path):
    done = run(tmp_path, SCRIPT, "one.", "two.", "--three")
    assert done.returncode == 0, done.stderr
    assert "__main__" in done.stdout
    assert "You wrote" in done.stdout
    assert ([job.count for job in sim.jobs], sim.live_calls) == ([3], [])


@pytest.mark.slow
def test_settings_are_options_and_the_limit_holds(sim, tmp_path):
    done = run(tmp_path, SCRIPT, "one.", options=["--cost-limit", "0.0000001"])
    assert done.returncode == 1
    assert "CostLimitExceeded" in done.stderr
    assert sim.jobs == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ending", "code"),
    [("sys.exit()", 0), ("sys.exit(0)", 0), ("sys.exit(3)", 3), ("sys.exit('words')", 1), ("1 / 0", 1)],
)
def test_exit_codes_and_tracebacks_are_as_usual(sim, tmp_path, ending, code):
    done = run(tmp_path, f"import sys\n{ending}\n")
    assert done.returncode == code
    if ending == "1 / 0":
        assert done.stderr.index("Traceback") < done.stderr.index('script.py", line 2')
        assert "runpy" not in done.stderr
    if "words" in ending:
        assert "words" in done.stderr


@pytest.mark.slow
def test_what_is_pending_at_exit_zero_is_sent(sim, tmp_path):
    done = run(tmp_path, SCRIPT.partition("print")[0] + "\nsys.exit(0)\n", "one.", options=["--progress", "true"])
    assert done.returncode == 0, done.stderr
    assert [job.count for job in sim.jobs] == [1]
    assert "1 call: 1 answered" in done.stderr


@pytest.mark.slow
def test_a_script_with_its_own_block_joins(sim, tmp_path):
    script = SCRIPT.replace("replies =", "import deferred\nwith deferred.batch():\n  replies =")
    done = run(tmp_path, script, "one.", "two.")
    assert done.returncode == 0, done.stderr
    assert [job.count for job in sim.jobs] == [2]


def test_a_function_of_a_module_can_be_run(sim, tmp_path):
    (tmp_path / "mine.py").write_text("import sys\ndef main():\n    print('ran', sys.argv[1:])\n")
    command = [sys.executable, "-W", "ignore", "-m", "deferred", "run", "mine:main", "x"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=60)
    assert (done.returncode, done.stdout) == (0, "ran ['x']\n"), done.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--cost-limits", "5"], "no option --cost-limits"),
        (["--cost-limit", "five"], "--cost-limit 'five' must be a finite number"),
        (["--unbatchable", "maybe"], "is not one of"),
    ],
)
def test_a_bad_option_is_one_line_that_says_what_is_wrong(sim, tmp_path, options, words):
    done = run(tmp_path, SCRIPT, "one.", options=options)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_script_that_does_not_exist_is_named(sim, tmp_path):
    command = [sys.executable, "-W", "ignore", "-m", "deferred", "run", "missing.py"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=60)
    assert (done.returncode, "no script 'missing.py'" in done.stderr) == (2, True)


@pytest.mark.slow
def test_a_loop_that_reads_each_answer_goes_in_one_job_with_look_ahead(sim, tmp_path):
    if lockdown.why_not():
        pytest.skip(f"no isolation here: {lockdown.why_not()}")
    script = (
        SCRIPT.partition("replies =")[0]
        + """
for text in texts:
    reply = client.messages.create(model="claude-haiku-4-5", max_tokens=64, messages=[{"role": "user", "content": text}])
    print(reply.content[0].text)
"""
    )
    done = run(tmp_path, script, "one.", "two.", "three.", options=["--look-ahead", "--progress", "true"])
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("You wrote") == 3
    assert [job.count for job in sim.jobs] == [3]
    assert "look-ahead: 2 calls were sent before the script made them; 1 look" in done.stderr
