"""The current session: threads, tasks and pools carry the session of the block that they were started in."""

from __future__ import annotations

import threading
from contextvars import ContextVar, Token

from deferred.core.call_site import caller
from deferred.core.errors import DeferredError
from deferred.futures.event_loops import place, running_loop
from deferred.session import thread_age
from deferred.session.protocol import BlockSession

inherited: ContextVar[BlockSession | None] = ContextVar("deferred_session", default=None)
opened: list[BlockSession] = []


def _of_the_only_block() -> BlockSession | None:
    """Return the session that this code carries, if it is the only open one: nothing else can take a call then."""
    session = inherited.get()
    if session is not None and len(opened) == 1 and session.is_open and not session.entered.is_left_apart:
        return session
    return None


def current_session() -> BlockSession | None:
    """Find the session of calls made here; None if no block takes them."""
    found = _of_the_only_block()
    if found is not None:
        return found
    session = innermost = inherited.get()
    while session is not None:
        if session.is_open and not _is_behind(session):
            return session if len(opened) == 1 else _of_this_loop(inside=session) or session
        session = session.parent
    if innermost is not None and not innermost.has_ended:
        return innermost  # the outer block was left first: calls are refused, not sent live in silence
    takers = [session for session in opened if session.is_open and _takes_all_of_this_thread(session)]
    return takers[-1] if takers else _of_this_loop()


def _is_behind(session: BlockSession) -> bool:
    """Whether this code comes after an inner block that was entered here, and left out of order or elsewhere.

    What the block started goes on in it, in threads and tasks of its own.
    """
    return session.entered.is_left_apart and session.entered.place == place()


def _takes_all_of_this_thread(session: BlockSession) -> bool:
    """Whether a block takes calls that carry no session, because their thread cannot be shown to be older."""
    entered = session.entered
    return (
        session.settings.threads == "all"
        or thread_age.own() > entered.newest_thread
        or entered.place == place()
        or thread_age.is_in_greenlet()
    )


def _of_this_loop(inside: BlockSession | None = None) -> BlockSession | None:
    """Find a block that was entered by a task which is over: only tasks of its loop can be inside it.

    Of the blocks inside another one, if that is given.
    """
    loop = running_loop()
    if loop is None:
        return None
    found = (block for block in reversed(opened) if block.is_open and block.entered.has_outlived_its_task(loop))
    return next((block for block in found if inside is None or _is_within(block, inside)), None)


def _is_within(block: BlockSession | None, outer: BlockSession) -> bool:
    while block is not None and block is not outer:
        block = block.parent
    return block is outer


class _Lent(threading.local):
    """The session that started this pool worker; while open, it owns the work that no other session submitted."""

    by: BlockSession | None = None


lent = _Lent()


def left_behind() -> BlockSession | None:
    """Find the ended session that this code still carries, in a thread, pool or task which its block started.

    Code after the block, in the thread or task that entered it, carries none, even if the block was left elsewhere.
    """
    session = inherited.get()
    is_free = session is None or session.is_open or session is lent.by or session.entered.place == place()
    return None if is_free else session


def of_what_starts_here() -> BlockSession | None:
    """Find the session, open or ended, of threads and tasks started here."""
    return current_session() or left_behind()


def owner() -> BlockSession | None:
    """Find the session of a call made here; a session that has ended refuses the call.

    Raises:
        DeferredError: several blocks are open, and it is unknown to which of them the call belongs.
    """
    found = _of_the_only_block()
    if found is not None:
        return found
    found = current_session()
    if found is not None and inherited.get() is None and len({taker.root for taker in opened if taker.is_open}) > 1:
        message = (
            f"the call at {caller()} was made in a thread that belongs to no block, while several are open, and one of "
            'them may have started it or takes in every thread (threads="all"). Its block is unknown, so nothing was '
            "sent. Start the thread inside the block that it works for, with threading.Thread or a pool."
        )
        raise DeferredError(message)
    return found or left_behind()


def travel(session: BlockSession | None) -> Token[BlockSession | None]:
    """Make `session` the current session of this thread."""
    return inherited.set(session)


def step_out_of_what_was_left() -> None:
    """Let this code, and tasks that it starts later, carry no block that it entered and left."""
    session = inherited.get()
    while session is not None and _is_behind(session):
        session = session.parent
    inherited.set(session)


def stay(token: Token[BlockSession | None]) -> None:
    """Undo `travel`."""
    inherited.reset(token)
