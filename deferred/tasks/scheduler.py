"""Who may run: tasks take turns under a baton, so that all of them reach their next call before the wave goes out."""

from __future__ import annotations

import _thread
import asyncio
import contextlib
import contextvars
import functools
import sys
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from deferred.core.call_site import started_at
from deferred.core.errors import DeferredError, Stopped
from deferred.futures.event_loops import running_loop
from deferred.futures.future import Future, here
from deferred.tasks import calls
from deferred.tasks.calls import call, call_async, settle_from
from deferred.tasks.future import TaskFuture

MOST = 10_000  # tasks alive at once
_STACK = 1 << 20  # bytes of address space; below 2 MB, so that no thread is given a huge page
_SHORTEST = 0.001  # seconds; the baton's patience shrinks to this when one task after the other blocks
_LONGEST_TURN = 300.0  # seconds; a task may ask without a pause for what only the others' calls will bring
_SHORTEST_TURN = 1.0  # seconds to which that shrinks when one task after the other does
LOOK_AT_LOOPS = 1.0  # seconds between looks whether the event loops of unfinished functions still run
_PATIENCE_AT_END = 5.0  # seconds for the task that has the baton when the block is left by an exception
_TAKES_JOBS = {"RUN", "CLOSE"}  # the states of a pool of multiprocessing that was not terminated
_stack_size = threading.Lock()
T = TypeVar("T")


class TaskCall:
    """One call of a task's function, from its admission to its end."""

    __slots__ = ("args", "context", "function", "future", "gate", "ident", "kwargs", "native", "nested", "token")

    def __init__(self, function: Callable[..., Any], args: Any, kwargs: Any, future: TaskFuture, where: str) -> None:
        """Remember the call, and the context and line in which it was asked for."""
        self.function, self.args, self.kwargs, self.future = function, args, kwargs, future
        self.context = contextvars.copy_context()
        self.context.run(started_at.set, where)
        self.gate: Any = None
        self.token: object = None
        self.ident = self.native = 0
        self.nested = here.park is not None

    def go(self, crew: TaskScheduler) -> None:
        """Run the function on this thread, to its end."""
        here.park = functools.partial(crew.park, self)
        self.ident, self.native = threading.get_ident(), threading.get_native_id()
        try:
            value = self.context.run(call, self.function, self.args, self.kwargs)
        except BaseException as error:  # noqa: BLE001 - whatever it is, it belongs to whoever asks for the result
            self.future.fail(without_our_frames(error))
            crew.failed.append(self.future)
        else:
            self.future.give(value)
        finally:
            here.park = None


class TaskScheduler:
    """The tasks of one session."""

    def __init__(self, linger: float, nudge: Callable[[], None], *, strangers: bool = False) -> None:
        """`nudge` tells the engine to look again; `strangers` says that any thread may feed the session."""
        self._linger, self._nudge, self._strangers = linger, nudge, strangers
        self._lock = threading.Lock()
        self._fresh: deque[TaskCall] = deque()
        self._ready: deque[TaskCall] = deque()
        self._parked: set[TaskCall] = set()
        self._blocked: set[TaskCall] = set()
        self._runner: TaskCall | None = None
        self._turn = 0
        self._slice = max(linger, _SHORTEST)
        self._longest_turn = _LONGEST_TURN
        self._most = MOST
        self._alive = 0
        self._unfinished = 0
        self._together = 0  # tasks begun since there was none
        self._coroutines: set[TaskFuture] = set()
        self._waiting = 0
        self._feeders = 0
        self._items: dict[Any, tuple[str, Any]] = {}  # what was given to pools: its future -> what it is, and the queue
        self._jobs: weakref.WeakKeyDictionary[Any, set[int]] = weakref.WeakKeyDictionary()  # of multiprocessing's pools
        self._closed = False
        self._at_rest: list[tuple[Callable[[], bool], Callable[[], None]]] = []
        self.failed: list[TaskFuture] = []  # functions that raised, whether anybody reads that or not
        self.at_end: list[Callable[[], None]] = []
        self._stir: threading.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    # -- what the engine and the session ask ---------------------------------------------------------------------------

    def patience(self) -> float | None:
        """Seconds without a new call after which a wave may go out; None as long as a task can still run."""
        with self._lock:
            if not self._is_quiet():
                return None
            others = self._blocked or self._feeders or self._items or self._coroutines or self._strangers
            return 0.0 if self._waiting and not others else self._linger

    @property
    def has_tasks(self) -> bool:
        """Whether some of several tasks have not ended yet; one that was begun alone is as a plain call."""
        return self._unfinished > 0 and self._together > 1

    def wait_for_all(self, *, items: bool = False) -> None:
        """Wait until every task has ended, and with `items` all that was given to pools."""
        over = threading.Event()
        self.when_done(over.set, items=items)
        with self.waited_for():
            while not over.wait(LOOK_AT_LOOPS):
                self.give_up_what_stands_still()

    def wait_until_quiet(self, timeout: float | None = None) -> bool:
        """Wait until every task has ended or waits for a reply; False when that took too long."""
        over = threading.Event()
        self._when(self._is_quiet, over.set)
        return over.wait(timeout)

    def when_done(self, fn: Callable[[], None], *, items: bool = False) -> None:
        """Call `fn` once every task has ended, and with `items` all that was given to pools; it must not block."""
        own = _queue_served_here()  # who is a worker of a pool must not wait for what only this worker may ever do
        self._when(lambda: not self._unfinished and not (items and self._has_items(but_in=own)), fn)

    def _has_items(self, *, but_in: Any) -> bool:
        return any(queue is not but_in or queue is None for _, queue in self._items.values())

    @property
    def items(self) -> list[str]:
        """The names of the functions that were given to pools and have not ended."""
        with self._lock:
            return [what for what, _ in self._items.values()]

    def when_gone(self, fn: Callable[[], None]) -> None:
        """Call `fn` once no thread runs anything that belongs to the session; it must not block."""
        self._when(lambda: not self._runs_something(), fn)

    @property
    def runs_something(self) -> bool:
        """Whether some thread still runs, or will run, what belongs to the session."""
        with self._lock:
            return self._runs_something()

    def _runs_something(self) -> bool:
        return bool(self._items or self._feeders or self._unfinished > len(self._coroutines) or self._has_jobs())

    def _has_jobs(self) -> bool:
        pools = [(pool, jobs) for pool, jobs in list(self._jobs.items()) if pool._state in _TAKES_JOBS]
        return any(job in pool._cache for pool, jobs in pools for job in jobs)

    def _when(self, condition: Callable[[], bool], fn: Callable[[], None]) -> None:
        with self._lock:
            if not condition():
                self._at_rest.append((condition, fn))
                return
        fn()

    def close(self, why: str) -> None:
        """End what has not ended: outside the block a call of it would go live, at full price."""
        error = DeferredError(f"{why}; run the script again to go on from there")
        with self._lock:
            if self._closed:
                return
            self._closed = True
            fresh, self._fresh = list(self._fresh), deque()
            self._unfinished -= len(fresh)
            for run in list(self._parked):
                self._unpark(run)
            unended = [*fresh, *self._ready]
        for run in unended:
            run.future.fail(error)
        self._settle_turn(None)
        self.wait_until_quiet(_PATIENCE_AT_END)
        while self.at_end:
            self.at_end.pop()()
        if self._stir is not None:
            self._stir.set()
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)

    @contextlib.contextmanager
    def waited_for(self) -> Any:
        """Note that a thread outside the tasks waits for them, and so makes no calls meanwhile."""
        with self._lock:
            self._waiting += 1
        self._nudge()
        try:
            yield
        finally:
            with self._lock:
                self._waiting -= 1

    def feeding(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Count a thread of the user's that is part of the session, from now until `function` has returned."""
        self.feeds()

        def run(*args: Any, **kwargs: Any) -> Any:
            try:
                return function(*args, **kwargs)
            finally:
                self.feeds_no_more()

        return run

    def feeds(self) -> None:
        """Count a thread of the user's."""
        with self._lock:
            self._feeders += 1

    def feeds_no_more(self) -> None:
        """Take note that a thread which was counted has ended, or did not start."""
        with self._lock:
            self._feeders -= 1
        self.look_again()

    def has_job(self, pool: Any, job: int) -> None:
        """Take note of what a pool of multiprocessing was given: its function may still be called while it has it."""
        self._jobs.setdefault(pool, set()).add(job)

    def given(self, future: Any, what: str, queue: Any, callbacks: Callable[[], None]) -> None:
        """Count what was given to a pool until it, and the callbacks of its future, are done.

        `callbacks` calls them: one of them may give the pool what comes next.
        """

        def over() -> None:
            with self._lock:
                known = self._items.pop(future, None)
            vars(future).pop("_invoke_callbacks", None)
            if known is not None:
                self.look_again()

        def called() -> None:
            try:
                callbacks()
            finally:
                over()

        with self._lock:
            self._items[future] = (what, queue)
        future._invoke_callbacks = called
        if future.done():  # before we could say so
            over()

    def look_again(self) -> None:
        """Tell who waits for the end of something that one thing less goes on."""
        if self._at_rest:
            self._rest()
        else:
            self._nudge()

    # -- tasks that are functions --------------------------------------------------------------------------------------

    def enter(self, runs: Iterable[TaskCall]) -> None:
        """Take runs in; they start as soon as the baton is free."""
        runs = list(runs)
        with self._lock:
            if self._closed:
                message = "this session has ended: its block was left. Open another one with deferred.batch()"
                raise DeferredError(message)
            self._count(len(runs))
            if here.park is None:
                self._fresh.extend(runs)
            else:  # a task waits for them: they come before those that nobody waits for yet
                self._fresh.extendleft(reversed(runs))
            starting = self._pass_on()
        self._start(starting)

    def _count(self, begun: int) -> None:
        self._together = begun + (self._together if self._unfinished else 0)
        self._unfinished += begun

    def park(self, run: TaskCall, future: Future, timeout: float | None) -> bool:
        """Wait in a task: pass the baton on, and come back with it once the reply is there; False after a timeout."""
        future.want()  # first, for it may raise
        token = object()
        if run.gate is None:
            run.gate = threading.Lock()
            run.gate.acquire()
        with self._lock:
            self._refuse_if_closed(run)
            run.token = token
            self._parked.add(run)
        future.watch(functools.partial(self._back, run, token))
        outputs = sys.stdout, sys.stderr
        self._settle_turn(run)
        arrived = run.gate.acquire(timeout=-1 if timeout is None else timeout)
        if not arrived:
            self._back(run, token)
            run.gate.acquire()
        sys.stdout, sys.stderr = outputs
        self._refuse_if_closed(run)
        return future.is_over

    def _back(self, run: TaskCall, token: object) -> None:
        with self._lock:
            if run.token is token:
                self._unpark(run)
                starting = self._pass_on()
                assert starting is None  # somebody is ready, and comes before those that have not begun

    def _unpark(self, run: TaskCall) -> None:
        run.token = None
        self._parked.discard(run)
        self._ready.append(run)

    def _settle_turn(self, run: TaskCall | None) -> None:
        """Take the baton from `run`, give it to the next, and tell the engine when there is none."""
        with self._lock:
            self._let_go(run)
            starting = self._pass_on()
            quiet = self._is_quiet()
        self._start(starting)
        if quiet:
            self._rest()

    def _rest(self) -> None:
        with self._lock:
            due = [watcher for watcher in self._at_rest if watcher[0]()]
            self._at_rest = [watcher for watcher in self._at_rest if watcher not in due]
        for _, fn in due:
            fn()
        self._nudge()

    def _let_go(self, run: TaskCall | None) -> None:
        if run is not None and self._runner is run:
            self._runner = None
            self._slice = max(self._linger, _SHORTEST)
            self._longest_turn = _LONGEST_TURN
        elif run is not None:
            self._blocked.discard(run)

    def _pass_on(self) -> TaskCall | None:
        """Give the baton to the next; returns it when it has no thread yet."""
        if self._runner is not None:
            return None
        if self._ready:
            self._grant(self._ready.popleft()).gate.release()
            return None
        if not self._may_start():
            return None
        self._alive += 1
        return self._grant(self._fresh.popleft())

    def _grant(self, run: TaskCall) -> TaskCall:
        self._runner = run
        self._turn += 1
        if self._stir is not None and not self._stir.is_set():
            self._stir.set()
        return run

    def _may_start(self) -> bool:
        # A task that another task waits for must be able to start, or both would wait for ever.
        return bool(self._fresh) and (self._alive < self._most or self._fresh[0].nested)

    def _is_quiet(self) -> bool:
        return self._runner is None and not self._ready and not self._may_start()

    def _refuse_if_closed(self, run: TaskCall) -> None:
        if self._closed:
            message = "the block was left before this function had ended; run the script again to go on from there"
            run.future.fail(DeferredError(message))
            raise Stopped(message)

    def _start(self, run: TaskCall | None) -> None:
        if run is None:
            return
        self._keep_watch()
        try:
            with _stack_size:
                before = threading.stack_size(_STACK)
                try:
                    # Not a threading.Thread: 10,000 of those take 30 MB, and each start waits for its thread.
                    _thread.start_new_thread(self._work, (run,))
                finally:
                    threading.stack_size(before)
        except RuntimeError as error:  # the system allows no more threads
            self._no_thread_for(run, error)

    def _no_thread_for(self, run: TaskCall, error: RuntimeError) -> None:
        with self._lock:
            self._alive -= 1
            self._most = self._alive
            self._runner = None
            hopeless = run.nested or not self._alive  # others may end and leave room, unless they wait for this one
            if hopeless:
                self._unfinished -= 1
            else:
                self._fresh.appendleft(run)
        if hopeless:
            run.future.fail(DeferredError(f"the system gives no thread for this function: {error}"))
        self._settle_turn(None)

    def _work(self, run: TaskCall | None) -> None:
        sys.settrace(threading.gettrace())  # as Thread does, for debuggers and coverage
        sys.setprofile(threading.getprofile())
        while run is not None:
            outputs = sys.stdout, sys.stderr
            run.go(self)
            sys.stdout, sys.stderr = outputs
            run = self._ended(run)

    def _ended(self, run: TaskCall) -> TaskCall | None:
        """Note a run's end; its thread takes the next one over, when that has none yet."""
        with self._lock:
            self._let_go(run)
            self._alive -= 1
            self._unfinished -= 1
            following = self._pass_on()
            quiet = self._is_quiet()
        if quiet:
            self._rest()
        return following

    # -- the baton is taken from a task that blocks --------------------------------------------------------------------

    def _keep_watch(self) -> None:
        if self._stir is None:
            self._stir = threading.Event()
            self._stir.set()
            threading.Thread(target=self._watch, name="deferred-baton", daemon=True).start()

    def _watch(self) -> None:
        assert self._stir is not None
        turn, used, began = -1, 0.0, 0.0
        while not self._closed:
            self._stir.wait()
            time.sleep(self._slice)
            with self._lock:
                run = self._runner
                if run is None:
                    self._stir.clear()
                    continue
                before, used = (used, _at_work(run)) if turn == self._turn else (None, _at_work(run))
                if turn != self._turn:
                    turn, began = self._turn, time.monotonic()
                # One that computes is left alone: only one that sleeps, or waits for a lock or a socket, blocks others.
                computes = before is None or used - before > self._slice / 4
                if computes and time.monotonic() - began < self._longest_turn:
                    continue
                self._runner = None
                self._blocked.add(run)
                if computes:
                    self._longest_turn = max(self._longest_turn / 2, _SHORTEST_TURN)
                else:
                    self._slice = max(self._slice / 2, _SHORTEST)
            self._settle_turn(None)

    # -- tasks that are coroutines -------------------------------------------------------------------------------------

    def enter_coroutine(self, function: Callable[..., Any], args: Any, kwargs: Any, future: TaskFuture) -> None:
        """Run an `async def` function as a task of the running event loop, or of one of ours."""
        future.loop = running_loop()
        with self._lock:
            self._count(1)
            self._coroutines.add(future)
        context = contextvars.copy_context()
        start = functools.partial(self._spawn, function, args, kwargs, future, context)
        if future.loop is not None:
            start(future.loop)
        else:
            own = self._own_loop()
            own.call_soon_threadsafe(start, own)

    def _spawn(self, function: Any, args: Any, kwargs: Any, future: TaskFuture, context: Any, loop: Any) -> None:
        task = loop.create_task(call_async(function, args, kwargs), context=context)

        def ended(_: Any) -> None:
            settle_from(task, future)
            if future.error is not None:
                self.failed.append(future)
            self._is_over(future)

        task.add_done_callback(ended)

    def _is_over(self, future: TaskFuture) -> None:
        with self._lock:
            if future not in self._coroutines:  # given up already
                return
            self._coroutines.remove(future)
            self._unfinished -= 1
        self._rest()

    def needs(self, loop: asyncio.AbstractEventLoop) -> bool:
        """Whether an `async def` function of ours has not ended on this event loop."""
        with self._lock:
            return any(future.loop is loop for future in self._coroutines)

    def give_up_what_stands_still(self) -> None:
        """Fail the functions whose event loop has stopped: they would be waited for without an end."""
        with self._lock:
            still = [future for future in self._coroutines if future.loop is not None and not future.loop.is_running()]
        for future in still:
            message = (
                "this function had not ended when its event loop stopped, so it cannot go on. Await it, or what gave "
                "it, before the loop ends"
            )
            future.fail(DeferredError(message))
            self._is_over(future)

    def _own_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=_run_loop, args=(self._loop,), name="deferred-loop", daemon=True).start()
            return self._loop


_OUR_FRAMES = {__file__, calls.__file__}


def without_our_frames(error: BaseException) -> BaseException:
    """Let a traceback begin in the user's function, as it would after a plain call."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename in _OUR_FRAMES:
        trace = trace.tb_next
    return error.with_traceback(trace)


def _queue_served_here() -> Any:
    """Give the queue of the pool that this thread is a worker of."""
    queues = getattr(sys.modules.get("concurrent.futures.thread"), "_threads_queues", {})
    return queues.get(threading.current_thread())


def _run_loop(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
    finally:
        loop.close()


def _at_work(run: TaskCall) -> float:
    """Give the seconds for which a run's thread has had a processor, or waited for one; 0 where nobody tells.

    Without the waiting, a busy machine would make a thread that computes look like one that sleeps.
    """
    with contextlib.suppress(OSError, ValueError):
        ran, waited, _ = map(int, Path(f"/proc/self/task/{run.native}/schedstat").read_bytes().split())
        if ran:  # some systems keep the file, and count nothing
            return (ran + waited) / 1e9
    clock = getattr(time, "pthread_getcpuclockid", None)
    return time.clock_gettime(clock(run.ident)) if clock is not None and run.ident else 0.0
