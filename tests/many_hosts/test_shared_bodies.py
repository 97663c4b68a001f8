"""`?bodies=shared`: what a host has sent, another one can read, send again and clear."""

import json
import random
import re
import shutil
import subprocess
import zlib

import anthropic
import pytest

import deferred
from deferred.core.call import BodyRef
from deferred.core.job import NOT_KEPT, Job
from deferred.storage import open_ledger
from tests.support import commandline, postgres
from tests.support.calls import ask_claude, read

pytestmark = pytest.mark.usefixtures("no_session_left")


@pytest.fixture
def shared(address):
    """The address of a ledger whose bodies are in the database."""
    return f"{address}&bodies=shared"


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Go to another host: its folder for bodies is empty."""
    return lambda: monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "elsewhere"))


def readable(blob):
    """Give the text of a column of bytes, inflated where it is compressed."""
    try:
        return zlib.decompress(blob).decode("latin-1")
    except zlib.error:
        return blob.decode("latin-1")


def job_of(spool, refs):
    """Give a job with these bodies."""
    return Job(nonce="0" * 16, provider="openai", base_url="", endpoint="", credential="", model="", headers=[],
               count=len(refs), size=0, planned_at=0.0, spool=spool, bodies=refs, keys=["k"] * len(refs))  # fmt: skip


@pytest.mark.parametrize("sizes", [[10], [1, 2, 3] * 50, [1 << 20] * 3, [3_000_000, 5], [0, 7, 0], [700_000] * 4])
def test_bodies_of_any_size_come_back_on_another_host(shared, elsewhere, sizes):
    here, chance = open_ledger(shared), random.Random(1)
    spool, bodies = here.bodies.spool("0123456789abcdef"), [chance.randbytes(size) for size in sizes]
    refs = []
    for n, body in enumerate(bodies):
        refs.append(spool.add(body) if body else NOT_KEPT)
        if n % 3 == 2:
            spool.flush()  # as before each job: segments end anywhere
    spool.flush()
    spool.close()
    elsewhere()
    there = open_ledger(shared)
    assert not (there.bodies.path("0123456789abcdef")).exists()
    assert there.bodies.are_kept(job_of("0123456789abcdef", refs))
    assert list(there.bodies.of_job(job_of("0123456789abcdef", refs))) == bodies
    assert list(there.bodies.of_job(job_of("0123456789abcdef", refs[::-1]))) == bodies[::-1]
    for ledger in (here, there):
        ledger.close()


def test_a_body_that_is_not_there_is_an_error_and_not_an_empty_body(shared):
    ledger = open_ledger(shared)
    with pytest.raises(deferred.LedgerError, match="cleared"):
        list(ledger.bodies.of_job(job_of("fedcba9876543210", [BodyRef(0, 5)])))
    ledger.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE {s}.segments SET data = '\\x00'",
        "UPDATE {s}.segments SET size = 2000000",
        "UPDATE {s}.segments SET size = 9",
    ],
)
def test_a_damaged_segment_is_an_error(shared, table, elsewhere, damage):
    ledger = open_ledger(shared)
    spool = ledger.bodies.spool("0123456789abcdef")
    ref = spool.add(b"a body of some length")
    spool.flush()
    spool.close()
    table(damage)
    elsewhere()
    other = open_ledger(shared)
    with pytest.raises(deferred.LedgerError, match=r"damaged|doctor|cleared"):
        list(other.bodies.of_job(job_of("0123456789abcdef", [ref])))
    for one in (ledger, other):
        one.close()


def test_retry_on_another_host_sends_the_failed_calls_again(sim, claude, shared, elsewhere, monkeypatch):
    refusal = (400, {"type": "error", "error": {"type": "invalid_request_error", "message": "refused today"}})
    sim.reply_with(lambda provider, endpoint, body: refusal if "bad" in json.dumps(body) else None)
    with deferred.batch(cache=shared, name="run"):
        good, bad = ask_claude(claude, "good."), ask_claude(claude, "bad.")
    assert "good" in read(good)
    with pytest.raises(anthropic.BadRequestError):
        read(bad)
    sim.reply_with(None)
    elsewhere()
    monkeypatch.setenv("DEFERRED_CACHE", shared)
    done = commandline.here("retry", "run")
    assert done.returncode == 0, done.stderr
    assert [job.count for job in sim.jobs] == [2, 1]


def test_local_bodies_are_not_in_the_database(sim, claude, address, table):
    with deferred.batch(cache=address, name="run"):
        read(ask_claude(claude))
    assert table("SELECT count(*) FROM {s}.segments") == [(0,)]


def test_clearing_a_run_removes_its_bodies_from_the_database(sim, claude, shared, table):
    with deferred.batch(cache=shared, name="run"):
        read(ask_claude(claude))
    assert table("SELECT count(*) FROM {s}.segments") == [(1,)]
    table("UPDATE {s}.segments SET at = at - interval '2 days'")
    done = commandline.here("clear", "--older-than", "0.001", "--cache", shared)
    assert done.returncode == 0, done.stderr
    assert table("SELECT count(*) FROM {s}.segments") == [(0,)]


def test_a_dump_of_the_database_holds_no_key_and_no_password(sim, shared, monkeypatch):
    if shutil.which("pg_dump") is None:
        pytest.skip("pg_dump is not installed")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-a-secret-of-this-test")
    monkeypatch.setenv("PGPASSWORD", "a-password-of-this-test")
    with anthropic.Anthropic() as client, deferred.batch(cache=shared, name="run", tags={"team": "search"}):
        assert "a question" in read(ask_claude(client, "a question."))
    server, schema = postgres.server(), shared.partition("schema=")[2].partition("&")[0]
    dumped = subprocess.run(
        ["pg_dump", server, "--schema", schema, "--inserts"], capture_output=True, text=True, check=False
    )
    if "server version mismatch" in dumped.stderr:
        pytest.skip("pg_dump is older than the server")
    assert f"{schema}.answers" in dumped.stdout, dumped.stderr
    blobs = [bytes.fromhex(found) for found in re.findall(r"\\x((?:[0-9a-f]{2})+)", dumped.stdout)]
    told = "".join([dumped.stdout, *map(readable, blobs)])
    assert "a question" in told  # so that what is looked for would be found
    assert "secret-of-this-test" not in told
    assert "password-of-this-test" not in told
