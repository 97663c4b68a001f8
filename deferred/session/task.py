"""Tasks: functions of several dependent calls that run side by side; their first calls are one wave, and so on.

`for text in texts: print(solve(text))` waits for a batch at each call; `deferred.map(solve, texts)` does not.
"""

from __future__ import annotations

import asyncio
import functools
import inspect
import itertools
import sys
import typing
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Iterable, Iterator, Sequence
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from deferred.core.call_site import caller
from deferred.futures import placeholder
from deferred.futures.event_loops import running_loop
from deferred.futures.future import Future
from deferred.session import current
from deferred.session.protocol import BlockSession
from deferred.tasks.calls import call, call_async, settle_from
from deferred.tasks.future import TaskFuture
from deferred.tasks.task_call import TaskCall

_STOPPED = "the function raised StopIteration"  # in Python's words for a generator that does so
_NONE: dict[str, Any] = {}
P = ParamSpec("P")
Q = ParamSpec("Q")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
A = TypeVar("A")
B = TypeVar("B")
S = TypeVar("S")


class Task(Generic[P, R_co]):
    """The result of `@deferred.task`: a function that can also run many times side by side."""

    __wrapped__: Callable[P, R_co]

    def __init__(self, function: Callable[P, R_co]) -> None:
        """Use `deferred.task`."""
        functools.update_wrapper(self, function)
        self._is_async = gives_coroutine(function)
        if self._is_async:  # asyncio and frameworks ask for this mark, in Python 3.11
            self._is_coroutine = getattr(asyncio.coroutines, "_is_coroutine", None)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R_co:
        """Call the function; inside a session, one that is annotated to return a pydantic model gives a placeholder."""
        session = current.current_session()
        model = None if session is None or self._is_async else self._model
        if model is None:
            begin: Any = call_async if self._is_async else call
            return begin(self.__wrapped__, args, kwargs)  # type: ignore[no-any-return]
        return task_placeholder(self.__wrapped__, args, kwargs, model)  # type: ignore[no-any-return]

    @typing.overload
    def submit(self: Task[P, Coroutine[Any, Any, S]], *args: Any, **kwargs: Any) -> Future[S]: ...

    @typing.overload
    def submit(self, *args: Any, **kwargs: Any) -> Future[R_co]: ...

    def submit(self, *args: Any, **kwargs: Any) -> Future[Any]:
        """Start the function and return its future; futures among the arguments are resolved first.

        Outside a session the function runs at once.

        Example:
            >>> import deferred
            >>> add = deferred.task(lambda a, b: a + b)
            >>> add.submit(add.submit(1, 2), 3).result()
            6
        """
        return _submitted(self.__wrapped__, args, kwargs, is_async=self._is_async)

    @typing.overload
    def map(self: Task[P, Coroutine[Any, Any, S]], *iterables: Iterable[Any]) -> Mapped[S]: ...

    @typing.overload
    def map(self, *iterables: Iterable[Any]) -> Mapped[R_co]: ...

    def map(self, *iterables: Iterable[Any]) -> Mapped[Any]:
        """Run the function for every item, as `deferred.map` does."""
        return _mapped(self.__wrapped__, zip(*iterables, strict=False), is_async=self._is_async)

    @typing.overload
    def __get__(self, owner: None, kind: type | None = None) -> Task[P, R_co]: ...

    @typing.overload
    def __get__(self: Task[Concatenate[Any, Q], R_co], owner: object, kind: type | None = None) -> Task[Q, R_co]: ...

    def __get__(self, owner: Any, kind: type | None = None) -> Any:
        """Bind to an object, as functions in a class do."""
        return self if owner is None else Task(self.__wrapped__.__get__(owner, kind))

    def __repr__(self) -> str:
        return f"<deferred.task {getattr(self.__wrapped__, '__qualname__', self.__wrapped__)}>"

    @functools.cached_property
    def _model(self) -> type | None:
        try:
            kind = typing.get_type_hints(self.__wrapped__).get("return")
        except Exception:  # noqa: BLE001 - an annotation that cannot be read says nothing
            return None
        return kind if is_model(kind) else None


class Mapped(Generic[R]):
    """The results of a map, in order, each as soon as it is ready: iterate, `async for`, or `await` them all."""

    def __init__(self, results: Iterator[R] | None, futures: Iterable[Any] = ()) -> None:
        """Use `deferred.map`."""
        self._results = results
        self._futures = deque(futures)

    def __iter__(self) -> Iterator[R]:
        return self

    def __next__(self) -> R:
        if self._results is not None:
            return next(self._results)
        if not self._futures:
            raise StopIteration
        try:
            result: R = self._futures.popleft().result()
        except StopIteration as error:  # it would end the loop over the results early
            raise RuntimeError(_STOPPED) from error
        return result

    def __aiter__(self) -> AsyncIterator[R]:
        return self

    async def __anext__(self) -> R:
        if self._results is not None:
            for coroutine in self._results:
                return typing.cast("R", await coroutine if inspect.isawaitable(coroutine) else coroutine)
        if not self._futures:
            raise StopAsyncIteration
        try:
            return typing.cast("R", await self._futures.popleft())
        except StopAsyncIteration as error:  # as above
            raise RuntimeError(_STOPPED) from error

    def __await__(self) -> Generator[Any, None, list[R]]:
        return self._all().__await__()

    async def _all(self) -> list[R]:
        return [result async for result in self]


def task(function: Callable[P, R]) -> Task[P, R]:
    """Decorate a function of several calls, so that it runs side by side with others inside a session.

    Args:
        function: a `def` or `async def` function, or a method.

    Returns:
        The function, with `.submit(...)`, which returns a `Future`, and `.map(...)`, which returns results in order. In
        a session a function that is annotated to return a pydantic model returns a placeholder of it at once.
        Outside of a session it is called as usual.

    Example:
        >>> import deferred
        >>> @deferred.task
        ... def double(x):
        ...     return 2 * x
        >>> list(double.map([1, 2, 3]))
        [2, 4, 6]
    """
    if not callable(function):
        message = f"deferred.task decorates functions, not {function!r}"
        raise TypeError(message)
    return Task(function)


@typing.overload
def map_over(function: Callable[[A], Coroutine[Any, Any, R]], items: Iterable[A], /) -> Mapped[R]: ...


@typing.overload
def map_over(function: Callable[[A], R], items: Iterable[A], /) -> Mapped[R]: ...


@typing.overload
def map_over(
    function: Callable[[A, B], Coroutine[Any, Any, R]], items: Iterable[A], others: Iterable[B], /
) -> Mapped[R]: ...


@typing.overload
def map_over(function: Callable[[A, B], R], items: Iterable[A], others: Iterable[B], /) -> Mapped[R]: ...


@typing.overload
def map_over(
    function: Callable[..., Coroutine[Any, Any, R]],
    first: Iterable[Any],
    second: Iterable[Any],
    third: Iterable[Any],
    /,
    *iterables: Iterable[Any],
) -> Mapped[R]: ...


@typing.overload
def map_over(
    function: Callable[..., R],
    first: Iterable[Any],
    second: Iterable[Any],
    third: Iterable[Any],
    /,
    *iterables: Iterable[Any],
) -> Mapped[R]: ...


def map_over(function: Callable[..., Any], *iterables: Iterable[Any]) -> Mapped[Any]:
    """Call a function for every item; inside a block up to 10,000 run side by side, so that each step is one wave.

    Args:
        function: called with one item of each iterable; `def` or `async def`.
        *iterables: as for the builtin `map`, the shortest ends it.

    Returns:
        The results in order, each as soon as it is ready. Inside a session the functions run whether or not the
        results are read; reading one raises what its function raised. In a coroutine: `await deferred.map(...)`.

    Example:
        >>> import deferred
        >>> list(deferred.map(str.upper, ["a", "b"]))
        ['A', 'B']
    """
    plain = function.__wrapped__ if isinstance(function, Task) else function
    return _mapped(plain, zip(*iterables, strict=False), is_async=gives_coroutine(plain))


def task_placeholder(function: Callable[..., Any], args: Any, kwargs: Any, model: type) -> Any:
    """Start a function as a task of the current session; returns a placeholder of its result, a model."""
    session = current.current_session()
    assert session is not None
    future = TaskFuture(session.tasks.waited_for, model)
    _note(session, [future])
    pending = future.placeholder(model)
    session.tasks.functions.enter([TaskCall(function, args, kwargs, future, caller())])
    return pending


def part_placeholders(function: Callable[..., Any], args: Any, kwargs: Any, models: Sequence[type]) -> tuple[Any, ...]:
    """Start a function that returns a tuple as a task; returns placeholders of these classes for its parts."""
    session = current.current_session()
    assert session is not None
    parts = [TaskFuture(session.tasks.waited_for, model) for model in models]
    pending = tuple(part.placeholder(model) for part, model in zip(parts, models, strict=True))
    whole = submitted(function, args, kwargs)
    whole.watch(lambda: _deal(whole, parts))
    return pending


def _deal(whole: TaskFuture, parts: Sequence[TaskFuture]) -> None:
    if whole.error is not None:
        for part in parts:
            part.fail(whole.error)
        return
    for part, value in zip(parts, whole.result(0), strict=True):
        part.give(value)


def submitted(function: Callable[..., Any], args: Any, kwargs: Any) -> TaskFuture:
    """Start a function as a task of the current session; outside of a session it runs at once."""
    return _submitted(function, args, kwargs, is_async=False)


def is_model(kind: Any) -> bool:
    """Whether `kind` is a class of pydantic models that a placeholder can stand for."""
    pydantic = sys.modules.get("pydantic")
    return (
        pydantic is not None
        and isinstance(kind, type)
        and issubclass(kind, pydantic.BaseModel)
        and placeholder.can_stand_for(kind)
    )


def _mapped(function: Callable[..., Any], items: Iterable[tuple[Any, ...]], *, is_async: bool) -> Mapped[Any]:
    session = current.current_session()
    if session is None:
        return Mapped(_one_by_one(function, items, is_async=is_async))
    if is_async:
        return Mapped(None, [_submitted(function, item, {}, is_async=True) for item in items])
    where = caller()
    runs = [TaskCall(function, item, _NONE, TaskFuture(session.tasks.waited_for), where) for item in items]
    futures = [run.future for run in runs]
    _note(session, futures)
    session.tasks.functions.enter(runs)
    return Mapped(None, futures)


def _note(session: BlockSession, futures: Iterable[TaskFuture[Any]]) -> None:
    """Note what an inner block started: its end waits for nothing, so its results have to."""
    if session.parent is not None:
        session.stats.started.extend(futures)


def _submitted(function: Callable[..., Any], args: Any, kwargs: Any, *, is_async: bool) -> TaskFuture:
    session = current.current_session()
    if session is None:
        return _done_now(function, args, kwargs, is_async=is_async)
    future = TaskFuture(session.tasks.waited_for, loop=running_loop() if is_async else None)
    _note(session, [future])
    if is_async:
        session.tasks.coroutines.enter(function, args, kwargs, future)
    else:
        session.tasks.functions.enter([TaskCall(function, args, kwargs, future, caller())])
    return future


def _done_now(function: Callable[..., Any], args: Any, kwargs: Any, *, is_async: bool) -> TaskFuture:
    """Run a function outside a session: here, or as a task of the running event loop."""
    loop = running_loop() if is_async else None
    future = TaskFuture(loop=loop)
    if loop is not None:
        started = loop.create_task(call_async(function, args, kwargs))
        started.add_done_callback(lambda done: settle_from(done, future))
        return future
    try:
        future.give(asyncio.run(call_async(function, args, kwargs)) if is_async else call(function, args, kwargs))
    except Exception as error:  # noqa: BLE001 - every error is raised again where the result is read
        future.fail(error)
    return future


def _one_by_one(function: Callable[..., Any], items: Iterable[Any], *, is_async: bool) -> Iterator[Any]:
    """Run the calls of a map outside a session one after the other; a coroutine function is awaited when it is read."""
    if not is_async:  # not a generator, which would end at the first item that fails
        return map(functools.partial(call, function), items, itertools.repeat({}))
    if running_loop() is not None:
        return (call_async(function, item, {}) for item in items)
    return _run_one_by_one(function, items)


def _run_one_by_one(function: Callable[..., Any], items: Iterable[Any]) -> Iterator[Any]:
    with asyncio.Runner() as runner:
        for item in items:
            yield runner.run(call_async(function, item, {}))


def gives_coroutine(function: Any) -> bool:
    """Whether the function is declared to return a coroutine."""
    if isinstance(function, Task):
        return gives_coroutine(function.__wrapped__)
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(type(function).__call__)
