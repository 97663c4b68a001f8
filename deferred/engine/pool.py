"""Pool: calls of many processes of a run wait for one job together (`pool=`); one process at a time makes the jobs.

A call is put into the ledger with its body. The process that has the claim on a group makes a job of the group's calls
once no more come, with its own client. The others find their calls in that job, and follow it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from deferred.core.call import BodyRef, Call
from deferred.core.caps import NO_CAPS, Caps
from deferred.core.errors import UnknownPrice
from deferred.core.grouping import Group, Limits, in_groups, is_full
from deferred.core.routing import BATCH
from deferred.engine.context import EngineContext
from deferred.engine.reservations import BudgetGuard
from deferred.engine.state import ActiveJob, PendingCall, Wave
from deferred.storage.base import Planned
from deferred.storage.call_pool import LARGEST, Backlog, CallPool, PooledCall

_LOOKS = 4  # while the pool waits for more calls
_LONGEST = 10  # times `pool`: calls that keep coming do not hold up the first of them for longer
_PATIENCE = 30  # times `pool`: then a call is sent without the pool, whatever holds it up
_SHORTEST_LOOK = 0.05  # seconds
_PUT_AT_ONCE = 500  # calls; a cancellation waits for no more
_ANOTHERS = ("a call", "another process")  # by which method, and where, is not told


class Maker(Protocol):
    """Makes jobs of calls."""

    def prepare(self, calls: list[PendingCall], reason: str, wave: Wave | None = None) -> None:
        """Make as few jobs as possible of calls."""

    def send_again(self, calls: list[PendingCall], before: ActiveJob) -> None:
        """Make a new job of the calls of a closed job."""


@dataclass(frozen=True, slots=True)
class Exits:
    """What becomes of calls that leave the pool.

    Attributes:
        attach: attaches calls to the open jobs that have them, by key, or gives them what came of them; returns those
            that still need a job.
        put_back: queues calls again, to be sent at once.
    """

    attach: Callable[[list[PendingCall], Mapping[str, str]], list[PendingCall]]
    put_back: Callable[[list[PendingCall], str], None]


def is_due(backlog: Backlog, limits: Limits, seconds: float) -> bool:
    """Whether a job is to be made of the calls of a group that wait: no call came for `seconds`, or they fill a job."""
    if not backlog.calls:
        return False
    fills = is_full(backlog.calls, backlog.units, backlog.size, limits)
    return fills or backlog.newest >= seconds or backlog.oldest >= _LONGEST * seconds


def name_of(group: Group, caps: Caps = NO_CAPS) -> str:
    """Return the name by which all processes know a group: calls of one name can be sent by each other's clients.

    Whoever makes the job bounds its calls, so processes with another cost limit or other budgets have their own groups.
    """
    target = group.target
    facts: list[Any] = [target.provider, target.base_url, target.endpoint, target.credential, target.headers]
    budgets = sorted((period, str(most.normalize())) for period, most in caps.budget.items())
    limit = None if caps.run is None else str(caps.run.normalize())
    facts += [group.model, *([limit, budgets] if caps else [])]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]


class Pool:
    """The calls of this process that wait in the pool, and the groups whose jobs it makes."""

    def __init__(self, context: EngineContext, maker: Maker, budget: BudgetGuard, exits: Exits) -> None:
        """`maker` makes the jobs, `budget` bounds the calls of other processes."""
        self._context, self._maker, self._budget, self._exits = context, maker, budget, exits
        self._scheduler = context.scheduler
        self._seconds = context.settings.pool
        self._table = context.ledger.pool
        self.calls: dict[str, PendingCall] = {}
        self._put: set[str] = set()  # of those, what the ledger has
        self._alone: set[str] = set()  # keys that were in the pool, and do not go there again
        self._putting = threading.Lock()
        self._handed: set[str] = set()  # keys of which this process makes a job now
        self._led: set[str] = set()  # names of the groups on which it has the claim
        self._looks = self._is_over = False

    @property
    def _run(self) -> str:
        return self._context.run

    def prepare(self, calls: list[PendingCall], reason: str, wave: Wave | None = None) -> None:
        """Let calls of one group wait for those of other processes, or make jobs of them. Needs the engine's lock."""
        table = self._table
        if table is None or self._seconds is None or reason == "full":
            self._maker.prepare(calls, reason, wave)
            return
        pooled = [call for call in calls if self._may_wait(call)]
        others = [call for call in calls if not self._may_wait(call)]
        if others:
            self._maker.prepare(others, reason, wave)
        if pooled:
            self.calls.update((call.key, call) for call in pooled)
            self._scheduler.soon(lambda: self._put_into(table, pooled))

    def send_again(self, calls: list[PendingCall], before: ActiveJob) -> None:
        """Make a new job of the calls of a closed job."""
        self._maker.send_again(calls, before)

    def handed(self, active: ActiveJob) -> frozenset[str]:
        """Return which calls of a job come from the pool: the ledger gives it those that still wait there."""
        with self._scheduler.lock:
            return frozenset(key for key in active.calls if key in self._handed)

    def planned(self, active: ActiveJob, planned: Planned) -> None:
        """Let the calls that a job did not get wait elsewhere: for money here, or with their own process."""
        handed = self.handed(active)
        with self._scheduler.lock:
            self._handed -= handed
        if self._table is None or not handed:
            return
        left = handed & {*planned.waiting, *planned.live, *planned.lost}
        anothers = {key for key in handed if active.calls[key].is_anothers}
        self._table.withdraw(self._run, sorted(left - anothers))
        self._table.give_back(self._run, sorted(left & anothers))
        # What is not planned at all had left the pool by then: this process was stopped, and others made the job, or
        # another process has withdrawn an equal call.
        gone = sorted(handed - anothers - left - {*planned.taken, *planned.stored, *planned.owned})
        if gone:
            owners = self._context.ledger.jobs.owners(gone)
            with self._scheduler.lock:
                self._find([active.calls[key] for key in gone], owners)

    def take_all(self) -> list[PendingCall]:
        """Withdraw and return the calls that no job has; the others are attached to theirs."""
        return self._withdrawn(list(self.calls))

    def take_one(self, key: str) -> PendingCall | None:
        """Withdraw and return a call that no job has; None if there is none."""
        return next(iter(self._withdrawn([key])), None)

    def _withdrawn(self, keys: list[str]) -> list[PendingCall]:
        """Withdraw calls. The database may be away for minutes: the engine's lock is not needed while it is asked."""
        with self._scheduler.lock:
            calls = {key: self.calls.pop(key) for key in keys if key in self.calls}  # no more of them are put
        if self._table is None or not calls:
            return []
        try:
            with self._putting:  # what is being put now is put, and can be withdrawn
                free = self._table.withdraw(self._run, list(calls)) | (calls.keys() - self._put)
            owners = self._context.ledger.jobs.owners([key for key in calls if key not in free])
        except BaseException:
            with self._scheduler.lock:
                self.calls.update(calls)
            raise
        with self._scheduler.lock:
            self.calls.update(calls)
            left = self._left(calls)
            jobless = self._exits.attach([call for call in left if call.key not in free], owners)
            to_send = free | {call.key for call in jobless}
            return [call for call in left if call.key in to_send]

    def abandon(self) -> list[PendingCall]:
        """Return all calls that wait; other processes of the run may still buy them. Needs the engine's lock."""
        self._is_over = True
        return self._left(list(self.calls))

    # -- steps, without the engine's lock ------------------------------------------------------------------------------

    def _put_into(self, table: CallPool, calls: list[PendingCall]) -> None:
        group = self._name_of(self._context.group_of(calls[0]))
        for some in in_groups(calls, _PUT_AT_ONCE):
            with self._putting:
                waiting = [call for call in some if call.key in self.calls]  # the others were cancelled
                self._put.update(call.key for call in waiting)
                table.put(self._run, (self._entry(call, group) for call in waiting))
        with self._scheduler.lock:
            begins = not self._looks
            self._looks = True
        if begins:
            self._look_later()

    def _name_of(self, group: Group) -> str:
        return name_of(group, self._context.settings.caps)

    def _entry(self, call: PendingCall, group: str) -> PooledCall:
        tags = self._context.stats.tagged.get(call.key, {})
        row = self._context.stats.rows.get(call)
        return PooledCall(call.key, group, call.units, self._context.body_of(call), tags, row)

    def _look_later(self) -> None:
        assert self._seconds is not None
        self._scheduler.after(max(self._seconds / _LOOKS, _SHORTEST_LOOK), self._look)

    def _look(self) -> None:
        """Find out which calls have left the pool, and make the jobs that are due."""
        assert self._table is not None
        assert self._seconds is not None
        with self._scheduler.lock:
            calls = dict(self.calls)
            self._looks = bool(calls)
        with self._putting:  # a call that is being put has not left the pool
            mine = {key: call for key, call in calls.items() if key in self._put}
            standing = self._table.standing(self._run, list(mine))
        if mine:
            self._take_back(self._table, [key for key, age in standing.items() if _is_too_old(age, self._seconds)])
            self._come_out([key for key in mine if key not in standing])
        groups = {self._name_of(group): group for group in set(map(self._context.group_of, mine.values()))}
        for name, group in groups.items():
            self._lead(self._table, name, group)  # by any client of that account
        self._let_go({name for name in self._led if name not in groups})
        if self._looks:
            self._look_later()

    def _take_back(self, table: CallPool, keys: list[str]) -> None:
        """Send calls without the pool that were given back, or that nobody makes a job of."""
        withdrawn = table.withdraw(self._run, keys)
        with self._scheduler.lock:
            self._exits.put_back(self._left([key for key in keys if key in withdrawn]), "without the pool")
            self._scheduler.changed()

    def _come_out(self, keys: list[str]) -> None:
        """Find the calls that left the pool."""
        if keys:
            owners = self._context.ledger.jobs.owners(keys)
            with self._scheduler.lock:
                self._find(self._left(keys), owners)

    def _find(self, calls: list[PendingCall], owners: Mapping[str, str]) -> None:
        """Attach calls to the jobs that have them; one that is over has stored its answers. Needs the engine's lock."""
        self._exits.put_back(self._exits.attach(calls, owners), "taken up")
        self._scheduler.changed()

    def _lead(self, table: CallPool, name: str, group: Group) -> None:
        """Make a job of the calls of a group, if that is due and no other process does it."""
        assert self._seconds is not None
        claim = f"pool-{self._run}-{name}"
        if name not in self._led and not self._context.ledger.claims.hold(claim):
            return
        self._led.add(name)
        limits = self._context.limits_of(group.target)
        if is_due(table.backlog(self._run, name), limits, self._seconds):
            self._make(table, group, table.read(self._run, name))

    def _let_go(self, names: set[str]) -> None:
        self._led -= names
        for name in names:
            self._context.ledger.claims.release(f"pool-{self._run}-{name}")

    def _make(self, table: CallPool, group: Group, pooled: Iterator[PooledCall]) -> None:
        """Make jobs of all calls of a group that wait; those of another client here are a job of their own."""
        refused: list[str] = []
        jobs: defaultdict[Group, list[PendingCall]] = defaultdict(list)
        for one in pooled:
            is_being_withdrawn = one.key in self._put and one.key not in self.calls
            if is_being_withdrawn or one.key in self._handed:
                continue
            call = self.calls.get(one.key) or self._anothers(group, one)
            if call is None:
                refused.append(one.key)
            else:
                jobs[group if call.is_anothers else self._context.group_of(call)].append(call)
        table.give_back(self._run, refused)
        with self._scheduler.lock:
            for calls in jobs.values():
                self._hand(calls)
            self._scheduler.changed()

    def _hand(self, calls: list[PendingCall]) -> None:
        """Make jobs of calls, unless they have left the pool since. Needs the engine's lock."""
        handed = [call for call in calls if call.is_anothers or call.key in self.calls]
        if handed and not self._is_over:
            self._handed |= {call.key for call in handed}
            self._left([call.key for call in handed])
            self._maker.prepare(handed, "pooled", None)

    def _anothers(self, group: Group, one: PooledCall) -> PendingCall | None:
        """Make a call of another process one of this one; None if it has no bound, which its own process will tell.

        Its bound is computed anew, from its body.
        """
        body = _object(one.body)
        if body is None:
            return None
        call = PendingCall(one.key, b"", Call(group.target, group.model or str(body.get("model", "")), b"", *_ANOTHERS))
        call.units, call.body = one.units, one.body
        try:
            self._budget.reroute(call, BATCH)
        except UnknownPrice:
            return None
        call.body = self._context.spool.add(one.body)
        if one.tags:
            self._context.stats.tagged[one.key] = dict(one.tags)
        if one.row is not None:
            self._context.stats.rows[call] = one.row
        return call

    # -- inside --------------------------------------------------------------------------------------------------------

    def _may_wait(self, call: PendingCall) -> bool:
        """Whether a call may wait in the pool; a body with a credential is never written down.

        Whoever sends a call counts its cost, so that a limit of an inner block would not hold elsewhere.
        """
        is_plain = call.route is BATCH and isinstance(call.body, BodyRef) and not call.nested_limits
        return is_plain and call.size <= LARGEST and call.key not in self._alone

    def _left(self, keys: Iterable[str]) -> list[PendingCall]:
        """Note that calls left the pool for good; returns those that waited. Needs the engine's lock."""
        found = [self.calls.pop(key) for key in keys if key in self.calls]
        left = {call.key for call in found}
        self._put -= left
        self._alone |= left
        return found


def _is_too_old(age: float | None, seconds: float) -> bool:
    """Whether a call has waited for too long, or was given back (None)."""
    return age is None or age >= _PATIENCE * seconds


def _object(body: bytes) -> dict[str, Any] | None:
    with contextlib.suppress(ValueError):
        found = json.loads(body)
        if isinstance(found, dict):
            return found
    return None
