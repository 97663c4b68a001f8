"""Anthropic Message Batches: requests inline, results as JSON lines, and no metadata that identifies a batch.

Source: platform.claude.com, "Batch processing" and the API reference of /v1/messages/batches, 2026-09.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from deferred.core.grouping import Limits
from deferred.core.job import Job, Rows, read_custom_id
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

_ROW = b'{"custom_id":"%s","params":%s}'
_COUNTED = frozenset(
    ["cache_control", "context_management", "mcp_servers", "messages", "model", "output_config", "output_format",
     "system", "thinking", "tool_choice", "tools"]
)  # fmt: skip
_NOT_RUN = {"canceled": "cancelled", "expired": "expired"}
_BATCH = ("type", "message_batch")
_HEAD, _TAIL = b'{"requests":[', b"]}"
STATUS_OF_ERROR = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "billing_error": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "api_error": 500,
    "timeout_error": 504,
    "overloaded_error": 529,
}


class Anthropic:
    """The Message Batches API."""

    name = "anthropic"
    # 256 MB is read as 256,000,000: whatever the provider means, that fits.
    limits = Limits(
        requests=100_000,
        bytes=256_000_000 - len(_HEAD) - len(_TAIL),
        row_bytes=len(_ROW) - 4 + 57 + 1,
        one_model=False,
    )
    recognisable = False
    lists = True

    def count(self, connection: Connection, job: Job, model: str, body: bytes) -> int | None:
        """Ask /v1/messages/count_tokens, which accepts some of the request's fields."""
        del model
        asked = {name: value for name, value in json.loads(body).items() if name in _COUNTED}
        url = f"{job.base_url}/v1/messages/count_tokens" + ("?beta=true" if job.endpoint.endswith("beta=true") else "")
        return int(connection.request("POST", url, body=asked, headers=dict(job.headers)).json()["input_tokens"])

    def upload(self, connection: Connection, job: Job, rows: Rows) -> None:
        """Do nothing: the create carries the rows."""

    def create(self, connection: Connection, job: Job, rows: Rows) -> str:
        """POST all requests in one body."""
        between = max(0, job.count - 1)
        length = len(_HEAD) + len(_TAIL) + between + sum(len(_row(name, body)) for name, body in rows)
        reply = connection.request(
            "POST", _url(job, ""), body=Body(length, lambda: _pieces(rows)), headers=dict(job.headers)
        )
        reply.of_kind(*_BATCH)
        return reply.named("id")

    def check(self, connection: Connection, job: Job) -> Status:
        """Read processing_status; there is no failed state, only failed rows."""
        reply = connection.request("GET", _url(job, f"/{job.batch_id}"), headers=dict(job.headers))
        batch = reply.of_kind(*_BATCH)
        counts = batch.get("request_counts") or {}
        done, failed = counts.get("succeeded", 0), counts.get("errored", 0)
        if str(batch.get("processing_status", "")).lower() != "ended":
            wait = reply.headers.get("retry-after")
            words = str(batch.get("processing_status", "in_progress")).lower().replace("_", " ")
            return Status(State.RUNNING, words, done, failed, float(wait) if wait else None)
        if batch.get("archived_at"):
            why = "the provider keeps results for 29 days after creation, and that time is over"
            return Status(State.FAILED, "archived", done, failed, gone_wrong=why, code="archived")
        return Status(State.ENDED, "ended", done, failed, results=("results",))

    def collect(self, connection: Connection, job: Job, status: Status) -> Iterator[Row]:
        """Stream the results; the address is built here, because a reply must not choose where the key is sent."""
        for _ in status.results:
            with connection.lines(_url(job, f"/{job.batch_id}/results"), headers=dict(job.headers)) as lines:
                yield from guarded(parsed_lines(lines), lambda line: _row_of(line, job.batch_id))

    def find(self, connection: Connection, job: Job, age: float) -> list[str]:
        """List batches of this count, newest first, back to `age` seconds ago; only their results identify them."""
        found = []
        for batch, now in _batches(connection, job):
            if _time_of(batch["created_at"]) < earliest(now, age):
                break
            if sum(batch["request_counts"].values()) == job.count:
                found.append(str(batch["id"]))
        return found

    def all_of_ours(self, connection: Connection, job: Job) -> Iterator[str]:
        """Read the first row of every ended batch: only its custom_id identifies the batch."""
        for batch, _ in _batches(connection, job):
            if batch["processing_status"] == "ended" and not batch.get("archived_at"):
                first = self._first_row(connection, job, batch["id"])
                if first is not None and read_custom_id(first.custom_id) is not None:
                    yield str(batch["id"])

    def is_ours(self, connection: Connection, job: Job, batch_id: str) -> bool | None:
        """Whether an ended batch is this job, by the custom_ids of its results; None while it runs."""
        status = self.check(connection, replace(job, batch_id=batch_id))
        if status.state is State.RUNNING:
            return None
        first = self._first_row(connection, job, batch_id)
        # Results without a name prove nothing; a batch with this count and time is taken as this job, and read again.
        return first is None or not first.custom_id or first.custom_id.startswith(job.nonce)

    def _first_row(self, connection: Connection, job: Job, batch_id: str) -> Row | None:
        rows = self.collect(connection, replace(job, batch_id=batch_id), Status(State.ENDED, "", results=("results",)))
        return next(rows, None)

    def leftovers(self, job: Job, results: Sequence[str]) -> list[str]:  # noqa: ARG002 - the protocol's shape
        """Name the batch, which holds requests and results."""
        return [job.batch_id] if job.batch_id else []

    def delete(self, connection: Connection, job: Job, name: str) -> None:
        """Delete a batch that has ended."""
        delete(connection, _url(job, f"/{name}"), dict(job.headers))

    def cancel(self, connection: Connection, job: Job) -> None:
        """Ask for cancellation; an ended batch stays unchanged."""
        cancel(connection, _url(job, f"/{job.batch_id}/cancel"), dict(job.headers))


def _batches(connection: Connection, job: Job) -> Iterator[tuple[dict[str, Any], Mapping[str, str]]]:
    """Yield all batches, newest first, each with the headers of the answer it came in."""
    after = ""
    while True:
        address = _url(job, "", limit=1000, after_id=after)
        reply = connection.request("GET", address, headers=dict(job.headers))
        page = reply.json()
        for batch in page["data"]:
            refuse_other_kinds(batch, *_BATCH)
            yield batch, reply.headers
        if not page.get("has_more"):
            return
        after = page["last_id"]


def _url(job: Job, rest: str, **query: Any) -> str:
    if job.endpoint.endswith("beta=true"):
        query["beta"] = "true"
    asked = "&".join(f"{name}={value}" for name, value in query.items() if value)
    return f"{job.base_url}/v1/messages/batches{rest}{'?' + asked if asked else ''}"


def _row(name: str, body: bytes) -> bytes:
    return _ROW % (name.encode(), body)


def _pieces(rows: Rows) -> Iterator[bytes]:
    yield _HEAD
    for index, (name, body) in enumerate(rows):
        yield (b"," if index else b"") + _row(name, body)
    yield _TAIL


def _row_of(line: dict[str, Any], batch_id: str | None) -> Row:
    name, result = str(line.get("custom_id") or ""), line.get("result") or {}
    kind = result.get("type")
    if kind == "succeeded":
        message = result["message"]
        return answer_row(name, 200, message, message.get("id"), batch_id)
    if kind == "errored":
        error = result.get("error") or {}
        inner = error.get("error") or {}
        status = STATUS_OF_ERROR.get(str(inner.get("type")), 500)
        return answer_row(name, status, error, error.get("request_id"), batch_id)
    return Row(name, None, _NOT_RUN.get(str(kind), f"{UNCLEAR}: {kind}"))


def _time_of(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
