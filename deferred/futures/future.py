"""Future: the outcome of one call, with the methods of `concurrent.futures.Future`."""

from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from deferred.core import collector
from deferred.core.call import Answer
from deferred.futures import event_loops, placeholder
from deferred.futures.callbacks import on_callback_thread

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    T = TypeVar("T", default=Any)
else:  # only type checkers need the default, with which `Future` alone is `Future[Any]`
    from typing import TypeVar

    T = TypeVar("T")

_ASKED_AGAIN = 2  # a single check may come from a progress bar
_by_reply: dict[int, _Behind] = {}
log = logging.getLogger("deferred")


class _Here(threading.local):
    """How this thread waits: a task passes the baton on (`park`), a coroutine suspends; any other thread blocks."""

    park: Callable[[Future, float | None], bool] | None = None
    waiter: event_loops.Waiter | None = None  # of the coroutine that is beginning to wait


here = _Here()


@dataclass(frozen=True, slots=True)
class FutureHooks:
    """The functions of a session that its futures call; made once for all futures.

    Attributes:
        on_wait: called when a wait for a future begins.
        on_give_up: called when the last wait for a future was given up.
        on_watch: called when an outcome is checked without waiting.
        on_done: called once, when a future has its outcome.
        read_answer: reads the stored answer of a call.
        read_stored: the same, but returns None for a cleared answer.
        read_request: reads the request body of a call; None if it was not kept.
        check_process: raises in a process that was forked inside the block.
        prices: the user's prices.
        on_made: called with a reply, its call and its answer when the reply was made; returns the reply to use.
    """

    on_wait: Callable[[Future], None]
    on_give_up: Callable[[Future], None]
    on_watch: Callable[[], None]
    on_done: Callable[[Future], None]
    read_answer: Callable[[Any], Answer]
    read_stored: Callable[[Any], Answer | None]
    read_request: Callable[[Any], bytes | None]
    check_process: Callable[[Any], None]
    prices: Mapping[str, Any] | None = None
    on_made: Callable[[Any, Any, Answer], Any] | None = None


class Future(Generic[T]):
    """The outcome of one call: pending until its job has ended, then an answer or an error.

    Get it with `deferred.future(reply)`. `result()` returns the reply, as with `concurrent.futures.Future`.
    """

    __slots__ = (
        "__weakref__",
        "_answer",
        "_asked",
        "_build",
        "_builder",
        "_callbacks",
        "_error",
        "_lock",
        "_reply",
        "_waiters",
        "call",
        "hooks",
        "is_ahead",
        "is_held",
    )

    def __init__(self, hooks: FutureHooks | None = None, call: Any = None) -> None:
        """`call` identifies the call for `hooks`.

        `is_held` tells that the user has this future itself, and can ask for the result without holding the reply;
        `is_ahead` that the call is sent before the script makes it, so that nothing waits for it yet.
        """
        self._lock = threading.Lock()
        self._answer: Answer | None = None
        self._error: BaseException | None = None
        self._callbacks: list[Callable[[], object]] | None = None
        self._build: Callable[[Answer, Future], Any] | None = None
        self._reply: weakref.ref[Any] | None = None
        self._builder: int | None = None
        self._waiters = 0
        self._asked = 0
        self.is_held = self.is_ahead = False
        self.hooks, self.call = hooks, call

    def done(self) -> bool:
        """Whether the answer, or the error, is known. From the second check on, the call is sent after some seconds."""
        if self.is_over:
            return True
        self.check_process()
        self._asked += 1
        if self._asked == _ASKED_AGAIN and self.hooks is not None:
            self.hooks.on_watch()
        return False

    @property
    def is_over(self) -> bool:
        """Whether the answer, or the error, is known."""
        return self._answer is not None or self._error is not None

    def result(self, timeout: float | None = None) -> T:
        """Wait for the reply and return it, as the SDK's own object.

        Args:
            timeout: seconds to wait; None waits until the job has ended.

        Raises:
            TimeoutError: there was no answer after `timeout` seconds.
            Exception: what the SDK raises for the provider's refusal, or an error of `deferred`.
        """
        self.wait(timeout)
        if self._builder == threading.get_ident():  # for example a validator that formats its own reply
            message = "this reply is still being made, by the code that now reads it"
            raise RuntimeError(message)
        with self._lock:
            reply = self._reply() if self._reply is not None else None
            if reply is not None and not placeholder.is_pending(reply):
                return reply  # type: ignore[no-any-return]
            answer = self.answer(0)
            self._builder = threading.get_ident()
            try:
                made: Any = self._build(answer, self) if self._build is not None else answer
            finally:
                self._builder = None
            if self.hooks is not None and self.hooks.on_made is not None:
                made = self.hooks.on_made(made, self.call, answer)
            if self.hooks is not None and answer.ok and self._answer is answer:
                self._answer = answer.without_body()
            if reply is not None:
                placeholder.become(reply, made)
                made = reply
            self.stands_behind(made)
            collector.note_reply()
            return made  # type: ignore[no-any-return]

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """Wait, and return the error that `result()` would raise, or None."""
        self.wait(timeout)
        try:
            self.result(0)
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is the value asked for
            return error
        return None

    def add_done_callback(self, fn: Callable[[Future[T]], object]) -> None:
        """Call `fn(future)` when the outcome is known, on a thread for callbacks."""
        self.watch(lambda: on_callback_thread(fn, self))
        if self.hooks is not None and not self.is_over:
            self.hooks.on_watch()

    def __await__(self) -> Generator[Any, None, T]:
        """Wait without blocking the event loop; returns what `result()` returns."""
        return (yield from self.awaited().__await__())

    def answer(self, timeout: float | None = None) -> Answer:
        """Wait for the provider's answer, whatever its status; raises only errors of `deferred`."""
        self.wait(timeout)
        if self._error is not None:
            raise self._error
        assert self._answer is not None
        if not self._answer.kept:
            return self._answer
        assert self.hooks is not None
        return self.hooks.read_answer(self.call)

    def wait(self, timeout: float | None = None) -> None:
        """Wait until the outcome is known; TimeoutError after `timeout` seconds."""
        if self.is_over:
            return
        self.check_process()
        timeout = None if timeout is None else max(0.0, timeout)
        if timeout != 0:
            self._waiters += 1
        if not (_wait_for_event if timeout == 0 or here.park is None else here.park)(self, timeout):
            if timeout != 0:
                self._give_up()
            which = "" if self.call is None else f"{self.call.method} at {self.call.where}: "
            message = (
                f"{which}no answer after {timeout} seconds; the call stays in its job, and can be waited for again"
            )
            raise TimeoutError(message)

    def check_process(self) -> None:
        """Raise in a forked child, where no thread of the engine runs: a wait would never end."""
        if self.hooks is not None:
            self.hooks.check_process(self.call)

    async def awaited(self) -> T:
        """Suspend until the outcome is known, and return the reply."""
        await self.ended()
        return self.result(0)

    async def ended(self) -> None:
        """Suspend until the outcome is known."""
        if self.is_over:
            return
        self.check_process()
        waiter = event_loops.waiter()
        self.watch(waiter.wake)
        self._waiters += 1
        here.waiter = waiter
        try:
            self.want()
        finally:
            here.waiter = None
        try:
            await waiter.arrived
        except waiter.cancelled:
            self._give_up()
            raise

    def want(self) -> None:
        """Note that a wait for this call begins, so that it is sent."""
        if self.hooks is not None and not self.is_over:
            self.hooks.on_wait(self)

    @property
    def is_abandoned(self) -> bool:
        """Whether nothing can ask for the outcome: no wait, and no reply or future that the user holds."""
        return self._waiters == 0 and (self._reply is None or self._reply() is None)

    def _give_up(self) -> None:
        with self._lock:
            self._waiters -= 1
        if self.hooks is not None and self._waiters == 0:
            self.hooks.on_give_up(self)

    def watch(self, fn: Callable[[], object]) -> None:
        """Call `fn` as soon as the outcome is known; `fn` runs on the engine's thread and must not block."""
        with self._lock:
            if not self.is_over:
                self._callbacks = [*(self._callbacks or ()), fn]
                return
        fn()

    def settle(self, answer: Answer) -> None:
        """Set the answer; later outcomes are ignored."""
        self._finish(answer, None)

    def settle_stored(self, answer: Answer) -> None:
        """Set an answer that is in the ledger; its body is kept in memory only if a wait needs it."""
        self._finish(answer if self._waiters else answer.without_body(), None)

    def fail(self, error: BaseException) -> None:
        """Set an error of `deferred` instead of an answer."""
        self._finish(None, error)

    def built_by(self, build: Callable[[Answer, Future], Any]) -> None:
        """Set the function that makes the reply from the answer; it receives the future, which has the request."""
        self._build = build

    def placeholder(self, cls: type) -> Any:
        """Make an instance of `cls` that becomes the reply when it is first used."""
        reply = placeholder.placeholder(cls, self)
        self._reply = weakref.ref(reply)
        return reply

    @property
    def error(self) -> BaseException | None:
        """The error of `deferred`, if there is one already."""
        return self._error

    @property
    def known_answer(self) -> Answer | None:
        """The answer, if there is one already."""
        return self._answer

    def stands_behind(self, reply: Any) -> None:
        """Register this future for `deferred.future(reply)`, as long as the reply lives."""
        try:
            behind = _Behind(reply, _forget)
        except TypeError:  # a reply of a type without weak references is built again
            return
        behind.future, behind.name = self, id(reply)
        self._reply = _by_reply[behind.name] = behind

    def _finish(self, answer: Answer | None, error: BaseException | None) -> None:
        with self._lock:
            if self.is_over:
                return
            self._answer, self._error = answer, error
            if self.hooks is not None:
                self.hooks.on_done(self)
            callbacks, self._callbacks = self._callbacks, None
        for fn in callbacks or ():
            fn()


class _Behind(weakref.ref[Any]):
    """A weak reference to a reply, and its future. One object, because as many exist as the user keeps replies."""

    __slots__ = ("future", "name")
    future: Future
    name: int


def _forget(behind: _Behind) -> None:
    if _by_reply.get(behind.name) is behind:  # another reply may have the same id by now
        del _by_reply[behind.name]


def _wait_for_event(future: Future, timeout: float | None) -> bool:
    arrived = threading.Event()
    future.watch(arrived.set)
    if timeout != 0:
        future.want()
    return arrived.wait(timeout)


def future_of(reply: Any) -> Future | None:
    """Find the future of a reply, pending or not; None for an object that is not a reply of a session."""
    if isinstance(reply, Future):
        return reply
    if placeholder.is_pending(reply):
        return placeholder.pending_future(reply)  # type: ignore[no-any-return]
    known = _by_reply.get(id(reply))
    return known.future if known is not None and known() is reply else None
