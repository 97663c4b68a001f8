"""Members: processes that use a ledger, each with a lease, and the jobs that each holds.

The database's clock decides who may take a job over; the clock of a process since its boot decides whether that process
may still spend money. No time of one host is compared with that of another.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import time
import weakref
from collections.abc import Callable

import psycopg

from deferred.core.errors import LedgerError
from deferred.core.forks import call_in_children
from deferred.storage.leases import Leases
from deferred.storage.postgres.database import Database, Statements

log = logging.getLogger("deferred")
IS_ALIVE = "EXISTS (SELECT 1 FROM {{s}}.members m WHERE m.id = {who} AND m.until > clock_timestamp())"
_RENEW = (
    "UPDATE {s}.members SET until = clock_timestamp() + make_interval(secs => %s) "
    "WHERE id = %s AND until > clock_timestamp()"
)
_JOIN = (
    "INSERT INTO {s}.members (id, host, pid, until) VALUES (%s, %s, %s, clock_timestamp() + make_interval(secs => %s)) "
    "ON CONFLICT (id) DO UPDATE SET until = excluded.until"
)
_FORGET = "DELETE FROM {s}.members WHERE until < clock_timestamp() - interval '7 days'"
_LEAVING = 5.0  # seconds that leaving may take: the lease ends by itself
_all: weakref.WeakSet[Members] = weakref.WeakSet()


def alive(who: str) -> str:
    """Return the SQL that tells whether the member in this column lives."""
    return IS_ALIVE.format(who=who)


def boot_time() -> float:
    """Return seconds since this machine booted, those included in which it slept."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class Members:
    """This process as a member of a ledger. It joins with its first claim, and its thread renews the lease."""

    def __init__(self, database: Database, leases: Leases) -> None:
        """Write nothing yet."""
        self._database, self.leases = database, leases
        self._guard = threading.RLock()
        self.id = ""
        self.terms: dict[str, int] = {}  # of the jobs that it holds, by nonce
        self.runs: dict[str, str] = {}  # that it takes part in, by the name of its part
        self.trusted_until = 0.0
        self.on_lapse: Callable[[str], None] = _warn
        self._stop = threading.Event()
        _all.add(self)

    def join(self) -> str:
        """Become a member, unless it is one; returns its id."""
        with self._guard:
            if not self.id:
                name = secrets.token_hex(8)
                self._trust(self._database.run(lambda db: self._write(db, name)))
                self._database.run(lambda db: db.do(_FORGET))
                self.id = name
                self._stop = threading.Event()
                _Heart(self, self.leases.beat, self._stop).start()
        return self.id

    @property
    def is_trusted(self) -> bool:
        """Whether this process surely holds what it has claimed, by its own clock alone."""
        return bool(self.id) and boot_time() < self.trusted_until

    def beat(self) -> None:
        """Renew the lease; if it is over, become another member, with those jobs that nobody has taken."""
        before = self.id
        self._renewed(before, self._database.beat(lambda db: self._renew(db, before)))

    def _come_back(self, before: str) -> None:
        """Join again after the lease was over, with the jobs, claims and runs that nobody has taken meanwhile."""
        name = secrets.token_hex(8)
        with self._guard:
            is_first = bool(before) and self.id == before  # no other thread has come back already, or left
            if is_first:
                with self._database.kept_from_others():  # no statement may see one half of this
                    sent, held = self._database.run(lambda db: self._replace(db, before, name))
                    self.id, self.terms = name, {nonce: term for nonce, term in held if nonce in self.terms}
                self._trust(sent)
        if is_first:
            self.on_lapse(self._database.address.location)

    def make_sure(self) -> None:
        """Renew the lease now, as before a write that needs a valid one."""
        before = self.id
        self._renewed(before, self._database.run(lambda db: self._renew(db, before)))

    def leave(self) -> None:
        """Let go of everything, so that others may take it over at once."""
        with self._guard:
            name, self.id, self.trusted_until = self.id, "", 0.0
            self.terms, self.runs = {}, {}
            self._stop.set()
        if name:
            self._database.run(lambda db: _leave(db, name), _LEAVING)

    def leave_quietly(self) -> None:
        """Leave at the end of the process; what cannot be written then ends with the lease."""
        try:
            self.leave()
        except LedgerError as error:
            log.info("deferred: this process could not leave the ledger (%s); its lease ends by itself", error)

    def become_a_child(self) -> None:
        """Forget, in a forked child, what the parent holds."""
        self._guard, self._stop = threading.RLock(), threading.Event()
        self.id, self.terms, self.runs, self.trusted_until = "", {}, {}, 0.0

    def _write(self, db: Statements, name: str) -> float:
        sent = boot_time()  # before the statement: the lease may begin as early as that
        db.do(_JOIN, name, socket.gethostname(), os.getpid(), self.leases.lease)
        return sent

    def _renew(self, db: Statements, name: str) -> float | None:
        sent = boot_time()
        return sent if db.do(_RENEW, self.leases.lease, name) == 1 else None

    def _renewed(self, name: str, sent: float | None) -> None:
        """Trust a lease that was renewed: only now, for the renewal is committed."""
        if sent is None:
            self._come_back(name)
        else:
            self._trust(sent)

    def _trust(self, sent: float) -> None:
        self.trusted_until = max(self.trusted_until, sent + self.leases.lease - self.leases.margin)

    def _replace(self, db: Statements, before: str, name: str) -> tuple[float, list[tuple[str, int]]]:
        sent = self._write(db, name)
        db.do("UPDATE {s}.jobs SET holder = %s, term = term + 1 WHERE holder = %s", name, before)
        db.do("UPDATE {s}.claims SET member = %s WHERE member = %s", name, before)
        db.do("UPDATE {s}.participants SET member = %s WHERE member = %s", name, before)
        for part, run in self.runs.items():  # who came meanwhile may have taken it for dead
            db.do("INSERT INTO {s}.participants VALUES (%s, %s, %s) ON CONFLICT (id) DO NOTHING", part, run, name)
        db.do("DELETE FROM {s}.members WHERE id = %s", before)
        held = db.rows("SELECT nonce, term FROM {s}.jobs WHERE holder = %s", name)
        return sent, [(nonce, term) for nonce, term in held]


class _Heart(threading.Thread):
    """Renews the lease of a member, as long as the member is referred to and has not left."""

    def __init__(self, members: Members, pause: float, stop: threading.Event) -> None:
        super().__init__(name="deferred-lease", daemon=True)
        self._members, self._pause, self._over = weakref.ref(members), pause, stop

    def run(self) -> None:
        """Renew until the member has left."""
        has_failed = False
        while not self._over.wait(self._pause):
            members = self._members()
            if members is None:
                return
            try:
                members.beat()
                has_failed = False
            except (psycopg.Error, LedgerError) as error:
                if not has_failed:
                    log.warning(
                        "deferred: the lease of this process was not renewed (%s: %s); trying again, and creating "
                        "nothing meanwhile once it is over", type(error).__name__, getattr(error, "sqlstate", "") or "",
                    )  # fmt: skip
                has_failed = True
            del members


def _leave(db: Statements, name: str) -> None:
    db.do("UPDATE {s}.jobs SET holder = NULL WHERE holder = %s", name)
    db.do("UPDATE {s}.participants SET member = NULL WHERE member = %s", name)
    db.do("DELETE FROM {s}.claims WHERE member = %s", name)
    db.do("DELETE FROM {s}.members WHERE id = %s", name)


def _warn(location: str) -> None:
    log.warning(
        "deferred: the lease of this process at %s was over before it was renewed; jobs that others have taken over "
        "meanwhile are followed",
        location,
    )


def _after_fork() -> None:
    for members in list(_all):
        members.become_a_child()


call_in_children(_after_fork)
