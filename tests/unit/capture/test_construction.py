"""Replies that are built by plans are those that the SDK builds: type, fields, set fields, extras, and all inside."""

import contextlib
import importlib
import json
import types
import typing

import anthropic
import openai
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

import deferred
from deferred.capture import proved_plans
from deferred.capture.construction import Unfit, plan_of
from deferred.capture.sdk_values import same
from tests.bench.scenes import REPLIES as ORDINARY
from tests.support import places
from tests.support.calls import ask_claude

CLASSES = {
    "anthropic.types": ["Message"],
    "anthropic.types.beta": ["BetaMessage"],
    "openai.types": ["Completion", "CreateEmbeddingResponse", "ModerationCreateResponse", "ImagesResponse"],
    "openai.types.chat": ["ChatCompletion"],
    "openai.types.responses": ["Response"],
}
REPLIES = [getattr(importlib.import_module(module), name) for module, names in CLASSES.items() for name in names]
CLIENTS = {"anthropic": anthropic.Anthropic(api_key="k"), "openai": openai.OpenAI(api_key="k")}


def by_the_sdk(cls, data):
    """Build an object as the SDK does."""
    client = CLIENTS[cls.__module__.partition(".")[0]]
    return client._process_response_data(data=data, cast_to=cls, response=None)


def assert_the_same(cls, text):
    """Compare both objects, if a plan builds one; gives whether it does."""
    try:
        made = plan_of(cls)(json.loads(text))
    except Unfit:
        return False
    expected = by_the_sdk(cls, json.loads(text))
    assert same(made, expected)
    assert repr(made) == repr(expected)
    assert made.model_dump_json(warnings=False) == expected.model_dump_json(warnings=False)
    return True


# -- what providers sent -----------------------------------------------------------------------------------------------

LOOKS = {
    "Message": lambda body: body.get("type") == "message" and "stop_reason" in body,
    "ChatCompletion": lambda body: body.get("object") == "chat.completion",
    "Response": lambda body: body.get("object") == "response",
    "CreateEmbeddingResponse": lambda body: body.get("object") == "list" and body.get("data", [{}])[0].get("embedding"),
}


def recorded(name):
    """Give the replies of a class, as JSON, that recorded traffic holds at any depth."""
    if not places.RECORDINGS.is_dir():
        pytest.skip("the recordings are not here; they are not part of the project")
    paths = sorted(places.RECORDINGS.glob("*.json*"))
    return sorted({json.dumps(body) for path in paths for body in objects_in(path.read_text()) if LOOKS[name](body)})


def objects_in(value):
    """Give every object that a value holds; a text may be JSON, or lines of it."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for held in value:
            yield from objects_in(held)
    elif isinstance(value, str) and value[:1] in {"{", "["}:
        yield from objects_in(parsed(value))


def parsed(text):
    """Read JSON, or lines of it; text that is neither holds nothing."""
    with contextlib.suppress(ValueError):
        return json.loads(text)
    with contextlib.suppress(ValueError):
        return [json.loads(line) for line in text.splitlines()]
    return None


@pytest.mark.parametrize(("name", "count"), [("Message", 20), ("ChatCompletion", 10), ("Response", 20)])
def test_recorded_replies_are_built_by_plans_and_are_the_sdks(name, count):
    [cls] = [cls for cls in REPLIES if cls.__name__ == name]
    texts = recorded(name)
    assert len(texts) >= count
    built = sum(assert_the_same(cls, text) for text in texts)
    assert built >= len(texts) * 0.75  # old versions of an SDK do not know what was recorded later


@pytest.mark.parametrize("sdk", ["anthropic", "openai"])
def test_an_ordinary_reply_is_built_by_a_plan(sdk):
    name = {"anthropic": "Message", "openai": "ChatCompletion"}[sdk]
    [cls] = [cls for cls in REPLIES if cls.__name__ == name]
    assert assert_the_same(cls, json.dumps(ORDINARY[sdk]))


def test_a_plan_that_differs_from_the_sdk_is_given_up(sim, claude, monkeypatch):
    wrong = plan_of(anthropic.types.Message)
    monkeypatch.setattr(proved_plans, "plan_of", lambda _: lambda data: wrong({**data, "id": "another"}))
    with deferred.batch():
        replies = [ask_claude(claude, f"question {n}") for n in range(3)]
    assert len({reply.id for reply in replies} - {"another"}) == 3


# -- any value of each class -------------------------------------------------------------------------------------------

WORDS = st.sampled_from(["", "a", "text", "0", "null", "2026-11-28T10:00:00Z"])
JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3), st.just(1 << 70), st.floats(-2, 2), WORDS, st.just([]), st.just({}),
    st.just([None]), st.dictionaries(WORDS, WORDS, max_size=2), st.just({"type": "text", "text": "a"}),
)  # fmt: skip
MOST_DEPTH = 7


def values(kind, depth=0):
    """Give values that an annotation allows, and now and then some other value."""
    if depth > MOST_DEPTH:
        return JUNK
    fitting = allowed(kind, depth)
    return st.integers(0, 40).flatmap(lambda n: JUNK if n == 0 else fitting)


def allowed(kind, depth):
    """Give values that an annotation allows."""
    while hasattr(kind, "__value__") or typing.get_origin(kind) is typing.Annotated:
        kind = kind.__value__ if hasattr(kind, "__value__") else kind.__origin__
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in {typing.Union, types.UnionType}:
        return st.sampled_from(inner).flatmap(lambda member: values(member, depth + 1))
    if origin is typing.Literal:
        return st.sampled_from(inner)
    if origin is list:
        return st.lists(values(inner[0], depth + 1), max_size=2)
    if origin is dict:
        return st.dictionaries(WORDS, values(inner[1], depth + 1), max_size=2)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return objects(kind, depth)
    plain = {str: WORDS, int: st.integers(0, 9), float: st.floats(0, 9) | st.integers(0, 9), bool: st.booleans()}
    return plain.get(kind, st.none() if kind is types.NoneType else JUNK)


@st.composite
def objects(draw, cls, depth=0):
    """Give objects of a class: required fields are seldom absent, others often, and unknown ones appear."""
    made = {}
    for name, field in fields_of(cls).items():
        if draw(st.integers(0, 30 if field.is_required() else 2)):
            made[field.alias or name] = draw(values(field.annotation, depth + 1))
    if draw(st.integers(0, 4)) == 0:
        made[draw(st.sampled_from(["unknown", "model_extra", "_private", "_fields_set", "construct"]))] = draw(JUNK)
    return made


def fields_of(cls):
    cls.model_rebuild()
    return cls.model_fields


@pytest.mark.slow
@pytest.mark.parametrize("cls", REPLIES, ids=lambda cls: f"{cls.__module__.partition('.')[0]}-{cls.__name__}")
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_an_object_of_any_shape_is_the_sdks(cls, data):
    assert_the_same(cls, json.dumps(data.draw(objects(cls))))


@pytest.mark.slow
@pytest.mark.parametrize("cls", REPLIES, ids=lambda cls: f"{cls.__module__.partition('.')[0]}-{cls.__name__}")
@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_hundreds_of_objects_are_the_sdks(cls, data):
    assert_the_same(cls, json.dumps(data.draw(objects(cls))))
