"""The calls: what people ask of the three SDKs, one function of a client each."""

from __future__ import annotations

import base64
import datetime as dt
import enum
import io
import pathlib
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Literal

import anthropic
import openai
from google.genai import types
from pydantic import BaseModel, Field

from tests.support.models import CLAUDE, GEMINI

from .ways import Way, both

PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
PIXEL64, PDF64 = base64.b64encode(PIXEL).decode(), base64.b64encode(PDF).decode()
ODD_TEXT = 'line\nbreak, tab\t, "quotes", \\, é, 日本, 👩‍👩‍👧, \u2028 and \u2029, \x7f, </script>'


class Person(BaseModel):
    """Somebody."""

    name: str
    age: int = Field(description="in years", ge=0)


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Grade(enum.StrEnum):
    GOOD = "good"


class Level(enum.IntEnum):
    HIGH = 3


class Team(BaseModel):
    """What people are in."""

    name: str
    age: int
    lead: Person | None = None
    others: list[Person] = Field(default_factory=list)
    colour: Literal["red", "blue"] | None = None


# anthropic

Client = Any
Kwargs = dict[str, Any]


def user(text: Any = "Who leads?") -> list[Kwargs]:
    return [{"role": "user", "content": text}]


def asked(**more: Any) -> Kwargs:
    return {"model": CLAUDE, "max_tokens": 200, "messages": user()} | more


def message(**more: Any) -> Callable[[Client], Any]:
    return lambda client: client.messages.create(**asked(**more))


def beta_message(**more: Any) -> Callable[[Client], Any]:
    return lambda client: client.beta.messages.create(**asked(**more))


WEATHER_SCHEMA = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "days": {"type": "integer", "minimum": 1}},
    "required": ["city"],
    "additionalProperties": False,
}
CLAUDE_TOOL = {"name": "weather", "description": "The weather", "input_schema": WEATHER_SCHEMA}


def claude_image() -> Kwargs:
    return {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": PIXEL64}}


def claude_pdf(data: Any = PDF64, **more: Any) -> Kwargs:
    source = {"type": "base64", "media_type": "application/pdf", "data": data}
    return {"type": "document", "source": source, "title": "a.pdf", "citations": {"enabled": True}} | more


def image_from_a_file(client: Client) -> Any:
    source = {"type": "base64", "media_type": "image/png", "data": io.BytesIO(PIXEL)}
    return client.messages.create(**asked(messages=user([{"type": "image", "source": source}])))


def document_from_a_path(client: Client) -> Any:
    path = pathlib.Path("paper.pdf")
    path.write_bytes(PDF)
    return client.messages.create(**asked(messages=user([claude_pdf(path)])))


def messages_from_a_generator(client: Client) -> Any:
    blocks = ({"type": "text", "text": text} for text in ("one", "two"))
    return client.messages.create(**asked(messages=(one for one in user(blocks))))


def turns_of_models(client: Client) -> Any:
    said = [
        anthropic.types.TextBlock(type="text", text="Let me see.", citations=None),
        anthropic.types.ToolUseBlock(type="tool_use", id="toolu_1", name="weather", input={"city": "Oslo"}),
    ]
    result = {"type": "tool_result", "tool_use_id": "toolu_1", "content": "rain", "is_error": False}
    turns = [*user(), {"role": "assistant", "content": said}, *user([result])]
    return client.messages.create(**asked(messages=turns, tools=[CLAUDE_TOOL]))


def claude_copy(client: Client) -> Any:
    copy = client.with_options(max_retries=5, timeout=300, default_headers={"x-team": "a"})
    return copy.messages.create(**asked())


def captured_method(client: Client) -> Any:
    create = client.messages.create
    return create(**asked())


ANTHROPIC = {
    "create": message(),
    "system": message(system="Be brief."),
    "system-blocks-cached": message(
        system=[{"type": "text", "text": "Long. " * 9, "cache_control": {"type": "ephemeral", "ttl": "1h"}}]
    ),
    "tools": message(
        tools=[CLAUDE_TOOL | {"cache_control": {"type": "ephemeral"}}],
        tool_choice={"type": "tool", "name": "weather", "disable_parallel_tool_use": True},
    ),
    "server-tools": message(
        tools=[{"type": "web_search_20250305", "name": "web_search", "max_uses": 2, "allowed_domains": ["a.org"]}]
    ),
    "image": message(messages=user([claude_image(), {"type": "text", "text": "What is it?"}])),
    "image-url": message(messages=user([{"type": "image", "source": {"type": "url", "url": "https://a.org/b.png"}}])),
    "image-file-object": image_from_a_file,
    "pdf": message(messages=user([claude_pdf(), {"type": "text", "text": "Sum it up."}])),
    "pdf-path": document_from_a_path,
    "text-document-citations": message(
        messages=user(
            [
                {
                    "type": "document",
                    "source": {"type": "text", "media_type": "text/plain", "data": ODD_TEXT},
                    "citations": {"enabled": True},
                    "cache_control": {"type": "ephemeral"},
                }
            ]
        )
    ),
    "thinking": message(max_tokens=4000, thinking={"type": "enabled", "budget_tokens": 2048}),
    "sampling": message(temperature=0.5, top_p=0.9, top_k=40),
    "sampling-extra-body": message(
        extra_body={"temperature": 0, "top_k": 1.0}, extra_headers={"anthropic-version": "2023-06-01"}
    ),
    "everything-else": message(stop_sequences=["END"], metadata={"user_id": "u"}, service_tier="standard_only"),
    "output-config-schema": message(
        output_config={"format": {"type": "json_schema", "schema": WEATHER_SCHEMA}, "effort": "low"}
    ),
    "parse": lambda client: client.messages.parse(**asked(output_format=Person)),
    "parse-nested": lambda client: client.messages.parse(**asked(output_format=Team, system="Lead.")),
    "beta": beta_message(betas=["context-1m-2025-08-07", "files-api-2025-04-14"]),
    "beta-context-management": beta_message(
        betas=["context-management-2025-06-27"],
        context_management={"edits": [{"type": "clear_tool_uses_20250919", "keep": {"type": "tool_uses", "value": 3}}]},
    ),
    "beta-mcp-with-a-secret": beta_message(
        betas=["mcp-client-2025-04-04"],
        mcp_servers=[{"type": "url", "url": "https://a.org/mcp", "name": "a", "authorization_token": "secret"}],
    ),
    "beta-parse": lambda client: client.beta.messages.parse(**asked(output_format=Person)),
    "extra-body": message(extra_body={"max_tokens": 300, "unknown": {"deep": [1, 1.0, True, None, 1e-7, 2**60]}}),
    "odd-keys": message(extra_body={"unknown": {1: "a", None: "b", 2.5: "c", Grade.GOOD: "d"}}),
    "enums": message(extra_body={"unknown": [Grade.GOOD, Level.HIGH]}),
    "extra-body-dates-and-models": message(
        extra_body={"when": dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC), "who": Person(name="Bo", age=1)}
    ),
    "extra-headers": message(extra_headers={"anthropic-beta": "token-efficient-tools-2025-02-19", "x-team": "a"}),
    "generator": messages_from_a_generator,
    "pydantic-blocks": turns_of_models,
    "tuples-and-mappings": message(messages=tuple(OrderedDict(one) for one in user("in order"))),
    "odd-text": message(messages=user(ODD_TEXT)),
    "not-given": message(system=anthropic.NOT_GIVEN, tools=getattr(anthropic, "omit", anthropic.NOT_GIVEN)),
    "stream-false": message(stream=False),
    "long-answer": message(max_tokens=64_000, timeout=900.0),
    "raw": lambda client: client.messages.with_raw_response.create(**asked()),
    "beta-raw": lambda client: client.beta.messages.with_raw_response.create(**asked(betas=["a-1"])),
    "copy": claude_copy,
    "bound-method": captured_method,
}

# openai


def talk(**more: Any) -> Kwargs:
    return {"model": "gpt-4o-mini", "messages": user()} | more


def chat(**more: Any) -> Callable[[Client], Any]:
    return lambda client: client.chat.completions.create(**talk(**more))


def chat_parse(**more: Any) -> Callable[[Client], Any]:
    return lambda client: client.chat.completions.parse(**talk(**more))


def ask(**more: Any) -> Callable[[Client], Any]:
    return lambda client: client.responses.create(**{"model": "gpt-4o-mini", "input": "Who leads?"} | more)


def ask_parse(**more: Any) -> Callable[[Client], Any]:
    return lambda client: client.responses.parse(**{"model": "gpt-4o-mini", "input": "Who leads?"} | more)


def embed(value: Any, **more: Any) -> Callable[[Client], Any]:
    return lambda client: client.embeddings.create(**{"model": "text-embedding-3-small", "input": value} | more)


def moderate(value: Any) -> Callable[[Client], Any]:
    return lambda client: client.moderations.create(model="omni-moderation-latest", input=value)


def complete(prompt: Any, **more: Any) -> Callable[[Client], Any]:
    return lambda client: client.completions.create(model="gpt-3.5-turbo-instruct", prompt=prompt, **more)


GPT_TOOL = {"type": "function", "function": {"name": "weather", "strict": True, "parameters": WEATHER_SCHEMA}}


def chat_generator(client: Client) -> Any:
    return client.chat.completions.create(**talk(messages=(one for one in user())))


def chat_turns_of_models(client: Client) -> Any:
    said = openai.types.chat.ChatCompletionMessage.model_validate(
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "weather", "arguments": "{}"}}],
        }
    )
    turns = [*user(), said, {"role": "tool", "tool_call_id": "c1", "content": "rain"}]
    return client.chat.completions.create(**talk(messages=turns, tools=[GPT_TOOL]))


def response_items_of_models(client: Client) -> Any:
    call = openai.types.responses.ResponseFunctionToolCall(
        type="function_call", call_id="c1", name="weather", arguments="{}", id="fc_1", status="completed"
    )
    output = {"type": "function_call_output", "call_id": "c1", "output": "rain"}
    return client.responses.create(model="gpt-4o-mini", input=[*user(), call, output])


OPENAI = {
    "chat": chat(),
    "chat-system-developer": chat(messages=[{"role": "developer", "content": "Be brief."}, *user()], user="u"),
    "chat-tools": chat(
        tools=[GPT_TOOL],
        tool_choice={"type": "function", "function": {"name": "weather"}},
        parallel_tool_calls=False,
    ),
    "chat-image": chat(
        messages=user(
            [
                {"type": "text", "text": "What is it?"},
                {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PIXEL64}", "detail": "low"}},
            ]
        )
    ),
    "chat-pdf": chat(
        messages=user(
            [
                {
                    "type": "file",
                    "file": {"filename": "a.pdf", "file_data": f"data:application/pdf;base64,{PDF64}"},
                }
            ]
        )
    ),
    "chat-audio": chat(
        messages=user([{"type": "input_audio", "input_audio": {"data": "UklGRg==", "format": "wav"}}]),
        modalities=["text", "audio"],
        audio={"voice": "alloy", "format": "wav"},
    ),
    "chat-seed-logprobs-n": chat(seed=7, logprobs=True, top_logprobs=3, n=3, temperature=1, top_p=0.5),
    "chat-int-keys": chat(logit_bias={50256: -100, "11": 5}, presence_penalty=-0.5, frequency_penalty=2),
    "chat-reasoning": chat(reasoning_effort="low", max_completion_tokens=500, verbosity="low"),
    "chat-legacy-bounds": chat(max_tokens=50, stop=["END", "\n"]),
    "chat-metadata": chat(store=True, metadata={"k": "v"}, service_tier="auto"),
    "chat-prediction": chat(prediction={"type": "content", "content": "Ada leads."}),
    "chat-web-search": chat(web_search_options={"search_context_size": "low"}),
    "chat-json-object": chat(response_format={"type": "json_object"}),
    "chat-json-schema": chat(
        response_format={
            "type": "json_schema",
            "json_schema": {"name": "weather", "strict": True, "schema": WEATHER_SCHEMA},
        }
    ),
    "chat-parse": chat_parse(response_format=Person),
    "chat-parse-nested": chat_parse(response_format=Team, seed=7),
    "chat-parse-tool": chat_parse(tools=[openai.pydantic_function_tool(Person)]),
    "chat-parse-beta-name": lambda client: client.beta.chat.completions.parse(**talk(response_format=Person)),
    "chat-extra-body": chat(extra_body={"model": "gpt-4o", "unknown": [1.0, 2**60, None, {"deep": True}]}),
    "chat-huge-numbers": chat(extra_body={"unknown": [2**70, -(2**64), 1e300, 0.1 + 0.2, -0.0]}),
    "chat-extra-headers": chat(extra_headers={"OpenAI-Organization": "org-1", "x-team": "a"}),
    "chat-generator": chat_generator,
    "chat-pydantic-messages": chat_turns_of_models,
    "chat-odd-text": chat(messages=user(ODD_TEXT)),
    "chat-not-given": chat(tools=openai.NOT_GIVEN, seed=openai.NOT_GIVEN),
    "chat-none": chat(stop=None, seed=None),
    "chat-stream-false": chat(stream=False),
    "chat-raw": lambda client: client.chat.completions.with_raw_response.create(**talk()),
    "chat-raw-parse": lambda client: client.chat.completions.with_raw_response.parse(**talk(response_format=Person)),
    "chat-copy": lambda client: client.with_options(timeout=5, max_retries=1).chat.completions.create(**talk()),
    "responses": ask(),
    "responses-items": ask(
        input=[
            {
                "role": "user",
                "content": [
                    {"type": "input_text", "text": "Read."},
                    {"type": "input_image", "detail": "auto", "image_url": f"data:image/png;base64,{PIXEL64}"},
                    {"type": "input_file", "filename": "a.pdf", "file_data": f"data:application/pdf;base64,{PDF64}"},
                ],
            }
        ],
        instructions="Be brief.",
    ),
    "responses-tools": ask(
        tools=[
            {"type": "function", "name": "weather", "strict": True, "parameters": WEATHER_SCHEMA},
            {"type": "web_search", "search_context_size": "low"},
        ],
        tool_choice="required",
        max_tool_calls=2,
    ),
    "responses-reasoning": ask(
        reasoning={"effort": "low", "summary": "auto"},
        include=["reasoning.encrypted_content", "message.output_text.logprobs"],
        max_output_tokens=500,
        store=False,
        top_logprobs=2,
    ),
    "responses-text": ask(text={"format": {"type": "json_object"}, "verbosity": "low"}, truncation="auto"),
    "responses-parse": ask_parse(text_format=Person),
    "responses-parse-nested": ask_parse(text_format=Team, temperature=0.0),
    "responses-pydantic-items": response_items_of_models,
    "responses-extra-body": ask(extra_body={"prompt_cache_key": "k", "unknown": None}, metadata={"k": "v"}),
    "responses-raw": lambda client: client.responses.with_raw_response.create(model="gpt-4o-mini", input="Who?"),
    "embeddings": embed("one text"),
    "embeddings-many": embed(["one", "two", ODD_TEXT]),
    "embeddings-float": embed(["one"], encoding_format="float", dimensions=256, user="u"),
    "embeddings-base64": embed("one", encoding_format="base64"),
    "embeddings-tokens": embed([1, 2, 3]),
    "embeddings-token-lists": embed([[1, 2], [3]]),
    "moderations": moderate("Is this all right?"),
    "moderations-many": moderate(["one", "two"]),
    "moderations-image": moderate(
        [{"type": "text", "text": "?"}, {"type": "image_url", "image_url": {"url": "https://a.org/b.png"}}]
    ),
    "completions": complete("Once upon"),
    "completions-options": complete(
        ["a", "b"], n=2, best_of=3, logprobs=2, echo=True, suffix=".", max_tokens=5, seed=1
    ),
    "completions-tokens": complete([[1, 2], [3]], logit_bias={"50256": -100}),
}

# google


def generate(contents: Any = "Who leads?", **config: Any) -> Callable[[Client], Any]:
    return lambda client: client.models.generate_content(
        model=GEMINI, contents=contents, config=types.GenerateContentConfig(**config) if config else None
    )


def generate_with(config: Any) -> Callable[[Client], Any]:
    return lambda client: client.models.generate_content(model=GEMINI, contents="Who?", config=config)


def embed_content(contents: Any, **config: Any) -> Callable[[Client], Any]:
    return lambda client: client.models.embed_content(
        model="gemini-embedding-001", contents=contents, config=config or None
    )


def weather(city: str) -> str:
    """Tell the weather.

    Args:
        city: where
    """
    return f"rain in {city}"


def gemini_turns(client: Client) -> Any:
    said = types.Content(role="model", parts=[types.Part.from_function_call(name="weather", args={"city": "Oslo"})])
    result = types.Part.from_function_response(name="weather", response={"result": "rain"})
    turns = [types.Content(role="user", parts=[types.Part.from_text(text="Weather?")]), said]
    return client.models.generate_content(model=GEMINI, contents=[*turns, types.Content(role="user", parts=[result])])


FUNCTION = types.FunctionDeclaration(
    name="weather",
    description="The weather",
    parameters=types.Schema(type=types.Type.OBJECT, properties={"city": types.Schema(type=types.Type.STRING)}),
)

GOOGLE = {
    "generate": generate(),
    "parts-and-files": generate(
        [
            "Look:",
            types.Part.from_bytes(data=PIXEL, mime_type="image/png"),
            types.Part.from_bytes(data=PDF, mime_type="application/pdf"),
            types.Part.from_uri(file_uri="https://a.org/files/x", mime_type="video/mp4"),
        ]
    ),
    "turns": gemini_turns,
    "contents-as-dicts": generate([{"role": "user", "parts": [{"text": ODD_TEXT}]}]),
    "system": generate(system_instruction="Be brief."),
    "system-parts": generate(system_instruction=["Be brief.", types.Part.from_text(text="Be kind.")]),
    "sampling": generate(
        temperature=0.0,
        top_p=0.5,
        top_k=40,
        seed=7,
        candidate_count=2,
        max_output_tokens=99,
        stop_sequences=["END"],
        presence_penalty=0.5,
        frequency_penalty=-0.5,
    ),
    "logprobs": generate(response_logprobs=True, logprobs=3),
    "schema-pydantic": generate(response_mime_type="application/json", response_schema=Person),
    "schema-nested": generate(response_mime_type="application/json", response_schema=Team),
    "schema-list": generate(response_mime_type="application/json", response_schema=list[Person]),
    "schema-enum": generate(response_mime_type="text/x.enum", response_schema=Colour),
    "schema-dict": generate(
        response_mime_type="application/json",
        response_schema={"type": "OBJECT", "properties": {"name": {"type": "STRING"}}, "required": ["name"]},
    ),
    "json-schema": generate(response_mime_type="application/json", response_json_schema=Person.model_json_schema()),
    "tools": generate(
        tools=[types.Tool(function_declarations=[FUNCTION])],
        tool_config=types.ToolConfig(
            function_calling_config=types.FunctionCallingConfig(mode="ANY", allowed_function_names=["weather"])
        ),
    ),
    "google-search": generate(tools=[types.Tool(google_search=types.GoogleSearch())]),
    "url-context-and-code": generate(
        tools=[types.Tool(url_context=types.UrlContext()), types.Tool(code_execution=types.ToolCodeExecution())]
    ),
    "python-function-without-calling": generate(
        tools=[weather], automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True)
    ),
    "python-function": generate(tools=[weather]),
    "thinking": generate(thinking_config=types.ThinkingConfig(thinking_budget=512, include_thoughts=True)),
    "safety": generate(
        safety_settings=[
            types.SafetySetting(category="HARM_CATEGORY_HARASSMENT", threshold="BLOCK_ONLY_HIGH"),
        ]
    ),
    "cached-content": generate(cached_content="cachedContents/abc"),
    "media-resolution": generate(media_resolution="MEDIA_RESOLUTION_LOW", response_modalities=["TEXT"]),
    "speech": generate(
        response_modalities=["AUDIO"],
        speech_config=types.SpeechConfig(
            voice_config=types.VoiceConfig(prebuilt_voice_config=types.PrebuiltVoiceConfig(voice_name="Kore"))
        ),
    ),
    "config-dict": generate_with({"system_instruction": "Be brief.", "temperature": 1, "max_output_tokens": 50}),
    "extra-body": generate(
        http_options=types.HttpOptions(extra_body={"generationConfig": {"temperature": 0.25}, "labels": {"a": "b"}})
    ),
    "extra-headers": generate_with({"http_options": {"headers": {"x-team": "a"}, "timeout": 5000}}),
    "model-with-prefix": lambda client: client.models.generate_content(
        model="models/gemini-2.5-flash", contents="Who?"
    ),
    "embed": embed_content("one text"),
    "embed-several": embed_content(["one", "two", "three"], task_type="RETRIEVAL_QUERY", output_dimensionality=64),
    "embed-document": embed_content("one", task_type="RETRIEVAL_DOCUMENT", title="A title"),
    "embed-content": embed_content([types.Content(parts=[types.Part.from_text(text="one")])]),
}

_SYNC = [
    Way(provider, name, make)
    for provider, table in (("anthropic", ANTHROPIC), ("openai", OPENAI), ("google", GOOGLE))
    for name, make in table.items()
]
_ASYNC_TOO = {
    "anthropic": (
        "create", "tools", "pdf", "pdf-path", "generator", "parse", "beta", "beta-parse", "raw", "extra-body", "copy",
        "thinking", "stream-false", "pydantic-blocks",
    ),
    "openai": (
        "chat", "chat-tools", "chat-generator", "chat-parse", "chat-raw", "chat-seed-logprobs-n", "chat-extra-body",
        "responses", "responses-parse", "responses-raw", "embeddings", "embeddings-many", "moderations", "completions",
    ),
    "google": (
        "generate", "system", "schema-pydantic", "tools", "parts-and-files", "extra-body", "embed", "embed-several",
        "python-function",
    ),
}  # fmt: skip
_ASYNC = [Way(way.provider, way.name, way.make, is_async=True) for way in _SYNC if way.name in _ASYNC_TOO[way.provider]]
# Several calls at once, each of which must arrive whole.
_TOGETHER = [
    Way("anthropic", "gather", lambda c: both(*(c.messages.create(**asked(system=f"{n}")) for n in range(5))), True),
    Way("openai", "gather", lambda c: both(*(c.chat.completions.create(**talk(seed=n)) for n in range(5))), True),
]
CALLS = [*_SYNC, *_ASYNC, *_TOGETHER]
