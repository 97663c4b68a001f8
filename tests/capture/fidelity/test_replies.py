"""Law 4: the reply of a batch is what a live call with the same response gives; so are its errors."""

from __future__ import annotations

import asyncio
import copy
import dataclasses
import functools
import json
import pickle
import pprint
import weakref
from collections.abc import Callable
from typing import Any

import anthropic
import openai
import orjson
import pydantic
import pydantic_core
import pytest
from google import genai
from google.genai import types as google_types

import deferred
from tests.support.models import GEMINI

from . import calls
from . import stub as bodies
from .calls import Colour, Person, asked, talk
from .stub import Stub
from .ways import Way, client, exact, live_bodies, rows_sent

pytestmark = [
    # What the SDKs themselves warn of: old ones of an argument, all of them when a parsed reply is written as JSON.
    pytest.mark.filterwarnings("ignore:The 'output_format' parameter is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:(?s)Pydantic serializer warnings:UserWarning"),
]

Outcome = tuple[str, Any]


@dataclasses.dataclass(frozen=True)
class Kind:
    """A call and the body of its answer."""

    way: Way
    body: Any

    @property
    def id(self) -> str:
        return self.way.id


def _kinds() -> list[Kind]:
    anthropic_kinds = {
        "text": (calls.message(), bodies.message()),
        "tool-use": (
            calls.message(tools=[calls.CLAUDE_TOOL]),
            bodies.message(
                content=[
                    {"type": "text", "text": "Let me see."},
                    {"type": "tool_use", "id": "toolu_1", "name": "weather", "input": {"city": "Oslo", "days": 1.5}},
                ],
                stop_reason="tool_use",
            ),
        ),
        "thinking-and-citations": (calls.message(), bodies.message(content=THOUGHT, usage=LONG_USAGE, container=None)),
        "fields-of-the-future": (
            calls.message(),
            bodies.message(content=[{"type": "hologram", "light": [1, {"deep": None}]}], mood="sunny"),
        ),
        "stopped": (calls.message(), bodies.message(content=[], stop_reason="refusal", stop_sequence="END")),
        "parse": (lambda client: client.messages.parse(**asked(output_format=Person)), bodies.message()),
        "parse-tool-use": (
            lambda client: client.messages.parse(**asked(output_format=Person)),
            bodies.message(content=[{"type": "tool_use", "id": "t", "name": "n", "input": {}}]),
        ),
        "beta": (calls.beta_message(betas=["a-1"]), bodies.message(content=THOUGHT)),
        "beta-parse": (lambda client: client.beta.messages.parse(**asked(output_format=Person)), bodies.message()),
    }
    openai_kinds = {
        "chat": (calls.chat(), bodies.chat()),
        "chat-logprobs": (calls.chat(logprobs=True), bodies.chat(logprobs=LOGPROBS)),
        "chat-tool": (calls.chat(), bodies.chat(message=TOOL_CALL, finish_reason="tool_calls")),
        "chat-many": (calls.chat(n=2), bodies.chat() | {"choices": TWO_CHOICES, "service_tier": "default"}),
        "chat-parse": (calls.chat_parse(response_format=Person), bodies.chat()),
        "chat-parse-refused": (
            calls.chat_parse(response_format=Person),
            bodies.chat(message={"role": "assistant", "content": None, "refusal": "No."}),
        ),
        "chat-parse-tool": (
            calls.chat_parse(tools=[openai.pydantic_function_tool(Person)]),
            bodies.chat(message=PERSON_CALL, finish_reason="tool_calls"),
        ),
        "responses": (calls.ask(), bodies.response(reasoning={"effort": "low", "summary": None})),
        "responses-items": (calls.ask(), bodies.response(output=ITEMS, metadata={"k": "v"}, billing={"payer": "d"})),
        "responses-parse": (calls.ask_parse(text_format=Person), bodies.response()),
        "responses-incomplete": (
            calls.ask(),
            bodies.response(status="incomplete", incomplete_details={"reason": "max_output_tokens"}, output=[]),
        ),
        "embeddings": (calls.embed(["one", "two"]), bodies.embeddings({"input": ["one", "two"]})),
        "embeddings-float": (
            calls.embed("one", encoding_format="float"),
            bodies.embeddings({"encoding_format": "float"}),
        ),
        "moderations": (calls.moderate("?"), bodies.moderation()),
        "completions": (calls.complete("Once"), bodies.completion()),
    }
    json_config = {"response_mime_type": "application/json"}
    google_kinds = {
        "text": (calls.generate(), bodies.content()),
        "thoughts-and-grounding": (calls.generate(), GROUNDED),
        "function-call": (calls.generate(), bodies.content() | {"candidates": [FUNCTION_CALL]}),
        "blocked": (
            calls.generate(),
            {"promptFeedback": {"blockReason": "SAFETY"}, "modelVersion": GEMINI},
        ),
        "fields-of-the-future": (calls.generate(), bodies.content() | {"mood": {"today": "sunny"}}),
        "schema": (calls.generate(**json_config, response_schema=Person), bodies.content()),
        "schema-list": (
            calls.generate(**json_config, response_schema=list[Person]),
            bodies.content(text=f"[{bodies.TEXT}, {bodies.TEXT}]"),
        ),
        "schema-enum": (
            calls.generate(response_mime_type="text/x.enum", response_schema=Colour),
            bodies.content(text="blue"),
        ),
        "schema-dict": (
            calls.generate(
                **json_config, response_schema={"type": "OBJECT", "properties": {"name": {"type": "STRING"}}}
            ),
            bodies.content(),
        ),
        "json-schema": (
            calls.generate(**json_config, response_json_schema=Person.model_json_schema()),
            bodies.content(),
        ),
        "schema-broken": (calls.generate(**json_config, response_schema=Person), bodies.content(text='{"name":')),
        "config-dict": (calls.generate_with({**json_config, "response_schema": Person}), bodies.content()),
    }
    tables = {"anthropic": anthropic_kinds, "openai": openai_kinds, "google": google_kinds}
    return [
        Kind(Way(provider, name, make, is_async), body)
        for is_async in (False, True)
        for provider, table in tables.items()
        for name, (make, body) in table.items()
    ]


THOUGHT = [
    {"type": "thinking", "thinking": "Hm.", "signature": "c2ln"},
    {"type": "redacted_thinking", "data": "eHl6"},
    {
        "type": "text",
        "text": "It is due on Friday.",
        "citations": [
            {
                "type": "char_location",
                "cited_text": "due on Friday",
                "document_index": 0,
                "document_title": "a.txt",
                "start_char_index": 3,
                "end_char_index": 16,
                "file_id": None,
            }
        ],
    },
]
LONG_USAGE = {
    "input_tokens": 5,
    "output_tokens": 7,
    "cache_creation_input_tokens": 3,
    "cache_read_input_tokens": 2,
    "cache_creation": {"ephemeral_5m_input_tokens": 3, "ephemeral_1h_input_tokens": 0},
    "service_tier": "batch",
    "server_tool_use": {"web_search_requests": 1},
}
LOGPROBS = {
    "content": [
        {
            "token": "A",
            "logprob": -0.25,
            "bytes": [65],
            "top_logprobs": [{"token": "A", "logprob": -0.25, "bytes": None}],
        }
    ],
    "refusal": None,
}
TOOL_CALL = {
    "role": "assistant",
    "content": None,
    "tool_calls": [{"id": "c", "type": "function", "function": {"name": "weather", "arguments": '{"city": "Oslo"}'}}],
}
PERSON_CALL = {
    "role": "assistant",
    "content": None,
    "tool_calls": [{"id": "c", "type": "function", "function": {"name": "Person", "arguments": bodies.TEXT}}],
}
TWO_CHOICES = [
    {"index": n, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    for n, text in enumerate(("one", "two"))
]
ITEMS = [
    {"id": "rs_1", "type": "reasoning", "summary": [], "encrypted_content": "eHl6"},
    {"id": "ws_1", "type": "web_search_call", "status": "completed", "action": {"type": "search", "query": "q"}},
    {
        "id": "fc_1",
        "type": "function_call",
        "call_id": "c",
        "name": "weather",
        "arguments": "{}",
        "status": "completed",
    },
    {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "status": "completed",
        "content": [
            {
                "type": "output_text",
                "text": "Here.",
                "annotations": [
                    {"type": "url_citation", "url": "https://a.org", "title": "A", "start_index": 0, "end_index": 4}
                ],
            }
        ],
    },
]
GROUNDED = {
    "candidates": [
        {
            "content": {
                "role": "model",
                "parts": [{"text": "Hm.", "thought": True}, {"text": "Été.", "thoughtSignature": "c2ln"}],
            },
            "finishReason": "STOP",
            "groundingMetadata": {
                "webSearchQueries": ["q"],
                "groundingChunks": [{"web": {"uri": "https://a.org", "title": "a.org"}}],
                "groundingSupports": [{"segment": {"endIndex": 6, "text": "Été."}, "groundingChunkIndices": [0]}],
            },
            "avgLogprobs": -0.125,
        }
    ],
    "usageMetadata": {"promptTokenCount": 5, "candidatesTokenCount": 7, "thoughtsTokenCount": 9, "totalTokenCount": 21},
    "modelVersion": GEMINI,
    "responseId": "resp-2",
}
FUNCTION_CALL = {
    "content": {"role": "model", "parts": [{"functionCall": {"name": "weather", "args": {"city": "Oslo"}}}]},
    "finishReason": "STOP",
}
KINDS = _kinds()
SYNC = [kind for kind in KINDS if not kind.way.is_async]


def _outcome(look: Callable[[], Any]) -> Outcome:
    try:
        return "value", look()
    except Exception as error:
        return "error", (type(error), str(error))


def _row(simulator: Any) -> dict[str, Any]:
    """Read the one row of the last job as it stands in its result file."""
    [line] = [line for file in simulator.jobs[-1].files.values() for line in file.splitlines()]
    row: dict[str, Any] = json.loads(line)
    return row


def _request_id(provider: str, row: dict[str, Any]) -> str | None:
    """Find what the row says of the request: what the header `request-id` is for a live call."""
    if provider == "openai":
        return row["response"]["request_id"]
    result = row["result"]
    return result["message"]["id"] if result["type"] == "succeeded" else result["error"]["request_id"]


def _both(kind: Kind, stub: Stub, simulator: Any) -> tuple[Any, Any]:
    """Give the reply of a live call, and that of a batch, with the same body."""
    stub.reply(200, kind.body)
    simulator.reply_with(lambda _provider, _endpoint, _body: kind.body)
    batched = kind.way.deferred(simulator.url)
    simulator.settle()
    if kind.way.provider != "google":
        name = _request_id(kind.way.provider, _row(simulator))
        stub.headers = {"request-id": name, "x-request-id": name}
    return kind.way.live(stub.url), batched


def _comparable(reply: Any) -> Any:
    """Take away what a batch row does not have: the headers of the live response, which google-genai keeps."""
    if hasattr(reply, "sdk_http_response"):
        assert reply.sdk_http_response is not None
        return reply.model_copy(update={"sdk_http_response": None})
    return reply


@functools.singledispatch
def _dispatch(_reply: Any) -> str:
    return "something"


@_dispatch.register
def _(reply: pydantic.BaseModel) -> str:
    return reply.model_dump_json()


UNSUPPORTED: tuple[Callable[[Any], Any], ...] = (
    hash,
    len,
    int,
    lambda reply: reply[0],
    lambda reply: reply + 1,
    lambda reply: reply < 1,
    lambda reply: reply(),
    lambda reply: asyncio.run(_await(reply)),
    json.dumps,
)


async def _await(reply: Any) -> Any:
    return await reply


# What may be the first thing that somebody does with a reply. Each is done to a live reply too, and must give the same.
def _match(reply: Any) -> Any:
    match reply:
        case anthropic.types.Message(role="assistant", content=[anthropic.types.TextBlock(text=text), *_]):
            return text
        case openai.types.chat.ChatCompletion(choices=[openai.types.chat.chat_completion.Choice(index=index), *_]):
            return index
        case google_types.GenerateContentResponse(model_version=str() as version):
            return version
        case pydantic.BaseModel():
            return "a model"


class Holder(pydantic.BaseModel):
    reply: Any


@dataclasses.dataclass
class Record:
    reply: Any


TOUCHES: dict[str, Callable[[Any], Any]] = {
    "type": lambda reply: (reply.model_fields_set, type(reply))[1],
    "model_dump": lambda reply: reply.model_dump(),
    "model_dump_json": lambda reply: reply.model_dump_json(),
    "model_dump by alias": lambda reply: reply.model_dump(mode="json", by_alias=True, exclude_unset=True),
    "pydantic_core": lambda reply: pydantic_core.to_json(reply),
    "json": lambda reply: json.dumps(reply.model_dump(mode="json")),
    "str": str,
    "f-string": lambda reply: f"{reply} {reply!s:>9}",
    "pformat": lambda reply: pprint.pformat(reply.model_dump()),
    "dict": dict,
    "vars": lambda reply: dict(vars(reply)),
    "iter": list,
    "dir": lambda reply: sorted(dir(reply)),
    "hasattr": lambda reply: (hasattr(reply, "nothing_of_the_kind"), hasattr(reply, "model_fields_set")),
    "getattr": lambda reply: getattr(reply, "nothing_of_the_kind", "default"),
    "missing": lambda reply: reply.nothing_of_the_kind,
    "private": lambda reply: (reply.model_extra, sorted(reply.model_fields_set)),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "model_copy": lambda reply: reply.model_copy(deep=True),
    "pickle": lambda reply: pickle.loads(pickle.dumps(reply)),
    "pickle old": lambda reply: pickle.loads(pickle.dumps(reply, protocol=2)),
    "match": _match,
    "pydantic field": lambda reply: Holder(reply=reply).model_dump_json(),
    "pydantic validation": lambda reply: pydantic.TypeAdapter(pydantic.BaseModel).validate_python(reply).model_dump(),
    "dataclass": lambda reply: dataclasses.asdict(Record(reply))["reply"],
    "dataclass eq": lambda reply: Record(reply) == Record(reply),
    "in a list": lambda reply: ([1, reply].index(reply), [reply].count(copy.copy(reply)), reply not in [1, None]),
    "equal to its copy": lambda reply: (copy.copy(reply) == reply, reply == copy.copy(reply)),
    "equal to something else": lambda reply: (reply == 1, reply != 1, reply == Person(name="Bo", age=1)),
    "setattr": lambda reply: (setattr(reply, "model", "mine"), reply.model)[1],
    "delattr": lambda reply: delattr(reply, "nothing_of_the_kind"),
    "operators": lambda reply: [_outcome(functools.partial(use, reply))[1][0] for use in UNSUPPORTED],
    "json of itself": lambda reply: json.dumps(reply, default=lambda model: model.model_dump(mode="json")),
    "orjson of itself": lambda reply: orjson.dumps(reply, default=lambda model: model.model_dump(mode="json")),
    "dispatch": lambda reply: _dispatch(reply),
    "state": lambda reply: sorted(reply.__getstate__()),
    "class": lambda reply: (reply.model_fields_set, reply.__class__)[1],
    "fields of the class": lambda reply: sorted(type(reply).model_fields),
    "members": lambda reply: ("id", "nothing") in reply,
    "weak reference": lambda reply: weakref.ref(reply)() is reply,
    "not None": lambda reply: (reply is not None, bool(reply), reply or "nothing"),
}  # fmt: skip
CONVENIENCES = (
    "text", "parsed", "parsed_output", "output_parsed", "output_text", "function_calls", "code_execution_result",
    "executable_code", "parts", "_request_id", "content", "choices", "output", "candidates", "data", "embeddings",
    "results", "usage", "usage_metadata", "automatic_function_calling_history",
)  # fmt: skip
SDK_METHODS = ("to_dict", "to_json", "to_json_dict")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_a_reply_is_what_a_live_call_with_that_response_gives(kind: Kind, stub: Stub, simulator: Any) -> None:
    live, batched = _both(kind, stub, simulator)
    name = next(name for name in CONVENIENCES if hasattr(live, name))
    assert getattr(batched, name) == getattr(live, name)
    assert type(batched) is type(live)
    for name in CONVENIENCES:
        found, expected = (_outcome(functools.partial(getattr, reply, name)) for reply in (batched, live))
        assert found == expected, name
    live, batched = _comparable(live), _comparable(batched)
    assert batched == live
    assert live == batched
    assert repr(batched) == repr(live)
    assert batched.model_dump_json() == live.model_dump_json()
    assert vars(batched).keys() == vars(live).keys()
    for name in SDK_METHODS:
        assert hasattr(batched, name) == hasattr(live, name)
        assert not hasattr(live, name) or getattr(batched, name)() == getattr(live, name)()
    assert [type(part) for part in _parts(batched)] == [type(part) for part in _parts(live)]


def _parts(model: Any) -> list[Any]:
    """Give all models within a model, in order."""
    if isinstance(model, (list, tuple)):
        return [part for item in model for part in _parts(item)]
    if isinstance(model, pydantic.BaseModel):
        return [model, *(part for item in vars(model).values() for part in _parts(item))]
    return []


@pytest.mark.parametrize("kind", SYNC, ids=lambda kind: kind.id)
def test_the_first_touch_may_be_anything(kind: Kind, stub: Stub, simulator: Any) -> None:
    simulator.reply_with(lambda _provider, _endpoint, _body: kind.body)
    stub.reply(200, kind.body)
    stub.headers = {}
    live = kind.way.live(stub.url)
    with client(kind.way.provider, simulator.url) as one, deferred.batch(cache=False):
        replies = {name: kind.way.make(one) for name in TOUCHES}
    different = {}
    for name, touch in TOUCHES.items():
        found = _outcome(functools.partial(touch, replies[name]))
        expected = _outcome(functools.partial(touch, _twin(live, replies[name])))
        if _plain(found) != _plain(expected):
            different[name] = _plain(found), _plain(expected)
    assert different == {}


def _twin(live: Any, reply: Any) -> Any:
    """Copy the live reply, with what only its own HTTP response can know: its headers."""
    twin = copy.deepcopy(live)
    for name in ("_request_id", "sdk_http_response"):
        if hasattr(reply, name):
            setattr(twin, name, getattr(reply, name))
    return twin


def _plain(outcome: Outcome) -> Outcome:
    kind, value = outcome
    return kind, repr((type(value), value.model_dump(mode="json")) if isinstance(value, pydantic.BaseModel) else value)


@pytest.mark.parametrize("kind", SYNC, ids=lambda kind: kind.id)
def test_looking_at_a_pending_reply_sends_nothing(kind: Kind, simulator: Any) -> None:
    simulator.reply_with(lambda _provider, _endpoint, _body: kind.body)
    with client(kind.way.provider, simulator.url) as one, deferred.batch(cache=False):
        reply = kind.way.make(one)
        held = Holder(reply=reply), Record(reply), [reply], {"reply": reply}
        expected = _CLASSES[(kind.way.provider, kind.way.name.partition("-")[0])]
        assert isinstance(reply, expected)
        assert isinstance(reply, pydantic.BaseModel)
        assert not isinstance(reply, (str, dict))
        assert issubclass(type(reply), expected)
        assert reply
        promised = ("Parsed" if "parse" in kind.way.name and kind.way.provider != "google" else "") + expected.__name__
        assert repr(reply) == f"<pending {promised}>"
        assert not deferred.future(reply).done()
        typed: Any = pydantic.create_model("Typed", reply=(expected, ...))
        typed_holder = typed(reply=reply)
        assert typed_holder.reply is reply
        assert simulator.requests == []
    assert held[0].reply is held[1].reply is held[2][0] is held[3]["reply"] is reply
    assert deferred.future(reply).done()
    written = typed_holder.model_dump_json()
    assert written == typed(reply=reply).model_dump_json()
    assert deferred.future(reply).result() is reply
    assert reply.model_dump()
    assert type(reply).__module__.startswith(("anthropic.", "openai.", "google."))


_CLASSES: dict[tuple[str, str], type] = {
    **{
        ("anthropic", name): anthropic.types.Message
        for name in ("text", "tool", "thinking", "fields", "stopped", "parse")
    },
    ("anthropic", "beta"): anthropic.types.beta.BetaMessage,
    ("openai", "chat"): openai.types.chat.ChatCompletion,
    ("openai", "responses"): openai.types.responses.Response,
    ("openai", "embeddings"): openai.types.CreateEmbeddingResponse,
    ("openai", "moderations"): openai.types.ModerationCreateResponse,
    ("openai", "completions"): openai.types.Completion,
    **{
        ("google", name): google_types.GenerateContentResponse
        for name in ("text", "thoughts", "function", "blocked", "fields", "schema", "json", "config")
    },
}


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("contents", ["one", ["one", "two", "three"]], ids=["one", "several"])
def test_embeddings_of_gemini_come_back_in_the_order_of_their_contents(
    contents: Any, is_async: bool, stub: Stub, simulator: Any
) -> None:
    numbers = {"one": 1.0, "two": 2.0, "three": 3.0}

    def answer(_provider: str, _endpoint: str, body: Any) -> Any:
        asked_for = body.get("requests", [body])
        found = [{"values": [numbers[one["content"]["parts"][0]["text"]], 0.5]} for one in asked_for]
        return {"embeddings": found} if "requests" in body else {"embedding": found[0]}

    simulator.reply_with(answer)
    stub.answer = lambda sent: (200, answer("google", sent.path, sent.body))
    way = Way("google", "embed", calls.embed_content(contents), is_async)
    live, batched = way.live(stub.url), way.deferred(simulator.url)
    assert isinstance(batched, google_types.EmbedContentResponse)
    several = [contents] if isinstance(contents, str) else contents
    assert [one.values for one in batched.embeddings] == [[numbers[one], 0.5] for one in several]
    assert _comparable(batched) == _comparable(live)
    assert type(batched) is type(live)


RAW: dict[str, tuple[str, Callable[[Any], Any], Any]] = {
    "messages": ("anthropic", calls.ANTHROPIC["raw"], bodies.message()),
    "beta-messages": ("anthropic", calls.ANTHROPIC["beta-raw"], bodies.message()),
    "beta-parse": (
        "anthropic",
        lambda client: client.beta.messages.with_raw_response.parse(**asked(output_format=Person)),
        bodies.message(),
    ),
    "chat": ("openai", calls.OPENAI["chat-raw"], bodies.chat()),
    "chat-parse": ("openai", calls.OPENAI["chat-raw-parse"], bodies.chat()),
    "responses": ("openai", calls.OPENAI["responses-raw"], bodies.response()),
    "embeddings": (
        "openai",
        lambda client: client.embeddings.with_raw_response.create(model="text-embedding-3-small", input="one"),
        bodies.embeddings(),
    ),
}
LOOKS: dict[str, Callable[[Any], Any]] = {
    "status_code": lambda raw: raw.status_code,
    "content-type": lambda raw: raw.headers["Content-Type"],
    "request id": lambda raw: raw.headers.get("request-id") or raw.headers.get("x-request-id"),
    "http_response.json": lambda raw: raw.http_response.json(),
    "http_response.status_code": lambda raw: raw.http_response.status_code,
    "http_response.is_success": lambda raw: raw.http_response.is_success,
    "http_response.text": lambda raw: json.loads(raw.http_response.text),
    "method": lambda raw: raw.method,
    "path": lambda raw: raw.url.path if hasattr(raw.url, "path") else str(raw.url).partition("//")[2].partition("/")[2],
    "http_request": lambda raw: (raw.http_request.method, raw.http_request.url.path),
    "http_version": lambda raw: raw.http_version,
    "retries_taken": lambda raw: raw.retries_taken,
    "is_closed": lambda raw: raw.is_closed,
}


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("name", RAW)
def test_a_raw_response_is_what_a_live_one_is(name: str, is_async: bool, stub: Stub, simulator: Any) -> None:
    provider, make, body = RAW[name]

    async def awaited(client: Any) -> Any:
        raw = await make(client)
        parsed = raw.parse()
        return raw, (await parsed if hasattr(parsed, "__await__") else parsed)

    def waited(client: Any) -> Any:
        raw = make(client)
        return raw, raw.parse()

    kind = Kind(Way(provider, name, awaited if is_async else waited, is_async), body)
    (live, live_parsed), (batched, batched_parsed) = _both(kind, stub, simulator)
    assert type(batched) is type(live)
    assert type(batched_parsed) is type(live_parsed)
    assert batched_parsed == live_parsed
    seen = {look: _outcome(functools.partial(LOOKS[look], batched)) for look in LOOKS}
    assert seen == {look: _outcome(functools.partial(LOOKS[look], live)) for look in LOOKS}


@pytest.mark.parametrize("name", RAW)
def test_a_raw_response_has_a_time_that_it_took(name: str, simulator: Any) -> None:
    provider, make, body = RAW[name]
    simulator.reply_with(lambda _provider, _endpoint, _body: body)
    raw = Way(provider, name, make).deferred(simulator.url)
    assert raw.elapsed.total_seconds() >= 0
    assert raw.http_response.elapsed.total_seconds() >= 0


def test_a_pending_raw_response_waits_when_it_is_parsed(simulator: Any) -> None:
    with client("openai", simulator.url) as one, deferred.batch(cache=False):
        raw = one.chat.completions.with_raw_response.create(**talk())
        assert "pending" in repr(raw)
        assert simulator.requests == []
        assert raw.parse().choices[0].message.content == bodies.TEXT
    assert len(simulator.jobs) == 1


# Errors

ANTHROPIC_ERRORS = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    500: "api_error",
    504: "timeout_error",
    529: "overloaded_error",
}
OPENAI_ERRORS = (400, 401, 403, 404, 409, 413, 422, 429, 500, 503)
GOOGLE_ERRORS = {
    400: ("INVALID_ARGUMENT", 3),
    401: ("UNAUTHENTICATED", 16),
    403: ("PERMISSION_DENIED", 7),
    404: ("NOT_FOUND", 5),
    429: ("RESOURCE_EXHAUSTED", 8),
    500: ("INTERNAL", 13),
    503: ("UNAVAILABLE", 14),
}
FACTS = ("status_code", "message", "body", "code", "param", "type", "request_id", "status")


def _raised(look: Callable[[], Any]) -> Exception:
    with pytest.raises(Exception) as info:  # noqa: PT011 - which one it is, is what is compared
        look()
    return info.value


def _same_error(batched: Any, live: Any, facts: tuple[str, ...] = FACTS) -> None:
    assert type(batched) is type(live)
    assert str(batched) == str(live)
    assert repr(batched) == repr(live)
    for fact in facts:
        assert getattr(batched, fact, None) == getattr(live, fact, None), fact
    if type(live.response).__module__.startswith("aiohttp"):  # where google-genai finds it, its async side uses it
        return
    for look in ERROR_LOOKS:
        assert _outcome(functools.partial(look, batched)) == _outcome(functools.partial(look, live))


ERROR_LOOKS: tuple[Callable[[Any], Any], ...] = (
    lambda error: error.response.status_code,
    lambda error: error.response.json(),
    lambda error: error.response.headers["content-type"],
    lambda error: (error.request.method, error.request.url.path),
    lambda error: error.response.is_error,
    lambda error: error.__cause__,
)


def _batched_error(way: Way, simulator: Any, status: int, body: Any) -> Exception:
    """Make the call in a batch whose row is an error, touch the reply again and again, and give what it raises."""
    simulator.reply_with(lambda _provider, _endpoint, _body: (status, body))
    if way.is_async:
        return _raised(lambda: way.deferred(simulator.url))
    with client(way.provider, simulator.url) as one, deferred.batch(cache=False):
        reply = way.make(one)
    assert repr(reply).startswith("<failed ")
    first, second = _raised(lambda: reply.model_dump()), _raised(lambda: str(reply))
    assert (type(first), str(first)) == (type(second), str(second))
    assert str(deferred.future(reply).exception()) == str(first)
    return first


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("status", ANTHROPIC_ERRORS)
def test_an_anthropic_error_row_raises_what_the_sdk_raises_live(
    status: int, is_async: bool, stub: Stub, simulator: Any
) -> None:
    way = Way("anthropic", "error", calls.message(), is_async)
    told = {"type": "error", "error": {"type": ANTHROPIC_ERRORS[status], "message": "It cannot be."}}
    batched = _batched_error(way, simulator, status, told)
    row = _row(simulator)["result"]["error"]
    stub.reply(status, row)
    stub.headers = {}
    _same_error(batched, _raised(lambda: way.live(stub.url)))
    assert isinstance(batched, anthropic.APIStatusError)
    assert batched.status_code == status
    assert batched.response.json() == row


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("status", OPENAI_ERRORS)
def test_an_openai_error_row_raises_what_the_sdk_raises_live(
    status: int, is_async: bool, stub: Stub, simulator: Any
) -> None:
    way = Way("openai", "error", calls.chat(), is_async)
    told = {"error": {"message": "It cannot be.", "type": "invalid_request_error", "param": "seed", "code": "bad_seed"}}
    batched = _batched_error(way, simulator, status, told)
    stub.reply(status, told)
    stub.headers = {"x-request-id": _row(simulator)["response"]["request_id"]}
    _same_error(batched, _raised(lambda: way.live(stub.url)))
    assert isinstance(batched, openai.APIStatusError)
    assert (batched.status_code, batched.code, batched.param) == (status, "bad_seed", "seed")


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("status", GOOGLE_ERRORS)
def test_a_gemini_error_row_raises_what_the_sdk_raises_live(
    status: int, is_async: bool, stub: Stub, simulator: Any
) -> None:
    way = Way("google", "error", calls.generate(), is_async)
    told = {"error": {"code": status, "message": "It cannot be.", "status": GOOGLE_ERRORS[status][0]}}
    batched = _batched_error(way, simulator, status, told)
    stub.reply(status, told)
    live = _raised(lambda: way.live(stub.url))
    _same_error(batched, live, ("code", "message", "status", "details"))
    assert isinstance(batched, genai.errors.APIError)


REFUSED_BY_THE_SDK: dict[str, tuple[str, Callable[[Any], Any], Any]] = {
    "chat-parse-length": ("openai", calls.chat_parse(response_format=Person), bodies.chat(finish_reason="length")),
    "chat-parse-filter": (
        "openai",
        calls.chat_parse(response_format=Person),
        bodies.chat(finish_reason="content_filter"),
    ),
    "chat-parse-broken": ("openai", calls.chat_parse(response_format=Person), bodies.chat(text='{"name":')),
    "responses-parse-broken": ("openai", calls.ask_parse(text_format=Person), bodies.response(text='{"name":')),
    "messages-parse-broken": ("anthropic", calls.ANTHROPIC["parse"], bodies.message(text='{"name":')),
    "messages-parse-other": ("anthropic", calls.ANTHROPIC["parse"], bodies.message(text='{"name":"Ada"}')),
    "embeddings-empty": ("openai", calls.embed("one"), bodies.embeddings() | {"data": []}),
}


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("name", REFUSED_BY_THE_SDK)
def test_a_reply_that_the_sdk_refuses_is_refused_at_the_first_touch_and_every_other(
    name: str, is_async: bool, stub: Stub, simulator: Any
) -> None:
    provider, make, body = REFUSED_BY_THE_SDK[name]
    way = Way(provider, name, make, is_async)
    stub.reply(200, body)
    simulator.reply_with(lambda _provider, _endpoint, _body: body)
    expected = _raised(lambda: way.live(stub.url))
    if is_async:
        found = [_raised(lambda: way.deferred(simulator.url))]
    else:
        reply = way.deferred(simulator.url)
        found = [_raised(lambda: reply.model_dump()), _raised(lambda: reply.model_dump())]
    assert [(type(error), str(error)) for error in found] == [(type(expected), str(expected))] * len(found)


def test_length_with_parse_raises_the_sdks_own_error(simulator: Any) -> None:
    simulator.reply_with(lambda _provider, _endpoint, _body: bodies.chat(finish_reason="length"))
    reply = Way("openai", "length", calls.chat_parse(response_format=Person)).deferred(simulator.url)
    with pytest.raises(openai.LengthFinishReasonError) as error:
        reply.choices[0].message.parsed  # noqa: B018 - the touch is the test
    assert error.value.completion.choices[0].finish_reason == "length"


def test_one_bad_row_takes_no_other_with_it(simulator: Any) -> None:
    def answer(_provider: str, _endpoint: str, body: Any) -> Any:
        return (400, {"error": {"message": "odd"}}) if body["seed"] % 2 else bodies.chat(text=str(body["seed"]))

    simulator.reply_with(answer)
    with client("openai", simulator.url) as one, deferred.batch(cache=False):
        replies = [one.chat.completions.create(**talk(seed=seed)) for seed in range(10)]
    for seed, reply in enumerate(replies):
        if seed % 2:
            with pytest.raises(openai.BadRequestError, match="odd"):
                reply.choices  # noqa: B018 - the touch is the test
        else:
            assert reply.choices[0].message.content == str(seed)


# What google-genai does around a call


def _looked_up(contents: Any) -> Any:
    """Ask for the weather first, and answer when it is known."""
    if len(contents) == 1:
        return bodies.content() | {"candidates": [FUNCTION_CALL]}
    return bodies.content(text="Rain.")


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
def test_functions_are_called_and_their_results_sent_as_live(is_async: bool, stub: Stub, simulator: Any) -> None:
    stub.answer = lambda sent: (200, _looked_up(sent.body["contents"]))
    simulator.reply_with(lambda _provider, _endpoint, body: _looked_up(body["contents"]))
    way = Way("google", "functions", calls.generate(tools=[calls.weather]), is_async)
    live, batched = way.live(stub.url), way.deferred(simulator.url)
    assert batched.text == live.text == "Rain."
    assert _comparable(batched) == _comparable(live)
    assert len(batched.automatic_function_calling_history) == len(live.automatic_function_calling_history) == 3
    assert list(map(exact, rows_sent(simulator, "google"))) == list(map(exact, live_bodies(stub)))
    assert len(simulator.jobs) == 2
    assert simulator.live_calls == []


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
def test_a_chat_goes_on_as_live(is_async: bool, stub: Stub, simulator: Any) -> None:
    def talk_twice(client: Any) -> Any:
        chat = client.chats.create(model=GEMINI)
        return chat.send_message("one"), chat.send_message("two"), chat

    async def talk_twice_async(client: Any) -> Any:
        chat = client.chats.create(model=GEMINI)
        return await chat.send_message("one"), await chat.send_message("two"), chat

    way = Way("google", "chat", talk_twice_async if is_async else talk_twice, is_async)
    (*live, live_chat), (*batched, batched_chat) = way.live(stub.url), way.deferred(simulator.url)
    assert [_comparable(reply) for reply in batched] == [_comparable(reply) for reply in live]
    assert batched_chat.get_history() == live_chat.get_history()
    assert len(batched_chat.get_history()) == 4
    assert list(map(exact, rows_sent(simulator, "google"))) == list(map(exact, live_bodies(stub)))


def test_the_whole_http_response_can_be_asked_for(stub: Stub, simulator: Any) -> None:
    way = Way("google", "http", calls.generate(should_return_http_response=True))
    live, batched = way.live(stub.url), way.deferred(simulator.url)
    assert json.loads(batched.sdk_http_response.body) == json.loads(live.sdk_http_response.body)
    assert type(batched) is type(live)
    assert batched.sdk_http_response.headers["content-type"] == "application/json"
