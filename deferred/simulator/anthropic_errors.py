"""Anthropic's refusals, as its errors page shows them."""

from __future__ import annotations

from deferred.simulator.wire import ApiError, Json, token

NAME = "anthropic"

TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    504: "timeout_error",
    529: "overloaded_error",
}


def error_body(status: int, message: str) -> Json:
    """Write an error."""
    error = {"type": TYPES.get(status, "api_error"), "message": message}
    return {"type": "error", "error": error, "request_id": "req_01" + token(22)}


def error(status: int, message: str) -> ApiError:
    """Make a refusal."""
    return ApiError(status, error_body(status, message))
