"""Mistral's Files API: a batch file is checked line by line while it is uploaded."""

from __future__ import annotations

import uuid
from typing import Any

import orjson

from deferred.simulator.base import Host
from deferred.simulator.mistral_errors import INVALID, error
from deferred.simulator.mistral_live import wrong_with
from deferred.simulator.multipart import parse
from deferred.simulator.openai_files import StoredFile
from deferred.simulator.wire import ApiError, Request, Response, ask_number, hex_token, json_response

Json = dict[str, Any]
MOST_BYTES = 512_000_000
SIGNED = "/signed/mistral/"


class MistralFiles:
    """The files of all accounts."""

    def __init__(self, host: Host) -> None:
        """Begin without any."""
        self._host = host
        self._files: dict[str, StoredFile] = {}
        self._signed: dict[str, str] = {}
        host.job_list.also_stored.append(lambda: list(self._files))

    def get(self, account: str, file_id: str) -> StoredFile | None:
        """Give a file of an account."""
        stored = self._files.get(file_id)
        return stored if stored is not None and stored.account == account else None

    def upload(self, request: Request, account: str) -> Response:
        """Store a file; one bad line refuses all of it."""
        form = parse(request.headers.get("content-type", ""), request.body)
        if "file" not in form:
            raise error(INVALID, "Field required", "file")
        part, purpose = form["file"], form["purpose"].data.decode() if "purpose" in form else "fine-tune"
        if purpose not in {"batch", "fine-tune", "ocr", "audio"}:
            raise error(INVALID, "Input should be 'fine-tune', 'batch', 'ocr' or 'audio'", "purpose")
        if len(part.data) > MOST_BYTES:
            raise error(413, "The file is too large: the limit is 512 MB.")
        wrongs = _wrongs(part.data) if purpose == "batch" else []
        if wrongs:
            raise ApiError(INVALID, {"detail": "Invalid file format.", "errors": wrongs})
        stored = self.store(part.filename or "upload.jsonl", part.data, purpose, account)
        self._host.emit("file_uploaded", id=stored.id)
        return json_response(self._show(stored))

    def store(self, filename: str, data: bytes, purpose: str, account: str) -> StoredFile:
        """Keep a file; none expires."""
        stored = StoredFile(str(uuid.uuid4()), purpose, filename, data, self._host.clock.now(), None, account)
        self._files[stored.id] = stored
        return stored

    def _show(self, stored: StoredFile) -> Json:
        batch = stored.purpose == "batch"
        return {
            "id": stored.id,
            "object": "file",
            "bytes": len(stored.data),
            "created_at": int(stored.created + self._host.faults.clock_skew),
            "filename": stored.filename,
            "purpose": stored.purpose,
            "sample_type": "batch_request" if batch else "batch_result",
            "num_lines": len(stored.data.splitlines()),
            "source": "upload" if batch else "mistral",
            "expires_at": None,
            "deleted": False,
        }

    def _find(self, account: str, file_id: str) -> StoredFile:
        stored = self.get(account, file_id)
        if stored is None:
            raise error(404, "File not found")
        return stored

    def get_file(self, _request: Request, account: str, file_id: str) -> Response:
        """Describe a file."""
        return json_response(self._show(self._find(account, file_id)))

    def content(self, _request: Request, account: str, file_id: str) -> Response:
        """Give a file's bytes."""
        return Response(200, self._find(account, file_id).data, {"content-type": "application/octet-stream"})

    def url(self, _request: Request, account: str, file_id: str) -> Response:
        """Give an address where a file can be read without a key."""
        signature = hex_token()
        self._signed[signature] = self._find(account, file_id).id
        return json_response({"url": f"{self._host.url}{SIGNED}{signature}"})

    def signed(self, _request: Request, _account: str, signature: str) -> Response:
        """Give a file's bytes to who has its address."""
        stored = self._files.get(self._signed.get(signature, ""))
        if stored is None:
            raise error(403, "Forbidden")
        return Response(200, stored.data, {"content-type": "application/octet-stream"})

    def delete_file(self, _request: Request, account: str, file_id: str) -> Response:
        """Delete a file."""
        del self._files[self._find(account, file_id).id]
        return json_response({"id": file_id, "object": "file", "deleted": True})

    def list_files(self, request: Request, account: str) -> Response:
        """List files, newest first, by numbers of pages."""
        purpose = request.query.get("purpose")
        mine = [f for f in self._files.values() if f.account == account and purpose in (None, f.purpose)][::-1]
        page, size = ask_number(request.query.get("page"), 0), ask_number(request.query.get("page_size"), 100)
        shown = [self._show(one) for one in mine[page * size : (page + 1) * size]]
        return json_response({"data": shown, "object": "list", "total": len(mine)})


def _wrongs(data: bytes) -> list[Json]:
    found = []
    for number, line in enumerate(data.splitlines()):
        wrong = _wrong(line) if line.strip() else None
        if wrong is not None:
            found.append({"type": "value_error", "loc": ["line", number], "msg": wrong, "input": None})
    return found


def _wrong(line: bytes) -> str | None:
    try:
        item = orjson.loads(line)
    except orjson.JSONDecodeError:
        return "Invalid JSON"
    if not isinstance(item, dict) or not isinstance(item.get("body"), dict):
        return "Field required"
    return wrong_with(item["body"])
