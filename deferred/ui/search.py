"""Search: a page of results. Rows are read where the page begins, until it is full or some seconds are over."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import orjson

from deferred.cli.jobs import run_names
from deferred.cli.tables import StoredCall, result_of, with_answer
from deferred.core import real_time
from deferred.core.call import Answer
from deferred.core.job import Job
from deferred.results.result import Result
from deferred.storage.base import Ledger
from deferred.storage.pages import Chosen

PAGE = 100  # results of a page
STATES = ("answered", "failed", "waiting", "sent again")
_SPANS = 200  # jobs whose places are asked for at once
_KEYS = 20_000  # rows of a job that a search reads the names of at once; of `PAGE` of them it reads the texts
_ESCAPED = re.compile(rb"\\[u/]")  # JSON may escape any letter
_SECONDS = 3.0  # that a search takes before it shows what it has found so far


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: text in prompt or answer, calls of one state, of some jobs, from a row on."""

    chosen: Chosen = field(default_factory=Chosen)
    words: str = ""
    state: str = ""
    start: int = 0

    @property
    def is_plain(self) -> bool:
        """Whether every row of the jobs is wanted."""
        return not (self.words or self.state or self.chosen.model)


@dataclass(frozen=True)
class Found:
    """A call: its number among those of the chosen jobs, its place in its job, its state and its request."""

    number: int
    place: int
    call: StoredCall
    state: str
    request: bytes

    @cached_property
    def result(self) -> Result[Any]:
        """Its result; its value is whatever JSON the reply holds."""
        return result_of(self.call, lambda: self.request or None, None)


@dataclass(frozen=True, slots=True)
class Page:
    """Some results; `next` is the row at which the next page begins, None at the end; `read` counts the rows read."""

    found: Sequence[Found]
    total: int
    read: int
    next: int | None


def search(ledger: Ledger, asked: Asked, seconds: float = _SECONDS) -> Page:
    """Return a page of results; a search for what is rare ends after some seconds, and goes on at its `next`.

    Args:
        ledger: any ledger.
        asked: what is looked for, and from which row on.
        seconds: after these a page is given that may be less than full.
    """
    _, total = ledger.pages.counts(asked.chosen)
    names, end = run_names(ledger), real_time.ticks() + seconds
    found: list[Found] = []
    at = asked.start
    for number, place, part in _parts(ledger, asked):
        for one in _fitting(ledger, asked, part, (number, place), names.get(part.run, part.run)):
            if len(found) == PAGE:
                return Page(found, total, one.number - asked.start, one.number)
            found.append(one)
        at = number + len(part.keys)
        is_over = real_time.ticks() >= end or (asked.is_plain and at - asked.start >= PAGE)
        if is_over and at < total:
            return Page(found, total, at - asked.start, at)
    return Page(found, total, at - asked.start, None)


def call_at(ledger: Ledger, nonce: str, place: int) -> Found | None:
    """Return the call at a place of a job."""
    part = ledger.pages.rows(nonce, place, 1)
    if part is None or not part.keys:
        return None
    return next(_fitting(ledger, Asked(), part, (place, place), run_names(ledger).get(part.run, part.run)), None)


def _parts(ledger: Ledger, asked: Asked) -> Iterator[tuple[int, int, Job]]:
    """Yield chosen jobs with at most `PAGE` of their rows: the number of the first, its place in the job, the job."""
    at, most = asked.start, PAGE if asked.is_plain else _KEYS
    while spans := ledger.pages.spans(asked.chosen, at, _SPANS):
        for nonce, before, count in spans:
            for first in range(at - before, count, most):
                size = min(most, count - first)
                if asked.is_plain:
                    size = min(size, PAGE - (before + first - asked.start))
                whole = ledger.pages.rows(nonce, first, size) if size > 0 else None
                if whole is not None:
                    yield from _cut(whole, before + first, first)
            at = before + count


def _cut(whole: Job, number: int, first: int) -> Iterator[tuple[int, int, Job]]:
    for begin in range(0, len(whole.keys), PAGE):
        end = begin + PAGE
        yield number + begin, first + begin, replace(whole, keys=whole.keys[begin:end], bodies=whole.bodies[begin:end])


def _fitting(ledger: Ledger, asked: Asked, part: Job, first: tuple[int, int], run: str) -> Iterator[Found]:
    """Yield the calls of a part of a job that are looked for; texts are read of those alone whose state fits."""
    wanted = _of_state(ledger, asked.state, part)
    keys = [part.keys[at] for at in wanted]
    answers = ledger.answers.some(keys)
    holds = _looks_for(asked.words)
    for at, key, request in zip(wanted, keys, _requests(ledger, part, wanted), strict=True):
        answer = answers.get(key)
        if not holds(request) and not (answer is not None and holds(answer.body)):
            continue
        state = _state(part, answer)
        call = with_answer(StoredCall(run, part, key, part.row_ids.get(key, "")), answer, is_open=part.is_open)
        one = Found(first[0] + at, first[1] + at, call, state, request)
        if asked.state in {"", state} and _is_of(asked.chosen.model, one) and _says(asked.words, one):
            yield one


def _of_state(ledger: Ledger, state: str, part: Job) -> list[int]:
    """Return which rows of a job may be in a state, before their answers are read."""
    if state == "":
        return list(range(len(part.keys)))
    known = ledger.answers.stored(part.keys)
    return [at for at, key in enumerate(part.keys) if _may_be(state, part, is_known=key in known)]


def _may_be(state: str, job: Job, *, is_known: bool) -> bool:
    """Whether a call may be in a state, by whether it has an answer."""
    if is_known:
        return state in {"answered", "sent again"}
    return state == ("waiting" if job.is_open else "failed")


def _state(job: Job, answer: Answer | None) -> str:
    if answer is None:
        return "waiting" if job.is_open else "failed"
    return "answered" if answer.batch_id == job.batch_id or job.batch_id is None else "sent again"


def _requests(ledger: Ledger, part: Job, wanted: Sequence[int]) -> Iterator[bytes]:
    if not ledger.bodies.are_kept(part):
        return iter([b""] * len(wanted))
    return ledger.bodies.of_job(replace(part, bodies=[part.bodies[at] for at in wanted]))


def _looks_for(words: str) -> Callable[[bytes], bool]:
    """Return what tells whether a JSON text may hold words: to read what it says takes a hundred times longer."""
    wanted = orjson.dumps(words)[1:-1].decode().casefold()
    if wanted.isascii():  # most searches: bytes are compared as they are
        plain = wanted.encode()
        return lambda text: plain in text.lower() or (_ESCAPED.search(text) is not None and wanted in _unescaped(text))
    return lambda text: wanted in _unescaped(text)


def _unescaped(text: bytes) -> str:
    if _ESCAPED.search(text):
        with contextlib.suppress(ValueError):  # numbers or surrogates that orjson refuses: it is searched as it is
            text = orjson.dumps(orjson.loads(text))
    return text.decode("utf-8", "replace").casefold()


def _is_of(model: str, found: Found) -> bool:
    return not model or model == found.result.model.removeprefix("models/")


def _says(words: str, found: Found) -> bool:
    """Whether prompt or answer hold a text, as people read them."""
    wanted = words.casefold()
    return not wanted or any(wanted in text.casefold() for text in (found.result.prompt, found.result.text))


def choices(jobs: Sequence[Job]) -> Mapping[str, list[str]]:
    """Return the models and tags of some jobs, to choose from."""
    models = {name.removeprefix("models/") for job in jobs for name in (job.model, *job.model_costs) if name}
    return {"models": sorted(models), "tags": sorted({tag for job in jobs for tag in job.tag_costs})}
