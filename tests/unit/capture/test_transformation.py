"""Data that is not transformed again is what the SDK would make of it."""

import asyncio
import io
from datetime import date
from typing import Annotated, Literal, TypedDict

import openai
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openai._utils import PropertyInfo, _transform, async_maybe_transform, maybe_transform
from openai.types.chat import completion_create_params
from openai.types.responses import response_create_params

import deferred
from deferred.capture.transformation import NotPlain, shape_of
from tests.support.calls import ask_gpt

pytestmark = pytest.mark.usefixtures("no_session_left")

BY_THE_SDK = _transform.transform  # as it is outside of a block


class Inner(TypedDict, total=False):
    """What a renamed key, a date and a file are transformed in."""

    plain: str
    renamed: Annotated[str, PropertyInfo(alias="itsAlias")]
    when: Annotated[date | str, PropertyInfo(format="iso8601")]
    file: Annotated[str, PropertyInfo(format="base64")]


class Outer(TypedDict, total=False):
    """The type of all data."""

    one: Inner
    several: list[Inner | str]
    by_name: dict[str, Inner]
    either: Inner | list[Inner] | None
    role: Literal["user", "system"]
    other_name: Annotated[list[str], PropertyInfo(alias="otherName")]


TYPES = [
    Outer,
    completion_create_params.CompletionCreateParamsNonStreaming,
    response_create_params.ResponseCreateParamsNonStreaming,
]
KEYS = st.sampled_from([
    "plain", "renamed", "itsAlias", "when", "file", "one", "several", "by_name", "either", "role", "other_name",
    "messages", "content", "type", "text", "image_url", "url", "tools", "function", "parameters", "input", "unknown",
])  # fmt: skip
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False),
    st.sampled_from(["", "user", "text", "2026-11-28", "/etc/hostname", "aGVsbG8=", "input_text"]),
)  # fmt: skip
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)
BODIES = st.dictionaries(KEYS, VALUES, max_size=5)


@pytest.fixture
def block(sim):
    """An open block, in which data is transformed once for each shape."""
    with deferred.batch() as session:
        yield session


def with_other_values(value, draw):
    """Give a value of the same shape."""
    if isinstance(value, dict):
        return {key: with_other_values(held, draw) for key, held in value.items()}
    if isinstance(value, list):
        return [with_other_values(held, draw) for held in value]
    return draw(LEAVES.filter(lambda other: type(other) is type(value)))


@pytest.mark.slow
@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(data=BODIES, more=st.data())
def test_data_of_a_known_shape_is_what_the_sdk_makes_of_it(block, kind, data, more):
    other = with_other_values(data, more.draw)
    assert shape_of(other) == shape_of(data)
    for each in (data, other, data):
        expected = BY_THE_SDK(each, kind)
        made = maybe_transform(each, kind)
        assert (made, list(made)) == (expected, list(expected))
        assert asyncio.run(async_maybe_transform(each, kind)) == expected


@pytest.mark.parametrize("value", [date(2026, 11, 28), io.BytesIO(b"file"), (1, 2), {1, 2}, openai.Omit()])
def test_what_is_no_plain_json_has_no_shape(value):
    with pytest.raises(NotPlain):
        shape_of({"messages": [{"content": value}]})


def test_a_date_after_a_text_at_the_same_place_is_transformed(block):
    first = maybe_transform({"one": {"when": "yesterday"}}, Outer)
    second = maybe_transform({"one": {"when": date(2026, 11, 28)}}, Outer)
    assert (first, second) == ({"one": {"when": "yesterday"}}, {"one": {"when": "2026-11-28"}})


def test_a_known_shape_is_not_transformed_again(sim, gpt, monkeypatch):
    looks = []
    recursive = _transform._transform_recursive
    monkeypatch.setattr(
        _transform, "_transform_recursive", lambda *args, **kwargs: (looks.append(1), recursive(*args, **kwargs))[1]
    )
    with deferred.batch():
        ask_gpt(gpt, "first", metadata={"a key that": "no other test has"})
        seen = len(looks)
        replies = [ask_gpt(gpt, f"question {n}", metadata={"a key that": f"{n}"}) for n in range(5)]
    assert seen > 0
    assert len(looks) == seen
    assert [f"question {n}" in reply.choices[0].message.content for n, reply in enumerate(replies)] == [True] * 5


def test_outside_of_a_block_the_sdk_transforms():
    assert _transform.transform is BY_THE_SDK
