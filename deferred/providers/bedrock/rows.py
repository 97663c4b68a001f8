"""Lines of Bedrock's batches: a request with its name, and an answer or an error with that name."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from deferred.core.job import Job
from deferred.providers.base import UNCLEAR, Row, answer_row

_LINE = b'{"recordId":"%s","modelInput":%s}\n'
_UNKNOWN = 500  # of an error without a status: the row is sent again
# As a live call names errors: the SDK reads the words of `error`.
_TYPES = {
    400: "invalid_request_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    424: "api_error",
    429: "rate_limit_error",
}


def line_of(name: str, body: bytes) -> bytes:
    """Write the line of a request."""
    return _LINE % (name.encode(), body)


def row_of(line: dict[str, Any], job: Job) -> Row:
    """Read a line of the results: what the model said, or an error in its place."""
    name, output, error = str(line.get("recordId") or ""), line.get("modelOutput"), line.get("error")
    if isinstance(output, dict) and output and not error:
        return answer_row(name, HTTPStatus.OK, output, output.get("id"), job.batch_id)
    if isinstance(error, dict) and error and not output:
        status = _status_of(error.get("errorCode"))
        told = {"type": _TYPES.get(status, "api_error"), "message": str(error.get("errorMessage") or error)}
        return answer_row(name, status, {"type": "error", "error": told}, None, job.batch_id)
    return Row(name, None, f"{UNCLEAR}: neither modelOutput nor error")


def _status_of(code: Any) -> int:
    try:
        status = int(code)
    except (TypeError, ValueError):
        return _UNKNOWN
    return status if status >= HTTPStatus.BAD_REQUEST else _UNKNOWN
