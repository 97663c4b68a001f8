"""HTTP errors as the members of OpenAI's family write them."""

from __future__ import annotations

from typing import Any

from deferred.simulator import openai_errors
from deferred.simulator.family_knobs import Member
from deferred.simulator.wire import ApiError, hex_token

UNAUTHORIZED = 401


def error_body(member: Member, status: int, message: str, code: str | None = None, param: str | None = None) -> Any:
    """Write an error."""
    shape = member.refusals.shape
    if shape == "detail":  # FastAPI's: a list for bad values
        if status == 422:
            return {"detail": [{"type": "value_error", "loc": ["body", param], "msg": message, "input": None}]}
        return {"detail": message if status == UNAUTHORIZED else {"error": message}}
    if shape == "text":
        return {"error": message, "request_id": hex_token()}
    if shape == "azure":
        return {"error": {"code": code or str(status), "message": message}}
    return openai_errors.error_body(status, message, code, param)


def refusal(member: Member, status: int, message: str, code: str | None = None, param: str | None = None) -> ApiError:
    """Make a refusal."""
    if status == UNAUTHORIZED and member.refusals.plain_401:
        return ApiError(status, message)
    return ApiError(status, error_body(member, status, message, code, param))


def invalid(member: Member, param: str, message: str, code: str = "invalid_value") -> ApiError:
    """Refuse a value."""
    return refusal(member, member.refusals.invalid, message, code, param)


def told(member: Member, status: int, body: Any) -> Any:
    """Write an error of OpenAI's shape in the member's."""
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict) or member.refusals.shape not in {"detail", "azure"}:
        return body
    return error_body(member, status, str(error.get("message")), error.get("code"), error.get("param"))
