"""Bounds of a request, read from its body: the most tokens, and the most uses of tools with a fee. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from math import ceil
from typing import Any

import orjson

from deferred.core import remedies
from deferred.core.call import Call
from deferred.core.errors import InputUnbounded, UnknownPrice
from deferred.core.profile import profile_of
from deferred.core.usage import SEARCH, STORED_SEARCH
from deferred.pricing.added_tokens import added_tokens
from deferred.pricing.media_tokens import Medium, Tokens, most_tokens

# Anthropic calls its count an estimate, which may differ slightly (platform.claude.com, "Token counting", 2026-09).
_COUNT_MARGIN, _COUNT_SLACK = 1.05, 100
_OUTPUT_NAMES = ("max_tokens", "max_completion_tokens", "max_output_tokens")
_PDF = "JVBERi"  # "%PDF" in base64
_MEDIA_TYPES = frozenset(["image", "image_url", "input_image", "input_audio", "document", "file", "input_file"])
# Fields by which a body refers to content elsewhere; in schemas and tool inputs they are plain names.
_OPEN_TYPES = re.compile(
    r"audio|mcp|web_search\w*|web_fetch\w*|file_search|computer\w*|item_reference|tool_search\w*|local_shell|"
    r"bash_\w+|text_editor\w*|memory_\w+"
)
_OPEN_KEYS = frozenset(
    [
        "googleSearch", "google_search", "googleSearchRetrieval", "google_search_retrieval", "googleMaps",
        "google_maps", "urlContext", "url_context", "fileSearch", "container", "mcp_servers", "web_search_options",
        "computerUse", "computer_use",
    ]
)  # fmt: skip
# Content elsewhere that is known before the call: the provider can count it.
_ELSEWHERE_KEYS = frozenset(
    ["fileData", "cachedContent", "file_id", "file_url", "document_url", "previous_response_id", "conversation"]
)
# Tools with a price that the request does not bound: by the hour, by the picture, by the second of speech.
_BOUNDLESS_TYPES = re.compile(r"code_\w+|image_generation|shell|advisor_\w+")
_TIERS = ("speed", "service_tier", "serviceTier")  # fast and priority cost up to six times as much, live
_ORDINARY_TIERS = {None, "standard", "standard_only", "auto", "default", "flex", "STANDARD", "FLEX"}
_BOUNDLESS_KEYS = frozenset(
    [
        "modalities",
        "audio",
        "speechConfig",
        "speech_config",
        "codeExecution",
        "code_execution",
        "enterpriseWebSearch",
        "prediction",
        "context_management",
        "compaction",
        "fallbacks",
    ]
)
# Names that say nothing of what is not text.
_TEXT_KEYS = frozenset(
    [
        "type", "role", "text", "content", "parts", "messages", "contents", "system", "model", "max_tokens",
        "max_completion_tokens", "temperature", "top_p", "top_k", "stop", "stop_sequences", "seed", "n",
    ]
)  # fmt: skip
_OPAQUE_KEYS = frozenset(
    [
        "input_schema", "parameters", "parametersJsonSchema", "schema", "responseSchema", "responseJsonSchema",
        "arguments", "args", "response", "properties", "metadata",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Most:
    """The most that a request can use.

    Attributes:
        text: input tokens of text and pictures, those that the provider adds included.
        audio: input tokens of sound.
        output: output tokens of one sample; None if the request sets no limit.
        samples: the number of answers.
        uses: the most uses of each tool with a fee.
        caches: whether it has its input cached, which costs more than reading it.
        region: whether it is bound to a region, which costs more.
        is_open: whether its input is bounded only by `max_input_tokens`.
        makes_pictures: whether its samples are pictures, each made from the whole input.
        added: input tokens that the provider adds on its own, at most.
    """

    text: int
    audio: int
    output: int | None
    samples: int
    uses: dict[str, int] = field(default_factory=dict)
    caches: bool = False
    region: bool = False
    is_open: bool = False
    makes_pictures: bool = False
    added: int = 0


@dataclass(slots=True)
class _Found:
    media: list[Medium] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    boundless: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    @property
    def may_sound(self) -> bool:
        """Whether some of it may be sound, which has its own price; the type of a file elsewhere may be unknown."""
        return any(
            kind.startswith(("audio", "video")) or not kind for kind in [*(m.mime for m in self.media), *self.files]
        )


def most(call: Call, max_input_tokens: int | None, counted: int | None = None, *, live: bool = False) -> Most:
    """Read the most that a call can use from its body.

    Args:
        call: the captured request.
        max_input_tokens: the user's bound for input that the body does not bound.
        counted: input tokens as the provider counts them, if it was asked.
        live: whether it is sent live, for which there are dearer tiers.

    Raises:
        UnknownPrice: something in it has no bound.
    """
    body = _parsed(call.body)
    found = _Found()
    _look(body, found)
    uses = _uses(call, body)
    found.boundless += [tier for tier in _TIERS if live and body.get(tier) not in _ORDINARY_TIERS]
    if found.boundless:
        message = (
            f"{call.method} at {call.where}: what {found.boundless[0]!r} costs is not bounded by the request, and a "
            "cost limit is set. Nothing was sent; make this call in a block without a cost limit."
        )
        raise UnknownPrice(message)
    output, samples = _output(call, body)
    picture = _picture_made(call, body)
    added = added_tokens(call, body)
    text, audio = _input(call, found, max_input_tokens, counted, added)
    if picture is not None:
        output, text = picture, text * samples  # pictures of one request are billed as if each had been asked for alone
    return Most(
        text=text,
        audio=audio,
        output=output,
        samples=samples,
        uses=uses,
        caches=b"cache_control" in call.body,
        region=b'"inference_geo"' in call.body,
        is_open=bool(found.open or found.elsewhere),
        makes_pictures=picture is not None,
        added=added,
    )


def _parsed(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except ValueError:  # lone surrogates, which the standard library reads
        return json.loads(body)


def _input(call: Call, found: _Found, max_input_tokens: int | None, counted: int | None, added: int) -> tuple[int, int]:
    sizes = [most_tokens(medium, call.target.provider, call.model) for medium in found.media]
    unknown = [*found.open, *found.elsewhere, *(size for size in sizes if isinstance(size, str))]
    known = [size for size in sizes if isinstance(size, Tokens)]
    # A token is at least one byte of text, so the body's length bounds its tokens for every tokenizer.
    text = len(call.body) - sum(len(medium.data) for medium in found.media) + added
    text, audio = text + sum(size.text for size in known), sum(size.audio for size in known)
    if unknown and max_input_tokens is not None:
        told = max(max_input_tokens, text if max_input_tokens < text - added else 0)
        return told, told if found.may_sound else 0
    if counted is not None and not found.open:
        told = ceil(counted * _COUNT_MARGIN) + _COUNT_SLACK
        return told, told if found.may_sound else 0
    if unknown:
        message = (
            f"{call.method} at {call.where}: the tokens of its input are not bounded by the request ({unknown[0]}), "
            f"and a cost limit is set. Nothing was sent; set a bound: {remedies.block('max_input_tokens', ...)}."
        )
        raise InputUnbounded(message)
    return text, audio


def _look(body: Any, found: _Found) -> None:
    """Find the parts of a body that are not text, for all APIs; without recursion, which deep bodies would exhaust."""
    left = [body]
    while left:
        value = left.pop()
        inner: Collection[Any] = value
        if isinstance(value, dict):
            # Most of them are of text alone, which is quick to tell.
            is_text = value.keys() <= _TEXT_KEYS and value.get("type", "text") == "text"
            inner = list(value.values()) if is_text else _look_closely(value, found)
        left += [one for one in inner if isinstance(one, list | dict)][::-1]


def _look_closely(value: dict[str, Any], found: _Found) -> list[Any]:
    """Note what a part is, and return the values in it that are still to be looked at."""
    medium = _medium(value)
    if isinstance(medium, Medium):
        found.media.append(medium)
        return []
    if medium:
        found.elsewhere.append(medium)
        return []
    _name_open(value, found)
    is_call = value.get("type") in {"tool_use", "function_call"}
    opaque = {*_OPAQUE_KEYS, "input"} if is_call else _OPAQUE_KEYS
    return [inner for name, inner in value.items() if name not in opaque]


def _name_open(value: dict[str, Any], found: _Found) -> None:
    kind = value.get("type")
    if isinstance(kind, str):
        if _OPEN_TYPES.fullmatch(kind):
            found.open.append(kind)
        if _BOUNDLESS_TYPES.fullmatch(kind):
            found.boundless.append(kind)
    found.open += [name for name in value if name in _OPEN_KEYS]
    found.elsewhere += [name for name in value if name in _ELSEWHERE_KEYS]
    found.elsewhere += ["file_data"] if isinstance(value.get("file_data"), dict) else []
    if set(value) == {"id"}:
        found.elsewhere.append("an item by its id")
    found.boundless += [name for name in value if name in _BOUNDLESS_KEYS and value[name] != ["text"]]
    if value.get("responseModalities", ["TEXT"]) != ["TEXT"]:
        found.boundless.append("responseModalities")
    for name in ("fileData", "file_data"):
        if isinstance(value.get(name), dict):
            found.files.append(str(value[name].get("mimeType") or value[name].get("mime_type") or ""))
    if isinstance(value.get("prompt"), dict):
        found.elsewhere.append("a stored prompt")


def _medium(value: dict[str, Any]) -> Medium | str | None:
    """Return the picture, file or sound in a part of a message; a reason if it is elsewhere; None for text."""
    inline = value.get("inlineData") or value.get("inline_data")
    if isinstance(inline, dict):
        return Medium(str(inline.get("mimeType") or inline.get("mime_type") or ""), str(inline.get("data", "")))
    kind = value.get("type")
    if kind is None and isinstance(value.get("image_url"), str):  # of an edit, where pictures need no type
        return _data_url(value["image_url"], "", "a picture")
    if kind not in _MEDIA_TYPES:
        return None
    if kind in {"image", "document"}:
        return _medium_of_source(value)
    if kind == "input_audio":
        held = value.get("input_audio") or {}
        if not isinstance(held, dict):  # an address, or the sound without its format
            return "input_audio of an unknown format"
        return Medium(f"audio/{held.get('format', '')}", str(held.get("data", "")))
    held = value.get("image_url") if kind in {"image_url", "input_image"} else value.get("file", value)
    address = held.get("url") or held.get("file_data") if isinstance(held, dict) else held
    detail = str((held.get("detail") if isinstance(held, dict) else None) or value.get("detail") or "")
    return _data_url(address, detail, str(kind))


def _medium_of_source(value: dict[str, Any]) -> Medium | str | None:
    source = value.get("source") or {}
    if source.get("type") == "base64":
        return Medium(str(source.get("media_type", "")), str(source.get("data", "")))
    # A document's text, or the blocks it is made of, are in the body.
    return None if source.get("type") in {"text", "content"} else f"a {value['type']} by {source.get('type')}"


def _data_url(address: Any, detail: str, kind: str) -> Medium | str | None:
    if not isinstance(address, str) or not address.startswith("data:"):
        return f"{kind} that is not in the request"
    head, _, data = address.removeprefix("data:").partition(",")
    mime = head.partition(";")[0]
    if data.startswith(_PDF):  # a provider may look at the bytes, or at the name of the file
        return Medium("application/pdf", data, detail)
    # Text in base64 is longer than itself: the body's length bounds it already.
    return None if mime.startswith("text/") or mime == "application/json" else Medium(mime, data, detail)


def _output(call: Call, body: dict[str, Any]) -> tuple[int | None, int]:
    """Return the most tokens of one sample (None without a limit), and the number of samples."""
    if "embed" in call.target.endpoint.lower() or "moderation" in call.target.endpoint:
        return 0, 1
    config = body.get("generationConfig") or body.get("generation_config") or {}
    settings = {**body, **{_snake(name): value for name, value in config.items()}}
    stated = [settings[name] for name in _OUTPUT_NAMES if settings.get(name) is not None]
    samples = settings.get("n") or settings.get("candidate_count") or 1
    best_of = body.get("best_of") or 1
    numbers = [*stated, samples, best_of]
    if any(isinstance(number, bool) or not isinstance(number, int) or number < 1 for number in numbers):
        message = (
            f"{call.method} at {call.where}: its max_tokens or n is no whole number of at least 1, and a cost limit is "
            "set. Nothing was sent; correct the number."
        )
        raise UnknownPrice(message)
    prompts = body.get("prompt")  # the old completions endpoint takes several at once
    several = len(prompts) if isinstance(prompts, list) and prompts and not isinstance(prompts[0], int) else 1
    return (max(stated) if stated else None), max(samples, best_of) * several


def _picture_made(call: Call, body: dict[str, Any]) -> int | None:
    """Return the most tokens of one picture that a call makes; None for a call that makes none."""
    known = profile_of(call.target.provider).media.made(call.target.endpoint, body, call.model)
    if isinstance(known, str):
        message = (
            f"{call.method} at {call.where}: {known}, and a cost limit is set. Nothing was sent; ask for a model, size "
            "and quality with a published number of tokens, or make this call in a block without a cost limit."
        )
        raise UnknownPrice(message)
    return known


def _uses(call: Call, body: dict[str, Any]) -> dict[str, int]:
    """Return the most uses of each tool with a fee for each use."""
    uses: dict[str, int] = {}
    for name, times, remedy in _paid_tools(call, body):
        if isinstance(times, bool) or not isinstance(times, int) or times < 0:
            message = (
                f"{call.method} at {call.where}: its {name} has a price for each use, and nothing bounds how often it "
                f"is used, while a cost limit is set. Nothing was sent; {remedy}."
            )
            raise UnknownPrice(message)
        uses[name] = uses.get(name, 0) + times
    return uses


def _paid_tools(call: Call, body: dict[str, Any]) -> Iterator[tuple[str, Any, str]]:
    tools = [tool for tool in body.get("tools") or () if isinstance(tool, dict)]
    is_limited_by_tool = profile_of(call.target.provider).prices.is_search_limited_by_tool
    for tool in tools:
        kind = str(tool.get("type", ""))
        if kind.startswith("web_search") and is_limited_by_tool:
            yield SEARCH, tool.get("max_uses"), "give the tool max_uses=..."
        elif kind.startswith("web_search"):
            yield SEARCH, body.get("max_tool_calls"), "give the request max_tool_calls=..."
        elif kind == "file_search":
            yield STORED_SEARCH, body.get("max_tool_calls"), "give the request max_tool_calls=..."
        elif {"googleSearch", "google_search", "googleSearchRetrieval", "googleMaps"} & set(tool):
            # Up to Gemini 2.5 a prompt with grounding is paid once; later models pay for each query they think of.
            times = 1 if re.search(r"gemini-[12]", call.model) else None
            yield SEARCH, times, "make this call in a block without a cost limit"
    if "web_search_options" in body:
        yield SEARCH, 1, ""


def _snake(name: str) -> str:
    return re.sub(r"([A-Z])", lambda match: "_" + match.group(1).lower(), name)
