"""Lines of Vertex AI's batches: a request with its name, and an answer or an error with that name."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from typing import Any

import orjson

from deferred.core.job import Job
from deferred.providers.base import UNCLEAR, Row, answer_row
from deferred.providers.google.status_codes import name_and_status
from deferred.providers.vertex.importer import importable

LABEL = "deferred_row"  # a label of each request, which comes back with it
_PREFIX = "r"  # the importer makes numbers of names that look like them
_LINE = b'{"custom_id":"%s","request":%s}\n'
_NOT_AS_IT_IS = re.compile(rb'"labels"|"(?:generationConfig|args)":\s*\{\s*\}')
_STATUSES = {status.phrase.lower(): status.value for status in HTTPStatus}
_JSON = re.compile(r"[\[{].*", re.DOTALL)
_UNKNOWN = 500  # of an error without a status: the row is sent again


def line_of(name: str, body: bytes) -> bytes:
    """Write the line of a request.

    Its name is a sibling key, which is echoed (captured in September 2026), and a label, which is documented.
    """
    return _LINE % (f"{_PREFIX}{name}".encode(), _labelled(body, f"{_PREFIX}{name}"))


def _labelled(body: bytes, name: str) -> bytes:
    """Add a label to a request; the text of most requests is not written anew."""
    if _NOT_AS_IT_IS.search(body):
        request = importable(json.loads(body))
        return json.dumps({**request, "labels": {**request.get("labels", {}), LABEL: name}}).encode()
    end = body.rindex(b"}")
    comma = b"" if body[:end].rstrip().endswith(b"{") else b","
    return b'%s%s"labels":{"%s":"%s"}}' % (body[:end], comma, LABEL.encode(), name.encode())


def row_of(line: dict[str, Any], job: Job) -> Row:
    """Read a line of the results: a response, or a status in words."""
    name, response, status = _name_of(line), line.get("response"), line.get("status")
    if isinstance(response, dict) and response and not status:
        return answer_row(name, HTTPStatus.OK, response, response.get("responseId"), job.batch_id)
    if isinstance(status, str) and status and not response:
        code, body = _error_in(status)
        return answer_row(name, code, body, None, job.batch_id)
    return Row(name, None, f"{UNCLEAR}: neither response nor status")


def _name_of(line: dict[str, Any]) -> str:
    named = line.get("custom_id")
    if not isinstance(named, str):
        labels = (line.get("request") or {}).get("labels") or {}
        named = labels.get(LABEL, "")
    return str(named).removeprefix(_PREFIX)


def _error_in(status: str) -> tuple[int, dict[str, Any]]:
    """Read an error from words like `Bad Request: {"error": {...}}`; they are kept if there is no JSON in them."""
    words = status.partition(":")[0].strip().lower()
    held = _JSON.search(status)
    try:
        error = orjson.loads(held[0]) if held else None
    except orjson.JSONDecodeError:
        error = None
    error = error[0] if isinstance(error, list) and error else error
    error = error.get("error", error) if isinstance(error, dict) else {"message": status}
    error = error if isinstance(error, dict) else {"message": str(error)}
    if "code" not in error and "status" not in error:
        error = {"code": _STATUSES.get(words, _UNKNOWN), **error}
    named, code = name_and_status(error)
    # In the order of a live error, because the SDK prints it unchanged.
    return code, {"error": {**dict.fromkeys(("code", "message")), "status": named, **error, "code": code}}
