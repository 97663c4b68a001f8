"""OpenAI: embeddings and moderations."""

from __future__ import annotations

import array
import base64
import hashlib
import json
import math
from typing import Any

from deferred.simulator.answers import Ask
from deferred.simulator.meter import Tokenizer, Usage
from deferred.simulator.prompts import Prompt

Json = dict[str, Any]


WIDTHS = {"text-embedding-3-large": 3072}
MODERATED = (
    "harassment",
    "harassment/threatening",
    "sexual",
    "hate",
    "hate/threatening",
    "illicit",
    "illicit/violent",
    "self-harm/intent",
    "self-harm/instructions",
    "self-harm",
    "sexual/minors",
    "violence",
    "violence/graphic",
)


def embedding_inputs(body: Json) -> list[Any]:
    """Give the inputs of an embeddings body: texts or lists of tokens."""
    given = body.get("input")
    if isinstance(given, list) and given and not isinstance(given[0], int):
        return given
    return [given]


def vector(text: str, width: int) -> array.array[float]:
    """Give a text's embedding: unit length, always the same, numbers that a 32-bit float holds exactly."""
    numbers = array.array("h", hashlib.shake_256(text.encode()).digest(2 * width))
    length = math.sqrt(sum(number * number for number in numbers)) or 1.0
    return array.array("f", [number / length for number in numbers])


def embeddings(body: Json, _ask: Ask, _prompt: Prompt, tokenizer: Tokenizer) -> tuple[Json, Usage]:
    """Write a list of embeddings; the same text always has the same one."""
    width = int(body.get("dimensions") or WIDTHS.get(body["model"], 1536))
    inputs = embedding_inputs(body)
    vectors = [vector(f"{body['model']} {text}", width) for text in inputs]
    packed = body.get("encoding_format") == "base64"
    shown = [base64.b64encode(one.tobytes()).decode() if packed else one.tolist() for one in vectors]
    data = [{"object": "embedding", "index": index, "embedding": one} for index, one in enumerate(shown)]
    tokens = sum(len(text) if isinstance(text, list) else max(1, tokenizer.count(str(text))) for text in inputs)
    used = {"prompt_tokens": tokens, "total_tokens": tokens}
    return {"object": "list", "data": data, "model": body["model"], "usage": used}, Usage(tokens, 0)


def moderations(body: Json, ask: Ask, _prompt: Prompt, _tokenizer: Tokenizer) -> tuple[Json, Usage]:
    """Write a moderation per text; only a text that says "violence" is flagged."""
    given = body["input"]
    parts = given if isinstance(given, list) and not (given and isinstance(given[0], dict)) else [given]
    results = [_moderation(flagged="violence" in json.dumps(part).lower()) for part in parts]
    model = body.get("model") or "omni-moderation-latest"
    return {"id": "modr-" + ask.ident(4, "modr"), "model": model, "results": results}, Usage(0, 0)


def _moderation(*, flagged: bool) -> Json:
    hit = {name: flagged and name == "violence" for name in MODERATED}
    return {
        "flagged": flagged,
        "categories": hit,
        "category_scores": {name: 0.97 if hit[name] else 0.0001 for name in MODERATED},
        "category_applied_input_types": {name: ["text"] for name in MODERATED},
    }
