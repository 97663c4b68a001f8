"""Progress on a terminal or in a notebook: a line for each job, a total, and what the session waits for.

It goes to stderr and never breaks a run.
"""

from __future__ import annotations

import contextlib
import io
import logging
import math
import os
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

import wrapt

from deferred.core.helper_threads import is_started
from deferred.core.job import Job
from deferred.core.text import dollars, duration, of_the_limit, plain
from deferred.engine.events import Event, Outlook
from deferred.engine.stats import BlockStats, RunStats
from deferred.report.notebook import Notebook, in_a_notebook

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


log = logging.getLogger("deferred")

_EVERY = 0.2  # seconds between two pictures
_ROWS = 24  # of a terminal that does not report its size
_LAST_ROWS = 40  # of the last picture; the report has the rest
_PATIENCE = 2.0  # seconds that the end of a block waits for the last picture: Ctrl+S may have stopped the terminal
_WELL = {"completed", "ended", "succeeded"}  # the providers' names for the end of a job that ran its rows
_one_at_a_time = threading.Lock()  # two sessions cannot share the last lines of one terminal


@dataclass(slots=True)
class Line:
    """A job, its models, and its last event."""

    job: Job
    model: str
    state: str = ""
    done: int = 0

    @property
    def over(self) -> bool:
        """Whether the job is over."""
        return not self.job.is_open


class Progress:
    """Draws the jobs of a session while its block runs. Call `take` with every event, `stop` when the block is left."""

    def __init__(
        self,
        stats: BlockStats,
        choice: bool | None,  # noqa: FBT001 - it is the setting
        now: Callable[[], float],
        outlook: Callable[[], Outlook],
    ) -> None:
        """Import and draw nothing before the first event; `choice` is the setting `progress`."""
        self._stats, self._choice, self._now, self._outlook = stats, choice, now, outlook
        self._lines: dict[str, Line] = {}
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self._screen: Screen | Notebook | None = None
        self._off = False
        self._ended = self._answered = self._failed = 0

    def take(self, event: Event) -> None:
        """Note an event of a job, on a thread of the engine; the first event starts the drawing."""
        self._try(lambda: self._note(event))

    def stop(self) -> None:
        """Stop drawing; the last picture stays."""
        self._over.set()
        if self._thread is not None:
            self._thread.join(_PATIENCE)
        with self._lock:
            self._off = True

    def _note(self, event: Event) -> None:
        with self._lock:
            if self._off or (self._thread is None and not self._start()):
                self._off = True
                return
            job = event.job
            line = self._lines.setdefault(job.nonce, Line(job, ""))
            line.model = line.model or _models(self._stats.run, job)
            line.job, line.state, line.done = job, _state(event), max(line.done, event.done)

    def _start(self) -> bool:
        if self._over.is_set() or not wanted(self._choice):
            return False
        self._screen = Notebook() if in_a_notebook() else Screen(sys.stderr)
        thread = threading.Thread(target=self._draw, name="deferred-progress", daemon=True)
        self._thread = thread if is_started(thread, "no progress is shown") else None
        return self._thread is not None

    def _draw(self) -> None:
        if not _one_at_a_time.acquire(blocking=False):
            return
        try:
            self._try(self._draw_until_over)
        finally:
            _one_at_a_time.release()

    def _draw_until_over(self) -> None:
        assert self._screen is not None
        console = _console(colours=self._screen.moves)
        with self._screen.others_above():
            while not self._over.wait(self._screen.every):
                self._screen.show(self._picture(console, self._screen.rows))
            self._screen.show(self._picture(console, _LAST_ROWS), last=True)

    def _picture(self, console: Console, rows: int | None) -> str:
        with self._lock:
            lines = list(self._lines.values())
        with console.capture() as captured:
            if lines:
                now, outlook = self._now(), self._outlook()
                waiting = awaited(outlook, now)
                console.print(_table(lines, None if rows is None else rows - len(waiting[:1]), now))
                console.print(self._total(outlook, now), no_wrap=True, overflow="ellipsis")
                if waiting:
                    console.print(_text(f"waiting for {'; '.join(waiting)}", "dim"), no_wrap=True, overflow="ellipsis")
        return captured.get()

    def _total(self, outlook: Outlook, now: float) -> RenderableType:
        stats, totals = self._stats, list(self._stats.run.totals.values())
        cost = sum((one.cost for one in totals), Decimal(0))
        saved = sum((one.live_cost for one in totals), Decimal(0)) - cost
        counted = of_the_limit(stats.run.spent_before, stats.cost_limit)
        time = duration(stats.elapsed(now))
        if outlook.deadline is not None:
            left = outlook.deadline - now
            time += f" ({duration(left)} left)" if left > 0 else " (no time left)"
        return _text(f"{self._counts()}, {time}, cost {dollars(cost)}{counted}, saved {dollars(saved)}", "bold")

    def _counts(self) -> str:
        calls = len(self._stats.calls)
        ended = calls - self._stats.unanswered
        if ended != self._ended:  # counting all calls takes time, and mostly nothing has changed
            seen = list(self._stats.calls)
            self._answered, self._failed = sum(call.ok for call in seen), sum(call.failed for call in seen)
            self._ended = ended
        failed = f", {self._failed:,} failed" if self._failed else ""
        return f"{self._answered:,} of {calls:,} answered{failed}"

    def _try(self, act: Callable[[], None]) -> None:
        """Run a drawing step; an error is logged once and ends the drawing, but not the run."""
        if self._off:
            return
        try:
            act()
        except Exception as error:  # noqa: BLE001 - see above
            self._off = True
            with contextlib.suppress(Exception):  # a log on the same broken stderr
                log.warning("deferred: progress is no longer drawn: %s: %s", type(error).__name__, error)


class Screen:
    """The last lines of a terminal, which each picture replaces; what the program prints goes above them."""

    def __init__(self, stream: Any) -> None:
        """Draw on `stream`; if it is no terminal, only the last picture is written."""
        self._stream = stream
        self.every = _EVERY
        self.moves = _is_terminal(stream) and os.environ.get("TERM") != "dumb"
        self._lock = threading.RLock()
        self._height = 0
        self._inside_a_line = False
        self._process = os.getpid()

    @property
    def rows(self) -> int:
        """The number of lines that the terminal has."""
        with contextlib.suppress(OSError, ValueError, AttributeError):
            return os.get_terminal_size(self._stream.fileno()).lines or _ROWS
        return _ROWS

    def show(self, picture: str, *, last: bool = False) -> None:
        """Replace the picture, which consists of whole lines; the last one stays."""
        with self._lock:
            if not last and (not self.moves or self._inside_a_line):
                return
            self._write(("\n" if self._inside_a_line else "") + self._back() + picture)
            self._height = 0 if last else picture.count("\n")

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
            self._inside_a_line = not text.endswith("\n") if text else self._inside_a_line
            return written

    @contextlib.contextmanager
    def others_above(self) -> Iterator[None]:
        """Redirect prints to the terminal to `above`. rich would redirect stdout to stderr, and wrap it again."""
        names = [name for name in ("stdout", "stderr") if self.moves and _is_terminal(getattr(sys, name))]
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
        encoding = getattr(self._stream, "encoding", None) or "utf-8"
        self._stream.write(text.encode(encoding, "replace").decode(encoding))
        self._stream.flush()


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


def wanted(progress: bool | None) -> bool:  # noqa: FBT001 - it is the setting
    """Whether to draw: on a terminal, unless log lines of the same changes go to one already."""
    if progress is not None:
        return progress
    return in_a_notebook() or (_is_terminal(sys.stderr) and not _logged_to_a_terminal())


def awaited(outlook: Outlook, now: float) -> list[str]:
    """Describe what a session waits for, so that a long wait does not look like a hang."""
    parts = []
    if outlook.at_work:
        look = "" if outlook.next_look is None else f" (next look in {_seconds(outlook.next_look - now)})"
        parts.append(f"{outlook.at_work:,} job{'s' * (outlook.at_work != 1)}{look}")
    if outlook.ready:
        parts.append(f"capacity for {outlook.ready:,} more job{'s' * (outlook.ready != 1)}")
    if outlook.held:
        parts.append(f"money: {outlook.held:,} call{'s' * (outlook.held != 1)} until other jobs turn out cheaper")
    if outlook.unsent:
        parts.append(f"more calls: {outlook.unsent:,} not sent yet")
    return parts


def _seconds(seconds: float) -> str:
    return f"{max(0, math.ceil(seconds))} s"


def _is_terminal(stream: Any) -> bool:
    try:
        return bool(stream.isatty())
    except (AttributeError, ValueError, OSError):  # there is no stream, or it is closed
        return False


def _logged_to_a_terminal() -> bool:
    logger: logging.Logger | None = log if log.isEnabledFor(logging.INFO) else None
    while logger is not None:
        for handler in logger.handlers:
            if handler.level <= logging.INFO and _is_terminal(getattr(handler, "stream", None)):
                return True
        logger = logger.parent if logger.propagate else None
    return False


def _console(*, colours: bool) -> Console:
    """Make the console that renders tables to text. It never uses stderr: if that is broken, rich exits."""
    from rich.console import Console  # noqa: PLC0415 - only where something is drawn

    return Console(file=io.StringIO(), force_terminal=colours, force_jupyter=False, highlight=False)


def _table(lines: list[Line], rows: int | None, now: float) -> RenderableType:
    from rich.table import Table  # noqa: PLC0415 - as above

    table = Table.grid(padding=(0, 2, 0, 0))
    justified: tuple[Literal["left", "right"], ...] = ("left", "left", "right", "left", "right", "right")
    for justify in justified:
        table.add_column(justify=justify, no_wrap=True, overflow="ellipsis")
    shown, hidden = _that_fit(lines, rows)
    for line in shown:
        table.add_row(*_cells(line, now))
    if hidden:
        table.add_row(_text(f"and {len(hidden):,} more", "dim"), "", _text(_calls(hidden)), _text(_over(hidden)))
    return table


def _that_fit(lines: list[Line], rows: int | None) -> tuple[list[Line], list[Line]]:
    """Choose the jobs that fit on the screen, running jobs first."""
    most = len(lines) if rows is None else max(1, rows - 3)
    if len(lines) <= most:
        return lines, []
    chosen = sorted(lines, key=lambda line: line.over)[:most]
    kept = {line.job.nonce for line in chosen}
    return [line for line in lines if line.job.nonce in kept], [line for line in lines if line.job.nonce not in kept]


def _cells(line: Line, now: float) -> list[RenderableType]:
    job = line.job
    style = ("green" if line.state == "done" else "yellow") if line.over else "cyan"
    return [
        _text(job.provider),
        _text(line.model),
        _text(_calls([line])),
        _text(line.state, style),
        _text(f"{line.done:,}/{job.count:,}"),
        _text(duration(max(0.0, (job.ended_at or now) - job.planned_at)), "dim"),
    ]


def _calls(lines: list[Line]) -> str:
    count = sum(line.job.count for line in lines)
    return f"{count:,} call{'s' * (count != 1)}"


def _over(lines: list[Line]) -> str:
    return f"{sum(line.over for line in lines):,} of them over"


def _models(run: RunStats, job: Job) -> str:
    """Return the model of a job, or the number of its models."""
    active = next((active for active in reversed(list(run.jobs)) if active.job is job), None)
    names = active.progress.models if active is not None else ()
    found = job.model or (names[0] if len(names) == 1 else f"{len(names)} models" if names else "")
    return found.removeprefix("models/")


def _state(event: Event) -> str:
    """Describe the state of a job."""
    words = event.words
    if event.kind == "collected":
        return "done" if words in _WELL else words
    if event.kind == "waiting":
        return f"waiting {words}" if words.startswith("for ") else f"waiting: {words}"
    known = {"planned": "sending", "submitted": "at the provider", "ended": "fetching the answers"}
    return known.get(event.kind) or words or event.kind


def _text(text: str, style: str = "") -> RenderableType:
    """Make plain text: no markup, and no control characters that a terminal would obey."""
    from rich.text import Text  # noqa: PLC0415 - as above

    return Text(plain(text), style=style)
