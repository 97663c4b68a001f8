"""Anthropic's prompt cache for an hour, as batches use it: a row reads what rows of earlier batches have written."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import orjson

from deferred.simulator.rows import Outcome

if TYPE_CHECKING:
    from deferred.simulator.jobs import Job
    from deferred.simulator.meter import Tokenizer

Json = dict[str, Any]
AN_HOUR = 3600.0


class PromptCache:
    """The cached prefixes of all accounts. Live calls have caches of their own, which are not simulated."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Begin without any."""
        self._tokenizer = tokenizer
        self._entries: dict[tuple[str, str], tuple[float, float]] = {}

    def served(self, job: Job, body: Json, outcome: Outcome) -> Outcome:
        """Give an outcome with the tokens that were read from the cache, or written to it."""
        prefix = _prefix(body)
        if prefix is None or outcome.kind != "succeeded" or outcome.usage is None:
            return outcome
        tokens = min(outcome.usage.input, self._tokenizer.count(prefix.decode("utf-8", "replace")))
        key = (job.account, hashlib.sha256(prefix).hexdigest())
        ready, until = self._entries.get(key, (float("inf"), 0.0))
        is_read = ready < job.created < until  # rows of one job run side by side
        if not is_read:
            self._entries[key] = (min(ready, job.life.ends), job.life.ends + AN_HOUR)
        return _told(outcome, tokens, is_read=is_read)


def _told(outcome: Outcome, tokens: int, *, is_read: bool) -> Outcome:
    assert outcome.usage is not None
    left = outcome.usage.input - tokens
    usage = replace(outcome.usage, input=left, cached=tokens * is_read, written=tokens * (not is_read))
    told = outcome.body["usage"] | {
        "input_tokens": left,
        "cache_read_input_tokens": usage.cached,
        "cache_creation_input_tokens": usage.written,
        "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": usage.written},
    }
    return outcome._replace(body=outcome.body | {"usage": told}, usage=usage)


def _prefix(body: Json) -> bytes | None:
    """Give what comes before the last mark of an hour, with the model."""
    parts = [body.get("model"), *(body.get("tools") or ()), *_blocks(body.get("system"))]
    for turn in body.get("messages") or ():
        parts += _blocks(turn.get("content"))
    marks = [place for place, part in enumerate(parts) if _ttl(part) == "1h"]
    return orjson.dumps(parts[: marks[-1] + 1]) if marks else None


def _blocks(content: Any) -> list[Any]:
    return content if isinstance(content, list) else [content] if content else []


def _ttl(part: Any) -> str | None:
    return (part.get("cache_control") or {}).get("ttl") if isinstance(part, dict) else None
