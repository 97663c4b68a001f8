"""Tables of stored answers: what `deferred results --csv` and `--export` write, calls without an answer included."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from deferred.cli.jobs import check_run, json_if_any, kept_rows, refuse_nothing, run_names
from deferred.core.call import Answer
from deferred.core.errors import DeferredError
from deferred.core.job import Job
from deferred.pricing.prices import model_of
from deferred.results.result import Result, of_answer
from deferred.results.tables import write_csv
from deferred.storage.base import Ledger


@dataclass(frozen=True, slots=True)
class StoredCall:
    """A call of a run, in a job of the ledger; `answer` is None if it has none, and `error` tells why then."""

    run: str
    job: Job
    key: str
    row: int | str
    answer: Answer | None = None
    error: str | None = None

    @property
    def batch_id(self) -> str | None:
        """The provider's id of the job that answered it, or was to answer it."""
        return self.job.batch_id if self.answer is None else self.answer.batch_id


@dataclass(slots=True)
class Counts:
    """How many calls were written."""

    answered: int = 0
    unanswered: int = 0
    rows: int = 0  # that were kept as they came

    def __str__(self) -> str:
        more = f", and {self.unanswered:,} calls without an answer" if self.unanswered else ""
        return f"{self.answered} answers{more} written"


def write(ledger: Ledger, path: Path, run: str | None, prices: Mapping[str, Any] | None, model: Any = None) -> Counts:
    """Write the calls of a run to a CSV file, in the order in which they were sent.

    `model` is the type that the values are read as; without it, they are whatever JSON the replies hold.

    Raises:
        DeferredError: there is no call, or the file cannot be written; a file that was there stays as it was.
    """
    counts = Counts()
    results = (_result(ledger, call, prices, model) for call in _counted(stored_calls(ledger, run), counts))
    with _naming(f"--csv {path}"):
        first = next(results, None)
        refuse_nothing(f"--csv {path}", 0 if first is None else 1)
        write_csv(_again(first, results), path)
    return counts


def export(ledger: Ledger, path: Path, run: str | None = None) -> Counts:
    """Write the calls of a run to a file, one JSON line each, and every row that was kept as it came.

    Raises:
        DeferredError: there is no call, or the file cannot be written; a file that was there stays as it was.
    """
    whole = path.resolve()  # "." has no name to which ".part" could be added
    counts, begun = Counts(), whole.with_name(whole.name + ".part")
    with _naming(f"--export {path}"):
        try:
            with begun.open("wb") as out:
                for call in _counted(stored_calls(ledger, run), counts):
                    out.write(orjson.dumps(_line(ledger, call)) + b"\n")
                for row in kept_rows(ledger, run):
                    out.write(orjson.dumps(row) + b"\n")
                    counts.rows += 1
            refuse_nothing(f"--export {path}", counts.answered + counts.unanswered + counts.rows)
            begun.replace(whole)
        finally:
            begun.unlink(missing_ok=True)
    return counts


def stored_calls(ledger: Ledger, run: str | None) -> Iterator[StoredCall]:
    """Yield each call of a run once, in the order in which the calls were sent; then those that it found stored."""
    check_run(ledger, run)
    names = run_names(ledger)
    jobs = [job for job in ledger.jobs.all() if run is None or names.get(job.run, job.run) == run]
    is_numbered = not any(ledger.jobs.names_rows(job.nonce) for job in jobs)
    found = set() if run is None else ledger.runs.found(run)
    open_keys = set(ledger.jobs.owners())
    seen: set[str] = set()
    for job in _with_rows(ledger, jobs):
        for key in job.keys:
            if key not in seen:
                row = len(seen) if is_numbered else job.row_ids.get(key, "")
                seen.add(key)
                call = StoredCall(names.get(job.run, job.run), job, key, row)
                yield with_answer(call, ledger.answers.get(key), is_open=key in open_keys)
    for job in _with_rows(ledger, ledger.jobs.all()) if found - seen else ():
        for key in job.keys:
            if key in found and key not in seen and (answer := ledger.answers.get(key)) is not None:
                row = len(seen) if is_numbered else job.row_ids.get(key, "")
                seen.add(key)
                yield StoredCall(run or "", job, key, row, answer)


def _with_rows(ledger: Ledger, jobs: list[Job]) -> Iterator[Job]:
    for job in jobs:
        whole = ledger.jobs.get(job.nonce, rows=True)
        if whole is not None:
            yield whole


def with_answer(call: StoredCall, answer: Answer | None, *, is_open: bool) -> StoredCall:
    """Add the answer of a call, or why it has none; `is_open` tells that an open job has it."""
    if answer is not None:
        return replace(call, answer=answer._replace(cached=False))
    return replace(call, error=_why_unanswered(call, is_open=is_open))


def _why_unanswered(call: StoredCall, *, is_open: bool) -> str:
    if is_open:
        return f"not answered yet: {call.job.label} is at the provider"
    job = call.job
    return f"{job.label} ended as {job.outcome}, without an answer to it; send it again: deferred retry {call.run}"


def _counted(calls: Iterator[StoredCall], counts: Counts) -> Iterator[StoredCall]:
    for call in calls:
        counts.answered += call.answer is not None
        counts.unanswered += call.answer is None
        yield call


def _result(ledger: Ledger, call: StoredCall, prices: Mapping[str, Any] | None, model: Any) -> Result[Any]:
    return result_of(call, lambda: ledger.bodies.of_answer(call.key, call.job.batch_id) or None, prices, model)


def result_of(
    call: StoredCall, request: Callable[[], bytes | None], prices: Mapping[str, Any] | None, model: Any = None
) -> Result[Any]:
    """Return the result of a call; `request` reads its body, and `model` is the type that its value is read as."""
    bare: Result[Any] = Result(
        call.job.model.removeprefix("models/"),
        call.job.provider,
        call.job.endpoint,
        batch_id=call.batch_id,
        failure=call.error,
        asked=model,
        request=request,
        row=call.row,
    )
    bare = replace(bare, model=bare.model or _model_of(bare, call.answer))
    if call.answer is None:
        return bare
    made = of_answer(bare, call.answer, prices, call.job.base_url)
    return made if model is not None else replace(made, asked=json_if_any(made))


def _model_of(result: Result[Any], answer: Answer | None) -> str:
    """Return the model that the request names; without the request, the one that the answer names."""
    request = result.request() if result.request is not None else None
    asked = orjson.loads(request) if request else {}
    named = asked.get("model") if isinstance(asked, dict) else None
    return str(named or ("" if answer is None else model_of(answer.body)))


def _line(ledger: Ledger, call: StoredCall) -> dict[str, Any]:
    result = _result(ledger, call, None, None)
    return {
        "custom_id": call.job.custom_id(call.key),
        "key": call.key,
        "run": call.run,
        "row_id": call.row,
        "provider": call.job.provider,
        "endpoint": call.job.endpoint,
        "batch_id": call.batch_id,
        "prompt": result.prompt,
        "text": result.text,
        "error": call.error,
        "status": None if call.answer is None else call.answer.status,
        "response": None if call.answer is None else orjson.loads(call.answer.body),
    }


def _again(first: Any, others: Iterator[Any]) -> Iterator[Any]:
    yield first
    yield from others


@contextlib.contextmanager
def _naming(option: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"{option}: {error.strerror}"
        raise DeferredError(message) from error
