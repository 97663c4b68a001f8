"""Mappings in short: what a text is cited for when these values are looked for in it."""

from __future__ import annotations

from typing import Any

from pydantic import create_model

from deferred.citations.citation import Citation, Source
from deferred.citations.mapping import map_fields


def traced(text: str, parsed: Any) -> dict[str, list[Citation]]:
    """Give the citations of every field that has any."""
    return map_fields(parsed, "", [], [Source(0, "a document", text)]).fields


def quoted(text: str, **parsed: Any) -> list[str]:
    """Give the passages that are cited for the fields of a model, in their order."""
    return [one.text for citations in traced(text, _model(parsed)).values() for one in citations]


def sure_of(text: str, **parsed: Any) -> list[str]:
    """Give how sure the mapping is of each field of a model."""
    return [citations[0].confidence for citations in traced(text, _model(parsed)).values()]


def _model(parsed: dict[str, Any]) -> Any:
    fields = {name: (type(value), ...) for name, value in parsed.items()}
    return create_model("Parsed", **fields).model_construct(**parsed)
