"""Children, as the user's process sees them: forked, listened to, ended."""

from __future__ import annotations

import contextlib
import os
import random
import select
import signal
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

from deferred.lookahead import messages
from deferred.lookahead.backend import ChildBackend
from deferred.lookahead.certainty import Certainties
from deferred.lookahead.child import FAILED, Birth
from deferred.lookahead.variants import Phantoms, Variant

_PIECE = 1 << 20
_SALT = 5  # bytes


@dataclass(eq=False)
class Child:
    """A child: its process, its pipes, and what it has said."""

    pid: int
    inbox: int
    outbox: int
    variant: str
    messages: messages.Inbox = field(default_factory=messages.Inbox)
    why: str = ""
    has_failed: bool = False
    is_open: bool = True
    processor_seconds: float = 0.0

    def reply(self, value: Any) -> None:
        """Answer a question of the child."""
        with contextlib.suppress(BrokenPipeError):  # it has ended meanwhile
            messages.write_all(self.outbox, messages.frame(value))

    def bury(self) -> None:
        """Take note of how the child ended, so that nothing of it is left."""
        _, status, used = os.wait4(self.pid, 0)
        self.processor_seconds = used.ru_utime + used.ru_stime
        os.close(self.inbox)
        os.close(self.outbox)
        if not self.why and os.WIFSIGNALED(status):
            number = os.WTERMSIG(status)
            stopped = "stopped by the kernel at what it may not do"
            self.why = stopped if number == signal.SIGSYS else f"ended by {signal.Signals(number).name}"


@dataclass(frozen=True, slots=True)
class Parents:
    """What all children of a look have from the user's process.

    Attributes:
        like: an answer for each call site that has one.
        codes: the user's functions that make calls.
        ledger: the folder of the ledger.
        divert: lets the session of a child use another backend.
        loop: the running event loop, if there is one.
    """

    like: dict[str, bytes]
    codes: frozenset[CodeType]
    ledger: str
    divert: Callable[[ChildBackend], None]
    loop: Any = None


def fork(variants: tuple[Variant, ...], parents: Parents) -> list[Child] | Birth:
    """Fork a child for each variant; in a child, returns what it is to become.

    Raises:
        OSError: no process can be forked; those that were forked have ended.
    """
    # A handler of the user's must not run in a child that is not isolated yet: it takes no signal before.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    born: list[Child] | Birth = []
    try:
        born = _fork(variants, parents, mask)
    finally:
        if not isinstance(born, Birth):
            _take_signals(mask, born)
    return born


def _take_signals(mask: set[int], children: list[Child]) -> None:
    """Take the signals that have waited; if a handler raises, no child is left."""
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    except BaseException:
        end(children)
        raise


def _fork(variants: tuple[Variant, ...], parents: Parents, mask: set[int]) -> list[Child] | Birth:
    salt, dice, parent, grandparent = os.urandom(_SALT).hex(), random.getstate(), os.getpid(), os.getppid()
    children: list[Child] = []
    try:
        for variant in variants:
            mine, its_out = os.pipe()
            its_in, my_out = os.pipe()
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # of a fork beside threads: ours stand still
                pid = os.fork()
            if pid == 0:
                for pipe in (mine, my_out, *(fd for child in children for fd in (child.inbox, child.outbox))):
                    os.close(pipe)
                phantoms, judge = Phantoms(variant, salt, parents.like), Certainties(parents.codes)
                return Birth(
                    variant,
                    phantoms,
                    judge,
                    parent,
                    grandparent,
                    (its_out, its_in),
                    dice,
                    mask,
                    parents.ledger,
                    parents.divert,
                    parents.loop,
                )
            os.close(its_out)
            os.close(its_in)
            os.set_blocking(mine, False)
            children.append(Child(pid, mine, my_out, variant.name))
    except BaseException:
        if os.getpid() != parent:
            os._exit(FAILED)  # it must never run on as if it were the user's process
        end(children)
        raise
    return children


def listen(children: list[Child], seconds: float) -> Iterator[tuple[Child, tuple[Any, ...]]]:
    """Wait for messages of the children, at most this long; returns those that have arrived."""
    poll = select.poll()
    by_pipe = {child.inbox: child for child in children if child.is_open}
    for pipe in by_pipe:
        poll.register(pipe, select.POLLIN | select.POLLHUP)
    for pipe, _ in poll.poll(seconds * 1000):
        child = by_pipe[pipe]
        try:
            piece = os.read(pipe, _PIECE)
        except BlockingIOError:
            continue
        child.is_open = bool(piece)
        yield from ((child, message) for message in child.messages.add(piece))


def end(children: list[Child]) -> None:
    """End all children; none is left, and none is waited for by the script."""
    for child in children:
        if child.is_open:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child.pid, signal.SIGKILL)
            child.is_open = False
    for child in children:
        child.bury()
