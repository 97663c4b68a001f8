"""The places where progress is shown: the last lines of a terminal, and a log that gets a line a minute."""

from __future__ import annotations

import contextlib
import math
import os
import sys
import threading
from collections.abc import Iterator
from typing import Any

import wrapt

from deferred.core import real_time

_EVERY = 0.2  # seconds between two pictures
_EVERY_LINE = 60.0  # seconds between two lines of a log
_ROWS = 24  # of a terminal that does not report its size


class Screen:
    """The last lines of a terminal, which each picture replaces; what the program prints goes above them."""

    moves = True
    ends_whole = True

    def __init__(self, stream: Any) -> None:
        """Draw on `stream`, a terminal whose cursor can be moved."""
        self._stream = stream
        self.every = _EVERY
        self._lock = threading.RLock()
        self._height = 0
        self._inside_a_line = False
        self._bars = BarsOfTqdm(stream)
        self._process = os.getpid()

    @property
    def is_one_line(self) -> bool:
        """Whether there is room for one line only: the program draws bars of its own with tqdm."""
        return self._bars.are_drawn()

    @property
    def rows(self) -> int:
        """The number of lines that the terminal has."""
        with contextlib.suppress(OSError, ValueError, AttributeError):
            return os.get_terminal_size(self._stream.fileno()).lines or _ROWS
        return _ROWS

    def show(self, picture: str, *, last: bool = False) -> None:
        """Replace the picture, which consists of whole lines; the last one stays. What is one line goes above bars."""
        if not picture.endswith("\n"):
            self._show_line(picture)
            return
        with self._bars.aside(), self._lock:
            if not last and self._inside_a_line:
                return
            self._write(("\n" if self._inside_a_line else "") + self._back() + picture)
            self._height = 0 if last else picture.count("\n")

    def _show_line(self, line: str) -> None:
        if not self._bars.is_time_for_a_line():
            return
        with self._bars.aside(), self._lock:
            self._write(f"{self._back()}{line}\n")
            self._height, self._inside_a_line = 0, False

    def above(self, stream: Any, text: str) -> Any:
        """Write what the program prints in place of the picture; the next picture comes below it."""
        if os.getpid() != self._process:  # in a forked child the lock may be held for ever
            return stream.write(text)
        with self._lock:
            if self._height:
                self._write(self._back())
                self._height = 0
            written = stream.write(text)
            stream.flush()
            self._inside_a_line = not text.endswith(("\n", "\r")) if text else self._inside_a_line
            return written

    @contextlib.contextmanager
    def others_above(self) -> Iterator[None]:
        """Redirect prints to the terminal to `above`. rich would redirect stdout to stderr, and wrap it again."""
        names = [name for name in ("stdout", "stderr") if is_terminal(getattr(sys, name))]
        ours = {name: _Above(getattr(sys, name), self) for name in names}
        for name, stream in ours.items():
            setattr(sys, name, stream)
        try:
            yield
        finally:
            for name, stream in ours.items():
                if getattr(sys, name) is stream:
                    setattr(sys, name, stream.__wrapped__)

    def _back(self) -> str:
        # To the first column first: after a Ctrl+C the cursor stands behind an echoed ^C.
        return f"\r\x1b[{self._height}A\x1b[J" if self._height else ""

    def _write(self, text: str) -> None:
        write(self._stream, text)


class BarsOfTqdm:
    """The bars that the program draws on a terminal with tqdm.

    tqdm moves the cursor itself, and two that do so destroy each other's lines. Where there are bars, no picture is
    drawn, but a line a minute is written above them. (A bar of ours among them is misplaced once one of theirs ends.)
    """

    def __init__(self, stream: Any) -> None:
        """`stream` is the terminal."""
        self._stream = stream
        self._written_at = -math.inf

    def are_drawn(self) -> bool:
        """Whether the program draws a bar on a terminal now."""
        bars = list(getattr(_tqdm(), "_instances", ()))
        return any(is_terminal(getattr(bar, "fp", None)) for bar in bars)

    def is_time_for_a_line(self) -> bool:
        """Whether the last line was written a minute ago."""
        now = real_time.ticks()
        is_time = now - self._written_at >= _EVERY_LINE
        self._written_at = now if is_time else self._written_at
        return is_time

    def aside(self) -> contextlib.AbstractContextManager[None]:
        """Remove the bars while something else is written."""
        tqdm = _tqdm()
        aside: contextlib.AbstractContextManager[None] = contextlib.nullcontext()
        return aside if tqdm is None else tqdm.external_write_mode(file=self._stream)


def _tqdm() -> Any:
    """Return tqdm's class of bars, if the program has imported it."""
    return getattr(sys.modules.get("tqdm.std"), "tqdm", None)


class LogLines:
    """A log, or whatever stderr is if it is no terminal: a line a minute tells that the run goes on."""

    moves = False
    is_one_line = True
    rows: int | None = None

    def __init__(self, stream: Any, *, ends_whole: bool) -> None:
        """`stream` is what the lines are written to; `ends_whole` asks for a picture at the end, however soon."""
        self._stream = stream
        self._has_lines = False
        self.ends_whole = ends_whole
        self.every = _EVERY_LINE

    def show(self, text: str, *, last: bool = False) -> None:
        """Write a line or the last picture; a last line only if the run was long enough for others."""
        if self._has_lines or self.ends_whole or not last:
            write(self._stream, text if text.endswith("\n") else f"deferred: {text}\n")
            self._has_lines = True

    def others_above(self) -> contextlib.AbstractContextManager[None]:
        """Do nothing: nothing is ever replaced."""
        return contextlib.nullcontext()


class _Above(wrapt.ObjectProxy):  # type: ignore[type-arg]  # wrapt 1 takes none
    """A stream of the program that writes its text above the picture, and is unchanged otherwise."""

    def __init__(self, stream: Any, screen: Screen) -> None:
        super().__init__(stream)
        self._self_screen = screen

    def write(self, text: str) -> Any:
        return self._self_screen.above(self.__wrapped__, text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)


def write(stream: Any, text: str) -> None:
    """Write text at once; what the stream's encoding lacks is replaced."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding))
    stream.flush()


def can_be_written(stream: Any) -> bool:
    """Whether there is a stream, and an open one."""
    try:
        return bool(stream.writable())
    except (AttributeError, ValueError):
        return False


def can_be_moved_on(stream: Any) -> bool:
    """Whether a stream is a terminal on which the cursor can be moved."""
    return is_terminal(stream) and os.environ.get("TERM") != "dumb"


def is_terminal(stream: Any) -> bool:
    """Whether a stream is a terminal."""
    try:
        return bool(stream.isatty())
    except (AttributeError, ValueError, OSError):  # there is no stream, or it is closed
        return False
