"""Result: one provider-neutral record of a reply: its text, parsed value, citations and cost.

Parsing and mapping run on first access, so that ten thousand results cost little.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from deferred.citations.citation import Citation, Reading, Source, mapped
from deferred.citations.sources import Sources, as_object, prompt_of, sources_of
from deferred.core.call import Answer
from deferred.core.errors import JobFailed
from deferred.core.profile import profile_of, sdks
from deferred.core.routing import BATCH, LIVE
from deferred.core.text import listed
from deferred.core.usage import Usage
from deferred.futures.future import Future, future_of
from deferred.pricing import prices as pricing
from deferred.pricing.prices import Model
from deferred.providers.base import message_of
from deferred.results import saved
from deferred.results.parsing import parse
from deferred.results.sdk_reply import BEDROCK, asked_in, reply_of

if TYPE_CHECKING:
    from deferred.citations.mapping import Mapping as FieldMapping
    from deferred.engine.state import PendingCall

T = TypeVar("T")
M = TypeVar("M")
_NO_REQUEST = "the request is not known, so its documents are not searched: deferred.result(reply, request=...)"
_SHOWN = 100  # characters of a value or error in a repr
_NOTHING_SAID = ("embedding", "embeddings", "data", "results")  # responses that hold no text by their nature


@dataclass(frozen=True)
class Result(Generic[T]):  # noqa: PLW1641 - the dataclass makes the hash
    """The outcome of one call, in the same form for every provider and SDK.

    Attributes:
        model: the model asked for.
        provider: the name of the provider, such as "anthropic", "openai" or "google".
        method: the SDK method that was called; empty for a reply that did not come from a session.
        where: FILE:LINE of the call.
        usage: tokens in and out.
        cost_usd: dollars that this run paid for the call: 0 if the answer was stored already, None if the price is not
            known. For a reply that did not come from a session, its tokens at the provider's list price.
        batch_id: the provider's job.
        cached: whether the answer was stored already.
        cancelled: whether its job was cancelled.
        failure: why the provider gave no answer, or None.
        raw: the provider's response, as JSON text.
        asked: the type of the requested value, such as a pydantic model, or None.
        request: returns the request, if it is known.
        row: the name that `deferred.tag(row=...)` gave the call. If no call of a block has such a name,
            `session.results()` numbers the calls, from 0.
    """

    model: str
    provider: str
    method: str = ""
    where: str = ""
    usage: Usage = field(default_factory=Usage)
    cost_usd: Decimal | None = None
    batch_id: str | None = None
    cached: bool = False
    cancelled: bool = False
    failure: str | None = None
    raw: bytes = field(default=b"", repr=False, compare=False)
    asked: Any = field(default=None, repr=False, compare=False)
    request: Callable[[], Any] | None = field(default=None, repr=False, compare=False)
    row: int | str | None = field(default=None, compare=False)

    def __eq__(self, other: object) -> bool:
        """Whether both hold the same response and facts; the formatting of the JSON does not matter."""
        return isinstance(other, Result) and _compared(self) == _compared(other)

    def __repr__(self) -> str:
        """Say what came of the call: its error, or the beginning of its value or text."""
        error = self.error
        said = f"error {error!r}" if error else repr(self.text if self.parsed is None else self.parsed)
        row = "" if self.row is None else f" of row {self.row!r}"
        return f"<Result{row} from {self.model}: {said if len(said) <= _SHOWN else said[:_SHOWN] + '...'}>"

    def __getstate__(self) -> dict[str, Any]:
        """Drop the session in copies and pickles; of the request, the texts of its documents are kept."""
        return {**vars(self), "_sources": self._sources, "request": None}

    @cached_property
    def body(self) -> Any:
        """The provider's response, as JSON; None for a call that failed."""
        return json.loads(self.raw) if self.raw else None

    @cached_property
    def reading(self) -> Reading:
        """The content of the response, in pieces."""
        return _read(self.provider, self.body) if isinstance(self.body, dict) else Reading()

    @property
    def text(self) -> str:
        """The text of the reply; empty for embeddings, moderations and failed calls."""
        return self.reading.text

    @property
    def parsed(self) -> T | None:
        """The requested value, validated; None if there is none, and then `error` tells why."""
        value: T | None = self._outcome[0]
        return value

    @property
    def error(self) -> str | None:
        """Why the call failed, or why the reply lacks the requested value; None on success."""
        return self.failure or self._outcome[1]

    @property
    def is_success(self) -> bool:
        """Whether the provider answered with the requested value."""
        return self.error is None

    @property
    def citations(self) -> list[Citation]:
        """The citations of the reply, in order."""
        return list(self.reading.citations)

    @property
    def citation_mappings(self) -> dict[str, list[Citation]]:
        """Where each field of `parsed` comes from: path, such as `lines[0].amount`, to citations."""
        return self._mapping[0]

    @property
    def unmapped(self) -> dict[str, str]:
        """The fields without a place in the sources, and the reasons; places are never guessed."""
        return self._mapping[1]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The documents of the request, as texts."""
        return self._sources.texts

    @property
    def notes(self) -> tuple[str, ...]:
        """Parts of the request that could not be read, such as a scanned PDF without text."""
        return self._sources.notes

    @property
    def prompt(self) -> str:
        """The texts of the user in the request, without system instructions, documents and pictures."""
        request = self.request() if self.request is not None else None
        return "" if not request else prompt_of(request)

    def show(self) -> Path:
        """Write the value beside its sources, with the cited passages marked, to a page, and open it in a browser.

        Returns:
            The page's path, a temporary file that only you can read.
        """
        from deferred.results.html import show  # noqa: PLC0415 - only imported when used

        return show(self)

    def save_json(self, path: str | Path) -> None:
        """Write the result to a file, with its value, citations, mappings and the texts of its sources.

        Args:
            path: the file, which is overwritten; `Result.from_json` reads it.
        """
        text = json.dumps(saved.to_dict(self), indent=1, ensure_ascii=False)
        # UTF-8 has no lone surrogates, which a reply may hold; written as \ud800 they are what JSON escapes them to.
        Path(path).write_text(text, "utf-8", "backslashreplace")

    @overload
    @classmethod
    def from_json(cls, path: str | Path, model: type[M]) -> Result[M]: ...
    @overload
    @classmethod
    def from_json(cls, path: str | Path, model: Any = None) -> Result[Any]: ...
    @classmethod
    def from_json(cls, path: str | Path, model: Any = None) -> Result[Any]:
        """Read a result that `save_json` wrote.

        Args:
            path: the file.
            model: the type to validate the value as; without it, `parsed` is plain JSON.

        Raises:
            ValueError: the file was not written by `save_json`.
        """
        try:
            return saved.from_dict(cls, json.loads(Path(path).read_text("utf-8")), model)
        except (KeyError, TypeError) as error:
            message = f"{path} was not written by Result.save_json ({type(error).__name__}: {error})"
            raise ValueError(message) from error

    @cached_property
    def _outcome(self) -> tuple[Any, str | None]:
        if self.failure is not None:
            return None, None
        if self.asked is not None:
            return parse(self.asked, self.reading)
        reading = self.reading
        says_nothing = not reading.text and not reading.values and not _is_silent(self.body)
        return None, reading.refused or (reading.cut if says_nothing else None) or None

    @cached_property
    def _sources(self) -> Sources:
        request = None if self.request is None else self.request()
        return Sources(notes=(_NO_REQUEST,)) if request is None else sources_of(request)

    @cached_property
    def _mapping(self) -> tuple[dict[str, list[Citation]], dict[str, str]]:
        if self.parsed is None:
            return {}, {}
        found = _map_fields(self.parsed, self.reading, self.sources)
        unread = f" ({'; '.join(self.notes)})" if self.notes else ""
        return dict(found.fields), {path: reason + unread for path, reason in found.unmapped.items()}


def _compared(result: Result[Any]) -> list[Any]:
    return [getattr(result, name) for name in (*saved.PLAIN, "usage", "cost_usd", "body")]


def _map_fields(parsed: Any, reading: Reading, sources: tuple[Source, ...]) -> FieldMapping:
    from deferred.citations.mapping import map_fields  # noqa: PLC0415 - only imported when used

    return map_fields(parsed, reading.text, reading.blocks, sources)


def _read(provider: str, body: dict[str, Any]) -> Reading:
    # By their paths: a profile must not import what reads responses, and most programs read those of one provider.
    is_converse = provider == BEDROCK and isinstance(body.get("output"), Mapping)
    path = "deferred.citations.bedrock" if is_converse else profile_of(provider).replies.reader
    return importlib.import_module(path).read(body) if path else Reading()


def _is_silent(body: Any) -> bool:
    return isinstance(body, dict) and any(name in body for name in _NOTHING_SAID)


@overload
def result(reply: Any, model: type[T], request: Any = None) -> Result[T]: ...


@overload
def result(reply: Any, model: Any = None, request: Any = None) -> Result[Any]: ...


def result(reply: Any, model: Any = None, request: Any = None) -> Result[Any]:
    """Return one provider-neutral record of a reply, of a session or from anywhere else.

    A reply of a session that has not come yet is waited for. A call that failed gives a result with its `error`.

    Args:
        reply: what a method of the anthropic, openai or google-genai SDK gave, or instructor's `create`; a `Future` of
            a session; the exception that a call raised; or a response as JSON (a dict).
        model: the type of the value to find in the reply: a pydantic model, or whatever a `TypeAdapter` takes. Of a
            session's reply, and of one that the SDK has parsed, the type asked for is known.
        request: the request, whose documents are searched for the values: its body as sent, or the arguments of the
            call. Of a session's reply it is known.

    Returns:
        The `Result`.

    Raises:
        TypeError: `reply` is none of these.
        ValueError: `request` is neither a dict nor the JSON of one.

    Example:
        >>> import deferred
        >>> body = {"type": "message", "content": [{"type": "text", "text": '{"total": 5}'}]}
        >>> deferred.result(body, model=dict[str, int]).parsed
        {'total': 5}
    """
    request = None if request is None else as_object(request)
    reply, future = _resolved(reply)
    if future is not None:
        return _of_session(future, model, request)
    if isinstance(reply, BaseException):
        return _of_exception(reply)
    raw = getattr(reply, "_raw_response", None)  # what instructor puts beside its models
    if raw is not None:
        made = result(raw, model, request)
        return made if model is not None else _with_value(made, reply)
    found = reply_of(reply)
    if found is None:
        known = listed((sdk.distribution for _, sdk in sdks()), "or")
        message = (
            f"{type(reply).__name__} is not a reply of the {known} SDK; give what their "
            "methods return, or the response as a dict"
        )
        raise TypeError(message)
    asked = model if model is not None else asked_in(request)
    made = _of_body(found.provider, found.body, asked, request)
    return _with_value(made, found.parsed) if asked is None and found.parsed is not None else made


def _resolved(reply: Any) -> tuple[Any, Future | None]:
    """Wait for a reply of a session; returns the future of its call, or the outcome of a task."""
    future = future_of(reply)
    while future is not None:
        future.wait()
        if future.call is not None:
            return reply, future
        try:
            reply = future.result(0)
        except Exception as error:  # noqa: BLE001 - whatever a function raised, it is the outcome asked for
            return error, None
        known = future_of(reply)
        future = None if known is future else known
    return reply, None


def _of_session(future: Future, model: Any, request: Any) -> Result[Any]:
    call, hooks = future.call, future.hooks
    if hooks is None:  # refused before it was stored
        made = of_call(call, None, lambda _: None, lambda _: None)
    else:
        made = of_call(call, hooks.prices, hooks.read_stored, hooks.read_request)
    asked = model if model is not None else call.asked
    return replace(made, asked=asked, request=(lambda: request) if request is not None else made.request)


def _with_value(made: Result[Any], value: Any) -> Result[Any]:
    """Set the value of a result that the SDK, or instructor, has parsed already."""
    vars(made)["_outcome"] = (value, None)
    return made


def _of_exception(error: BaseException) -> Result[Any]:
    root = type(error).__module__.partition(".")[0]
    provider = next((name for name, sdk in sdks() if sdk.root == root), "")
    cancelled = isinstance(error, JobFailed) and "cancelled" in str(error)
    return Result("", provider, failure=str(error) or type(error).__name__, cancelled=cancelled)


def _of_body(provider: str, body: dict[str, Any], model: Any, request: Any) -> Result[Any]:
    raw = json.dumps(body).encode()
    name = str(body.get("model") or body.get("modelVersion") or body.get("model_version") or "")
    known = None if request is None else lambda: request
    made: Result[Any] = Result(name, provider, raw=raw, asked=model, request=known)
    if isinstance(body.get("error"), dict) and not body.get("output"):
        return replace(made, failure=message_of(raw))
    is_batch = mapped(body.get("usage")).get("service_tier") == "batch"
    cost = pricing.cost(Model(provider, name), Answer(200, raw), None, BATCH if is_batch else LIVE)
    return replace(made, usage=pricing.usage(provider, raw), cost_usd=cost)


def of_call(
    call: PendingCall,
    own_prices: Mapping[str, Any] | None,
    answer_of: Callable[[PendingCall], Answer | None],
    request_of: Callable[[PendingCall], bytes | None],
) -> Result[Any]:
    """Make the result of a call of a session from its stored data, at the prices of its block."""
    bare: Result[Any] = Result(
        call.model.removeprefix("models/"),
        call.target.provider,
        call.method,
        call.where,
        asked=call.asked,
        request=lambda: request_of(call),
    )
    if not call.done:
        return replace(bare, failure="not answered yet")
    if not call.ok:
        cancelled = isinstance(call.error, JobFailed) and "cancelled" in str(call.error)
        batch = call.answer.batch_id if call.answer is not None else None
        return replace(bare, failure=call.cause(), cancelled=cancelled, batch_id=batch)
    answer = answer_of(call)
    assert call.answer is not None
    if answer is None:
        return replace(bare, failure="its answer is no longer in the ledger: it was cleared")
    answer = answer._replace(cached=call.answer.cached)
    return of_answer(bare, answer, own_prices, call.target.base_url)


def of_answer(bare: Result[Any], answer: Answer, own_prices: Mapping[str, Any] | None, base_url: str) -> Result[Any]:
    """Add to the result of a call what its answer says, and what it cost."""
    paid: Decimal | None = Decimal(0)
    if not answer.cached:
        paid = pricing.cost(
            Model(bare.provider, bare.model, base_url), answer, own_prices, pricing.route_of(bare.provider, answer)
        )
    return replace(
        bare,
        usage=pricing.usage(bare.provider, answer.body),
        cost_usd=paid,
        batch_id=answer.batch_id,
        cached=answer.cached,
        raw=answer.body,
    )
