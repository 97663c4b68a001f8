"""The end of a block: send and wait, or drop what is unsent, and report failures."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from deferred.core.errors import DeferredError, DryRun, EndOfDryRun, is_only
from deferred.core.helper_threads import is_started
from deferred.core.shutdown import run_all
from deferred.engine.failures import never_sent
from deferred.engine.state import PendingCall
from deferred.futures.event_loops import call_there, running_loop, running_trio, tell
from deferred.session.session import Session
from deferred.tasks.coroutines import LOOK_AT_LOOPS
from deferred.tasks.future import TaskFuture

log = logging.getLogger("deferred")
_SECONDS_TO_CLOSE = 1.0  # for the engine to close the ledger, once it has nothing left to do
_SECONDS_OF_SILENCE = 5.0  # before the log names what the end of a block waits for
_LOOKS_BEFORE_A_FLUSH = 12  # successive looks without a new call or a running task


def leave(session: Session, error: BaseException | None) -> bool | None:
    """End a block: send and wait, or after an exception send nothing more.

    Returns True if the exception is the end of a dry run, which is not raised.

    Raises:
        ExceptionGroup: some calls failed, and on_failure="raise".
    """
    if session.parent is not None:
        session.end()
    elif session.settings.dry_run:
        return _Exit(session).show_plan(error)
    else:
        _Exit(session).leave(error)
    return None


async def leave_async(session: Session, error: BaseException | None) -> bool | None:
    """End a block as `leave` does, without blocking the event loop."""
    if session.parent is not None or not _is_awaited(session, error):
        return leave(session, error)
    trio = running_trio()
    if trio is not None:
        quiet: bool | None = await trio.to_thread.run_sync(leave, session, error)
        return quiet
    await (_Exit(session).let_tasks_end_in_loop() if session.settings.dry_run else _Exit(session).wait_in_loop())
    return leave(session, error)


def _is_awaited(session: Session, error: BaseException | None) -> bool:
    """Whether the end of the block waits: after an exception it does not."""
    return error is None or (session.settings.dry_run and is_only(error, EndOfDryRun))


class _Exit:
    """Leaves the outermost block of a session."""

    def __init__(self, session: Session) -> None:
        self._session, self._settings = session, session.settings
        self._engine, self._tasks = session.engine, session.tasks

    def leave(self, error: BaseException | None) -> None:
        try:
            if error is not None:
                self._abandon(error)
            else:
                self._let_tasks_end()
                self._drop_ahead()
                self._engine.calls.flush("exit")
                with self._engine.calls.wanting("the end of the block"):
                    self._session.until(self._enough)
                self._session.raise_pending()
        except BaseException:
            self._say_how_to_go_on()
            raise
        finally:
            self._close(complete=error is None and self._session.stats.has_all_answers)
        if error is None:
            self._session.run.was_left_in_order()
            self._look_back()

    async def wait_in_loop(self) -> None:
        loop = asyncio.get_running_loop()
        done = loop.create_future()
        try:
            if self._settings.wait:
                await self.let_tasks_end_in_loop()
            self._drop_ahead()
            self._engine.calls.flush("exit")
            self._engine.scheduler.when(self._enough, functools.partial(_soon, loop, done))
            with self._engine.calls.wanting("the end of the block"):
                await done
            self._session.raise_pending()
        except BaseException:
            self._say_how_to_go_on()
            self._close()
            raise

    async def let_tasks_end_in_loop(self) -> None:
        loop = asyncio.get_running_loop()
        over = loop.create_future()
        self._tasks.when_done(functools.partial(_soon, loop, over), items=True)
        with self._attending_to_pools():
            while not (await asyncio.wait({over}, timeout=LOOK_AT_LOOPS))[0]:
                self._tasks.coroutines.fail_where_loop_stopped()

    def show_plan(self, error: BaseException | None) -> bool | None:
        session = self._session
        try:
            if _is_awaited(session, error):
                self._wait_for_all()  # the first call of every task belongs to the plan
            foreseen = session.plan()
            if self._settings.progress is not False:
                sys.stderr.write(f"{foreseen}\n")
        finally:
            for call, _, _ in session.core.intake.foresight.calls:
                call.fail(_dry(call))
            for future in list(self._tasks.failed):
                future.is_over_dry(DryRun("the function read a reply, and nothing was sent: this was a dry run"))
            run_all(functools.partial(self._tasks.close, "this was a dry run"), session.end)
        return (error is not None and is_only(error, EndOfDryRun)) or None

    @property
    def _enough(self) -> Callable[[], bool]:
        """Whether the block may end: the condition that its end waits for."""
        return self._engine.idle if self._settings.wait else self._engine.submitted

    def _drop_ahead(self) -> None:
        """Drop the calls that were sent ahead and that the script did not make; the next process may make them."""
        core = self._session.core
        if core.ahead is not None and self._engine.pending is None:
            core.ahead.close(core.intake.withdraw_ahead)

    def _close(self, *, complete: bool = False) -> None:
        # Without waiting, the run is left when its jobs are over. The block is over, whatever the ledger says.
        run_all(
            functools.partial(self._tasks.close, "the block was left before this function had ended"),
            functools.partial(self._leave_run, complete=complete),
            self._session.end,
        )
        if self._settings.wait and self._engine.idle():  # the ledger's folder may be removed right after the block
            self._engine.scheduler.join(_SECONDS_TO_CLOSE)

    def _leave_run(self, *, complete: bool) -> None:
        if self._settings.wait:
            self._session.run.leave(complete=complete, found=self._session.stats.run.found_keys)

    def _let_tasks_end(self) -> None:
        if self._settings.wait:
            self._wait_for_all()
        else:
            self._tasks.wait_until_quiet()

    def _wait_for_all(self) -> None:
        """Wait for tasks and for the work of pools; on an event loop not for pools, which may need the loop."""
        loop = running_loop()
        if loop is not None and self._tasks.coroutines.needs(loop):
            message = (
                "the block was left by a plain `with` before its async functions had ended on the running event loop; "
                "waiting would block this loop for ever. Write `async with deferred.batch(...)`, or await them"
            )
            raise DeferredError(message)
        with self._attending_to_pools():
            self._tasks.wait_for_all(items=loop is None)

    @contextlib.contextmanager
    def _attending_to_pools(self) -> Iterator[None]:
        over = threading.Event()
        if self._tasks.pools.names:
            attendant = threading.Thread(target=self._attend, args=(over,), name="deferred-waiting", daemon=True)
            is_started(attendant, "the functions in pools that the block waits for are not named")
        try:
            yield
        finally:
            over.set()

    def _attend(self, over: threading.Event) -> None:
        """Send, after a pause, calls that a pool's functions may wait for; log the functions if no job is running."""
        made, looks, is_said = -1, 0, False
        while not over.wait(_SECONDS_OF_SILENCE):
            looks = looks + 1 if made == len(self._session.stats.calls) and self._tasks.patience() is not None else 0
            made = len(self._session.stats.calls)
            if looks >= _LOOKS_BEFORE_A_FLUSH:
                self._engine.calls.flush("exit")
            is_said = is_said or self._say_what_is_waited_for()

    def _say_what_is_waited_for(self) -> bool:
        names = self._tasks.pools.names
        if not names or self._session.stats.unanswered:
            return False
        log.warning(
            "deferred: the end of the block waits for %d functions that were given to a pool inside it and have not "
            "returned: %s", len(names), ", ".join(sorted(set(names))[:5]),
        )  # fmt: skip
        return True

    def _abandon(self, error: BaseException) -> None:
        self._tasks.close(f"the block was left by {type(error).__name__} before this function had ended")
        why = f"the block was left by {type(error).__name__} before that"
        self._drop_ahead()
        dropped = self._engine.drop(lambda call: never_sent(call, why))
        if dropped:
            log.warning("deferred: the block was left by %s; %d calls were not sent", type(error).__name__, dropped)
        if not self._engine.idle():
            self._say_how_to_go_on()

    def _say_how_to_go_on(self) -> None:
        if self._session.stats.unanswered:
            log.warning(
                "deferred: %d calls are still at the provider; nothing is lost: run the script again to collect them",
                self._session.stats.unanswered,
            )

    def _look_back(self) -> None:
        """Report the calls and functions that failed."""
        session = self._session
        failed = [call for call in session.stats.calls if call.failed]
        unread = [future for future in self._tasks.failed if not future.was_read]
        if self._settings.on_failure == "raise":
            _raise_all(failed, len(session.stats.calls), unread)
        _name_unread(unread)
        if not failed:
            return
        from deferred.report.failures import reason  # noqa: PLC0415 - prices are only loaded when it is needed

        first = failed[0]
        log.error(
            "deferred: %d of %d calls failed; the first is %s at %s: %s. List them with session.results().failed",
            len(failed), len(session.stats.calls), first.method, first.where, reason(first).rstrip("."),
        )  # fmt: skip


def _raise_all(failed: Sequence[PendingCall], calls: int, unread: Sequence[TaskFuture[Any]]) -> None:
    """Raise the errors of failed calls, and of functions that raised something of their own, which nobody read."""
    errors = [call.exception() for call in failed]
    known = {str(error) for error in errors}
    own = [one.error for one in unread if isinstance(one.error, Exception) and str(one.error) not in known]
    if errors or own:
        functions = f"{len(own)} functions raised" if own else ""
        words = " and ".join(filter(None, [f"{len(failed)} of {calls} calls failed" if errors else "", functions]))
        raise ExceptionGroup(words, [*errors, *own])


def _name_unread(unread: Sequence[TaskFuture[Any]]) -> None:
    if unread:
        error = unread[0].error
        log.error(
            "deferred: %d functions failed, and their results were not read so far; the first raised %s: %s",
            len(unread), type(error).__name__, str(error).rstrip("."),
        )  # fmt: skip


def _dry(call: PendingCall) -> DryRun:
    return DryRun(
        f"{call.method} at {call.where}: nothing was sent, because this was a dry run. Send it with dry_run=False"
    )


def _soon(loop: asyncio.AbstractEventLoop, waiter: asyncio.Future[None]) -> None:
    call_there(loop.call_soon_threadsafe, functools.partial(tell, waiter))  # a closed loop has no waiter
