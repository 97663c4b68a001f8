"""Mistral's refusals (captures of September 2026)."""

from __future__ import annotations

from typing import Any

import orjson

from deferred.simulator.wire import ApiError

NAME = "mistral"
INVALID = 422


def error_body(status: int, message: str) -> dict[str, Any]:
    """Write an error: of FastAPI where the key or a value is bad, of its own elsewhere."""
    if status in {401, 403}:
        return {"detail": message}
    if status == INVALID:
        return {"detail": [{"type": "value_error", "loc": ["body"], "msg": message, "input": None}]}
    return {"object": "error", "message": message, "type": "invalid_request_error", "param": None, "code": None}


def error(status: int, message: str, field: str | None = None) -> ApiError:
    """Make a refusal, of a field if one is named."""
    body = error_body(status, message)
    if field is not None:
        body["detail"][0]["loc"].append(field)
    return ApiError(status, body)


def row_error(status: int, message: str) -> str:
    """Write the body of a row that failed: JSON in a string."""
    kind = {"type": "invalid_request_file", "param": None, "code": "3310", "raw_status_code": status}
    return orjson.dumps({"object": "error", "message": message} | kind).decode()
