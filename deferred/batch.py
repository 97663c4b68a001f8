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
    """What `deferred.batch(...)` gives: a context manager, sync and async, and a decorator."""

    def __init__(self, settings: Settings, where: str) -> None:
        """Use `deferred.batch`."""
        self._settings, self._where = settings, where
        self._entered: list[tuple[Session, Token[BlockSession | None]]] = []

    def __enter__(self) -> Session:
        """Open a session, or join the one that is open here."""
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

    def _outer(self) -> Session | None:
        """Give the session of the block around this one; a forked child begins anew."""
        outer = current.current_session()
        if not isinstance(outer, Session) or outer.entered.is_of_another_process:
            return None
        if self._settings.dry_run and not outer.root.settings.dry_run:
            message = "dry_run=True inside a block that sends has no meaning: its calls go with the outer block's"
            raise DeferredError(message)
        return outer

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> bool | None:
        """Wait for the jobs; after an exception, send nothing more."""
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
        """Run the whole of a function, `def` or `async def`, inside a session of its own for each call."""
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
        """Give what this thread or task entered: one batch object may be entered by several at once."""
        here_now = current.inherited.get()
        index = next((n for n, (session, _) in enumerate(self._entered) if session is here_now), -1)
        return self._entered.pop(index)

    def _name_of(self, function: Callable[..., Any]) -> str:
        try:
            file = inspect.getsourcefile(function)
        except TypeError:  # a partial, or an object that can be called
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
                f"deferred.batch(...) cannot decorate {function!r}, a generator: it runs only while somebody reads it, "
                "and who reads it is not inside. Write `with deferred.batch(...):` around the loop that reads it."
            )
            raise TypeError(message)


def _ended(value: Any, named: str) -> Any:
    """Give what a function returned; a coroutine would run only after its block was left."""
    if isinstance(value, Coroutine):
        value.close()
        message = (
            f"{named} is a `def` that returned a coroutine, which would run outside of its deferred.batch(...). "
            "Nothing was sent. Put the decorator on the `async def` function itself."
        )
        raise TypeError(message)
    return value


def _is_left_to_the_parent(session: Session, token: Token[BlockSession | None]) -> bool:
    """Step out in a forked child, which has none of the threads that the end of a block waits for."""
    if session.entered.is_of_another_process:
        current.opened.remove(session)
        _step_out_of(session, token)
    return session.entered.is_of_another_process


def _step_out_of(session: Session, token: Token[BlockSession | None]) -> None:
    if current.inherited.get() is not session:
        return  # left out of order, as generators do: what was entered later is still open here
    try:
        current.inherited.reset(token)
    except ValueError:  # left in another context than entered, as pytest fixtures do
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
    """Put the SDK calls of a block, or of a decorated function, into batch jobs at half price.

    Args:
        cost_limit: US dollars the run may cost in all, restarts included; None sets no limit.
        time_limit: seconds, a timedelta, or text like "90m" that the run may take in all.
        name: the run's identity; by default the script and the line of the block.
        fresh: True begins a new run and ignores stored answers.
        cache: True for `.deferred/`, a folder, or False for a ledger that ends with the process.
        wait: False leaves the block as soon as everything is submitted.
        dry_run: True sends nothing.
        **settings: the fields of `deferred.Settings`.

    Raises:
        ValueError: an argument, or its variable in the environment, makes no sense.
        LedgerError: the ledger cannot be opened (when the block is entered).

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
