"""OpenAI Files and Batches: a JSONL file, a batch over it, an output file and an error file.

Source: developers.openai.com, "Batch API" guide and reference, 2026-06 and 2026-08.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from deferred.core.call import Answer
from deferred.core.job import Job, Rows
from deferred.providers.base import (
    UNCLEAR,
    Body,
    Connection,
    Row,
    State,
    Status,
    answer_row,
    cancel,
    delete,
    earliest,
    guarded,
    parsed_lines,
    refuse_other_kinds,
)
from deferred.providers.openai.family import OPENAI, ROW, Member
from deferred.providers.refusals import SPENT

_PAGE = 100
_BATCH, _FILE = ("object", "batch"), ("object", "file")

_COUNTED = frozenset(
    ["conversation", "input", "instructions", "model", "parallel_tool_calls", "previous_response_id", "reasoning",
     "text", "tool_choice", "tools", "truncation"]
)  # fmt: skip


class OpenAI:
    """The Batch API, as a member of the family offers it."""

    recognisable = True
    lists = True

    def __init__(self, member: Member = OPENAI) -> None:
        """`member` holds the API's name, limits and states."""
        self.name, self.limits, self._member = member.name, member.limits, member

    def count(self, connection: Connection, job: Job, model: str, body: bytes) -> int | None:
        """Ask /v1/responses/input_tokens; the other endpoints have no count."""
        del model
        if job.endpoint != "/v1/responses":
            return None
        asked = {name: value for name, value in json.loads(body).items() if name in _COUNTED}
        url = f"{job.base_url}/responses/input_tokens"
        return int(connection.request("POST", url, body=asked, headers=dict(job.headers)).json()["input_tokens"])

    def upload(self, connection: Connection, job: Job, rows: Rows) -> str:
        """Upload the JSONL file, named after the job."""
        boundary = f"deferred-{job.nonce}".encode()
        head = (
            b'--%(b)s\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nbatch\r\n'
            b'--%(b)s\r\nContent-Disposition: form-data; name="file"; filename="deferred-%(n)s.jsonl"\r\n'
            b"Content-Type: application/jsonl\r\n\r\n"
        ) % {b"b": boundary, b"n": job.nonce.encode()}
        tail = b"\r\n--%s--\r\n" % boundary
        length = len(head) + len(tail) + sum(len(row) for row in _lines(job, rows))
        body = Body(
            length,
            lambda: itertools.chain([head], _lines(job, rows), [tail]),
            f"multipart/form-data; boundary={boundary.decode()}",
        )
        reply = connection.request("POST", f"{job.base_url}/files", body=body, headers=dict(job.headers))
        reply.of_kind(*_FILE)
        return reply.named("id")

    def create(self, connection: Connection, job: Job, rows: Rows) -> str:  # noqa: ARG002 - the rows are uploaded
        """Create the batch over the uploaded file; its metadata carries the nonce that finds it again."""
        body = {
            "input_file_id": job.file_id,
            "endpoint": job.endpoint,
            "completion_window": self._member.completion_window,
            "metadata": {**job.tags, "deferred_job": job.nonce},
        }
        reply = connection.request("POST", f"{job.base_url}/batches", body=body, headers=dict(job.headers))
        reply.of_kind(*_BATCH)
        return reply.named("id")

    def check(self, connection: Connection, job: Job) -> Status:
        """Read the status; output and error files are read in every terminal state."""
        reply = connection.request("GET", f"{job.base_url}/batches/{job.batch_id}", headers=dict(job.headers))
        batch = reply.of_kind(*_BATCH)
        name = str(batch.get("status", "")).lower()
        counts = batch.get("request_counts") or {}
        done, failed = counts.get("completed") or 0, counts.get("failed") or 0
        if name not in self._member.final:
            wait = reply.headers.get("retry-after")
            return Status(State.RUNNING, name.replace("_", " "), done, failed, float(wait) if wait else None)
        files = tuple(file for file in (batch.get("output_file_id"), batch.get("error_file_id")) if file)
        if name == "failed" and not files:
            return _failed(batch)
        return Status(State.ENDED, name, done, failed, results=files)

    def collect(self, connection: Connection, job: Job, status: Status) -> Iterator[Row]:
        """Stream each file."""
        for file in status.results:
            address = f"{job.base_url}/files/{file}/content"
            with connection.lines(address, headers=dict(job.headers)) as lines:
                yield from guarded(parsed_lines(lines), lambda line: _row_of(line, job.batch_id))

    def find(self, connection: Connection, job: Job, age: float) -> list[str]:
        """List batches, newest first, back to `age` seconds ago, and match the nonce, else the input file."""
        for batch, now in _batches(connection, job):
            if _is_ours(batch, job):
                return [str(batch["id"])]
            if batch.get("created_at", math.inf) < earliest(now, age):
                break
        return []

    def all_of_ours(self, connection: Connection, job: Job) -> Iterator[str]:
        """List the batches with the metadata of a job of this software."""
        for batch, _ in _batches(connection, job):
            if "deferred_job" in (batch.get("metadata") or {}):
                yield str(batch["id"])

    def is_ours(self, connection: Connection, job: Job, batch_id: str) -> bool:  # noqa: ARG002 - the protocol's shape
        """Return True: `find` matched its name."""
        return True

    def leftovers(self, job: Job, results: Sequence[str]) -> list[str]:
        """Name the input file and the files of results; a batch itself cannot be deleted."""
        return [file for file in (job.file_id, *results) if file]

    def delete(self, connection: Connection, job: Job, name: str) -> None:
        """Delete a file."""
        delete(connection, f"{job.base_url}/files/{name}", dict(job.headers))

    def cancel(self, connection: Connection, job: Job) -> None:
        """Ask for cancellation; a 409 means that the job has ended already."""
        cancel(connection, f"{job.base_url}/batches/{job.batch_id}/cancel", dict(job.headers))


def _batches(connection: Connection, job: Job) -> Iterator[tuple[dict[str, Any], Mapping[str, str]]]:
    """Yield all batches, newest first, each with the headers of the answer it came in."""
    after = ""
    while True:
        asked = f"?limit={_PAGE}" + (f"&after={after}" if after else "")
        reply = connection.request("GET", f"{job.base_url}/batches{asked}", headers=dict(job.headers))
        page = reply.json()
        for batch in page["data"]:
            refuse_other_kinds(batch, *_BATCH)
            yield batch, reply.headers
        if not page.get("has_more") or not page["data"]:
            return
        after = page.get("last_id") or page["data"][-1]["id"]


def _is_ours(batch: dict[str, Any], job: Job) -> bool:
    nonce = (batch.get("metadata") or {}).get("deferred_job")
    return nonce == job.nonce or (job.file_id is not None and batch.get("input_file_id") == job.file_id)


def _lines(job: Job, rows: Rows) -> Iterator[bytes]:
    endpoint = job.endpoint.encode()
    for name, body in rows:
        yield ROW % (name.encode(), endpoint, body)


def _failed(batch: dict[str, Any]) -> Status:
    errors = (batch.get("errors") or {}).get("data") or []
    first = errors[0] if errors else {}
    code = str(first.get("code") or "")
    words = str(first.get("message") or "the provider gave no reason")
    refusal = _refusal(first, batch) if first else None
    # An unknown model is reported for one line, but all lines have it.
    blamed = [error for error in errors if isinstance(error.get("line"), int) and code != "model_not_found"]
    bad = tuple((error["line"] - 1, _refusal(error, batch)) for error in blamed)
    return Status(State.FAILED, "failed", gone_wrong=words, code=code, refusal=refusal, bad_lines=bad)


def _refusal(error: dict[str, Any], batch: dict[str, Any]) -> Answer:
    code = error.get("code")
    told = {"message": error.get("message"), "type": "invalid_request_error", "param": error.get("param"), "code": code}
    status = 404 if code == "model_not_found" else 429 if code in SPENT else 400
    return Answer(status, orjson.dumps({"error": told}), None, batch.get("id"))


def _row_of(line: dict[str, Any], batch_id: str | None) -> Row:
    name, response, error = str(line.get("custom_id") or ""), line.get("response"), line.get("error")
    if isinstance(response, dict) and isinstance(response.get("status_code"), int) and response["status_code"] >= 100:  # noqa: PLR2004
        body = response.get("body")
        if response["status_code"] < 400 and not isinstance(body, dict):  # noqa: PLR2004 - the HTTP range itself
            return Row(name, None, f"{UNCLEAR}: no response")
        return answer_row(name, response["status_code"], body, response.get("request_id"), batch_id)
    code = str((error or {}).get("code") or "") if isinstance(error, dict) else str(error or "")
    if code in {"batch_expired", "batch_cancelled"}:
        return Row(name, None, code.removeprefix("batch_"))
    words = (error or {}).get("message") if isinstance(error, dict) else None
    return Row(name, None, str(words or code or f"{UNCLEAR}: no response"))
