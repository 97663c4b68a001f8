"""xAI's Files API, and how it reads an input file."""

from __future__ import annotations

from typing import Any

import orjson

from deferred.simulator.base import Host
from deferred.simulator.family_knobs import CHAT, RESPONSES, new_id
from deferred.simulator.multipart import parts
from deferred.simulator.openai_files import StoredFile
from deferred.simulator.rows import Row
from deferred.simulator.wire import Request, Response, json_response
from deferred.simulator.xai_errors import error

Json = dict[str, Any]
MOST_BYTES, MOST_LINES, MOST_OF_A_LINE = 200_000_000, 50_000, 25_000_000
HOUR, MONTH = 3600, 30 * 86_400
# The models that run in batches; the others are refused, though they answer live calls.
MODELS = ("grok-4.3", "grok-4.20-0309-reasoning", "grok-4.20-0309-non-reasoning", "grok-4.20-multi-agent-0309")


class XaiFiles:
    """The files of all accounts."""

    def __init__(self, host: Host) -> None:
        """Begin without any."""
        self._host = host
        self._files: dict[str, StoredFile] = {}
        host.job_list.also_stored.append(lambda: list(self._files))

    def get(self, account: str, file_id: str) -> StoredFile | None:
        """Give a file of an account, unless its time is over."""
        stored = self._files.get(file_id)
        if stored is None or stored.account != account or (stored.expires or MONTH**3) <= self._host.clock.now():
            return None
        return stored

    def upload(self, request: Request, account: str) -> Response:
        """Store a file. A purpose is overlooked; how long it is kept must be said before the file."""
        form = parts(request.headers.get("content-type", ""), request.body)
        names = [name for name, _ in form]
        if "file" not in names:
            raise error(400, "A file is required.")
        fields = dict(form)
        given = next((name for name in names if name.startswith("expires_after")), None)
        if given is not None and names.index(given) > names.index("file"):
            raise error(400, "expires_after must precede file.")
        lasts = int(fields[given].data) if given else None
        if lasts is not None and not HOUR <= lasts <= MONTH:
            raise error(400, "expires_after must be between 3600 and 2592000.")
        part = fields["file"]
        if len(part.data) > MOST_BYTES:
            raise error(413, "The file is too large: the limit is 200 MB.")
        now = self._host.clock.now()
        expires = None if lasts is None else now + lasts
        name = part.filename or "upload.jsonl"
        stored = StoredFile(new_id("file_{uuid}"), "", name, part.data, now, expires, account)
        self._files[stored.id] = stored
        self._host.emit("file_uploaded", id=stored.id)
        return json_response(self._show(stored))

    def _show(self, stored: StoredFile) -> Json:
        shown = stored.show(self._host.faults.clock_skew)
        return {name: shown[name] for name in SHOWN}

    def _find(self, account: str, file_id: str) -> StoredFile:
        stored = self.get(account, file_id)
        if stored is None:
            raise error(404, f"File {file_id} not found")
        return stored

    def get_file(self, _request: Request, account: str, file_id: str) -> Response:
        """Describe a file."""
        return json_response(self._show(self._find(account, file_id)))

    def content(self, _request: Request, account: str, file_id: str) -> Response:
        """Give a file's bytes."""
        return Response(200, self._find(account, file_id).data, {"content-type": "application/octet-stream"})

    def delete_file(self, _request: Request, account: str, file_id: str) -> Response:
        """Delete a file."""
        del self._files[self._find(account, file_id).id]
        return json_response({"id": file_id, "object": "file", "deleted": True})

    def list_files(self, _request: Request, account: str) -> Response:
        """List files."""
        mine = [self._show(one) for one in self._files.values() if self.get(account, one.id)]
        return json_response({"data": mine, "pagination_token": None})


SHOWN = ("id", "object", "bytes", "created_at", "expires_at", "filename", "purpose")


def read(data: bytes) -> tuple[list[Row], str | None]:
    """Read an input file: its rows, or what is wrong with it."""
    rows: list[Row] = []
    seen: set[str] = set()
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        wrong = _wrong(line, seen)
        if wrong is not None:
            return [], f"JSONL file validation failed: line {number}: {wrong}"
        item = orjson.loads(line)
        seen.add(item["custom_id"])
        rows.append(Row(len(rows), item["custom_id"], item["body"], item["url"]))
    if not rows or len(rows) > MOST_LINES:
        return [], f"JSONL file validation failed: {len(rows)} requests, and 1 to {MOST_LINES} are allowed"
    unfit = next((row.body["model"] for row in rows if row.body["model"] not in MODELS), None)
    return (rows, None) if unfit is None else ([], not_supported(unfit))


def not_supported(model: object) -> str:
    """Say that a model runs in no batch."""
    return f"Model {model} is not supported for batch processing."


def _wrong(line: bytes, seen: set[str]) -> str | None:
    if len(line) > MOST_OF_A_LINE:
        return "the line is larger than 25 MB"
    try:
        item = orjson.loads(line)
    except orjson.JSONDecodeError:
        return "invalid JSON"
    missing = next((name for name in ("custom_id", "method", "url", "body") if not item.get(name)), None)
    if missing is not None:
        return f"missing field `{missing}`"
    if item["url"] not in {CHAT, RESPONSES} or item["method"] != "POST":
        return f"unsupported endpoint {item['method']} {item['url']}"
    if item["custom_id"] in seen:
        return f"duplicate custom_id {item['custom_id']}"
    return None if item["body"].get("model") else "missing field `model`"
