"""The only room that touches disk: answers by key, jobs, runs, spending, and the spool of bodies."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import stat
import tempfile
import threading
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import diskcache
import orjson

from deferred.core.call import Answer
from deferred.core.errors import LedgerError
from deferred.core.grouping import in_groups
from deferred.core.job import COLLECTED, Job
from deferred.storage.locks import is_held, lock_file
from deferred.storage.spool import Spool

VERSION = 1
_ROWS_PER_TRANSACTION = 2_000  # about 100 ms of lock, so that other processes are not kept waiting
_BLOB_LIMIT = 1 << 30  # SQLite keeps every value: a file beside the table could be left behind by a crash
_SETTINGS = {
    "eviction_policy": "none",  # the default drops rows at 1 GB
    "cull_limit": 0,
    "size_limit": 1 << 60,
    "statistics": 0,
    "tag_index": 0,
    "disk_min_file_size": _BLOB_LIMIT,
    # With the write-ahead log, NORMAL never corrupts, and may only lose the last commits in a power cut. FULL keeps
    # those too: a batch id that is forgotten is a batch bought twice.
    "sqlite_synchronous": 2,
    "sqlite_journal_mode": "wal",
}
T = TypeVar("T")


class BytesDisk(diskcache.Disk):  # type: ignore[misc]
    """A Disk that stores bytes and text, and refuses everything that would need a pickle."""

    def put(self, key: Any) -> Any:
        """Take text keys only."""
        if not isinstance(key, str):
            message = f"a ledger key must be text, not {type(key).__name__}"
            raise LedgerError(message)
        return key, True

    def get(self, key: Any, raw: Any) -> Any:
        """Give text keys only."""
        if not raw or not isinstance(key, str):
            message = "the ledger holds a pickled key, which this software never writes: it was not made by it"
            raise LedgerError(message)
        return key

    def store(self, value: Any, read: bool, key: Any = None) -> Any:  # noqa: FBT001 - diskcache's signature
        """Store bytes."""
        if not isinstance(value, bytes):
            message = f"a ledger value must be bytes, not {type(value).__name__}"
            raise LedgerError(message)
        return super().store(value, read, key=key)

    def fetch(self, mode: Any, filename: Any, value: Any, read: Any) -> Any:  # noqa: ARG002 - diskcache's signature
        """Read bytes."""
        if mode != diskcache.core.MODE_RAW or filename is not None:
            message = "the ledger holds a row that would have to be unpickled or read from another file; it is refused"
            raise LedgerError(message)
        return bytes(value) if not isinstance(value, bytes) else value


class Ledger:
    """What a run has bought and is buying. Open it with `Ledger.open`."""

    def __init__(self, folder: Path) -> None:
        """Use `Ledger.open`, which makes and checks the folder first."""
        self.folder = folder
        # Two tables, so that looking through the jobs never means looking through a hundred thousand answers.
        self._answers, self._jobs = (_open_cache(folder / room) for room in ("answers", "jobs"))
        self._locks: dict[str, int] = {}
        self._keys: set[int] = set()
        self._last_row = 0
        self._places: dict[str | None, dict[str, tuple[str, tuple[int, int]]]] = {}
        self._guard = threading.Lock()
        with self.errors_named():
            self._check_version()
        self.read_keys()

    @classmethod
    def open(cls, cache: bool | str) -> Ledger:  # noqa: FBT001 - it is the setting of that name
        """Open the ledger that the `cache` setting names: True for `.deferred/`, a path, False for a private one.

        Raises:
            LedgerError: the folder cannot be used; the message says why and what to do.
        """
        if cache is False:
            return _temporary()
        folder = Path(".deferred") if cache is True else Path(str(cache)).expanduser()
        _prepare(folder, made_by_us=cache is True)
        return cls(folder.absolute())

    def read_keys(self) -> None:
        """Learn which answers were stored since the last time: what is not known needs no look."""
        with self.errors_named():
            rows = self._answers._sql("SELECT rowid, key FROM Cache WHERE rowid > ?", (self._last_row,))
            for self._last_row, key in rows:
                self._keys.add(hash(key))

    def had(self, key: str) -> bool:
        """Whether an answer was stored when the keys were read; what was cleared since is missed when it is read."""
        return bool(self._keys) and hash(key) in self._keys

    def has(self, key: str) -> bool:
        """Whether an answer is stored."""
        with self.errors_named():
            return key in self._answers

    def answer(self, key: str) -> Answer | None:
        """Give the stored answer of a key."""
        with self.errors_named():
            stored = self._answers.get(key)
        return None if stored is None else _unpack(stored)

    def store(self, answers: Iterable[tuple[str, Answer]]) -> None:
        """Store answers by key, in transactions small enough not to lock others out; storing again is harmless."""
        for some in in_groups(answers, _ROWS_PER_TRANSACTION):
            with self.errors_named(), self._answers.transact(retry=True):
                for key, answer in some:
                    self._answers.set(key, _pack(answer))
            self._keys.update(hash(key) for key, _ in some)

    def plan(self, job: Job) -> None:
        """Write a new job and its rows."""
        with self.errors_named():
            self._jobs.set("k:" + job.nonce, _json([job.keys, job.places]))
        self.save(job)

    def save(self, job: Job) -> None:
        """Write how far a job is."""
        with self.errors_named():
            self._jobs.set("j:" + job.nonce, _json(job.to_dict()))

    def jobs(self, *, open_only: bool = False) -> list[Job]:
        """Give the jobs without their rows, oldest first; `open_only` leaves out those that are collected."""
        with self.errors_named():
            names = [name for name in self._jobs.iterkeys() if name.startswith("j:")]
            stored = [self._jobs.get(name) for name in names]
        jobs = [Job.from_dict(json.loads(value)) for value in stored if value is not None]
        wanted = [job for job in jobs if not (open_only and job.state == COLLECTED)]
        return sorted(wanted, key=lambda job: job.planned_at)

    def job(self, nonce: str) -> Job | None:
        """Give one job with its rows."""
        with self.errors_named():
            facts, rows = self._jobs.get("j:" + nonce), self._jobs.get("k:" + nonce)
        if facts is None or rows is None:
            return None
        job = Job.from_dict(json.loads(facts))
        job.keys, job.places = json.loads(rows)
        return job

    def keys_of(self, nonce: str) -> list[str]:
        """Give the keys of a job's rows."""
        with self.errors_named():
            rows = self._jobs.get("k:" + nonce)
        return [] if rows is None else json.loads(rows)[0]

    def run(self, name: str) -> dict[str, Any]:
        """Give what is kept of a run; empty for a new one."""
        with self.errors_named():
            stored = self._jobs.get("r:" + name)
        return {} if stored is None else json.loads(stored)

    def save_run(self, name: str, record: dict[str, Any]) -> None:
        """Keep a run's record."""
        with self.errors_named():
            self._jobs.set("r:" + name, _json(record))

    def runs(self) -> list[tuple[str, dict[str, Any]]]:
        """Give the names and records of all runs."""
        with self.errors_named():
            names = [name for name in self._jobs.iterkeys() if name.startswith("r:")]
        return [(name[2:], self.run(name[2:])) for name in names]

    def forget(self, job: Job) -> None:
        """Remove a job, its answers, and its bodies once no other job has any in the same spool."""
        with self.errors_named():
            for key in self.keys_of(job.nonce):
                self._answers.delete(key)
            for kind in ("k:", "j:"):
                self._jobs.delete(kind + job.nonce)
            if job.spool and all(other.spool != job.spool for other in self.jobs()):
                (self.folder / "spool" / f"{job.spool}.jsonl").unlink(missing_ok=True)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Read and write jobs and runs with nobody else in between; all or nothing."""
        with self.errors_named(), self._jobs.transact(retry=True):
            yield

    def hold(self, nonce: str) -> bool:
        """Claim a job for this process: an OS lock, which dies with the process and sleeps with it.

        Gives False where another process has it.
        """
        with self._guard, self.errors_named():
            if nonce in self._locks:
                return False
            handle = lock_file(self.folder / "locks" / nonce)
            if handle is None:
                return False
            self._locks[nonce] = handle
            return True

    def others_hold(self, prefix: str) -> bool:
        """Whether somebody else, alive, holds a claim whose name begins so."""
        return bool(self.claims_of_others(prefix))

    def claims_of_others(self, prefix: str) -> set[str]:
        """Give the names of claims, without this beginning, that somebody else, alive, holds."""
        with self._guard, self.errors_named():
            others = [path for path in (self.folder / "locks").glob(prefix + "*") if path.name not in self._locks]
            return {path.name.removeprefix(prefix) for path in others if is_held(path)}

    def let_go(self, nonce: str) -> None:
        """Give up the claim on a job."""
        with self._guard:
            handle = self._locks.pop(nonce, None)
            if handle is not None:
                with contextlib.suppress(OSError):  # a file that stays behind does no harm
                    (self.folder / "locks" / nonce).unlink()
                os.close(handle)

    def spool(self, name: str) -> Spool:
        """Open a new spool of bodies."""
        return Spool(self.folder / "spool" / f"{name}.jsonl")

    def bodies(self, job: Job) -> Iterator[bytes]:
        """Read a job's bodies from the spool it was planned from; empty for one that was kept out of every file."""
        if not any(length for _, length in job.places):
            yield from (b"" for _ in job.places)
            return
        with self.errors_named(), (self.folder / "spool" / f"{job.spool}.jsonl").open("rb") as spooled:
            for offset, length in job.places:
                spooled.seek(offset)
                yield spooled.read(length)

    def body(self, key: str, batch_id: str | None) -> bytes | None:
        """Find the request of a stored answer, by the job that bought it; None where it was not kept or is cleared."""
        if batch_id not in self._places:
            whole = (self.job(job.nonce) for job in self.jobs() if job.batch_id == batch_id)
            self._places[batch_id] = {
                one: (job.spool, (place[0], place[1]))
                for job in whole
                if job is not None
                for one, place in zip(job.keys, job.places, strict=False)
            }
        spool, place = self._places[batch_id].get(key, ("", (0, 0)))
        path = self.folder / "spool" / f"{spool}.jsonl"
        if not place[1] or not path.exists():
            return None
        with self.errors_named(), path.open("rb") as spooled:
            spooled.seek(place[0])
            return spooled.read(place[1])

    def damage(self) -> str:
        """Look through the whole database; gives what is damaged, in SQLite's words, or nothing."""
        with self.errors_named():
            rows = [row[0] for table in (self._answers, self._jobs) for row in table._sql("PRAGMA integrity_check")]
        return "; ".join(words for words in rows if words != "ok")

    def size(self) -> int:
        """Count the bytes that the ledger takes on disk."""
        with self.errors_named():
            return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())

    def count_answers(self) -> int:
        """Count the stored answers."""
        with self.errors_named():
            return len(self._answers)

    def close(self) -> None:
        """Let go of claims and of the database; reading it again later opens it again."""
        for nonce in list(self._locks):
            self.let_go(nonce)
        for table in (self._answers, self._jobs):
            table.close()

    @contextlib.contextmanager
    def errors_named(self) -> Iterator[None]:
        """Turn what disk and database say into a LedgerError that names the folder."""
        try:
            yield
        except (sqlite3.Error, diskcache.Timeout, OSError) as error:
            message = (
                f"the ledger in {self.folder} cannot be used: {error}. What was bought is safe at the provider. "
                "Check the disk; if the ledger is damaged, move that folder away and run `deferred recover`."
            )
            raise LedgerError(message) from error

    def _check_version(self) -> None:
        stored = self._jobs.get("version")
        if stored is None:
            self._jobs.set("version", str(VERSION).encode())
        elif int(stored) > VERSION:
            message = (
                f"the ledger in {self.folder} was written by a newer version of deferred (its format is "
                f"{int(stored)}, this version knows {VERSION}). Upgrade deferred, or use another folder: cache='...'."
            )
            raise LedgerError(message)


def _open_cache(folder: Path) -> Any:
    try:
        return diskcache.Cache(str(folder), disk=BytesDisk, timeout=60, **_SETTINGS)
    except (sqlite3.Error, diskcache.Timeout, OSError, ValueError) as error:
        message = (
            f"the ledger in {folder} cannot be opened: {error}. If it is damaged, move that folder away; what was "
            "bought stays at the provider for weeks, and `deferred recover` brings it back."
        )
        raise LedgerError(message) from error


def _temporary() -> Ledger:
    folder = Path(tempfile.mkdtemp(prefix="deferred-"))
    _make_rooms(folder)
    ledger = Ledger(folder)
    weakref.finalize(ledger, _remove, folder, os.getpid())
    return ledger


def _remove(folder: Path, owner: int) -> None:
    if os.getpid() == owner:  # not in a forked child, whose parent goes on
        shutil.rmtree(folder, ignore_errors=True)


def _prepare(folder: Path, *, made_by_us: bool) -> None:
    if folder.exists() and not folder.is_dir():
        message = f"cache={str(folder)!r} is a file; give a folder, which is made if its parent exists"
        raise LedgerError(message)
    if not folder.parent.is_dir():
        message = f"cache={str(folder)!r}: {folder.parent} does not exist; make it, or give another folder"
        raise LedgerError(message)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        _refuse_strangers(folder)
        _make_rooms(folder)
        if made_by_us and not (folder / ".gitignore").exists():
            (folder / ".gitignore").write_text("*\n")
    except OSError as error:
        message = f"the ledger folder {folder} cannot be used: {error}; give another one: cache='...'"
        raise LedgerError(message) from error


def _refuse_strangers(folder: Path) -> None:
    facts = folder.stat()
    if facts.st_uid != os.getuid() or facts.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        message = (
            f"the ledger {folder} belongs to another user or can be written by others, so it cannot be trusted; "
            f"`chmod 700 {folder}` if it is yours, else use another folder: cache='...'"
        )
        raise LedgerError(message)


def _make_rooms(folder: Path) -> None:
    for room in ("spool", "locks"):
        (folder / room).mkdir(mode=0o700, exist_ok=True)


def _pack(answer: Answer) -> bytes:
    head = {"status": answer.status, "request_id": answer.request_id, "batch_id": answer.batch_id}
    return _json(head) + b"\n" + answer.body


def _unpack(stored: bytes) -> Answer:
    head, _, body = stored.partition(b"\n")
    facts = orjson.loads(head)
    return Answer(facts["status"], body, facts["request_id"], facts["batch_id"], cached=True)


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
