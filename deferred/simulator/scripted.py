"""Answers of one's own, from a file: each says to which question it belongs, and what is answered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deferred.simulator.answers import Said

_QUESTIONS = ("contains", "matches")
_ANSWERS = ("text", "tool", "error")
_STATUSES = range(400, 600)
_SHOWN = 20  # faults that are listed
_HOW = '{"contains": "tea", "text": "Yes."}'


class WrongAnswers(ValueError):
    """Entries of a file of answers that are wrong, all of them."""

    def __init__(self, faults: Sequence[str]) -> None:
        """`faults` name each place and what is wrong there."""
        listed = list(faults[:_SHOWN])
        if len(faults) > _SHOWN:
            listed.append(f"and {len(faults) - _SHOWN} more faults")
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__("\n".join([*listed, f"{count}; an entry is like {_HOW}"]))


@dataclass(frozen=True)
class Scripted:
    """One entry: the question that it belongs to, and what is said, or the error that is given."""

    question: re.Pattern[str] | None  # None for every question
    said: Said | None = None
    failure: tuple[int, str] | None = None

    def fits(self, question: str, tools: Mapping[str, Any], *, after_tool: bool) -> bool:
        """Whether this answers a question. A tool is called if it is offered, and not again for its own result."""
        if self.said is not None and self.said.call is not None and (after_tool or self.said.call[0] not in tools):
            return False
        return self.question is None or self.question.search(question) is not None


class Script:
    """The entries of a file; the first one that fits answers."""

    def __init__(self, entries: Sequence[Scripted]) -> None:
        """`entries` in their order."""
        self._entries = list(entries)

    def find(self, question: str, tools: Mapping[str, Any], *, after_tool: bool) -> Scripted | None:
        """Give the entry for a question, if there is one."""
        return next((one for one in self._entries if one.fits(question, tools, after_tool=after_tool)), None)


def read_script(path: str | Path) -> Script:
    """Read a file of answers: a JSON list, or JSON lines.

    Raises:
        WrongAnswers: entries are wrong; all are named.
        OSError: the file cannot be read.
    """
    entries, faults = [], []
    for place, entry in _entries(Path(path)):
        wrong = [entry] if isinstance(entry, str) else list(_faults(entry))
        faults += [f"{place}: {what}" for what in wrong]
        if isinstance(entry, dict) and not wrong:
            entries.append(_scripted(entry))
    if not entries and not faults:
        faults = [f"{path}: it holds no answer"]
    if faults:
        raise WrongAnswers(faults)
    return Script(entries)


def _entries(path: Path) -> Iterator[tuple[str, Any]]:
    """Give each entry with its place, or what is wrong with it as a text."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        yield str(path), "it is not text in UTF-8"
        return
    if text.lstrip().startswith("["):
        try:
            found = json.loads(text)
        except ValueError as error:
            yield str(path), f"it begins as a JSON list, and is none ({error})"
            return
        yield from ((f"{path}: entry {number}", entry) for number, entry in enumerate(found, 1))
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield f"{path}:{number}", _parsed(line)


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        return f"it is no JSON ({error})"


def _faults(entry: Any) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield "it is no JSON object"
        return
    for name in entry.keys() - {*_QUESTIONS, *_ANSWERS}:
        yield f"{name!r} is none of {', '.join((*_QUESTIONS, *_ANSWERS))}"
    if len(entry.keys() & set(_QUESTIONS)) > 1:
        yield "it has both contains and matches; give one, or none for every question"
    if len(entry.keys() & set(_ANSWERS)) != 1:
        yield "it needs one of text, tool and error"
    for name in ("contains", "matches", "text"):
        if not isinstance(entry.get(name, ""), str):
            yield f"{name} is a text, not {json.dumps(entry[name])}"
    yield from _wrong_regex(entry.get("matches"))
    yield from _wrong_tool(entry["tool"]) if "tool" in entry else ()
    yield from _wrong_error(entry["error"]) if "error" in entry else ()


def _wrong_regex(text: Any) -> Iterator[str]:
    try:
        re.compile(text if isinstance(text, str) else "")
    except re.error as error:
        yield f"matches is no regular expression ({error})"


def _wrong_tool(tool: Any) -> Iterator[str]:
    is_call = isinstance(tool, dict) and isinstance(tool.get("name"), str) and tool.keys() <= {"name", "arguments"}
    if not is_call or not isinstance(tool.get("arguments", {}), dict):
        yield 'tool is like {"name": "look_up", "arguments": {"word": "tea"}}'


def _wrong_error(error: Any) -> Iterator[str]:
    is_error = (
        isinstance(error, dict) and isinstance(error.get("status"), int) and error.keys() <= {"status", "message"}
    )
    if not is_error or not isinstance(error.get("message", ""), str) or error["status"] not in _STATUSES:
        yield 'error is like {"status": 429, "message": "slow down"}, with a status from 400 to 599'


def _scripted(entry: dict[str, Any]) -> Scripted:
    words = entry.get("matches", re.escape(entry["contains"]) if "contains" in entry else None)
    question = None if words is None else re.compile(words, re.DOTALL)
    if "error" in entry:
        return Scripted(
            question, failure=(entry["error"]["status"], entry["error"].get("message", "As the file says."))
        )
    if "tool" in entry:
        return Scripted(question, Said(call=(entry["tool"]["name"], entry["tool"].get("arguments", {}))))
    return Scripted(question, Said(entry["text"]))
