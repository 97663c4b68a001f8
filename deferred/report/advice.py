"""Advice: find in the waves of a run what made it slow, and name the remedy. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from deferred.core import remedies
from deferred.core.text import duration

_ENOUGH = 2  # waves of one shape that make a pattern
_SURE = 3  # the same, without a pool or semaphore as the cause


@dataclass(frozen=True, slots=True)
class WaveSummary:
    """A wave: calls that were sent together.

    Attributes:
        reason: why they were sent then.
        calls: the number of calls.
        line: the call site (FILE:LINE) of most of them.
        by_tasks: whether functions of `deferred.task` or `deferred.map` were running.
        seconds: from sending to the end of its last job.
    """

    reason: str
    calls: int
    line: str
    by_tasks: bool = False
    seconds: float = 0.0


def advise(waves: Sequence[WaveSummary], bounds: Mapping[int, str], look_ahead: str = "") -> tuple[str, ...]:
    """Name the call sites whose calls were sent in many small waves, the time that it took, and the remedy.

    Args:
        waves: the waves, in order.
        bounds: the pools and semaphores that calls came through, by the number that each allows at a time.
        look_ahead: the advice to look ahead, where that is possible.
    """
    touched = [wave for wave in waves if wave.reason.startswith("touched") and not wave.by_tasks]
    return (*_one_by_one(touched, look_ahead), *_held_back(touched, bounds))


def _one_by_one(waves: Iterable[WaveSummary], look_ahead: str) -> Iterator[str]:
    for line, lone in _by_line(wave for wave in waves if wave.calls == 1).items():
        if len(lone) >= _ENOUGH:
            yield (
                f"{line}: {len(lone)} waves of one call each, {_in_all(lone)}, because each answer is read before the "
                f"next call is made. {look_ahead}results = list(deferred.map(function, items)), where function is the "
                "loop's body for one item, needs one wave for each call in it"
            )


def _held_back(waves: Sequence[WaveSummary], bounds: Mapping[int, str]) -> Iterator[str]:
    several = [wave for wave in waves if wave.calls > 1]
    for size, count in Counter(wave.calls for wave in several).items():
        if count < (_ENOUGH if size in bounds else _SURE):
            continue
        alike = [wave for wave in several if wave.calls <= size]  # the last one of a series is often smaller
        lines = _by_line(alike)
        most = sum(wave.calls for wave in alike)  # of all lines: the items may be spread over them
        yield (
            f"{', '.join(lines)}: {len(alike)} waves of {size} calls, {_in_all(alike)}, because "
            f"{_what_holds(size, bounds)}. {_would_need(most, len(lines))}"
        )


def _what_holds(size: int, bounds: Mapping[int, str]) -> str:
    if size in bounds:
        return f"a {bounds[size]} lets {size} through at a time"
    return f"something lets {size} through at a time"


def _would_need(most: int, steps: int) -> str:
    waves = f"{steps} wave{'s' * (steps != 1)}"
    return (
        f"{remedies.block('widen', most)} would need {waves}, if the pool or semaphore is made inside the block; so "
        "would deferred.map(function, items)"
    )


def _by_line(waves: Iterable[WaveSummary]) -> dict[str, list[WaveSummary]]:
    lines: defaultdict[str, list[WaveSummary]] = defaultdict(list)
    for wave in waves:
        lines[wave.line].append(wave)
    return dict(lines)


def _in_all(waves: Iterable[WaveSummary]) -> str:
    return f"{duration(sum(wave.seconds for wave in waves))} in all"
