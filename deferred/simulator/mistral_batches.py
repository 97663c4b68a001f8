"""Mistral's Batch API, of file and of inline requests, and how the rows of a job run."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

import orjson

from deferred.simulator.base import Host
from deferred.simulator.jobs import FINAL, VALIDATED, Job, Life
from deferred.simulator.mistral_errors import INVALID, NAME, error, row_error
from deferred.simulator.mistral_files import MistralFiles
from deferred.simulator.mistral_live import MistralLive
from deferred.simulator.openai_errors import error_body as openai_error_body
from deferred.simulator.rows import Outcome, Row
from deferred.simulator.wire import Request, Response, ask_number, json_response

Json = dict[str, Any]
_NAMES = """
    chat/completions embeddings fim/completions moderations chat/moderations ocr classifications
    chat/classifications conversations audio/transcriptions
"""
ENDPOINTS = frozenset(f"/v1/{name}" for name in _NAMES.split())
FIELDS = frozenset(
    "input_files requests endpoint model agent_id metadata timeout_hours".split()  # noqa: SIM905
)
STATUSES = {
    "validating": "QUEUED",
    "running": "RUNNING",
    "finalizing": "RUNNING",
    "completed": "SUCCESS",
    "failed": "FAILED",
    "expired": "TIMEOUT_EXCEEDED",
    "cancelling": "CANCELLATION_REQUESTED",
    "cancelled": "CANCELLED",
}
MOST_INLINE, MOST_ROWS, LONGEST_KEY, LONGEST_VALUE, LONGEST_HOURS = 10_000, 1_000_000, 32, 512, 168


class MistralRows:
    """Runs the rows of a job, and writes their result lines."""

    name = NAME

    def __init__(self, live: MistralLive) -> None:
        """Answer rows as live calls are answered."""
        self._live = live

    def error_body(self, status: int, message: str) -> Json:
        """Write an error, of which a row makes a string."""
        return openai_error_body(status, message)

    def run_row(self, job: Job, row: Row) -> Outcome:
        """Run one row."""
        return self._live.answer(job.endpoint, self.identity(job, row))

    def row_model(self, job: Job, row: Row) -> str:
        """Give the model: the job's, where the row has none of its own."""
        return str(row.body.get("model") or job.model)

    def identity(self, job: Job, row: Row) -> Json:
        """Give the body that a live call would have."""
        return row.body if row.body.get("model") or not job.model else {"model": job.model} | row.body

    def no_credit(self) -> Outcome:
        """Refuse a row for want of money."""
        return Outcome("errored", 429, self.error_body(429, "Spend limit reached."))

    def runs_when(self, _final: str) -> bool:
        """Keep what ran, whatever became of the rest."""
        return True

    def line(self, job: Job, row: Row) -> tuple[str, Any]:
        """Write a line; rows that never ran have none in any file."""
        outcome = row.outcome or Outcome("expired")
        names = (job.id[:8], str(job.details["input_files"][0])[:8], str(row.index * 146))
        named = {"id": "batch-" + "-".join(names), "custom_id": row.custom_id}
        if outcome.kind == "succeeded":
            return "output", named | {"response": {"status_code": 200, "body": outcome.body}, "error": None}
        kind = "error" if outcome.kind == "errored" else "nowhere"
        told = outcome.body.get("error") if isinstance(outcome.body, dict) else None
        message = str(told.get("message")) if isinstance(told, dict) else str(outcome.body)
        status = outcome.status if outcome.kind == "errored" else 400
        response = {"status_code": status, "body": row_error(status, message)}
        return kind, named | {"response": response, "error": None}


class MistralBatches:
    """Creates, shows, cancels and deletes jobs."""

    def __init__(self, host: Host, rows: MistralRows, files: MistralFiles) -> None:
        """Keep the jobs of this simulator."""
        self._host, self._rows, self._files = host, rows, files

    def check(self, body: Any) -> None:
        """Refuse a bad request; it is looked at before the key is."""
        if not isinstance(body, dict):
            raise error(INVALID, "Input should be a valid dictionary", "body")
        if body.get("endpoint") not in ENDPOINTS:
            raise error(INVALID, f"Input should be one of {', '.join(sorted(ENDPOINTS))}", "endpoint")
        for name in body.keys() - FIELDS:
            raise error(INVALID, "Extra inputs are not permitted", name)
        if bool(body.get("input_files")) == bool(body.get("requests")):
            raise error(INVALID, "Give either input_files or requests", "input_files")
        hours = body.get("timeout_hours", 24)
        if not isinstance(hours, int) or not 1 <= hours <= LONGEST_HOURS:
            raise error(INVALID, "Input should be between 1 and 168", "timeout_hours")
        if not all(_is_uuid(name) for name in body.get("input_files") or ()):
            raise error(INVALID, "Input should be a valid UUID", "input_files")
        if len(body.get("requests") or ()) > MOST_INLINE:
            raise error(INVALID, "List should have at most 10000 items", "requests")
        if "does-not-exist" in str(body.get("model")):
            raise error(INVALID, f"Invalid model: {body['model']}", "model")
        self._check_metadata(body.get("metadata") or {})

    def _check_metadata(self, metadata: Json) -> None:
        for key, value in metadata.items():
            if not 1 <= len(key) <= LONGEST_KEY or not isinstance(value, str) or not 1 <= len(value) <= LONGEST_VALUE:
                raise error(
                    INVALID, f"Keys have up to {LONGEST_KEY} characters, values up to {LONGEST_VALUE}", "metadata"
                )

    def create(self, request: Request, account: str) -> Response:
        """Take a job."""
        body, now = request.json, self._host.clock.now()
        inline = body.get("requests")
        rows = [_row(n, item) for n, item in enumerate(inline)] if inline else self._read(account, body["input_files"])
        failure = None
        if len(rows) > MOST_ROWS:
            failure = [{"message": f"Too many requests: {len(rows)}", "count": 1}]
        stored = body.get("input_files") or [self._keep(account, inline)]
        job = Job(
            self._host,
            self._rows,
            id=str(uuid.uuid4()),
            endpoint=body["endpoint"],
            model=body.get("model"),
            rows=[] if failure else rows,
            account=account,
            created=now,
            life=Life(
                ends=now + self._host.latency, expires=now + 3600.0 * body.get("timeout_hours", 24), failure=failure
            ),
            number=self._host.job_list.next_number(),
            metadata=body.get("metadata"),
            details={"input_files": stored, "inline": bool(inline), "agent_id": body.get("agent_id")},
        )
        self._host.job_list.add(job)
        return json_response(self._show(job, "validating", outputs=False))

    def _keep(self, account: str, inline: list[Json]) -> str:
        """Make a file of inline requests, as the service does."""
        data = b"\n".join(orjson.dumps(item) for item in inline)
        return self._files.store("inline.jsonl", data, "batch", account).id

    def _read(self, account: str, file_ids: list[str]) -> list[Row]:
        found: list[Json] = []
        lagging = self._host.faults.take("file_lag")
        for file_id in file_ids:
            stored = self._files.get(account, file_id)
            if lagging or stored is None or stored.purpose != "batch":
                raise error(404, f"File {file_id} not found")
            found += [orjson.loads(line) for line in stored.data.splitlines() if line.strip()]
        return [_row(number, item) for number, item in enumerate(found)]

    def _find(self, account: str, job_id: str) -> Job:
        if not _is_uuid(job_id):
            raise error(INVALID, "Input should be a valid UUID", "job_id")
        job = self._host.job_list.find(NAME, account, job_id)
        if job is None:
            raise error(404, "Batch job not found")
        return job

    def retrieve(self, request: Request, account: str, job_id: str) -> Response:
        """Show a job, and its results where they are asked for or its requests came without a file."""
        job = self._find(account, job_id)
        outputs = request.query.get("inline") == "true" or bool(job.details["inline"])
        shown = self._show(job, job.status, outputs=outputs)
        if not job.final and self._host.faults.take("unknown_status"):
            shown["status"] = "QUEUED_FOR_REVIEW"
        return json_response(shown)

    def list(self, request: Request, account: str) -> Response:
        """List the workspace's jobs. A filter by metadata is overlooked: nobody has seen one work."""
        query = request.query
        order = query.get("order_by", "-created")
        if order not in {"created", "-created"}:
            raise error(INVALID, "Input should be 'created' or '-created'", "order_by")
        jobs = self._host.job_list.of(NAME, account)
        jobs = jobs if order == "-created" else jobs[::-1]
        if "created_after" in query:
            moment = datetime.fromisoformat(query["created_after"])
            since = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
            jobs = [job for job in jobs if job.created >= since]
        shown = [self._show(job, job.status, outputs=False) for job in jobs]
        for name in ("status", "model", "agent_id"):
            wanted = [value for key, value in request.pairs if key == name]
            shown = [one for one in shown if not wanted or one[name] in wanted]
        page, size = ask_number(query.get("page"), 0), ask_number(query.get("page_size"), 100)
        if page < 0 or not 1 <= size <= 1000:
            raise error(INVALID, "Input should be a valid page", "page")
        return json_response({"data": shown[page * size : (page + 1) * size], "object": "list", "total": len(shown)})

    def cancel(self, _request: Request, account: str, job_id: str) -> Response:
        """Begin to cancel, unless it has ended."""
        job = self._find(account, job_id)
        status = job.status
        if status in FINAL:
            raise error(400, f"Job {job.id} has ended already: {STATUSES[status]}")
        if status != "cancelling":
            late = self._host.faults.take("cancel_ignored")
            job.cancel()
            if late:  # seen: cancelled, with eight of eight rows
                job.life.share = 1.0
            self._host.emit("batch_cancelled", job=job)
        return json_response(self._show(job, "cancelling", outputs=False))

    def delete(self, _request: Request, account: str, job_id: str) -> Response:
        """Delete a job."""
        self._find(account, job_id).deleted = True
        return json_response({"id": job_id, "object": "batch", "deleted": True})

    def _show(self, job: Job, status: str, *, outputs: bool) -> Json:
        """Write a job (recorded August 2026)."""
        skew, done = self._host.faults.clock_skew, status in FINAL
        queued = status == "validating"
        started = None if queued else int(job.created + (job.life.ends - job.created) * VALIDATED + skew)
        good = job.outcomes("succeeded") if done else 0 if queued else job.done_now
        bad = job.outcomes("errored") if done else 0
        failure = job.life.failure or []
        word = STATUSES[status]
        return {
            "id": job.id,
            "object": "batch",
            "input_files": job.details["input_files"],
            "metadata": job.metadata,
            "endpoint": job.endpoint,
            "model": job.model,
            "agent_id": job.details["agent_id"],
            **self._result_files(job, done=done),
            "errors": [{"message": one["message"], "count": 1} for one in failure] if status == "failed" else [],
            "outputs": _lines(job, "output") if outputs and done else None,
            "status": word.lower() if self._host.faults.status_case else word,
            "created_at": int(job.created + skew),
            "total_requests": 0 if queued else job.count,
            "completed_requests": good + bad,
            "succeeded_requests": good,
            "failed_requests": bad,
            "started_at": started,
            "completed_at": int(job.ended + skew) if done and job.ended is not None else None,
        }

    def _result_files(self, job: Job, *, done: bool) -> Json:
        ids: Json = {"output_file": None, "error_file": None}
        done = done and not self._host.faults.take("late_files")
        for name in ids if done else ():
            data = job.results.files.get(name.removesuffix("_file"))
            if data is not None and name not in job.details:
                stored = self._files.store(f"{job.id}_{name}.jsonl", data, "batch_result", job.account)
                job.details[name] = stored.id
            ids[name] = job.details.get(name)
        return ids


def _row(number: int, item: Json) -> Row:
    return Row(number, item.get("custom_id"), item["body"])


def _lines(job: Job, name: str) -> list[Json]:
    return [orjson.loads(line) for line in job.results.files.get(name, b"").splitlines()]


def _is_uuid(text: object) -> bool:
    try:
        uuid.UUID(str(text))
    except ValueError:
        return False
    return True
