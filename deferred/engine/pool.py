"""Pool: calls of many processes of a run wait for one job together (`pool=`); one process at a time makes the jobs.

A call is put into the ledger with its body. The process that has the claim on a group makes a job of the group's calls
once no more come, with its own client. The others find their calls in that job, and follow it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from deferred.core.call import BodyRef, Call
from deferred.core.errors import UnknownPrice
from deferred.core.grouping import Group, Limits, group_of, is_full
from deferred.core.routing import BATCH
from deferred.engine.context import EngineContext
from deferred.engine.reservations import BudgetGuard
from deferred.engine.state import ActiveJob, PendingCall, Wave
from deferred.providers import PROVIDERS
from deferred.storage.base import Planned
from deferred.storage.call_pool import Backlog, CallPool, PooledCall

_LOOKS = 4  # while the pool waits for more calls
_LONGEST = 10  # times `pool`: calls that keep coming do not hold up the first of them for longer
_PATIENCE = 30  # times `pool`: then a call is sent without the pool, whatever holds it up
_SHORTEST_LOOK = 0.05  # seconds
_ANOTHERS = "another process"  # where a call was made, and by which method, is not told


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
        attach: attaches a call to an open job, by its nonce; False if the call still needs a job.
        put_back: queues calls again, to be sent at once.
    """

    attach: Callable[[PendingCall, str], bool]
    put_back: Callable[[list[PendingCall], str], None]


def is_due(backlog: Backlog, limits: Limits, seconds: float) -> bool:
    """Whether a job is to be made of the calls of a group that wait: no call came for `seconds`, or they fill a job."""
    if not backlog.calls:
        return False
    fills = is_full(backlog.calls, backlog.units, backlog.size, limits)
    return fills or backlog.newest >= seconds or backlog.oldest >= _LONGEST * seconds


def name_of(group: Group) -> str:
    """Return the name by which all processes know a group: calls of one name can be sent by each other's clients."""
    target = group.target
    facts = [target.provider, target.base_url, target.endpoint, target.credential, target.headers, group.model]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]


class Pool:
    """The calls of this process that wait in the pool, and the groups whose jobs it makes."""

    def __init__(self, context: EngineContext, maker: Maker, budget: BudgetGuard, exits: Exits) -> None:
        """`maker` makes the jobs, `budget` bounds the calls of other processes."""
        self._context, self._maker, self._budget, self._exits = context, maker, budget, exits
        self._scheduler, self._run = context.scheduler, context.run
        self._seconds = context.settings.pool
        self._table = context.ledger.pool
        self.calls: dict[str, PendingCall] = {}
        self._put: set[str] = set()  # of those, what the ledger has
        self._alone: set[str] = set()  # keys that were in the pool, and do not go there again
        self._handed: set[str] = set()  # keys of which this process makes a job now
        self._led: set[str] = set()  # names of the groups on which it has the claim
        self._looks = self._is_over = False

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

    def planned(self, active: ActiveJob, planned: Planned) -> None:
        """Remove from the pool the calls that the ledger gave to a job; what has no money goes back to its process."""
        with self._scheduler.lock:
            handed = [key for key in active.calls if key in self._handed]
            self._handed.difference_update(handed)
            mine = {key for key in handed if not active.calls[key].is_anothers}
        if self._table is None or not handed:
            return
        left = {*planned.waiting, *planned.live, *planned.lost}
        self._table.remove(self._run, [key for key in handed if key in mine or key not in left])
        self._table.give_back(self._run, [key for key in handed if key in left and key not in mine])

    def take_all(self) -> list[PendingCall]:
        """Remove and return the calls that no process has taken; needs the engine's lock."""
        mine = list(self.calls)
        gone = set(mine) - self._put
        if self._table is not None and mine:
            gone |= self._table.withdraw(self._run, mine)
        return self._left([key for key in mine if key in gone])

    def take_one(self, key: str) -> PendingCall | None:
        """Remove and return a call that no process has taken; None if there is none. Needs the engine's lock."""
        if self._table is None or key not in self.calls:
            return None
        is_free = key not in self._put or bool(self._table.withdraw(self._run, [key]))
        return self._left([key])[0] if is_free else None

    def abandon(self) -> list[PendingCall]:
        """Return all calls that wait; other processes of the run may still buy them. Needs the engine's lock."""
        self._is_over = True
        return self._left(list(self.calls))

    # -- steps, without the engine's lock ------------------------------------------------------------------------------

    def _put_into(self, table: CallPool, calls: list[PendingCall]) -> None:
        table.put(self._run, self._entries(calls))
        with self._scheduler.lock:
            self._put.update(call.key for call in calls if call.key in self.calls)
            late = [call.key for call in calls if call.key not in self.calls]
            begins = not self._looks
            self._looks = True
        table.withdraw(self._run, late)  # they were cancelled meanwhile
        if begins:
            self._look_later()

    def _entries(self, calls: Iterable[PendingCall]) -> Iterator[PooledCall]:
        for call in calls:
            yield PooledCall(call.key, name_of(self._group_of(call)), call.units, self._context.body_of(call))

    def _look_later(self) -> None:
        assert self._seconds is not None
        self._scheduler.after(max(self._seconds / _LOOKS, _SHORTEST_LOOK), self._look)

    def _look(self) -> None:
        """Find out which calls have left the pool, and make the jobs that are due."""
        assert self._table is not None
        with self._scheduler.lock:
            mine = {key: call for key, call in self.calls.items() if key in self._put}
            self._looks = bool(self.calls)
        if mine:
            standing = self._table.standing(self._run, list(mine))
            self._take_back(self._table, [key for key, age in standing.items() if self._waits_too_long(age)])
            self._come_out([key for key in mine if key not in standing])
        groups = {name_of(group): group for group in map(self._group_of, mine.values())}
        for name, group in groups.items():
            self._lead(self._table, name, group)
        self._let_go({name for name in self._led if name not in groups})
        if self._looks:
            self._look_later()

    def _waits_too_long(self, age: float | None) -> bool:
        assert self._seconds is not None
        return age is None or age >= _PATIENCE * self._seconds

    def _take_back(self, table: CallPool, keys: list[str]) -> None:
        """Send calls without the pool that were given back, or that nobody makes a job of."""
        withdrawn = table.withdraw(self._run, keys)
        with self._scheduler.lock:
            self._exits.put_back(self._left([key for key in keys if key in withdrawn]), "without the pool")
            self._scheduler.changed()

    def _come_out(self, keys: list[str]) -> None:
        """Attach calls that left the pool to the jobs that have them; a job that is over has stored its answers."""
        if not keys:
            return
        owners = self._context.ledger.jobs.owners(keys)
        with self._scheduler.lock:
            left = [call for call in self._left(keys) if not self._exits.attach(call, owners.get(call.key, ""))]
            self._exits.put_back(left, "taken up")
            self._scheduler.changed()

    def _lead(self, table: CallPool, name: str, group: Group) -> None:
        """Make a job of the calls of a group, if that is due and no other process does it."""
        assert self._seconds is not None
        claim = f"pool-{self._run}-{name}"
        if name not in self._led and not self._context.ledger.claims.hold(claim):
            return
        self._led.add(name)
        limits = PROVIDERS[group.target.provider].limits.at_most(self._context.settings.max_requests)
        if is_due(table.backlog(self._run, name), limits, self._seconds):
            self._make(table, group, table.take(self._run, name))

    def _let_go(self, names: set[str]) -> None:
        self._led -= names
        for name in names:
            self._context.ledger.claims.release(f"pool-{self._run}-{name}")

    def _make(self, table: CallPool, group: Group, pooled: Iterator[PooledCall]) -> None:
        """Make jobs of all calls of a group that wait."""
        unpriced: list[str] = []
        calls: list[PendingCall] = []
        for one in pooled:
            if one.key in self._handed:
                continue
            call = self.calls.get(one.key)
            try:
                calls.append(self._anothers(group, one) if call is None else call)
            except UnknownPrice:  # its own process says so, with the line that made it
                unpriced.append(one.key)
        table.give_back(self._run, unpriced)
        with self._scheduler.lock:
            keys = {call.key for call in calls}
            self._left(keys)
            if calls and not self._is_over:
                self._handed |= keys
                self._maker.prepare(calls, "pooled", None)
            self._scheduler.changed()

    def _anothers(self, group: Group, one: PooledCall) -> PendingCall:
        """Make a call of another process one of this one; its bound is computed anew, from its body."""
        model = group.model or _model_of(one.body)
        call = PendingCall(one.key, b"", Call(group.target, model, b"", _ANOTHERS, _ANOTHERS))
        call.units, call.body = one.units, one.body
        self._budget.reroute(call, BATCH)
        call.body = self._context.spool.add(one.body)
        return call

    # -- inside --------------------------------------------------------------------------------------------------------

    def _may_wait(self, call: PendingCall) -> bool:
        """Whether a call may wait in the pool; a body with a credential is never written down."""
        return call.route is BATCH and isinstance(call.body, BodyRef) and call.key not in self._alone

    def _left(self, keys: Iterable[str]) -> list[PendingCall]:
        """Note that calls left the pool for good; returns those that waited. Needs the engine's lock."""
        found = [self.calls.pop(key) for key in keys if key in self.calls]
        left = {call.key for call in found}
        self._put -= left
        self._alone |= left
        return found

    def _group_of(self, call: PendingCall) -> Group:
        return group_of(call.target, call.model, PROVIDERS[call.target.provider].limits)


def _model_of(body: bytes) -> str:
    with contextlib.suppress(ValueError):
        found = json.loads(body)
        if isinstance(found, dict) and isinstance(found.get("model"), str):
            return str(found["model"])
    return ""
