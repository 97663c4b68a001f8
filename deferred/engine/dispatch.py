"""Dispatch: queue calls, and decide when a wave of them is sent."""

from __future__ import annotations

import contextlib
import functools
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TypeAlias

from deferred.core.grouping import Group
from deferred.engine.canary import Canary, Send
from deferred.engine.context import EngineContext
from deferred.engine.header_groups import warn_of_headers
from deferred.engine.linger import Linger
from deferred.engine.queue import CallQueue
from deferred.engine.state import PendingCall, Wave
from deferred.futures import event_loops
from deferred.futures.future import Future

_WATCHED = 5.0  # seconds without a new call, after which a wave is sent whose outcomes are checked, but not waited for
_HANDING_OUT = 5.0  # seconds without a new call, after which a wave is sent while answers still come in

Instead: TypeAlias = Callable[[list[PendingCall]], Callable[[], None] | None]


class Dispatcher:
    """The calls that were not sent yet. Every method acquires, or needs, the engine's lock."""

    def __init__(self, context: EngineContext, send: Send, instead: Instead) -> None:
        """`send` makes jobs of calls; `instead` may return an action that replaces the sending of a wave."""
        self._settings, self._scheduler, self._hooks = context.settings, context.scheduler, context.hooks
        self._lock, self._jobs, self._stats = context.scheduler.lock, context.jobs, context.stats
        self._send, self._instead = send, instead
        self._pending = CallQueue(context.limits_of)
        self.canary = Canary(context, self._pending.group_of, self.put_back)
        self._linger = Linger(context.settings.linger, context.scheduler.nudge)
        self._wants = 0
        self._is_watched = False
        self._touched = ""
        self._flush = ""

    # -- the queue -----------------------------------------------------------------------------------------------------

    def add(self, call: PendingCall) -> None:
        """Queue a call; it is sent with the next wave, or earlier if its group is full."""
        if self.canary.is_out:
            self.canary.behind.append(call)
            return
        is_first, is_awaited = not self._pending, self._wants > 0
        self._linger.arrived(self._scheduler.ticks(), call.where, is_first=is_first, is_awaited=is_awaited)
        queue = self._pending.add(call)
        if queue.is_full:
            self._send_full(self._pending.group_of(call))
        elif self._wants and queue.units == call.units and self._hooks.patience() is not None:
            self._lock.notify_all()

    def put_back(self, calls: list[PendingCall], reason: str) -> None:
        """Queue calls again that are sent at once."""
        for call in calls:
            if not call.done:  # its run may have been stopped, or cancelled, while its job was looked at
                self._pending.add(call)
                self._flush = reason

    def withdraw(self, key: str) -> PendingCall | None:
        """Remove a call that was not sent yet; returns it, or None if it was sent."""
        call = self.canary.take_one(key) or self._pending.take_one(key)
        if call is not None:
            self._linger.wait_was_given_up(call.where)
        return call

    def take_all(self) -> list[PendingCall]:
        """Remove and return every call that was not sent yet."""
        return self._pending.take_all() + self.canary.take_behind()

    def __iter__(self) -> Iterator[PendingCall]:
        return iter([*self._pending, *self.canary.behind])

    def __len__(self) -> int:
        return len(self._pending) + len(self.canary.behind)

    @property
    def has_pending(self) -> bool:
        """Whether calls wait for the next wave; calls that wait for a canary do not count."""
        return bool(self._pending)

    @property
    def is_awaited(self) -> bool:
        """Whether a thread or a coroutine waits for a call, or for the end of the block."""
        return self._wants > 0

    # -- what asks for a wave ------------------------------------------------------------------------------------------

    def want(self, future: Future, where: str, waiter: event_loops.Waiter | None = None) -> None:
        """Note that a call is waited for: send the wave once no new call was made for `linger` seconds.

        `waiter` belongs to the waiting coroutine, if any.
        """
        with self._lock:
            self._begin_to_wait(where)
            if waiter is not None:
                self._linger.rounds.join(waiter)
            if self._hooks.patience() is not None:  # else the tasks nudge the engine when none can run
                self._lock.notify_all()
        future.watch(self._satisfied if waiter is None else functools.partial(self._satisfied, waiter.loop))

    @contextlib.contextmanager
    def wanting(self, why: str) -> Iterator[None]:
        """Count as a wait while the context is entered: calls that are still made are sent too, after a pause."""
        with self._lock:
            self._begin_to_wait(why)
            self._lock.notify_all()
        try:
            yield
        finally:
            self._satisfied()

    def watch(self) -> None:
        """Note that outcomes are checked without waiting: send the wave once no new call was made for some seconds."""
        with self._lock:
            self._is_watched = True
            self._lock.notify_all()

    def flush(self, reason: str) -> None:
        """Send every queued call."""
        with self._lock:
            if self._pending:
                self._flush = reason
                self._lock.notify_all()

    def _begin_to_wait(self, where: str) -> None:
        self._wants += 1
        self._linger.is_awaited(self._scheduler.ticks())
        self._touched = where

    def _satisfied(self, loop: object = None) -> None:
        with self._lock:
            self._wants -= 1
            if loop is not None:
                self._linger.rounds.leave(loop)

    # -- waves ---------------------------------------------------------------------------------------------------------

    def seconds_to_next(self) -> float | None:
        """Return the seconds until a wave may be due; None if nothing asks for one."""
        patience = self._patience()
        if not self._pending or patience is None or not (self._wants or self._is_watched):
            return None
        return self._linger.seconds_left(patience, self._scheduler.ticks())

    def send_if_due(self) -> None:
        """Send a wave if one is due."""
        if not self._pending:
            self._flush = ""
        elif self._flush or self._has_come():
            self._send_wave()

    def _has_come(self) -> bool:
        if not (self._wants or self._is_watched):
            return False
        patience = self._patience()
        return patience is not None and self._linger.has_come(patience, self._scheduler.ticks())

    def _patience(self) -> float | None:
        """Return the seconds to wait for one more call; None while tasks can run."""
        patience = self._hooks.patience()
        if patience is not None and not self._wants:
            return max(patience, _WATCHED)
        if patience is None or not (self._jobs.running or self._jobs.ready):
            return patience
        if self._scheduler.busy and self._jobs.are_handing_out:
            return max(self._settings.linger, _HANDING_OUT)  # answered calls often lead to more calls
        return self._settings.linger  # answers may lead to more calls

    def _send_wave(self) -> None:
        all_wait = self._patience() == 0 and self._settings.linger > 0
        reason = self._flush or ("all tasks wait" if all_wait else f"touched at {self._touched}")
        instead = None if self._flush else self._instead(list(self._pending))
        self._flush = ""
        self._linger.is_used()
        self._is_watched = False
        if instead is not None:
            self._pending.take_all()
            self._scheduler.soon(instead)
            return
        wave = self._new_wave(reason)
        if self.canary.wanted:
            self.canary.send(self._pending.take_all(), wave, self._send)
            return
        self._send_warming()
        warn_of_headers(self._pending.alone)
        for group in self._pending.groups:
            self._send(self._pending.take(group), reason, wave)

    def _send_warming(self) -> None:
        """Send the calls that warm a cache; those that wait for it leave the queue."""
        first, behind = self.canary.warmer.split(list(self._pending))
        if first:
            for call in [*first, *behind]:
                self._pending.take_one(call.key)
            wave = Wave("", len(first), first[0].where, self._hooks.has_tasks(), self._scheduler.now())
            self._stats.waves.append(wave)
            self.canary.warm(first, behind, wave, self._send)

    def _new_wave(self, reason: str) -> Wave:
        (line, _), *_ = Counter(call.where for call in self._pending).most_common(1)
        wave = Wave(reason, len(self._pending), line, self._hooks.has_tasks(), self._scheduler.now())
        self._stats.waves.append(wave)
        return wave

    def _send_full(self, group: Group) -> None:
        if self.canary.wanted or self.canary.warmer.is_wanted:  # some calls are sent before any full group
            self._flush = "full"
            self._lock.notify_all()
        else:
            self._send(self._pending.take(group), "full", None)
