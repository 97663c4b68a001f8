"""The only room with a clock: gathers calls into waves, submits, polls, collects, retries, and answers every waiter."""

from __future__ import annotations

import heapq
import itertools
import logging
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal

from deferred import budget, plan
from deferred.call import Answer, Target
from deferred.errors import (
    CostLimitExceeded,
    DeferredError,
    JobFailed,
    TimeLimitExceeded,
)
from deferred.future import Future
from deferred.job import COLLECTED, ENDED, PLANNED, SUBMITTED, UPLOADED, Job, Rows, new_nonce
from deferred.ledger import Ledger, Spool
from deferred.plan import Group
from deferred.providers import PROVIDERS
from deferred.providers.wire import Connection, Lost, Refused, Row, State, Status
from deferred.settings import Settings

log = logging.getLogger("deferred")

_TRANSFERS = 8  # uploads, polls and downloads at a time
_FIRST_POLL, _LONGEST_POLL, _POLL_GROWTH = 2.0, 60.0, 1.5
_RESENDS = 2  # of a row that expired, went missing, or met 429, 5xx or an overload
_NO_ACCESS = 600.0  # seconds of 401/403 after which waiting for a job is given up
_STORE_AT_ONCE = 2_000
_SPOILED = 32  # rows refused one by one, with none accepted, after which the rest of the job is refused with them
_AGAIN = {408, 409, 425, 429}


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


@dataclass(slots=True, eq=False)
class Item:
    """A call on its way: what the engine needs of it, without its body."""

    key: str
    group: Group
    size: int
    units: int
    place: tuple[int, int]
    future: Future
    model: str
    method: str
    where: str
    bound: Decimal = Decimal(0)
    body: bytes | None = None
    resent: int = 0
    sent: bool = False


@dataclass(slots=True, eq=False)
class Running:
    """A job that this process drives, with the calls that wait for it."""

    job: Job
    connection: Connection
    items: dict[str, Item]
    reason: str
    interval: float = _FIRST_POLL
    looks: int = 0
    refused_since: float | None = None
    settled: set[str] = field(default_factory=set)
    cancelling: str = ""
    status: Status | None = None
    not_ours: set[str] = field(default_factory=set)
    again: list[Item] = field(default_factory=list)
    closing: bool = False
    spoiled: list[int] = field(default_factory=lambda: [0])


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened to a job: `kind` is planned, submitted, running, ended, collected, failed or waiting."""

    kind: str
    job: Job
    words: str = ""
    done: int = 0


class Engine:
    """Drives the jobs of one session from a thread of its own."""

    def __init__(
        self,
        settings: Settings,
        ledger: Ledger,
        *,
        run: str,
        deadline: float | None,
        clock: Clock | None = None,
        on_event: Callable[[Event], None] | None = None,
        at_end: Callable[[], None] | None = None,
    ) -> None:
        """Make an engine; its thread starts with the first call."""
        self._settings, self._ledger, self._run_id = settings, ledger, run
        self._clock = clock or Clock()
        self._deadline = deadline
        self._on_event = on_event
        self._at_end = at_end
        self._wake = threading.Condition(threading.RLock())
        self._pending: dict[Group, list[Item]] = {}
        self._sizes: dict[Group, tuple[int, int]] = {}
        self._held: list[Item] = []
        self._ready: deque[Running] = deque()
        self._running: dict[str, Running] = {}
        self._followed: dict[str, Running] = {}
        self._steps: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._wants = 0
        self._touched = ""
        self._last_arrival = 0.0
        self._flush = ""
        self._busy = 0
        self._closed = False
        self._fatal: DeferredError | None = None
        self._thread: threading.Thread | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._spool: Spool = ledger.spool(new_nonce())
        self._open_keys: dict[str, str] = {}
        self._rows_of_open: dict[str, list[str]] = {}
        self._targets: set[Target] = set()
        self._idle_watchers: list[tuple[Callable[[], bool], Callable[[], None]]] = []
        self.jobs: list[Running] = []
        self.waves: list[str] = []
        self.tallies: defaultdict[str, budget.Tally] = defaultdict(budget.Tally)

    # -- what the session asks for ---------------------------------------------------------------------------------

    def keep(self, body: bytes) -> tuple[int, int]:
        """Put a body aside; gives its place."""
        with self._ledger.errors_named():
            return self._spool.add(body)

    def read(self, place: tuple[int, int]) -> bytes:
        """Read a body back."""
        with self._ledger.errors_named():
            return self._spool.read(place)

    def add(self, item: Item) -> None:
        """Take a call in; it goes out with the next wave, or earlier when its group is full."""
        with self._wake:
            self._start()
            if self._fatal is not None:
                item.future.fail(self._fatal)
                return
            if item.group.target not in self._targets:
                self._targets.add(item.group.target)
                self._open_keys_now()
                self._take_up_own(item.group.target)
            if self._attach(item):
                return
            self._queue(item)
            self._last_arrival = self._clock.ticks()
            count, size = self._sizes[item.group]
            if plan.is_full(count, size, self._limits(item.group)):
                self._send(self._take(item.group), "full")
            elif self._wants and count == 1:
                self._wake.notify_all()

    def want(self, future: Future, where: str) -> None:
        """Somebody waits for this call: send the wave once no new call has come for `linger` seconds."""
        with self._wake:
            self._wants += 1
            self._touched = where
            self._wake.notify_all()
        future.watch(self._satisfied)

    def flush(self, reason: str) -> None:
        """Send everything that is pending."""
        with self._wake:
            if self._pending:
                self._flush = reason
                self._wake.notify_all()

    def drop(self, error: DeferredError, futures: Iterable[Future] | None = None) -> int:
        """Forget calls that were not sent yet; gives their number."""
        chosen = None if futures is None else {id(future) for future in futures}
        with self._wake:
            dropped: list[Item] = []
            for group in list(self._pending):
                taken = self._take(group)
                for item in taken:
                    if chosen is None or id(item.future) in chosen:
                        dropped.append(item)
                    else:
                        self._queue(item)
            if chosen is None:
                dropped += self._held
                self._held = []
            self._changed()
        for item in dropped:
            item.future.fail(error)
        return len(dropped)

    def cancel(self) -> None:
        """Cancel every job at the provider; what had finished is kept."""
        self.drop(JobFailed("cancelled before it was sent, by Session.cancel()"))
        with self._wake:
            for running in [*self._ready, *self._running.values()]:
                self._cancel(running, "cancelled by Session.cancel()")
            self._wake.notify_all()

    def idle(self) -> bool:
        """Whether nothing is left to do."""
        return not (self._pending or self._held or self._ready or self._busy or self._awaited())

    def submitted(self) -> bool:
        """Whether everything is at the provider, as far as the limits allow."""
        launching = any(running.job.batch_id is None for running in self._running.values())
        return not (self._pending or self._ready or launching)

    def when(self, condition: Callable[[], bool], fn: Callable[[], None]) -> None:
        """Call `fn` once when `condition` holds; it runs on the engine's thread."""
        with self._wake:
            if self._thread is not None and not condition():
                self._idle_watchers.append((condition, fn))
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
            if self._deadline is not None:
                self._after(max(0.0, self._deadline - self._clock.now()), self._reach_deadline)

    def _loop(self) -> None:
        with self._wake:
            while not (self._closed and self.idle()):
                self._act()
                wait = self._seconds_to_next()
                if wait is None or wait > 0:
                    self._clock.wait(self._wake, wait)
        assert self._pool is not None
        self._pool.shutdown(wait=True)
        self._end()

    def _end(self) -> None:
        self._spool.close()
        self._ledger.close()
        if self._at_end is not None:
            self._at_end()

    def _act(self) -> None:
        now = self._clock.ticks()
        if self._wave_is_due(now):
            self._send_wave()
        while self._steps and self._steps[0][0] <= now:
            step = heapq.heappop(self._steps)[2]
            self._in_pool(step)
        self._launch_ready()
        self._tell_idle()

    def _awaited(self) -> bool:
        # A job taken up from an earlier process, whose calls nobody has made again, keeps nobody waiting.
        return any(running.items for jobs in (self._running, self._followed) for running in jobs.values())

    def _seconds_to_next(self) -> float | None:
        times = [self._steps[0][0]] if self._steps else []
        if self._pending and self._wants:
            times.append(self._last_arrival + self._settings.linger)
        return max(0.0, min(times) - self._clock.ticks()) if times else None

    def _wave_is_due(self, now: float) -> bool:
        if not self._pending:
            self._flush = ""
            return False
        return bool(self._flush) or (self._wants > 0 and now >= self._last_arrival + self._settings.linger)

    def _send_wave(self) -> None:
        reason = self._flush or (f"touched at {self._touched}" if self._touched else "linger")
        self._flush = ""
        self.waves.append(reason)
        for group in list(self._pending):
            self._send(self._take(group), reason)

    def _after(self, seconds: float, step: Callable[[], None]) -> None:
        with self._wake:
            heapq.heappush(self._steps, (self._clock.ticks() + seconds, next(self._order), step))
            self._wake.notify_all()

    def _in_pool(self, step: Callable[[], None]) -> None:
        assert self._pool is not None
        self._busy += 1
        try:
            self._pool.submit(self._guarded, step)
        except RuntimeError:  # the interpreter is ending: what is not finished stays in the ledger
            self._closed = True
            self._busy -= 1

    def _guarded(self, step: Callable[[], None]) -> None:
        try:
            step()
        except DeferredError as error:
            self._stop_everything(error)
        except BaseException as error:
            log.exception("deferred: an error inside the engine")
            failure = DeferredError(f"an error inside deferred itself: {type(error).__name__}: {error}")
            self._stop_everything(failure)
        finally:
            with self._wake:
                self._busy -= 1
                self._changed()

    def _changed(self) -> None:
        self._wake.notify_all()
        self._tell_idle()

    def _tell_idle(self) -> None:
        ready = [pair for pair in self._idle_watchers if pair[0]()]
        self._idle_watchers = [pair for pair in self._idle_watchers if pair not in ready]
        for _, fn in ready:
            fn()

    def _stop_everything(self, error: DeferredError) -> None:
        with self._wake:
            self._fatal = error
            items = [item for items in self._pending.values() for item in items] + self._held
            for running in [*self._ready, *self._running.values(), *self._followed.values()]:
                items += [item for key, item in running.items.items() if key not in running.settled]
            self._pending, self._sizes, self._held = {}, {}, []
            self._ready, self._running, self._followed, self._steps = deque(), {}, {}, []
        for item in items:
            item.future.fail(error)

    def _satisfied(self) -> None:
        with self._wake:
            self._wants -= 1

    # -- from calls to jobs ----------------------------------------------------------------------------------------

    def _limits(self, group: Group) -> plan.Limits:
        return PROVIDERS[group.target.provider].limits.at_most(self._settings.max_requests)

    def _queue(self, item: Item) -> None:
        self._pending.setdefault(item.group, []).append(item)
        count, size = self._sizes.get(item.group, (0, 0))
        self._sizes[item.group] = (count + item.units, size + item.size)

    def _take(self, group: Group) -> list[Item]:
        self._sizes.pop(group, None)
        return self._pending.pop(group, [])

    def _send(self, items: list[Item], reason: str) -> None:
        if not items:
            return
        group = items[0].group
        for chunk in plan.cut(items, self._limits(group)):
            self._prepare(chunk, reason)
        self._wake.notify_all()

    def _prepare(self, items: list[Item], reason: str, spoiled: list[int] | None = None) -> None:
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
        running = Running(job, target.connection, {item.key: item for item in items}, reason)
        if spoiled is not None:
            running.spoiled = spoiled
        self._ready.append(running)

    def _launch_ready(self) -> None:
        postponed: deque[Running] = deque()
        while self._ready:
            running = self._ready.popleft()
            if not self._may_launch(running):
                postponed.append(running)
                continue
            self._running[running.job.nonce] = running
            self.jobs.append(running)
            self._in_pool(lambda running=running: self._launch(running))  # type: ignore[misc]
        self._ready = postponed

    def _may_launch(self, running: Running) -> bool:
        bounds = [self._settings.max_parallel, PROVIDERS[running.job.provider].limits.parallel]
        limit = min((bound for bound in bounds if bound is not None), default=None)
        return limit is None or len(self._running) < limit

    def _launch(self, running: Running) -> None:
        """Claim the calls and write the plan to disk, before any request."""
        with self._ledger.errors_named():
            self._spool.flush()
        with self._ledger.transaction():
            self._leave_to_others(running)
            self._keep_within_the_limit(running)
            if running.items:
                self._ledger.hold(running.job.nonce)
                self._ledger.plan(running.job)
        if not running.items:
            self._forget(running)
            return
        self._tell("planned", running)
        self._upload(running)

    def _leave_to_others(self, running: Running) -> None:
        """Take out calls that another job, of another process, has or had since we looked."""
        known = self._open_keys_now()
        taken = [item for key, item in running.items.items() if known.get(key, running.job.nonce) != running.job.nonce]
        if taken:
            self._remove(running, taken)
            with self._wake:
                for item in taken:
                    if not self._attach(item):
                        self._queue(item)
                self._flush = "retry"

    def _keep_within_the_limit(self, running: Running) -> None:
        limit = self._settings.cost_limit
        if limit is None:
            return
        room = limit - budget.committed(self._ledger.jobs(), self._run_id)
        admitted, refused = budget.admit(list(running.items.values()), room)
        if refused:
            self._remove(running, refused)
            with self._wake:
                self._held += refused
        running.job.reserved = str(sum((item.bound for item in admitted), Decimal(0)))

    def _remove(self, running: Running, items: list[Item]) -> None:
        gone = {item.key for item in items}
        running.items = {key: item for key, item in running.items.items() if key not in gone}
        kept = list(running.items.values())
        running.job.count, running.job.keys = len(kept), [item.key for item in kept]
        running.job.places = [list(item.place) for item in kept]
        running.job.size = sum(item.size for item in kept)

    # -- the write-ahead protocol ----------------------------------------------------------------------------------

    def _upload(self, running: Running) -> None:
        job = running.job
        provider = PROVIDERS[job.provider]
        try:
            if job.state == PLANNED:
                job.file_id = provider.upload(running.connection, job, self._rows(running))
                job.state = UPLOADED
                self._ledger.save(job)
        except (Refused, Lost) as trouble:
            self._not_accepted(running, trouble, self._upload)
            return
        self._create(running)

    def _create(self, running: Running) -> None:
        job = running.job
        if running.cancelling:
            self._never_sent(running)
            return
        job.attempted_at = self._clock.now()
        self._ledger.save(job)
        try:
            job.batch_id = PROVIDERS[job.provider].create(running.connection, job, self._rows(running))
        except Refused as refusal:
            if refusal.status >= 500 or refusal.status in {408, 409}:  # noqa: PLR2004 - may have been acted on
                self._doubt(running, refusal)
                return
            job.attempted_at = None
            self._ledger.save(job)
            self._not_accepted(running, refusal, self._create)
            return
        except (Lost, KeyError) as trouble:
            self._doubt(running, trouble)
            return
        self._accepted(running)

    def _accepted(self, running: Running) -> None:
        job = running.job
        job.state, job.submitted_at = SUBMITTED, self._clock.now()
        self._ledger.save(job)
        running.spoiled[0] = -1
        for item in running.items.values():
            item.sent = True
        self._tell("submitted", running)
        self._poll_later(running)

    def _doubt(self, running: Running, trouble: Exception) -> None:
        """The create may have been acted on: look for the job at the provider before anything is sent again."""
        log.warning("deferred: no answer to the creation of %s (%s); looking for it", running.job.label, trouble)
        self._tell("waiting", running, "looking for the job at the provider")
        running.looks = 0
        self._look_later(running, min(1.0, self._settings.adopt_grace))

    def _look_later(self, running: Running, seconds: float) -> None:
        self._after(seconds, lambda: self._look(running))

    def _look(self, running: Running) -> None:
        try:
            found, undecided = self._search(running)
        except (Refused, Lost) as trouble:
            log.warning("deferred: cannot list the provider's jobs (%s); trying again", trouble)
            self._look_later(running, self._next_interval(running))
            return
        if found is not None:
            running.job.batch_id = found
            self._accepted(running)
            return
        if undecided:
            self._tell("waiting", running, f"for {undecided}, which may be this job, to end")
            self._look_later(running, self._next_interval(running))
            return
        self._absent(running)

    def _search(self, running: Running) -> tuple[str | None, str]:
        job, provider = running.job, PROVIDERS[running.job.provider]
        candidates = provider.find(running.connection, job, job.attempted_at or job.planned_at)
        if provider.recognisable:
            return (candidates[0] if candidates else None), ""
        elsewhere = {other.batch_id for other in self._ledger.jobs()} | running.not_ours
        undecided = ""
        for candidate in (name for name in candidates if name not in elsewhere):
            ours = provider.is_ours(running.connection, job, candidate)  # type: ignore[attr-defined]
            if ours:
                return candidate, ""
            if ours is None:
                undecided = candidate
            else:
                running.not_ours.add(candidate)
        return None, undecided

    def _absent(self, running: Running) -> None:
        job = running.job
        running.looks += 1
        age = self._clock.now() - (job.attempted_at or job.planned_at)
        if running.looks < 2 or age < self._settings.adopt_grace:  # noqa: PLR2004 - two looks, for lists lag
            self._look_later(running, max(0.05, self._settings.adopt_grace - age))
            return
        job.attempted_at = None
        self._ledger.save(job)
        self._create(running)

    def _not_accepted(self, running: Running, trouble: Exception, again: Callable[[Running], None]) -> None:
        """Nothing was created: wait and try again, send less, find the row that spoils it, or tell every call."""
        if isinstance(trouble, Lost) or (isinstance(trouble, Refused) and _may_pass(trouble)):
            asked = trouble.retry_after if isinstance(trouble, Refused) else None
            self._tell("waiting", running, f"the provider asks to wait: {trouble}")
            self._after(self._next_interval(running, asked), lambda: self._try_again(running, again))
            return
        assert isinstance(trouble, Refused)
        if trouble.status in {400, 413, 422} and running.job.count > 1 and running.spoiled[0] < _SPOILED:
            self._split(running)
            return
        if running.spoiled[0] >= 0:
            running.spoiled[0] += 1
        answer = Answer(trouble.status, trouble.body, trouble.headers.get("request-id"))
        for item in running.items.values():
            item.future.settle(answer)
        self._finish(running, "refused")

    def _try_again(self, running: Running, again: Callable[[Running], None]) -> None:
        if running.cancelling:
            self._never_sent(running)
        else:
            again(running)

    def _split(self, running: Running) -> None:
        self._finish(running, "split", plan.halves(list(running.items.values())))

    def _never_sent(self, running: Running) -> None:
        for item in running.items.values():
            item.future.fail(_cancelled(running, item))
        self._finish(running, "cancelled")

    # -- waiting for a job -----------------------------------------------------------------------------------------

    def _next_interval(self, running: Running, asked: float | None = None) -> float:
        fixed = self._settings.poll_interval
        interval = fixed if fixed is not None else running.interval
        running.interval = min(_LONGEST_POLL, running.interval * _POLL_GROWTH)
        return max(interval, asked or 0.0)

    def _poll_later(self, running: Running, asked: float | None = None) -> None:
        self._after(self._next_interval(running, asked), lambda: self._poll(running))

    def _poll(self, running: Running) -> None:
        try:
            status = PROVIDERS[running.job.provider].check(running.connection, running.job)
        except (Refused, Lost) as trouble:
            self._poll_failed(running, trouble)
            return
        except (KeyError, TypeError, ValueError, AttributeError) as trouble:  # an answer of another shape: look again
            self._poll_failed(running, Lost(f"an answer that makes no sense: {trouble!r}"))
            return
        running.refused_since = None
        running.status = status
        self._tell("running", running, status.words, status.done + status.failed)
        if status.state is State.RUNNING:
            self._poll_later(running, status.retry_after)
        elif status.state is State.FAILED:
            self._whole_job_failed(running, status)
        else:
            self._ended(running, status)

    def _poll_failed(self, running: Running, trouble: Exception) -> None:
        if isinstance(trouble, Refused) and trouble.status in {401, 403, 404, 410}:
            since = running.refused_since = running.refused_since or self._clock.now()
            patience = _NO_ACCESS if trouble.status in {401, 403} else self._settings.adopt_grace
            if self._clock.now() - since >= patience:
                self._gave_up(running, trouble)
                return
        log.info("deferred: looking at %s failed (%s); trying again", running.job.label, trouble)
        asked = trouble.retry_after if isinstance(trouble, Refused) else None
        self._poll_later(running, asked)

    def _gave_up(self, running: Running, trouble: Refused) -> None:
        job = running.job
        gone = trouble.status in {404, 410}
        why = "the provider does not know it" if gone else "the provider refuses our key for it"
        for item in running.items.values():
            message = (
                f"{item.method} at {item.where}: job {job.label} ({job.provider}) cannot be read: {why} "
                f"({trouble}). It stays in the ledger; run again with the key that made it, or with fresh=True "
                "to buy these calls anew."
            )
            item.future.fail(JobFailed(message))
        self._ledger.save(job)
        self._ledger.let_go(job.nonce)
        self._forget(running)

    def _ended(self, running: Running, status: Status) -> None:
        job = running.job
        job.state, job.ended_at, job.outcome = ENDED, job.ended_at or self._clock.now(), status.words
        self._ledger.save(job)
        self._tell("ended", running, status.words)
        self._collect(running, status)

    def _collect(self, running: Running, status: Status) -> None:
        """Store the rows, then answer those who wait, then say that it is done; what was cut off is read again."""
        try:
            self._ingest(running, status)
        except (Refused, Lost) as trouble:
            if isinstance(trouble, Refused) and trouble.status in {401, 403, 404, 410}:
                self._poll_failed(running, trouble)  # its patience, and its way of giving up
                return
            log.info("deferred: reading the results of %s failed (%s); trying again", running.job.label, trouble)
            self._after(self._next_interval(running), lambda: self._collect(running, status))
            return
        self._answer_missing(running, status)
        self._finish(running, status.words, [running.again])

    def _ingest(self, running: Running, status: Status) -> None:
        names = running.job.by_custom_id()
        rows = PROVIDERS[running.job.provider].collect(running.connection, running.job, status)
        while some := list(itertools.islice(rows, _STORE_AT_ONCE)):
            known = [(names[row.custom_id], row) for row in some if row.custom_id in names]
            if len(known) < len(some):
                log.warning("deferred: %d rows of %s are not ours", len(some) - len(known), running.job.label)
            good = [(key, row.answer) for key, row in known if row.answer is not None and row.answer.ok]
            self._ledger.store(good)
            self._spend(running, ((key, answer) for key, answer in good if key not in running.settled))
            for key, row in known:
                self._answer_row(running, key, row)

    def _spend(self, running: Running, answers: Iterable[tuple[str, Answer]]) -> None:
        job, spent = running.job, Decimal(0)
        for key, answer in answers:
            item = running.items.get(key)
            model = job.model or (item.model if item is not None else "")
            spent += self.tallies[model].add(job.provider, model, answer, self._settings.prices)
        job.spent = str(Decimal(job.spent) + spent)

    def _answer_row(self, running: Running, key: str, row: Row) -> None:
        with self._wake:  # a call may be attaching itself at this moment
            item = None if key in running.settled else running.items.get(key)
            running.settled.add(key)
        if item is None:
            return
        if row.answer is None:
            self._lost(running, item, row.lost)
        elif row.answer.ok or not _again(row.answer.status) or not self._resend(running, item):
            item.future.settle(row.answer)

    def _answer_missing(self, running: Running, status: Status) -> None:
        why = status.words if status.words in {"cancelled", "expired"} else "no row came back for it"
        with self._wake:
            running.closing = True
            missing = [item for key, item in running.items.items() if key not in running.settled]
        for item in missing:
            self._lost(running, item, why)

    def _lost(self, running: Running, item: Item, why: str) -> None:
        if running.cancelling:
            item.future.fail(_cancelled(running, item))
        elif why == "cancelled" or not self._resend(running, item):
            item.future.fail(_failed(running, item, why))

    def _resend(self, running: Running, item: Item) -> bool:
        """Let a call go again once this job is done with; False when it has been sent often enough."""
        if item.resent >= _RESENDS or running.cancelling or self._past_deadline():
            return False
        item.resent += 1
        running.again.append(item)
        return True

    def _whole_job_failed(self, running: Running, status: Status) -> None:
        """The provider ran nothing: what it blames is told so, and the others go again."""
        if status.code == "token_limit_exceeded":
            self._go_smaller(running)
            return
        blamed = dict(status.bad_lines)
        items = list(running.items.values())
        if blamed and running.spoiled[0] < _SPOILED:
            running.spoiled[0] = max(0, running.spoiled[0]) + len(blamed)
            running.again = [item for index, item in enumerate(items) if index not in blamed]
            for index, answer in blamed.items():
                if index < len(items):
                    items[index].future.settle(answer)
        else:
            self._tell_all(running, status)
        self._finish(running, f"failed: {status.gone_wrong}", [running.again])

    def _tell_all(self, running: Running, status: Status) -> None:
        for item in running.items.values():
            if status.code in {"expired", "passing"}:
                self._lost(running, item, status.gone_wrong)
            elif status.refusal is not None:
                item.future.settle(status.refusal)
            else:
                item.future.fail(_failed(running, item, status.gone_wrong))

    def _go_smaller(self, running: Running) -> None:
        """The queue of tokens is full: the same calls go again in two halves, after a while."""
        self._tell("waiting", running, "the provider's queue of tokens is full")
        items = list(running.items.values())
        halves = plan.halves(items) if len(items) > 1 else [items]
        self._after(self._next_interval(running), lambda: self._finish(running, "token limit", halves))

    def _finish(self, running: Running, outcome: str, again: Iterable[list[Item]] = ()) -> None:
        """Close the job on disk; only then may calls of it go again in a new one."""
        job = running.job
        job.state, job.outcome = COLLECTED, outcome
        job.ended_at = job.ended_at or self._clock.now()
        self._ledger.save(job)
        self._ledger.let_go(job.nonce)
        self._tell("collected", running, outcome)
        with self._wake:
            for items in again:
                if items:
                    self._prepare(items, "sent again", running.spoiled)
                    self._ready[-1].interval = running.interval
            self._forget(running)

    def _forget(self, running: Running) -> None:
        with self._wake:
            self._running.pop(running.job.nonce, None)
            self._no_longer_open(running.job)
            self._admit_held()
            self._changed()

    def _admit_held(self) -> None:
        """Give calls that waited for money another chance, now that reservations were released."""
        held, self._held = self._held, []
        if not held:
            return
        if any(item.bound <= self._room() for item in held):
            for item in held:
                self._queue(item)
            self._flush = "money released"
        elif self._running or self._ready or self._pending:
            self._held = held
        else:
            for item in held:
                item.future.fail(_too_dear(item, self._settings.cost_limit))

    def _room(self) -> Decimal:
        limit = self._settings.cost_limit
        return (limit or Decimal(0)) - budget.committed(self._ledger.jobs(), self._run_id)

    # -- jobs of earlier runs and other processes ------------------------------------------------------------------

    def _open_keys_now(self) -> dict[str, str]:
        """Map the keys of jobs that are not collected to those jobs; a job's rows never change, so are read once."""
        open_jobs = self._ledger.jobs(open_only=True)
        self._rows_of_open = {
            job.nonce: self._rows_of_open.get(job.nonce) or self._ledger.keys_of(job.nonce) for job in open_jobs
        }
        self._open_keys = {key: nonce for nonce, keys in self._rows_of_open.items() for key in keys}
        return self._open_keys

    def _no_longer_open(self, job: Job) -> None:
        for key in self._rows_of_open.pop(job.nonce, ()):
            self._open_keys.pop(key, None)

    def _attach(self, item: Item) -> bool:
        """Let a call wait for the job that has it already; False when there is none."""
        nonce = self._open_keys.get(item.key)
        if nonce is None:
            return False
        running = self._running.get(nonce) or self._followed.get(nonce)
        if running is None:
            job = self._ledger.job(nonce)
            if job is None or job.state == COLLECTED:
                self._open_keys.pop(item.key, None)
                return self._stored(item)
            running = self._look_after(job, item.group.target.connection)
        if running.closing or item.key in running.settled:
            return self._stored(item)
        running.items[item.key] = item
        item.sent = True
        return True

    def _stored(self, item: Item) -> bool:
        answer = self._ledger.answer(item.key)
        if answer is not None:
            item.future.settle(answer)
        return answer is not None

    def _look_after(self, job: Job, connection: Connection) -> Running:
        running = Running(job, connection, {}, "taken up")
        self._followed[job.nonce] = running
        self._after(0.0, lambda: self._take_up(running))
        return running

    def _take_up_own(self, target: Target) -> None:
        """Take up what an earlier process of this run left with the same account, whoever asks for its calls."""
        for job in self._ledger.jobs(open_only=True):
            same = (job.provider, job.base_url, job.credential) == (target.provider, target.base_url, target.credential)
            if same and job.run == self._run_id and job.nonce not in self._running:
                whole = self._ledger.job(job.nonce)
                if whole is not None and job.nonce not in self._followed:
                    self._look_after(whole, target.connection)

    def _take_up(self, running: Running) -> None:
        """Drive a job that an earlier process left, or wait for the process that drives it."""
        nonce = running.job.nonce
        if not self._ledger.hold(nonce):
            self._follow(running)
            return
        job = self._ledger.job(nonce)
        if job is None or job.state == COLLECTED:
            self._ledger.let_go(nonce)
            self._read_answers(running)
            return
        running.job, job.spent = job, "0"
        with self._wake:
            self._followed.pop(nonce, None)
            self._running[nonce] = running
            self.jobs.append(running)
        if job.batch_id is not None:
            self._poll(running)
        elif job.attempted_at is None:
            self._abandon(running)
        else:
            self._look(running)

    def _abandon(self, running: Running) -> None:
        """Nothing of it was created: its calls go out anew with the next wave."""
        with self._wake:
            items = list(running.items.values())
            running.items = {}
        self._finish(running, "never created", [items])

    def _follow(self, running: Running) -> None:
        job = self._ledger.job(running.job.nonce)
        if job is None or job.state == COLLECTED:
            self._read_answers(running)
        else:
            self._tell("waiting", running, "for another process that runs the same job")
            self._after(self._next_interval(running), lambda: self._take_up(running))

    def _read_answers(self, running: Running) -> None:
        with self._wake:
            self._followed.pop(running.job.nonce, None)
            self._no_longer_open(running.job)
            for key, item in running.items.items():
                answer = self._ledger.answer(key)
                if answer is not None:
                    item.future.settle(answer)
                else:
                    item.sent = False
                    self._queue(item)
                    self._flush = "taken up"
            self._changed()

    # -- deadline and cancellation ---------------------------------------------------------------------------------

    def _past_deadline(self) -> bool:
        return self._deadline is not None and self._clock.now() >= self._deadline

    def _reach_deadline(self) -> None:
        error = TimeLimitExceeded(
            "the time limit of the run was reached before this call was sent; run it again with a higher time_limit"
        )
        self.drop(error)
        with self._wake:
            for running in [*self._ready, *self._running.values()]:
                self._cancel(running, "deadline")

    def _cancel(self, running: Running, why: str) -> None:
        running.cancelling = why
        if running.job.batch_id is not None:
            self._after(0.0, lambda: self._send_cancel(running))

    def _send_cancel(self, running: Running) -> None:
        try:
            PROVIDERS[running.job.provider].cancel(running.connection, running.job)
        except (Refused, Lost) as trouble:
            log.warning("deferred: cancelling %s failed (%s); trying again", running.job.label, trouble)
            self._after(self._next_interval(running), lambda: self._send_cancel(running))

    # -- words -----------------------------------------------------------------------------------------------------

    def _rows(self, running: Running) -> Rows:
        def bodies() -> Iterator[bytes]:
            spooled = self._ledger.bodies(running.job)
            for item in running.items.values():
                stored = next(spooled)
                yield item.body if item.body is not None else stored

        return Rows(running.job, bodies)

    def _tell(self, kind: str, running: Running, words: str = "", done: int = 0) -> None:
        job = running.job
        log.info("deferred: %s %s, %d calls: %s %s", job.provider, job.label, job.count, kind, words)
        if self._on_event is not None:
            self._on_event(Event(kind, job, words, done))


def _may_pass(trouble: Refused) -> bool:
    """Whether a refusal of an upload or create goes away by waiting; a spending cap does not."""
    return trouble.passing and "enforced_spend_limit" not in trouble.body.decode("utf-8", "replace")


def _again(status: int) -> bool:
    return status in _AGAIN or status >= 500  # noqa: PLR2004 - the HTTP range itself


def _failed(running: Running, item: Item, why: str) -> JobFailed:
    return JobFailed(
        f"{item.method} at {item.where}: job {running.job.label} ({running.job.provider}) ended without an answer for "
        f"it: {why}. It was sent {item.resent + 1} times. Run the script again to send it anew."
    )


def _cancelled(running: Running, item: Item) -> DeferredError:
    where = f"{item.method} at {item.where}"
    if running.cancelling == "deadline":
        return TimeLimitExceeded(
            f"{where} was not answered within the time limit of the run; its job was cancelled. Run the script again "
            "with a higher time_limit to send it anew."
        )
    return JobFailed(
        f"{where}: job {running.job.label} was {running.cancelling}. Run the script again to send it anew."
    )


def _too_dear(item: Item, limit: Decimal | None) -> CostLimitExceeded:
    return CostLimitExceeded(
        f"{item.method} at {item.where} may cost up to ${item.bound:.4f}, which does not fit under what is left of "
        f"cost_limit=${limit}. It was not sent; run the script again with a higher limit, or a smaller max_tokens."
    )
