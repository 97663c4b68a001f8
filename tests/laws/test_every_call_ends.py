"""Law 3: every call ends. What providers do wrong, or do slowly, hangs nothing and loses nothing."""

import concurrent.futures
import json
import logging
import os
import queue
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import anthropic
import openai
import pydantic
import pytest
from google.genai import errors

import deferred
from deferred import providers
from deferred.core.call import Answer
from deferred.providers import PROVIDERS
from tests.support import engine
from tests.support.calls import ask_claude, ask_gemini, ask_gpt, errors_of, read
from tests.support.models import GPT
from tests.support.threads import ended_within

pytestmark = pytest.mark.usefixtures("no_session_left")
ASK = {"anthropic": ask_claude, "openai": ask_gpt, "google": ask_gemini}
ALL = sorted(ASK)
COUNT = 8


@pytest.fixture(params=ALL)
def ask(request, sim, claude, gpt, gemini):
    """Ask one provider; `ask.provider` is its name."""
    client = {"anthropic": claude, "openai": gpt, "google": gemini}[request.param]

    def question(text):
        return ASK[request.param](client, text)

    question.provider = request.param
    return question


def text_of(reply):
    """The text of a reply of any of the three."""
    if isinstance(reply, anthropic.types.Message):
        return reply.content[0].text
    return reply.choices[0].message.content if isinstance(reply, openai.types.chat.ChatCompletion) else reply.text


def run(ask, count=COUNT, **settings):
    """Ask `count` questions in a block; gives what each reply is, or the error it raises."""
    outcomes = []
    with deferred.batch(**settings):
        replies = [ask(f"question {n}.") for n in range(count)]
    for reply in replies:
        try:
            outcomes.append(text_of(reply))
        except Exception as error:
            outcomes.append(error)
    return outcomes


def assert_all_right(outcomes, sim, billed=COUNT):
    """Every reply is to its own question, and nothing was billed twice."""
    assert [f"question {n}." in str(outcome) for n, outcome in enumerate(outcomes)] == [True] * len(outcomes), outcomes
    assert sim.live_calls == []
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == billed


# Faults after which every answer is right, and every row is billed once.
MENDED = {
    "502 on polls": {"status_on": {"poll": (502, 5, {})}},
    "429 on polls with retry-after": {"status_on": {"poll": (429, 2, {"retry-after": "0.05"})}},
    "no answer to polls": {"refuse_before": {"poll": 3}},
    "500 on results": {"status_on": {"results": (500, 3, {})}},
    "results cut in the middle": {"cut_results": 3},
    "results not found at first": {"status_on": {"results": (404, 2, {})}},
    "429 on create": {"rate_limited_create": 2, "retry_after": "0.05"},
    "429 on upload": {"status_on": {"upload": (429, 2, {})}},
    "503 on upload": {"status_on": {"upload": (503, 2, {})}},
    "no answer to upload": {"refuse_before": {"upload": 1}},
    "upload acted on, answer lost": {"lost_responses": {"upload": 1}},
    "create acted on, answer lost": {"lost_responses": {"create": 1}},
    "create not acted on, answer lost": {"refuse_before": {"create": 1}},
    "500 on create": {"status_on": {"create": (500, 1, {})}},
    "529 on create": {"status_on": {"create": (529, 1, {})}},
    "502 on the list after a lost create": {"lost_responses": {"create": 1}, "status_on": {"list": (502, 2, {})}},
    "list lags after a lost create": {"lost_responses": {"create": 1}, "list_lag": 0.2},
    "clock skew of an hour": {"clock_skew": 120, "lost_responses": {"create": 1}},
    "an unknown status": {"unknown_status": 3},
    "status in capitals": {"status_case": True},
    "rows of strangers": {"unknown_rows": 3},
    "duplicated rows": {"duplicate_rows": True},
    "job gone for a moment": {"batch_gone": 2},
    "file not there yet": {"file_lag": 2},
}  # fmt: skip


@pytest.mark.parametrize("name", MENDED)
def test_every_answer_is_right_and_billed_once_after(name, ask, sim):
    for fault, value in MENDED[name].items():
        setattr(sim.faults, fault, value)
    assert_all_right(run(ask), sim)


# Faults of rows: they are sent again, and billed for what ran.
RESENT = {
    "expired rows": {"expire_rows": 3},
    "rows missing": {"drop_rows": 3},
    "a malformed line": {"malformed_line": 1},
    "an empty results file": {"empty_results": 1},
    "500 rows": {"error_rows": 3, "error_status": 500},
    "429 rows": {"error_rows": 3, "error_status": 429},
    "overloaded rows": {"error_rows": 3, "error_status": 529},
    "the job expires with part of it done": {"expire_batch": 1},
}


@pytest.mark.parametrize("name", RESENT)
def test_rows_that_did_not_run_or_did_not_arrive_are_sent_again(name, ask, sim):
    for fault, value in RESENT[name].items():
        setattr(sim.faults, fault, value)
    outcomes = run(ask)
    assert [f"question {n}." in str(outcome) for n, outcome in enumerate(outcomes)] == [True] * COUNT, outcomes
    assert len(sim.jobs) >= 2


@pytest.mark.parametrize("status", [500, 529, 429])
def test_a_row_that_keeps_failing_is_sent_three_times_and_then_raises_the_sdks_error(ask, sim, status):
    sim.faults.error_rows, sim.faults.error_status = True, status
    outcomes = run(ask, 2)
    assert len(sim.jobs) == 3
    assert all(
        isinstance(outcome, (anthropic.APIStatusError, openai.APIStatusError, errors.APIError)) for outcome in outcomes
    )


def test_a_row_refused_by_the_provider_raises_the_sdks_error_and_takes_no_other_with_it(ask, sim):
    sim.faults.error_rows, sim.faults.error_status = (lambda row: row.index == 3), 400
    outcomes = run(ask)
    bad = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert [type(error) for error in bad] == [
        {"anthropic": anthropic.BadRequestError, "openai": openai.BadRequestError, "google": errors.ClientError}[
            ask.provider
        ]
    ]
    assert len(sim.jobs) == 1


def test_only_an_error_file(sim, gpt):
    sim.faults.error_rows, sim.faults.error_status = True, 400
    outcomes = run(lambda text: ask_gpt(gpt, text), 3)
    assert [type(outcome) for outcome in outcomes] == [openai.BadRequestError] * 3


def test_an_error_file_id_that_is_an_empty_text(sim, gpt):
    sim.faults.empty_error_file_id = True
    assert_all_right(run(lambda text: ask_gpt(gpt, text)), sim)


def test_credit_too_low_is_each_calls_own_error(ask, sim):
    sim.faults.credit_rows = True
    outcomes = run(ask, 2)
    assert all(
        isinstance(outcome, (anthropic.APIStatusError, openai.RateLimitError, errors.ClientError))
        for outcome in outcomes
    )


def test_gemini_rows_without_keys_are_never_matched_by_position(sim, gemini):
    sim.faults.no_keys = True
    outcomes = run(lambda text: ask_gemini(gemini, text), 3)
    assert all(isinstance(outcome, deferred.JobFailed) for outcome in outcomes)


def test_a_job_cancelled_elsewhere_is_not_bought_again(ask, sim):
    sim.latency, sim.faults.cancelled_elsewhere = 0.2, 1
    outcomes = run(ask)
    failed = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert failed
    assert all(isinstance(error, deferred.JobFailed) and "cancelled" in str(error) for error in failed)
    assert len(sim.jobs) == 1


def test_a_job_that_is_gone_ends_as_job_failed_and_the_next_run_may_buy_it_anew(ask, sim):
    sim.faults.batch_gone = True
    outcomes = run(ask, 2)
    assert all(isinstance(outcome, deferred.JobFailed) and "does not know it" in str(outcome) for outcome in outcomes)
    sim.faults.batch_gone = 0
    assert all("question" in str(outcome) for outcome in run(ask, 2))


def test_results_that_stay_empty_end_as_job_failed(ask, sim):
    sim.faults.empty_results = True
    assert all(isinstance(outcome, deferred.JobFailed) for outcome in run(ask, 2))


def test_a_whole_batch_that_fails_validation_raises_for_the_offending_call_alone(sim, gpt):
    with deferred.batch():
        good = [ask_gpt(gpt, f"question {n}.") for n in range(4)]
        bad = gpt.chat.completions.create(
            model=GPT, messages=[{"role": "user", "content": "x"}], extra_body={"stream": "yes"}
        )
    assert all(reply.choices for reply in good)
    with pytest.raises(openai.BadRequestError):
        _ = bad.choices
    assert sim.meter.billed_twice() == []


def test_a_malformed_gemini_row_takes_no_other_with_it(sim, gemini):
    with deferred.batch():
        replies = [ask_gemini(gemini, f"question {n}.") for n in range(6)]
        bad = ask_gemini(gemini, "x", config={"http_options": {"extra_body": {"nonsense": 1}}})
    assert all(f"question {n}." in reply.text for n, reply in enumerate(replies))
    with pytest.raises(errors.ClientError):
        _ = bad.text
    assert sim.meter.billed_twice() == []


def test_a_model_that_does_not_exist_raises_the_sdks_not_found(sim, claude, gpt, gemini):
    with deferred.batch():
        replies = [
            claude.messages.create(
                model="claude-does-not-exist", max_tokens=9, messages=[{"role": "user", "content": "x"}]
            ),
            gpt.chat.completions.create(model="gpt-does-not-exist", messages=[{"role": "user", "content": "x"}]),
            gemini.models.generate_content(model="gemini-does-not-exist", contents="x"),
        ]
    for reply, error in zip(replies, (anthropic.NotFoundError, openai.NotFoundError, errors.ClientError), strict=True):
        for _ in range(2):
            with pytest.raises(error):
                reply.model_dump()


def test_a_key_that_is_refused_raises_the_sdks_authentication_error(sim):
    with deferred.batch():
        claude, gpt = ask_claude(anthropic.Anthropic(api_key="invalid")), ask_gpt(openai.OpenAI(api_key="invalid"))
    with pytest.raises(anthropic.AuthenticationError):
        _ = claude.content
    with pytest.raises(openai.AuthenticationError):
        _ = gpt.choices


@pytest.mark.parametrize("status", [None, 400, 429])
def test_a_full_queue_of_tokens_waits_and_goes_again_smaller(sim, gpt, status):
    sim.faults.enqueued_limit, sim.faults.enqueued_status = 60, status
    outcomes = run(lambda text: ask_gpt(gpt, text))
    assert_all_right(outcomes, sim)
    assert len([job for job in sim.jobs if job.status == "completed"]) >= 2


def test_a_full_queue_of_gemini_waits_and_goes_again_smaller(sim, gemini):
    sim.faults.enqueued_limit = 60
    assert_all_right(run(lambda text: ask_gemini(gemini, text)), sim)


def test_a_single_call_that_never_fits_the_queue_ends_with_the_sdks_error(sim, gpt):
    sim.faults.enqueued_limit, sim.faults.enqueued_status = 1, 429
    assert [type(outcome) for outcome in run(lambda text: ask_gpt(gpt, text), 1)] == [openai.RateLimitError]


def test_retry_after_of_a_poll_is_honoured(sim, claude):
    sim.latency, sim.retry_after = 0.3, 0.2
    run(lambda text: ask_claude(claude, text), 1)
    polls = [request for request in sim.requests if request.operation == "poll"]
    assert 2 <= len(polls) <= 4


def test_one_failed_job_takes_no_other_with_it(sim, claude, gpt):
    sim.faults.fail_batch = 1
    with deferred.batch():
        bad = [ask_gpt(gpt, f"n {n}") for n in range(2)]
        good = [ask_claude(claude, f"n {n}") for n in range(2)]
    assert all(reply.content for reply in good)
    for reply in bad:
        with pytest.raises((deferred.JobFailed, openai.APIStatusError)):
            _ = reply.choices


def test_every_waiting_thread_is_answered_when_the_ledger_breaks(sim, claude, monkeypatch):
    errors_seen = []

    def work():
        try:
            _ = ask_claude(claude, "x").content
        except deferred.DeferredError as error:
            errors_seen.append(error)

    with deferred.batch() as session:
        engine.break_plans(session, broken, monkeypatch.setattr)
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    assert len(errors_seen) == 4


def broken(job):
    """Fail as a disk fails."""
    message = "no space left"
    raise deferred.LedgerError(message)


def test_a_cancel_whose_answer_is_lost_is_asked_again_and_ends_every_call(ask, sim):
    sim.latency, sim.faults.lost_responses = 3600, {"cancel": 1}
    with deferred.batch() as session:
        replies = [ask(f"question {n}.") for n in range(3)]
        session.flush()
        engine.wait_until_submitted(session, 10)
        session.cancel()
    for reply in replies:
        with pytest.raises(deferred.JobFailed, match="cancelled"):
            text_of(reply) if isinstance(
                reply, (anthropic.types.Message, openai.types.chat.ChatCompletion)
            ) else reply.text
    assert (len(sim.jobs), sim.meter.rows_billed) == (1, 0)


def test_a_threads_late_untouched_call_does_not_hang_the_end_of_the_block(sim, claude):
    sim.latency = 0.3
    started, got = threading.Event(), []

    def late():
        started.wait(10)
        got.append(ask_claude(claude, "late"))

    sim.on("batch_created", lambda job: started.set())
    with deferred.batch():
        first = ask_claude(claude, "first")
        threading.Thread(target=late).start()
    assert first.content
    assert got
    assert got[0].content


@pytest.mark.parametrize("down", ["poll", "cancel", "create"])
def test_the_deadline_ends_calls_even_if_the_provider_is_never_reached_again(sim, claude, down):
    sim.latency = 3600
    faults = {
        "poll": {"poll": (503, 10**6, {}), "cancel": (503, 10**6, {})},
        "cancel": {"cancel": (503, 10**6, {})},
        "create": {"create": (503, 10**6, {})},
    }
    sim.faults.status_on = faults[down]
    with deferred.batch(time_limit=0.5):
        reply = ask_claude(claude)
    with pytest.raises(deferred.TimeLimitExceeded):
        _ = reply.content


def answer(body):
    return Answer(200, json.dumps(body).encode())


def test_a_second_try_that_cannot_be_authorised_ends_the_call(sim):
    asked = []

    def key():
        asked.append(1)
        if len(asked) > 1:
            message = "the vault is sealed"
            raise RuntimeError(message)
        return "k"

    sim.faults.status_on = {"live": (429, 1, {})}
    seen = []

    def work():
        with openai.OpenAI(api_key=key, max_retries=0) as client, deferred.batch(alone="live"):
            seen.append(deferred.future(ask_gpt(client)).exception(timeout=20))

    assert ended_within(30, work)
    assert seen[0] is None or "vault" in str(seen[0]) or isinstance(seen[0], deferred.DeferredError)


def test_a_validator_that_asks_the_model_does_not_wait_for_its_own_canary(sim, gpt):
    class Checked(pydantic.BaseModel):
        answer: str

        @pydantic.field_validator("answer")
        @classmethod
        def check(cls, value):
            return value if ask_gpt(gpt, "is that so?").choices else ""

    def work():
        with deferred.batch(canary=1):
            messages = [{"role": "user", "content": "x"}]
            replies = [
                gpt.chat.completions.parse(model=GPT, messages=messages, n=1, user=str(n), response_format=Checked)
                for n in range(3)
            ]
        for reply in replies:
            deferred.future(reply).exception()

    assert ended_within(40, work)


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_forked_child_reads_what_was_answered_before_it(sim, claude):
    with deferred.batch():
        reply = ask_claude(claude, "before")
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        found = []
        ended_within(10, lambda: found.append(reply.content[0].text))  # a thread that is not the opener
        os.write(write, found[0].encode() if found else b"nothing")
        os._exit(0)
    os.waitpid(child, 0)
    os.close(write)
    assert b"before" in os.read(read, 1_000)
    os.close(read)


def test_a_usage_of_another_type_takes_no_other_row_with_it(sim, claude, monkeypatch):
    collect = PROVIDERS["anthropic"].collect

    def changed(self, connection, job, status):
        for number, row in enumerate(collect(connection, job, status)):
            body = json.loads(row.answer.body)
            if number == 0:
                body["usage"]["input_tokens"] = "9"
            yield replace(row, answer=row.answer._replace(body=json.dumps(body).encode()))

    monkeypatch.setattr(type(PROVIDERS["anthropic"]), "collect", changed)
    with deferred.batch():
        replies = [ask_claude(claude, f"n {n}") for n in range(4)]
    assert errors_of(replies).count(None) >= 3


def test_calls_that_wait_for_money_end_when_the_ledger_fails(sim, claude):
    with deferred.batch(cost_limit=0.0006) as session:
        asked = []

        def committed(counted):
            asked.append(1)
            if len(asked) == 2:  # as the calls that wait are admitted
                message = "database is locked"
                raise deferred.LedgerError(message)
            return counted()

        engine.count_by(session, committed, setattr)
        replies = [ask_claude(claude, f"question {n}.") for n in range(10)]
    assert "pending" not in errors_of(replies, 0.5)


def test_a_call_that_the_disk_refused_is_not_waited_for(sim, claude):
    with deferred.batch() as session:

        def full(body):
            message = "no space left on device"
            raise deferred.LedgerError(message)

        with engine.bodies_kept_by(session, full), pytest.raises(deferred.LedgerError):
            ask_claude(claude, "one")
        ask_claude(claude, "two")
        session.wait(3)  # without a timeout: for ever


def test_a_ledger_that_fails_as_the_block_is_left_keeps_no_session_open(sim, claude, monkeypatch):
    engine.break_leaving(monkeypatch.setattr)
    with pytest.raises(deferred.LedgerError), deferred.batch() as session:
        ask_claude(claude)
    engine.wait_until_ended(session, 10)
    assert session.has_ended
    assert list(Path(".deferred/locks").iterdir()) == []


def test_a_ledger_that_fails_once_the_last_job_is_over_keeps_no_claim(sim, claude, monkeypatch):
    engine.break_leaving(monkeypatch.setattr)
    with deferred.batch(wait=False) as session:
        reply = ask_claude(claude)
    assert "hello" in read(reply)
    engine.wait_until_ended(session, 10)
    assert list(Path(".deferred/locks").iterdir()) == []


def test_a_poll_that_is_refused_for_good_ends_the_wait(sim, claude, clock):
    sim.faults.status_on = {"poll": (400, 10**6, {})}
    rescue = threading.Timer(12, lambda: sim.faults.status_on.clear())
    rescue.start()
    with deferred.batch():
        ask_claude(claude)
    rescue.cancel()
    assert clock.passed < 30_000


@pytest.mark.timeout(60)
def test_a_monitor_in_a_pool_that_asks_whether_all_is_done_sees_the_end(sim, claude, monkeypatch):
    engine.patience(monkeypatch, watched=0.2)
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        with deferred.batch():
            replies = [ask_claude(claude, f"n {n}") for n in range(3)]
            futures = [deferred.future(reply) for reply in replies]

            def monitor():
                while not all(future.done() for future in futures):
                    threading.Event().wait(0.01)
                return "all done"

            watched = pool.submit(monitor)
        assert watched.result() == "all done"
    assert [len(job.rows) for job in sim.jobs] == [3]


@pytest.mark.timeout(60)
def test_a_monitor_in_a_pool_that_reads_the_status_sees_the_end(sim, claude, monkeypatch):
    engine.patience(monkeypatch, silence=0.1)
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        with deferred.batch() as session:
            ask_claude(claude)

            def monitor():
                while session.status()["answered"] < 1:
                    threading.Event().wait(0.01)
                return "all done"

            watched = pool.submit(monitor)
        assert watched.result() == "all done"


@pytest.mark.timeout(60)
def test_a_log_handler_that_raises_hangs_nobody(sim, claude):
    class Broken(logging.Handler):
        def emit(self, record):
            raise RuntimeError(record.levelname)

    broken = Broken()
    logging.getLogger("deferred").addHandler(broken)
    try:
        with pytest.raises(deferred.DeferredError, match="WARNING"), deferred.batch():
            for n in range(3):
                read(ask_claude(claude, f"n {n}"))
    finally:
        logging.getLogger("deferred").removeHandler(broken)


@pytest.mark.timeout(60)
def test_a_system_that_gives_no_thread_for_a_moment_is_asked_again(sim, claude, monkeypatch):
    start, refused = threading.Thread.start, []

    def refuse_once(thread):
        if thread.name.startswith("deferred-transfer") and not refused:
            refused.append(thread)
            raise RuntimeError(thread.name)
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", refuse_once)
    with deferred.batch():
        assert read(ask_claude(claude))
    assert refused
    assert sim.meter.billed_twice() == []


@pytest.mark.timeout(60)
def test_results_that_trickle_in_do_not_hold_up_a_call_of_another_line(sim, claude, monkeypatch):
    engine.patience(monkeypatch, handing_out=0.2, stored_at_once=2)
    adapter, go = providers.PROVIDERS["anthropic"], threading.Event()
    collect = adapter.collect

    def trickle(connection, job, status):
        for number, row in enumerate(collect(connection, job, status)):
            if job.count > 2 and number == 2:
                assert go.wait(30)
            yield row

    monkeypatch.setattr(adapter, "collect", trickle)
    with deferred.batch():
        many = [ask_claude(claude, f"n {n}") for n in range(5)]
        assert read(many[0])
        assert read(ask_claude(claude, "another"))  # while three of the five are still on their way
        go.set()
        assert all(map(read, many))


@pytest.mark.timeout(60)
@pytest.mark.parametrize("tries", [3, 6])
def test_workers_that_try_a_refused_call_a_few_times_go_on_with_the_next(sim, claude, tries):
    """The second try ended the worker with `Stopped`, and whoever waited for the queue waited for ever."""
    todo, seen = queue.Queue(), []

    def worker():
        while True:
            item = todo.get()
            if item is None:
                return
            try:
                for _ in range(tries):
                    try:
                        read(ask_claude(claude, item))
                    except Exception as error:
                        seen.append((item, type(error)))
            finally:
                todo.task_done()

    with deferred.batch(cost_limit=0.000001) as session:
        workers = [threading.Thread(target=worker) for _ in range(2)]
        for thread in workers:
            thread.start()
        for n in range(4):
            todo.put(f"n {n}")
        todo.join()
        for _ in workers:
            todo.put(None)
    assert sorted(seen) == sorted((f"n {n}", deferred.CostLimitExceeded) for n in range(4) for _ in range(tries))
    assert len(engine.records(session)) == 4 * tries
    assert engine.unanswered(session) == 0


def test_a_retry_for_ever_loop_ends_on_stopped(sim, claude):
    """The shape of openai/simple-evals."""
    tries = []

    def sample():
        while True:
            try:
                tries.append(1)
                return ask_claude(claude, "x").content[0].text
            except Exception:
                continue

    with pytest.raises(deferred.Stopped), deferred.batch(cost_limit=0.000001):
        sample()
    assert len(tries) == 12  # the first, ten that are told the same, and the one that is stopped
    assert sim.requests == []


def test_the_folder_of_a_ledger_can_be_removed_right_after_the_block(sim, claude, tmp_path):
    for n in range(5):
        with deferred.batch(cache=str(tmp_path / "ledger")):
            ask_claude(claude, f"{n}")
        shutil.rmtree(tmp_path / "ledger")


AT_EXIT = """
import anthropic, atexit, deferred

def ask(text):
    return client.messages.create(model="claude-haiku-4-5", max_tokens=9, messages=[{"role": "user", "content": text}])

def at_exit():
    try:
        reply.content
    except deferred.JobFailed as error:
        print(error)

client = anthropic.Anthropic()
atexit.register(at_exit)
deferred.batch().__enter__()
reply = ask("left unread")
"""


def test_a_reply_that_is_read_in_an_atexit_handler_ends_with_an_error(sim, tmp_path):
    command = [sys.executable, "-W", "ignore", "-c", AT_EXIT]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=50, cwd=tmp_path)
    assert "because the interpreter is ending" in done.stdout
    assert sim.live_calls == []
