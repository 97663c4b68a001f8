"""OpenAI's live endpoints, Files and Batches (reference pages and captures of August to September 2026)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deferred.simulator.answers import Ask
from deferred.simulator.fields import OPENAI
from deferred.simulator.jobs import DAY, FINAL, RAN, VALIDATED, Job, Outcome, Row
from deferred.simulator.meter import Usage, digest
from deferred.simulator.multipart import parse
from deferred.simulator.openai_answers import (
    ENDPOINTS,
    SNAPSHOTS,
    bound,
    forced_tool,
    function_tools,
    prompt_tokens,
    snapshot,
    wanted_schema,
)
from deferred.simulator.openai_files import HOUR, MONTH, StoredFile, fault, new_file_id, no_file, parse_rows
from deferred.simulator.wire import (
    ApiError,
    Request,
    Response,
    account_name,
    ask_number,
    event_stream,
    hex_token,
    json_response,
    route,
)

if TYPE_CHECKING:
    from deferred.simulator.server import Simulator

Json = dict[str, Any]
BATCHABLE = (*ENDPOINTS, "/v1/images/generations", "/v1/images/edits", "/v1/videos")
OK, SERVER_ERROR = 200, 500
MOST_PAIRS, LONGEST_KEY, LONGEST_VALUE = 16, 64, 512
CONTEXT = 1_000_000
HOTTEST = 2
NAMES = {"running": "in_progress"}
UNRUN = {
    "canceled": ("batch_cancelled", "This request was not executed because the batch was cancelled."),
    "expired": ("batch_expired", "This request could not be executed before the completion window expired."),
}
FIND_KEY = "You can find your API key at https://platform.openai.com/account/api-keys."
NO_CREDIT = "You exceeded your current quota, please check your plan and billing details."


class OpenAiApi:
    """Serves OpenAI's endpoints out of a simulator's state."""

    name = "openai"

    def __init__(self, simulator: Simulator) -> None:
        """Lay out the table of endpoints."""
        self.simulator = simulator
        self.files: dict[str, StoredFile] = {}
        live = [route("POST", path, "live", self.live) for path in ENDPOINTS]
        self.routes = [
            *live,
            route("POST", "/v1/responses/input_tokens", "count", self.count_tokens),
            route("GET", "/v1/models", "models", self.list_models),
            route("GET", "/v1/models/{model}", "models", self.get_model),
            route("POST", "/v1/files", "upload", self.upload),
            route("GET", "/v1/files", "list_files", self.list_files),
            route("GET", "/v1/files/{file_id}", "file", self.get_file),
            route("GET", "/v1/files/{file_id}/content", "results", self.content),
            route("DELETE", "/v1/files/{file_id}", "delete", self.delete_file),
            route("POST", "/v1/batches", "create", self.create),
            route("GET", "/v1/batches", "list", self.list),
            route("GET", "/v1/batches/{batch_id}", "poll", self.retrieve),
            route("POST", "/v1/batches/{batch_id}/cancel", "cancel", self.cancel),
        ]

    # Refusals

    def error_body(self, status: int, message: str, code: str | None = None, param: str | None = None) -> Json:
        """Write an error."""
        kinds = {429: "rate_limit_error", 403: "permission_error"}
        kind = kinds.get(status, "server_error" if status >= SERVER_ERROR else "invalid_request_error")
        return {"error": {"message": message, "type": kind, "param": param, "code": code}}

    def error(self, status: int, message: str, code: str | None = None, param: str | None = None) -> ApiError:
        """Make a refusal."""
        return ApiError(status, self.error_body(status, message, code, param))

    def account(self, request: Request) -> str:
        """Check the bearer token."""
        key = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        if not key:
            raise self.error(401, "You didn't provide an API key.")
        if "invalid" in key:
            raise self.error(401, f"Incorrect API key provided: {key}. {FIND_KEY}", "invalid_api_key")
        return account_name(key)

    # Live

    def live(self, request: Request, _account: str) -> Response:
        """Answer a live call."""
        body = request.json
        outcome = self.answer(request.path, body)
        headers = {"x-request-id": "req_" + hex_token()}
        if outcome.kind != "succeeded":
            return json_response(outcome.body, outcome.status, headers)
        model = str(body.get("model") or outcome.body.get("model"))
        self.simulator.bill((self.name, request.path, model), body, outcome.usage or Usage(0, 0), None)
        stream = ENDPOINTS[request.path][3]
        if body.get("stream") and stream:
            return event_stream(stream(body, outcome.body), done=request.path != "/v1/responses")
        return json_response(outcome.body, headers=headers)

    def count_tokens(self, request: Request, _account: str) -> Response:
        """Count the tokens of a prompt of the responses endpoint."""
        body = request.json
        prompt = ENDPOINTS["/v1/responses"][1](body)
        tokens = prompt_tokens(body, prompt, self.simulator.tokenizer)
        return json_response({"object": "response.input_tokens", "input_tokens": tokens})

    def answer(self, endpoint: str, body: Json) -> Outcome:
        """Answer one body, live or batched."""
        hooked = self.simulator.hooked(self.name, endpoint, body)
        if hooked:
            return _hooked_outcome(*hooked)
        refused = self.refusal(endpoint, body)
        if refused is not None:
            return Outcome("errored", refused.status, refused.body)
        _, read_prompt, write, _ = ENDPOINTS[endpoint]
        prompt = read_prompt(body)
        ask = self.ask(endpoint, body, prompt.question, prompt.text)
        reply, usage = write(body, ask, prompt, self.simulator.tokenizer)
        return Outcome("succeeded", OK, reply, usage)

    def refusal(self, endpoint: str, body: Json) -> ApiError | None:
        """Tell why a body is refused, if it is."""
        if endpoint not in ENDPOINTS:
            return self.error(400, f"The simulator does not run {endpoint}.")
        for name in ENDPOINTS[endpoint][0]:
            if body.get(name) in (None, [], ""):
                return self.error(400, f"Missing required parameter: '{name}'.", "missing_required_parameter", name)
        return self._unknown(endpoint, body) or self._out_of_bounds(body)

    def _unknown(self, endpoint: str, body: Json) -> ApiError | None:
        for name in body.keys() - OPENAI[endpoint]:
            return self.error(400, f"Unknown parameter: '{name}'.", "unknown_parameter", name)
        model = str(body.get("model"))
        if "does-not-exist" in model:
            text = f"The model `{model}` does not exist or you do not have access to it."
            return self.error(404, text, "model_not_found")
        return None

    def _out_of_bounds(self, body: Json) -> ApiError | None:
        if (body.get("temperature") or 0) > HOTTEST:
            text = "Invalid 'temperature': decimal above maximum value. Expected a value <= 2."
            return self.error(400, text, "decimal_above_max_value", "temperature")
        if (bound(body) or 0) >= CONTEXT:
            text = "This model's maximum context length is 128000 tokens. Please reduce the length of the completion."
            return self.error(400, text, "context_length_exceeded", "messages")
        return None

    def ask(self, endpoint: str, body: Json, question: str, source: str) -> Ask:
        """Put a body as a question to the model."""
        sha = digest(endpoint, body)
        return Ask(
            question,
            source,
            sha,
            self.simulator.occurrence(sha),
            self.simulator.seed,
            bound=bound(body),
            schema=wanted_schema(body),
            tools=function_tools(body),
            tool=forced_tool(body),
        )

    def list_models(self, _request: Request, _account: str) -> Response:
        """List a few models."""
        return json_response({"object": "list", "data": [_model(name) for name in SNAPSHOTS]})

    def get_model(self, _request: Request, _account: str, model: str) -> Response:
        """Describe one model."""
        if "does-not-exist" in model:
            raise self.error(404, f"The model '{model}' does not exist", "model_not_found", "model")
        return json_response(_model(model))

    # Files

    def upload(self, request: Request, account: str) -> Response:
        """Store a file."""
        form = parse(request.headers.get("content-type", ""), request.body)
        if "file" not in form or "purpose" not in form:
            missing = "file" if "file" not in form else "purpose"
            raise self.error(400, f"'{missing}' is a required property")
        part, purpose = form["file"], form["purpose"].data.decode()
        if purpose == "batch":
            self._check_upload(part.data)
        days = form.get("expires_after[seconds]")
        lasts = int(days.data) if days else MONTH
        if not HOUR <= lasts <= MONTH:
            raise self.error(400, "Invalid 'expires_after.seconds': must be between 3600 and 2592000.")
        now = self.simulator.clock.now()
        expires = now + lasts if purpose == "batch" or days else None
        stored = self._store(part.filename or "upload", part.data, purpose, account, expires)
        self.simulator.emit("file_uploaded", id=stored.id)
        return json_response(self._show_file(stored))

    def _store(self, filename: str, data: bytes, purpose: str, account: str, expires: float | None) -> StoredFile:
        stored = StoredFile(new_file_id(), purpose, filename, data, self.simulator.clock.now(), expires, account)
        self.files[stored.id] = stored
        return stored

    def _check_upload(self, data: bytes) -> None:
        if len(data) > self.simulator.limits.openai_bytes:
            raise self.error(413, "File is too large for purpose 'batch'. The limit is 200 MB.")
        if not data.lstrip().startswith(b"{"):
            raise self.error(400, "Invalid file format. Input file must be in JSONL format, one JSON object per line.")

    def _show_file(self, stored: StoredFile) -> Json:
        return stored.show(self.simulator.faults.clock_skew)

    def find_file(self, account: str, file_id: str) -> StoredFile:
        """Find a file or refuse."""
        stored = self.files.get(file_id)
        now = self.simulator.clock.now()
        if stored is None or stored.account != account or (stored.expires and stored.expires <= now):
            raise self.error(404, f"No such File object: {file_id}", None, "id")
        return stored

    def get_file(self, _request: Request, account: str, file_id: str) -> Response:
        """Describe a file."""
        return json_response(self._show_file(self.find_file(account, file_id)))

    def content(self, _request: Request, account: str, file_id: str) -> Response:
        """Give a file's bytes."""
        stored = self.find_file(account, file_id)
        headers = {
            "content-type": "application/octet-stream",
            "content-disposition": f'attachment; filename="{stored.filename}"',
        }
        return Response(OK, stored.data, headers)

    def delete_file(self, _request: Request, account: str, file_id: str) -> Response:
        """Delete a file."""
        del self.files[self.find_file(account, file_id).id]
        return json_response({"id": file_id, "object": "file", "deleted": True})

    def list_files(self, request: Request, account: str) -> Response:
        """List files, newest first unless asked otherwise."""
        purpose, order = request.query.get("purpose"), request.query.get("order", "desc")
        mine = [f for f in self.files.values() if f.account == account and purpose in (None, f.purpose)]
        mine = mine[::-1] if order == "desc" else mine
        return self._page(request, [(f.id, self._show_file(f)) for f in mine], 10_000, 10_000)

    def _page(self, request: Request, items: list[tuple[str, Json]], default: int, most: int) -> Response:
        limit, after = ask_number(request.query.get("limit"), default), request.query.get("after")
        if not 1 <= limit <= most:
            raise self.error(400, f"Invalid 'limit': must be between 1 and {most}.", "invalid_value", "limit")
        ids = [name for name, _ in items]
        if after and after not in ids:
            raise self.error(400, f"Invalid 'after': '{after}' not found.", "invalid_value", "after")
        rest = items[ids.index(after) + 1 :] if after else items
        page = rest[:limit]
        first, last = (page[0][0], page[-1][0]) if page else (None, None)
        data = [shown for _, shown in page]
        more = len(rest) > limit
        return json_response({"object": "list", "data": data, "first_id": first, "last_id": last, "has_more": more})

    # Batches

    def create(self, request: Request, account: str) -> Response:
        """Take a batch. Its file is read at once, but a bad one shows only later, as status "failed"."""
        body = request.json
        self._check_create(body)
        endpoint, now = body["endpoint"], self.simulator.clock.now()
        rows, faults = self._read_input(account, str(body["input_file_id"]), endpoint)
        model = str(rows[0].body.get("model")) if rows else None
        faults = faults or self._enqueued(account, endpoint, model, rows)
        job = Job(
            self.simulator,
            self,
            id="batch_" + hex_token(),
            endpoint=endpoint,
            model=model,
            rows=[] if faults else rows,
            account=account,
            created=now,
            ends=now + self.simulator.latency * (VALIDATED if faults else 1),
            expires=now + DAY,
            number=self.simulator.next_number(),
            metadata=body.get("metadata"),
            details={"input_file_id": body["input_file_id"], "expires_after": body.get("output_expires_after")},
            failure=faults or None,
        )
        self.simulator.add_job(job)
        return json_response(self.show(job, status="validating"))

    def _check_create(self, body: Json) -> None:
        for name in ("input_file_id", "endpoint", "completion_window"):
            if not body.get(name):
                raise self.error(400, f"Missing required parameter: '{name}'.", "missing_required_parameter", name)
        if body["endpoint"] not in BATCHABLE:
            known = ", ".join(f"'{path}'" for path in BATCHABLE)
            text = f"Invalid value: '{body['endpoint']}'. Supported values are: {known}."
            raise self.error(400, text, "invalid_value", "endpoint")
        if body["completion_window"] != "24h":
            text = f"Invalid value: '{body['completion_window']}'. Supported values are: '24h'."
            raise self.error(400, text, "invalid_value", "completion_window")
        unknown = set(body) - {"input_file_id", "endpoint", "completion_window", "metadata", "output_expires_after"}
        if unknown:
            name = min(unknown)
            raise self.error(400, f"Unknown parameter: '{name}'.", "unknown_parameter", name)
        self._check_metadata(body.get("metadata") or {})

    def _check_metadata(self, metadata: Any) -> None:
        pairs: list[tuple[Any, Any]] = list(metadata.items()) if isinstance(metadata, dict) else [(1, 1)]
        texts = all(isinstance(key, str) and isinstance(value, str) for key, value in pairs)
        fits = texts and all(len(key) <= LONGEST_KEY and len(value) <= LONGEST_VALUE for key, value in pairs)
        if not fits or len(pairs) > MOST_PAIRS:
            text = "Invalid 'metadata': at most 16 pairs of strings, keys up to 64 and values up to 512 characters."
            raise self.error(400, text, "invalid_value", "metadata")

    def _read_input(self, account: str, file_id: str, endpoint: str) -> tuple[list[Row], list[Json]]:
        faults, limits = self.simulator.faults, self.simulator.limits
        stored = self.files.get(file_id)
        lagging = faults.take("file_lag")
        if lagging or stored is None or stored.account != account or stored.purpose != "batch":
            return [], [no_file(file_id)]
        rows, wrong = parse_rows(stored.data, endpoint, (limits.openai_requests, limits.openai_embedding_inputs))
        return rows, wrong if faults.all_validation_errors else wrong[:1]

    def _enqueued(self, account: str, endpoint: str, model: str | None, rows: list[Row]) -> list[Json]:
        limit = self.simulator.faults.enqueued_limit
        if limit is None:
            return []
        waiting = self.simulator.unfinished(self.name, account, model)
        queued = sum(self.tokens(job.endpoint, job.rows) for job in waiting)
        if queued + self.tokens(endpoint, rows) <= limit:
            return []
        where = f"{model} in organization org-simulated"
        text = f"Enqueued token limit reached for {where}. Limit: {limit:,} enqueued tokens."
        status = self.simulator.faults.enqueued_status
        if status is not None:
            raise self.error(status, text, "token_limit_exceeded")
        return [fault("token_limit_exceeded", text, None, None)]

    def tokens(self, endpoint: str, rows: list[Row]) -> int:
        """Count the prompt tokens of rows."""
        counter = self.simulator.tokenizer
        if endpoint not in ENDPOINTS or not all(ENDPOINTS[endpoint][0][-1] in row.body for row in rows):
            return 0
        return sum(prompt_tokens(row.body, ENDPOINTS[endpoint][1](row.body), counter) for row in rows)

    def find(self, account: str, batch_id: str) -> Job:
        """Find a batch or refuse."""
        job = self.simulator.job(self.name, account, batch_id)
        if job is None:
            raise self.error(404, f"No batch found with id '{batch_id}'.")
        return job

    def retrieve(self, _request: Request, account: str, batch_id: str) -> Response:
        """Show a batch."""
        job = self.find(account, batch_id)
        shown = self.show(job)
        if not job.final and self.simulator.faults.take("unknown_status"):
            shown["status"] = "queued_for_review"
        return json_response(shown)

    def list(self, request: Request, account: str) -> Response:
        """List batches, newest first, a page at a time."""
        jobs = self.simulator.jobs_of(self.name, account)
        return self._page(request, [(job.id, self.show(job)) for job in jobs], 20, 100)

    def cancel(self, _request: Request, account: str, batch_id: str) -> Response:
        """Begin to cancel, unless it has ended."""
        job = self.find(account, batch_id)
        status = job.status
        if status in FINAL:
            raise self.error(409, f"Cannot cancel a batch with status '{status}'.")
        if status != "cancelling":
            job.cancel()
            self.simulator.emit("batch_cancelled", job=job)
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
            "errors": {"object": "list", "data": job.failure} if status == "failed" else None,
            "input_file_id": job.details["input_file_id"],
            "completion_window": "24h",
            "status": shown.upper() if self.simulator.faults.status_case else shown,
            **self._files(job, done=done),
            **self._times(job, status),
            "request_counts": self._counts(job, status),
            "usage": _batch_usage(job.used),
            "metadata": job.metadata,
        }

    def _files(self, job: Job, *, done: bool) -> Json:
        ids = {"output_file_id": None, "error_file_id": None}
        done = done and not self.simulator.faults.take("late_files")
        for name in ids if done else ():
            kind = name.removesuffix("_file_id")
            if kind in job.files and name not in job.details:
                expires = self._output_expiry(job)
                stored = self._store(f"{job.id}_{kind}.jsonl", job.files[kind], "batch_output", job.account, expires)
                job.details[name] = stored.id
            ids[name] = job.details.get(name)
        if done and ids["error_file_id"] is None and self.simulator.faults.empty_error_file_id:
            ids["error_file_id"] = ""  # type: ignore[assignment]
        return ids

    def _output_expiry(self, job: Job) -> float:
        after = job.details.get("expires_after") or {}
        return (job.ended or job.created) + float(after.get("seconds", MONTH))

    def _times(self, job: Job, status: str) -> Json:
        began, whole = job.created, job.ends - job.created
        started = status not in {"validating", "failed"} and (job.cancelled is None or job.done_now > 0)
        times = {
            "created_at": began,
            "in_progress_at": began + whole * VALIDATED if started else None,
            "expires_at": began + DAY,
            "finalizing_at": began + whole * RAN if status in {"completed", "finalizing"} else None,
            "completed_at": job.ended if status == "completed" else None,
            "failed_at": job.ended if status == "failed" else None,
            "expired_at": job.ended if status == "expired" else None,
            "cancelling_at": job.cancelled,
            "cancelled_at": job.ended if status == "cancelled" else None,
        }
        skew = self.simulator.faults.clock_skew
        return {name: None if moment is None else int(moment + skew) for name, moment in times.items()}

    def _counts(self, job: Job, status: str) -> Json:
        if status in {"validating", "failed"}:
            return {"total": 0, "completed": 0, "failed": 0}
        if status not in FINAL:
            return {"total": job.count, "completed": job.done_now, "failed": 0}
        return {"total": job.count, "completed": job.outcomes("succeeded"), "failed": job.outcomes("errored")}

    # Rows

    def run_row(self, job: Job, row: Row) -> Outcome:
        """Run one row."""
        return self.answer(job.endpoint, row.body)

    def row_model(self, _job: Job, row: Row) -> str:
        """Give the model: the same in every row."""
        return str(row.body.get("model"))

    def identity(self, _job: Job, row: Row) -> Json:
        """Give the body."""
        return row.body

    def no_credit(self) -> Outcome:
        """Refuse a row for want of money."""
        return Outcome("errored", 429, self.error_body(429, NO_CREDIT, "insufficient_quota"))

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


def _hooked_outcome(status: int, reply: Json) -> Outcome:
    used = reply.get("usage") or {}
    tokens_in = used.get("prompt_tokens", used.get("input_tokens", 0))
    tokens_out = used.get("completion_tokens", used.get("output_tokens", 0))
    if status != OK:
        return Outcome("errored", status, reply)
    return Outcome("succeeded", status, reply, Usage(tokens_in, tokens_out))


def _batch_usage(used: Usage) -> Json:
    return {
        "input_tokens": used.input,
        "output_tokens": used.output,
        "total_tokens": used.input + used.output,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens_details": {"reasoning_tokens": 0},
    }


def _model(name: str) -> Json:
    return {"id": name, "object": "model", "created": 1_700_000_000, "owned_by": "openai"}
