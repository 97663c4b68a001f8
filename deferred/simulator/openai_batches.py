"""OpenAI's Batch API, and how the rows of a batch run."""

from __future__ import annotations

from typing import Any

from deferred.simulator.base import Host
from deferred.simulator.jobs import DAY, FINAL, RAN, VALIDATED, Job, Life
from deferred.simulator.meter import Usage
from deferred.simulator.openai_answers import ENDPOINTS, prompt_tokens, snapshot
from deferred.simulator.openai_errors import NAME, error, error_body, page_of
from deferred.simulator.openai_files import MONTH, Files
from deferred.simulator.openai_input import fault, no_file, parse_rows
from deferred.simulator.openai_live import Generation
from deferred.simulator.rows import Outcome, Row
from deferred.simulator.wire import Request, Response, hex_token, json_response

Json = dict[str, Any]

BATCHABLE = (*ENDPOINTS, "/v1/videos")
MOST_PAIRS, LONGEST_KEY, LONGEST_VALUE = 16, 64, 512
NAMES = {"running": "in_progress"}
UNRUN = {
    "canceled": ("batch_cancelled", "This request was not executed because the batch was cancelled."),
    "expired": ("batch_expired", "This request could not be executed before the completion window expired."),
}
NO_CREDIT = "You exceeded your current quota, please check your plan and billing details."


class Rows:
    """Runs the rows of a batch, and writes their result lines."""

    name = NAME

    def __init__(self, generation: Generation) -> None:
        """Answer rows as live calls are answered."""
        self._generation = generation

    def error_body(self, status: int, message: str) -> Json:
        """Write an error."""
        return error_body(status, message)

    def run_row(self, job: Job, row: Row) -> Outcome:
        """Run one row."""
        return self._generation.answer(job.endpoint, row.body)

    def row_model(self, _job: Job, row: Row) -> str:
        """Give the model: the same in every row."""
        return str(row.body.get("model"))

    def identity(self, _job: Job, row: Row) -> Json:
        """Give the body."""
        return row.body

    def no_credit(self) -> Outcome:
        """Refuse a row for want of money."""
        return Outcome("errored", 429, error_body(429, NO_CREDIT, "insufficient_quota"))

    def runs_when(self, _final: str) -> bool:
        """Keep what ran, whatever became of the rest."""
        return True

    def line(self, _job: Job, row: Row) -> tuple[str, Any]:
        """Write a line: refused rows have a response and no error, rows that never ran the reverse."""
        outcome = row.outcome or Outcome("expired")
        line: Json = {"id": "batch_req_" + hex_token(), "custom_id": row.custom_id}
        if outcome.kind in UNRUN:
            code, message = UNRUN[outcome.kind]
            return "error", line | {"response": None, "error": {"code": code, "message": message}}
        request_id = hex_token()
        response = {"status_code": outcome.status, "request_id": request_id, "body": outcome.body}
        kind = "output" if outcome.kind == "succeeded" else "error"
        return kind, line | {"response": response, "error": None}


class Batches:
    """Creates, shows and cancels batches."""

    def __init__(self, host: Host, rows: Rows, files: Files) -> None:
        """Keep the batches of this simulator, whose input and results are files."""
        self._host, self._rows, self._files = host, rows, files

    def create(self, request: Request, account: str) -> Response:
        """Take a batch. Its file is read at once, but a bad one shows only later, as status "failed"."""
        body = request.json
        self._check_create(body)
        endpoint, now = body["endpoint"], self._host.clock.now()
        rows, faults = self._read_input(account, str(body["input_file_id"]), endpoint)
        model = str(rows[0].body.get("model")) if rows else None
        faults = faults or self._enqueued(account, endpoint, model, rows)
        job = Job(
            self._host,
            self._rows,
            id="batch_" + hex_token(),
            endpoint=endpoint,
            model=model,
            rows=[] if faults else rows,
            account=account,
            created=now,
            life=Life(
                ends=now + self._host.latency * (VALIDATED if faults else 1), expires=now + DAY, failure=faults or None
            ),
            number=self._host.job_list.next_number(),
            metadata=body.get("metadata"),
            details={"input_file_id": body["input_file_id"], "expires_after": body.get("output_expires_after")},
        )
        self._host.job_list.add(job)
        return json_response(self.show(job, status="validating"))

    def _check_create(self, body: Json) -> None:
        for name in ("input_file_id", "endpoint", "completion_window"):
            if not body.get(name):
                raise error(400, f"Missing required parameter: '{name}'.", "missing_required_parameter", name)
        if body["endpoint"] not in BATCHABLE:
            known = ", ".join(f"'{path}'" for path in BATCHABLE)
            text = f"Invalid value: '{body['endpoint']}'. Supported values are: {known}."
            raise error(400, text, "invalid_value", "endpoint")
        if body["completion_window"] != "24h":
            text = f"Invalid value: '{body['completion_window']}'. Supported values are: '24h'."
            raise error(400, text, "invalid_value", "completion_window")
        unknown = set(body) - {"input_file_id", "endpoint", "completion_window", "metadata", "output_expires_after"}
        if unknown:
            name = min(unknown)
            raise error(400, f"Unknown parameter: '{name}'.", "unknown_parameter", name)
        self._check_metadata(body.get("metadata") or {})

    def _check_metadata(self, metadata: Any) -> None:
        pairs: list[tuple[Any, Any]] = list(metadata.items()) if isinstance(metadata, dict) else [(1, 1)]
        texts = all(isinstance(key, str) and isinstance(value, str) for key, value in pairs)
        fits = texts and all(len(key) <= LONGEST_KEY and len(value) <= LONGEST_VALUE for key, value in pairs)
        if not fits or len(pairs) > MOST_PAIRS:
            text = "Invalid 'metadata': at most 16 pairs of strings, keys up to 64 and values up to 512 characters."
            raise error(400, text, "invalid_value", "metadata")

    def _read_input(self, account: str, file_id: str, endpoint: str) -> tuple[list[Row], list[Json]]:
        faults, limits = self._host.faults, self._host.limits
        stored = self._files.get(file_id)
        lagging = faults.take("file_lag")
        if lagging or stored is None or stored.account != account or stored.purpose != "batch":
            return [], [no_file(file_id)]
        rows, wrong = parse_rows(stored.data, endpoint, (limits.openai_requests, limits.openai_embedding_inputs))
        return rows, wrong if faults.all_validation_errors else wrong[:1]

    def _enqueued(self, account: str, endpoint: str, model: str | None, rows: list[Row]) -> list[Json]:
        limit = self._host.faults.enqueued_limit
        if limit is None:
            return []
        waiting = self._host.job_list.unfinished(NAME, account, model)
        queued = sum(self.tokens(job.endpoint, job.rows) for job in waiting)
        if queued + self.tokens(endpoint, rows) <= limit:
            return []
        where = f"{model} in organization org-simulated"
        text = f"Enqueued token limit reached for {where}. Limit: {limit:,} enqueued tokens."
        status = self._host.faults.enqueued_status
        if status is not None:
            raise error(status, text, "token_limit_exceeded")
        return [fault("token_limit_exceeded", text, None, None)]

    def tokens(self, endpoint: str, rows: list[Row]) -> int:
        """Count the prompt tokens of rows."""
        counter = self._host.tokenizer
        if endpoint not in ENDPOINTS or not all(ENDPOINTS[endpoint][0][-1] in row.body for row in rows):
            return 0
        return sum(prompt_tokens(row.body, ENDPOINTS[endpoint][1](row.body), counter) for row in rows)

    def find(self, account: str, batch_id: str) -> Job:
        """Find a batch or refuse."""
        job = self._host.job_list.find(NAME, account, batch_id)
        if job is None:
            raise error(404, f"No batch found with id '{batch_id}'.")
        return job

    def retrieve(self, _request: Request, account: str, batch_id: str) -> Response:
        """Show a batch."""
        job = self.find(account, batch_id)
        shown = self.show(job)
        if not job.final and self._host.faults.take("unknown_status"):
            shown["status"] = "queued_for_review"
        return json_response(shown)

    def list(self, request: Request, account: str) -> Response:
        """List batches, newest first, a page at a time."""
        jobs = self._host.job_list.of(NAME, account)
        return page_of(request, [(job.id, self.show(job)) for job in jobs], 20, 100)

    def cancel(self, _request: Request, account: str, batch_id: str) -> Response:
        """Begin to cancel, unless it has ended."""
        job = self.find(account, batch_id)
        status = job.status
        if status in FINAL:
            raise error(409, f"Cannot cancel a batch with status '{status}'.")
        if status != "cancelling":
            job.cancel()
            self._host.emit("batch_cancelled", job=job)
        return json_response(self.show(job, status="cancelling"))

    def show(self, job: Job, status: str | None = None) -> Json:
        """Write the batch object (recorded August 2026)."""
        status = status or job.status
        shown = NAMES.get(status, status)
        done = status in FINAL
        return {
            "id": job.id,
            "object": "batch",
            "endpoint": job.endpoint,
            "model": None if status in {"validating", "failed"} or job.model is None else snapshot(job.model),
            "errors": {"object": "list", "data": job.life.failure} if status == "failed" else None,
            "input_file_id": job.details["input_file_id"],
            "completion_window": "24h",
            "status": shown.upper() if self._host.faults.status_case else shown,
            **self._file_ids(job, done=done),
            **self._times(job, status),
            "request_counts": self._counts(job, status),
            "usage": batch_usage(job.results.used),
            "metadata": job.metadata,
        }

    def _file_ids(self, job: Job, *, done: bool) -> Json:
        ids = {"output_file_id": None, "error_file_id": None}
        done = done and not self._host.faults.take("late_files")
        for name in ids if done else ():
            kind = name.removesuffix("_file_id")
            if kind in job.results.files and name not in job.details:
                expires = self._output_expiry(job)
                stored = self._files.store(
                    f"{job.id}_{kind}.jsonl", job.results.files[kind], "batch_output", job.account, expires
                )
                job.details[name] = stored.id
            ids[name] = job.details.get(name)
        if done and ids["error_file_id"] is None and self._host.faults.empty_error_file_id:
            ids["error_file_id"] = ""  # type: ignore[assignment]
        return ids

    def _output_expiry(self, job: Job) -> float:
        after = job.details.get("expires_after") or {}
        return (job.life.ended or job.created) + float(after.get("seconds", MONTH))

    def _times(self, job: Job, status: str) -> Json:
        began, whole = job.created, job.life.ends - job.created
        started = status not in {"validating", "failed"} and (job.life.cancelled is None or job.done_now > 0)
        times = {
            "created_at": began,
            "in_progress_at": began + whole * VALIDATED if started else None,
            "expires_at": began + DAY,
            "finalizing_at": began + whole * RAN if status in {"completed", "finalizing"} else None,
            "completed_at": job.life.ended if status == "completed" else None,
            "failed_at": job.life.ended if status == "failed" else None,
            "expired_at": job.life.ended if status == "expired" else None,
            "cancelling_at": job.life.cancelled,
            "cancelled_at": job.life.ended if status == "cancelled" else None,
        }
        skew = self._host.faults.clock_skew
        return {name: None if moment is None else int(moment + skew) for name, moment in times.items()}

    def _counts(self, job: Job, status: str) -> Json:
        if status in {"validating", "failed"}:
            return {"total": 0, "completed": 0, "failed": 0}
        if status not in FINAL:
            return {"total": job.count, "completed": job.done_now, "failed": 0}
        return {"total": job.count, "completed": job.outcomes("succeeded"), "failed": job.outcomes("errored")}


def batch_usage(used: Usage) -> Json:
    """Write the tokens of a batch."""
    return {
        "input_tokens": used.input,
        "output_tokens": used.output,
        "total_tokens": used.input + used.output,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens_details": {"reasoning_tokens": 0},
    }
