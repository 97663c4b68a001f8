"""A script that ends while it waits: processes with exit code 75, then 0, and one bill, whatever kills them between."""

import json
import subprocess
import sys
import time

import pytest

from tests.support import engine
from tests.support.commandline import COMMAND
from tests.support.scripts import CALL, CLIENT, READ

pytestmark = pytest.mark.timeout(110)
HOUR = 3600.0
PROVIDERS = ("anthropic", "openai", "google")
HEAD = """
import asyncio, concurrent.futures, threading, anthropic, openai, deferred
from google import genai
client = {client}
def wave(said, number):
    return [f"{{said}} {{number}} {{n}}" for n in range(3)]
def joined(words):
    return " ".join(sorted(word[:30] for word in words))
"""
# Three waves: what the second and the third ask depends on the answers of the one before.
WAVES = {
    "plain": """
said = "begin"
with deferred.batch(name="waves"):
    for number in range(3):
        replies = [{call} for text in wave(said, number)]
        said = joined([{read} for reply in replies])
print(said)
""",
    "asyncio": """
async def ask(text):
    reply = await {call}
    return {read}
async def main():
    said = "begin"
    async with deferred.batch(name="waves"):
        for number in range(3):
            said = joined(await asyncio.gather(*(ask(text) for text in wave(said, number))))
    print(said)
asyncio.run(main())
""",
    "threads": """
def ask(text):
    reply = {call}
    return {read}
said = "begin"
with deferred.batch(name="waves"), concurrent.futures.ThreadPoolExecutor(3) as pool:
    for number in range(3):
        said = joined(pool.map(ask, wave(said, number)))
print(said)
""",
    "map": """
def ask(text):
    said = text
    for number in range(3):
        text = f"{{said}} {{number}}"
        reply = {call}
        said = {read}[:30]
    return said
with deferred.batch(name="waves"):
    said = joined(deferred.map(ask, ["a", "b", "c"]))
print(said)
""",
    "swallowed": """
said = "begin"
with deferred.batch(name="waves"):
    for number in range(3):
        words = []
        for reply in [{call} for text in wave(said, number)]:
            try:
                words.append({read})
            except Exception:
                words.append("never")
        said = joined(words)
print(said)
""",
}


def script(kind, provider="anthropic"):
    client = CLIENT[provider][kind == "asyncio"]
    call, read = CALL[provider], READ[provider]
    return (HEAD + WAVES[kind]).format(client=client, call=call, read=read)


def until_it_ends(start, sim, most=8):
    """Start processes until one ends with another code than 75; an hour passes between two. Gives their exit codes."""
    codes = []
    while len(codes) < most:
        codes.append(start())
        if codes[-1] != 75:
            break
        sim.clock.advance(HOUR)
    return codes


def bill(sim):
    return len(sim.jobs), sim.meter.rows_billed


@pytest.fixture
def slow(sim, monkeypatch):
    """A simulator whose jobs take an hour, and processes that are given up at once."""
    sim.latency = HOUR
    monkeypatch.setenv("DEFERRED_DETACH", "0")
    return sim


@pytest.mark.parametrize(
    ("kind", "provider"),
    [
        ("plain", "anthropic"),
        ("asyncio", "openai"),
        ("threads", "google"),
        ("map", "anthropic"),
        ("swallowed", "openai"),
    ]
    + [pytest.param(kind, one, marks=pytest.mark.slow) for kind in WAVES for one in PROVIDERS],
)
def test_three_waves_are_four_processes_and_one_bill(slow, scripts, tmp_path, kind, provider):
    code = script(kind, provider)
    codes = until_it_ends(lambda: scripts.wait(scripts.start(code, tmp_path)), slow)
    said = (tmp_path / "out").read_text()
    assert codes == [75, 75, 75, 0], said
    assert bill(slow) == (3, 9)
    assert said.count("\n") == 1
    assert slow.live_calls == []
    assert [run.is_over for run in runs_in(tmp_path)] == [True]


def runs_in(folder):
    return engine.ledger(str(folder / ".deferred")).runs.all()


def test_what_a_process_says_is_one_line_on_stderr(slow, scripts, tmp_path):
    assert scripts.wait(scripts.start(script("threads"), tmp_path)) == 75
    (line,) = (tmp_path / "out").read_text().splitlines()
    assert line.startswith("deferred: 1 job is at the provider, and 3 calls of the run 'waves' have no answer yet.")
    assert "run the same command again in 1 min (at " in line


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["plain", "asyncio", "map"])
def test_a_process_that_is_killed_between_and_during_waves_changes_nothing(slow, scripts, tmp_path, kind):
    code = script(kind)
    killed = 0

    def start():
        nonlocal killed
        before = len(slow.jobs)
        pid = scripts.start(code, tmp_path, DEFERRED_DETACH="1h")  # it waits, until it is killed
        until(lambda: len(slow.jobs) > before, 10)
        scripts.kill(pid)
        killed += scripts.wait(pid) == -9
        return scripts.wait(scripts.start(code, tmp_path))

    assert until_it_ends(start, slow)[-1] == 0
    assert killed >= 3
    assert bill(slow) == (3, 9)


def until(condition, seconds):
    """Look until something that another process does is so, or the time is over: some do nothing more."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)


# -- the exit code, by real interpreters -------------------------------------------------------------------------------

WITH_OTHERS = """
import atexit, sys
atexit.register(lambda: print("at exit", file=sys.stderr))
sys.excepthook = lambda *error: print("hook", error[0].__name__, file=sys.stderr)
"""


def run(folder, code, *before, **more):
    (folder / "script.py").write_text(code)
    command = [sys.executable, "-W", "ignore", *before, "script.py"]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, timeout=100, **more)


@pytest.mark.slow
def test_a_plain_script_ends_with_75_and_other_handlers_still_run(slow, tmp_path):
    done = run(tmp_path, WITH_OTHERS + script("plain"))
    assert done.returncode == 75
    line, at_exit = done.stderr.splitlines()
    assert line.startswith("deferred: 1 job is at the provider")
    assert at_exit == "at exit"


@pytest.mark.slow
def test_other_errors_reach_the_hook_that_was_there(slow, tmp_path):
    code = script("plain").replace("print(said)", "")
    done = run(tmp_path, f"{WITH_OTHERS}try:\n    exec({code!r})\nexcept BaseException:\n    pass\n1 / 0\n")
    assert (done.returncode, done.stderr.splitlines()) == (1, ["hook ZeroDivisionError", "at exit"])


@pytest.mark.slow
def test_deferred_run_takes_the_time_as_an_option(slow, tmp_path):
    code = script("plain").replace('with deferred.batch(name="waves"):', "if True:")

    def start():
        done = run(tmp_path, code, "-m", "deferred", "run", "--detach", "0", "--name", "waves")
        assert (done.returncode == 75) == ("run the same command again in 1 min" in done.stderr), done.stderr
        assert "Traceback" not in done.stderr
        return done.returncode

    assert until_it_ends(start, slow) == [75, 75, 75, 0]
    assert bill(slow) == (3, 9)


@pytest.mark.slow
def test_requests_of_a_file_are_sent_the_same_way(slow, tmp_path):
    (tmp_path / "in.jsonl").write_text('{"messages": [{"role": "user", "content": "one"}], "max_tokens": 9}\n')
    words = ["send", "in.jsonl", "-o", "out.jsonl", "--provider", "anthropic", "--model", "claude-haiku-4-5"]

    def start():
        return subprocess.run([*COMMAND, *words], cwd=tmp_path, check=False, timeout=100).returncode

    assert until_it_ends(start, slow) == [75, 0]
    assert json.loads((tmp_path / "out.jsonl").read_text())["response"]
    assert bill(slow) == (1, 1)


# -- look-ahead --------------------------------------------------------------------------------------------------------

LOOP = """
import anthropic, deferred
client = anthropic.Anthropic()
def ask(text):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=64, messages=said).content[0].text
with deferred.batch(name="loop", look_ahead=True):
    for n in range(6):
        ask(f"question {n}")
"""


@pytest.mark.slow
def test_what_was_sent_ahead_is_found_by_the_next_process(slow, scripts, tmp_path):
    codes = until_it_ends(lambda: scripts.wait(scripts.start(LOOP, tmp_path)), slow)
    assert codes[-1] == 0
    assert set(codes[:-1]) == {75}
    assert slow.meter.rows_billed == 6
    assert "not made by the script" not in (tmp_path / "out").read_text()


# -- without the script ------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_waiting_without_the_script_saves_it_the_waiting(slow, scripts, tmp_path):
    assert scripts.wait(scripts.start(script("plain"), tmp_path)) == 75
    assert deferred_here(tmp_path, "pending", "waves").returncode == 75
    slow.clock.advance(HOUR)
    assert deferred_here(tmp_path, "wait", "waves", "--timeout", "1m").returncode == 0
    assert scripts.wait(scripts.start(script("plain"), tmp_path)) == 75  # its first wave is stored: this is the second
    assert bill(slow) == (2, 3)


def deferred_here(folder, *words):
    return subprocess.run([*COMMAND, *words], cwd=folder, capture_output=True, text=True, check=False, timeout=100)
