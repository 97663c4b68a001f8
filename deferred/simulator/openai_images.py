"""OpenAI: pictures, made from a prompt or from other pictures."""

from __future__ import annotations

import base64
import re
from typing import Any

from deferred.simulator import multipart
from deferred.simulator.answers import Ask
from deferred.simulator.meter import Tokenizer, Usage
from deferred.simulator.openai_errors import error
from deferred.simulator.pictures import Size, size_of
from deferred.simulator.prompts import Prompt, read
from deferred.simulator.wire import ApiError, Request

Json = dict[str, Any]
EDITS = "/v1/images/edits"
BORN = 1_787_150_000
DEFAULT = "gpt-image-1.5"
# One white pixel.
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
# The output of one picture, by quality: square, tall, wide ("Image generation", platform.openai.com, 2026-09).
TOKENS = {"low": (272, 408, 400), "medium": (1_056, 1_584, 1_568), "high": (4_160, 6_240, 6_208)}
SIZES = ("1024x1024", "1024x1536", "1536x1024")
QUALITIES = ("auto", "low", "medium", "high")
AXES = {"low": 16, "medium": 48, "high": 96}  # of gpt-image-2, as OpenAI's own calculator counts
MOST_PICTURES, MOST_GIVEN, LONGEST_PROMPT = 10, 16, 32_000
NUMBERS = {"n", "output_compression", "partial_images"}


def images_prompt(body: Json) -> Prompt:
    """Read what a picture is made from; files elsewhere count as media."""
    given = _given(body)
    prompt = read(None, [body["prompt"], *given])
    prompt.media += sum("file_id" in one for one in given)
    return prompt


def _given(body: Json) -> list[Json]:
    mask = body.get("mask")
    return [*(body.get("images") or ()), *([mask] if mask else [])]


def images(body: Json, _ask: Ask, prompt: Prompt, tokenizer: Tokenizer) -> tuple[Json, Usage]:
    """Make pictures, which all look the same; the worst kind of model reads everything again for each of them."""
    model, count = str(body.get("model") or DEFAULT), int(body.get("n") or 1)
    quality, size = _choices(model, body, worst=tokenizer.worst)
    times = count if tokenizer.worst else 1
    seen = times * (sum(_seen(body, one, tokenizer) for one in prompt.pictures) + prompt.media * tokenizer.media)
    text = times * (tokenizer.count(body["prompt"]) + tokenizer.hidden)
    usage = Usage(text + seen, count * _drawn(model, quality, size), pictures=seen)
    return {
        "created": BORN,
        "background": "opaque",
        "data": [{"b64_json": PNG} for _ in range(count)],
        "output_format": body.get("output_format") or "png",
        "quality": quality,
        "size": size,
        "usage": _usage(usage),
    }, usage


def _usage(usage: Usage) -> Json:
    return {
        "input_tokens": usage.input,
        "input_tokens_details": {"image_tokens": usage.pictures, "text_tokens": usage.input - usage.pictures},
        "output_tokens": usage.output,
        "output_tokens_details": {"image_tokens": usage.output, "text_tokens": 0},
        "total_tokens": usage.input + usage.output,
    }


def _choices(model: str, body: Json, *, worst: bool) -> tuple[str, str]:
    """Choose a quality and a size where the request leaves them to the model."""
    quality, size = body.get("quality") or "auto", body.get("size") or "auto"
    largest = "3840x2160" if _is_free(model) else SIZES[1]
    return (
        ("high" if worst else "medium") if quality == "auto" else quality,
        (largest if worst else SIZES[0]) if size == "auto" else size,
    )


def _is_free(model: str) -> bool:
    """Tell whether a model makes pictures of any size."""
    return model.startswith("gpt-image-2")


def _drawn(model: str, quality: str, size: str) -> int:
    if not _is_free(model):
        return TOKENS[quality][SIZES.index(size)]
    width, height = (int(side) for side in size.split("x"))
    axis = AXES[quality]
    short = (2 * axis * min(width, height) + max(width, height)) // (2 * max(width, height))
    return -(-axis * short * (2_000_000 + width * height) // 4_000_000)


def _seen(body: Json, size: Size, tokenizer: Tokenizer) -> int:
    """Count a given picture: tiles after the short side is 512, and more for high fidelity."""
    width, height = size
    if max(width, height) > 2_048:
        width, height = width * 2_048 // max(width, height), height * 2_048 // max(width, height)
    if min(width, height) > 512:
        width, height = width * 512 // min(width, height), height * 512 // min(width, height)
    tokens = 65 + 129 * max(1, -(-width // 512)) * max(1, -(-height // 512))
    if not tokenizer.worst and body.get("input_fidelity") != "high":
        return tokens
    return tokens + (4_160 if width == height else 6_240)


def wrong(endpoint: str, body: Json) -> ApiError | None:
    """Tell why a request for pictures is refused, if it is."""
    model = str(body.get("model") or DEFAULT)
    for name, allowed in (("quality", QUALITIES), ("size", ("auto", *SIZES))):
        value = body.get(name) or "auto"
        if value not in allowed and not (name == "size" and _is_free(model) and _is_size(value)):
            return _invalid(name, value, ", ".join(allowed))
    count = body.get("n") or 1
    if not isinstance(count, int) or not 1 <= count <= MOST_PICTURES:
        return _invalid("n", count, f"a whole number from 1 to {MOST_PICTURES}")
    if len(body["prompt"]) > LONGEST_PROMPT:
        return _invalid("prompt", "...", f"at most {LONGEST_PROMPT} characters")
    for name in {"response_format", "style"} & body.keys():  # of models that are no more
        return error(400, f"Unknown parameter: '{name}'.", "unknown_parameter", name)
    return _wrong_picture(body) if endpoint == EDITS else None


def _wrong_picture(body: Json) -> ApiError | None:
    given = _given(body)
    if not isinstance(body["images"], list) or len(body["images"]) > MOST_GIVEN:
        return _invalid("images", "...", f"a list of at most {MOST_GIVEN}")
    for one in given:
        if not isinstance(one, dict) or len({"image_url", "file_id"} & one.keys()) != 1 or len(one) != 1:
            return _invalid("images", "...", "an object with one of image_url, file_id")
        address = str(one.get("image_url", "https://"))
        if not address.startswith(("https://", "data:image/png;", "data:image/jpeg;", "data:image/webp;")):
            return _invalid("images", address[:40], "a picture")
        if address.startswith("data:image/png;") and size_of(address.partition(",")[2]) is None:
            return _invalid("images", address[:40], "a picture that can be read")
    return None


def _is_size(value: Any) -> bool:
    sides = [int(side) for side in re.findall(r"\d+", str(value))]
    return re.fullmatch(r"\d+x\d+", str(value)) is not None and all(side % 16 == 0 for side in sides)


def _invalid(name: str, value: Any, allowed: str) -> ApiError:
    text = f"Invalid value: '{value}'. Supported values are: {allowed}."
    return error(400, text, "invalid_value", name)


def body_of(request: Request) -> Json:
    """Read the body of a live call: JSON, or the form that the SDK sends edits as."""
    kind = request.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        parsed: Json = request.json
        return parsed
    body: Json = {}
    for name, part in multipart.parts(kind, request.body):
        argument = name.partition("[")[0]
        if argument == "image":
            body.setdefault("images", []).append({"image_url": _address(part.data)})
        elif argument == "mask":
            body["mask"] = {"image_url": _address(part.data)}
        else:
            text = part.data.decode()
            body[argument] = int(text) if argument in NUMBERS else text == "true" if argument == "stream" else text
    return body


def _address(data: bytes) -> str:
    kinds = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"RIFF": "image/webp"}
    mime = next((mime for magic, mime in kinds.items() if data.startswith(magic)), "application/octet-stream")
    return f"data:{mime};base64,{base64.b64encode(data).decode()}"


def images_stream(body: Json, reply: Json) -> list[tuple[str | None, Any]]:
    """Give the event that ends the stream of each picture."""
    name = "image_edit.completed" if body.get("images") else "image_generation.completed"
    said = {key: reply[key] for key in ("background", "output_format", "quality", "size", "usage")}
    one = {"type": name, "created_at": reply["created"], "b64_json": PNG} | said
    return [(name, one) for _ in reply["data"]]
