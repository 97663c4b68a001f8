"""Lines of Claude's batches on Vertex AI: a request with its name, and a Message or an error with that name."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import orjson

from deferred.core.job import Job
from deferred.providers.anthropic.batch import STATUS_OF_ERROR
from deferred.providers.base import UNCLEAR, Row, answer_row
from deferred.providers.google.status_codes import name_and_status
from deferred.providers.vertex.importer import objection, shape

_PREFIX = "r"  # importers make numbers of names that look like them
_LINE = b'{"custom_id":"%s","request":%s}\n'
_STATUSES = {**{status.phrase.lower(): status.value for status in HTTPStatus}, "overloaded": 529}
_TYPES = {status: name for name, status in STATUS_OF_ERROR.items()}
_JSON = re.compile(r"\{.*", re.DOTALL)
_UNKNOWN = 500  # of an error without a status: the row is sent again


def line_of(name: str, body: bytes) -> bytes:
    """Write the line of a request."""
    return _LINE % (f"{_PREFIX}{name}".encode(), body)


def kinship(body: dict[str, Any]) -> str:
    """Name what requests must have in common to share a job.

    Gemini's lines are read into a table with one type for each key, and a bad line fails its whole job. Nobody has
    published whether Claude's are: what such a table would not hold together is in jobs apart.
    """
    schemas = [body.get("tools"), body.get("output_config")]
    texts = [type(body.get("system")).__name__, sorted({type(one).__name__ for one in _contents(body)})]
    inputs = sorted(json.dumps(shape(block["input"])) for block in _blocks(body) if "input" in block)
    whole = json.dumps([schemas, texts, inputs, bool(objection(body))], sort_keys=True, default=str)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def _contents(body: dict[str, Any]) -> Iterator[Any]:
    messages = body.get("messages")
    for message in messages if isinstance(messages, list) else ():
        yield message.get("content") if isinstance(message, dict) else message


def _blocks(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for content in _contents(body):
        yield from (block for block in content if isinstance(block, dict)) if isinstance(content, list) else ()


def row_of(line: dict[str, Any], job: Job) -> Row:
    """Read a line of the results: a Message, or a status in words."""
    name, status = str(line.get("custom_id") or "").removeprefix(_PREFIX), line.get("status")
    response = _message_in(line.get("response"))
    if response and not status:
        return _answered(name, response, job)
    if isinstance(status, str) and status and not response:
        code, body = _error_in(status)
        return answer_row(name, code, body, body.get("request_id"), job.batch_id)
    return Row(name, None, f"{UNCLEAR}: neither response nor status")


def _message_in(response: Any) -> dict[str, Any]:
    """Return the response itself, which some have seen in a `body`; empty if there is none."""
    if not isinstance(response, dict):
        return {}
    inner = response.get("body")
    return inner if "type" not in response and isinstance(inner, dict) else response


def _answered(name: str, response: dict[str, Any], job: Job) -> Row:
    if response.get("type") == "message":
        return answer_row(name, HTTPStatus.OK, response, response.get("id"), job.batch_id)
    if isinstance(response.get("error"), dict):
        return answer_row(name, _status_of(response["error"]), response, response.get("request_id"), job.batch_id)
    return Row(name, None, f"{UNCLEAR}: the response is no message")


def _error_in(words: str) -> tuple[int, dict[str, Any]]:
    """Read an error from words like `Bad Request: {"error": {...}}`; they are kept if there is no JSON in them."""
    held = _JSON.search(words)
    try:
        body = orjson.loads(held[0]) if held else None
    except orjson.JSONDecodeError:
        body = None
    if isinstance(body, dict) and isinstance(body.get("error"), dict):
        return _status_of(body["error"], words), body
    code = _status_of({}, words)
    return code, {"type": "error", "error": {"type": _TYPES.get(code, "api_error"), "message": words}}


def _status_of(error: dict[str, Any], words: str = "") -> int:
    """Return the HTTP status of an error: of Anthropic's, of Google's, or of one in words alone."""
    if error.get("type") in STATUS_OF_ERROR:
        return STATUS_OF_ERROR[error["type"]]
    if "code" in error or "status" in error:
        return name_and_status(error)[1]
    return _STATUSES.get(words.partition(":")[0].strip().lower(), _UNKNOWN)
