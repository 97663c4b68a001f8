"""Commands that act on a ledger without the script."""

import gc
import json
import sys
import time

import pytest
from typer.testing import CliRunner

import deferred
from deferred.cli import app
from deferred.core.errors import DeferredError, WrongInput
from tests.support import engine
from tests.support.calls import ask_claude, ask_gpt
from tests.support.commandline import apart
from tests.support.models import GPT


def invoke(*arguments):
    """Run a command in this process; an error of ours is given back, as `main` prints it."""
    done = CliRunner().invoke(app.app, list(arguments), catch_exceptions=True)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


LEFT = """
import anthropic, openai, deferred
from google import genai
with deferred.batch(name="exp-1", wait=False):
    anthropic.Anthropic().messages.create(model="claude-haiku-4-5", max_tokens=9, messages=[{"role": "user", "content": "hello."}])
    openai.OpenAI().chat.completions.create(model="gpt-5-mini", messages=[{"role": "user", "content": "hello."}])
    genai.Client().models.generate_content(model="gemini-2.5-flash", contents="hello.")
"""


@pytest.fixture
def left_running(sim, scripts, tmp_path):
    """A ledger with three jobs that a script left running."""
    sim.latency = 3600
    scripts.run(LEFT, tmp_path)
    sim.stop()  # a poll of the script may still be on its way here, and would count as one of the test
    return sim.start()


def test_jobs_lists_state_provider_model_counts_and_age(left_running):
    said = invoke("jobs")
    for word in ("exp-1", "anthropic", "openai", "google", GPT, "claude-haiku-4-5", "submitted", "$0.00", "started"):
        assert word in said
    rows = json.loads(invoke("jobs", "exp-1", "--json"))
    assert [row["calls"] for row in rows] == [1, 1, 1]
    with pytest.raises(deferred.DeferredError, match="no run called 'another-run'"):
        invoke("jobs", "another-run")


def test_collect_leaves_what_runs_and_fetches_what_has_ended(left_running, scripts, tmp_path):
    assert invoke("collect").count("0 of 1 done") == 3
    left_running.clock.advance(3601)
    said = invoke("collect")
    assert said.count("\n") == 3
    assert {row["state"] for row in json.loads(invoke("jobs", "--json"))} == {"ended", "completed", "succeeded"}
    requests = len(left_running.requests)
    scripts.run(LEFT.replace(", wait=False", ""), tmp_path)
    assert len(left_running.requests) == requests
    assert left_running.meter.rows_billed == 3


def test_collect_says_when_there_is_nothing_to_do(sim):
    with deferred.batch():
        pass
    assert invoke("collect") == "no job is open\n"


def test_cancel_stops_one_job_or_all(left_running):
    first = json.loads(invoke("jobs", "--json"))[0]["job"]
    assert "asked the provider" in invoke("cancel", first)
    assert [job.cancelled is not None for job in left_running.jobs].count(True) == 1
    assert invoke("cancel", "--all").count("asked the provider") == 3
    with pytest.raises(DeferredError, match="no open job is called 'x'"):
        invoke("cancel", "x")
    with pytest.raises(DeferredError, match="--all"):
        invoke("cancel")


@pytest.mark.parametrize("provider", ["anthropic", "openai", "google"])
def test_recover_brings_back_a_lost_ledger(sim, ask_of, provider):
    def script():
        ask = ask_of(provider)
        with deferred.batch(cache="ledger"):
            replies = [ask(f"question {n}.") for n in range(5)]
        return [reply.model_dump() for reply in replies]

    import shutil

    first = script()
    shutil.rmtree("ledger")
    base_url = {"anthropic": sim.url, "openai": sim.url + "/v1", "google": sim.url + "/v1beta"}[provider]
    assert "5 rows recovered" in invoke("recover", provider, "--base-url", base_url, "--cache", "ledger")
    assert "no job" in invoke("recover", provider, "--base-url", base_url, "--cache", "ledger")
    assert script() == first
    assert sim.meter.rows_billed == 5


def test_results_are_exported_one_line_each(sim, claude, gpt, tmp_path):
    with deferred.batch(name="exp-1"):
        ask_claude(claude, "hello.")
        ask_gpt(gpt, "hello.")
    assert "2 answers written" in invoke("results", "exp-1", "--export", "out.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert {row["provider"] for row in rows} == {"anthropic", "openai"}
    assert all("hello." in json.dumps(row["response"]) for row in rows)
    assert "hello." in invoke("results")


def test_clear_forgets_what_is_old_and_nothing_else(sim, claude, tmp_path):
    with deferred.batch():
        ask_claude(claude)
    assert invoke("clear", "--older-than", "30d") == "0 jobs forgotten, 0 files of bodies removed, 0 bytes freed\n"
    time.sleep(0.01)
    assert invoke("clear", "--older-than", "0.005s").startswith("1 jobs forgotten, 1 files of bodies removed, ")
    assert list((tmp_path / ".deferred" / "spool").iterdir()) == []
    with deferred.batch():
        ask_claude(claude)
    assert sim.meter.rows_billed == 2


@pytest.mark.parametrize("command", [("collect",), ("cancel", "--all")])
def test_a_poisoned_ledger_cannot_send_a_key_to_its_own_host(left_running, monkeypatch, command):
    """Commands send a key only to the providers' hosts, or to hosts named on the command line or in the environment."""
    monkeypatch.delenv("DEFERRED_HOSTS")
    requests = len(left_running.requests)
    with pytest.raises(DeferredError, match="No key is sent to a host on the word of a ledger"):
        invoke(*command)
    assert len(left_running.requests) == requests
    invoke(*command, "--hosts", left_running.host)
    assert len(left_running.requests) > requests


def test_a_poisoned_ledger_cannot_use_a_look_alike_host_or_plain_http(left_running, monkeypatch):
    monkeypatch.delenv("DEFERRED_HOSTS")
    for address in (
        "http://api.anthropic.com",
        "https://api.anthropic.com.evil.org",
        "https://evil.org/api.openai.com",
    ):
        engine.change_jobs_on_disk(base_url=address)
        with pytest.raises(DeferredError, match="No key is sent"):
            invoke("collect")


def test_without_a_ledger_the_remedy_is_named(sim):
    for command in (["jobs"], ["collect"], ["results"], ["clear", "--older-than", "1d"]):
        with pytest.raises(DeferredError, match="no ledger"):
            invoke(*command)


def test_a_provider_that_does_not_exist_is_named(sim):
    with pytest.raises(DeferredError, match="'cohere' is not one of"):
        invoke("recover", "cohere")


def test_a_missing_key_is_named(left_running, monkeypatch):
    base_urls = {"anthropic": "", "openai": "/v1", "google": "/v1beta"}
    names = {"anthropic": "ANTHROPIC_API_KEY", "openai": "OPENAI_API_KEY", "google": "GEMINI_API_KEY"}
    for provider, name in names.items():
        monkeypatch.delenv(name)
        with pytest.raises(DeferredError, match=f"set {name}"):
            invoke("recover", provider, "--base-url", left_running.url + base_urls[provider])


def test_collect_cancel_and_results_take_a_runs_name(left_running, tmp_path):
    assert len(json.loads(invoke("collect", "exp-1", "--json"))) == 3
    told = json.loads(invoke("cancel", "exp-1", "--json"))
    assert {(row["run"], row["words"].partition(" to")[0]) for row in told} == {("exp-1", "asked the provider")}
    assert sorted(row["provider"] for row in told) == ["anthropic", "google", "openai"]
    assert all(job.cancelled is not None for job in left_running.jobs)
    assert json.loads(invoke("cancel", "--run", "exp-1", "--json")) != []


@pytest.mark.parametrize("command", [("collect", "exp-2"), ("cancel", "--run", "exp-2"), ("results", "exp-2"),
                                     ("results", "exp-2", "--export", "x"), ("results", "exp-2", "--dir", "x")])  # fmt: skip
def test_a_run_that_is_not_there_is_named_with_those_that_are(left_running, tmp_path, command):
    with pytest.raises(DeferredError, match="no run called 'exp-2'; it has 'exp-1'"):
        invoke(*command)
    assert not (tmp_path / "x").is_file()


def test_results_are_written_one_file_each_with_the_raw_response(sim, claude, gpt, tmp_path):
    with deferred.batch(name="exp-1"):
        ask_claude(claude, "hello.")
        ask_gpt(gpt, "hello.")
    assert "2 answers written to out" in invoke("results", "exp-1", "--dir", "out")
    assert "2 answers written to out" in invoke("results", "exp-1", "--dir", "out")
    files = sorted((tmp_path / "out").iterdir())
    assert len(files) == 4
    for raw in (tmp_path / "out").glob("*.response.json"):
        result = deferred.Result.from_json(str(raw).replace(".response", ""))
        assert "hello." in result.text
        assert result.body == json.loads(raw.read_text())


def test_results_are_read_by_people_and_by_programs(sim, gpt):
    with deferred.batch(name="exp-1"):
        ask_gpt(gpt, "hello.")
    (row,) = json.loads(invoke("results", "--json"))
    assert row["run"] == "exp-1"
    head, said = invoke("results").split("\n", 1)
    assert head.startswith("exp-1  openai  gpt-5-mini")
    assert said.startswith("You wrote")


def test_a_place_that_cannot_be_written_to_is_named(sim, gpt, tmp_path):
    with deferred.batch(name="exp-1"):
        ask_gpt(gpt, "hello.")
    (tmp_path / "file").write_text("")
    with pytest.raises(DeferredError, match="--dir file"):
        invoke("results", "--dir", "file")
    with pytest.raises(DeferredError, match="--export no/such"):
        invoke("results", "--export", "no/such")


def test_clear_leaves_the_jobs_of_a_run_that_a_process_is_in(sim, claude):
    with deferred.batch(name="open"):
        assert ask_claude(claude, "one").content
        assert invoke("clear", "--older-than", "0.001s").startswith("0 jobs forgotten")

        assert ask_claude(claude, "two").content
    assert invoke("clear", "--older-than", "0.001s").startswith("2 jobs forgotten")
    assert engine.jobs_on_disk() == []


def test_clear_leaves_the_answers_that_a_process_found_stored(sim, claude):
    with deferred.batch(name="earlier"):
        assert ask_claude(claude).content
    with deferred.batch(name="later"):
        reply = ask_claude(claude)
        assert invoke("clear", "--older-than", "0.001s").endswith(
            "1 jobs stay while a run of this ledger goes on, which may use their answers\n"
        )
        assert reply.content
    assert sim.meter.rows_billed == 1
    assert invoke("clear", "--older-than", "0.001s").startswith("1 jobs forgotten")


def bodies_on_disk(folder):
    return list((folder / ".deferred" / "spool").iterdir())


def test_dry_runs_leave_no_prompts_on_disk_once_their_process_is_over(sim, claude, tmp_path):
    for _ in range(3):
        with deferred.batch(dry_run=True, progress=False) as session:
            ask_claude(claude)
        assert session.plan().calls == 1
    del session
    gc.collect()
    assert bodies_on_disk(tmp_path) == []


def test_clear_removes_the_prompts_of_crashed_processes_that_sent_no_job(sim, claude, tmp_path):
    with deferred.batch(name="kept"):
        assert ask_claude(claude).content
    kept = bodies_on_disk(tmp_path)
    (tmp_path / ".deferred" / "spool" / "crashed.jsonl").write_bytes(b'{"a": 1}\n' * 1000)
    assert invoke("clear", "--older-than", "30d") == "0 jobs forgotten, 1 files of bodies removed, 9,000 bytes freed\n"
    assert bodies_on_disk(tmp_path) == kept


def test_clear_leaves_the_prompts_of_a_process_that_has_sent_nothing_yet(sim, claude):
    with deferred.batch(linger=60):
        reply = ask_claude(claude)
        assert "0 files of bodies" in invoke("clear", "--older-than", "0.001s")
    assert reply.content


@pytest.mark.parametrize("first", ["twice", "other"])
def test_the_results_of_a_run_include_answers_that_it_found_stored(sim, claude, tmp_path, first):
    for name in (first, "twice"):
        with deferred.batch(name=name):
            for number in range(3):
                ask_claude(claude, f"n {number}")
    assert sim.meter.rows_billed == 3
    assert invoke("results", "twice", "--export", "out.jsonl") == "3 answers written to out.jsonl\n"
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["run"] for row in rows] == ["twice"] * 3


@pytest.mark.parametrize("more", [[], ["run"]])
def test_an_answer_whose_call_was_in_several_jobs_is_written_once(sim, claude, tmp_path, more):
    sim.latency = 10**6
    with deferred.batch(name="run") as session:
        ask_claude(claude)
        session.flush()
        engine.wait_until_submitted(session, 30)
        session.cancel()
    with deferred.batch(name="run", alone="live"):
        assert ask_claude(claude).content
    assert [len(sim.jobs), len(sim.live_calls)] == [1, 1]
    assert invoke("results", *more, "--export", "out.jsonl") == "1 answers written to out.jsonl\n"
    [row] = map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines())
    assert row["batch_id"] is None


@pytest.mark.parametrize("option", ["--export", "--html"])
def test_a_file_is_not_replaced_by_nothing(sim, claude, tmp_path, option):
    (tmp_path / "out").write_text("good")
    with deferred.batch(name="empty"):
        pass
    with pytest.raises(DeferredError, match="there is no answer to write"):
        invoke("results", "empty", option, "out")
    assert (tmp_path / "out").read_text() == "good"


SCRIPT = """
import anthropic
import pydantic
import deferred

class Review(pydantic.BaseModel):
    stars: int

client = anthropic.Anthropic()
def ask(text):
    return client.messages.create(model="claude-haiku-4-5", max_tokens=9, messages=[{"role": "user", "content": text}])
"""
LOOSE = {
    "live": "replies = [ask('a'), ask('b')]",
    "a block of its own": "with deferred.batch(): ask('a')",
    "a thread": "import threading; t = threading.Thread(target=ask, args=('a',)); t.start(); t.join()",
}


@pytest.fixture
def sent_by_run(sim, claude):
    """A run named "run" has ended; gives the number of requests that it sent."""
    with deferred.batch(name="run"):
        ask_claude(claude)
    return len(sim.requests)


@pytest.mark.parametrize("name", list(LOOSE))
def test_a_model_is_imported_without_sending_the_calls_of_its_script(sim, tmp_path, sent_by_run, name):
    (tmp_path / "loose.py").write_text(SCRIPT + LOOSE[name])
    try:
        assert "1 answers written" in invoke("results", "run", "--html", "page.html", "--model", "loose:Review")
    finally:
        sys.modules.pop("loose", None)
    assert len(sim.requests) == sent_by_run


STREAM = """
list(client.messages.create(model="claude-haiku-4-5", max_tokens=9, messages=[{"role": "user", "content": "a"}], stream=True))
"""
READ = {
    "a batch job of its own": "client.messages.batches.create(requests=[])",
    "a stream in a block that sends it live": f"with deferred.batch(unbatchable='live'): {STREAM.strip()}",
    "a validator": """
class Review(pydantic.BaseModel):
    @pydantic.model_validator(mode="before")
    @classmethod
    def judged(cls, data):
        return {"stars": len(ask(str(data)).content)}
""",
}


@pytest.mark.parametrize("name", list(READ))
def test_a_model_whose_code_would_send_something_is_refused_in_words(sim, tmp_path, sent_by_run, name):
    (tmp_path / "loose.py").write_text(SCRIPT + READ[name])
    try:
        with pytest.raises(WrongInput, match="they were not sent"):
            invoke("results", "run", "--html", "page.html", "--model", "loose:Review")
    finally:
        sys.modules.pop("loose", None)
    assert len(sim.requests) == sent_by_run


@pytest.mark.slow
def test_what_the_module_of_a_model_does_at_exit_is_not_sent(sim, tmp_path, sent_by_run):
    (tmp_path / "loose.py").write_text(SCRIPT + "import atexit; atexit.register(lambda: ask('a').content)")
    done = apart("results", "run", "--html", "page.html", "--model", "loose:Review", cwd=tmp_path)
    assert "1 answers written" in done.stdout
    assert "deferred.guard() is on" in done.stderr
    assert len(sim.requests) == sent_by_run


def test_a_script_that_reads_its_replies_at_import_is_told_to_guard_them(sim, tmp_path, sent_by_run):
    (tmp_path / "loose.py").write_text(SCRIPT + "print(ask('a').content)")
    with pytest.raises(WrongInput, match=r"messages\.create at loose\.py:\d+; they were not sent.*__main__"):
        invoke("results", "run", "--html", "page.html", "--model", "loose:Review")
    sys.modules.pop("loose", None)
    assert len(sim.requests) == sent_by_run
