"""Lists of OpenAI's family, a page at a time."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from deferred.simulator.family_errors import invalid
from deferred.simulator.family_knobs import Member
from deferred.simulator.wire import Json, Request, Response, ask_number, json_response

MOST_IDS = 200
Item = tuple[str, Json]


def page_of(member: Member, request: Request, items: list[Item], bounds: tuple[int, int]) -> Response:
    """Give one page after the item that is named, or refuse what is asked for."""
    default, most = bounds
    limit, after = ask_number(request.query.get("limit"), default), request.query.get("after")
    if not 1 <= limit <= most:
        raise invalid(member, "limit", f"Invalid 'limit': must be between 1 and {most}.")
    is_number = member.lists.paging == "offset"
    rest = items[ask_number(after, 0) :] if is_number else _after(member, items, after, "after")
    page = rest[:limit]
    first, last = (page[0][0], page[-1][0]) if page else (None, None)
    facts: Json = {"first_id": first, "last_id": last, "has_more": len(rest) > limit}
    told = {name: facts[name] for name in member.lists.fields}
    return json_response({"object": "list", "data": [shown for _, shown in page]} | told)


def jobs_page(member: Member, request: Request, items: list[Item]) -> Response:
    """Give one page of jobs, in the member's way."""
    lists = member.lists
    items = [item for item in items if _wanted(item[1], lists.filters, request.query)]
    asked = [value for name, value in request.pairs if name == "id"] if lists.by_id else []
    if asked:
        items = [item for item in items if item[0] in asked[:MOST_IDS]]
    if lists.paging == "none":
        return json_response([shown for _, shown in items])
    if lists.paging in {"after", "offset"}:
        return page_of(member, request, items, (lists.default, lists.most))
    rest = _after(member, items, request.query.get("cursor"), "cursor")
    page = rest if asked else rest[: lists.default]  # a limit is no parameter there
    body: Json = {"object": "list", "data": [shown for _, shown in page]}
    if len(rest) > len(page):
        body["paging"] = {"next_cursor": page[-1][0]}
    return json_response(body)


def _after(member: Member, items: list[Item], after: str | None, param: str) -> list[Item]:
    ids = [name for name, _ in items]
    if after and after not in ids:
        raise invalid(member, param, f"Invalid '{param}': '{after}' not found.")
    return items[ids.index(after) + 1 :] if after else items


def _wanted(shown: Json, filters: tuple[str, ...], query: dict[str, str]) -> bool:
    asked = {name: query[name] for name in filters if name in query}
    return all(_fits(shown, name, value) for name, value in asked.items())


def _fits(shown: Json, name: str, value: str) -> bool:
    metadata: dict[str, Any] = shown.get("metadata") or {}
    if name == "search":
        texts = [shown["id"], shown["input_file_id"], *metadata.values()]
        return any(value.lower() in str(text).lower() for text in texts)
    if name == "ds_name":
        return value in str(metadata.get("ds_name", ""))
    if name == "input_file_ids":
        return shown["input_file_id"] in value.split(",")
    if name == "status":
        return shown["status"] in value.split(",")
    created, moment = float(shown["created_at"]), _moment(value)
    return created >= moment if name.endswith("after") else created <= moment


def _moment(text: str) -> float:
    """Read a time: seconds, or `yyyyMMddHHmmss`."""
    if re.fullmatch(r"\d{14}", text):
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC).timestamp()
    return float(text)
