"""Gemini's Files API: resumable uploads, and the results of jobs as files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from deferred.simulator.base import Host
from deferred.simulator.clock import nanos
from deferred.simulator.gemini_answers import pick
from deferred.simulator.gemini_errors import NAME, error, page_of
from deferred.simulator.jobs import DAY
from deferred.simulator.wire import Request, Response, hex_token, json_response, token

Json = dict[str, Any]
OK = 200


@dataclass
class StoredFile:
    """One file of an account."""

    id: str
    display_name: str | None
    mime_type: str
    account: str
    created: float
    data: bytes = b""


class Files:
    """The files of all accounts, and the uploads under way."""

    def __init__(self, host: Host) -> None:
        """Begin without any."""
        self._host = host
        self._files: dict[str, StoredFile] = {}
        host.job_list.also_stored.append(lambda: list(self._files))
        self.uploads: dict[str, StoredFile] = {}

    def upload(self, request: Request, account: str) -> Response:
        """Take a resumable upload: a start, then chunks up to one that finalizes."""
        command = request.headers.get("x-goog-upload-command", "")
        if "start" in command:
            return self._start_upload(request, account)
        stored = self.uploads.get(request.query.get("upload_id", ""))
        if stored is None:
            raise error(400, "Upload has already been finalized or does not exist.")
        if request.headers.get("x-goog-upload-offset") != str(len(stored.data)):
            raise error(400, "The upload offset does not match what has been received.")
        stored.data += request.body
        if len(stored.data) > self._host.limits.gemini_file_bytes:
            raise error(400, "File size exceeds the limit of 2 GB.")
        if "finalize" not in command:
            return Response(OK, b"", {"x-goog-upload-status": "active"})
        del self.uploads[request.query["upload_id"]]
        self._files[stored.id] = stored
        self._host.emit("file_uploaded", id="files/" + stored.id)
        return json_response({"file": self._show_file(stored)}, headers={"x-goog-upload-status": "final"})

    def _start_upload(self, request: Request, account: str) -> Response:
        asked = pick(request.json, "file") or {}
        mime = request.headers.get("x-goog-upload-header-content-type", "application/octet-stream")
        name = str(asked.get("name") or "").removeprefix("files/") or lower_token(12)
        now = self._host.clock.now()
        stored = StoredFile(name, pick(asked, "displayName"), mime, account, now)
        upload_id = hex_token()
        self.uploads[upload_id] = stored
        url = f"{self._host.url}{request.path}?upload_id={upload_id}&upload_protocol=resumable"
        headers = {"x-goog-upload-url": url, "x-goog-upload-status": "active"}
        return Response(OK, b"", headers)

    def _show_file(self, stored: StoredFile) -> Json:
        skew = self._host.faults.clock_skew
        shown = {
            "name": "files/" + stored.id,
            "displayName": stored.display_name,
            "mimeType": stored.mime_type,
            "sizeBytes": str(len(stored.data)),
            "createTime": nanos(stored.created + skew),
            "updateTime": nanos(stored.created + skew),
            "expirationTime": nanos(stored.created + 2 * DAY + skew),
            "uri": f"{self._host.url}/v1beta/files/{stored.id}",
            "state": "ACTIVE",
            "source": "UPLOADED",
        }
        return {name: value for name, value in shown.items() if value is not None}

    def find_file(self, account: str, file_id: str) -> StoredFile:
        """Find a file or refuse: for files, what does not exist is forbidden (captured September 2026)."""
        stored = self._files.get(file_id)
        gone = stored is None or stored.created + 2 * DAY < self._host.clock.now()
        if stored is None or gone or stored.account != account:
            text = f"You do not have permission to access the File {file_id} or it may not exist."
            raise error(403, text)
        return stored

    def get_file(self, _request: Request, account: str, file_id: str) -> Response:
        """Describe a file; the output of a job is a file too."""
        if file_id.startswith("batch-"):
            data = self._output(account, file_id)
            mime = "application/octet-stream"
            stored = StoredFile(file_id, None, mime, account, self._host.clock.now(), data)
            return json_response(self._show_file(stored) | {"source": "GENERATED"})
        return json_response(self._show_file(self.find_file(account, file_id)))

    def delete_file(self, _request: Request, account: str, file_id: str) -> Response:
        """Delete an uploaded file; output files go with their job."""
        if file_id.startswith("batch-"):
            raise error(400, "* DeleteFileRequest.name: the ID may not be longer than 40 characters.")
        del self._files[self.find_file(account, file_id).id]
        return json_response({})

    def list_files(self, request: Request, account: str) -> Response:
        """List uploaded files."""
        mine = [stored for stored in reversed(self._files.values()) if stored.account == account]
        page, more = page_of(request, mine, 10, 100)
        return json_response({"files": [self._show_file(stored) for stored in page]} | more)

    def download(self, _request: Request, account: str, file_id: str) -> Response:
        """Give a file's bytes."""
        data = self._output(account, file_id) if file_id.startswith("batch-") else self.find_file(account, file_id).data
        return Response(OK, data, {"content-type": "application/octet-stream"})

    def _output(self, account: str, file_id: str) -> bytes:
        job = self._host.job_list.find(NAME, account, "batches/" + file_id.removeprefix("batch-"))
        if job is None or job.status != "completed" or job.details["inline"]:
            raise error(404, "Requested entity was not found.")
        return job.results.files.get("responses", b"")


def lower_token(length: int) -> str:
    """Make an id of Google's alphabet."""
    return token(length).lower()
