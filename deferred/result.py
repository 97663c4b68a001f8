"""Result: one provider-neutral record of a call's outcome."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deferred import prices as pricing
from deferred.errors import JobFailed
from deferred.prices import Usage

if TYPE_CHECKING:
    from deferred.call import Answer
    from deferred.ledger import Ledger
    from deferred.record import Record


@dataclass(frozen=True)
class Result:
    """What came of one call, whichever provider and SDK it was made with.

    Attributes:
        text: the text of the reply; empty for embeddings, moderations and failed calls.
        model: the model asked for.
        provider: "anthropic", "openai" or "google".
        method: the SDK method that was called.
        where: FILE:LINE of the call.
        usage: tokens in and out.
        cost_usd: dollars this run paid for it; 0 for an answer that was stored already, None for an unknown price.
        batch_id: the provider's job.
        cached: whether the answer was stored already.
        error: why it failed, or None.
        body: the provider's response, as JSON.
    """

    text: str
    model: str
    provider: str
    method: str
    where: str
    usage: Usage = field(default_factory=Usage)
    cost_usd: Decimal | None = None
    batch_id: str | None = None
    cached: bool = False
    error: str | None = None
    cancelled: bool = False
    body: Any = None

    @property
    def is_success(self) -> bool:
        """Whether the provider answered the call."""
        return self.error is None

    def save_json(self, path: str | Path) -> None:
        """Write the result to a file, readable by `Result.from_json`."""
        Path(path).write_text(
            json.dumps({**asdict(self), "cost_usd": _text(self.cost_usd)}, indent=1, ensure_ascii=False)
        )

    @classmethod
    def from_json(cls, path: str | Path) -> Result:
        """Read a result that `save_json` wrote."""
        found = json.loads(Path(path).read_text())
        cost = found["cost_usd"]
        return cls(**{**found, "usage": Usage(**found["usage"]), "cost_usd": None if cost is None else Decimal(cost)})


class Results(list[Result]):
    """The results of a session, in the order of its calls."""

    def __init__(self, results: Iterable[Result]) -> None:
        """Hold `results`."""
        super().__init__(results)

    @property
    def completed(self) -> Results:
        """Those that were answered."""
        return Results(result for result in self if result.is_success)

    @property
    def failed(self) -> Results:
        """Those that failed, for whatever reason but a cancellation."""
        return Results(result for result in self if not result.is_success and not result.cancelled)

    @property
    def cancelled(self) -> Results:
        """Those whose job was cancelled."""
        return Results(result for result in self if result.cancelled)


def of_record(record: Record, ledger: Ledger, own_prices: Mapping[str, Any] | None) -> Result:
    """Make the result of a call of a session."""
    call = record.call
    bare = Result("", record.model.removeprefix("models/"), call.target.provider, call.method, record.where)
    if not record.done:
        return replace(bare, error="not answered yet")
    if not record.ok:
        cancelled = isinstance(record.error, JobFailed) and "cancelled" in str(record.error)
        batch = record.answer.batch_id if record.answer is not None else None
        return replace(bare, error=record.cause(), cancelled=cancelled, batch_id=batch)
    answer = ledger.answer(record.key)
    assert record.answer is not None
    return bare if answer is None else _of_answer(bare, answer, own_prices, cached=record.answer.cached)


def _of_answer(bare: Result, answer: Answer, own_prices: Mapping[str, Any] | None, *, cached: bool) -> Result:
    body = json.loads(answer.body)
    paid = Decimal(0) if cached else pricing.cost(bare.provider, bare.model, answer, own_prices)
    return replace(
        bare,
        text=text_of(bare.provider, body),
        usage=pricing.usage(bare.provider, answer.body),
        cost_usd=paid,
        batch_id=answer.batch_id,
        cached=cached,
        body=body,
    )


def text_of(provider: str, body: Any) -> str:
    """Find the text of a provider's response."""
    return "" if not isinstance(body, dict) else "".join(_TEXTS[provider](body))


def _anthropic(body: dict[str, Any]) -> Iterable[str]:
    return (block["text"] for block in body.get("content") or () if block.get("type") == "text")


def _openai(body: dict[str, Any]) -> Iterable[str]:
    for choice in (body.get("choices") or ())[:1]:
        yield (choice.get("message") or {}).get("content") or choice.get("text") or ""
    for item in body.get("output") or ():
        for part in item.get("content") or ():
            if part.get("type") == "output_text":
                yield part["text"]


def _google(body: dict[str, Any]) -> Iterable[str]:
    for candidate in (body.get("candidates") or ())[:1]:
        for part in (candidate.get("content") or {}).get("parts") or ():
            if not part.get("thought"):
                yield part.get("text") or ""


_TEXTS: dict[str, Callable[[dict[str, Any]], Iterable[str]]] = {
    "anthropic": _anthropic,
    "openai": _openai,
    "google": _google,
}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
