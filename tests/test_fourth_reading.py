"""What a fourth reading found: calls that waited here while others bought them, and queues that our own jobs fill."""

import asyncio
import contextlib
import contextvars
import json
import threading
from decimal import Decimal

import anthropic
import openai
import pytest

import deferred
from deferred.core.job import Job
from tests.support.calls import ask_claude, ask_gemini, ask_gpt

pytestmark = pytest.mark.usefixtures("no_session_left")


def elsewhere(work):
    """Run as another program on the same ledger would: outside of the block that is open here."""
    return contextvars.Context().run(work)


@pytest.mark.parametrize("wait", [True, False], ids=["its job has ended", "its job runs"])
@pytest.mark.parametrize("then", ["another account is met", "another job goes out"])
def test_a_call_that_waits_here_while_another_program_sends_it_is_not_bought_again(sim, claude, gpt, wait, then):
    def other():
        with deferred.batch(name="other", wait=wait):
            ask_claude(claude, "waiting")

    with deferred.batch(name="run", max_requests=2):
        if then == "another job goes out":
            ask_gpt(gpt, "first")
        waiting = ask_claude(claude, "waiting")
        elsewhere(other)
        assert ask_gpt(gpt, "second").choices  # its job is launched before the one of the call that waits
    assert waiting.content
    assert sim.meter.billed_twice() == []


def tokens_of(count, gpt):
    """What so many of these calls count in the provider's queue."""
    with deferred.batch(name="measured"):
        reply = ask_gpt(gpt, "question 00.")
    return count * reply.usage.prompt_tokens


@pytest.mark.parametrize("status", [None, 400, 429])
def test_a_queue_that_our_own_jobs_fill_is_waited_for_and_refuses_nobody(sim, gpt, status):
    sim.faults.enqueued_limit, sim.faults.enqueued_status = tokens_of(5, gpt), status
    sim.latency = 0.5  # long, compared with the pauses between two tries
    with deferred.batch(name="run", max_requests=5):
        replies = [ask_gpt(gpt, f"question {n:02}.") for n in range(20)]
    assert [f"question {n:02}." in reply.choices[0].message.content for n, reply in enumerate(replies)] == [True] * 20
    assert sim.meter.billed_twice() == []
    assert (
        len(sim.jobs) <= 1 + 4 + 4 + 8
    )  # each job of the first try once more, and a few that asked whether there is room


def test_a_run_that_is_far_too_large_for_the_queue_does_not_fall_apart_into_single_calls(sim, gpt):
    sim.faults.enqueued_limit = tokens_of(5, gpt)
    with deferred.batch(name="run"):
        replies = [ask_gpt(gpt, f"question {n:02}.") for n in range(80)]
    assert all(f"question {n:02}." in reply.choices[0].message.content for n, reply in enumerate(replies))
    done = [len(job.rows) for job in sim.jobs if job.status == "completed"]
    assert sorted(done)[-2:] == [5, 5]
    assert len(sim.jobs) < 60


def test_a_batch_that_names_its_files_later_than_its_end_is_not_bought_again(sim, gpt):
    sim.faults.late_files = 3
    with deferred.batch():
        replies = [ask_gpt(gpt, f"question {n}.") for n in range(3)]
    assert [f"question {n}." in reply.choices[0].message.content for n, reply in enumerate(replies)] == [True] * 3
    assert sim.meter.billed_twice() == []


def test_a_row_that_the_provider_refuses_does_not_hold_up_the_next_chunk(sim, claude):
    sim.faults.error_rows, sim.faults.error_status = (lambda body: "chunk 0 item 1" in str(body)), 400

    @deferred.batch()
    def work(chunk):
        return [ask_claude(claude, f"chunk {chunk} item {n}") for n in range(3)]

    errors = [deferred.future(reply).exception() for chunk in range(3) for reply in work(chunk)]
    assert [type(error) for error in errors if error is not None] == [anthropic.BadRequestError]


def test_a_run_that_the_account_was_refused_goes_on(sim, claude):
    sim.faults.error_rows, sim.faults.error_status = (lambda body: "bad" in str(body)), 403
    for expected in (False, True):
        with deferred.batch(name="run") as session:
            good, bad = ask_claude(claude, "good"), ask_claude(claude, "bad")
        assert session.run.is_resumed is expected
    assert good.content
    assert isinstance(deferred.future(bad).exception(), anthropic.PermissionDeniedError)


def test_wait_gives_what_is_done_and_what_is_not(sim, claude, gpt):
    with deferred.batch() as session:
        first = ask_claude(claude, "first")
        deferred.wait([first])
        sim.latency = 3600
        late = ask_gpt(gpt, "late")
        assert deferred.wait([late, first], timeout=0.05) == ([first], [late])
        assert deferred.wait([late, first], return_when="FIRST_COMPLETED") == ([first], [late])
        session.cancel()


def test_a_wait_for_the_first_exception_ends_with_it(sim, claude):
    sim.faults.error_rows, sim.faults.error_status = (lambda body: "bad" in str(body)), 400
    with deferred.batch():
        replies = [ask_claude(claude, text) for text in ("good", "bad")]
        done, _ = deferred.wait(replies, return_when="FIRST_EXCEPTION")
        assert any(reply is replies[1] for reply in done)


def test_events_say_to_the_end_how_many_calls_are_done(sim, claude):
    seen, over = [], threading.Event()

    def note(event):
        seen.append((event.kind, event.done))
        if event.kind == "collected":
            over.set()

    with deferred.batch(on_event=note):
        for n in range(4):
            ask_claude(claude, f"n {n}")
    assert over.wait(10)
    assert seen[-2:] == [("ended", 4), ("collected", 4)]


def test_max_requests_counts_calls_of_embeddings_not_their_inputs(sim, gpt):
    with deferred.batch(max_requests=20):
        for n in range(40):
            gpt.embeddings.create(model="text-embedding-3-small", input=[f"{n} {m}" for m in range(10)])
    assert [len(job.rows) for job in sim.jobs] == [20, 20]


ELSEWHERE = {
    "an endpoint that nobody knows yet": lambda gpt, _: gpt.post("/decisions", cast_to=object, body={}),
    "a video edited": lambda gpt, _: gpt.post("/videos/edits", cast_to=object, body={}),
    "outputs of tools for an assistant": lambda gpt, _: gpt.post(
        "/threads/t/runs/r/submit_tool_outputs", cast_to=object, body={}
    ),
    "a grader": lambda gpt, _: gpt.post("/fine_tuning/alpha/graders/run", cast_to=object, body={}),
    "an agent's turn": lambda gpt, _: gpt.post("/agents/sessions/s/events", cast_to=object, body={}),
    "a session of Claude's": lambda _, claude: claude.post("/v1/sessions/s/events", cast_to=object, body={}),
    "a deployment": lambda _, claude: claude.post("/v1/deployments/d/run", cast_to=object, body={}),
    "another endpoint of Claude's": lambda _, claude: claude.post("/v1/oracle", cast_to=object, body={}),
}


@pytest.mark.parametrize("call", ELSEWHERE.values(), ids=ELSEWHERE)
@pytest.mark.parametrize("settings", [{}, {"unbatchable": "live", "cost_limit": 1}], ids=["", "live, under a limit"])
def test_what_generates_under_any_other_address_never_goes_live_in_silence(call, settings):
    gpt = openai.OpenAI(api_key="k", base_url="https://api.openai.com/v1", max_retries=0)
    claude = anthropic.Anthropic(api_key="k", base_url="https://api.anthropic.com", max_retries=0)
    with gpt, claude, deferred.batch(**settings), pytest.raises(deferred.NotBatchable):
        call(gpt, claude)


def test_what_only_manages_passes_a_block(sim, gpt):
    with deferred.batch():
        assert gpt.files.create(file=("a.txt", b"words"), purpose="user_data").id


@pytest.mark.parametrize("name", ["responses", "realtime"])
def test_a_socket_is_refused(gpt, name):
    with deferred.batch():
        resource = getattr(gpt, name, None)
        if not hasattr(resource, "connect"):
            pytest.skip("this version of the SDK has no such socket")
        with pytest.raises(deferred.NotBatchable):
            resource.connect(**({"model": "gpt-realtime"} if name == "realtime" else {}))


@pytest.mark.parametrize(
    "path",
    [
        "interactions",
        "decisions",
        "triggers/t/executions",
        "models/gemini-embedding-001:embedContent",
        "models/aqa:generateAnswer",
    ],
)
def test_what_google_has_no_batch_of_is_not_let_through_uncounted(gemini, path):
    http = gemini._api_client._httpx_client
    with deferred.batch(unbatchable="live", cost_limit=1), pytest.raises(deferred.NotBatchable):
        http.post(f"https://generativelanguage.googleapis.com/v1beta/{path}", json={"model": "gemini-2.5-flash"})


def test_a_call_that_belongs_to_no_block_is_named_while_one_is_open(sim, claude, gemini, caplog):
    """A worker task that began before the block, say: what it asks is not the block's, and costs full price."""

    async def main():
        asked, done = asyncio.Queue(), []

        async def work():
            while True:
                done.append((await asked.get())())
                asked.task_done()

        worker = asyncio.create_task(work())
        await asyncio.sleep(0)
        async with deferred.batch():
            for _ in range(2):
                asked.put_nowait(lambda: ask_claude(claude))
                asked.put_nowait(lambda: ask_gemini(gemini))
            await asked.join()
        worker.cancel()

    asyncio.run(main())
    said = [record.message for record in caplog.records if "full price" in record.message]
    assert len(said) == 2
    assert all("test_fourth_reading.py:" in words or "calls.py:" in words for words in said)
    assert len(sim.live_calls) == 4


def test_what_a_raw_reply_and_an_error_say_of_their_request_is_what_was_asked(sim, gpt, claude):
    def look():
        message = [{"role": "user", "content": "hello"}]
        raw = gpt.chat.completions.with_raw_response.create(
            model="gpt-5-mini", messages=message, extra_headers={"x-my-tag": "7"}
        )
        yield raw.http_request
        for ask in (
            lambda: gpt.chat.completions.create(model="gpt-5-mini", messages=[]).id,
            lambda: claude.messages.create(model="claude-haiku-4-5", max_tokens=5, messages=[]).id,
        ):
            with pytest.raises((openai.BadRequestError, anthropic.BadRequestError)) as caught:
                ask()
            yield caught.value.request

    def seen():
        return [
            (json.loads(request.content), request.headers.get("x-my-tag"), request.headers.get("content-type"))
            for request in look()
        ]

    live = seen()
    with deferred.batch():
        assert seen() == live


@contextlib.asynccontextmanager
async def entered_by_another_task():
    """As the start-up of a server, or the fixture of a test, does."""
    block, session = deferred.batch(), []

    async def enter():
        session.append(await block.__aenter__())

    async def leave():
        await block.__aexit__(None, None, None)

    await asyncio.create_task(enter())
    try:
        yield session[0]
    finally:
        await asyncio.create_task(leave())


def test_a_block_entered_by_a_task_that_is_over_is_that_of_its_event_loop(sim):
    async def main():
        async with anthropic.AsyncAnthropic() as client, entered_by_another_task() as session:
            replies = await asyncio.gather(*(ask_claude(client, f"n {n}") for n in range(3)))
        return session, replies

    session, replies = asyncio.run(main())
    assert all(reply.content for reply in replies)
    assert (len(sim.jobs), sim.live_calls, session.report.calls) == (1, [], 3)


def test_a_block_whose_task_goes_on_takes_in_no_other_task_of_the_loop(sim, claude):
    async def main():
        go_on, done = asyncio.Event(), []

        async def stranger():
            await go_on.wait()
            done.append(ask_claude(claude))

        other = asyncio.create_task(stranger())
        await asyncio.sleep(0)
        async with deferred.batch():
            go_on.set()
            await asyncio.sleep(0.05)
        await other

    asyncio.run(main())
    assert (len(sim.live_calls), len(sim.jobs)) == (1, 0)


OWN_JOBS = {
    "anthropic": lambda claude, _, __: claude.messages.batches.create(requests=[]),
    "openai": lambda _, gpt, __: gpt.batches.create(
        input_file_id="file-1", endpoint="/v1/responses", completion_window="24h"
    ),
    "google": lambda _, __, gemini: gemini.batches.create(
        model="gemini-2.5-flash", src=[{"contents": [{"parts": [{"text": "a"}]}]}], config={"display_name": "mine"}
    ),
}


@pytest.mark.parametrize("create", OWN_JOBS.values(), ids=OWN_JOBS)
def test_a_batch_job_of_the_users_own_is_refused_under_a_limit(sim, claude, gpt, gemini, create):
    with deferred.batch(cost_limit=1), pytest.raises(deferred.NotBatchable, match="not counted against cost_limit"):
        create(claude, gpt, gemini)
    assert sim.jobs == []


def test_a_batch_job_of_the_users_own_passes_a_block_without_a_limit(sim, gemini):
    with deferred.batch():
        assert OWN_JOBS["google"](None, None, gemini).name
    assert len(sim.jobs) == 1


def leave_theirs(claude, block):
    """Send a call of the run from another place, and leave its job to go on."""
    with deferred.batch(**block, wait=False):
        ask_claude(claude, "theirs")


def test_a_call_waits_for_the_money_that_another_process_of_the_run_may_give_back(sim, claude):
    block = {"name": "run", "cost_limit": 0.0015}  # what one such call may cost at most fits once

    sim.latency = 0.3
    elsewhere(lambda: leave_theirs(claude, block))
    with deferred.batch(**block) as session:
        reply = ask_claude(claude, "ours")
    assert reply.content
    assert session.report.cost < sim.meter.total < Decimal("0.0015")


def test_two_processes_that_are_short_of_money_do_not_wait_for_a_job_that_nobody_drives(sim, claude):
    """The job of a process that is gone, with an account that neither of them calls."""
    block = {"name": "run", "cost_limit": 0.0015}
    with deferred.batch(**block) as session:
        left = Job(
            nonce="0" * 16, provider="openai", base_url="http://gone", endpoint="/v1/responses", credential="other",
            model="gpt-5-mini", headers=[], count=1, size=1, planned_at=0.0, state="submitted", batch_id="batch_1",
            run=session.run.id, reserved="0.001", keys=["k"], places=[[0, 1]],
        )  # fmt: skip
        session._ledger.plan(left)
        elsewhere_too, other = contextvars.Context(), deferred.batch(**block)
        elsewhere_too.run(other.__enter__)
        theirs = elsewhere_too.run(ask_claude, claude, "theirs")
        ours = ask_claude(claude, "ours")
        for reply in (ours, theirs):
            assert isinstance(deferred.future(reply).exception(10), deferred.CostLimitExceeded)
        elsewhere_too.run(other.__exit__, None, None, None)


def test_a_wait_for_what_there_is_not_is_refused(sim, claude):
    with deferred.batch(), pytest.raises(ValueError, match="FIRST_COMPLETED"):
        deferred.wait([ask_claude(claude)], return_when="ANY")


def test_money_that_another_process_gives_back_while_it_is_counted_is_not_missed(sim, claude, monkeypatch):
    block = {"name": "run", "cost_limit": 0.0015}

    sim.latency = 3600
    elsewhere(lambda: leave_theirs(claude, block))
    with deferred.batch(**block) as session:
        counted = session.engine.budget_guard.committed

        def and_then_their_job_ends():
            found = counted()
            sim.clock.advance(3600)
            while any(job.batch_id is not None for job in session._ledger.jobs(open_only=True)):
                threading.Event().wait(0.01)
            sim.latency = 0
            return found

        monkeypatch.setattr(session.engine.budget_guard, "committed", and_then_their_job_ends)
        reply = ask_claude(claude, "ours")
    assert reply.content
