"""A ledger of version 1 is carried over; the version that wrote it stops at it afterwards."""

import json
import subprocess
import sys
from decimal import Decimal

import diskcache
import pytest

import deferred
from deferred.core.call import Answer, BodyRef
from deferred.core.job import JobState
from deferred.storage.claims import FileClaims
from deferred.storage.sqlite import SqliteLedger

FACTS = {
    "provider": "anthropic", "base_url": "https://x", "endpoint": "/v1/messages", "credential": "c", "model": "",
    "headers": [["anthropic-beta", "b"]], "count": 2, "size": 8, "run": "r1", "file_id": None, "attempted_at": None,
    "submitted_at": None, "ended_at": None, "outcome": "", "spool": "s", "reserved": "0.5", "spent": "0",
}  # fmt: skip


def write_version_1(folder):
    """What version 0.1 leaves: an answer, a job that is over, one that is open, and their run."""
    folder.mkdir(mode=0o700)
    for room in ("spool", "locks"):
        (folder / room).mkdir()
    (folder / "spool" / "s.jsonl").write_bytes(b'{"a":1}\n{"a":2}\n')
    with diskcache.Cache(str(folder / "jobs")) as jobs, diskcache.Cache(str(folder / "answers")) as answers:
        jobs.set("version", b"1")
        over = {**FACTS, "nonce": "a" * 16, "state": "collected", "batch_id": "b1", "planned_at": 1.0, "spent": "0.25"}
        open_ = {**FACTS, "nonce": "b" * 16, "state": "submitted", "batch_id": "b2", "planned_at": 2.0}
        for job, keys in ((over, ["k1", "k2"]), (open_, ["k3", "k4"])):
            jobs.set(f"j:{job['nonce']}", json.dumps(job).encode())
            jobs.set(f"k:{job['nonce']}", json.dumps([keys, [[0, 7], [8, 7]]]).encode())
        run = {"id": "r1", "started": 0.5, "complete": False, "versions": {"anthropic": "2"}}
        jobs.set("r:name", json.dumps(run).encode())
        answers.set("k1", b'{"status":200,"request_id":"q","batch_id":"b1"}\n{"text":1}')


@pytest.fixture
def folder(tmp_path):
    write_version_1(tmp_path / "ledger")
    return tmp_path / "ledger"


def test_all_of_it_is_there(folder):
    ledger = SqliteLedger.open(str(folder))
    assert ledger.answers.get("k1") == Answer(200, b'{"text":1}', "q", "b1", cached=True)
    assert [(job.nonce, job.state) for job in ledger.jobs.all()] == [
        ("a" * 16, JobState.COLLECTED),
        ("b" * 16, JobState.SUBMITTED),
    ]
    assert ledger.jobs.owners() == {"k3": "b" * 16, "k4": "b" * 16}
    joined = ledger.runs.open("name", {})
    assert (joined.run.id, joined.is_new, joined.run.began_at) == ("r1", False, 0.5)
    assert ledger.runs.money("r1") == (Decimal("0.75"), Decimal("0.25"))
    adopted = ledger.jobs.adopt("b" * 16)
    assert adopted.bodies == [BodyRef(0, 7), BodyRef(8, 7)]
    assert list(ledger.bodies.of_job(adopted)) == [b'{"a":1}', b'{"a":2}']
    assert ledger.check() == []


def test_it_is_carried_over_once(folder):
    ledger = SqliteLedger.open(str(folder))
    job = ledger.jobs.adopt("b" * 16)
    job.spent = "0.1"
    ledger.jobs.close(job)
    ledger.close()
    again = SqliteLedger.open(str(folder))
    assert [job.is_open for job in again.jobs.all()] == [False, False]
    assert again.runs.money("r1").committed == Decimal("0.35")


def test_version_1_stops_at_it_afterwards(folder):
    SqliteLedger.open(str(folder)).close()
    with diskcache.Cache(str(folder / "jobs")) as jobs:
        assert int(jobs.get("version")) == 2  # what version 1 compares with the version that it knows


def test_a_ledger_that_version_1_works_on_is_not_touched(folder):

    claims = FileClaims(folder / "locks", "x")
    assert claims.hold("run-r1-12345678")
    with pytest.raises(deferred.LedgerError, match="older version"):
        SqliteLedger.open(str(folder))
    with diskcache.Cache(str(folder / "jobs")) as jobs:
        assert int(jobs.get("version")) == 1
    claims.release_all()
    assert SqliteLedger.open(str(folder)).jobs.all()


OPENS = """
import sys
from deferred.storage import open_ledger
ledger = open_ledger(sys.argv[1])
print(ledger.runs.open("name", {}).run.id, len(ledger.jobs.all()), flush=True)
sys.stdin.read()
"""


def test_processes_that_meet_at_it_migrate_it_once_and_none_is_refused(folder):
    command = [sys.executable, "-W", "ignore", "-c", OPENS, str(folder)]
    started = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert [one.stdout.readline() for one in started] == ["r1 2\n"] * 4
    for one in started:
        one.communicate()
