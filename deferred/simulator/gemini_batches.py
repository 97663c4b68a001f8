"""Gemini's batch methods, and how the rows of a job run."""

from __future__ import annotations

from typing import Any

import orjson

from deferred.simulator.base import Host
from deferred.simulator.clock import nanos
from deferred.simulator.gemini_answers import content_prompt, embedding, pick, prompt_tokens, refusal
from deferred.simulator.gemini_errors import NAME, STATUSES, check_model, error, error_body, page_of
from deferred.simulator.gemini_files import Files, lower_token
from deferred.simulator.gemini_live import EMBED, GENERATE, Generation, check_embed, named
from deferred.simulator.jobs import DAY, FINAL, Job, Life
from deferred.simulator.rows import Outcome, Row
from deferred.simulator.wire import Request, Response, json_response

Json = dict[str, Any]

STATES = {
    "validating": "PENDING",
    "running": "RUNNING",
    "finalizing": "RUNNING",
    "cancelling": "RUNNING",
    "completed": "SUCCEEDED",
    "failed": "FAILED",
    "cancelled": "CANCELLED",
    "expired": "EXPIRED",
}
TYPE = "type.googleapis.com/google.ai.generativelanguage.v1main."
BATCH_KINDS = {GENERATE: "GenerateContentBatch", EMBED: "EmbedContentBatch"}
NO_CREDIT = "Your prepayment credits are depleted. Please go to AI Studio to manage your project and billing."


class Rows:
    """Runs the rows of a job, and writes their result lines."""

    name = NAME

    def __init__(self, host: Host, generation: Generation) -> None:
        """Answer rows as live calls are answered."""
        self._host, self._generation = host, generation

    def error_body(self, status: int, message: str) -> Json:
        """Write an error."""
        return error_body(status, message)

    def run_row(self, job: Job, row: Row) -> Outcome:
        """Run one row."""
        return self._generation.answer(job.endpoint, str(job.model), row.body)

    def row_model(self, job: Job, _row: Row) -> str:
        """Give the job's model, whatever a row says."""
        return str(job.model)

    def identity(self, job: Job, row: Row) -> Json:
        """Give the body as a live call would have it, with the model beside it."""
        return named(str(job.model), row.body)

    def no_credit(self) -> Outcome:
        """Refuse a row for want of money."""
        return Outcome("errored", 429, error_body(429, NO_CREDIT))

    def runs_when(self, final: str) -> bool:
        """Keep results of a success only: a job that ends otherwise has none and bills none."""
        return final == "completed"

    def line(self, job: Job, row: Row) -> tuple[str, Any]:
        """Write a line: key (file) or metadata (inline) come back as they were sent."""
        outcome = row.outcome or Outcome("expired")
        good = outcome.kind == "succeeded"
        result = {"response": outcome.body} if good else {"error": self._row_error(outcome)}
        return "responses", result | self._echo(job, row)

    def _row_error(self, outcome: Outcome) -> Json:
        if outcome.kind != "errored":
            return {"code": 4, "message": "The request expired before it was executed."}
        message = (outcome.body.get("error") or {}).get("message", "")
        return {"code": STATUSES.get(outcome.status, ("INTERNAL", 13))[1], "message": message}

    def _echo(self, job: Job, row: Row) -> Json:
        if self._host.faults.no_keys:
            return {}
        if job.details["inline"]:
            return {} if row.metadata is None else {"metadata": row.metadata}
        return {} if row.custom_id is None else {"key": row.custom_id}


class Batches:
    """Creates, shows, cancels and deletes jobs."""

    def __init__(self, host: Host, rows: Rows, files: Files) -> None:
        """Keep the jobs of this simulator, whose input may be files."""
        self._host, self._rows, self._files = host, rows, files

    def create_generate(self, request: Request, account: str, model: str) -> Response:
        """Take a batch of generateContent requests."""
        return self._create(request, account, model, GENERATE)

    def create_embed(self, request: Request, account: str, model: str) -> Response:
        """Take a batch of embedContent requests."""
        return self._create(request, account, model, EMBED)

    def _create(self, request: Request, account: str, model: str, endpoint: str) -> Response:
        check_model(model)
        batch = pick(request.json, "batch") or {}
        source = pick(batch, "inputConfig") or {}
        file_name = pick(source, "fileName")
        if not pick(batch, "displayName"):
            raise error(400, "* BatchGenerateContentRequest.batch.display_name: display_name is required.\n")
        if file_name is None and len(request.body) > self._host.limits.gemini_inline_bytes:
            raise error(400, "Request payload size exceeds the limit: 20971520 bytes.")
        rows = self._file_rows(account, file_name, endpoint) if file_name else self._inline_rows(source, endpoint)
        self._check_enqueued(account, endpoint, model, rows)
        now = self._host.clock.now()
        job = Job(
            self._host,
            self._rows,
            id="batches/" + lower_token(36),
            endpoint=endpoint,
            model=model,
            rows=rows,
            account=account,
            created=now,
            life=Life(ends=now + self._host.latency, expires=now + 2 * DAY),
            number=self._host.job_list.next_number(),
            display_name=pick(batch, "displayName"),
            details={"inline": not file_name, "file": file_name, "webhooks": _webhooks(batch, endpoint)},
        )
        self._host.job_list.add(job)
        return json_response(self.show(job, status="validating"))

    def _inline_rows(self, source: Json, endpoint: str) -> list[Row]:
        items = pick(pick(source, "requests"), "requests") or []
        if not items:
            raise error(400, "* BatchGenerateContentRequest.batch.input_config: no requests are given.\n")
        rows = []
        for index, item in enumerate(items):
            metadata = pick(item, "metadata")
            body = self._check_row(item, {"request", "metadata"}, index, endpoint)
            rows.append(Row(index, _inline_key(metadata), body, metadata))
        return rows

    def _file_rows(self, account: str, file_name: str, endpoint: str) -> list[Row]:
        data = self._files.find_file(account, str(file_name).removeprefix("files/")).data
        rows: list[Row] = []
        for number, line in enumerate(data.splitlines()):
            if not line.strip():
                continue
            try:
                item = orjson.loads(line)
            except orjson.JSONDecodeError:
                raise error(400, f"Invalid JSON in line {number + 1} of the input file.") from None
            body = self._check_row(item, {"key", "request", "metadata"}, number, endpoint)
            key = item.get("key")
            rows.append(Row(len(rows), None if key is None else str(key), body, pick(item, "metadata")))
        if not rows:
            raise error(400, "The input file is empty.")
        return rows

    def _check_row(self, item: Any, known: set[str], index: int, endpoint: str) -> Json:
        if not isinstance(item, dict) or not isinstance(item.get("request"), dict) or set(item) - known:
            raise error(400, f"Invalid value at request {index}: a row is an object with a request.")
        body: Json = item["request"]
        if endpoint == EMBED:
            check_embed(body, f" at request {index}")
        elif refusal(body) is not None:
            raise error(400, f"Request {index}: {refusal(body)}")
        return body

    def _check_enqueued(self, account: str, endpoint: str, model: str, rows: list[Row]) -> None:
        limit = self._host.faults.enqueued_limit
        if limit is None:
            return
        waiting = [row for job in self._host.job_list.unfinished(NAME, account, model) for row in job.rows]
        queued = [row.body for row in [*waiting, *rows]]
        if sum(self._row_tokens(endpoint, body) for body in queued) > limit:
            raise error(429, "You exceeded your current quota: enqueued tokens for batches of this model.")

    def _row_tokens(self, endpoint: str, body: Json) -> int:
        counter = self._host.tokenizer
        if endpoint == EMBED:
            return embedding("", body, counter)[1]
        return prompt_tokens(body, content_prompt(body), counter)

    def find(self, account: str, batch_id: str) -> Job:
        """Find a job or refuse."""
        job = self._host.job_list.find(NAME, account, "batches/" + batch_id)
        if job is None:
            raise error(404, "Requested entity was not found.")
        return job

    def get(self, _request: Request, account: str, batch_id: str) -> Response:
        """Show a job."""
        job = self.find(account, batch_id)
        shown = self.show(job)
        if not job.final and self._host.faults.take("unknown_status"):
            shown["metadata"]["state"] = "BATCH_STATE_QUEUED_FOR_REVIEW"
        return json_response(shown)

    def list(self, request: Request, account: str) -> Response:
        """List jobs, newest first, a page at a time."""
        page, more = page_of(request, self._host.job_list.of(NAME, account), 10, 100)
        return json_response(({"operations": [self.show(job) for job in page]} if page else {}) | more)

    def cancel(self, _request: Request, account: str, batch_id: str) -> Response:
        """Begin to cancel; an ended job stays as it is."""
        job = self.find(account, batch_id)
        if job.status not in FINAL and job.life.cancelled is None:
            job.cancel()
            self._host.emit("batch_cancelled", job=job)
        return json_response({})

    def delete(self, _request: Request, account: str, batch_id: str) -> Response:
        """Delete a job's record and its output; it does not stop what runs."""
        self.find(account, batch_id).deleted = True
        return json_response({})

    def show(self, job: Job, status: str | None = None) -> Json:
        """Write the operation (recorded August 2026): no `done` until it has ended."""
        status = status or job.status
        kind = TYPE + BATCH_KINDS[job.endpoint]
        output = self._results(job) if status == "completed" else None
        skew = self._host.faults.clock_skew
        now = job.life.ended or self._host.clock.now()
        state = "BATCH_STATE_" + STATES[status]
        metadata: Json = {
            "@type": kind,
            "model": f"models/{job.model}",
            "displayName": job.display_name,
            **({"inputConfig": {"fileName": job.details["file"]}} if job.details["file"] else {}),
            **({"output": output} if output else {}),
            "createTime": nanos(job.created + skew),
            **({"endTime": nanos(now + skew)} if status in FINAL else {}),
            "updateTime": nanos(now + skew),
            "batchStats": self._stats(job, status),
            "state": state.lower() if self._host.faults.status_case else state,
            "name": job.id,
        }
        return {"name": job.id, "metadata": metadata, **self._ending(status, kind, output)}

    def _ending(self, status: str, kind: str, output: Json | None) -> Json:
        if output is not None:
            return {"done": True, "response": {"@type": kind + "Output", **output}}
        if status in FINAL and status != "completed":
            return {"done": True, "error": {"code": 13, "message": f"The batch ended as {status}."}}
        return {}

    def _results(self, job: Job) -> Json:
        if not job.details["inline"]:
            return {"responsesFile": f"files/batch-{job.id.removeprefix('batches/')}"}
        lines = [line for line in job.results.files.get("responses", b"").splitlines() if line]
        name = "inlinedEmbedContentResponses" if job.endpoint == EMBED else "inlinedResponses"
        return {name: {"inlinedResponses": [orjson.loads(line) for line in lines if line.endswith(b"}")]}}

    def _stats(self, job: Job, status: str) -> Json:
        good = job.outcomes("succeeded")
        bad = job.outcomes("errored") if status in FINAL else 0
        counts = {"requestCount": job.count, "successfulRequestCount": good, "failedRequestCount": bad}
        counts["pendingRequestCount"] = job.count - good - bad if status != "completed" else 0
        return {name: str(count) for name, count in counts.items() if count}


def _webhooks(batch: Json, endpoint: str) -> list[str]:
    """Read the addresses that are told of the end; batches of embeddings have no such field."""
    config = pick(batch, "webhookConfig")
    if config is None:
        return []
    if endpoint == EMBED:
        raise error(400, "Invalid JSON payload received. Unknown name \"webhookConfig\" at 'batch': Cannot find field.")
    uris = config.get("uris") if isinstance(config, dict) else None
    if not isinstance(uris, list) or not all(str(uri).startswith("https://") for uri in uris):
        raise error(400, "* BatchGenerateContentRequest.batch.webhook_config.uris: must be HTTPS URIs.\n")
    return uris


def _inline_key(metadata: Any) -> str | None:
    if not isinstance(metadata, dict) or not metadata:
        return None
    return str(metadata.get("key") or next(iter(metadata.values())))
