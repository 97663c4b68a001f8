"""Which session the code that runs here belongs to: threads, tasks and pools carry that of the block they began in."""

from __future__ import annotations

import logging
import threading
from contextvars import ContextVar, Token

from deferred.core.call_site import caller
from deferred.core.errors import DeferredError
from deferred.futures.event_loops import place, running_loop
from deferred.session import guard
from deferred.session.protocol import BlockSession

inherited: ContextVar[BlockSession | None] = ContextVar("deferred_session", default=None)
opened: list[BlockSession] = []
log = logging.getLogger("deferred")
_outsiders: set[str] = set()


def current_session() -> BlockSession | None:
    """Find the session that calls made here belong to; None means that they are ordinary calls."""
    session = innermost = inherited.get()
    while session is not None:  # what a nested block started belongs to the outer one once that block is left
        if session.is_open:
            return session
        session = session.parent
    if innermost is not None and not innermost.has_ended:
        return innermost  # only the block around it was left, out of order: its calls are refused, not sent in silence
    takers = [session for session in opened if session.settings.threads == "all" and session.is_open]
    return takers[-1] if takers else _of_this_loop()


def _of_this_loop() -> BlockSession | None:
    """Find a block that was entered by a task which is over: nobody else can be inside it but the tasks of its loop."""
    loop = running_loop()
    found = (
        []
        if loop is None
        else [block for block in opened if block.is_open and block.entered.has_outlived_its_task(loop)]
    )
    return found[-1] if found else None


class _Lent(threading.local):
    """The session that made this worker of a pool: as long as it is open, what nobody else gave in is its own."""

    by: BlockSession | None = None


lent = _Lent()


def left_behind() -> BlockSession | None:
    """Find the ended session that this code still carries: it runs in a thread, pool or task which that block started.

    Code after the block, in the place where it was entered, is not carried, even if the block was left elsewhere.
    """
    session = inherited.get()
    is_free = session is None or session.is_open or session is lent.by or session.entered.place == place()
    return None if is_free else session


def of_what_starts_here() -> BlockSession | None:
    """Find the session, open or ended, that what is started here will belong to."""
    return current_session() or left_behind()


def owner() -> BlockSession | None:
    """Find the session that a call made here belongs to; one that has ended refuses it.

    Raises:
        DeferredError: two sessions with threads="all" are open, and the call belongs to neither.
    """
    found = current_session()
    if found is not None and inherited.get() is None and len({taker.root for taker in opened if taker.is_open}) > 1:
        message = (
            f"the call at {caller()} was made in a thread that belongs to no block, while several are open and one of "
            'them takes in every thread (threads="all"): it cannot be told whose it is, so nothing was sent. Start the '
            "thread inside the block that it works for."
        )
        raise DeferredError(message)
    return found or left_behind()


def note_outsider(method: str, where: str) -> None:
    """Say once of each line that its calls go live, at full price, while a block is open that is not theirs.

    Raises:
        NotBatchable: `deferred.guard()` is on.
    """
    guard.refuse(method, where)
    if opened and where not in _outsiders:
        _outsiders.add(where)
        log.warning(
            "deferred: %s at %s goes live, at full price: the thread or task that makes it began before the block that "
            'is open, and does not belong to it. deferred.batch(threads="all") takes such calls in.', method, where,
        )  # fmt: skip


def travel(session: BlockSession | None) -> Token[BlockSession | None]:
    """Make `session` the one that this thread's calls belong to."""
    return inherited.set(session)


def stay(token: Token[BlockSession | None]) -> None:
    """Undo `travel`."""
    inherited.reset(token)
