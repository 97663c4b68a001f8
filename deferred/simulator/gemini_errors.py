"""Gemini's refusals, and its lists a page at a time."""

from __future__ import annotations

from typing import Any

from deferred.simulator.wire import ApiError, Json, Request, ask_number

NAME = "google"

STATUSES = {
    400: ("INVALID_ARGUMENT", 3),
    401: ("UNAUTHENTICATED", 16),
    403: ("PERMISSION_DENIED", 7),
    404: ("NOT_FOUND", 5),
    409: ("ABORTED", 10),
    429: ("RESOURCE_EXHAUSTED", 8),
    499: ("CANCELLED", 1),
    503: ("UNAVAILABLE", 14),
    504: ("DEADLINE_EXCEEDED", 4),
}


def error_body(status: int, message: str) -> Json:
    """Write an error."""
    return {"error": {"code": status, "message": message, "status": STATUSES.get(status, ("INTERNAL", 13))[0]}}


def error(status: int, message: str) -> ApiError:
    """Make a refusal."""
    return ApiError(status, error_body(status, message))


def bad_key() -> Json:
    """Write the error for a key that is not valid."""
    text = "API key not valid. Please pass a valid API key."
    body = error_body(400, text)
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "API_KEY_INVALID",
        "domain": "googleapis.com",
        "metadata": {"service": "generativelanguage.googleapis.com"},
    }
    local = {"@type": "type.googleapis.com/google.rpc.LocalizedMessage", "locale": "en-US", "message": text}
    body["error"]["details"] = [info, local]
    return body


def check_model(model: str) -> None:
    """Refuse a model that does not exist."""
    if "does-not-exist" in model:
        text = f"models/{model} is not found for API version v1beta, or is not supported for this method."
        raise error(404, text)


def page_of(request: Request, items: list[Any], default: int, most: int) -> tuple[list[Any], Json]:
    """Give one page of a list and the token of the next, or refuse what is asked for."""
    size = ask_number(request.query.get("pageSize"), default) or default
    start = ask_number(request.query.get("pageToken"), 0)
    if size < 0 or start < 0:
        raise error(400, "Request contains an invalid argument.")
    size = min(size, most)
    end = start + size
    return items[start:end], {"nextPageToken": str(end)} if end < len(items) else {}
