"""TaskFuture: the outcome of a function that runs as a task."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, TypeAlias

from deferred.core.call import Answer
from deferred.core.errors import DryRun, EndOfDryRun
from deferred.futures import placeholder
from deferred.futures.event_loops import running_loop
from deferred.futures.future import Future, T, future_of, here

Blocking: TypeAlias = Callable[[], AbstractContextManager[None]]


class TaskFuture(Future[T]):
    """The outcome of a function that runs as a task; its result is what the function returned."""

    __slots__ = ("_blocking", "_model", "_value", "loop", "was_read")

    def __init__(
        self,
        blocking: Blocking | None = None,
        model: type | None = None,
        loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        """`blocking()` is entered for a wait outside of the tasks; `model` is the class that a placeholder becomes.

        `loop` is the user's event loop on which the function runs, if any.
        """
        super().__init__()
        self._blocking, self._model = blocking, model
        self._value: Any = None
        self.was_read = False
        self.loop = loop

    def give(self, value: T) -> None:
        """Set the result: what the function returned."""
        self._value = value
        self.settle(Answer(200, b""))

    def is_over_dry(self, error: DryRun) -> None:
        """Raise this from now on, if the function ended because nothing is sent: the dry run is over."""
        if isinstance(self._error, EndOfDryRun):
            self._error = error

    def result(self, timeout: float | None = None) -> T:
        """Wait for the function and return what it returned, or raise what it raised.

        Args:
            timeout: seconds to wait; None waits without a limit.

        Raises:
            TimeoutError: the function had not ended after `timeout` seconds.
        """
        self.wait(timeout)
        self.was_read = True
        self.answer(0)
        reply = self._reply() if self._reply is not None else None
        if reply is None:
            return self._value  # type: ignore[no-any-return]
        made = self._promised()
        with self._lock:
            if placeholder.is_pending(reply):
                # If the function returned a reply, the future of that reply tells more than this one.
                behind = future_of(made) or self
                placeholder.become(reply, made)
                behind.stands_behind(reply)
        return reply  # type: ignore[no-any-return]

    def wait(self, timeout: float | None = None) -> None:
        """Wait until the function has ended; TimeoutError after `timeout` seconds."""
        if self.is_over or timeout == 0 or self._blocking is None or here.park is not None:
            super().wait(timeout)
            return
        self._refuse_to_block_its_own_loop()
        with self._blocking():
            super().wait(timeout)

    def _promised(self) -> Any:
        value = self._value
        if placeholder.is_pending(value):
            value = placeholder.pending_future(value).result()
        if self._model is not None and not isinstance(value, self._model):
            message = (
                f"the function is annotated to return {self._model.__name__}, but returned {type(value).__name__}. "
                "Correct the annotation, or remove it: then the call waits and returns the value."
            )
            raise TypeError(message)
        return value

    def _refuse_to_block_its_own_loop(self) -> None:
        if self.loop is not None and self.loop is running_loop():
            message = "this would block the event loop that the function runs on; write `await` before it"
            raise RuntimeError(message)
