"""Catalogue: the prices that are believed, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import metadata
from typing import Any

from deferred.core.profile import profile_of, profiles
from deferred.core.routing import LIVE
from deferred.pricing.rates import rates

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
    names = [(profile.name, name) for profile in profiles() for name in _named(profile.name, model)]
    found = [entry for provider, name in names if (entry := _entry(provider, name, own)) is not None]
    # The library lists the models that a cloud of one provider resells from another.
    batched = {entry.model for entry in found if entry.batch != entry.live}
    kept = {entry.model: entry for entry in found if entry.batch != entry.live or entry.model not in batched}
    return sorted(kept.values(), key=lambda entry: (entry.provider, entry.model))


def _named(provider: str, model: str | None) -> list[str]:
    return _names(provider) if model is None else [model.removeprefix("models/")]


def _names(provider: str) -> list[str]:
    from genai_prices import data_snapshot  # noqa: PLC0415 - 0.3 s to import

    library = next((one for one in data_snapshot.get_snapshot().providers if one.id == provider), None)
    names = [] if library is None else [model.id for model in library.models]
    return sorted({*names, *profile_of(provider).prices.published})


def _entry(provider: str, model: str, own: Mapping[str, Any] | None) -> Entry | None:
    if own is not None and model in own:
        given = {kind: Decimal(str(rate)) for kind, rate in own[model].items()}
        factor = profile_of(provider).prices.live_factor
        return Entry(
            provider, model, given, {kind: rate * factor for kind, rate in given.items()}, "the setting prices"
        )
    batch, ordinary = rates(provider, model), rates(provider, model, LIVE)
    if batch is None or ordinary is None:
        return None
    known = profile_of(provider).prices.published.get(model)
    source = f"{LIBRARY} {metadata.version(LIBRARY)}" if known is None else known.source
    if batch == ordinary:
        source += "; no price for batches is known, so the ordinary one counts"
    return Entry(provider, model, _of_kinds(batch), _of_kinds(ordinary), source)


def _of_kinds(found: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {kind: found[name] for kind, name in _KINDS.items() if name in found}
