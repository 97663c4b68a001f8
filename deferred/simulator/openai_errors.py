"""OpenAI's refusals, and its lists a page at a time."""

from __future__ import annotations

from deferred.simulator.wire import ApiError, Json, Request, Response, ask_number, json_response

NAME = "openai"
SERVER_ERROR = 500


def error_body(status: int, message: str, code: str | None = None, param: str | None = None) -> Json:
    """Write an error."""
    kinds = {429: "rate_limit_error", 403: "permission_error"}
    kind = kinds.get(status, "server_error" if status >= SERVER_ERROR else "invalid_request_error")
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def error(status: int, message: str, code: str | None = None, param: str | None = None) -> ApiError:
    """Make a refusal."""
    return ApiError(status, error_body(status, message, code, param))


def page_of(request: Request, items: list[tuple[str, Json]], default: int, most: int) -> Response:
    """Give one page of a list, or refuse what is asked for."""
    limit, after = ask_number(request.query.get("limit"), default), request.query.get("after")
    if not 1 <= limit <= most:
        raise error(400, f"Invalid 'limit': must be between 1 and {most}.", "invalid_value", "limit")
    ids = [name for name, _ in items]
    if after and after not in ids:
        raise error(400, f"Invalid 'after': '{after}' not found.", "invalid_value", "after")
    rest = items[ids.index(after) + 1 :] if after else items
    page = rest[:limit]
    first, last = (page[0][0], page[-1][0]) if page else (None, None)
    data = [shown for _, shown in page]
    more = len(rest) > limit
    return json_response({"object": "list", "data": data, "first_id": first, "last_id": last, "has_more": more})
