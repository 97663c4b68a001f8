"""TaskCall: one call of a function that runs as a task, with the context of its caller."""

from __future__ import annotations

import contextvars
import functools
import threading
from collections.abc import Callable, Coroutine
from typing import Any

from deferred.core.call_site import started_from
from deferred.futures.future import Future, here
from deferred.tasks import calls
from deferred.tasks.calls import call
from deferred.tasks.future import TaskFuture

_OUR_FRAMES = {__file__, calls.__file__}


class TaskCall:
    """One call of a task's function, from its admission to its end."""

    __slots__ = ("args", "context", "function", "future", "gate", "ident", "kwargs", "native", "nested", "where")

    def __init__(self, function: Callable[..., Any], args: Any, kwargs: Any, future: TaskFuture, where: str) -> None:
        """Store the call, with the context and call site of its caller."""
        self.function, self.args, self.kwargs, self.future, self.where = function, args, kwargs, future, where
        self.context = contextvars.copy_context()
        self.gate: Any = None
        self.ident = self.native = 0  # of its thread
        self.nested = here.park is not None

    def run(self, park: Callable[[TaskCall, Future, float | None], bool]) -> bool:
        """Run the function on this thread; False if it raised. It waits for replies by `park`."""
        here.park = functools.partial(park, self)
        self.ident, self.native = threading.get_ident(), threading.get_native_id()
        try:
            with started_from(self.where):
                value = no_coroutine(
                    self.context.run(call, self.function, self.args, self.kwargs),
                    f"the function that runs at {self.where} is a `def` or a `lambda`",
                    "Give the `async def` function itself.",
                )
        except BaseException as error:  # noqa: BLE001 - every error is raised again where the result is read
            self.future.fail(_without_our_frames(error))
            return False
        else:
            self.future.give(value)
        finally:
            here.park = None
        return True

    def prepare_to_wait(self) -> None:
        """Prepare a wait: from now on `wake` may be called before `wait`."""
        if self.gate is None:
            self.gate = threading.Lock()
            self.gate.acquire()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait on the thread of this call until `wake` is called; False after `timeout` seconds."""
        return bool(self.gate.acquire(timeout=-1 if timeout is None else timeout))

    def wake(self) -> None:
        """Wake the thread of this call."""
        self.gate.release()


def no_coroutine(value: Any, function: str, remedy: str) -> Any:
    """Return the value of a function; refuse a coroutine, whose calls would go live once the block is left."""
    if issubclass(type(value), Coroutine):  # `isinstance` may ask a reply for its class
        value.close()
        message = (
            f"{function} that returned a coroutine, which would run outside of the block. Nothing was sent. {remedy}"
        )
        raise TypeError(message)
    return value


def _without_our_frames(error: BaseException) -> BaseException:
    """Remove our frames, so that a traceback begins in the user's function, as after a plain call."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename in _OUR_FRAMES:
        trace = trace.tb_next
    return error.with_traceback(trace)
