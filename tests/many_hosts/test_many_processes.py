"""Many processes on one ledger: one bill, one limit, whatever is killed, and though the database is restarted."""

import json
import random
import threading
from decimal import Decimal

import pytest

from tests.support import postgres
from tests.support.hosts import Host

SLOW, LONG = pytest.mark.slow, pytest.mark.long
OVERLAPPING = """
import json, openai, deferred
client = openai.OpenAI()
texts = [f"question {{n}}." for n in range({first}, {last})]
with deferred.batch(name="run", part=True{more}):
    replies = []
    for text in texts:
        replies.append(client.chat.completions.create(
            model="gpt-5-mini", max_completion_tokens=50, messages=[{{"role": "user", "content": text}}]))
said = []
for text, reply in zip(texts, replies):
    try:
        said.append(text in reply.choices[0].message.content)
    except deferred.CostLimitExceeded:
        said.append(None)
print(json.dumps(said))
"""


@pytest.mark.timeout(900)
@pytest.mark.parametrize("calls", [pytest.param(60, marks=SLOW), pytest.param(5_000, marks=LONG)])
def test_eight_processes_with_overlapping_calls_get_one_bill(sim, host, sums, calls):
    sim.latency, apart = 0.2, calls // 3
    hosts = [host(f"host{n}") for n in range(8)]
    codes = [OVERLAPPING.format(first=n * apart, last=n * apart + calls, more=", lease=60") for n in range(8)]
    pids = [one.start(code) for one, code in zip(hosts, codes, strict=True)]
    ends = [one.end_of(pid) for one, pid in zip(hosts, pids, strict=True)]
    assert [code for code, _ in ends] == [0] * 8, [out[-1500:] for code, out in ends if code]
    assert all(json.loads(out.splitlines()[-1]) == [True] * calls for _, out in ends)
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == 7 * apart + calls
    sums()


@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=SLOW if seed < 6 else LONG) for seed in (*range(6), *range(100, 1094))]
)
def test_runs_that_are_killed_at_random_stay_under_a_limit_that_binds(sim, host, sums, scripts, seed):
    sim.latency = 0.1
    limit, chance = Decimal("0.001"), random.Random(seed)
    more = f", cost_limit={limit}"
    for turn in range(3):
        hosts = [host(f"host{turn}{n}") for n in range(3)]
        firsts = [chance.randrange(40) for _ in hosts]
        codes = [OVERLAPPING.format(first=first, last=first + 12, more=more) for first in firsts]
        pids = [one.start(code) for one, code in zip(hosts, codes, strict=True)]
        timers = [threading.Timer(chance.uniform(0.3, 4.0), scripts.kill, [pid]) for pid in pids[1:]]
        for timer in timers:
            timer.start()
        ends = [one.end_of(pid) for one, pid in zip(hosts, pids, strict=True)]
        for timer in timers:
            timer.cancel()
        assert all(code in {0, -9} for code, _ in ends), [out[-1500:] for code, out in ends if code not in {0, -9}]
        assert sim.meter.billed_twice() == []
        assert sim.meter.total <= limit
        assert all(committed <= limit for _, committed, _ in sums())


@SLOW
def test_a_database_that_crashes_under_load_costs_nothing_twice(sim, scripts, tmp_path):
    server = postgres.CrashingServer()
    sim.latency = 0.2
    with postgres.schema(server.address) as address:
        hosts = [Host(f"host{n}", tmp_path / "hosts", scripts, address) for n in range(4)]
        texts = [OVERLAPPING.format(first=n * 20, last=n * 20 + 60, more="") for n in range(4)]
        crash = threading.Thread(target=server.crash_again_and_again, args=(3,))
        pids = [one.start(text) for one, text in zip(hosts, texts, strict=True)]
        crash.start()
        ends = [one.end_of(pid) for one, pid in zip(hosts, pids, strict=True)]
        crash.join()
        name = address.partition("schema=")[2]
        counted = postgres.execute(server.address, f"SELECT committed FROM {name}.runs")
        of_jobs = postgres.execute(
            server.address,
            f"SELECT sum(CASE WHEN state = 'collected' THEN spent ELSE reserved END) FROM {name}.jobs",
        )
    assert [code for code, _ in ends] == [0] * 4, [out[-2500:] for code, out in ends if code]
    assert all(json.loads(out.splitlines()[-1]) == [True] * 60 for _, out in ends)
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == 120
    assert counted == of_jobs
    assert server.crashes == 3
