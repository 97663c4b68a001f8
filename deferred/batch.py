"""The block: `deferred.batch(...)`, a context manager (sync and async) and a decorator around one Session."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Coroutine
from contextvars import Token
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar, Unpack

from deferred import capture, patching
from deferred.config import settings as settings_module
from deferred.config.settings import Settings, SettingsArguments
from deferred.core.call_site import caller
from deferred.core.errors import DeferredError, raise_one_of_ours
from deferred.session import current, lifetime, processes, threads
from deferred.session.exit import leave, leave_async
from deferred.session.opening import open_session
from deferred.session.protocol import BlockSession
from deferred.session.session import Session
from deferred.session.task import gives_coroutine

if TYPE_CHECKING:
    from datetime import timedelta
    from pathlib import Path

F = TypeVar("F", bound=Callable[..., Any])
_PATCHED_BY = (capture, processes, threads)  # imported for the targets that they register


class Batch:
    """The result of `deferred.batch(...)`: a context manager, sync and async, and a decorator."""

    def __init__(self, settings: Settings, where: str) -> None:
        """Keep the settings; users call `deferred.batch` instead."""
        self._settings, self._where = settings, where
        self._entered: list[tuple[Session, Token[BlockSession | None]]] = []

    def __enter__(self) -> Session:
        """Open a session, or join the session of the block around this one."""
        self._check_part()
        session = open_session(self._settings, self._run_name(), capture.sdk_versions(), self._outer())
        try:
            patching.arm()
        except BaseException:
            leave(session, DeferredError("the block was not entered"))
            raise
        current.opened.append(session)
        self._entered.append((session, current.travel(session)))
        return session

    def _check_part(self) -> None:
        if self._settings.part and not self._settings.name:
            message = (
                "part=True needs the name of the run that the block is a part of: deferred.batch(part=True, name=...)"
            )
            raise ValueError(message)
        if self._settings.part and self._settings.fresh:
            message = "part=True joins a run; fresh=True would begin another one, with its own limit, in each process"
            raise ValueError(message)

    def _outer(self) -> Session | None:
        """Return the session of the block around this one; a forked child has none."""
        outer = current.current_session()
        if not isinstance(outer, Session) or outer.entered.is_of_another_process:
            return None
        if self._settings.dry_run and not outer.root.settings.dry_run:
            message = "dry_run=True inside a block that sends has no meaning: its calls go with the outer block's"
            raise DeferredError(message)
        return outer

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> bool | None:
        """Wait for the jobs; after an exception, send no more calls."""
        session, token = self._mine()
        if _is_left_to_the_parent(session, token):
            return None
        try:
            is_quiet = leave(session, error)
        finally:
            self._close(session, token)
        if not is_quiet:
            raise_one_of_ours(error)
        return is_quiet

    async def __aenter__(self) -> Session:
        """Open a session, as `with` does."""
        return self.__enter__()

    async def __aexit__(self, kind: Any, error: BaseException | None, trace: Any) -> bool | None:
        """Wait for the jobs without blocking the event loop."""
        session, token = self._mine()
        if _is_left_to_the_parent(session, token):
            return None
        try:
            is_quiet = await leave_async(session, error)
        finally:
            self._close(session, token)
        if not is_quiet:
            raise_one_of_ours(error)
        return is_quiet

    def __call__(self, function: F) -> F:
        """Run each call of a function (`def` or `async def`) in a session of its own."""
        if not callable(function):
            message = f"deferred.batch(...) decorates functions, not {function!r}"
            raise TypeError(message)
        _refuse_generators(function)
        named = self._name_of(function)
        if gives_coroutine(function):

            @functools.wraps(function)
            async def run_async(*args: Any, **kwargs: Any) -> Any:
                async with Batch(self._settings, named):
                    return await function(*args, **kwargs)

            return run_async  # type: ignore[return-value]

        @functools.wraps(function)
        def run(*args: Any, **kwargs: Any) -> Any:
            with Batch(self._settings, named):
                return _ended(function(*args, **kwargs), named)

        return run  # type: ignore[return-value]

    def _mine(self) -> tuple[Session, Token[BlockSession | None]]:
        """Return the session that this thread or task entered: several may enter one `Batch` at once."""
        here_now = current.inherited.get()
        index = next((n for n, (session, _) in enumerate(self._entered) if session is here_now), -1)
        return self._entered.pop(index)

    def _name_of(self, function: Callable[..., Any]) -> str:
        try:
            file = inspect.getsourcefile(function)
        except TypeError:  # a partial, or a callable object
            file = None
        return f"{file or self._where}:{getattr(function, '__qualname__', type(function).__qualname__)}"

    def _run_name(self) -> str:
        return self._settings.name or self._where

    def _close(self, session: Session, token: Token[BlockSession | None]) -> None:
        session.stop_watching()
        current.opened.remove(session)
        _step_out_of(session, token)
        if session.root is session:
            lifetime.when_nothing_is_left(session, patching.disarm)
        else:
            patching.disarm()


def _refuse_generators(function: Callable[..., Any]) -> None:
    for code in (function, type(function).__call__):
        if inspect.isgeneratorfunction(code) or inspect.isasyncgenfunction(code):
            message = (
                f"deferred.batch(...) cannot decorate {function!r}, a generator: it runs only while a loop reads it, "
                "and that loop is outside the block. Write `with deferred.batch(...):` around the loop."
            )
            raise TypeError(message)


def _ended(value: Any, named: str) -> Any:
    """Return the value of a function; refuse a coroutine, which would run after the end of its block."""
    if isinstance(value, Coroutine):
        value.close()
        message = (
            f"{named} is a `def` that returned a coroutine, which would run outside of its deferred.batch(...). "
            "Nothing was sent. Put the decorator on the `async def` function itself."
        )
        raise TypeError(message)
    return value


def _is_left_to_the_parent(session: Session, token: Token[BlockSession | None]) -> bool:
    """Leave the block in a forked child, without waiting: the child has none of the threads to wait for."""
    if session.entered.is_of_another_process:
        current.opened.remove(session)
        _step_out_of(session, token)
    return session.entered.is_of_another_process


def _step_out_of(session: Session, token: Token[BlockSession | None]) -> None:
    if current.inherited.get() is not session:
        return  # left out of order, as generators do: a block that was entered later is still open here
    try:
        current.inherited.reset(token)
    except ValueError:  # left in another context than it was entered in, as pytest fixtures do
        current.inherited.set(None)
    if current.of_what_starts_here() is None:  # the block around it was left first
        current.inherited.set(None)


def batch(
    cost_limit: float | Decimal | None = None,
    time_limit: float | str | timedelta | None = None,
    *,
    name: str | None = None,
    fresh: bool | None = None,
    cache: bool | str | Path | None = None,
    wait: bool | None = None,
    dry_run: bool | None = None,
    **settings: Unpack[SettingsArguments],
) -> Batch:
    """Send the SDK calls of a block, or of a decorated function, in batch jobs at half price.

    Args:
        cost_limit: US dollars that the run may cost in all, restarts included; None sets no limit.
        time_limit: the longest time for the run, in seconds, as a timedelta, or as text like "90m"; None sets no limit.
        name: the identity of the run; by default the script and the line of the block.
        fresh: True begins a new run and ignores stored answers.
        cache: True keeps the ledger in `.deferred/`, a path in that folder; False keeps it only until the process ends.
        wait: False leaves the block as soon as every job is submitted.
        dry_run: True sends nothing, and plans the calls instead.
        **settings: the other fields of `deferred.Settings`.

    Raises:
        ValueError: an argument, or its variable in the environment, is invalid.
        LedgerError: the ledger cannot be opened; raised when the block is entered.

    Example:
        >>> import deferred
        >>> with deferred.batch(cost_limit=5, cache=False) as session:
        ...     pass  # client.messages.create(...) and the like
        >>> session.status()["calls"]
        0
    """
    if callable(cost_limit):
        message = "write @deferred.batch(), with parentheses, to decorate a function"
        raise TypeError(message)
    given = {
        "cost_limit": cost_limit, "time_limit": time_limit, "name": name, "fresh": fresh, "cache": cache, "wait": wait,
        "dry_run": dry_run,
    }  # fmt: skip
    arguments: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
    return Batch(settings_module.resolve({**arguments, **settings}), caller())
