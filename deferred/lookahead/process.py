"""This process: the user's own, or a child that looks ahead, and how a child ends."""

from __future__ import annotations

import contextlib
import os
import time
from typing import NoReturn

from deferred.lookahead import messages

END_OF_BLOCK, END_OF_SCRIPT = "the end of the block", "the end of the script"


class _Line:
    """The pipes of a child to its parent."""

    def __init__(self) -> None:
        self.out = self.into = -1
        self.is_open = False


_line = _Line()


def is_child() -> bool:
    """Whether this process is a child that looks ahead."""
    return _line.is_open


def connect(out: int, into: int) -> None:
    """Become a child: these are its pipes."""
    _line.out, _line.into, _line.is_open = out, into, True


def pipes() -> tuple[int, int]:
    """Return the pipes of this child."""
    return _line.out, _line.into


def tell(*words: object) -> None:
    """Tell the parent something."""
    messages.write_all(_line.out, messages.frame(*words))


def ask(*words: object) -> object:
    """Ask the parent something, and wait for the reply."""
    tell(*words)
    told = messages.read_one(_line.into)
    if told is None:
        os._exit(0)
    return told[0]


def leave(why: str) -> NoReturn:
    """End the child: nothing is flushed, and nothing is cleaned up."""
    with contextlib.suppress(BaseException):  # the parent may be gone
        tell("end", str.__str__(why))
    os._exit(0)


def end_child(why: str) -> None:
    """End this process if it is a child; do nothing in the user's own process."""
    if _line.is_open:
        leave(why)


class ChildClock:
    """The clock of a child: it is ahead, and sleeping only moves it on."""

    def __init__(self, ahead: float) -> None:
        """`ahead` are the seconds that it begins with."""
        self.ahead = ahead
        self._now = time.time

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.ahead += max(0.0, seconds)

    def now(self) -> float:
        """Return seconds since the epoch."""
        return self._now() + self.ahead
