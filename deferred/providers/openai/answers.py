"""Pure: the answers of batch APIs in OpenAI's wire format, in all the shapes that the family gives them.

The differences are small, and a wrong guess of whose shape an answer has would lose paid results, so every shape is
read at every member. Sources: captured traffic and references of the members, September to November 2026.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

import orjson

from deferred.core.call import Answer
from deferred.providers.base import UNCLEAR, Refused, Row, State, Status, Unexpected, answer_row
from deferred.providers.refusals import SPENT

Json = dict[str, Any]
FINAL = frozenset(["completed", "failed", "expired", "cancelled"])
_OTHER_WORDS = {"progress": "in_progress", "canceled": "cancelled", "canceling": "cancelling"}
_UNKNOWN_MODEL = frozenset(["model_not_found", "unknown_model"])
_FIELDS_OF_REPLIES = ("choices", "output", "data")
_NOT_RUN = frozenset(["batch_expired", "batch_cancelled"])
_CONFLICT = 409
_CLIENT_ERROR, _HTTP_ERROR = "batch_client_error", 400  # the first is Together's word for the second


def status_of(batch: Json) -> str:
    """Return the status of a batch in OpenAI's words."""
    word = str(batch.get("status", "")).lower()
    return _OTHER_WORDS.get(word, word)


def counts_of(batch: Json, all_of_them: int) -> tuple[int, int]:
    """Return how many requests were completed, and how many failed; `all_of_them` is the number in the batch.

    Of a completed batch that tells no counts all are taken to be done: its files may be named only later.
    """
    counts = batch.get("request_counts")
    told = counts if isinstance(counts, dict) else batch
    completed, failed = told.get("completed"), told.get("failed")
    if not isinstance(completed, int):
        completed = all_of_them if status_of(batch) == "completed" else 0
    return completed, (failed if isinstance(failed, int) else 0)


def is_being_read(file: Any) -> bool:
    """Whether a file that was uploaded cannot be used yet."""
    return isinstance(file, dict) and str(file.get("status", "")).lower() in {"pending", "uploaded", "running"}


def name_of_copy(refusal: Refused) -> str | None:
    """Return the id of a file that is there already, if an upload was refused for that: its answer was lost before."""
    if refusal.status != _CONFLICT:
        return None
    try:
        told = orjson.loads(refusal.body)
    except orjson.JSONDecodeError:
        return None
    name = (told.get("file_id") or told.get("id")) if isinstance(told, dict) else None
    return name if isinstance(name, str) else None


def made_at(batch: Json) -> float:
    """Return when a batch was created, in seconds since the epoch; infinity if that is not told to the second."""
    told = batch.get("created_at")
    if isinstance(told, (int, float)):
        return float(told)
    if isinstance(told, str) and "T" in told:
        try:
            return datetime.fromisoformat(told).timestamp()
        except ValueError:
            return math.inf
    return math.inf


def listed(page: Any) -> list[Json]:
    """Return the batches of a page: a list, or an object with one.

    Raises:
        Unexpected: it is neither, so nothing is known.
    """
    rows = page if isinstance(page, list) else page.get("data") if isinstance(page, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) and row.get("id") for row in rows):
        message = f"the list of batches makes no sense: {orjson.dumps(page)[:80]!r}"
        raise Unexpected(message)
    return rows


def next_page(page: Any, full: int, before: int | None = None) -> str:
    """Return the parameter that asks for the next page; empty at the end.

    `before` is the number of batches before it, where that is what asks for it.

    A page of `full` rows that tells of no end is not taken for the last: a batch beyond it might be bought twice.
    """
    if isinstance(page, list):
        return ""
    paging = page.get("paging")
    if isinstance(paging, dict) and paging.get("next_cursor"):
        return f"cursor={quote(str(paging['next_cursor']), safe='')}"
    rows = page["data"]
    tells_nothing = "has_more" not in page and "paging" not in page
    if rows and (page.get("has_more") or (tells_nothing and len(rows) >= full)):
        last = page.get("last_id") or rows[-1]["id"]
        return f"after={quote(str(last), safe='') if before is None else before}"
    return ""


def refuse_hidden(page: Any, new: list[Json]) -> None:
    """Raise Unexpected for a page that repeats what is known and says that there is more: that cannot be reached."""
    if not new and isinstance(page, dict) and page.get("has_more"):
        message = "the list of batches has more than it shows: its pages repeat"
        raise Unexpected(message)


def failure_of(batch: Json, first_line: int) -> Status:
    """Read why a batch failed; `first_line` is the number of the first line of its file in errors."""
    errors = errors_of(batch)
    first = errors[0] if errors else {}
    code = str(first.get("code") or "")
    words = str(first.get("message") or "the provider gave no reason")
    refusal = _refusal(first, batch) if first else None
    # An unknown model is reported for one line, but all lines have it.
    bad = () if code in _UNKNOWN_MODEL else blamed_in(batch, first_line)
    return Status(State.FAILED, "failed", gone_wrong=words, code=code, refusal=refusal, bad_lines=bad)


def blamed_in(batch: Json, first_line: int) -> tuple[tuple[int, Answer], ...]:
    """Return the lines that a batch blames, by index, each with the answer for its call."""
    blamed = [error for error in errors_of(batch) if isinstance(error.get("line"), int)]
    return tuple((error["line"] - first_line, _refusal(error, batch)) for error in blamed)


def errors_of(batch: Json) -> list[Json]:
    """Read errors that are a list, an object with one, an object or a sentence."""
    told = batch.get("errors") or batch.get("error") or []
    if isinstance(told, dict):
        told = told["data"] if isinstance(told.get("data"), list) else [told]
    found = told if isinstance(told, list) else [told]
    return [one if isinstance(one, dict) else {"message": str(one)} for one in found]


def _refusal(error: Json, batch: Json) -> Answer:
    code = error.get("code")
    told = {"message": error.get("message"), "type": "invalid_request_error", "param": error.get("param"), "code": code}
    status = 404 if code in _UNKNOWN_MODEL else 429 if code in SPENT else 400
    return Answer(status, orjson.dumps({"error": told}), None, batch.get("id"))


def row_of(line: Json, batch_id: str | None) -> Row:
    """Read a line of a file of results."""
    name, response, error = str(line.get("custom_id") or ""), line.get("response"), line.get("error")
    if isinstance(response, dict):
        status, body = _answered(response)
        if status >= 100:  # noqa: PLR2004 - the HTTP range itself
            if status < _HTTP_ERROR and not isinstance(body, dict):
                return Row(name, None, f"{UNCLEAR}: no response")
            return answer_row(name, status, body, response.get("request_id"), batch_id)
    return _unanswered(name, error, batch_id)


def _answered(response: Json) -> tuple[int, Any]:
    """Return status and body of a response, which may be the body itself; status 0 for what is none."""
    status, body = _number(response.get("status_code")), _parsed(response.get("body"))
    if status is not None:
        is_words = isinstance(body, str) and status >= _HTTP_ERROR
        return status, {"error": {"message": body}} if is_words else body
    if isinstance(body, dict):
        return (_HTTP_ERROR if "error" in body else 200), body
    return (200, response) if any(field in response for field in _FIELDS_OF_REPLIES) else (0, None)


def _number(status: Any) -> int | None:
    """Read a status, which may be a text."""
    if type(status) is int:
        return status
    return int(status) if isinstance(status, str) and status.isascii() and status.isdecimal() else None


def _parsed(body: Any) -> Any:
    """Read a body, which is a text at some members."""
    if not isinstance(body, str):
        return body
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return body


def _unanswered(name: str, error: Any, batch_id: str | None) -> Row:
    """Read the error of a line without a response: the call was refused, or not run."""
    told: Mapping[str, Any] = error if isinstance(error, dict) else {"code": error}
    code = str(told.get("code") or "")
    if code in _NOT_RUN:
        return Row(name, None, code.removeprefix("batch_"))
    if code == _CLIENT_ERROR or (code.isdecimal() and int(code) >= _HTTP_ERROR):
        status = int(code) if code.isdecimal() else _HTTP_ERROR
        return answer_row(name, status, {"error": error}, None, batch_id)
    return Row(name, None, str(told.get("message") or code or f"{UNCLEAR}: no response"))
