"""Sites: the place that makes a call, by all lines of the user's code that lead there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import FrameType

from deferred.core.call_site import of_the_user


def user_frames() -> Iterator[FrameType]:
    """Return the frames of the user's code, innermost first."""
    return user_frames_from(sys._getframe(1))  # noqa: SLF001 - inspect.stack reads files


def user_frames_from(frame: FrameType | None) -> Iterator[FrameType]:
    """Return the frames of the user's code from one on, innermost first."""
    while frame is not None:
        if of_the_user(frame.f_code.co_filename):
            yield frame
        frame = frame.f_back


def site() -> int:
    """Return a hash of the lines that lead to the call that is being made; equal in a process and its children."""
    return hash(tuple((frame.f_code.co_filename, frame.f_lineno) for frame in user_frames()))
