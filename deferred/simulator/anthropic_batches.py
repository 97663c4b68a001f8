"""Anthropic's Message Batches API, and how the rows of a batch run."""

from __future__ import annotations

import re
from typing import Any

from deferred.simulator.anthropic_errors import NAME, error, error_body
from deferred.simulator.anthropic_live import ENDPOINT, Messages
from deferred.simulator.base import Host
from deferred.simulator.clock import iso
from deferred.simulator.jobs import DAY, Job, Life
from deferred.simulator.rows import Outcome, Row
from deferred.simulator.wire import Request, Response, ask_number, json_response, token

Json = dict[str, Any]

CUSTOM_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}\Z")
LONGEST_ID = 64
KEPT = 29 * DAY
NO_CREDIT = "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing."
MOST_LISTED = 1000


class Rows:
    """Runs the rows of a batch, and writes their result lines."""

    name = NAME

    def __init__(self, messages: Messages) -> None:
        """Answer rows as live calls are answered."""
        self._messages, self._cache = messages, messages.cache

    def error_body(self, status: int, message: str) -> Json:
        """Write an error."""
        return error_body(status, message)

    def run_row(self, job: Job, row: Row) -> Outcome:
        """Run one row."""
        outcome = self._messages.answer(row.body, job.details["betas"], batch=True)
        return self._cache.served(job, row.body, outcome)

    def row_model(self, _job: Job, row: Row) -> str:
        """Rows of one batch may name different models."""
        return str(row.body.get("model"))

    def identity(self, _job: Job, row: Row) -> Json:
        """Give the params: they are the body."""
        return row.body

    def no_credit(self) -> Outcome:
        """Refuse a row for want of money."""
        return Outcome("errored", 400, error_body(400, NO_CREDIT))

    def runs_when(self, _final: str) -> bool:
        """Keep what ran, whatever became of the rest."""
        return True

    def line(self, _job: Job, row: Row) -> tuple[str, Any]:
        """Write a result line; errors are nested twice."""
        outcome = row.outcome or Outcome("expired")
        result: Json = {"type": outcome.kind}
        if outcome.kind == "succeeded":
            result["message"] = outcome.body
        elif outcome.kind == "errored":
            error = outcome.body.get("error", outcome.body)
            details = {"details": {"error_visibility": "user_facing"}} | error
            result["error"] = {"type": "error", "error": details, "request_id": None}
        return "results", {"custom_id": row.custom_id, "result": result}


class Batches:
    """Creates, shows, cancels and deletes batches."""

    def __init__(self, host: Host, rows: Rows) -> None:
        """Keep the batches of this simulator."""
        self._host, self._rows = host, rows

    def create(self, request: Request, account: str) -> Response:
        """Take a batch: only custom_id faults refuse it; params are looked at when the rows run."""
        limits = self._host.limits
        if len(request.body) > limits.anthropic_bytes:
            raise error(413, "Request exceeds the maximum size")
        rows = self._checked(request.json.get("requests") if isinstance(request.json, dict) else None)
        now = self._host.clock.now()
        job = Job(
            self._host,
            self._rows,
            id="msgbatch_01" + token(22),
            endpoint=ENDPOINT,
            model=None,
            rows=rows,
            account=account,
            created=now,
            life=Life(ends=now + self._host.latency, expires=now + DAY),
            number=self._host.job_list.next_number(),
            details={"betas": request.headers.get("anthropic-beta", "")},
        )
        self._host.job_list.add(job)
        return json_response(self.show(job, status="validating"))

    def _checked(self, requests: Any) -> list[Row]:
        if not isinstance(requests, list):
            raise error(400, "requests: Field required")
        if not requests:
            raise error(400, "requests: List should have at least 1 item after validation, not 0")
        most = self._host.limits.anthropic_requests
        if len(requests) > most:
            text = f"requests: List should have at most {most} items after validation, not {len(requests)}"
            raise error(400, text)
        seen: set[str] = set()
        return [self._row(index, item, seen) for index, item in enumerate(requests)]

    def _row(self, index: int, item: Any, seen: set[str]) -> Row:
        for name in ("custom_id", "params"):
            if not isinstance(item, dict) or name not in item:
                raise error(400, f"requests.{index}.{name}: Field required")
        custom_id = item["custom_id"]
        if not isinstance(custom_id, str):
            raise error(400, f"requests.{index}.custom_id: Input should be a valid string")
        if len(custom_id) > LONGEST_ID:
            raise error(400, f"requests.{index}.custom_id: String should have at most 64 characters")
        if not CUSTOM_ID.match(custom_id):
            raise error(400, f"requests.{index}.custom_id: String should match pattern '^[a-zA-Z0-9_-]{{1,64}}$'")
        if custom_id in seen:
            text = f"requests: custom_id's must be unique within a batch. Duplicate custom_id found: {custom_id}"
            raise error(400, text)
        seen.add(custom_id)
        if not isinstance(item["params"], dict):
            raise error(400, f"requests.{index}.params: Input should be a valid dictionary")
        return Row(index, custom_id, item["params"])

    def find(self, account: str, batch_id: str) -> Job:
        """Find a batch or refuse."""
        job = self._host.job_list.find(NAME, account, batch_id)
        if job is None:
            raise error(404, f"Message Batch {batch_id} not found.")
        return job

    def retrieve(self, _request: Request, account: str, batch_id: str) -> Response:
        """Show a batch; while it runs, say when to ask again."""
        job = self.find(account, batch_id)
        shown = self.show(job)
        headers = {}
        if self._host.retry_after is not None and not job.final:
            headers["retry-after"] = str(self._host.retry_after)
        if not job.final and self._host.faults.take("unknown_status"):
            shown["processing_status"] = "queued_for_review"
        return json_response(shown, headers=headers)

    def show(self, job: Job, status: str | None = None) -> Json:
        """Write the message_batch object."""
        status = status or job.status
        ended = status in {"completed", "cancelled", "expired"}
        shown = {"cancelling": "canceling"}.get(status, "ended" if ended else "in_progress")
        kept = self._host.clock.now() < job.created + KEPT
        results = f"{self._host.url}/v1/messages/batches/{job.id}/results" if ended and kept else None
        return {
            "id": job.id,
            "type": "message_batch",
            "processing_status": shown.upper() if self._host.faults.status_case else shown,
            "request_counts": self._counts(job, ended=ended),
            "ended_at": self._time(job.life.ended if ended else None),
            "created_at": self._time(job.created),
            "expires_at": self._time(job.created + DAY),
            "archived_at": None if kept else self._time(job.created + KEPT),
            "cancel_initiated_at": self._time(job.life.cancelled),
            "results_url": results,
        }

    def _counts(self, job: Job, *, ended: bool) -> Json:
        kinds = ("succeeded", "errored", "canceled", "expired")
        counts = {kind: job.outcomes(kind) if ended else 0 for kind in kinds}
        return {"processing": job.count - sum(counts.values()), **counts}

    def _time(self, seconds: float | None) -> str | None:
        return None if seconds is None else iso(seconds + self._host.faults.clock_skew)

    def list(self, request: Request, account: str) -> Response:
        """List batches, newest first, a page at a time."""
        limit = ask_number(request.query.get("limit"), 20)
        if not 1 <= limit <= MOST_LISTED:
            raise error(400, "limit: Input should be between 1 and 1000")
        jobs = self._host.job_list.of(NAME, account)
        ids = [job.id for job in jobs]
        before, after = request.query.get("before_id"), request.query.get("after_id")
        if before and before in ids:
            jobs = jobs[: ids.index(before)]
            page, more = jobs[-limit:], len(jobs) > limit
        else:
            jobs = jobs[ids.index(after) + 1 :] if after in ids else [] if after else jobs
            page, more = jobs[:limit], len(jobs) > limit
        first, last = (page[0].id, page[-1].id) if page else (None, None)
        shown = [self.show(job) for job in page]
        return json_response({"data": shown, "has_more": more, "first_id": first, "last_id": last})

    def cancel(self, _request: Request, account: str, batch_id: str) -> Response:
        """Begin to cancel; an ended batch stays as it is."""
        job = self.find(account, batch_id)
        if job.status == "cancelling" or job.final:
            return json_response(self.show(job))
        job.cancel()
        self._host.emit("batch_cancelled", job=job)
        return json_response(self.show(job, status="cancelling"))

    def delete(self, _request: Request, account: str, batch_id: str) -> Response:
        """Delete an ended batch."""
        job = self.find(account, batch_id)
        if job.status not in {"completed", "cancelled", "expired"}:
            text = "In progress batches cannot be deleted. Consider canceling the batch instead."
            raise error(400, text)
        job.deleted = True
        return json_response({"id": job.id, "type": "message_batch_deleted"})

    def results(self, _request: Request, account: str, batch_id: str) -> Response:
        """Give the result lines of an ended batch."""
        job = self.find(account, batch_id)
        if job.status not in {"completed", "cancelled", "expired"} or self.show(job)["results_url"] is None:
            raise error(404, f"Message Batch {batch_id} has no available results.")
        name = f"attachment; filename*=utf-8''{job.id}_results.jsonl"
        headers = {"content-type": "application/x-jsonl", "content-disposition": name}
        return Response(200, job.results.files.get("results", b""), headers)
