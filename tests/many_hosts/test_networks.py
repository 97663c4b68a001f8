"""What lies between hosts and their database: poolers, cut networks, servers that crash or fill their disk."""

import ctypes
import os
import shutil
import subprocess
import threading
import time

import pytest

from tests.laws.test_bought_once import assert_right
from tests.many_hosts.test_killed_hosts import at
from tests.support import clusters, networks, postgres
from tests.support.hosts import LEASE, Host
from tests.support.overlapping import assert_all_answered, start_overlapping
from tests.support.scripts import script

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
IS_ROOT = os.geteuid() == 0


# -- a pooler ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def pooler(tmp_path):
    """PgBouncer before the server of the tests."""
    folder = tmp_path / "pooler"
    folder.mkdir()
    started = clusters.Pooler(folder, postgres.server())
    yield started
    started.close()


def test_eight_hosts_behind_a_pooler_get_one_bill(sim, scripts, tmp_path, address, pooler):
    sim.latency = 0.2
    behind = f"{pooler.address}?{address.partition('?')[2]}"
    hosts = [Host(f"host{n}", tmp_path / "hosts", scripts, behind) for n in range(8)]
    assert_all_answered(start_overlapping(hosts))
    assert (sim.meter.billed_twice(), sim.meter.rows_billed) == ([], 200)
    postgres.assert_sums(address)


@pytest.mark.parametrize("event", ["request", "answered"])
def test_what_a_host_behind_a_pooler_has_begun_another_one_ends(sim, scripts, tmp_path, address, pooler, event):
    sim.latency = 0.05
    behind = f"{pooler.address}?{address.partition('?')[2]}"
    first, second = (Host(name, tmp_path / "hosts", scripts, behind) for name in ("first", "second"))
    known, pid = threading.Event(), 0

    def kill():
        known.wait(10)
        scripts.kill(pid)

    at(sim, event, "create", kill)
    pid = first.start(script("openai"))
    known.set()
    assert first.end_of(pid)[0] == -9
    assert_right(second.run(script("openai")), sim)
    postgres.assert_sums(address)


# -- a cut network -----------------------------------------------------------------------------------------------------


@pytest.fixture
def network(sim):
    """A network of a host's own, with a cable to the database and one to the provider; skip where none can be made."""
    if not IS_ROOT or shutil.which("ip") is None:
        pytest.skip("only root can make network namespaces, with iproute2")
    server = libpq(postgres.server())
    if str(server.get("host", "")).startswith("/"):
        pytest.skip("the server has no port")
    made = networks.Network({"database": int(server.get("port", 5432)), "provider": int(sim.host.partition(":")[2])})
    try:
        made.begin()
        yield made
    finally:
        made.close()


def libpq(address):
    """Give what an address says."""
    return pytest.importorskip("psycopg").conninfo.conninfo_to_dict(address)


@pytest.fixture
def pair(sim, scripts, tmp_path, address, network):
    """Give a host in the network, and one beside it; both reach database and provider by the same addresses."""
    database, provider, known = *network.forwards, libpq(postgres.server())
    url = (
        f"postgresql://{known['user']}@{database.address}:{database.port}/{known['dbname']}?sslmode=disable&"
        f"{address.partition('?')[2]}"
    )
    place = f"{provider.address}:{provider.port}"
    moved = {name: value.replace(sim.host, place) for name, value in os.environ.items() if sim.host in value}
    first, second = (Host(name, tmp_path / "networks", scripts, url) for name in ("first", "second"))
    for one in (first, second):
        one.env |= moved
    return first, second


@pytest.mark.parametrize("cut", [["database"], ["provider"], ["database", "provider"]], ids="+".join)
@pytest.mark.parametrize(("event", "operation"), [("request", "create"), ("answered", "create"), ("request", "poll")])
def test_a_host_that_is_cut_off_and_comes_back_buys_nothing_twice(sim, pair, network, sums, cut, event, operation):
    sim.latency, (first, second) = 0.05, pair
    off = at(sim, event, operation, lambda: [network.cut(cable) for cable in cut])
    pid = first.start(networks.INTO.format(path=network.path) + script("openai"))
    assert off.wait(30)
    other = second.start(script("openai"))
    time.sleep(2 * LEASE)  # a host that is cut off from the database loses its lease meanwhile
    for cable in cut:
        network.heal(cable)
    for one, own in ((first, pid), (second, other)):
        code, said = one.end_of(own)
        assert code == 0, said[-3000:]
        assert_right(said, sim)
    if (cut, operation) == (["database"], "poll"):
        assert "is taken over from a process on" in said
    sums()


# -- servers -----------------------------------------------------------------------------------------------------------


def test_a_standby_that_is_promoted_under_load_goes_on_with_every_commit(sim, scripts, tmp_path):
    sim.latency = 0.2
    primary = clusters.Server(tmp_path / "primary").begin()
    standby = primary.standby(tmp_path / "standby")
    try:
        postgres.execute(primary.address, "ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")
        both = (
            f"postgresql://postgres@127.0.0.1:{primary.port},127.0.0.1:{standby.port}/postgres"
            "?schema=team&target_session_attrs=read-write"
        )
        hosts = [Host(f"host{n}", tmp_path / "hosts", scripts, both) for n in range(4)]
        begun = at(sim, "request", "create", lambda: None)
        started = start_overlapping(hosts)
        assert begun.wait(30)
        primary.stop()
        standby.promote()
        postgres.execute(standby.address, "ALTER SYSTEM SET synchronous_standby_names = ''", "SELECT pg_reload_conf()")
        assert_all_answered(started)
        assert (sim.meter.billed_twice(), sim.meter.rows_billed) == ([], 120)
        postgres.assert_sums(f"{standby.address}?schema=team")
    finally:
        standby.stop()
        primary.stop()


def test_a_full_disk_of_the_server_loses_nothing_and_buys_nothing_twice(sim, scripts, tmp_path):
    if not IS_ROOT or ctypes.CDLL(None).mount is None:
        pytest.skip("only root can mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", disk], check=False).returncode:
        pytest.skip("no disk can be mounted here")
    server = clusters.Server(disk / "server").begin()
    ballast = disk / "ballast"
    try:
        one = Host("one", tmp_path / "hosts", scripts, f"{server.address}?schema=team")
        one.run(script("openai", count=2))

        def fill():
            with open(ballast, "wb") as out:  # noqa: PTH123 - until no byte is left
                try:
                    while True:
                        out.write(b"x" * (1 << 16))
                        out.flush()
                except OSError:
                    return

        at(sim, "request", "create", fill)
        pid = one.start(script("openai"), DEFERRED_NAME="run")
        code, said = one.end_of(pid)
        ballast.unlink(missing_ok=True)
        server.stop()
        server.start()
        assert code == 0 or "LedgerError" in said, said[-3000:]
        assert one.run(script("openai"))
        assert sim.meter.billed_twice() == []
    finally:
        server.stop()
        subprocess.run(["umount", "-l", disk], check=False)
