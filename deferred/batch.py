"""The block: `deferred.batch(...)`, a context manager (sync and async) and a decorator around one Session."""

from __future__ import annotations

import dataclasses
import functools
import inspect
import logging
import types
import typing
from collections.abc import Callable
from contextvars import Token
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar, Unpack

from deferred import capture, patching
from deferred.config import settings as settings_module
from deferred.config.arguments import SettingsArguments
from deferred.config.settings import Settings
from deferred.core import collector, remedies
from deferred.core.call_site import caller
from deferred.core.errors import DeferredError, raise_one_of_ours
from deferred.core.notebook import is_unnamed, lasting
from deferred.core.pending import Pending, carry_out_of_pool, first_of
from deferred.core.shutdown import run_all
from deferred.lookahead import process
from deferred.session import current, lifetime, processes, threads
from deferred.session.exit import leave, leave_async
from deferred.session.opening import open_session
from deferred.session.protocol import BlockSession
from deferred.session.session import Session
from deferred.session.task import gives_coroutine
from deferred.storage import is_shared
from deferred.tasks.task_call import no_coroutine

if TYPE_CHECKING:
    from datetime import timedelta
    from pathlib import Path

log = logging.getLogger("deferred")
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
        self._check_detach()
        self._check_pool()
        session = open_session(self._settings, self._run_name(), capture.sdk_versions(), self._outer())
        try:
            patching.arm()
        except BaseException:
            leave(session, DeferredError("the block was not entered"))
            raise
        collector.relax()
        current.opened.append(session)
        self._entered.append((session, current.travel(session)))
        return session

    def _check_part(self) -> None:
        if self._settings.part and not self._settings.name:
            message = (
                f"{remedies.setting('part', True)} needs the name of the run that the block is a part of: "
                f"{remedies.block('name', ...)}"
            )
            raise ValueError(message)
        if self._settings.part and self._settings.fresh:
            message = "part=True joins a run; fresh=True would begin another one, with its own limit, in each process"
            raise ValueError(message)

    def _check_detach(self) -> None:
        """Refuse what would let each process of a detached run buy everything anew."""
        settings = self._settings
        if settings.detach is None or settings.dry_run:
            return
        if settings.cache is False:
            message = (
                "detach= ends the process while jobs are at the provider, and cache=False keeps no ledger by which the "
                "next process would find them, so they would be bought again. Leave cache=False out, or detach="
            )
            raise ValueError(message)
        if settings.fresh:
            message = (
                "detach= ends the process while jobs are at the provider, and fresh=True would begin another run in "
                "the next process, which would buy them again. Leave fresh=True out, or detach="
            )
            raise ValueError(message)

    def _check_pool(self) -> None:
        """Refuse a pool that no other process can find."""
        settings = self._settings
        if settings.pool is None or settings.dry_run:
            return
        if not settings.name:
            message = (
                "pool= lets the calls of several processes wait for one job together, and needs the name of their run: "
                "deferred.batch(pool=..., name=..., part=True)"
            )
            raise ValueError(message)
        if not is_shared(settings.cache):
            message = (
                "pool= lets the calls of several processes wait for one job together, in a ledger that they share: "
                "deferred.batch(pool=..., cache='postgresql://...'). On one host, make the calls in one process"
            )
            raise ValueError(message)

    def _outer(self) -> Session | None:
        """Return the session of the block around this one; a forked child has none."""
        outer = current.current_session()
        if not isinstance(outer, Session) or outer.entered.is_of_another_process:
            return None
        if self._settings.dry_run and not outer.root.settings.dry_run:
            message = "dry_run=True inside a block that sends has no meaning: its calls go with the outer block's"
            raise DeferredError(message)
        if self._settings.within not in {Settings.within, outer.root.settings.within}:
            message = (
                "within=... of a block inside another block has no meaning: its calls are sent with those of the outer "
                "block, by its routes. Say within=... at the outer block."
            )
            raise DeferredError(message)
        return outer

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> bool | None:
        """Wait for the jobs; after an exception, send no more calls."""
        session, token = self._mine()
        if _is_left_to_the_parent(session, token):
            return None
        try:
            is_quiet = leave(session, error)
        except Pending as pending:
            _carry_out(session, pending)
            raise
        finally:
            self._close(session, token)
        return _ended_by(session, error, is_quiet=is_quiet)

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
        except Pending as pending:
            _carry_out(session, pending)
            raise
        finally:
            self._close(session, token)
        return _ended_by(session, error, is_quiet=is_quiet)

    def __call__(self, function: F) -> F:
        """Run each call of a function (`def` or `async def`) in a session of its own."""
        if not callable(function):
            message = f"deferred.batch(...) decorates functions, not {function!r}"
            raise TypeError(message)
        _refuse_classes(function)
        _refuse_generators(function)
        named = self._name_of(function)
        if gives_coroutine(function):

            @functools.wraps(function)
            async def run_async(*args: Any, **kwargs: Any) -> Any:
                async with Batch(self._settings, named):
                    return _ended(await function(*args, **kwargs), named)

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
        if self._settings.name:
            return self._settings.name
        if self._settings.cost_limit is not None and is_unnamed(self._where):
            log.warning(
                "deferred: the name of this notebook is not known, so the run is named after the code of its cell. "
                "Once the cell is edited, a new run begins, with the whole cost_limit. To name it: "
                'deferred.batch(name="...").'
            )
        return lasting(self._where)

    def _close(self, session: Session, token: Token[BlockSession | None]) -> None:
        run_all(
            session.stop_watching,
            functools.partial(current.opened.remove, session),
            functools.partial(_step_out_of, session, token),
            functools.partial(_disarm, session),
            functools.partial(collector.restore, has_replies=bool(session.stats.calls)),
        )


def _ended_by(session: Session, error: BaseException | None, *, is_quiet: bool | None) -> bool | None:
    """Return whether a block swallows an exception; raise the errors of `deferred` that a group of them only wraps."""
    if not is_quiet:
        _carry_out(session, first_of(error))
        raise_one_of_ours(error, Pending)
    return is_quiet


def _carry_out(session: Session, pending: Pending | None) -> None:
    if session.parent is None:  # the block around an inner one does that
        carry_out_of_pool(pending)


def _disarm(session: Session) -> None:
    if session.root is session:
        lifetime.when_nothing_is_left(session, patching.disarm)
    else:
        patching.disarm()


def _refuse_classes(function: Callable[..., Any]) -> None:
    if inspect.isclass(function):
        message = (
            f"deferred.batch(...) cannot decorate {function!r}, a class: its methods run after it was made, outside of "
            "the block. Decorate the method that makes the calls, or write `with deferred.batch(...):` around its use."
        )
        raise TypeError(message)


def _refuse_generators(function: Callable[..., Any]) -> None:
    for code in (function, type(function).__call__):
        if inspect.isgeneratorfunction(code) or inspect.isasyncgenfunction(code):
            message = (
                f"deferred.batch(...) cannot decorate {function!r}, a generator: it runs only while a loop reads it, "
                "and that loop is outside the block. Write `with deferred.batch(...):` around the loop."
            )
            raise TypeError(message)


def _ended(value: Any, named: str) -> Any:
    """Return the value of a function; refuse what would run after the end of its block."""
    no_coroutine(value, f"{named} is a `def`", "Put the decorator on the `async def` function itself.")
    if _runs_later(value):
        message = (
            f"{named} returned {value!r}, which runs only while it is read, outside of its deferred.batch(...). Write "
            "`with deferred.batch(...):` around the loop that reads it."
        )
        raise TypeError(message)
    return value


def _runs_later(value: Any) -> bool:
    """Whether a value is a generator that has not begun, as a wrapped generator function gives.

    An expression like `(reply.text for reply in replies)` may have all its replies already.
    """
    made = value.gen if type(value).__module__ == "contextlib" and hasattr(value, "gen") else value
    if type(made) is types.AsyncGeneratorType:  # `isinstance` may ask a reply for its class
        return made.ag_code.co_name != "<genexpr>"
    if type(made) is not types.GeneratorType or made.gi_code.co_name == "<genexpr>":
        return False
    return inspect.getgeneratorstate(made) == inspect.GEN_CREATED


def _is_left_to_the_parent(session: Session, token: Token[BlockSession | None]) -> bool:
    """Leave the block in a forked child, without waiting: the child has none of the threads to wait for."""
    if session.root is session:
        process.end_child(process.END_OF_BLOCK)
    if session.entered.is_of_another_process:
        current.opened.remove(session)
        _step_out_of(session, token)
        collector.restore()
    return session.entered.is_of_another_process


def _step_out_of(session: Session, token: Token[BlockSession | None]) -> None:
    if current.inherited.get() is not session:
        session.entered.is_left_apart = True  # as generators do: a block that was entered later is still open here
    else:
        try:
            current.inherited.reset(token)
        except ValueError:  # left in another context than it was entered in, as pytest fixtures do
            session.entered.is_left_apart = True
            current.inherited.set(session.parent)
    current.step_out_of_what_was_left()


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
        Pending: `detach` is over, and jobs are at the provider; raised by every wait, and by the end of the block.

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


def _signature() -> inspect.Signature:
    """Return the signature of `batch` with every setting, its type, and the default that is in force without it."""
    known = inspect.signature(batch).parameters
    types = {**SettingsArguments.__annotations__, **{name: one.annotation for name, one in known.items()}}
    names = [*(name for name in known if name != "settings"), *SettingsArguments.__annotations__]
    defaults = {field.name: _default(field) for field in dataclasses.fields(settings_module.Settings)}
    rare = inspect.Parameter.KEYWORD_ONLY
    parameters = [
        inspect.Parameter(
            name, known[name].kind if name in known else rare, default=defaults[name], annotation=_text(types[name])
        )
        for name in names
    ]
    return inspect.Signature(parameters, return_annotation=Batch)


def _default(field: dataclasses.Field[Any]) -> Any:
    return field.default_factory() if callable(field.default_factory) else field.default


def _text(kind: Any) -> str:
    return kind.__forward_arg__ if isinstance(kind, typing.ForwardRef) else str(kind)


batch.__signature__ = _signature()  # type: ignore[attr-defined] # what help() shows
