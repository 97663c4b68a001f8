"""xAI's refusals (captures of August and September 2026)."""

from __future__ import annotations

from typing import Any

from deferred.simulator.wire import ApiError

NAME = "xai"
KINDS = {
    400: "Client specified an invalid argument",
    401: "The request does not have valid authentication credentials",
    403: "The caller does not have permission to execute the specified operation",
    404: "Some requested entity was not found",
    412: "The system is not in a state required for the operation's execution",
    429: "Some resource has been exhausted",
}


def error_body(status: int, message: str) -> dict[str, Any]:
    """Write an error."""
    return {"code": KINDS.get(status, "Internal error"), "error": message}


def error(status: int, message: str) -> ApiError:
    """Make a refusal."""
    return ApiError(status, error_body(status, message))
