"""Added tokens: what a provider adds to a request on its own, at most. Pure.

Prompts for tools, schemas and citations are added, which no body shows. A request of nothing but text gets the template
of its chat, which is shorter than the JSON that it stands for; what remains is said by the provider's profile.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from deferred.core.call import Call
from deferred.core.profile import profile_of

# Tools: 264 to 804 tokens (platform.claude.com, "Tool use", 2026-09). Citations: about 550 (recorded, 2026-08).
MOST_ADDED = 2_000
# What a request of text alone may hold. Anything else may be a way to ask for more than text.
_CONTENT = frozenset(
    ["messages", "system", "input", "instructions", "prompt", "contents", "systemInstruction", "system_instruction"]
)
_PLAIN = frozenset(
    [
        "model", "max_tokens", "max_completion_tokens", "max_output_tokens", "temperature", "top_p", "top_k", "n",
        "stop", "stop_sequences", "seed", "user", "metadata", "store", "stream", "presence_penalty",
        "frequency_penalty", "logprobs", "top_logprobs", "logit_bias", "service_tier", "thinking", "reasoning",
        "reasoning_effort", "verbosity", "dimensions", "encoding_format", "background", "prompt_cache_key",
        "safety_identifier", "labels", "safetySettings", "truncation",
    ]
)  # fmt: skip
_CONFIG = frozenset(["generationConfig", "generation_config"])
_KNOWN = _CONTENT | _PLAIN | _CONFIG
_PLAIN_CONFIG = frozenset(
    [
        "temperature", "topP", "topK", "maxOutputTokens", "stopSequences", "candidateCount", "seed", "presencePenalty",
        "frequencyPenalty", "responseLogprobs", "logprobs", "thinkingConfig",
    ]
)  # fmt: skip
_ARGUMENTS = frozenset(["input", "args", "response"])  # of a tool that was called
_TEXT_TYPES = frozenset([None, "text", "input_text", "output_text", "message"])
_PLAIN_PARTS = frozenset(["type", "role", "name", "text", "content", "parts", "cache_control"])
_SEARCHES = re.compile(r"search|research|sonar|compound|computer")  # models that use tools unasked


def added_tokens(call: Call, body: dict[str, Any]) -> int:
    """Return the most tokens that a provider adds to the input of a request.

    Example:
        >>> from deferred.core.call import Call, Target
        >>> call = Call(Target("unknown", "https://x", "/v1", ""), "m", b"", "create", "x.py:1")
        >>> added_tokens(call, {"messages": [{"role": "user", "content": "Hi"}]})
        2000
    """
    known = profile_of(call.target.provider).template_tokens
    if known is None or not _is_plain(call, body):
        return MOST_ADDED + (0 if call.body.isascii() else _written_longer(call.body, body))
    return known


def _written_longer(raw: bytes, body: dict[str, Any]) -> int:
    r"""Return the bytes that tools, schemas and arguments take more where a provider writes them for the model.

    How it does so is not known. JSON with spaces, and with `\u00e9` for a letter of two bytes, is the longest form.
    """
    structured = [value for name, value in body.items() if name not in _CONTENT]
    structured += _arguments([body[name] for name in _CONTENT & body.keys()])
    try:
        return sum(len(json.dumps(one)) - _size(one) for one in structured)
    except RecursionError:  # nested too deep for it: no letter becomes more than three times as long, no mark two bytes
        return 3 * len(raw)


def _size(value: Any) -> int:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return len(text.encode("utf-8", "surrogatepass"))


def _arguments(left: list[Any]) -> Iterator[Any]:
    """Yield what tools were called with, and what they gave back, as far as these are objects."""
    while left:
        value = left.pop()
        if isinstance(value, dict):
            found = [value[name] for name in _ARGUMENTS & value.keys() if isinstance(value[name], dict)]
            yield from found
            left += [one for name, one in value.items() if name not in _ARGUMENTS or not isinstance(one, dict)]
        elif isinstance(value, list):
            left += value


def _is_plain(call: Call, body: dict[str, Any]) -> bool:
    """Whether a request holds text, and asks for text, and nothing else."""
    has_betas = any("beta" in name for name, _ in call.target.headers)
    return (
        not has_betas
        and not _SEARCHES.search(call.model)
        and body.keys() <= _KNOWN
        and all(_is_text(body[name]) for name in body.keys() & _CONTENT)
        and all(body[name].keys() <= _PLAIN_CONFIG for name in body.keys() & _CONFIG)
    )


def _is_text(value: Any) -> bool:
    if isinstance(value, list):
        return all(map(_is_text, value))
    if isinstance(value, dict):
        inner = [value[name] for name in ("text", "content", "parts") if name in value]
        return value.keys() <= _PLAIN_PARTS and value.get("type") in _TEXT_TYPES and all(map(_is_text, inner))
    return value is None or isinstance(value, str | int)  # numbers are tokens, of an embedding
