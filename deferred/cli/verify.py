"""`deferred verify`: two tiny batches at a provider, to see whether it does what this software believes of it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson

from deferred.batch import Batch
from deferred.capture import from_environment, json_requests
from deferred.cli.recording import Recorder
from deferred.cli.request_formats import request_of
from deferred.cli.trial_batch import TrialBatch
from deferred.config.settings import resolve
from deferred.core import real_time
from deferred.core.call import Call
from deferred.core.documents import Document
from deferred.core.errors import DeferredError
from deferred.core.job import RAN_ITS_ROWS
from deferred.core.profile import profile_of
from deferred.core.requests import Wants
from deferred.core.text import duration
from deferred.providers.base import Lost, Refused, Row, State, Status
from deferred.results.result import result

_ASKED = ("Say yes.", "Say no.")
_NOTE, _ASKED_OF_NOTE = "Tea is served here.\nPlace: garden\nHour: four\n", "Where is tea served?"
_SCHEMA = {
    "type": "object", "properties": {"place": {"type": "string"}}, "required": ["place"], "additionalProperties": False,
}  # fmt: skip
_MOST_TOKENS = 64
_BETWEEN_LOOKS = 5.0  # seconds
_LONGEST_LAG = 60.0  # seconds until a batch must be in the provider's list
_OUT_OF_RANGE = 9  # a temperature that no provider takes
_OK, _BAD_REQUEST = range(200, 300), 400


@dataclass(frozen=True, slots=True)
class Finding:
    """What is believed of a provider, what was seen, and whether it holds."""

    belief: str
    seen: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Verification:
    """Two batches at a provider: one whose third row is wrong, and one that is cancelled at once.

    Attributes:
        provider: its name, such as "openai".
        model: the model that answers; a cheap one does.
        hosts: hosts besides the provider's own that may receive the key.
        base_url: the address of the API; None for the one that the environment names, or the provider's own.
        seconds: the longest time to wait for the batches; after it they are cancelled.
    """

    provider: str
    model: str
    hosts: tuple[str, ...] = ()
    base_url: str | None = None
    seconds: float = 3_600.0

    def run(self, told: Callable[[Finding], None], exchanges: list[dict[str, Any]]) -> None:
        """Make the batches, and tell each finding; what they leave at the provider is deleted.

        Args:
            told: called with each finding.
            exchanges: the exchanges with the provider are added to it, without keys, names and texts.

        Raises:
            DeferredError: there is no key, no SDK or no batch API of that name.
            Refused, Lost: the provider takes no batch at all.
        """
        calls = self._calls()
        account = from_environment.account(self.provider, self.base_url, self.hosts)
        recorder = Recorder(account.connection, exchanges)
        try:
            with contextlib.ExitStack() as stack:
                whole = self._begun(stack, recorder, calls, told)
                cancelled = stack.enter_context(_made(recorder, calls))
                cancelled.cancel()
                rows = _of_the_rows(whole, self.seconds, calls)
                for findings in (_of_the_list(whole), rows, _of_the_end(cancelled)):
                    for finding in findings:
                        told(finding)
        finally:
            account.connection.close()

    def _calls(self) -> list[Call]:
        """Make the requests as a script with the provider's SDK would, and take them from the block unsent."""
        wants = Wants(self.provider, self.model, _MOST_TOKENS)
        requests = [request_of(_said(asked), wants) for asked in _ASKED]
        requests += [request_of(_said(cited), replace(wants, schema=_SCHEMA)) for cited in _cited(self.provider)]
        settings = resolve({"dry_run": True, "progress": False, "cache": False, "hosts": list(self.hosts)})
        asker = json_requests.asker(self.provider, list(self.hosts), self.base_url)
        with asker as ask, Batch(settings, "verify") as session:
            for request in requests:
                ask(request.endpoint, request.body)
            return [session.core.intake.whole(call) for call, _, _ in session.core.intake.foresight.calls]

    def _begun(
        self, stack: contextlib.ExitStack, recorder: Recorder, calls: list[Call], told: Callable[[Finding], None]
    ) -> TrialBatch:
        """Begin the first batch, without its wrong row if the provider refuses the whole batch for it."""
        try:
            return stack.enter_context(_made(recorder, [*calls, _spoiled(calls[0])]))
        except Refused as refused:
            if refused.status != _BAD_REQUEST:
                raise
            told(Finding("a wrong row costs nothing", "the whole batch is refused before it is made", holds=True))
            return stack.enter_context(_made(recorder, calls))


@contextlib.contextmanager
def _made(recorder: Recorder, calls: list[Call]) -> Iterator[TrialBatch]:
    """Make a batch of calls; afterwards it is cancelled if it still runs, and deleted."""
    first = calls[0]
    batch = TrialBatch(recorder, first.target, first.model, [call.body for call in calls], "verify")
    batch.upload()
    batch.create()
    try:
        yield batch
    finally:
        with contextlib.suppress(Refused, Lost):  # it has ended, or is the provider's affair
            if batch.look().state is State.RUNNING:
                batch.cancel()
        batch.clear_up()


def _of_the_list(batch: TrialBatch) -> Iterator[Finding]:
    began = real_time.ticks()
    while not (found := _is_found(batch)) and real_time.ticks() - began < _LONGEST_LAG:
        real_time.sleep(_BETWEEN_LOOKS)
    after = real_time.ticks() - began
    seen = f"after {after:.1f} s" if found else f"not within {after:.0f} s: a create without an answer is bought twice"
    yield Finding("the list shows a new batch, and that it is ours", seen, found)


def _is_found(batch: TrialBatch) -> bool:
    return batch.is_listed() and batch.is_ours() is not False


def _ended(batch: TrialBatch, seconds: float) -> Status:
    status = batch.wait(seconds, _BETWEEN_LOOKS)
    if status.state is State.RUNNING:
        message = f"the batch {batch.job.batch_id} is {status.words} after {duration(seconds)}; it is cancelled"
        raise DeferredError(message)
    return status


def _of_the_rows(batch: TrialBatch, seconds: float, calls: Sequence[Call]) -> Iterator[Finding]:
    status = _ended(batch, seconds)
    yield Finding("the batch ends well", status.words, status.words in RAN_ITS_ROWS)
    rows = batch.rows(status)
    asked = batch.custom_ids
    named = sum(row.custom_id in asked for row in rows)
    is_whole = sorted(row.custom_id for row in rows) == sorted(asked)
    yield Finding(
        "each request has one row, with its custom_id", f"{named} of {len(asked)}, {len(rows)} rows", is_whole
    )
    by_name = {row.custom_id: row for row in rows}
    codes = [_code(by_name.get(name)) for name in asked]
    wrong = codes[len(calls) :]
    are_right = all(code in _OK for code in codes[: len(calls)]) and all(code and code not in _OK for code in wrong)
    yield Finding("good rows are answered, and a wrong row fails alone", ", ".join(map(str, codes)), are_right)
    counted = f"{status.done} done, {status.failed} failed"
    as_ended = (status.done, status.failed) == (len(calls), len(wrong))
    yield Finding("the status counts rows as they ended", counted, as_ended)
    good = [row for row in rows if _code(row) in _OK]
    with_usage = sum(_has_usage(row) for row in good)
    yield Finding(
        "each answer states its usage", f"{with_usage} of {len(good)}", bool(good) and with_usage == len(good)
    )
    for call, name in list(zip(calls, asked, strict=False))[len(_ASKED) :]:
        yield _of_the_citation(by_name.get(name), call)


def _of_the_citation(row: Row | None, call: Call) -> Finding:
    """Look whether an answer fits its schema and cites the document, although the schema was only an instruction."""
    belief = "a schema given as an instruction is kept to, and its values are cited"
    if row is None or row.answer is None or _code(row) not in _OK:
        return Finding(belief, f"no answer: {_code(row)}", holds=False)
    read = result(orjson.loads(row.answer.body), dict[str, str], orjson.loads(call.body))
    place = (read.parsed or {}).get("place")
    cited = [one.text for one in read.citations]
    seen = f"{read.error or read.parsed}, cited {cited or 'nothing'}"
    return Finding(belief, seen, place is not None and any(_NOTE in text or text in _NOTE for text in cited if text))


def _of_the_end(batch: TrialBatch) -> Iterator[Finding]:
    status = _ended(batch, _LONGEST_LAG * 10)
    ran = sum(_code(row) in _OK for row in batch.rows(status))
    seen = f"{status.words}; {ran} of {batch.job.count} had been answered"
    has_ended = status.words in RAN_ITS_ROWS | {"cancelled"}
    yield Finding("a cancelled batch ends, and keeps the answers that it has", seen, has_ended and ran == status.done)


def _said(content: Any) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": content}]}


def _cited(provider: str) -> Iterator[list[dict[str, Any]]]:
    """Yield a question about a document that is to be cited, for a provider that cites."""
    for shape in profile_of(provider).documents:
        if shape.cites:
            note = shape.cited(Document("note.txt", "text/plain", _NOTE.encode(), _NOTE))
            yield [note, {"type": "text", "text": _ASKED_OF_NOTE}]


def _spoiled(call: Call) -> Call:
    body: dict[str, Any] = orjson.loads(call.body)
    (body.setdefault("generationConfig", {}) if "contents" in body else body)["temperature"] = _OUT_OF_RANGE
    return Call(call.target, call.model, orjson.dumps(body), call.method, call.where)


def _code(row: Row | None) -> int:
    """Return the HTTP status of a row; 0 if there is none."""
    return 0 if row is None or row.answer is None else row.answer.status


def _has_usage(row: Row) -> bool:
    body = None if row.answer is None else orjson.loads(row.answer.body)
    return isinstance(body, dict) and bool(body.get("usage") or body.get("usageMetadata"))
