"""Pure: the answers of xAI's Batch API: counters instead of a status, days instead of times, errors that are text.

Sources: recorded traffic of August and September 2026.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from deferred.core import real_time
from deferred.core.call import Answer
from deferred.core.usage import fields_of, number
from deferred.providers.base import UNCLEAR, Row, State, Status, Unexpected, answer_row, dumps
from deferred.providers.refusals import CANCELLED

Json = dict[str, Any]
SETTLES = 45.0  # seconds; counters were seen to take a cancellation back after 20
_COUNTERS = ("num_requests", "num_success", "num_error", "num_cancelled")
_BLAMED = re.compile(r"\bline (\d+): ?([^;\n]*)")
_CODES = {1: CANCELLED, 2: 500, 4: 504, 5: 404, 7: 403, 8: 429, 10: 409, 12: 501, 13: 500, 14: 503, 15: 500, 16: 401}
_HTTP_ERROR = 400
_EXPIRED = re.compile(r"\b(request|batch) (has )?expired\b")
# Errors that are nothing but text: all others are faults of the request.
_PASSING = (
    (429, re.compile(r"rate limit|too many requests|resource.{0,12}exhausted")),
    (503, re.compile(r"unavailable|overloaded|internal (server )?error|timed out|timeout|deadline exceeded|try again")),
)


def status_of(batch: Json, count: int, headers: Mapping[str, str]) -> Status:
    """Read the status of a batch of `count` requests; an end that may be taken back has to last for some time."""
    asked, done, failed, cancelled = (number(fields_of(batch.get("state")).get(name)) for name in _COUNTERS)
    why = batch.get("cancel_by_xai_message")
    if why and not asked:  # its file was refused
        return failure_of(str(why), batch.get("batch_id"))
    places = (f"{batch.get('batch_id')}/results",)
    if why or (asked and done + failed + cancelled >= asked):
        is_certain = not (why or cancelled) and asked >= count
        words = "cancelled" if why or cancelled else "completed"
        return Status(State.ENDED, words, done, failed, results=places, settles=0.0 if is_certain else SETTLES)
    if _is_over(batch.get("expire_time"), headers):  # a row may wait for ever
        return Status(State.ENDED, "expired", done, failed, results=places)
    return Status(State.RUNNING, "in progress" if asked else "validating", done, failed, results=places)


def _is_over(day: Any, headers: Mapping[str, str]) -> bool:
    """Whether a day is past, on the provider's clock."""
    try:
        return date.fromisoformat(str(day)[:10]) < _now(headers).date()
    except ValueError:
        return False


def _now(headers: Mapping[str, str]) -> datetime:
    try:
        return parsedate_to_datetime(headers["date"]).astimezone(UTC)
    except (KeyError, TypeError, ValueError):
        return datetime.fromtimestamp(real_time.now(), UTC)


def failure_of(words: str, batch_id: Any) -> Status:
    """Read why a batch failed, and which lines of its file are to blame."""

    def refusal(told: str) -> Answer:
        return Answer(_HTTP_ERROR, dumps(_error(told)), None, None if batch_id is None else str(batch_id))

    bad = tuple((int(line) - 1, refusal(f"line {line}: {told}")) for line, told in _BLAMED.findall(words))
    return Status(State.FAILED, "failed", gone_wrong=words, refusal=refusal(words), bad_lines=bad)


def page_of(found: Any, name: str) -> tuple[list[Any], str]:
    """Return the items of a page, and the token of the next one; it is empty at the end.

    Raises:
        Unexpected: there is no list of that name, so nothing is known.
    """
    items = found.get(name) if isinstance(found, dict) else None
    if not isinstance(items, list):
        message = f"the list of {name} makes no sense: {dumps(found)[:80]!r}"
        raise Unexpected(message)
    return items, str(found.get("pagination_token") or "")


def row_of(item: Json, batch_id: str | None) -> Row:
    """Read a result. Whatever was asked, an answer is a chat completion."""
    name, result = str(item.get("batch_request_id") or ""), fields_of(item.get("batch_result"))
    response = fields_of(result.get("response"))
    body = response.get("chat_get_completion", response)
    if isinstance(body, dict) and "choices" in body:
        return answer_row(name, 200, body, None, batch_id)
    if not response and result.get("error"):
        return _refused(name, result["error"], batch_id)
    return Row(name, None, f"{UNCLEAR}: no chat completion")


def _refused(name: str, error: Any, batch_id: str | None) -> Row:
    """Read the error of a row: a text, or an object with a code, which is a number of gRPC or of HTTP."""
    told = error if isinstance(error, dict) else {"message": error}
    words = str(told.get("message") or told.get("error") or error)
    if _EXPIRED.search(words.lower()):
        return Row(name, None, "expired")
    return answer_row(name, _status(told.get("code"), words), _error(words, told.get("code")), None, batch_id)


def _status(code: Any, words: str) -> int:
    code = int(code) if str(code).isdecimal() else code
    if isinstance(code, int) and code > 0:
        return code if code >= _HTTP_ERROR else _CODES.get(code, _HTTP_ERROR)
    said = f"{code or ''} {words}".lower()
    return next((status for status, pattern in _PASSING if pattern.search(said)), _HTTP_ERROR)


def _error(words: str, code: Any = None) -> Json:
    """Write an error as xAI answers a live call with it."""
    return {"code": "Client specified an invalid argument" if code is None else str(code), "error": words}
