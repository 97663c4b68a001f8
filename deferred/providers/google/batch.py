"""Gemini batches: inline requests when small, a file otherwise; rows are joined by key, never by position.

Source: ai.google.dev, "Batch API", 2026-02, and the v1beta discovery document, 2026-08. The order of results is
not kept (googleapis/python-genai#1909).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
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
    Reply,
    Row,
    State,
    Status,
    Unexpected,
    answer_row,
    cancel,
    delete,
    dumps,
    earliest,
    guarded,
    parsed_lines,
)
from deferred.providers.google.status_codes import name_and_status
from deferred.providers.refusals import CANCELLED

_BATCH = ("", "batch")  # an operation has no field that says what it is
_LONGEST_NAME = len("files/") + 40  # of a file in the API that deletes files (observed, 2026-08)
_LONGEST_TITLE = 128  # characters; no limit is published
_INLINED = ("inlinedResponses", "inlinedEmbedContentResponses")
_PAGE = {"operations", "nextPageToken", "unreachable"}
_INLINE_BYTES = 19_000_000  # the whole request must stay under 20 MB
_LINE = b'{"key":"%s","request":%s}\n'
_INLINE_ROW = b'{"request":%s,"metadata":{"key":"%s"}}'
_PASSING = {409, 429, 499}  # of a job that failed as a whole: another one may succeed
_ENDED = {"SUCCEEDED", "CANCELLED", "PARTIALLY_SUCCEEDED"}


class Gemini:
    """The batch API of the Gemini Developer API."""

    name = "google"
    # No number of requests is published. A job that expires after 48 h has no results, so smaller jobs risk less.
    limits = Limits(
        requests=50_000, bytes=2_000_000_000, row_bytes=len(_INLINE_ROW) + 57 + 1, one_model=True, parallel=100
    )
    recognisable = True
    lists = True

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
        return _named(done, "files/", "file", "name")

    def create(self, connection: Connection, job: Job, rows: Rows) -> str:
        """Create the job; its display name carries the nonce that finds it again."""
        verb = "asyncBatchEmbedContent" if job.endpoint == "embedContent" else "batchGenerateContent"
        url = f"{job.base_url}/{job.model}:{verb}"
        if job.file_id is None:
            body: Any = _inline_body(job, rows)
        else:
            body = {"batch": {**_facts(job), "inputConfig": {"fileName": job.file_id}}}
        reply = connection.request("POST", url, body=body, headers=dict(job.headers))
        return _named(reply, "batches/", "name")

    def check(self, connection: Connection, job: Job) -> Status:
        """Read the operation: its state is BATCH_STATE_* on the wire, and not everything with `done` succeeded."""
        reply = connection.request("GET", f"{job.base_url}/{job.batch_id}", headers=dict(job.headers))
        operation = reply.of_kind(*_BATCH)
        metadata = operation.get("metadata") or {}
        state = str(metadata.get("state") or operation.get("state") or "").upper().rpartition("STATE_")[2]
        stats = metadata.get("batchStats") or {}
        done, failed = int(stats.get("successfulRequestCount") or 0), int(stats.get("failedRequestCount") or 0)
        output = operation.get("response") or metadata.get("output") or {}
        files = tuple(name for name in (output.get("responsesFile"),) if name)
        inline = _inlined(output) or _of_another_shape(output, state)
        if state in _ENDED or files or inline:
            return Status(State.ENDED, state.lower(), done, failed, results=files, inline=inline)
        if state in {"FAILED", "EXPIRED"} or operation.get("error"):
            return _failed(operation, state)
        wait = reply.headers.get("retry-after")
        return Status(State.RUNNING, state.lower() or "pending", done, failed, float(wait) if wait else None)

    def collect(self, connection: Connection, job: Job, status: Status) -> Iterator[Row]:
        """Yield inline results, or stream the file."""
        yield from guarded(status.inline, lambda result: _row_of(_inline_key(result), result, job, status))
        for name in status.results:
            address = f"{_file_url(job, 'download')}/{name}:download?alt=media"
            with connection.lines(address, headers=dict(job.headers)) as lines:
                yield from guarded(
                    parsed_lines(lines), lambda line: _row_of(str(line.get("key", "")), line, job, status)
                )

    def find(self, connection: Connection, job: Job, age: float) -> list[str]:
        """List batches, back to `age` seconds ago, and match the display name."""
        for found, now in _batches(connection, job):
            if _display_name(found).partition(" ")[0] == f"deferred-{job.nonce}":
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

    def leftovers(self, job: Job, results: Sequence[str]) -> list[str]:
        """Name the batch and the files; names of results are too long for the API, and are gone after 48 h."""
        files = [name for name in (job.file_id, *results) if name and len(name) <= _LONGEST_NAME]
        return [*([job.batch_id] if job.batch_id else []), *files]

    def delete(self, connection: Connection, job: Job, name: str) -> None:
        """Delete a batch or a file."""
        delete(connection, f"{job.base_url}/{name}", dict(job.headers))

    def cancel(self, connection: Connection, job: Job) -> None:
        """Ask for cancellation; an ended batch stays unchanged."""
        cancel(connection, f"{job.base_url}/{job.batch_id}:cancel", dict(job.headers), body={})

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
        if set(page) - _PAGE:  # an empty list has no field at all, so any other object would be taken for one
            message = f"the answer is no list of batches: {reply.body[:120]!r}"
            raise Unexpected(message)
        for operation in page.get("operations") or []:
            yield operation, reply.headers
        token = page.get("nextPageToken") or ""
        if not token:
            return


def _named(reply: Reply, prefix: str, *path: str) -> str:
    """Read the name of what was created; its prefix says of what kind it is."""
    reply.of_kind(*_BATCH)
    name = reply.named(*path)
    if not name.startswith(prefix):
        message = f"the answer names {name!r}, and not one of {prefix}"
        raise Unexpected(message)
    return name


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


def _title(job: Job) -> str:
    """Return the display name of a job: the name that finds it again, and its tags."""
    tags = "".join(f" {name}={value}" for name, value in job.tags.items())
    return f"deferred-{job.nonce}{tags}"[:_LONGEST_TITLE]


def _facts(job: Job) -> dict[str, Any]:
    """Return what a create says of a job besides its requests.

    Each job has an address of its own for its events, because the id that an event names a batch by is shown in the
    documentation in another form than in the API (ai.google.dev, "Webhooks", 2026-07).
    """
    facts: dict[str, Any] = {"displayName": _title(job)}
    if job.webhook and job.endpoint != "embedContent":  # batches of embeddings have no such field
        mark = "&" if "?" in job.webhook else "?"
        facts["webhookConfig"] = {"uris": [f"{job.webhook}{mark}job={job.nonce}"]}
    return facts


def _inline_body(job: Job, rows: Rows) -> Body:
    head = b'{"batch":{%s,"inputConfig":{"requests":{"requests":[' % dumps(_facts(job))[1:-1]
    items = b",".join(_INLINE_ROW % (body, name.encode()) for name, body in rows)
    whole = head + items + b"]}}}}"
    return Body(len(whole), lambda: [whole])


def _inlined(output: dict[str, Any]) -> tuple[Any, ...]:
    for name in _INLINED:
        held = output.get(name)
        if isinstance(held, dict) and held:
            held = held.get(name, held.get(_INLINED[0], [held]))
        if held:
            return tuple(held) if isinstance(held, list) else (held,)
    return ()


def _of_another_shape(output: dict[str, Any], state: str) -> tuple[Any, ...]:
    """Return the output of a job that succeeded, as one row, if it has its results in a field that nobody knows."""
    unknown = set(output) - {"@type", "responsesFile", *_INLINED}
    return (output,) if unknown and state == "SUCCEEDED" and not output.get("responsesFile") else ()


def _inline_key(result: dict[str, Any]) -> str:
    return str((result.get("metadata") or {}).get("key", ""))


def _failed(operation: dict[str, Any], state: str) -> Status:
    error = operation.get("error") or {}
    words = str(error.get("message") or f"the job ended as {state.lower() or 'failed'}, without results")
    status = name_and_status(error)[1] if error else 0
    passing = status in _PASSING or status >= 500  # noqa: PLR2004 - the HTTP range itself
    code = "expired" if state == "EXPIRED" else "passing" if passing else "failed"
    return Status(State.FAILED, code, gone_wrong=words, code=code)


def _row_of(name: str, result: dict[str, Any], job: Job, look: Status) -> Row:
    response, error = result.get("response"), result.get("error")
    if isinstance(response, dict) and not error:
        return answer_row(name, 200, response, response.get("responseId"), job.batch_id)
    if isinstance(error, dict):
        name_of_it, status = name_and_status(error)
        if status == CANCELLED and look.words == "cancelled":
            return Row(name, None, "cancelled")
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
