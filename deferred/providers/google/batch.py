"""Gemini batches: inline requests when small, a file otherwise; rows are joined by key, never by position.

Source: ai.google.dev, "Batch API", 2026-02, and the v1beta discovery document, 2026-08. The order of results is
not kept (googleapis/python-genai#1909).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from deferred.core.grouping import Limits
from deferred.core.job import Job, Rows
from deferred.providers.base import (
    UNCLEAR,
    Body,
    Connection,
    Lost,
    Refused,
    Row,
    State,
    Status,
    answer_row,
    earliest,
    guarded,
    parsed_lines,
)

_INLINE_BYTES = 19_000_000  # the whole request must stay under 20 MB
_LINE = b'{"key":"%s","request":%s}\n'
_INLINE_ROW = b'{"request":%s,"metadata":{"key":"%s"}}'
_ENDED = {"SUCCEEDED", "CANCELLED", "PARTIALLY_SUCCEEDED"}
_HTTP_OF_GRPC = {
    1: 499, 2: 500, 3: 400, 4: 504, 5: 404, 6: 409, 7: 403, 8: 429, 9: 400, 10: 409, 11: 400,
    12: 501, 13: 500, 14: 503, 15: 500, 16: 401,
}  # fmt: skip
_NAME_OF_GRPC = {3: "INVALID_ARGUMENT", 5: "NOT_FOUND", 7: "PERMISSION_DENIED", 8: "RESOURCE_EXHAUSTED",
                 13: "INTERNAL", 14: "UNAVAILABLE", 16: "UNAUTHENTICATED"}  # fmt: skip


class Gemini:
    """The batch API of the Gemini Developer API."""

    name = "google"
    # No number of requests is published. A job that expires after 48 h has no results, so smaller jobs risk less.
    limits = Limits(
        requests=50_000, bytes=2_000_000_000, row_bytes=len(_INLINE_ROW) + 57 + 1, one_model=True, parallel=100
    )
    recognisable = True

    def count(self, connection: Connection, job: Job, model: str, body: bytes) -> int | None:
        """Ask countTokens of the model."""
        if job.endpoint != "generateContent":
            return None
        asked = {"generateContentRequest": {"model": model, **json.loads(body)}}
        url = f"{job.base_url}/{model}:countTokens"
        return int(connection.request("POST", url, body=asked, headers=dict(job.headers)).json()["totalTokens"])

    def upload(self, connection: Connection, job: Job, rows: Rows) -> str | None:
        """Upload a JSONL file in the resumable protocol, unless the rows are small enough to be sent inline."""
        if self._inline(job):
            return None
        length = sum(len(line) for line in _lines(rows))
        start = connection.request(
            "POST",
            _file_url(job, "upload") + "/files",
            body={"file": {"display_name": f"deferred-{job.nonce}", "mimeType": "application/jsonl"}},
            headers={
                **dict(job.headers),
                "X-Goog-Upload-Protocol": "resumable",
                "X-Goog-Upload-Command": "start",
                "X-Goog-Upload-Header-Content-Length": str(length),
                "X-Goog-Upload-Header-Content-Type": "application/jsonl",
            },
        )
        address = start.headers.get("x-goog-upload-url", "")
        _same_host(address, job)
        done = connection.request(
            "POST",
            address,
            body=Body(length, lambda: _lines(rows), "application/jsonl"),
            headers={"X-Goog-Upload-Offset": "0", "X-Goog-Upload-Command": "upload, finalize"},
        )
        return done.named("file", "name")

    def create(self, connection: Connection, job: Job, rows: Rows) -> str:
        """Create the job; its display name carries the nonce that finds it again."""
        verb = "asyncBatchEmbedContent" if job.endpoint == "embedContent" else "batchGenerateContent"
        url = f"{job.base_url}/{job.model}:{verb}"
        if job.file_id is None:
            body: Any = _inline_body(job, rows)
        else:
            body = {"batch": {"displayName": f"deferred-{job.nonce}", "inputConfig": {"fileName": job.file_id}}}
        reply = connection.request("POST", url, body=body, headers=dict(job.headers))
        return reply.named("name")

    def check(self, connection: Connection, job: Job) -> Status:
        """Read the operation: its state is BATCH_STATE_* on the wire, and not everything with `done` succeeded."""
        reply = connection.request("GET", f"{job.base_url}/{job.batch_id}", headers=dict(job.headers))
        operation = reply.json()
        metadata = operation.get("metadata") or {}
        state = str(metadata.get("state") or operation.get("state") or "").upper().rpartition("STATE_")[2]
        stats = metadata.get("batchStats") or {}
        done, failed = int(stats.get("successfulRequestCount") or 0), int(stats.get("failedRequestCount") or 0)
        output = operation.get("response") or metadata.get("output") or {}
        files = tuple(name for name in (output.get("responsesFile"),) if name)
        inline = _inlined(output)
        if state in _ENDED or files or inline:
            return Status(State.ENDED, state.lower(), done, failed, results=files, inline=inline)
        if state in {"FAILED", "EXPIRED"} or operation.get("error"):
            return _failed(operation, state)
        wait = reply.headers.get("retry-after")
        return Status(State.RUNNING, state.lower() or "pending", done, failed, float(wait) if wait else None)

    def collect(self, connection: Connection, job: Job, status: Status) -> Iterator[Row]:
        """Yield inline results, or stream the file."""
        named = ({**result, "key": (result.get("metadata") or {}).get("key", "")} for result in status.inline)
        yield from guarded(named, lambda line: _row_of(str(line["key"]), line, job))
        for name in status.results:
            address = f"{_file_url(job, 'download')}/{name}:download?alt=media"
            with connection.lines(address, headers=dict(job.headers)) as lines:
                yield from guarded(parsed_lines(lines), lambda line: _row_of(str(line.get("key", "")), line, job))

    def find(self, connection: Connection, job: Job, age: float) -> list[str]:
        """List batches, back to `age` seconds ago, and match the display name."""
        for found, now in _batches(connection, job):
            if _display_name(found) == f"deferred-{job.nonce}":
                return [str(found["name"])]
            if _time_of(found) < earliest(now, age):
                break
        return []

    def all_of_ours(self, connection: Connection, job: Job) -> Iterator[str]:
        """List the batches with a display name of this software."""
        for operation, _ in _batches(connection, job):
            if _display_name(operation).startswith("deferred-"):
                yield str(operation["name"])

    def is_ours(self, connection: Connection, job: Job, batch_id: str) -> bool:  # noqa: ARG002 - the protocol's shape
        """Return True: `find` matched its name."""
        return True

    def cancel(self, connection: Connection, job: Job) -> None:
        """Ask for cancellation; an ended batch stays unchanged."""
        try:
            connection.request("POST", f"{job.base_url}/{job.batch_id}:cancel", body={}, headers=dict(job.headers))
        except Refused as refusal:
            if refusal.status not in {400, 404, 409}:
                raise

    def _inline(self, job: Job) -> bool:
        # Inline embeddings come back without their keys, so they are always sent as a file.
        return job.endpoint != "embedContent" and job.size + job.count * self.limits.row_bytes <= _INLINE_BYTES


def _batches(connection: Connection, job: Job) -> Iterator[tuple[dict[str, Any], Mapping[str, str]]]:
    """Yield all batches, newest first, each with the headers of the answer it came in."""
    token = ""
    while True:
        asked = "?pageSize=100" + (f"&pageToken={token}" if token else "")
        reply = connection.request("GET", f"{job.base_url}/batches{asked}", headers=dict(job.headers))
        page = reply.json()
        for operation in page.get("operations") or []:
            yield operation, reply.headers
        token = page.get("nextPageToken") or ""
        if not token:
            return


def _display_name(operation: dict[str, Any]) -> str:
    return str((operation.get("metadata") or {}).get("displayName") or "")


def _file_url(job: Job, kind: str) -> str:
    root, _, version = job.base_url.rpartition("/")
    return f"{root}/{kind}/{version}"


def _same_host(address: str, job: Job) -> None:
    # The upload carries the key; an answer must not be able to send it elsewhere.
    wanted, given = urlsplit(job.base_url), urlsplit(address)
    if (wanted.scheme, wanted.netloc) != (given.scheme, given.netloc):
        message = f"the upload address {address!r} is not on {wanted.netloc}"
        raise Lost(message)


def _lines(rows: Rows) -> Iterator[bytes]:
    for name, body in rows:
        yield _LINE % (name.encode(), body)


def _inline_body(job: Job, rows: Rows) -> Body:
    head = b'{"batch":{"displayName":"deferred-%s","inputConfig":{"requests":{"requests":[' % job.nonce.encode()
    items = b",".join(_INLINE_ROW % (body, name.encode()) for name, body in rows)
    whole = head + items + b"]}}}}"
    return Body(len(whole), lambda: [whole])


def _inlined(output: dict[str, Any]) -> tuple[Any, ...]:
    for name in ("inlinedResponses", "inlinedEmbedContentResponses"):
        held = output.get(name)
        if isinstance(held, dict):
            held = held.get(name)
        if held:
            return tuple(held)
    return ()


def _failed(operation: dict[str, Any], state: str) -> Status:
    error = operation.get("error") or {}
    words = str(error.get("message") or f"the job ended as {state.lower() or 'failed'}, without results")
    passing = _http_status(error) >= 500 if error else False  # noqa: PLR2004
    code = "expired" if state == "EXPIRED" else "passing" if passing else "failed"
    return Status(State.FAILED, code, gone_wrong=words, code=code)


def _http_status(error: dict[str, Any]) -> int:
    code = int(error.get("code") or 13)
    return _HTTP_OF_GRPC.get(code, code if code >= 400 else 500)  # noqa: PLR2004


def _row_of(name: str, result: dict[str, Any], job: Job) -> Row:
    response, error = result.get("response"), result.get("error")
    if isinstance(response, dict) and not error:
        return answer_row(name, 200, response, response.get("responseId"), job.batch_id)
    if isinstance(error, dict):
        status = _http_status(error)
        name_of_it = _NAME_OF_GRPC.get(int(error.get("code") or 0), "UNKNOWN")
        # In the order of a live error, because the SDK prints it unchanged.
        named = {**dict.fromkeys(("code", "message")), "status": name_of_it, **error}
        named["code"] = status
        return answer_row(name, status, {"error": named}, None, job.batch_id)
    return Row(name, None, f"{UNCLEAR}: neither response nor error")


def _time_of(operation: dict[str, Any]) -> float:
    text = str((operation.get("metadata") or {}).get("createTime") or "")
    try:
        return datetime.fromisoformat(text).timestamp()
    except ValueError:
        return float("inf")
