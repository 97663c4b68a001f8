"""Failures: the calls that failed, grouped by the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deferred.core.text import without_numbers
from deferred.engine.state import PendingCall

_LONGEST = 400  # characters of a text from outside in one line


@dataclass(frozen=True)
class Failure:
    """Calls that failed for the same reason.

    Attributes:
        words: the reason, in the words of the first failure.
        count: the number of calls.
        lines: their call sites, as FILE:LINE, the most frequent first.
        methods: the SDK methods that they called.
    """

    words: str
    count: int
    lines: tuple[str, ...]
    methods: tuple[str, ...]

    def __str__(self) -> str:
        times = "once" if self.count == 1 else f"{self.count:,} times"
        return f"failed {times}: {cut(self.words)} ({' and '.join(self.methods)} at {_some(self.lines, 3)})"


def grouped(failed: Iterable[PendingCall]) -> tuple[Failure, ...]:
    """Group calls that failed for the same reason, the commonest first.

    Reasons are the same if they differ only in numbers and ids: amounts, places in a request, names of jobs.
    """
    alike: dict[tuple[str, str], list[tuple[PendingCall, str]]] = {}
    for call in failed:
        words = reason(call)
        status = 0 if call.answer is None else call.answer.status
        kind = f"{type(call.error).__name__} {status}"
        alike.setdefault((kind, without_numbers(words)), []).append((call, words))
    found = [_failure(ones) for ones in alike.values()]
    return tuple(sorted(found, key=lambda failure: -failure.count))


def _failure(ones: Sequence[tuple[PendingCall, str]]) -> Failure:
    lines = Counter(call.where for call, _ in ones)
    methods = Counter(call.method for call, _ in ones)
    return Failure(
        words=ones[0][1],
        count=len(ones),
        lines=tuple(line for line, _ in lines.most_common()),
        methods=tuple(method for method, _ in methods.most_common()),
    )


def reason(call: PendingCall) -> str:
    """Return why a call failed, without its method and call site, which are printed once for each group."""
    place = f"{call.method} at {call.where}"
    words = call.cause()
    return words.removeprefix(f"{place}: ").replace(place, "the call")


def cut(words: str) -> str:
    """Shorten a text from outside."""
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}..."


def _some(names: Sequence[str], most: int) -> str:
    left = len(names) - most
    return ", ".join(names[:most]) + (f" and {left:,} more line{'s' * (left != 1)}" if left > 0 else "")
