"""Many processes on one ledger: one bill, one limit, whatever is killed, and though the database is restarted."""

import random
import threading
from decimal import Decimal

import pytest

from tests.support import postgres
from tests.support.hosts import Host
from tests.support.overlapping import OVERLAPPING, assert_all_answered, start_overlapping

SLOW, LONG = pytest.mark.slow, pytest.mark.long


@pytest.mark.timeout(900)
@pytest.mark.parametrize("calls", [pytest.param(60, marks=SLOW), pytest.param(5_000, marks=LONG)])
def test_eight_processes_with_overlapping_calls_get_one_bill(sim, host, sums, calls):
    sim.latency, apart = 0.2, calls // 3
    hosts = [host(f"host{n}") for n in range(8)]
    assert_all_answered(start_overlapping(hosts, calls, apart, ", lease=60"), calls)
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == 7 * apart + calls
    sums()


@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=SLOW if seed < 6 else LONG) for seed in (*range(6), *range(100, 1094))]
)
def test_runs_that_are_killed_at_random_stay_under_a_limit_that_binds(sim, host, sums, scripts, seed):
    sim.latency = 0.1
    limit, chance = Decimal("0.0004"), random.Random(seed)
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
        crash = threading.Thread(target=server.crash_again_and_again, args=(3,))
        started = start_overlapping(hosts)
        crash.start()
        assert_all_answered(started)
        crash.join()
        postgres.assert_sums(address)
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == 120
    assert server.crashes == 3
