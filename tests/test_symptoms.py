"""Faults that an adversarial reader found, each by its symptom."""

import asyncio
import concurrent.futures
import contextlib
import json
import threading
import time

import anthropic
import openai
import pydantic
import pytest

import deferred
from deferred import providers
from deferred.core.job import Job
from deferred.providers.base import parsed_lines
from tests.support.calls import ask_claude, ask_gemini, ask_gpt

pytestmark = pytest.mark.usefixtures("no_session_left")


SECRETIVE = """
import sys, anthropic, deferred
client = anthropic.Anthropic()
def ask(text):
    return client.beta.messages.create(model="claude-haiku-4-5", max_tokens=64, messages=[{"role": "user", "content": text}],
        betas=["mcp-client-2025-04-04"], mcp_servers=[{"type": "url", "name": "n", "url": "https://h/", "authorization_token": "t"}])
with deferred.batch(name="run"):
    replies = {text: ask(text) for text in TEXTS}
for text, reply in replies.items():
    assert text in reply.content[0].text, (text, reply.content[0].text)
"""


def test_calls_made_in_another_order_after_a_restart_get_their_own_answers(sim, scripts, tmp_path):
    sim.faults.refuse_before = {"create": 1}
    killed = threading.Event()

    def kill(request, **_):
        if request.operation == "list" and not killed.is_set():
            killed.set()
            scripts.kill(pids[0])

    pids = []
    sim.on("request", kill)
    pids.append(scripts.start(SECRETIVE.replace("TEXTS", "['alpha', 'beta', 'gamma']"), tmp_path))
    assert scripts.wait(pids[0]) == -9
    scripts.run(SECRETIVE.replace("TEXTS", "['gamma', 'alpha', 'beta']"), tmp_path)
    assert sim.meter.billed_twice() == []


@pytest.mark.parametrize("skew", [-3600, 3600])
@pytest.mark.parametrize("provider", ["anthropic", "openai", "google"])
def test_a_provider_whose_clock_is_an_hour_off_is_not_paid_twice(sim, claude, gpt, gemini, provider, skew):
    client, ask = {"anthropic": (claude, ask_claude), "openai": (gpt, ask_gpt), "google": (gemini, ask_gemini)}[
        provider
    ]
    sim.faults.clock_skew, sim.faults.lost_responses = skew, {"create": 1}
    with deferred.batch():
        for n in range(3):
            ask(client, f"{n}")
    assert (len(sim.jobs), sim.meter.rows_billed) == (1, 3)


def test_a_lost_create_whose_results_are_empty_at_first_is_not_declared_a_strangers(sim, claude):
    sim.faults.lost_responses = {"create": 1}
    sim.faults.status_on = {"results": (500, 1, {})}
    with deferred.batch():
        replies = [ask_claude(claude, f"{n}") for n in range(3)]
    assert all(reply.content for reply in replies)
    assert (len(sim.jobs), sim.meter.rows_billed) == (1, 3)


def test_cancel_is_not_followed_by_purchases(sim, gpt):
    sim.faults.enqueued_limit = 30
    failed = threading.Event()
    sim.on("answered", lambda request, **_: request.operation == "poll" and failed.set())
    with deferred.batch(poll_interval=0.3) as session:
        replies = [ask_gpt(gpt, f"question {n}.") for n in range(4)]
        session.flush()
        assert failed.wait(10)
        session.cancel()
    assert sim.meter.rows_billed == 0
    for reply in replies:
        with pytest.raises(deferred.JobFailed):
            _ = reply.choices


ODD = ['{"n": 1' + "0" * 30 + "}", '{"s": "\\ud83d"}', '{"list": [1e400]}']


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("provider", ["anthropic", "openai", "google"])
def test_one_odd_row_does_not_take_the_others_with_it(provider, odd):
    row = {
        "anthropic": '{"custom_id": "%s", "result": {"type": "succeeded", "message": %s}}',
        "openai": '{"custom_id": "%s", "response": {"status_code": 200, "body": %s}}',
        "google": '{"key": "%s", "response": %s}',
    }[provider]
    lines = [
        row % ("a", '{"x": 1}'),
        row % ("b", odd),
        row % ("c", '{"x": 3}'),
        '{"custom_id": "d", "key": "d", "result": "text"}',
    ]
    rows = list(collected(provider, lines))
    assert [json.loads(found.answer.body) for found in rows[:1] + rows[2:3]] == [{"x": 1}, {"x": 3}]
    assert rows[1].answer is not None
    assert rows[3].answer is None


def collected(provider, lines):
    """Read lines as the adapter reads a results file."""

    class Wire:
        @contextlib.contextmanager
        def lines(self, url, *, headers=None):
            yield iter(line.encode() for line in lines)

    from deferred.providers.base import State, Status

    job = Job("n" * 16, provider, "https://x/v1", "/v1/x", "c", "m", [], 1, 1, 0.0, batch_id="b")
    return providers.PROVIDERS[provider].collect(Wire(), job, Status(State.ENDED, "ended", results=("file",)))


def test_a_malformed_line_is_passed_over():
    assert list(parsed_lines(iter([b"{", b'{"a": 1}', b"[1]", b'"x"']))) == [{"a": 1}]


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


def test_a_retry_after_of_a_day_is_not_believed(sim, claude, monkeypatch):
    from deferred.session import session as sessions
    from tests.support.clocks import FastClock

    clock = FastClock(sim)
    monkeypatch.setattr(sessions, "Clock", lambda: clock)
    sim.faults.status_on = {"poll": (429, 1, {"retry-after": "86400"})}
    with deferred.batch():
        assert ask_claude(claude).content
    assert clock.passed < 700


def test_a_decorated_function_called_by_several_at_once_refuses_none(sim):
    client = anthropic.AsyncAnthropic()

    @deferred.batch()
    async def process(n):
        return (await ask_claude(client, f"{n}")).content[0].text

    async def main():
        return await asyncio.gather(*(process(n) for n in range(4)))

    assert len(asyncio.run(main())) == 4


def test_one_batch_object_entered_by_several_threads_keeps_them_apart(sim, claude):
    shared = deferred.batch()
    together = threading.Barrier(4)

    def work(n):
        with shared:
            together.wait(10)
            return ask_claude(claude, f"{n}").content[0].text

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert len(list(pool.map(work, range(4)))) == 4
    assert sim.live_calls == []


def test_a_script_that_retried_its_first_call_may_be_run_again(sim, claude):
    for fail in (True, False):
        sim.faults.error_rows, sim.faults.error_status = (1 if fail else 0), 400
        with contextlib.suppress(ZeroDivisionError), deferred.batch(name="run"):
            try:
                _ = ask_claude(claude).content
            except anthropic.BadRequestError:
                _ = ask_claude(claude).content
            if fail:
                _ = 1 / 0
    assert sim.meter.rows_billed <= 2


def test_a_run_left_without_waiting_is_complete_once_its_replies_were_read(sim, claude):
    for day in ("monday", "tuesday"):
        with deferred.batch(name="run", wait=False) as session:
            reply = ask_claude(claude, day)
        assert day in reply.content[0].text
        session.engine._thread.join(10)


def test_a_generator_that_closes_inside_another_block_does_not_make_its_calls_live(sim, claude):
    def first():
        with deferred.batch():
            yield 1

    generator = first()
    next(generator)
    with pytest.raises(deferred.DeferredError), deferred.batch():
        generator.close()
        _ = ask_claude(claude).content
    assert sim.live_calls == []


def test_a_dry_run_inside_a_block_that_sends_is_refused(sim, claude):
    with deferred.batch(), pytest.raises(deferred.DeferredError, match="dry_run"), deferred.batch(dry_run=True):
        ask_claude(claude)


SECRET = "very-secret-0123456789"


@pytest.mark.parametrize("name", ["Authorization", "x-api-key", "Helicone-Auth", "Cookie", "cf-access-client-secret"])
def test_secrets_in_headers_of_single_calls_reach_no_file_and_no_event(sim, claude, tmp_path, name):
    events = []
    with deferred.batch(on_event=lambda event: events.append(repr(event))):
        ask_claude(claude, "x", extra_headers={name: SECRET})
    assert events
    assert not any(SECRET in text for text in events)
    assert not any(SECRET.encode() in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert [request.headers.get(name.lower()) for request in sim.requests if request.operation == "create"] != [None]


def test_a_redirect_to_another_host_takes_no_key_along():
    from deferred.capture.connection import HttpConnection
    from deferred.capture.http_clients import http_module, own_client

    client = anthropic.Anthropic(api_key="k")
    module = http_module(client._client)
    client.close()
    seen = []

    def answer(request):
        seen.append((request.url.host, request.headers.get("x-api-key"), request.headers.get("authorization")))
        if request.url.path == "/go":
            return module.Response(302, headers={"location": "https://evil.org/here"})
        return module.Response(200, json={})

    keys = {"x-api-key": SECRET, "authorization": SECRET}
    with module.Client(transport=module.MockTransport(answer)) as theirs:
        connection = HttpConnection(own_client(theirs), lambda method, url, headers: (url, {**keys, **headers}, None))
        assert connection.request("GET", "https://api.anthropic.com/go").status == 200
        connection.close()
    assert seen == [("api.anthropic.com", SECRET, SECRET), ("evil.org", None, None)]


def test_a_password_in_the_base_url_is_refused(sim):
    client = anthropic.Anthropic(base_url=sim.url.replace("//", "//user:pw@"))
    with deferred.batch(), pytest.raises(deferred.NotBatchable, match="password"):
        ask_claude(client)


def test_replies_of_parse_are_of_the_parsed_class_before_they_are_touched(sim, gpt, claude):
    class Answer(pydantic.BaseModel):
        text: str

    message = [{"role": "user", "content": "x"}]
    with deferred.batch():
        chat = gpt.chat.completions.parse(model="gpt-5-mini", messages=message, response_format=Answer)
        response = gpt.responses.parse(model="gpt-5-mini", input="x", text_format=Answer)
        assert isinstance(chat, openai.types.chat.ParsedChatCompletion)
        assert isinstance(response, openai.types.responses.ParsedResponse)
        assert sim.requests == []
    assert chat.choices[0].message.parsed
    assert response.output_parsed


@pytest.mark.parametrize("start", [lambda client: client.beta.threads.runs.create("thread_1", assistant_id="asst_1")])
def test_generation_under_other_addresses_is_refused(sim, gpt, start):
    import warnings

    with deferred.batch(), warnings.catch_warnings(), pytest.raises(deferred.NotBatchable):
        warnings.simplefilter("ignore")
        start(gpt)
    assert sim.requests == []


def test_a_loop_that_computes_longer_than_linger_between_two_calls_makes_one_wave(sim):
    """Frameworks build schemas, or import, on the first call: the other coroutines come to theirs only after that."""

    async def ask(client, n):
        started = time.thread_time()
        while n and time.thread_time() - started < 0.3:
            pass
        return await ask_claude(client, f"n {n}")

    async def main():
        async with anthropic.AsyncAnthropic() as client, deferred.batch(linger=0.05):
            return await asyncio.gather(*(ask(client, n) for n in range(3)))

    assert len(asyncio.run(main())) == 3
    assert [len(job.rows) for job in sim.jobs] == [3]


def test_a_reply_that_is_touched_in_the_loop_does_not_hold_its_own_wave_up_for_long(sim, claude):
    async def other(client):
        return await ask_claude(client, "other")

    async def main():
        async with anthropic.AsyncAnthropic() as client, deferred.batch(linger=0.05):
            waiting = asyncio.ensure_future(other(client))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            assert ask_claude(claude, "touched").content  # blocks the loop, so that it cannot come round
            return await waiting

    started = time.monotonic()
    assert asyncio.run(main()).content
    assert time.monotonic() - started < 20
