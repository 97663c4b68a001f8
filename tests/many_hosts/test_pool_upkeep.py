"""`pool=` and what comes after a run, or happens beside it: `deferred clear`, `deferred retry`, a run that begins anew."""

import json
import os

import pytest

from deferred.storage import open_ledger
from tests.many_hosts.test_pool import WORKER, ends, until, workers
from tests.support.commandline import apart

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_session_left")]
WAITING = "SELECT count(*) FROM {s}.pooled"


def killed_while_they_wait(host, table, scripts, address, count=2, calls=5):
    """Start workers, and kill all of them while their calls wait in the pool."""
    open_ledger(address).close()  # makes the tables
    started = workers(host, count, calls, pool=60.0)
    until(lambda: table(WAITING) == [(count * calls,)], 30)
    for _, pid in started:
        scripts.kill(pid)
    assert ends(started) == [None] * count
    until(lambda: table("SELECT count(*) FROM {s}.members WHERE until > clock_timestamp()") == [(0,)])


def test_calls_of_processes_that_are_all_dead_are_not_bought_for_nobody(sim, host, sums, table, scripts, address):
    killed_while_they_wait(host, table, scripts, address)
    one = host("later")
    asks_something_else = WORKER.format(first=100, last=105, pool=1.0, more="")
    assert ends([(one, one.start(asks_something_else))]) == [[True] * 5]
    assert sim.meter.rows_billed == 5
    assert table(WAITING) == [(0,)]
    sums()


def test_calls_of_processes_that_are_all_dead_are_put_again_by_those_that_make_them_again(
    sim, host, sums, table, scripts, address
):
    killed_while_they_wait(host, table, scripts, address)
    hosts = [host(f"again{n}") for n in range(2)]
    codes = [WORKER.format(first=n * 5, last=n * 5 + 5, pool=2.0, more="") for n in range(2)]
    assert ends([(one, one.start(code)) for one, code in zip(hosts, codes, strict=True)]) == [[True] * 5] * 2
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == 10
    sums()


def test_clear_removes_what_a_run_that_was_given_up_has_left_in_the_pool(sim, host, table, scripts, address):
    killed_while_they_wait(host, table, scripts, address)
    done = apart("clear", "--older-than", "0.001", "--cache", address)
    assert done.returncode == 0, done.stderr
    assert table(WAITING) == [(0,)]


def test_clear_during_a_pooled_run_takes_nothing_from_it(sim, host, sums, table, address):
    open_ledger(address).close()
    started = workers(host, 2, 5, pool=5.0)
    until(lambda: table(WAITING) == [(10,)], 30)
    done = apart("clear", "--older-than", "0.001", "--cache", address)
    assert done.returncode == 0, done.stderr
    assert table(WAITING) == [(10,)]
    assert ends(started) == [[True] * 5] * 2
    assert [job.count for job in sim.jobs] == [10]
    sums()


FAILING = """
import json, anthropic, deferred
client = anthropic.Anthropic()
texts = [f"question {{n}}." for n in range({first}, {last})]
with deferred.batch(name="run", part=True, pool=2):
    replies = [client.messages.create(model="claude-haiku-4-5", max_tokens=64,
               messages=[{{"role": "user", "content": text}}]) for text in texts]
print(json.dumps([deferred.future(reply).exception() is None for reply in replies]))
"""


@pytest.mark.parametrize("pool", [None, "2"])
def test_retry_sends_again_what_failed_in_a_pooled_run(sim, host, sums, table, address, pool):
    sim.faults.error_rows = lambda row: (400, "not today") if "question 7." in json.dumps(row.body) else False
    hosts = [host(f"host{n}") for n in range(2)]
    codes = [FAILING.format(first=n * 5, last=n * 5 + 5) for n in range(2)]
    said = ends([(one, one.start(code)) for one, code in zip(hosts, codes, strict=True)])
    assert said == [[True] * 5, [True, True, False, True, True]]
    sim.faults.error_rows = None
    # The bodies are on the hosts that made them, and on the one that made the job.
    told = []
    for one in hosts:
        env = {**os.environ, **one.env, **({"DEFERRED_POOL": pool} if pool else {})}
        told.append(apart("retry", "run", cwd=one.folder / "work", env=env))
    assert any("1 calls of run sent again: 1 answered" in done.stdout for done in told), told
    assert sim.meter.rows_billed == 10
    assert ends([(hosts[1], hosts[1].start(codes[1]))]) == [[True] * 5]
    assert sim.meter.rows_billed == 10
    assert table(WAITING) == [(0,)]
    sums()


def test_retry_during_a_pooled_run_buys_nothing_twice(sim, host, sums, table, address):
    sim.latency = 8.0
    hosts = [host(f"host{n}") for n in range(2)]
    codes = [FAILING.format(first=n * 5, last=n * 5 + 5) for n in range(2)]
    started = [(one, one.start(code)) for one, code in zip(hosts, codes, strict=True)]
    until(lambda: sim.jobs, 30)
    env = {**os.environ, **hosts[0].env}
    done = apart("retry", "run", cwd=hosts[0].folder / "work", env=env)
    assert "10 calls are still at the provider" in done.stdout, (done.stdout, done.stderr)
    assert ends(started) == [[True] * 5] * 2
    assert sim.meter.billed_twice() == []
    assert [job.count for job in sim.jobs] == [10]
    sums()


CANCELS = """
import json, os, time, anthropic, deferred
client = anthropic.Anthropic()
texts = [f"question {n}." for n in range(5)]
with deferred.batch(name="run", part=True, pool=2) as session:
    replies = [client.messages.create(model="claude-haiku-4-5", max_tokens=64,
               messages=[{"role": "user", "content": text}]) for text in texts]
    session.flush()
    while not os.path.exists("cancel"):
        time.sleep(0.02)
    session.cancel()
print(json.dumps([deferred.future(reply).exception() is None for reply in replies]))
"""


def test_a_leader_that_cancels_its_own_calls_leaves_those_of_others_to_them(sim, host, sums, table, address):
    open_ledger(address).close()
    sim.latency, first, other = 600.0, host("leader"), host("other")
    pid = first.start(CANCELS)
    until(lambda: table("SELECT count(*) FROM {s}.claims WHERE name LIKE 'pool%'") == [(1,)], 30)
    own = other.start(WORKER.format(first=5, last=10, pool=2.0, more=""))
    until(lambda: [job.count for job in sim.jobs] == [10], 30)
    sim.latency = 0.1
    (first.folder / "work" / "cancel").touch()
    assert ends([(first, pid), (other, own)]) == [[False] * 5, [True] * 5]
    assert sim.meter.billed_twice() == []
    assert table(WAITING) == [(0,)]
    sums()


LEAVES = """
import json, anthropic, deferred
client = anthropic.Anthropic()
with deferred.batch(name="run", part=True, pool=2, wait=False):
    replies = [client.messages.create(model="claude-haiku-4-5", max_tokens=64,
               messages=[{{"role": "user", "content": f"question {{n}}."}}]) for n in range({first}, {last})]
print(json.dumps("left"))
"""


def test_workers_that_do_not_wait_leave_one_job_that_the_next_ones_collect(sim, host, sums, table):
    sim.latency = 8.0
    hosts = [host(f"host{n}") for n in range(3)]
    codes = [LEAVES.format(first=n * 5, last=n * 5 + 5) for n in range(3)]
    assert ends([(one, one.start(code)) for one, code in zip(hosts, codes, strict=True)]) == ["left"] * 3
    assert [job.count for job in sim.jobs] == [15]
    codes = [WORKER.format(first=n * 5, last=n * 5 + 5, pool=2.0, more="") for n in range(3)]
    assert ends([(one, one.start(code)) for one, code in zip(hosts, codes, strict=True)]) == [[True] * 5] * 3
    assert [job.count for job in sim.jobs] == [15]
    assert sim.meter.rows_billed == 15
    assert table(WAITING) == [(0,)]
    sums()
