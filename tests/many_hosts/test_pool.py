"""`pool=`: the calls of many workers go into one job, and are bought once, whichever of them is killed."""

import contextlib
import json
import threading
import time
import zlib
from decimal import Decimal

import anthropic
import pytest

import deferred
from deferred.storage import open_ledger
from deferred.storage.call_pool import PooledCall
from deferred.storage.postgres.pool import WaitingCalls
from tests.support.calls import ask_claude, ask_gpt, errors_of, http_module, read

pytestmark = pytest.mark.usefixtures("no_session_left")
WORKER = """
import json, anthropic, deferred
client = anthropic.Anthropic()
texts = [f"question {{n}}." for n in range({first}, {last})]
with deferred.batch(name="run", part=True, pool={pool}{more}):
    replies = [client.messages.create(model="claude-haiku-4-5", max_tokens=64,
               messages=[{{"role": "user", "content": text}}]) for text in texts]
said = []
for text, reply in zip(texts, replies):
    try:
        said.append(text in reply.content[0].text)
    except deferred.CostLimitExceeded:
        said.append(None)
print(json.dumps(said))
"""


def workers(host, count, calls, pool=3.0, more=""):
    """Start workers with calls of their own, each on a host of its own; gives pairs of host and pid."""
    hosts = [host(f"host{n}") for n in range(count)]
    codes = [WORKER.format(first=n * calls, last=(n + 1) * calls, pool=pool, more=more) for n in range(count)]
    return [(one, one.start(code)) for one, code in zip(hosts, codes, strict=True)]


def until(condition, seconds=15):
    """Wait for something that nothing tells."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def ends(started):
    """Wait for workers; gives what each read, and None for one that was killed."""
    found = [one.end_of(pid) for one, pid in started]
    assert all(code in {0, -9} for code, _ in found), [out[-2500:] for code, out in found if code not in {0, -9}]
    return [json.loads(out.splitlines()[-1]) if code == 0 else None for code, out in found]


@pytest.mark.slow
def test_eight_workers_make_one_job(sim, host, sums, table):
    sim.latency = 0.2
    assert ends(workers(host, 8, 25)) == [[True] * 25] * 8
    assert [job.count for job in sim.jobs] == [200]
    assert sim.meter.rows_billed == 200
    assert table("SELECT count(*) FROM {s}.pooled") == [(0,)]
    sums()


@pytest.mark.slow
@pytest.mark.parametrize(("event", "operation"), [("request", "create"), ("answered", "create"), ("answered", "poll")])
def test_the_worker_that_makes_the_job_is_killed_and_nothing_is_bought_twice(sim, host, sums, table, event, operation):
    sim.latency = 0.2
    killed = threading.Event()

    def kill(request=None, **_):
        if request.operation == operation and not killed.is_set():
            killed.set()
            ((pid,),) = table("SELECT m.pid FROM {s}.jobs j JOIN {s}.members m ON m.id = j.holder")
            next(one for one, own in started if own == pid)._scripts.kill(pid)

    sim.on(event, kill)
    started = workers(host, 3, 10)
    said = ends(started)
    assert killed.is_set()
    assert said.count([True] * 10) == 2
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == 30
    sums()


@pytest.mark.slow
def test_a_worker_that_is_killed_while_its_calls_wait_leaves_them_to_the_others(
    sim, host, sums, table, scripts, address
):
    open_ledger(address).close()  # makes the tables
    started = workers(host, 3, 10, pool=6.0)
    leading = "SELECT m.pid FROM {s}.claims c JOIN {s}.members m ON m.id = c.member"
    until(lambda: table("SELECT count(*) FROM {s}.pooled") == [(30,)] and table(leading), 30)
    scripts.kill(table(leading)[0][0])
    said = ends(started)
    assert said.count([True] * 10) == 2
    assert sim.meter.billed_twice() == []
    assert [job.count for job in sim.jobs] == [30]
    sums()


@pytest.mark.slow
def test_the_limit_of_the_run_binds_pooled_calls_too(sim, host, sums):
    limit = Decimal("0.002")
    said = ends(workers(host, 4, 10, pool=1.0, more=f", cost_limit={limit}"))
    assert {answer for some in said for answer in some} == {True, None}
    assert 0 < sim.meter.rows_billed < 40
    assert sim.meter.total <= limit
    assert all(committed <= limit for _, committed, _ in sums())


@pytest.mark.slow
def test_the_limit_of_one_worker_holds_where_a_worker_without_a_limit_makes_the_jobs(sim, host, table, address):
    open_ledger(address).close()  # makes the tables
    first, second = host("host0"), host("host1")
    rich = first.start(WORKER.format(first=0, last=5, pool=5.0, more=""))
    until(lambda: table("SELECT count(*) FROM {s}.claims") == [(1,)], 30)
    poor = second.start(WORKER.format(first=5, last=10, pool=5.0, more=", cost_limit=0.000001"))
    assert ends([(first, rich), (second, poor)]) == [[True] * 5, [None] * 5]
    assert sim.meter.rows_billed == 5


def test_one_worker_alone_sends_its_calls_once_none_came_for_that_long(sim, claude, gpt, address, table):
    with deferred.batch(cache=address, name="run", pool=0.4):
        replies, other = [ask_claude(claude, f"question {n}.") for n in range(3)], ask_gpt(gpt, "question 3.")
        assert ["question" in read(reply) for reply in replies] == [True] * 3
        assert "question 3" in other.choices[0].message.content
    assert sorted(job.count for job in sim.jobs) == [1, 3]
    assert table("SELECT count(*) FROM {s}.pooled") == [(0,)]
    until(lambda: table("SELECT count(*) FROM {s}.claims") == [(0,)])  # the engine's thread gives it back as it ends


def test_calls_that_depend_on_answers_wait_in_the_pool_each_time(sim, claude, address):
    with deferred.batch(cache=address, name="run", pool=0.2):
        first = read(ask_claude(claude, "begin."))
        assert "begin" in read(ask_claude(claude, first[:40]))
    assert [job.count for job in sim.jobs] == [1, 1]


def test_a_refused_call_gets_its_error_and_is_not_sent_again_and_again(sim, claude, address):
    refusal = (400, {"type": "error", "error": {"type": "invalid_request_error", "message": "the prompt was refused"}})
    sim.reply_with(lambda provider, endpoint, body: refusal if "bad" in json.dumps(body) else None)
    with deferred.batch(cache=address, name="run", pool=0.2):
        good, bad = ask_claude(claude, "good."), ask_claude(claude, "bad.")
    assert "good" in read(good)
    with pytest.raises(anthropic.BadRequestError, match="the prompt was refused"):
        read(bad)
    assert len(sim.jobs) == 1


def test_calls_that_are_cancelled_leave_the_pool(sim, claude, address, table):
    with deferred.batch(cache=address, name="run", pool=60, linger=0.0) as session:
        reply = ask_claude(claude, "question.")
        session.flush()
        until(lambda: table("SELECT count(*) FROM {s}.pooled") == [(1,)])
        session.cancel()
        with pytest.raises(deferred.DeferredError, match="cancel"):
            read(reply)
    assert table("SELECT count(*) FROM {s}.pooled") == [(0,)]
    assert sim.jobs == []


def test_a_stored_answer_is_not_pooled(sim, claude, address):
    for _ in range(2):
        with deferred.batch(cache=address, name="run", pool=0.2):
            assert "question" in read(ask_claude(claude, "question."))
    assert len(sim.jobs) == 1


@pytest.mark.parametrize(("given", "words"), [({"cache": True}, "postgresql"), ({"name": None}, "name=")])
def test_a_pool_that_nobody_shares_is_refused(address, given, words):
    with (
        pytest.raises(ValueError, match=words),
        deferred.batch(**{"cache": address, "name": "run", "pool": 1, **given}),
    ):
        pass


# -- what must not happen ----------------------------------------------------------------------------------------------


@pytest.fixture
def reading(monkeypatch):
    """Hold the process that reads the pool, to make a job of it, until it is let go."""
    has_read, may_go_on, read_pool = threading.Event(), threading.Event(), WaitingCalls.read

    def slowly(self, run, group):
        found = list(read_pool(self, run, group))
        has_read.set()
        may_go_on.wait(10)
        return iter(found)

    monkeypatch.setattr(WaitingCalls, "read", slowly)
    return has_read, may_go_on


@pytest.mark.parametrize("how", ["cancel", "exception"])
def test_calls_that_are_given_up_while_the_pool_is_read_are_not_bought(sim, claude, address, table, reading, how):
    has_read, may_go_on = reading
    with (
        contextlib.suppress(ZeroDivisionError),
        deferred.batch(cache=address, name="run", pool=0.4, linger=0.0) as session,
    ):
        reply = ask_claude(claude, "question.")
        session.flush()
        assert has_read.wait(10)
        if how == "exception":
            may_go_on.set()
            raise ZeroDivisionError
        session.cancel()
        may_go_on.set()
    assert [type(error) for error in errors_of([reply], 10)] != [type(None)]
    assert (sim.jobs, table("SELECT count(*) FROM {s}.pooled")) == ([], [(0,)])


def test_a_call_whose_equal_another_process_withdraws_while_the_pool_is_read_is_answered(
    sim, claude, address, table, reading
):
    has_read, may_go_on = reading
    with deferred.batch(cache=address, name="run", pool=0.4, linger=0.0) as session:
        reply = ask_claude(claude, "question.")
        session.flush()
        assert has_read.wait(10)
        table("DELETE FROM {s}.pooled")
        may_go_on.set()
        assert errors_of([reply], 10) == [None]
    assert sim.meter.rows_billed == 1


def test_calls_of_two_clients_are_sent_by_their_own(sim, address):
    clients = [anthropic.Anthropic(http_client=http_module().Client(headers={"x-who": name})) for name in "ab"]
    with deferred.batch(cache=address, name="run", pool=0.4):
        replies = [ask_claude(client, f"question {n}.") for n, client in enumerate(clients)]
        assert ["question" in read(reply) for reply in replies] == [True, True]
    creates = [request for request in sim.requests if request.operation == "create"]
    assert sorted(request.headers["x-who"] for request in creates) == ["a", "b"]
    for client in clients:
        client.close()


def test_a_limit_of_an_inner_block_holds_because_its_calls_are_not_pooled(sim, claude, address, table):
    with deferred.batch(cache=address, name="run", pool=60), deferred.batch(cost_limit=0.01):
        assert "question" in read(ask_claude(claude, "question."))
    assert table("SELECT count(*) FROM {s}.pooled") == [(0,)]


FORGED = {
    "no zlib": ("1", "100", "'\\x00'"),
    "a bomb": ("1", "400000000", f"decode('{zlib.compress(bytes(1 << 20)).hex()}', 'hex')"),
    "longer than it says": ("1", "10", f"decode('{zlib.compress(bytes(1 << 20)).hex()}', 'hex')"),
    "no object": ("1", "2", f"decode('{zlib.compress(b'[]').hex()}', 'hex')"),
    "no units": ("-5", "2", f"decode('{zlib.compress(b'{}').hex()}', 'hex')"),
}


@pytest.mark.parametrize("forged", FORGED)
def test_a_row_that_cannot_be_read_is_given_back_and_stops_nobody(sim, claude, address, table, forged):
    units, size, body = FORGED[forged]
    with deferred.batch(cache=address, name="run", pool=0.6, linger=0.0, cost_limit=1) as session:
        reply = ask_claude(claude, "question.")
        session.flush()
        until(lambda: table("SELECT count(*) FROM {s}.pooled") == [(1,)])
        table(
            "INSERT INTO {s}.pooled (run, key, grp, units, size, body, tags) SELECT run, decode(repeat('ab', 20), 'hex'), "
            f"grp, {units}, {size}, {body}, tags FROM {{s}}.pooled LIMIT 1"
        )
        assert errors_of([reply], 10) == [None]
    assert [job.count for job in sim.jobs] == [1]
    assert table("SELECT is_given_back FROM {s}.pooled") in ([(True,)], [])


def test_a_database_that_fails_while_calls_are_cancelled_leaves_none_without_an_outcome(
    sim, claude, address, monkeypatch
):
    def fail(self, run, keys):
        message = "away"
        raise deferred.LedgerError(message)

    with (
        contextlib.suppress(deferred.LedgerError),
        deferred.batch(cache=address, name="run", pool=60, linger=30) as session,
    ):
        replies = [ask_claude(claude, "one.")]
        session.flush()
        until(lambda: session.engine._pool._put)
        replies.append(ask_claude(claude, "two."))
        monkeypatch.setattr(WaitingCalls, "withdraw", fail)
        session.cancel()
        assert [type(error) for error in errors_of(replies, 5)] == [deferred.LedgerError] * 2


def test_large_bodies_are_put_in_portions(sim, claude, address, table):
    rows = [None, 7, "a", '"', -1, "7"]
    calls = [PooledCall(f"{n:040x}", "group", 1, bytes([n]) * (5 << 20), {}, row) for n, row in enumerate(rows)]
    ledger = open_ledger(address)
    ledger.pool.put("run", calls)
    assert table("SELECT count(DISTINCT xmin::text) FROM {s}.pooled") == [(3,)]
    assert list(ledger.pool.read("run", "group")) == calls
    ledger.close()


LEADS = """
import anthropic, deferred
client = anthropic.Anthropic()
with deferred.batch(name="run", part=True, pool=3, time_limit=9, on_time_limit="live", tags={"who": "leader"}) as session:
    reply = client.messages.create(model="claude-haiku-4-5", max_tokens=64, messages=[{"role": "user", "content": "mine."}])
    print("mine" in reply.content[0].text)
"""


@pytest.mark.slow
def test_at_its_time_limit_a_process_sends_its_own_calls_live_and_nobody_elses(sim, host, table, address):
    open_ledger(address).close()
    sim.latency, leader = 40.0, host("leader")
    pid = leader.start(LEADS)
    until(lambda: table("SELECT count(*) FROM {s}.claims WHERE name LIKE 'pool%'") == [(1,)])
    ((other, own),) = workers(host, 1, 2, pool=3.0)
    code, said = leader.end_of(pid)
    sim.latency = 0.05
    assert (code, "True" in said) == (0, True), said[-2000:]
    assert other.end_of(own)[0] == 0
    assert sim.meter.live_billed == 1
    assert sim.meter.billed_twice() == []


@pytest.mark.slow
def test_tags_of_a_call_are_those_of_its_own_process(sim, host, table, address):
    tagged = WORKER.replace("pool={pool}", "pool={pool}, tags={{'who': 'host{first}'}}")
    hosts = [host(f"host{n}") for n in range(2)]
    pids = [one.start(tagged.format(first=n * 5, last=n * 5 + 5, pool=3.0, more="")) for n, one in enumerate(hosts)]
    assert [one.end_of(pid)[0] for one, pid in zip(hosts, pids, strict=True)] == [0, 0]
    ((costs,),) = table("SELECT facts::json ->> 'tag_costs' FROM {s}.jobs")
    assert sorted(json.loads(costs)) == ["who=host0", "who=host5"]


def test_calls_that_are_still_being_put_while_others_are_looked_at_go_into_the_same_job(
    sim, claude, address, monkeypatch
):
    put, is_slow, has_begun = WaitingCalls.put, threading.Event(), threading.Event()

    def slowly(self, run, calls):
        given = list(calls)
        if is_slow.is_set():
            has_begun.set()
            time.sleep(0.5)  # several looks long
        put(self, run, given)

    monkeypatch.setattr(WaitingCalls, "put", slowly)
    with deferred.batch(cache=address, name="run", pool=0.4, linger=0.0) as session:
        replies = [ask_claude(claude, "first.")]
        session.flush()
        until(lambda: session.engine._pool._put)
        is_slow.set()
        replies.append(ask_claude(claude, "second."))
        session.flush()
        assert has_begun.wait(10)
        assert errors_of(replies, 15) == [None, None]
    assert [job.count for job in sim.jobs] in ([2], [1, 1])
    assert {active.reason for active in session.engine.context.stats.jobs} == {"pooled"}
