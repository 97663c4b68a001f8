"""Catalogue: the prices that are believed, each with its source."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import metadata
from typing import Any

from deferred.core.profile import profile_of, profiles
from deferred.core.routing import BATCH, LIVE
from deferred.pricing.own_prices import OwnPrice, own_price
from deferred.pricing.rates import library_name, rates

LIBRARY = "genai-prices"
CHECKED, CHECKED_WITH = date(2026, 11, 27), "0.2.3"  # when this release was checked against the price pages
_KINDS = {
    "input": "input_mtok",
    "output": "output_mtok",
    "cache read": "cache_read_mtok",
    "cache write": "cache_write_mtok",
    "audio in": "input_audio_mtok",
    "image out": "output_image_mtok",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What one model is believed to cost, in dollars per million tokens.

    Attributes:
        provider, model: the model.
        batch: the rates in a batch, by kind of token; where a rate grows with the input, the lowest.
        live: the rates of an ordinary call.
        source: where the rates come from.
    """

    provider: str
    model: str
    batch: Mapping[str, Decimal]
    live: Mapping[str, Decimal]
    source: str

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, for JSON."""
        return {
            "provider": self.provider,
            "model": self.model,
            "source": self.source,
            "batch_usd_per_million": {kind: float(rate) for kind, rate in self.batch.items()},
            "live_usd_per_million": {kind: float(rate) for kind, rate in self.live.items()},
        }


def entries(model: str | None, own: Mapping[str, Any] | None) -> list[Entry]:
    """Return the prices of a model of any provider, or of all models that are known.

    Args:
        model: the name of a model, as in requests; None for all.
        own: prices of the user, which come first.
    """
    if own is not None and model is not None and model in own:
        return [_own(model, own[model])]
    names = [(profile.name, name) for profile in profiles() for name in _named(profile.name, model)]
    found = [entry for provider, name in names if (entry := _entry(provider, name)) is not None]
    found += [_own(name, price) for name, price in (own or {}).items() if model is None]
    # The library lists the models that a cloud of one provider resells from another.
    batched = {entry.model for entry in found if entry.batch != entry.live}
    kept = [entry for entry in found if entry.batch != entry.live or not _is_resold(entry, batched)]
    return sorted(kept, key=lambda entry: (entry.provider, entry.model))


def _is_resold(entry: Entry, batched: Collection[str]) -> bool:
    return entry.model in batched and not profile_of(entry.provider).prices.batch.is_certain


def _named(provider: str, model: str | None) -> list[str]:
    return _names(provider) if model is None else [model.removeprefix("models/")]


def _names(provider: str) -> list[str]:
    from genai_prices import data_snapshot  # noqa: PLC0415 - 0.3 s to import

    name = library_name(provider)
    library = next((one for one in data_snapshot.get_snapshot().providers if one.id == name), None)
    names = [] if library is None else [model.id for model in library.models]
    return sorted({*names, *profile_of(provider).prices.published})


def _own(model: str, price: Mapping[str, Any]) -> Entry:
    """Return the user's price of a model, which holds for a model of that name at any provider."""
    batch, live = (own_price(price, "", model, route) for route in (BATCH, LIVE))
    return Entry("any", model, _kinds_of(batch), _kinds_of(live), "the setting prices")


def _kinds_of(price: OwnPrice) -> dict[str, Decimal]:
    return {"input": price.input, "output": price.output, "cache read": price.cached}


def _entry(provider: str, model: str) -> Entry | None:
    batch, ordinary = rates(provider, model), rates(provider, model, LIVE)
    if batch is None or ordinary is None:
        return None
    rules = profile_of(provider).prices
    known = rules.published.get(model)
    source = f"{LIBRARY} {metadata.version(LIBRARY)}" if known is None else known.source
    if rules.batch.is_certain:
        source += f"; the discount: {rules.batch.source}"
    elif batch == ordinary:
        source += "; no price for batches is known, so the ordinary one counts"
    return Entry(provider, model, _of_kinds(batch), _of_kinds(ordinary), source)


def _of_kinds(found: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {kind: found[name] for kind, name in _KINDS.items() if name in found}
