"""The bill: every row and live call that ran, priced from a table of its own."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

import orjson

from deferred.simulator import pictures

if TYPE_CHECKING:
    from collections.abc import Callable

    from deferred.simulator.prompts import Prompt

# Dollars for a million tokens, in and out. Independent of the product's own prices on purpose.
PRICES: dict[str, tuple[str, str]] = {
    "claude-haiku-4-5": ("1", "5"),
    "claude-sonnet-4": ("3", "15"),
    "claude-opus-4-1": ("15", "75"),
    "claude-opus-4": ("5", "25"),
    "gpt-4o": ("2.5", "10"),
    "gpt-4o-mini": ("0.15", "0.6"),
    "gpt-4.1": ("2", "8"),
    "gpt-4.1-mini": ("0.4", "1.6"),
    "gpt-4.1-nano": ("0.1", "0.4"),
    "gpt-5": ("1.25", "10"),
    "gpt-5-mini": ("0.25", "2"),
    "gpt-5-nano": ("0.05", "0.4"),
    "gpt-6.2-astra": ("8", "40"),
    "gpt-6.2-sol": ("2", "10"),
    "gpt-image-1": ("5", "40"),
    "gpt-image-1-mini": ("2", "8"),
    "gpt-image-1.5": ("5", "32"),
    "gpt-image-2": ("5", "30"),
    "gemini-2.5-pro": ("1.25", "10"),
    "gemini-2.5-flash": ("0.3", "2.5"),
    "gemini-2.5-flash-lite": ("0.1", "0.4"),
    "gemini-embedding-001": ("0.15", "0"),
    "text-embedding-3-small": ("0.02", "0"),
    "text-embedding-3-large": ("0.13", "0"),
    "text-embedding-ada-002": ("0.1", "0"),
    "omni-moderation": ("0", "0"),
    "text-moderation": ("0", "0"),
}
# Dollars for a million tokens of pictures that a model is given.
PICTURE_PRICES = {"gpt-image-1": "10", "gpt-image-1-mini": "2.5", "gpt-image-1.5": "8", "gpt-image-2": "8"}
DEFAULT_PRICE = ("5", "25")
# Per cent of the ordinary price, by route: batches and flex half of it, background responses by their window.
SHARES = {"batch": 50, "flex": 50, "background 8h": 60, "background 2h": 70, "background soonest": 100, "live": 100}
# What batches cost elsewhere, in the same per cent: not everyone halves the price, and a server of one's own has none.
BATCH_SHARES = {
    "deepinfra": 80,
    "together": 100,
    "moonshot": 60,
    "perplexity": 100,
    "morph": 100,
    "xai": 80,
    "vertex-anthropic": 55,  # half, and a tenth more for the region
    "litellm": 100,
    "llm-d": 100,
    "llama-stack": 100,
}
PRIORITY = 200  # what a call of a tier that answers first costs here
PICO = 1_000_000  # picodollars per token when a million tokens cost one dollar
CHARS_PER_TOKEN = 4
# Tokens a provider adds that no body shows: for text alone, and for tools, schemas and citations.
TEMPLATE = {"fair": 8, "worst": 400}
HIDDEN_PROMPT = {"fair": 8, "worst": 1_500}
What = tuple[str, str, str]
_TRAVEL = {"stream", "service_tier", "serviceTier", "background", "background_options"}
# One picture of unknown size: an ordinary one, and about the most a provider counts.
MEDIA_TOKENS = {"fair": 1_000, "worst": 5_000}


@dataclass(frozen=True)
class Usage:
    """Tokens of one answer; `thinking` is part of `output`, `pictures` of `input`: they have a price of their own."""

    input: int
    output: int
    thinking: int = 0
    written: int = 0  # to a cache, for an hour, and not in `input`
    cached: int = 0  # read from a cache, and not in `input`
    pictures: int = 0


@dataclass(frozen=True)
class Billed:
    """One row or live call that was paid for."""

    provider: str
    endpoint: str
    model: str
    job: str | None
    custom_id: str | None
    body: dict[str, Any]
    usage: Usage
    cost: Decimal
    route: str = "live"

    @cached_property
    def sha256(self) -> str:
        """Name the request: the digest of its endpoint and canonical body."""
        return digest(self.endpoint, self.body)

    @property
    def live(self) -> bool:
        """Tell whether it was sent as an ordinary call, whatever its tier."""
        return self.job is None


def canonical(body: dict[str, Any]) -> bytes:
    """Write a body with sorted keys, without the fields that only say how it travels."""
    left_out = _TRAVEL | ({"store", "metadata"} if body.get("background") else set())
    return orjson.dumps({k: v for k, v in body.items() if k not in left_out}, option=orjson.OPT_SORT_KEYS)


def digest(endpoint: str, body: dict[str, Any]) -> str:
    """Give the name of a request: the sha256 of its endpoint and canonical body."""
    return hashlib.sha256(endpoint.encode() + b"\n" + canonical(body)).hexdigest()


def route_of(body: dict[str, Any], *, batched: bool) -> str:
    """Name the route by which a request came, as `SHARES` does."""
    if body.get("background"):
        options = body.get("background_options")
        return f"background {(options or {}).get('completion_window') or 'soonest'}"
    if batched:
        return "batch"
    tier = str(body.get("service_tier") or body.get("serviceTier") or "").lower()
    return tier if tier in {"flex", "priority", "fast", "ultrafast"} else "live"


def share_of(provider: str, route: str) -> int:
    """Give the per cent of the ordinary price that a provider takes by a route."""
    share = SHARES.get(route, PRIORITY)
    return BATCH_SHARES.get(provider, share) if route == "batch" else share


def price(model: str) -> tuple[int, int]:
    """Give picodollars per token, in and out: the longest name in the table that begins the model's."""
    cost_in, cost_out = PRICES.get(_known(model), DEFAULT_PRICE)
    return int(Decimal(cost_in) * PICO), int(Decimal(cost_out) * PICO)


def picture_price(model: str) -> int:
    """Give picodollars per token of the pictures that a model is given: that of text where it is no other."""
    known = PICTURE_PRICES.get(_known(model))
    return price(model)[0] if known is None else int(Decimal(known) * PICO)


def _known(model: str) -> str:
    return max((name for name in PRICES if model.startswith(name)), key=len, default="")


class Tokenizer:
    """Counts tokens: "fair" is about four characters each, "worst" is one per byte and a hidden prompt."""

    def __init__(self, kind: str) -> None:
        """Choose the kind."""
        if kind not in MEDIA_TOKENS:
            message = f"tokenizer is 'fair' or 'worst', not {kind!r}"
            raise ValueError(message)
        self.worst = kind == "worst"
        self.media = MEDIA_TOKENS[kind]
        self.template, self.hidden = TEMPLATE[kind], HIDDEN_PROMPT[kind]

    def prompt(self, prompt: Prompt, spoken: str, provider: str, model: str) -> int:
        """Count a prompt, with what the model reads of tools and formats; either, or a citation, hides a prompt."""
        seen = sum(pictures.tokens(provider, model, size) for size in prompt.pictures)
        seen += prompt.pages * pictures.page(provider, model) + prompt.media * self.media
        hidden = self.hidden if spoken or prompt.is_special else self.template
        return self.count(prompt.text + spoken) + hidden + seen

    def count(self, text: str) -> int:
        """Count one text."""
        return len(text.encode()) if self.worst else -(-len(text) // CHARS_PER_TOKEN)

    def output(self, text: str, bound: int | None) -> int:
        """Count an answer; the worst kind of model always uses all it was allowed."""
        return bound if self.worst and bound else self.count(text)


class Meter:
    """What the simulated providers have billed."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.rows: list[Billed] = []
        self._pico = 0

    def bill(self, what: What, body: dict[str, Any], usage: Usage, job: tuple[str, str | None] | None) -> None:
        """Write one row: (provider, endpoint, model), its body, its tokens, and (job id, custom_id) if batched."""
        provider, endpoint, model = what
        cost_in, cost_out = price(model)
        route = route_of(body, batched=job is not None)
        texts = cost_in * (usage.input - usage.pictures) + cost_out * usage.output
        texts += cost_in * usage.written * 2 + cost_in * usage.cached // 10
        pico = (texts + picture_price(model) * usage.pictures) * share_of(provider, route) // 100
        self._pico += pico
        job_id, custom_id = job or (None, None)
        cost = Decimal(pico).scaleb(-12)
        self.rows.append(Billed(provider, endpoint, model, job_id, custom_id, body, usage, cost, route))

    @property
    def total(self) -> Decimal:
        """Dollars billed so far."""
        return Decimal(self._pico).scaleb(-12)

    @property
    def rows_billed(self) -> int:
        """Batch rows billed so far (live calls are `live_billed`)."""
        return sum(not row.live for row in self.rows)

    @property
    def live_billed(self) -> int:
        """Live calls billed so far."""
        return sum(row.live for row in self.rows)

    @property
    def by_route(self) -> Counter[str]:
        """Rows and calls billed so far, by route: "batch", "flex", "background 8h", "live" and so on."""
        return Counter(row.route for row in self.rows)

    @property
    def by_model(self) -> dict[str, Decimal]:
        """Dollars by model."""
        totals: dict[str, Decimal] = {}
        for row in self.rows:
            totals[row.model] = totals.get(row.model, Decimal(0)) + row.cost
        return totals

    def count(self, wanted: Callable[[dict[str, Any]], object]) -> int:
        """Count the billed rows and calls whose body the function accepts."""
        return sum(bool(wanted(row.body)) for row in self.rows)

    def billed_twice(self, wanted: int | Callable[[dict[str, Any]], int] = 1) -> list[Billed]:
        """List what was billed beyond `wanted` times for one and the same request (provider, endpoint, body).

        The meter cannot know how many samples of a body its caller wanted: say so where it is more than one, with
        a number for all bodies or a function from a body to its number.
        """
        seen: Counter[tuple[str, str]] = Counter()
        extra = []
        for row in self.rows:
            key = (row.provider, row.sha256)
            seen[key] += 1
            if seen[key] > (wanted(row.body) if callable(wanted) else wanted):
                extra.append(row)
        return extra
