"""xAI's Batch API: named containers that files or single calls fill, with counters instead of a status."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import orjson

from deferred.simulator.base import Host
from deferred.simulator.family_knobs import CHAT, RESPONSES, new_id
from deferred.simulator.growing_job import NEVER, GrowingJob
from deferred.simulator.jobs import FINAL, VALIDATED, Life
from deferred.simulator.rows import Row
from deferred.simulator.wire import Request, Response, ask_number, json_response
from deferred.simulator.xai_errors import NAME, error
from deferred.simulator.xai_files import MODELS, MONTH, XaiFiles, not_supported, read
from deferred.simulator.xai_rows import XaiRows

Json = dict[str, Any]
KINDS = {"chat_get_completion": CHAT, "responses": RESPONSES}
STATES = {"succeeded": "num_success", "errored": "num_error", "expired": "num_error", "canceled": "num_cancelled"}
WORDS = {"num_success": "succeeded", "num_error": "failed", "num_cancelled": "cancelled", "num_pending": "pending"}
REVERT = 20.0  # seconds after which counters took a cancel back


class XaiBatches:
    """Creates, fills, shows and cancels containers."""

    def __init__(self, host: Host, rows: XaiRows, files: XaiFiles) -> None:
        """Keep the containers of this simulator."""
        self._host, self._rows, self._files = host, rows, files

    def create(self, request: Request, account: str) -> Response:
        """Make a container: an empty one, or one that a file fills."""
        body, now = request.json, self._host.clock.now()
        if not body.get("name"):
            raise error(400, "The batch needs a name.")
        if body.keys() - {"name", "input_file_id"}:
            raise error(400, f"Unknown field: {min(body.keys() - {'name', 'input_file_id'})}")
        file_id = body.get("input_file_id")
        rows, wrong = self._read(account, file_id) if file_id else ([], None)
        failure = [{"code": "invalid", "message": wrong, "param": None, "line": None}] if wrong else None
        ends = now + self._host.latency * (VALIDATED if wrong else 1) if file_id else NEVER
        job = GrowingJob(
            self._host,
            self._rows,
            id=new_id("batch_{uuid}"),
            endpoint=CHAT,
            model=None,
            rows=rows,
            account=account,
            created=now,
            life=Life(ends=ends, expires=now + MONTH, failure=failure),
            number=self._host.job_list.next_number(),
            display_name=body["name"],
            details={"input_file_id": file_id, "reverts": 0.0},
        )
        self._host.job_list.add(job)
        return json_response(self._show(job))

    def _read(self, account: str, file_id: str) -> tuple[list[Row], str | None]:
        stored = self._files.get(account, file_id)
        if stored is None or self._host.faults.take("file_lag"):
            raise error(404, f"File {file_id} not found")
        return read(stored.data)

    def add(self, request: Request, account: str, batch_id: str) -> Response:
        """Add requests; the same ones again change nothing, and one bad request refuses all."""
        job = self._find(account, batch_id)
        if job.details["input_file_id"]:
            raise error(412, "Requests cannot be added to a batch that was created from a file.")
        if job.cancelled is not None or job.status in {"cancelled", "failed", "expired"}:
            raise error(403, "The batch is cancelled.")
        there = {row.custom_id: row for row in job.rows}
        added: dict[str, Row] = {}
        for item in request.json.get("batch_requests") or ():
            row = self._row(item, len(job.rows) + len(added))
            known = there.get(row.custom_id)
            if known is not None and (known.body, known.metadata) != (row.body, row.metadata):
                raise error(412, f"Request {row.custom_id} exists with other content.")
            if row.custom_id in added:
                raise error(400, f"Duplicate batch_request_id: {row.custom_id}")
            if known is None:
                added[str(row.custom_id)] = row
        if added:
            job.add(list(added.values()), self._host.latency)
            self._host.job_list.arrived(job, list(added.values()))
        return Response(200, b"", {"content-type": "application/json"})

    def _row(self, item: Json, index: int) -> Row:
        asked = item.get("batch_request") or {}
        kind = next((name for name in KINDS if name in asked), None)
        if kind is None:
            raise error(400, "A batch_request needs one of chat_get_completion and responses.")
        body = asked[kind]
        if body.get("model") not in MODELS:
            raise error(400, not_supported(body.get("model")))
        return Row(index, str(item.get("batch_request_id") or new_id("{uuid}")), body, KINDS[kind])

    def _find(self, account: str, batch_id: str) -> GrowingJob:
        job = self._host.job_list.find(NAME, account, batch_id)
        if not isinstance(job, GrowingJob):
            raise error(404, f"Batch {batch_id} not found")
        return job

    def retrieve(self, _request: Request, account: str, batch_id: str) -> Response:
        """Show a container."""
        return json_response(self._show(self._find(account, batch_id)))

    def list_all(self, request: Request, account: str) -> Response:
        """List containers; there is no filter."""
        jobs = self._host.job_list.of(NAME, account)
        if self._host.faults.list_order != "newest":
            jobs.reverse()
        return _page(request, "batches", [(job.id, self._show(job)) for job in jobs if isinstance(job, GrowingJob)])

    def requests(self, request: Request, account: str, batch_id: str) -> Response:
        """List what was asked, with how it stands."""
        job = self._find(account, batch_id)
        states = self._states(job)
        listed = []
        for row, state in zip(job.rows, states, strict=False):
            told = {"batch_request_id": row.custom_id, "endpoint": row.metadata, "model": row.body.get("model")}
            listed.append((str(row.custom_id), told | {"state": WORDS[state], "create_time": _day(job.created)}))
        return _page(request, "batch_request_metadata", listed)

    def results(self, request: Request, account: str, batch_id: str) -> Response:
        """List results of what has run, sorted by id."""
        job = self._find(account, batch_id)
        job.settle()
        found = [_parsed(line) for line in job.results.files.get("results", b"").splitlines()]
        named = sorted((str(one["batch_request_id"]), one) for one in found if one is not None)
        return _page(request, "results", named)

    def cancel(self, _request: Request, account: str, batch_id: str) -> Response:
        """Cancel what waits."""
        job = self._find(account, batch_id)
        if job.status not in FINAL and job.cancelled is None:
            if self._host.faults.take("cancel_ignored"):
                job.details["reverts"] = self._host.clock.now() + REVERT
            else:
                job.cancel()
                self._host.emit("batch_cancelled", job=job)
        return json_response(self._show(job))

    def _states(self, job: GrowingJob) -> list[str]:
        """Name the counter that each row is in."""
        status = job.status
        if job.details["input_file_id"] and status in {"validating", "failed"}:
            return []  # its lines are no requests yet
        taken_back = self._host.clock.now() < job.details["reverts"]
        waiting = "num_cancelled" if taken_back else "num_pending"
        return [STATES[row.outcome.kind] if row.outcome else waiting for row in job.rows]

    def _show(self, job: GrowingJob) -> Json:
        """Write a container (recorded August 2026): days instead of times, counters instead of a status."""
        counted = Counter(self._states(job))
        failure = job.life.failure if job.final == "failed" else None
        skew = self._host.faults.clock_skew
        cancelled = job.cancelled or (job.ended if failure else None)
        if job.details["reverts"]:
            cancelled = job.details["reverts"] - REVERT
        shown = {
            "batch_id": job.id,
            "name": job.display_name,
            "create_time": _day(job.created + skew),
            "expire_time": _day(job.created + MONTH + skew),
            "create_api_key_id": "simulated",
            "cancel_time": None if cancelled is None else _day(cancelled + skew),
            "cancel_by_xai_message": failure[0]["message"] if failure else None,
            "state": {"num_requests": counted.total()} | {name: counted[name] for name in sorted(WORDS)},
        }
        file_id = job.details["input_file_id"]
        return shown | {"input_file_id": file_id} if file_id else shown


def _page(request: Request, name: str, items: list[tuple[str, Json]]) -> Response:
    limit, after = ask_number(request.query.get("limit"), 100), request.query.get("pagination_token")
    if not 1 <= limit <= 1000:
        raise error(400, "limit must be between 1 and 1000")
    start = ask_number(after or None, 0)
    if start < 0:
        raise error(400, "Invalid pagination_token")
    more = str(start + limit) if start + limit < len(items) else None
    return json_response({name: [one for _, one in items[start : start + limit]], "pagination_token": more})


def _parsed(line: bytes) -> Json | None:
    try:
        parsed: Json = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return parsed


def _day(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).date().isoformat()
