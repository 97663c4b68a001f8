"""The only room with a clock: gathers calls into waves, starts their jobs, and answers every waiter.

What happens to one job is in driver.py; here is when.
"""

from __future__ import annotations

import contextlib
import functools
import heapq
import itertools
import logging
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

from deferred.config.settings import Settings
from deferred.core import grouping
from deferred.core.call import Answer
from deferred.core.errors import DeferredError, LedgerError, TimeLimitExceeded
from deferred.core.grouping import Group
from deferred.core.job import COLLECTED, LIVE_CLAIM, Job, new_nonce
from deferred.engine import failures
from deferred.engine.backpressure import Backpressure, queue_of
from deferred.engine.canary import Canary
from deferred.engine.driver import FIRST_POLL, Driver
from deferred.engine.events import Event, Kind, Outlook
from deferred.engine.linger import Linger
from deferred.engine.live import WAIT_FOR_OTHERS
from deferred.engine.queue import CallQueue
from deferred.engine.reservations import BudgetGuard
from deferred.engine.shared_jobs import SharedJobs
from deferred.engine.state import ActiveJob, PendingCall, RefusalCount, Wave
from deferred.futures import event_loops
from deferred.futures.future import Future
from deferred.pricing import prices
from deferred.pricing.usage import UsageTotals
from deferred.providers import PROVIDERS
from deferred.storage.spool import Spool
from deferred.storage.sqlite import Ledger

log = logging.getLogger("deferred")

_LONGEST_WAIT = 86_400.0  # a thread cannot be told to wait for ever and a day
_WATCHED = 5.0  # seconds without a new call after which a wave goes out for which nobody waits, but somebody looks
_HANDING_OUT = 5.0  # seconds without a new call after which a wave goes out while answers still come in
_NO_THREAD = 1.0  # seconds until the system is asked for a thread again
_TRANSFERS = 8  # uploads, polls and downloads at a time


class Clock:
    """Time, as the engine sees it; tests put another one in its place."""

    def now(self) -> float:
        """Seconds since the epoch: deadlines belong to runs, which outlive a process and a sleeping machine."""
        return time.time()

    def ticks(self) -> float:
        """Seconds of a clock that is never set back."""
        return time.monotonic()

    def wait(self, condition: threading.Condition, seconds: float | None) -> None:
        """Wait to be notified, at most so long."""
        condition.wait(seconds)


class Engine:
    """Gathers the calls of one session and drives their jobs, from a thread of its own."""

    def __init__(
        self,
        settings: Settings,
        ledger: Ledger,
        *,
        run: str,
        deadline: float | None,
        clock: Clock | None = None,
        before_first: Callable[[PendingCall], DeferredError | None] | None = None,
        on_event: Callable[[Event, ActiveJob], None] | None = None,
        at_end: Callable[[], None] | None = None,
    ) -> None:
        """Make an engine; its thread starts with the first call.

        `before_first` is asked once, before anything is sent, whether the run may go on at all.
        """
        self._settings, self._ledger, self._run_id = settings, ledger, run
        self._clock = clock or Clock()
        self._deadline = deadline
        self._before_first, self._on_event, self._at_end = before_first, on_event, at_end
        self._driver = Driver(settings, ledger, self)
        self.patience: Callable[[], float | None] = lambda: settings.linger
        self.alone: Callable[[list[PendingCall]], Callable[[], None] | None] = lambda _: None
        self.has_tasks: Callable[[], bool] = lambda: False
        self.too_late: Callable[[PendingCall, DeferredError], None] | None = None
        self.judge: Callable[[list[PendingCall]], DeferredError | None] = lambda _: None
        self.budget_guard = BudgetGuard(settings, ledger, run)
        self._canary = Canary(settings.canary or 0)
        self._others = SharedJobs(settings, ledger, run, self)
        self._lanes = Backpressure()
        self._wake = threading.Condition(threading.RLock())
        self._pending = CallQueue(self._limits)
        self._held: list[PendingCall] = []
        self._ready: deque[ActiveJob] = deque()
        self._running: dict[str, ActiveJob] = {}
        self._steps: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._wants = 0
        self._is_watched = False
        self._touched = ""
        self._lull = Linger(settings.linger, self.nudge)
        self._flush = ""
        self._busy = self._postponed = 0
        self._live: dict[str, PendingCall] = {}
        self._closed = False
        self._fatal: DeferredError | None = None
        self._thread: threading.Thread | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._spool: Spool = ledger.spool(new_nonce())
        self._watchers: list[tuple[Callable[[], bool], Callable[[], None]]] = []
        self.jobs: list[ActiveJob] = []
        self.waves: list[Wave] = []
        self.bounds: dict[int, str] = {}
        self.tallies: defaultdict[str, UsageTotals] = defaultdict(UsageTotals)
        self.found_again = 0

    # -- what the session asks for ---------------------------------------------------------------------------------

    def keep(self, body: bytes) -> tuple[int, int]:
        """Put a body aside; gives its place."""
        try:
            return self._spool.add(body)
        except OSError:
            with self._ledger.errors_named():
                raise

    def read(self, place: tuple[int, int]) -> bytes:
        """Read a body back."""
        with self._ledger.errors_named():
            return self._spool.read(place)

    def add(self, item: PendingCall) -> None:
        """Take a call in; it goes out with the next wave, or earlier when its group is full."""
        with self._wake:
            self._start()
            if self._fatal is not None or self._closed:  # closed: a thread of the block made it as the block was left
                item.future.fail(self._fatal or failures.never_sent(item, "the block was left at that moment"))
                return
            self._others.meet(item.group.target)
            if self._others.have(item):
                self.found_again += 1
                return
            if self._canary.is_out:
                self._canary.behind.append(item)
                return
            self._lull.arrived(self._clock.ticks(), item.where, is_first=not self._pending, is_awaited=self._wants > 0)
            room = self._pending.add(item)
            if room.is_full:
                self._send_full(item.group)
            elif self._wants and room.units == item.units and self.patience() is not None:
                self._wake.notify_all()

    def want(self, future: Future, where: str, waiter: event_loops.Waiter | None = None) -> None:
        """Somebody waits for this call: send the wave once no new call has come for `linger` seconds.

        `waiter` is that of a coroutine.
        """
        with self._wake:
            self._wants += 1
            self._lull.is_awaited(self._clock.ticks())
            if waiter is not None:
                self._lull.rounds.join(waiter)
            self._touched = where
            if self.patience() is not None:  # else it is told when the tasks have come to rest
                self._wake.notify_all()
        future.watch(self._satisfied if waiter is None else functools.partial(self._satisfied, waiter.loop))

    def watch(self) -> None:
        """Somebody looks whether a call is done: send the wave once no new call has come for a good while."""
        with self._wake:
            self._is_watched = True
            self._wake.notify_all()

    @property
    def fatal(self) -> DeferredError | None:
        """Why nothing at all was sent, where the run must not go on."""
        return self._fatal

    def nudge(self) -> None:
        """Look again whether a wave is due."""
        with self._wake:
            self._wake.notify_all()

    def withdraw(self, key: str) -> PendingCall | None:
        """Take back a call that was not sent yet; gives it, or None when it is on its way."""
        with self._wake:
            item = self._canary.take_one(key) or self._pending.take_one(key)
            if item is not None:
                self._lull.somebody_gave_up(item.where)
            self._changed()
        return item

    def flush(self, reason: str) -> None:
        """Send everything that is pending."""
        with self._wake:
            if self._pending:
                self._flush = reason
                self._wake.notify_all()

    @contextlib.contextmanager
    def wanting(self, why: str) -> Iterator[None]:
        """Count as somebody who waits: what still arrives goes out too, once nothing new has come for a while."""
        with self._wake:
            self._wants += 1
            self._lull.is_awaited(self._clock.ticks())
            self._touched = why
            self._wake.notify_all()
        try:
            yield
        finally:
            self._satisfied()

    def drop(self, refuse: Callable[[PendingCall], DeferredError]) -> int:
        """Forget the calls that were not sent yet, each with an error of its own; gives their number."""
        dropped = self._take_unsent()
        for item in dropped:
            item.future.fail(refuse(item))
        return len(dropped)

    def _take_unsent(self) -> list[PendingCall]:
        with self._wake:
            unsent = self._pending.take_all() + self._held + self._canary.take_behind()
            self._held = []
            self._changed()
        return unsent

    def cancel(self, why: str = "cancelled by Session.cancel()") -> None:
        """Cancel every job at the provider; what had finished is kept."""
        self.drop(failures.cancelled_unsent)
        self._canary.is_judged = True  # what was cancelled says nothing of the requests
        self._cancel_own(why)
        self._follow_no_more(failures.no_longer_followed)

    def _cancel_own(self, why: str) -> None:
        with self._wake:
            for running in [*self._ready, *self._running.values()]:
                if running.cancelling:
                    continue
                running.cancelling = why
                self.after(self._settings.adopt_grace, functools.partial(self._driver.mind, running, self.now()))
                if running.job.batch_id is not None:
                    self.after(0.0, functools.partial(self._driver.send_cancel, running))

    def _follow_no_more(self, why: Callable[[PendingCall], DeferredError]) -> None:
        """End the waiting for jobs of other processes, which go on."""
        with self._wake:
            followed = self._others.leave_all()
        for running in followed:
            for item in self.shut(running):
                item.future.fail(why(item))

    def unsent(self) -> list[PendingCall]:
        """Give the calls that were not sent yet."""
        with self._wake:
            return [*self._pending, *self._held, *self._canary.behind]

    def outlook(self) -> Outlook:
        """Say what is still to come, for those who watch."""
        with self._wake:
            running = [*self._running.values(), *self._others.followed.values()]
            return Outlook(
                unsent=len(self._pending) + len(self._canary.behind),
                held=len(self._held),
                ready=len(self._ready),
                at_work=len(running),
                next_look=min((one.seen.next_look for one in running if one.seen.next_look is not None), default=None),
                deadline=self._deadline,
            )

    def idle(self) -> bool:
        """Whether nothing is left that somebody waits for."""
        # A job taken up from an earlier process, whose calls nobody has made again, keeps nobody waiting.
        awaited = any(running.items for jobs in (self._running, self._others.followed) for running in jobs.values())
        unsent = self._pending or self._held or self._canary.behind or self._ready
        return not (unsent or self._busy or self._live or awaited)

    def submitted(self) -> bool:
        """Whether everything is at the provider, as far as the limits allow."""
        launching = any(not running.recorded for running in self._running.values())
        return not (self._pending or self._canary.behind or self._postponed or self._ready or launching)

    def when(self, condition: Callable[[], bool], fn: Callable[[], None]) -> None:
        """Call `fn` once when `condition` holds; it must not block."""
        with self._wake:
            if self._thread is not None and not condition():
                self._watchers.append((condition, fn))
                return
        fn()

    def close(self) -> None:
        """Let the thread end once nothing is left to do; it does not keep the process alive."""
        with self._wake:
            self._closed = True
            self._wake.notify_all()
        if self._thread is None:
            self._end()

    # -- the loop --------------------------------------------------------------------------------------------------

    def _start(self) -> None:
        if self._thread is None:
            self._pool = ThreadPoolExecutor(_TRANSFERS, thread_name_prefix="deferred-transfer")
            self._thread = threading.Thread(target=self._loop, name="deferred-engine", daemon=True)
            self._thread.start()

    def _loop(self) -> None:
        with self._wake:
            while not (self._closed and self.idle()):
                self._act_guarded()
                seconds = self._seconds_to_next()
                if seconds is None or seconds > 0:
                    self._clock.wait(self._wake, seconds)
        assert self._pool is not None
        self._pool.shutdown(wait=True)
        self._end()

    def _end(self) -> None:
        self._spool.close()
        self._ledger.close()
        if self._at_end is not None:
            self._at_end()

    def _act_guarded(self) -> None:
        try:
            self._act()
        except BaseException as error:  # as in `_guarded`: a log handler of the user's may raise here, say
            self._stop_everything(failures.our_own_fault(error))
            with contextlib.suppress(Exception):  # it may be the log itself
                log.exception("deferred: an error inside the engine")

    def _act(self) -> None:
        now = self._clock.ticks()
        if self.past_deadline():
            self._reach_deadline()
        if self._wave_is_due(now):
            self._send_wave()
        while self._steps and self._steps[0][0] <= now:
            self._in_pool(heapq.heappop(self._steps)[2])
        self._launch_ready()
        self._tell_watchers()

    def _seconds_to_next(self) -> float | None:
        now = self._clock.ticks()
        waits = [self._steps[0][0] - now] if self._steps else []
        patience = self._linger()
        if self._pending and (self._wants or self._is_watched) and patience is not None:
            waits.append(self._lull.seconds_left(patience, now))
        if self._deadline is not None and not self.past_deadline():
            waits.append(self._deadline - self._clock.now())
        return min(max(0.0, min(waits)), _LONGEST_WAIT) if waits else None

    def _wave_is_due(self, now: float) -> bool:
        if not self._pending:
            self._flush = ""
            return False
        if self._flush or not (self._wants or self._is_watched):
            return bool(self._flush)
        patience = self._linger()
        return patience is not None and self._lull.has_come(patience, now)

    def _linger(self) -> float | None:
        """Seconds to wait for one more call; None while tasks can run."""
        patience = self.patience()
        if patience is not None and not self._wants:
            return max(patience, _WATCHED)
        if patience is None or not (self._running or self._ready):
            return patience
        if self._busy and any(running.settled for running in self._running.values()):
            return max(self._settings.linger, _HANDING_OUT)  # answers are being handed out: most of these calls follow
        return self._settings.linger  # what comes back from the provider may lead to more calls

    def _send_wave(self) -> None:
        everybody = self._linger() == 0 and self._settings.linger > 0
        reason = self._flush or ("everybody waits" if everybody else f"touched at {self._touched}")
        instead = None if self._flush else self.alone(list(self._pending))
        self._flush = ""
        self._lull.is_used()
        self._is_watched = False
        if instead is not None:
            self._pending.take_all()
            self._in_pool(instead)
            return
        (line, _), *_ = Counter(item.where for item in self._pending).most_common(1)
        wave = Wave(reason, len(self._pending), line, self.has_tasks(), self._clock.now())
        self.waves.append(wave)
        if self._canary.wanted:
            self._send_canary(wave)
            return
        for group in self._pending.groups:
            self._send(self._pending.take(group), reason, wave)

    def _send_full(self, group: Group) -> None:
        if self._canary.wanted:  # it goes first, whatever is full
            self._flush = "full"
            self._wake.notify_all()
        else:
            self._send(self._pending.take(group), "full")

    # -- the canary ------------------------------------------------------------------------------------------------

    def _send_canary(self, wave: Wave) -> None:
        """Send the first calls alone; the others wait until these are answered."""
        groups = self._canary.send(self._pending.take_all())
        wave.reason, wave.calls = "canary", len(self._canary.first)
        for items in groups:
            self._send(items, wave.reason, wave)
        left = [wave.calls]
        for item in self._canary.first:
            item.future.watch(functools.partial(self._one_of_the_canary, left))

    def _one_of_the_canary(self, left: list[int]) -> None:
        with self._wake:
            left[0] -= 1
            if left[0] == 0:
                self._in_pool(self._judge_canary)

    def _judge_canary(self) -> None:
        with self._wake:  # a validator of the user's may make calls of its own meanwhile: these go out
            first = self._canary.came_back()
        error = None if self._canary.is_judged else self.judge(first)
        if error is not None:
            raise error
        with self._wake:
            behind = self._canary.take_behind()
            for item in behind:
                self._pending.add(item)
            if behind:
                self._flush = "canary passed"
            self._wake.notify_all()

    def _in_pool(self, step: Callable[[], None]) -> None:
        assert self._pool is not None
        self._busy += 1
        try:
            self._pool.submit(self._guarded, step)
        except RuntimeError as error:
            if "shutdown" in str(error):  # the interpreter is ending: what is not finished stays in the ledger
                self._closed = True
                self._busy -= 1
                return
            # The system gives no thread now. The step is in the pool's queue: the next one that starts runs both.
            log.warning("deferred: %s; trying again", error)
            self.after(_NO_THREAD, _nothing)

    def _guarded(self, step: Callable[[], None]) -> None:
        try:
            step()
        except DeferredError as error:
            self._stop_everything(error)
        except BaseException as error:  # law 3: a fault of ours must answer every waiter, not hang them
            self._stop_everything(failures.our_own_fault(error))
            log.exception("deferred: an error inside the engine")
        finally:
            with self._wake:
                self._busy -= 1
                self._changed()

    def _changed(self) -> None:
        self._wake.notify_all()
        self._tell_watchers()

    def _tell_watchers(self) -> None:
        due = [watcher for watcher in self._watchers if watcher[0]()]
        self._watchers = [watcher for watcher in self._watchers if watcher not in due]
        for _, fn in due:
            fn()

    def _stop_everything(self, error: DeferredError) -> None:
        with self._wake:
            self._fatal = error
            items = self._pending.take_all() + self._held + self._canary.take_behind()
            for running in [*self._ready, *self._running.values(), *self._others.leave_all()]:
                items += running.waiting
            items += self._live.values()  # the next try of each was a step, and there are none any more
            self._held, self._ready, self._steps = [], deque(), []
            self._running = {}
        for item in items:
            item.future.fail(error)

    def _satisfied(self, loop: Any = None) -> None:
        with self._wake:
            self._wants -= 1
            if loop is not None:
                self._lull.rounds.leave(loop)

    # -- from calls to jobs ----------------------------------------------------------------------------------------

    def _limits(self, group: Group) -> grouping.Limits:
        return PROVIDERS[group.target.provider].limits.at_most(self._settings.max_requests)

    def _send(self, items: list[PendingCall], reason: str, wave: Wave | None = None) -> None:
        for chunk in grouping.cut(items, self._limits(items[0].group)):
            self._prepare(chunk, reason).wave = wave
        self._wake.notify_all()

    def _prepare(self, items: list[PendingCall], reason: str, interval: float = FIRST_POLL) -> ActiveJob:
        group = items[0].group
        target = group.target
        job = Job(
            nonce=new_nonce(),
            provider=target.provider,
            base_url=target.base_url,
            endpoint=target.endpoint,
            credential=target.credential,
            model=group.model,
            headers=[list(pair) for pair in target.headers],
            count=len(items),
            keys=[item.key for item in items],
            size=sum(item.size for item in items),
            planned_at=self._clock.now(),
            run=self._run_id,
            spool=self._spool.name,
            places=[list(item.place) for item in items],
        )
        waiting = {item.key: item for item in items}
        running = ActiveJob(job, target.connection, waiting, reason, interval, target.credential)
        self._ready.append(running)
        return running

    def _launch_ready(self) -> None:
        postponed: deque[ActiveJob] = deque()
        while self._ready:
            running = self._ready.popleft()
            if not self._may_launch(running):
                postponed.append(running)
                continue
            self._running[running.job.nonce] = running
            self._in_pool(lambda running=running: self._launch(running))  # type: ignore[misc]
        self._ready = postponed

    def _may_launch(self, running: ActiveJob) -> bool:
        bounds = [self._settings.max_parallel, PROVIDERS[running.job.provider].limits.parallel]
        limit = min((bound for bound in bounds if bound is not None), default=None)
        has_place = limit is None or len(self._running) < limit
        return has_place and (bool(running.cancelling) or self._lanes.may_go(running, self._clock.ticks()))

    def _launch(self, running: ActiveJob) -> None:
        """Claim the calls and write the plan to disk, before any request."""
        with self._ledger.errors_named():
            self._spool.flush()
        uncounted = [item for item in running.items.values() if item.counted is None]
        self.budget_guard.tighten(uncounted, functools.partial(self._driver.counts, running))
        with self._ledger.transaction():
            self._leave_to_live_calls(running)
            self._leave_to_others(running)
            self._ask_whether_to_go_on(running)
            self._keep_within_the_limit(running)
            if running.items:
                self._claim(running.job)
                self._ledger.plan(running.job)
        if not running.items:
            self.release(running, [])
            return
        self.jobs.append(running)
        self.tell("planned", running)
        self._driver.send(running)

    def _claim(self, job: Job) -> None:
        if not self._ledger.hold(job.nonce):  # unclaimed, another process would take it for one that was left behind
            message = f"no claim on a new job could be written in {self._ledger.folder}. Nothing of it was sent"
            raise LedgerError(message)

    def _ask_whether_to_go_on(self, running: ActiveJob) -> None:
        with self._wake:
            ask, self._before_first = self._before_first, None
        first = next(iter(running.items.values()), None)
        if ask is not None and first is not None and self.found_again == 0:
            error = ask(first)
            if error is not None:
                raise error

    def _leave_to_live_calls(self, running: ActiveJob) -> None:
        """Let calls wait that another program sends as ordinary ones at this moment."""
        live = self._ledger.claims_of_others(LIVE_CLAIM)
        waiting = [item for key, item in running.items.items() if key in live]
        self._remove(running, waiting)
        for item in waiting:
            self.goes_live(item)
            self._postponed += 1
            self.after(WAIT_FOR_OTHERS, functools.partial(self._ask_once_more, item))

    def _ask_once_more(self, item: PendingCall) -> None:
        with _answered_in_any_case([item]):
            self._ledger.read_keys()
            with self._wake:
                self._postponed -= 1
                self.add(item)
                self._flush = "taken up"

    def joins(self, item: PendingCall) -> bool:
        """Let a call that was to be sent live wait for another program's job that has it; False when there is none."""
        with self._wake:
            self._others.look()
            return self._others.attach(item)

    def _leave_to_others(self, running: ActiveJob) -> None:
        """Take out calls that another job, of another process, has or had since we looked."""
        with self._wake:
            taken = self._others.have_of(running)
            self._remove(running, taken)
            self.found_again += len(taken)
            with _answered_in_any_case(taken):
                self._taken_up([item for item in taken if not item.future.is_over and not self._others.attach(item)])

    def _keep_within_the_limit(self, running: ActiveJob) -> None:
        refused = self.budget_guard.reserve(running)
        if refused:
            self._remove(running, refused)
            with self._wake:
                self._held += refused

    def _remove(self, running: ActiveJob, items: list[PendingCall]) -> None:
        if not items:
            return
        gone = {item.key for item in items}
        running.items = {key: item for key, item in running.items.items() if key not in gone}
        kept = list(running.items.values())
        running.job.count, running.job.keys = len(kept), [item.key for item in kept]
        running.job.places = [list(item.place) for item in kept]
        running.job.size = sum(item.size for item in kept)

    def _admit_held(self) -> None:
        """Give calls that waited for money another chance, now that reservations were released."""
        if not self._held:
            return
        # Asked before the money is counted: what ends in between has given it back by then.
        others_at_work = self._others.are_at_work()
        room = (self._settings.cost_limit or Decimal(0)) - self.budget_guard.committed()
        held, self._held = self._held, []
        if any(item.bound <= room for item in held):
            self._let_in(held)
        elif self._running or self._ready or self._pending or self._live:
            self._held = held
        elif others_at_work:  # nobody tells when their jobs end
            self._held = held
            self.after(WAIT_FOR_OTHERS, self._look_at_held)
        else:
            for item in held:
                item.future.fail(failures.too_dear(item, self._settings.cost_limit))

    def _look_at_held(self) -> None:
        with self._wake:
            self._admit_held()
            self._changed()

    def _let_in(self, held: list[PendingCall]) -> None:
        for item in held:
            self._pending.add(item)
        self._flush = "money released"

    # -- what those who look after the jobs of others ask for ------------------------------------------------------

    @property
    def lock(self) -> threading.Condition:
        """What guards the calls and jobs under way."""
        return self._wake

    def driven(self, nonce: str) -> ActiveJob | None:
        """Give a job that this process drives."""
        return self._running.get(nonce)

    def drive(self, running: ActiveJob, job: Job) -> None:
        """Drive a job that was followed, for its process is gone."""
        running.job, job.spent = job, "0"
        running.recorded = job.batch_id is not None
        with self._wake:
            self._others.followed.pop(job.nonce, None)
            self._running[job.nonce] = running
            self.jobs.append(running)
        if job.batch_id is not None:
            self._driver.poll(running)
        elif job.attempted_at is not None:
            self._driver.look(running)
        else:  # nothing of it was created: its calls go out anew
            self._driver.close(running, "never created", [self.shut(running)])

    def answered_elsewhere(self, items: list[PendingCall]) -> None:
        """Go on with calls whose job another process has ended: those that it has no answer for go out."""
        with _answered_in_any_case(items):
            self._taken_up([item for item in items if not self._others.answers(item)])
        self._changed()

    def _taken_up(self, items: list[PendingCall]) -> None:
        for item in items:
            self._pending.add(item)
            self._flush = "taken up"

    # -- deadline --------------------------------------------------------------------------------------------------

    def _reach_deadline(self) -> None:
        for item in self._take_unsent():
            self.give_up(item, failures.too_late(item, "before it was sent"))
        self._cancel_own("deadline")
        if not self._may_others_end():
            self._follow_no_more(lambda item: failures.too_late(item, "while another process ran its job"))

    def _may_others_end(self) -> bool:
        """Whether jobs of other processes are worth waiting for: theirs end too, and what these lack goes live once."""
        assert self._deadline is not None
        return self.too_late is not None and self._clock.now() < self._deadline + 2 * self._settings.adopt_grace

    # -- what the driver asks for ----------------------------------------------------------------------------------

    def now(self) -> float:
        """Seconds since the epoch."""
        return self._clock.now()

    def ticks(self) -> float:
        """Seconds of a clock that is never set."""
        return self._clock.ticks()

    def after(self, seconds: float, step: Callable[[], None]) -> None:
        """Run a step later, on a thread for transfers."""
        with self._wake:
            heapq.heappush(self._steps, (self._clock.ticks() + seconds, next(self._order), step))
            self._wake.notify_all()

    def tell(self, kind: Kind, running: ActiveJob, words: str = "", done: int = 0) -> None:
        """Say what happened to a job."""
        job = running.job
        if running.is_news(kind, words, done, self.now()):
            far = f", {done:,} of {job.count:,} finished" if kind == "running" else ""
            log.info("deferred: %s %s, %d calls: %s %s%s", job.provider, job.label, job.count, kind, words, far)
        if self._on_event is not None:
            self._on_event(Event(kind, job, words, done), running)

    def past_deadline(self) -> bool:
        """Whether the run's time is over."""
        return self._deadline is not None and self._clock.now() >= self._deadline

    def others_running(self, running: ActiveJob) -> bool:
        """Whether the provider has other jobs of this session in the same queue."""
        with self._wake:
            others = (other for other in self._running.values() if other is not running and not other.turned_away)
            return any(other.job.batch_id and queue_of(other.job) == queue_of(running.job) for other in others)

    def turned_away(self, running: ActiveJob, seconds: float) -> None:
        """Let no job into a full queue for so long, unless one that is in it ends."""
        with self._wake:
            self._lanes.turned_away(running, self._clock.ticks() + seconds)
            self.after(seconds, self.nudge)

    def give_up(self, item: PendingCall, error: DeferredError) -> None:
        """End a call that is in no job any more because of a cancellation, or send it live."""
        too_late = self.too_late
        if too_late is None or not isinstance(error, TimeLimitExceeded):
            item.future.fail(error)
            return
        with self._wake:
            self._in_pool(lambda: too_late(item, error))

    def goes_live(self, item: PendingCall) -> None:
        """Stay until a call that is sent as an ordinary one has its answer: it is in no job."""
        with self._wake:
            self._live[item.key] = item
        item.future.watch(functools.partial(self._was_live, item))

    def _was_live(self, item: PendingCall) -> None:
        with self._wake:
            self._live.pop(item.key, None)
            self._admit_held()
            self._changed()

    def count_live(self, model: str, row: UsageTotals) -> None:
        """Count the answer to a live call."""
        with self._wake:
            self.tallies[model].merge(row)

    def count(self, running: ActiveJob, answers: Iterable[tuple[str, Answer]]) -> Decimal:
        """Count good rows, and give what they cost."""
        job, spent, unread = running.job, Decimal(0), Decimal(0)
        for key, answer in answers:
            item = running.items.get(key)
            model = job.model or (item.model if item is not None else prices.model_of(answer.body))
            row = UsageTotals.of(prices.Model(job.provider, model, job.base_url), answer, self._settings.prices)
            unread += running.most_of(key) * row.unpriced
            self.tallies[model].merge(row)
            running.tally.merge(row)
            spent += row.cost
        # Under a limit every price was known: what cannot be read is not free.
        return spent + max(Decimal(0), min(unread, Decimal(job.reserved) - Decimal(job.spent) - spent))

    def take_row(self, running: ActiveJob, key: str) -> PendingCall | None:
        """Mark a row as read; gives the call that waits for it, or None."""
        with self._wake:  # a call may be attaching itself at this moment
            item = None if key in running.settled else running.items.get(key)
            running.settled.add(key)
        return item

    def shut(self, running: ActiveJob) -> list[PendingCall]:
        """Let no further call join the job; gives those whose row was not read."""
        with self._wake:
            running.closing = True
            return running.unanswered

    def release(self, running: ActiveJob, again: list[list[PendingCall]]) -> None:
        """Forget a job that is closed on disk; each list of `again` goes out as a job of its own."""
        with self._wake:
            running.closing = True
            for items in again if self._fatal is None else ():
                anew = self._prepare(items, "sent again", running.interval)
                anew.blame, anew.tries = running.blame or RefusalCount(), running.tries
                anew.untaken_since = running.untaken_since
            if self._running.get(running.job.nonce) is running:  # somebody may look after it again already
                del self._running[running.job.nonce]
            running.items, running.settled, running.again = {}, set(), []  # reports need only the job
            self._lanes.over(running)
            if running.job.state == COLLECTED:
                self._others.no_longer_open(running.job)
            self._admit_held()
            self._changed()


def _nothing() -> None:
    """Be a step that only needs a thread."""


@contextlib.contextmanager
def _answered_in_any_case(items: list[PendingCall]) -> Iterator[None]:
    """Tell those who wait for calls that are in no list of ours for a moment, should that moment fail."""
    try:
        yield
    except BaseException as error:
        for item in items:
            item.future.fail(error if isinstance(error, DeferredError) else failures.our_own_fault(error))
        raise
