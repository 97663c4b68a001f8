"""`pool=`: the process that makes the job is stopped for longer than its lease, and goes on while another one leads."""

import pytest

from tests.many_hosts.test_killed_hosts import STOP_ONCE
from tests.many_hosts.test_pool import WORKER, ends, until
from tests.support.hosts import go_on, wait_until_stopped

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_session_left")]
STEPS = {
    "before it reads the pool": ("deferred.storage.postgres.pool.WaitingCalls.read", "before"),
    "once it has read the pool": ("deferred.storage.postgres.pool.WaitingCalls.read", "after"),
    "before it plans": ("deferred.storage.postgres.jobs.MemberJobs.plan", "before"),
    "once it has planned": ("deferred.storage.postgres.jobs.MemberJobs.plan", "after"),
    "before its attempt": ("deferred.storage.postgres.jobs.MemberJobs.attempt", "before"),
    "once it has attempted": ("deferred.storage.postgres.jobs.MemberJobs.attempt", "after"),
    "before its last look": ("deferred.storage.postgres.claims.MemberClaims.are_sure", "before"),
    "before it records": ("deferred.storage.postgres.jobs.MemberJobs.record", "before"),
    "before it closes": ("deferred.storage.postgres.jobs.MemberJobs.close", "before"),
}
STOPS = """
{stop_once}
import pkgutil
owner = pkgutil.resolve_name("{owner}")
ordinary = getattr(owner, "{name}")
def stopping(*given, **more):
    if "{when}" == "before":
        stop_once()
        return ordinary(*given, **more)
    found = ordinary(*given, **more)
    found = iter(list(found)) if hasattr(found, "send") else found
    stop_once()
    return found
setattr(owner, "{name}", stopping)
"""


@pytest.mark.parametrize("step", STEPS)
def test_a_leader_that_stops_beyond_its_lease_loses_no_call_and_buys_none_twice(sim, host, sums, table, step):
    sim.latency = 0.1
    where, when = STEPS[step]
    owner, _, name = where.rpartition(".")
    stops = STOPS.format(stop_once=STOP_ONCE, owner=owner, name=name, when=when)
    first, second = host("first"), host("second")
    pid = first.start(stops + WORKER.format(first=0, last=5, pool=1.0, more=""))
    leads = "SELECT count(*) FROM {s}.claims WHERE name LIKE 'pool%'"
    until(lambda: table("SELECT to_regclass('{s}.claims')") != [(None,)] and table(leads) == [(1,)], 30)
    other = second.start(WORKER.format(first=5, last=10, pool=1.0, more=""))
    wait_until_stopped(pid)
    assert ends([(second, other)]) == [[True] * 5]
    go_on(pid)
    assert ends([(first, pid)]) == [[True] * 5]
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == 10
    assert table("SELECT count(*) FROM {s}.pooled") == [(0,)]
    sums()
