"""Progress on a terminal or in a notebook: a line for each job, a total, and what the session waits for.

It goes to stderr and never breaks a run.
"""

from __future__ import annotations

import contextlib
import functools
import io
import logging
import math
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from deferred.core.helper_threads import is_started
from deferred.core.job import RAN_ITS_ROWS, Job
from deferred.core.past_jobs import PastJobs
from deferred.core.text import clock_time, dollars, duration, known_cost, of_the_limit, plain
from deferred.engine.events import Event, Outlook
from deferred.engine.state import ActiveJob
from deferred.engine.stats import BlockStats, RunStats
from deferred.report.notebook import Notebook, in_a_notebook
from deferred.report.screen import LogLines, Screen, can_be_moved_on, can_be_written, is_terminal

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


log = logging.getLogger("deferred")

_LAST_ROWS = 40  # of the last picture; the report has the rest
_PATIENCE = 2.0  # seconds that the end of a block waits for the last picture: Ctrl+S may have stopped the terminal
_FETCHING = "fetching the answers"
_one_at_a_time = threading.Lock()  # two sessions cannot share the last lines of one terminal


@dataclass(slots=True)
class Line:
    """A job, its models, and its last event; `active` is what the engine knows of it."""

    job: Job
    model: str
    state: str = ""
    done: int = 0
    active: ActiveJob | None = None

    @property
    def over(self) -> bool:
        """Whether the job is over."""
        return not self.job.is_open

    @property
    def so_far(self) -> int:
        """How many of its calls the provider has finished; of an ended job, how many rows have been read."""
        reading = self.active is not None and self.state == _FETCHING
        return len(self.active.collection.settled) if self.active is not None and reading else self.done


class Progress:
    """Draws the jobs of a session while its block runs. Call `take` with every event, `stop` when the block is left."""

    def __init__(
        self,
        stats: BlockStats,
        choice: bool | None,  # noqa: FBT001 - it is the setting
        now: Callable[[], float],
        outlook: Callable[[], Outlook],
        past: Callable[[], PastJobs],
    ) -> None:
        """Import and draw nothing before the first event; `choice` is the setting `progress`.

        `past` reads the ledger's past jobs, once something is drawn.
        """
        self._stats, self._choice, self._now, self._outlook = stats, choice, now, outlook
        self._past = functools.cache(past)
        self._lines: dict[str, Line] = {}
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self._screen: Screen | Notebook | LogLines | None = None
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
            line.active = line.active or _active(self._stats.run, job)
            line.model = line.model or _models(line.active, job)
            line.job, line.state, line.done = job, _state(event), max(line.done, event.done)

    def _start(self) -> bool:
        self._screen = None if self._over.is_set() else place_for(self._choice)
        if self._screen is None:
            return False
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
        screen = self._screen
        with screen.others_above():
            while not self._over.wait(screen.every):
                screen.show(self._summary() if screen.is_one_line else self._picture(self._console, screen.rows))
            whole = self._picture(self._console, _LAST_ROWS) if screen.ends_whole else self._summary()
            screen.show(whole, last=True)

    @functools.cached_property
    def _console(self) -> Console:
        return _console(colours=self._screen is not None and self._screen.moves)

    def _picture(self, console: Console, rows: int | None) -> str:
        with self._lock:
            lines = list(self._lines.values())
        with console.capture() as captured:
            if lines:
                now, outlook = self._now(), self._outlook()
                waiting = awaited(outlook, now)
                console.print(_table(lines, None if rows is None else rows - len(waiting[:1]), now))
                console.print(_text(self._total(outlook, now), "bold"), no_wrap=True, overflow="ellipsis")
                if waiting:
                    console.print(_text(f"waiting for {'; '.join(waiting)}", "dim"), no_wrap=True, overflow="ellipsis")
        return captured.get()

    def _summary(self) -> str:
        """Say everything in one line."""
        now, outlook = self._now(), self._outlook()
        waiting = awaited(outlook, now)
        return plain("; waiting for ".join([self._total(outlook, now), *waiting[:1]]))

    def _total(self, outlook: Outlook, now: float) -> str:
        stats, totals = self._stats, list(self._stats.run.totals.values())
        cost = sum((one.cost for one in totals), Decimal(0))
        saved = sum((one.live_cost for one in totals), Decimal(0)) - cost
        counted = of_the_limit(stats.run.spent_before, stats.cost_limit)
        time = duration(stats.elapsed(now))
        if outlook.deadline is not None:
            left = outlook.deadline - now
            time += f" ({duration(left)} left)" if left > 0 else " (no time left)"
        time += self._expected(now)
        unpriced = stats.run.unpriced
        gain = f", saved {dollars(saved)}" if cost or not unpriced else ""
        return f"{self._counts()}, {time}, cost {known_cost(cost, unpriced)}{counted}{gain}"

    def _expected(self, now: float) -> str:
        """Say when the jobs that are under way will probably be over, by what past jobs took."""
        with self._lock:
            under_way = [line for line in self._lines.values() if line.job.ended_at is None]
        waiting = [(one.job.provider, one.model, now - (one.job.submitted_at or now)) for one in under_way]
        left = self._past().left(waiting) if waiting else None
        return "" if left is None else f", over by {clock_time(now + left)} probably"

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


def place_for(progress: bool | None) -> Screen | Notebook | LogLines | None:  # noqa: FBT001 - it is the setting
    """Choose where to draw: a notebook, a terminal, or a log; nowhere if each change is logged there already."""
    if progress is False:
        return None
    if in_a_notebook():
        return Notebook()
    if not progress and any(is_terminal(stream) >= is_terminal(sys.stderr) for stream in _streams_of_changes()):
        return None
    if can_be_moved_on(sys.stderr):
        return Screen(sys.stderr)
    return LogLines(sys.stderr, ends_whole=progress or is_terminal(sys.stderr)) if can_be_written(sys.stderr) else None


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


def _streams_of_changes() -> Iterator[Any]:
    """Yield the streams to which each change of a job is logged; None for a handler without one."""
    logger: logging.Logger | None = log if log.isEnabledFor(logging.INFO) else None
    while logger is not None:
        yield from (getattr(one, "stream", None) for one in logger.handlers if one.level <= logging.INFO)
        logger = logger.parent if logger.propagate else None


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
        _text(f"{line.so_far:,}/{job.count:,}"),
        _text(duration(max(0.0, (job.ended_at or now) - job.planned_at)), "dim"),
    ]


def _calls(lines: list[Line]) -> str:
    count = sum(line.job.count for line in lines)
    return f"{count:,} call{'s' * (count != 1)}"


def _over(lines: list[Line]) -> str:
    return f"{sum(line.over for line in lines):,} of them over"


def _active(run: RunStats, job: Job) -> ActiveJob | None:
    return next((active for active in reversed(list(run.jobs)) if active.job is job), None)


def _models(active: ActiveJob | None, job: Job) -> str:
    """Return the model of a job, or the number of its models."""
    names = active.progress.models if active is not None else ()
    found = job.model or (names[0] if len(names) == 1 else f"{len(names)} models" if names else "")
    return found.removeprefix("models/")


def _state(event: Event) -> str:
    """Describe the state of a job."""
    words = event.words
    if event.kind == "collected":
        return "done" if words in RAN_ITS_ROWS else words
    if event.kind == "waiting":
        return f"waiting {words}" if words.startswith("for ") else f"waiting: {words}"
    known = {"planned": "sending", "submitted": "at the provider", "ended": _FETCHING}
    return known.get(event.kind) or words or event.kind


def _text(text: str, style: str = "") -> RenderableType:
    """Make plain text: no markup, and no control characters that a terminal would obey."""
    from rich.text import Text  # noqa: PLC0415 - as above

    return Text(plain(text), style=style)
