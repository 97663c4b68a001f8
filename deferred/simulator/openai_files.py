"""OpenAI's Files API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from deferred.simulator.base import Host
from deferred.simulator.multipart import parse
from deferred.simulator.openai_errors import error, page_of
from deferred.simulator.wire import Request, Response, json_response, token

Json = dict[str, Any]
OK = 200

HOUR, MONTH = 3600, 30 * 86_400


@dataclass
class StoredFile:
    """One file of an account."""

    id: str
    purpose: str
    filename: str
    data: bytes
    created: float
    expires: float | None
    account: str

    def show(self, skew: float) -> Json:
        """Write the file object (recorded August 2026)."""
        return {
            "object": "file",
            "id": self.id,
            "purpose": self.purpose,
            "filename": self.filename,
            "bytes": len(self.data),
            "created_at": int(self.created + skew),
            "expires_at": None if self.expires is None else int(self.expires + skew),
            "status": "processed",
            "status_details": None,
        }


def new_file_id() -> str:
    """Make a file id."""
    return "file-" + token(22)


class Files:
    """The files of all accounts."""

    def __init__(self, host: Host) -> None:
        """Begin without any."""
        self._host = host
        self._files: dict[str, StoredFile] = {}
        host.job_list.also_stored.append(lambda: list(self._files))

    def get(self, file_id: str) -> StoredFile | None:
        """Give a file of any account; None where there is none."""
        return self._files.get(file_id)

    def upload(self, request: Request, account: str) -> Response:
        """Store a file."""
        form = parse(request.headers.get("content-type", ""), request.body)
        if "file" not in form or "purpose" not in form:
            missing = "file" if "file" not in form else "purpose"
            raise error(400, f"'{missing}' is a required property")
        part, purpose = form["file"], form["purpose"].data.decode()
        if purpose == "batch":
            self._check_upload(part.data)
        days = form.get("expires_after[seconds]")
        lasts = int(days.data) if days else MONTH
        if not HOUR <= lasts <= MONTH:
            raise error(400, "Invalid 'expires_after.seconds': must be between 3600 and 2592000.")
        now = self._host.clock.now()
        expires = now + lasts if purpose == "batch" or days else None
        stored = self.store(part.filename or "upload", part.data, purpose, account, expires)
        self._host.emit("file_uploaded", id=stored.id)
        return json_response(self._show_file(stored))

    def store(self, filename: str, data: bytes, purpose: str, account: str, expires: float | None) -> StoredFile:
        """Keep a file."""
        stored = StoredFile(new_file_id(), purpose, filename, data, self._host.clock.now(), expires, account)
        self._files[stored.id] = stored
        return stored

    def _check_upload(self, data: bytes) -> None:
        if len(data) > self._host.limits.openai_bytes:
            raise error(413, "File is too large for purpose 'batch'. The limit is 200 MB.")
        if not data.lstrip().startswith(b"{"):
            raise error(400, "Invalid file format. Input file must be in JSONL format, one JSON object per line.")

    def _show_file(self, stored: StoredFile) -> Json:
        return stored.show(self._host.faults.clock_skew)

    def find_file(self, account: str, file_id: str) -> StoredFile:
        """Find a file or refuse."""
        stored = self._files.get(file_id)
        now = self._host.clock.now()
        if stored is None or stored.account != account or (stored.expires and stored.expires <= now):
            raise error(404, f"No such File object: {file_id}", None, "id")
        return stored

    def get_file(self, _request: Request, account: str, file_id: str) -> Response:
        """Describe a file."""
        return json_response(self._show_file(self.find_file(account, file_id)))

    def content(self, _request: Request, account: str, file_id: str) -> Response:
        """Give a file's bytes."""
        stored = self.find_file(account, file_id)
        headers = {
            "content-type": "application/octet-stream",
            "content-disposition": f'attachment; filename="{stored.filename}"',
        }
        return Response(OK, stored.data, headers)

    def delete_file(self, _request: Request, account: str, file_id: str) -> Response:
        """Delete a file."""
        del self._files[self.find_file(account, file_id).id]
        return json_response({"id": file_id, "object": "file", "deleted": True})

    def list_files(self, request: Request, account: str) -> Response:
        """List files, newest first unless asked otherwise."""
        purpose, order = request.query.get("purpose"), request.query.get("order", "desc")
        mine = [f for f in self._files.values() if f.account == account and purpose in (None, f.purpose)]
        mine = mine[::-1] if order == "desc" else mine
        return page_of(request, [(f.id, self._show_file(f)) for f in mine], 10_000, 10_000)
