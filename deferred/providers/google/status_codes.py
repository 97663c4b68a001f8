"""The gRPC codes of Gemini's errors: their names, and the HTTP statuses that a live call has for them.

Source: google/rpc/code.proto in googleapis/googleapis, 2026-08.
"""

from __future__ import annotations

from typing import Any

_CODES = {
    1: ("CANCELLED", 499), 2: ("UNKNOWN", 500), 3: ("INVALID_ARGUMENT", 400), 4: ("DEADLINE_EXCEEDED", 504),
    5: ("NOT_FOUND", 404), 6: ("ALREADY_EXISTS", 409), 7: ("PERMISSION_DENIED", 403), 8: ("RESOURCE_EXHAUSTED", 429),
    9: ("FAILED_PRECONDITION", 400), 10: ("ABORTED", 409), 11: ("OUT_OF_RANGE", 400), 12: ("UNIMPLEMENTED", 501),
    13: ("INTERNAL", 500), 14: ("UNAVAILABLE", 503), 15: ("DATA_LOSS", 500), 16: ("UNAUTHENTICATED", 401),
}  # fmt: skip
_BY_NAME = {name: (name, status) for name, status in _CODES.values()}
# Of several codes with one status, the one that the API itself gives for it.
_NAMES = {
    400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND", 409: "ABORTED",
    429: "RESOURCE_EXHAUSTED", 499: "CANCELLED", 500: "INTERNAL", 501: "UNIMPLEMENTED", 503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}  # fmt: skip
_LEAST_HTTP = 400


def name_and_status(error: dict[str, Any]) -> tuple[str, int]:
    """Return the name of an error and its HTTP status; its code is that of gRPC or of HTTP, or only its name is there.

    Example:
        >>> name_and_status({"code": 10}), name_and_status({"code": 404}), name_and_status({"status": "ABORTED"})
        (('ABORTED', 409), ('NOT_FOUND', 404), ('ABORTED', 409))
    """
    code, named = _number(error.get("code")), str(error.get("status") or "")
    if code in _CODES:
        return _CODES[code]
    if code >= _LEAST_HTTP:
        return named or _NAMES.get(code, "UNKNOWN"), code
    return _BY_NAME.get(named or str(error.get("code")), _CODES[13])


def _number(code: Any) -> int:
    try:
        return int(code or 0)
    except (TypeError, ValueError):
        return 0
