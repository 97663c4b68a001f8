"""Anthropic's Messages and Message Batches API (platform.claude.com pages and captures of August to September 2026)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from deferred.simulator.answers import Ask
from deferred.simulator.anthropic_answers import (
    MODELS,
    SNAPSHOTS,
    message,
    output_schema,
    prompt_tokens,
    refusal,
    stream,
)
from deferred.simulator.clock import iso
from deferred.simulator.jobs import DAY, Job, Outcome, Row
from deferred.simulator.meter import Usage, digest
from deferred.simulator.prompts import read
from deferred.simulator.wire import (
    ApiError,
    Request,
    Response,
    account_name,
    ask_number,
    event_stream,
    json_response,
    route,
    token,
)

if TYPE_CHECKING:
    from deferred.simulator.server import Simulator

Json = dict[str, Any]
ENDPOINT = "/v1/messages"
CUSTOM_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}\Z")
LONGEST_ID = 64
KEPT = 29 * DAY
TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    504: "timeout_error",
    529: "overloaded_error",
}
NO_CREDIT = "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing."
OK = 200
MOST_LISTED = 1000


class AnthropicApi:
    """Serves Anthropic's endpoints out of a simulator's state."""

    name = "anthropic"

    def __init__(self, simulator: Simulator) -> None:
        """Lay out the table of endpoints."""
        self.simulator = simulator
        batch = "/v1/messages/batches/{batch_id}"
        self.routes = [
            route("POST", ENDPOINT, "live", self.create_message),
            route("POST", "/v1/messages/count_tokens", "count", self.count_tokens),
            route("GET", "/v1/models", "models", self.list_models),
            route("GET", "/v1/models/{model}", "models", self.get_model),
            route("POST", "/v1/messages/batches", "create", self.create),
            route("GET", "/v1/messages/batches", "list", self.list),
            route("GET", batch, "poll", self.retrieve),
            route("DELETE", batch, "delete", self.delete),
            route("POST", batch + "/cancel", "cancel", self.cancel),
            route("GET", batch + "/results", "results", self.results),
        ]

    # Refusals

    def error_body(self, status: int, message: str) -> Json:
        """Write an error as the errors page shows it."""
        error = {"type": TYPES.get(status, "api_error"), "message": message}
        return {"type": "error", "error": error, "request_id": "req_01" + token(22)}

    def error(self, status: int, message: str) -> ApiError:
        """Make a refusal."""
        return ApiError(status, self.error_body(status, message))

    def account(self, request: Request) -> str:
        """Check the key (x-api-key, or a bearer token as SDKs from 2.0 send it) and the version header."""
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        key = request.headers.get("x-api-key") or bearer
        if not key:
            raise self.error(401, "x-api-key header is required")
        if "invalid" in key:
            raise self.error(401, "invalid x-api-key")
        if "anthropic-version" not in request.headers:
            raise self.error(400, "anthropic-version: header is required")
        return account_name(key)

    # Live

    def create_message(self, request: Request, _account: str) -> Response:
        """Answer a live call."""
        body = request.json
        outcome = self.answer(body, request.headers.get("anthropic-beta", ""), batch=False)
        headers = {"request-id": "req_01" + token(22)}
        if outcome.kind != "succeeded":
            return json_response(outcome.body | {"request_id": headers["request-id"]}, outcome.status, headers)
        self.simulator.bill((self.name, ENDPOINT, body["model"]), body, outcome.usage or Usage(0, 0), None)
        return event_stream(stream(outcome.body)) if body.get("stream") else json_response(outcome.body, 200, headers)

    def answer(self, body: Json, betas: str, *, batch: bool) -> Outcome:
        """Answer one body, live or batched."""
        hooked = self.simulator.hooked(self.name, ENDPOINT, body)
        refused = None if hooked else refusal(body, betas, batch=batch)
        if hooked:
            status, reply = hooked
            used = reply.get("usage") or {}
            usage = Usage(used.get("input_tokens", 0), used.get("output_tokens", 0))
            return Outcome("succeeded", status, reply, usage) if status == OK else Outcome("errored", status, reply)
        if refused:
            return Outcome("errored", refused[0], self.error_body(*refused))
        prompt = read(body.get("system"), body["messages"])
        ask = self.ask(body, prompt.question, prompt.text)
        reply, usage = message(body, ask, prompt, self.simulator.tokenizer, batch=batch)
        return Outcome("succeeded", 200, reply, usage)

    def ask(self, body: Json, question: str, source: str) -> Ask:
        """Put a body as a question to the model."""
        sha = digest(ENDPOINT, body)
        tools = {tool["name"]: tool["input_schema"] for tool in body.get("tools") or () if "input_schema" in tool}
        choice = body.get("tool_choice") or {}
        forced = choice.get("name") if choice.get("type") == "tool" else next(iter(tools), None)
        return Ask(
            question,
            source,
            sha,
            self.simulator.occurrence(sha),
            self.simulator.seed,
            bound=body["max_tokens"],
            schema=output_schema(body),
            tools=tools,
            tool=forced if choice.get("type") in {"tool", "any"} else None,
        )

    def count_tokens(self, request: Request, _account: str) -> Response:
        """Count the tokens of a prompt."""
        body = request.json
        prompt = read(body.get("system"), body.get("messages"))
        return json_response({"input_tokens": prompt_tokens(body, prompt, self.simulator.tokenizer)})

    def list_models(self, _request: Request, _account: str) -> Response:
        """List a few models."""
        models = [_model(name) for name in MODELS]
        return json_response({"data": models, "has_more": False, "first_id": MODELS[0], "last_id": MODELS[-1]})

    def get_model(self, _request: Request, _account: str, model: str) -> Response:
        """Describe one model."""
        if "does-not-exist" in model:
            raise self.error(404, f"model: {model}")
        return json_response(_model(SNAPSHOTS.get(model, model)))

    # Batches

    def create(self, request: Request, account: str) -> Response:
        """Take a batch: only custom_id faults refuse it; params are looked at when the rows run."""
        limits = self.simulator.limits
        if len(request.body) > limits.anthropic_bytes:
            raise self.error(413, "Request exceeds the maximum size")
        rows = self._rows(request.json.get("requests") if isinstance(request.json, dict) else None)
        now = self.simulator.clock.now()
        job = Job(
            self.simulator,
            self,
            id="msgbatch_01" + token(22),
            endpoint=ENDPOINT,
            model=None,
            rows=rows,
            account=account,
            created=now,
            ends=now + self.simulator.latency,
            expires=now + DAY,
            number=self.simulator.next_number(),
            details={"betas": request.headers.get("anthropic-beta", "")},
        )
        self.simulator.add_job(job)
        return json_response(self.show(job, status="validating"))

    def _rows(self, requests: Any) -> list[Row]:
        if not isinstance(requests, list):
            raise self.error(400, "requests: Field required")
        if not requests:
            raise self.error(400, "requests: List should have at least 1 item after validation, not 0")
        most = self.simulator.limits.anthropic_requests
        if len(requests) > most:
            text = f"requests: List should have at most {most} items after validation, not {len(requests)}"
            raise self.error(400, text)
        seen: set[str] = set()
        return [self._row(index, item, seen) for index, item in enumerate(requests)]

    def _row(self, index: int, item: Any, seen: set[str]) -> Row:
        for name in ("custom_id", "params"):
            if not isinstance(item, dict) or name not in item:
                raise self.error(400, f"requests.{index}.{name}: Field required")
        custom_id = item["custom_id"]
        if not isinstance(custom_id, str):
            raise self.error(400, f"requests.{index}.custom_id: Input should be a valid string")
        if len(custom_id) > LONGEST_ID:
            raise self.error(400, f"requests.{index}.custom_id: String should have at most 64 characters")
        if not CUSTOM_ID.match(custom_id):
            raise self.error(400, f"requests.{index}.custom_id: String should match pattern '^[a-zA-Z0-9_-]{{1,64}}$'")
        if custom_id in seen:
            text = f"requests: custom_id's must be unique within a batch. Duplicate custom_id found: {custom_id}"
            raise self.error(400, text)
        seen.add(custom_id)
        if not isinstance(item["params"], dict):
            raise self.error(400, f"requests.{index}.params: Input should be a valid dictionary")
        return Row(index, custom_id, item["params"])

    def find(self, account: str, batch_id: str) -> Job:
        """Find a batch or refuse."""
        job = self.simulator.job(self.name, account, batch_id)
        if job is None:
            raise self.error(404, f"Message Batch {batch_id} not found.")
        return job

    def retrieve(self, _request: Request, account: str, batch_id: str) -> Response:
        """Show a batch; while it runs, say when to ask again."""
        job = self.find(account, batch_id)
        shown = self.show(job)
        headers = {}
        if self.simulator.retry_after is not None and not job.final:
            headers["retry-after"] = str(self.simulator.retry_after)
        if not job.final and self.simulator.faults.take("unknown_status"):
            shown["processing_status"] = "queued_for_review"
        return json_response(shown, headers=headers)

    def show(self, job: Job, status: str | None = None) -> Json:
        """Write the message_batch object."""
        status = status or job.status
        ended = status in {"completed", "cancelled", "expired"}
        shown = {"cancelling": "canceling"}.get(status, "ended" if ended else "in_progress")
        kept = self.simulator.clock.now() < job.created + KEPT
        results = f"{self.simulator.url}/v1/messages/batches/{job.id}/results" if ended and kept else None
        return {
            "id": job.id,
            "type": "message_batch",
            "processing_status": shown.upper() if self.simulator.faults.status_case else shown,
            "request_counts": self._counts(job, ended=ended),
            "ended_at": self._time(job.ended if ended else None),
            "created_at": self._time(job.created),
            "expires_at": self._time(job.created + DAY),
            "archived_at": None if kept else self._time(job.created + KEPT),
            "cancel_initiated_at": self._time(job.cancelled),
            "results_url": results,
        }

    def _counts(self, job: Job, *, ended: bool) -> Json:
        kinds = ("succeeded", "errored", "canceled", "expired")
        counts = {kind: job.outcomes(kind) if ended else 0 for kind in kinds}
        return {"processing": job.count - sum(counts.values()), **counts}

    def _time(self, seconds: float | None) -> str | None:
        return None if seconds is None else iso(seconds + self.simulator.faults.clock_skew)

    def list(self, request: Request, account: str) -> Response:
        """List batches, newest first, a page at a time."""
        limit = ask_number(request.query.get("limit"), 20)
        if not 1 <= limit <= MOST_LISTED:
            raise self.error(400, "limit: Input should be between 1 and 1000")
        jobs = self.simulator.jobs_of(self.name, account)
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
        self.simulator.emit("batch_cancelled", job=job)
        return json_response(self.show(job, status="cancelling"))

    def delete(self, _request: Request, account: str, batch_id: str) -> Response:
        """Delete an ended batch."""
        job = self.find(account, batch_id)
        if job.status not in {"completed", "cancelled", "expired"}:
            text = "In progress batches cannot be deleted. Consider canceling the batch instead."
            raise self.error(400, text)
        job.deleted = True
        return json_response({"id": job.id, "type": "message_batch_deleted"})

    def results(self, _request: Request, account: str, batch_id: str) -> Response:
        """Give the result lines of an ended batch."""
        job = self.find(account, batch_id)
        if job.status not in {"completed", "cancelled", "expired"} or self.show(job)["results_url"] is None:
            raise self.error(404, f"Message Batch {batch_id} has no available results.")
        name = f"attachment; filename*=utf-8''{job.id}_results.jsonl"
        headers = {"content-type": "application/x-jsonl", "content-disposition": name}
        return Response(200, job.files.get("results", b""), headers)

    # Rows

    def run_row(self, job: Job, row: Row) -> Outcome:
        """Run one row."""
        return self.answer(row.body, job.details["betas"], batch=True)

    def row_model(self, _job: Job, row: Row) -> str:
        """Rows of one batch may name different models."""
        return str(row.body.get("model"))

    def identity(self, _job: Job, row: Row) -> Json:
        """Give the params: they are the body."""
        return row.body

    def no_credit(self) -> Outcome:
        """Refuse a row for want of money."""
        return Outcome("errored", 400, self.error_body(400, NO_CREDIT))

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


def _model(name: str) -> Json:
    return {"type": "model", "id": name, "display_name": name, "created_at": "2025-10-15T00:00:00Z"}
