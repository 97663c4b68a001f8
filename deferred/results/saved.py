"""Results as JSON: what `Result.save_json` writes, and `Result.from_json` reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from decimal import Decimal
from typing import Any, TypeVar

from deferred.citations.citation import Citation, Source
from deferred.citations.sources import Sources
from deferred.core.usage import Usage
from deferred.results.parsing import jsonable, parse, validated
from deferred.results.shown import Shown

R = TypeVar("R")
PLAIN = ("model", "provider", "method", "where", "batch_id", "cached", "cancelled", "failure")


def to_dict(result: Shown) -> dict[str, Any]:
    """Return a result as plain data, with its parsed value, citations and mappings."""
    return {
        **{name: getattr(result, name) for name in PLAIN},
        "row": result.row,
        "usage": asdict(result.usage),
        "cost_usd": None if result.cost_usd is None else str(result.cost_usd),
        "text": result.text,
        "error": result.error,
        "parsed": jsonable(result.parsed),
        "citations": [asdict(citation) for citation in result.citations],
        "citation_mappings": {
            path: [asdict(citation) for citation in found] for path, found in result.citation_mappings.items()
        },
        "unmapped": result.unmapped,
        "sources": [asdict(source) for source in result.sources],
        "notes": result.notes,
        "body": result.body,
    }


def from_dict(make: Callable[..., R], found: dict[str, Any], model: Any) -> R:
    """Make the result that `to_dict` returned; its value is validated as `model`, if given."""
    result = make(
        **{name: found[name] for name in PLAIN},
        row=found.get("row"),  # older files have none
        usage=Usage(**found["usage"]),
        cost_usd=None if found["cost_usd"] is None else Decimal(found["cost_usd"]),
        raw=b"" if found["body"] is None else json.dumps(found["body"]).encode(),
        asked=model,
    )
    mappings = {path: [Citation(**one) for one in several] for path, several in found["citation_mappings"].items()}
    places = [{name: tuple(one.get(name, ())) for name in ("pages", "blocks")} for one in found["sources"]]
    sources = tuple(Source(**{**one, **place}) for one, place in zip(found["sources"], places, strict=True))
    # The saved citations and mappings are used instead of new ones.
    vars(result)["_sources"] = Sources(sources, tuple(found["notes"]))
    if model is None or found["parsed"] is not None:
        again = (found["parsed"], found["error"]) if model is None else _validated(result, found["parsed"])
        vars(result).update(_outcome=again, _mapping=(mappings, found["unmapped"]))
    return result


def _validated(result: Any, dumped: Any) -> tuple[Any, str | None]:
    """Validate the value in the reply again; the saved value only if the reply has none."""
    # A dumped value went through the validators once: by a second time 12 % would be 0.0012, and aliases are lost.
    value, error = parse(result.asked, result.reading)
    return (value, None) if error is None else validated(result.asked, dumped)
