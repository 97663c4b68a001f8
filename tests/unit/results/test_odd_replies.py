"""Replies as no model should write them: they cost no time, and end in an error that says what is wrong."""

from __future__ import annotations

import time
from typing import Any

import pytest
from pydantic import AliasPath, BaseModel, Field, field_validator

import deferred


class Count(BaseModel):
    a: int


class Share(BaseModel):
    percent: float

    @field_validator("percent")
    @classmethod
    def as_share(cls, value: float) -> float:
        return value / 100


class Renamed(BaseModel):
    number: str = Field(validation_alias="invoiceNumber")


class Inner(BaseModel):
    city: str = Field(validation_alias=AliasPath("address", "city"))


def result(text: str, model: Any) -> deferred.Result[Any]:
    body = {"type": "message", "content": [{"type": "text", "text": text}], "stop_reason": "end_turn"}
    return deferred.result(body, model=model)


@pytest.mark.parametrize("text", ["[" * 5000 + "]" * 5000, "Here: " + '{"a":' * 5000 + "1" + "}" * 5000])
def test_a_reply_nested_too_deep_has_no_value_and_an_error(text: str) -> None:
    found = result(text, Count)
    assert found.parsed is None
    assert "recursion limit" in (found.error or "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("[" * 100_000, None),
        ("blah {x} " * 100_000 + '{"a": 1}', Count(a=1)),
        ("see [1 " * 100_000 + '{"a": 1}', Count(a=1)),
        ('{"a": x} ' * 100_000 + '{"a": 1}', Count(a=1)),
        ('{"b": ' * 100_000, None),
    ],
)
def test_a_hundred_thousand_brackets_take_no_time(text: str, parsed: Count | None) -> None:
    started = time.process_time()
    found = result(text, Count)
    assert found.parsed == parsed
    assert found.citation_mappings.keys() <= {"a"}
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("model", "text"),
    [
        (Share, '{"percent": 12}'),
        (Renamed, '{"invoiceNumber": "7"}'),
        (Inner, '{"address": {"city": "Oslo"}}'),
    ],
)
def test_a_value_that_was_saved_is_loaded_as_it_was(tmp_path: Any, model: Any, text: str) -> None:
    saved = result(text, model)
    saved.save_json(tmp_path / "r.json")
    loaded = deferred.Result.from_json(tmp_path / "r.json", model=model)
    assert (loaded.parsed, loaded.error) == (saved.parsed, None)
    assert loaded.citation_mappings == saved.citation_mappings
