"""The command line, as a user meets it."""

import dataclasses
import importlib.util
import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import anthropic
import pytest
from typer.testing import CliRunner

import deferred
from deferred import __version__
from deferred.cli import app, demo
from deferred.config import settings
from deferred.core.errors import DeferredError
from tests.support.models import CLAUDE, GEMINI, GPT
from tests.support.places import DOCS

COMMAND = [sys.executable, "-m", "deferred"]
COMMANDS = [command.name or command.callback.__name__ for command in app.app.registered_commands]


def invoke(*arguments):
    return CliRunner().invoke(app.app, list(arguments))


def lacking(monkeypatch, *modules):
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name in modules else real(name))


def test_version():
    result = invoke("--version")
    assert (result.exit_code, result.output) == (0, f"deferred {__version__}\n")


def test_help_lists_the_commands():
    result = invoke("--help")
    assert result.exit_code == 0
    for command in COMMANDS:
        assert re.search(rf"^\s+{command}\s+\S", result.output, re.MULTILINE)
    for code in range(4):
        assert re.search(rf"^\s+{code}\s+\S", result.output.partition("Exit codes")[2], re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does_and_with_which_options(command):
    result = invoke(command, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.output
    assert len(result.output.splitlines()) > 5


def test_the_page_of_the_command_line_names_every_command_and_every_exit_code():
    page = (DOCS / "command-line.md").read_text("utf-8")
    table = page.partition("| command | what it does |")[2].partition("\n## Keys\n")[0]
    assert [command for command in COMMANDS if f"`deferred {command}" not in table] == []
    assert re.findall(r"^\| (\d) \|", table, re.MULTILINE) == ["0", "1", "2", "3"]


@pytest.mark.parametrize("command", ["send", "plan", "jobs", "collect", "cancel", "retry", "results", "doctor"])
def test_what_a_program_may_read_has_json(command):
    assert "--json" in invoke(command, "--help").output


def complete(words):
    """Give what the shell would offer after `words`."""
    environment = {
        **os.environ, "_DEFERRED_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))
    }  # fmt: skip
    script = "import sys; sys.argv[0] = 'deferred'; from deferred.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False)
    return set(done.stdout.split())


@pytest.mark.slow
def test_the_shell_completes_commands_and_names_of_runs(sim):
    assert complete("deferred re") == {"retry", "recover", "results"}
    assert complete("deferred retry ex") == set()
    for name in ("exp-1", "exp-2", "other"):
        with deferred.batch(name=name):
            pass
    assert complete("deferred retry ex") == {"exp-1", "exp-2"}


def test_options_that_are_wrong_have_an_exit_code_of_their_own():
    for words in (["jobs", "--what"], ["clear"], ["send"], ["nothing"]):
        assert invoke(*words).exit_code == 2


def test_without_a_command_the_help_is_shown():
    assert "Usage:" in invoke().output


@pytest.mark.parametrize(
    ("command", "module", "remedy"),
    [
        ("demo", "uvicorn", 'pip install "deferred[demo]"'),
        ("demo", "google.genai", 'pip install "deferred[demo]"'),
        ("simulate", "starlette", 'pip install "deferred[simulator]"'),
    ],
)
def test_a_missing_extra_is_one_line_that_names_the_command_to_run(monkeypatch, capsys, command, module, remedy):
    lacking(monkeypatch, module)
    monkeypatch.setattr(sys, "argv", ["deferred", command])
    with pytest.raises(SystemExit) as left:
        app.main()
    said = capsys.readouterr().err
    assert left.value.code == 1
    assert said.count("\n") == 1
    assert module in said
    assert remedy in said


def test_a_module_whose_parent_is_missing_is_missing():
    with pytest.raises(DeferredError, match=r"no_such_package\.inner"):
        demo.need("this", ["no_such_package.inner"], "demo")


def test_demo_script_prints_the_script_and_runs_nothing():
    result = invoke("demo", "--script")
    assert result.output == demo.script()
    compile(result.output, "documents.py", "exec")


def test_the_demo_keeps_the_users_keys_and_settings_out():
    found = {
        "ANTHROPIC_AUTH_TOKEN": "real", "GOOGLE_API_KEY": "real", "OPENAI_ORG_ID": "real", "DEFERRED_DRY_RUN": "1",
        "PATH": "/bin",
    }  # fmt: skip
    kept = demo._own(found)
    assert "real" not in kept.values()
    assert "DEFERRED_DRY_RUN" not in kept
    assert kept["PATH"] == "/bin"


def in_a_terminal(command, **more):
    """Run a command as in a terminal of 24 lines and 100 columns; gives its status and what was shown."""
    main, end = pty.openpty()
    os.environ.setdefault("TERM", "xterm")
    environment = {**os.environ, "COLUMNS": "100", "LINES": "24", "TERM": "xterm"}
    process = subprocess.Popen(command, stdin=end, stdout=end, stderr=end, env=environment, **more)
    os.close(end)
    shown = b""
    while True:
        try:
            some = os.read(main, 65536)
        except OSError:  # the other end is closed
            break
        if not some:
            break
        shown += some
    os.close(main)
    return process.wait(10), shown.decode()


@pytest.mark.slow
def test_the_demo_shows_progress_answers_and_a_report_and_leaves_nothing(tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setenv("ANTHROPIC_API_KEY", "a real key, which the demo must not use")
    status, shown = in_a_terminal([*COMMAND, "demo"], cwd=tmp_path)
    assert status == 0
    assert "Traceback" not in shown
    progress, _, answers = shown.rpartition("18 of 18 answered")
    assert "0 of 18 answered" in progress
    for model in (CLAUDE, GPT, GEMINI):
        assert model in progress
        assert f"{model}: 6 calls" in answers
    assert answers.count("3 of 3 agree") == 6
    assert "18 calls: 18 answered; 3 jobs in 1 wave" in answers
    assert list(scratch.iterdir()) == []
    assert [file.name for file in tmp_path.iterdir()] == ["scratch"]


def test_simulate_prints_what_to_set_serves_and_ends_with_ctrl_c():
    process = subprocess.Popen(
        [*COMMAND, "simulate"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Where the suite runs in the background of a shell, Ctrl+C would be ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - it takes no lock
    )
    try:
        lines = list(iter(process.stdout.readline, "\n"))
        exports = list(iter(process.stdout.readline, "\n"))
        set_to = dict(line.removeprefix("export ").strip().split("=", 1) for line in exports)
        host = set_to["DEFERRED_HOSTS"]
        assert lines[0] == (
            f"base URLs: anthropic and google http://{host}, groq http://{host}/at/api.groq.com, "
            f"together http://{host}/at/api.together.ai, openai http://{host}/v1\n"
        )
        client = anthropic.Anthropic(base_url=set_to["ANTHROPIC_BASE_URL"], api_key=set_to["ANTHROPIC_API_KEY"])
        messages = [{"role": "user", "content": "hello"}]
        with client:
            assert client.messages.create(model=CLAUDE, max_tokens=50, messages=messages).content[0].text
    finally:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "")


def test_simulate_says_when_a_port_is_taken(sim):
    done = subprocess.run([*COMMAND, "simulate", "--port", str(sim.port)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"port {sim.port}" in done.stderr


def test_the_documents_are_packaged_beside_the_script(tmp_path):
    names = demo.unpack(tmp_path)
    assert len(names) == 6
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted([*names, "documents.py"])
    assert Path(demo.__file__).parent.joinpath("demo_documents").is_dir()


@pytest.mark.parametrize("command", ["run", "plan"])
def test_run_and_plan_list_every_setting_that_is_an_option_with_what_it_means(command):
    said = invoke(command, "--help").output
    for field in dataclasses.fields(settings.Settings):
        option = f"--{field.name.replace('_', '-')}"
        entry = re.search(rf"^  {option}(?: VALUE| false| true\|false)?\n? +(\S.+)", said, re.MULTILINE)
        assert (entry is not None) == settings.is_word(field.name), option
    assert re.search(r"--linger VALUE +Seconds without a new call .* Default: 0.5\.", " ".join(said.split()))
    for switch in ("--dry-run  ", "--wait false  ", "--progress true|false  "):
        assert f"  {switch}" in said
    assert "Default: all." in said
    assert max(map(len, said.splitlines())) <= 120
