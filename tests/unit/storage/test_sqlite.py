"""The ledger: what goes in comes out, strangers and pickles stay out, and trouble is named."""

import contextlib
import errno
import io
import os
import pickle
import sqlite3
import stat
import subprocess
import sys

import diskcache
import pytest
from hypothesis import given
from hypothesis import strategies as st

import deferred
from deferred.core.call import Answer, BodyRef
from deferred.core.caps import NO_CAPS
from deferred.core.job import Job, JobState
from deferred.storage.answers import open_cache
from deferred.storage.base import Draft
from deferred.storage.sqlite import SqliteLedger as Ledger
from tests.support.calls import ask_claude


def job(**more):
    """A job with rows."""
    facts = {"nonce": "n" * 16, "provider": "anthropic", "base_url": "https://x", "endpoint": "/v1/messages", "credential": "c",
             "model": "", "headers": [["anthropic-beta", "b"]], "count": 2, "size": 9, "planned_at": 1.5,
             "keys": ["k1", "k2"], "bodies": [BodyRef(0, 4), BodyRef(5, 4)]}  # fmt: skip
    return Job(**{**facts, **more})


def test_answers_come_back_as_they_went_in(tmp_path):
    ledger = Ledger.open(str(tmp_path / "ledger"))
    answer = Answer(200, b'{"text": "\xe2\x80\xa8 \n"}', "req_1", "batch_1")
    ledger.answers.store([("key", answer)])
    assert ledger.answers.get("key") == Answer(200, answer.body, "req_1", "batch_1", cached=True)
    assert ledger.answers.get("other") is None


@given(
    state=st.sampled_from([state for state in JobState if state is not JobState.COLLECTED]),
    batch_id=st.none() | st.text(),
    attempted_at=st.none() | st.floats(allow_nan=False),
    keys=st.lists(st.text("abcdef0123456789", min_size=64, max_size=64), max_size=5, unique=True),
)
def test_a_job_comes_back_as_it_went_in(tmp_path_factory, state, batch_id, attempted_at, keys):
    ledger = Ledger.open(str(tmp_path_factory.mktemp("ledger") / "l"))
    bodies = [BodyRef(0, 1) for _ in keys]
    stored = job(state=state, batch_id=batch_id, attempted_at=attempted_at, keys=keys, bodies=bodies)
    ledger.jobs.plan(Draft(stored), NO_CAPS)
    if keys:
        assert ledger.jobs.get(stored.nonce, rows=True) == stored
    ledger.jobs.add(stored)
    assert ledger.jobs.get(stored.nonce, rows=True) == stored
    ledger.close()


def test_the_folder_is_the_users_alone_and_ignored_by_git(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    spool = Ledger.open(True).bodies.spool("s")
    spool.add(b"body")
    spool.close()
    assert stat.S_IMODE((tmp_path / ".deferred").stat().st_mode) == 0o700
    assert (tmp_path / ".deferred" / ".gitignore").read_text() == "*\n"
    assert stat.S_IMODE((tmp_path / ".deferred" / "spool" / "s.jsonl").stat().st_mode) == 0o600


def test_a_private_ledger_is_gone_with_its_owner():
    ledger = Ledger.open(False)
    folder = ledger.folder
    assert folder.is_dir()
    ledger.close()
    del ledger
    assert not folder.exists()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path / "missing" / "ledger", "does not exist"),
        (lambda path: (path / "file").write_text("x") and path / "file", "is a file"),
    ],
)
def test_a_cache_that_cannot_be_is_named_with_the_remedy(tmp_path, make, words):
    with pytest.raises(deferred.LedgerError, match=words), deferred.batch(cache=str(make(tmp_path))):
        pass


def test_a_ledger_that_others_can_write_is_refused(tmp_path):
    folder = tmp_path / "ledger"
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(deferred.LedgerError, match="chmod 700"), deferred.batch(cache=str(folder)):
        pass


def test_a_corrupted_ledger_is_named_and_nothing_is_sent(sim, claude, tmp_path):
    with deferred.batch(cache="ledger"):
        ask_claude(claude)
    requests = len(sim.requests)
    for name in ("answers/cache.db", "jobs/cache.db", "ledger.db"):
        for end in ("", "-wal"):
            path = tmp_path / "ledger" / (name + end)
            if path.exists():
                path.write_bytes(b"this is not a database" * 500)
    with pytest.raises(deferred.LedgerError, match="deferred recover"), deferred.batch(cache="ledger"):
        ask_claude(claude)
    assert len(sim.requests) == requests


def test_a_ledger_of_a_newer_version_is_refused_with_the_remedy(tmp_path):
    ledger = Ledger.open(str(tmp_path / "ledger"))
    ledger.close()
    with diskcache.Cache(str(tmp_path / "ledger" / "jobs")) as marker:
        marker.set("version", b"99")
    with pytest.raises(deferred.LedgerError, match="Upgrade deferred"):
        Ledger.open(str(tmp_path / "ledger"))


def test_a_row_that_holds_a_pickle_is_refused(tmp_path):
    ledger = Ledger.open(str(tmp_path / "ledger"))
    ledger.answers.store([("key", Answer(200, b"{}"))])
    with contextlib.closing(sqlite3.connect(tmp_path / "ledger" / "answers" / "cache.db", isolation_level=None)) as raw:
        raw.execute("UPDATE Cache SET mode = 4, value = ?", (pickle.dumps("evil"),))
    with pytest.raises(deferred.LedgerError, match="unpickled"):
        ledger.answers.get("key")


def test_a_row_that_points_to_another_file_is_refused(tmp_path):
    ledger = Ledger.open(str(tmp_path / "ledger"))
    ledger.answers.store([("key", Answer(200, b"{}"))])
    with contextlib.closing(sqlite3.connect(tmp_path / "ledger" / "answers" / "cache.db", isolation_level=None)) as raw:
        raw.execute("UPDATE Cache SET mode = 2, filename = '../../../etc/hostname'")
    with pytest.raises(deferred.LedgerError, match="another file"):
        ledger.answers.get("key")


def test_only_text_and_bytes_are_ever_stored(tmp_path):
    with contextlib.closing(open_cache(tmp_path)) as table:
        with pytest.raises(deferred.LedgerError, match="bytes"):
            table.set("key", {"a": 1})
        with pytest.raises(deferred.LedgerError, match="text"):
            table.set(("a", 1), b"x")


def test_answers_are_stored_as_diskcache_stores_them_also_the_second_time(tmp_path):
    ours, theirs = Ledger.open(str(tmp_path / "ours")), Ledger.open(str(tmp_path / "theirs"))
    columns = "key, raw, expire_time, access_count, tag, size, mode, filename, value"
    tables = open_cache(tmp_path / "ours" / "answers"), open_cache(tmp_path / "theirs" / "answers")
    with contextlib.closing(tables[0]) as own, contextlib.closing(tables[1]) as other:
        for body in (b"first", b"second"):
            ours.answers.store([("key", Answer(200, body))])
            other.set("key", own["key"])
            row, same = (one.answers.database.row(f"SELECT {columns} FROM Cache") for one in (ours, theirs))
            assert row == same
            assert len(own) == ours.answers.count() == 1
            assert own["key"].endswith(body)
        ours.answers.delete(["key", "another"])
        other.delete("key")
        assert (len(own), ours.answers.count(), theirs.answers.count()) == (0, 0, 0)
        assert own.check() == []


def test_eviction_is_off_and_stays_off(tmp_path):
    for _ in range(2):
        Ledger.open(str(tmp_path / "ledger")).close()
        with contextlib.closing(diskcache.Cache(str(tmp_path / "ledger" / "answers"))) as table:
            assert (table.eviction_policy, table.cull_limit) == ("none", 0)
            assert table.size_limit > 1 << 50
            table.reset("eviction_policy", "least-recently-used")


def test_a_claim_is_held_by_one_process_and_dies_with_it(tmp_path):
    ledger = Ledger.open(str(tmp_path / "ledger"))
    script = (
        "import sys; from deferred.storage.sqlite import SqliteLedger as Ledger\n"
        f"l = Ledger.open({str(tmp_path / 'ledger')!r}); print(l.claims.hold('job'), flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout.readline() == "True\n"
    assert not ledger.claims.hold("job")
    other.kill()
    other.communicate()
    assert ledger.claims.hold("job")
    assert not Ledger.open(str(tmp_path / "ledger")).claims.hold("job")
    ledger.claims.release("job")
    assert Ledger.open(str(tmp_path / "ledger")).claims.hold("job")


@pytest.mark.skipif(os.name != "posix", reason="resource limits are POSIX")
@pytest.mark.parametrize("room", [2_000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_a_full_disk_stops_the_run_with_a_ledger_error(sim, room):
    """What was bought stays at the provider; nothing is swallowed."""
    script = (
        f"ROOM = {room}"
        """
import resource, anthropic, deferred
with deferred.batch(cache="ledger") as session:
    replies = [anthropic.Anthropic().messages.create(model="claude-haiku-4-5", max_tokens=9,
               messages=[{"role": "user", "content": f"{n} " + "x" * 300}]) for n in range(200)]
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))
try:
    replies[-1].content
except deferred.LedgerError as error:
    print("named", "recover" in str(error))
"""
    )
    import signal

    done = subprocess.run([sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, check=False,
                          preexec_fn=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN))  # fmt: skip
    assert "named True" in done.stdout, done.stderr


class DiskThatFillsUp(io.RawIOBase):
    """A file on a disk that is full after so many bytes, until there is room again."""

    def __init__(self, path, room):
        self._file, self.room = path.open("wb", buffering=0), room

    def writable(self):
        return True

    def seekable(self):
        return True

    def seek(self, place, whence=0):
        return self._file.seek(place, whence)

    def write(self, data):
        if not self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = self._file.write(bytes(data)[: self.room])
        self.room -= written
        return written

    def close(self):
        self._file.close()
        super().close()


def test_a_body_that_found_the_disk_full_spoils_none_of_those_that_follow(tmp_path):
    ledger = Ledger.open(str(tmp_path / "ledger"))
    spool = ledger.bodies.spool("spool")
    disk = DiskThatFillsUp(ledger.bodies.path("spool"), 200_000)
    spool._file = io.BufferedWriter(disk, 1 << 16)
    first = spool.add(b"first")
    with pytest.raises(deferred.LedgerError):
        spool.add(b"b" * 300_000)
    disk.room = 1_000_000
    second = spool.add(b"second")
    assert (spool.read(first), spool.read(second)) == (b"first", b"second")
    spool.close()


def test_an_answer_that_took_the_place_of_a_cleared_one_is_not_bought_again(tmp_path):
    """SQLite gives the numbers of rows that were removed last to those that are stored next."""
    here, other = (Ledger.open(str(tmp_path / "ledger")) for _ in range(2))
    other.answers.store([("old", Answer(200, b"1"))])
    here.answers.sync()
    other.answers.delete(["old"])
    other.answers.store([("k1", Answer(200, b"2"))])
    assert here.jobs.plan(Draft(job()), NO_CAPS).stored == {"k1"}


def test_an_answer_that_was_cleared_is_bought_again(tmp_path):
    here, other = (Ledger.open(str(tmp_path / "ledger")) for _ in range(2))
    other.answers.store([("k1", Answer(200, b"1"))])
    here.answers.sync()
    other.answers.delete(["k1"])
    assert here.jobs.plan(Draft(job()), NO_CAPS).taken == ("k1", "k2")


class ClosedMeanwhile:
    """A lock whose holder, until now, has closed the file."""

    def __init__(self, ledger):
        self.ledger, self.lock = ledger, ledger.answers.database._lock

    def __enter__(self):
        self.lock.acquire()
        self.ledger.answers.database._connection.close()
        self.ledger.answers.database._connection = None

    def __exit__(self, *_):
        self.lock.release()
        self.ledger.answers.database._lock = self.lock


def test_an_answer_can_be_read_while_the_last_thread_of_the_engine_closes_the_ledger(tmp_path):
    """Read as "'Message' object has no attribute 'content'", or as a ledger that cannot be used: the file was closed."""
    ledger = Ledger.open(tmp_path / "ledger")
    ledger.answers.store([("key", Answer(200, b"1"))])
    assert ledger.answers.get("key").body == b"1"
    ledger.answers.database._lock = ClosedMeanwhile(ledger)
    assert ledger.answers.get("key").body == b"1"
