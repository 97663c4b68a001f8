"""Webhook events make polls rare, and decide nothing: lost, forged, repeated and early ones change no answer."""

import contextlib
import http.client
import json
import logging
import os
import socket
import threading
import time

import pytest

import deferred
from deferred.lookahead import lockdown
from deferred.session import webhooks
from deferred.session.webhooks import names_in
from tests.support.calls import ask_claude, ask_gemini, ask_gpt

pytestmark = pytest.mark.usefixtures("no_session_left")

PUBLIC = "https://hooks.example.com"
ADDRESS = f"{PUBLIC}/batches"
HOUR = 3600
EVENTS = ["batch.completed", "batch.failed", "batch.expired", "batch.cancelled"]


@pytest.fixture
def listen():
    """A place to listen at, which nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{one.getsockname()[1]}"


@pytest.fixture
def proxy(sim, listen):
    """The simulated providers reach the public address, and post the events of OpenAI's batches to it."""
    sim.latency = 60
    sim.webhooks.tunnels[PUBLIC] = f"http://{listen}"
    asked(sim.host, "POST", "/v1/webhook_endpoints", {"name": "n", "url": ADDRESS, "event_types": EVENTS})
    return sim


def asked(host, method, path, body=None, raw=None):
    connection = http.client.HTTPConnection(host, timeout=10)
    data = raw if raw is not None else json.dumps(body)
    headers = {"authorization": f"Bearer {os.environ.get('OPENAI_API_KEY', '')}", "content-type": "application/json"}
    connection.request(method, path, data, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def posted(sim):
    """Give the events that were taken, once each has its answer: what it brought about may end first."""
    for thread in threading.enumerate():
        if thread.name == "simulator-webhooks":
            thread.join(10)
    return sim.webhooks.posted


def polls(sim, job):
    return sum(one.operation == "poll" and one.path.endswith(job.id.rpartition("/")[2]) for one in sim.requests)


def two_jobs(ask, client, **settings):
    """Make two jobs, one after the other."""
    with deferred.batch(**settings) as session:
        first = ask(client, "one")
        session.wait()
        second = ask(client, "two")
    return first, second


@pytest.mark.parametrize(("ask", "name"), [(ask_gpt, "gpt"), (ask_gemini, "gemini")])
def test_jobs_whose_ends_are_reported_are_polled_seldom_and_at_once(proxy, clock, listen, request, ask, name):
    proxy.latency = HOUR
    client = request.getfixturevalue(name)
    two_jobs(ask, client, webhook=ADDRESS, listen=listen)
    proven, reported = proxy.jobs
    assert polls(proxy, reported) < 25
    assert polls(proxy, proven) > 60
    assert len(posted(proxy)) == 2


def test_an_event_is_a_hint_and_a_lost_one_costs_ten_minutes_once(proxy, clock, gpt, listen):
    proxy.latency = HOUR
    with deferred.batch(webhook=ADDRESS, listen=listen) as session:
        for n in range(4):
            ask_gpt(gpt, f"n {n}")
            proxy.faults.lost_events = int(n == 1)
            session.wait()
    counts = [polls(proxy, job) for job in proxy.jobs]
    assert counts[1] < 25  # the second is waited for as if it would be reported
    assert counts[2] > 60  # the third is not
    assert counts[3] < 25
    assert session.report.failed == 0


def test_repeated_events_and_events_of_jobs_that_have_ended_change_nothing(proxy, clock, gpt, listen):
    proxy.faults.repeated_events = True
    with deferred.batch(webhook=ADDRESS, listen=listen) as session:
        ask_gpt(gpt, "one")
        session.wait()
        done = proxy.jobs[0].id
        event = {"type": "batch.failed", "data": {"id": done}}
        assert asked(listen, "POST", "/batches", event) == 204
        ask_gpt(gpt, "two")
    assert (session.report.failed, len(proxy.meter.rows)) == (0, 2)


@pytest.mark.parametrize("kind", ["batch.completed", "nonsense"])
def test_forged_events_of_a_running_job_end_nothing_and_cost_a_poll_in_two_seconds(proxy, gpt, listen, kind):
    proxy.latency = HOUR
    submitted, polled = threading.Event(), threading.Event()
    proxy.on("answered", lambda request, **_: polled.set() if request.operation == "poll" else None)
    quiet = {"poll_interval": HOUR, "linger": 0, "on_event": lambda one: submitted.set() if one.job.batch_id else None}
    with deferred.batch(webhook=ADDRESS, listen=listen, **quiet) as session:
        ask_gpt(gpt, "one")
        session.flush()
        assert submitted.wait(20)
        (job,) = proxy.jobs
        for _ in range(20):
            assert asked(listen, "POST", "/batches", {"type": kind, "data": {"id": job.id}}) == 204
        assert polled.wait(20)
        assert (polls(proxy, job), job.final, session.report.answered) == (1, None, 0)
        proxy.clock.advance(2 * HOUR)
    assert session.report.answered == 1


def test_an_event_that_comes_before_the_provider_shows_the_end_is_looked_at_again(proxy, gpt, listen):
    proxy.latency = HOUR
    proxy.faults.lost_events = True

    def report_early(request, **_):
        if request.operation == "poll" and not ended.is_set():
            ended.set()  # after this poll has been answered, and before the client has the answer
            asked(listen, "POST", "/batches", {"type": "batch.completed", "data": {"id": proxy.jobs[0].id}})
            proxy.clock.advance(2 * HOUR)

    ended = threading.Event()
    proxy.on("answered", report_early)
    with deferred.batch(webhook=ADDRESS, listen=listen, poll_interval=1.0) as session:
        ask_gpt(gpt, "one")
        session.flush()
        assert ended.wait(20)
    assert session.report.answered == 1


def test_the_simulator_signs_events_as_the_sdk_wants_them(proxy, gpt):
    proxy.latency = 0
    with socket.create_server(("127.0.0.1", 0)) as server:
        proxy.webhooks.tunnels[PUBLIC] = f"http://127.0.0.1:{server.getsockname()[1]}"
        with deferred.batch():
            ask_gpt(gpt, "one")
        with server.accept()[0] as sender:
            event = _read_event(sender, gpt, proxy.webhooks.endpoints[proxy.jobs[0].account][0].signing_secret)
    assert (event.type, event.data.id) == ("batch.completed", proxy.jobs[0].id)


def _read_event(sender, client, secret):
    with sender.makefile("rb") as lines:
        lines.readline()
        headers = dict(http.client.parse_headers(lines))
        body = lines.read(int(headers["Content-Length"]))
    sender.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
    return client.webhooks.unwrap(body, headers, secret=secret)


JUNK = [
    b"",
    b"{",
    b"[]",
    b'"text"',
    b"null",
    b'{"data": 5}',
    b'{"data": {"id": 5}}',
    b"\xff\xfe",
    b'{"data": {"id": ""}}',
]


@pytest.mark.parametrize("body", JUNK)
def test_what_is_no_event_names_nothing(body):
    assert names_in("/", body) == set()


def test_an_event_names_a_batch_by_its_id_or_by_the_address_of_its_job():
    assert names_in("/x?job=abc&y=1", b"") == {"abc"}
    assert names_in("/", b'{"data": {"id": "batches/b1"}}') == {"batches/b1", "b1"}


def test_what_is_no_event_is_answered_and_the_next_event_is_taken(proxy, clock, gpt, listen, caplog):
    with deferred.batch(webhook=ADDRESS, listen=listen):
        ask_gpt(gpt, "one")
        for raw in JUNK:
            assert asked(listen, "POST", "/batches", raw=raw) == 204
        assert asked(listen, "GET", "/") == 204
        assert asked(listen, "POST", "/", raw=b"x" * 70_000) == 413
        assert asked(listen, "PUT", "/", raw=b"{}") == 501
        with socket.create_connection(tuple(listen.rsplit(":", 1))) as silent:
            silent.sendall(b"POST / HTTP/1.1\r\ncontent-length: 9\r\n\r\nab")
    assert posted(proxy)
    assert not [one for one in caplog.records if one.levelno >= logging.WARNING]


def test_silent_clients_take_few_threads_and_files_and_an_event_still_arrives(listen):
    heard, place = [], tuple(listen.rsplit(":", 1))
    end, before = webhooks.listen(listen, heard.append), threading.active_count()
    with contextlib.ExitStack() as silent:
        for _ in range(150):
            silent.enter_context(socket.create_connection(place)).sendall(
                b"POST / HTTP/1.1\r\ncontent-length: 9\r\n\r\n"
            )
        assert asked(listen, "POST", "/?job=a", {}) == 204
        assert heard == [{"a"}]
        assert until(lambda: threading.active_count() - before < 60)
    end()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_process_does_not_keep_the_port_after_its_parent(listen):
    there, back = os.pipe(), os.pipe()
    parent = os.fork()
    if parent == 0:
        webhooks.listen(listen, print)
        if os.fork() == 0:  # it outlives its parent
            os.write(there[1], b"-")
            os.read(back[0], 1)
        os._exit(0)
    assert os.waitpid(parent, 0)[1] == 0
    assert os.read(there[0], 1) == b"-"
    heard = []
    try:
        webhooks.listen(listen, heard.append)
    finally:
        os.write(back[1], b"-")
    assert asked(listen, "POST", "/?job=a", {}) == 204
    assert heard == [{"a"}]


LOOP = """
import os, deferred, openai
client = openai.OpenAI()
with deferred.batch(cost_limit=5, webhook=os.environ["AT"], listen=os.environ["LISTEN"], look_ahead=True) as session:
    for n in range(6):
        messages = [{"role": "user", "content": f"Name tea {n}."}]
        print(client.chat.completions.create(model="gpt-5-mini", max_completion_tokens=9, messages=messages).id)
"""


@pytest.mark.skipif(bool(lockdown.why_not()), reason=f"no isolation here: {lockdown.why_not()}")
def test_look_ahead_works_beside_the_server_of_events_and_its_clients(proxy, scripts, tmp_path, listen):
    proxy.latency = 0.5
    (tmp_path / "script.py").write_text(LOOP)
    proxy.on("answered", lambda request, **_: idle(listen, kept) if request.operation == "create" else None)
    with contextlib.ExitStack() as kept:
        scripts.run(LOOP, tmp_path, AT=ADDRESS, LISTEN=listen, DEFERRED_POLL_INTERVAL="1")
    assert [len(job.rows) for job in proxy.jobs] == [6]
    assert len(posted(proxy)) == 1


def idle(listen, kept):
    """Connect, and send nothing."""
    kept.enter_context(socket.create_connection(tuple(listen.rsplit(":", 1))))


def until(holds):
    """Wait until a condition holds, for 10 seconds at most; gives whether it does."""
    end = time.monotonic() + 10
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


def test_a_port_that_is_taken_is_told_of_and_jobs_are_polled(sim, gpt, caplog):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        with deferred.batch(webhook=ADDRESS, listen=place) as session:
            ask_gpt(gpt)
    assert session.report.answered == 1
    assert f"no webhook can be taken at {place}" in caplog.text
    assert "listen" in caplog.text


def test_blocks_that_follow_each_other_use_the_same_place(proxy, clock, gpt, listen, caplog):
    for n in range(2):
        with deferred.batch(webhook=ADDRESS, listen=listen):
            ask_gpt(gpt, f"n {n}")
    assert len(posted(proxy)) == 2
    assert "no webhook can be taken" not in caplog.text


def test_blocks_that_overlap_use_the_same_place(listen):
    heard = [[], []]
    ends = [webhooks.listen(listen, one.append) for one in heard]
    assert asked(listen, "POST", "/?job=a", {}) == 204
    ends[0]()
    assert asked(listen, "POST", "/?job=b", {}) == 204
    assert heard == [[{"a"}], [{"a"}, {"b"}]]
    ends[1]()
    assert asked(listen, "POST", "/?job=c", {}) == 204


def test_a_provider_that_reports_nothing_is_polled_as_ever(proxy, clock, claude, listen):
    proxy.latency = HOUR
    two_jobs(ask_claude, claude, webhook=ADDRESS, listen=listen)
    assert all(polls(proxy, job) > 60 for job in proxy.jobs)


def test_a_job_of_embeddings_names_no_address_which_the_api_would_refuse(proxy, clock, gemini, listen):
    with deferred.batch(webhook=ADDRESS, listen=listen):
        reply = gemini.models.embed_content(model="gemini-embedding-001", contents="one")
    assert reply.embeddings


@pytest.mark.parametrize(
    "address", ["http://hooks.example.com", "hooks.example.com", "https://", 5, "https://h/#x", "https://[h"]
)
def test_an_address_that_no_provider_posts_to_is_refused(address):
    with pytest.raises(ValueError, match="webhook=must be an address like"):
        deferred.batch(webhook=address).__enter__()


@pytest.mark.parametrize(
    "place", ["8787", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:99999", "http://h:1", "h:1/x", "a\x00b:99", 5, ""]
)
def test_a_place_that_is_no_host_and_port_is_refused(place):
    with pytest.raises(ValueError, match="must be a host and a port"):
        deferred.batch(listen=place).__enter__()
