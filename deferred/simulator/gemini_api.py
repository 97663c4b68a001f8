"""The Gemini Developer API: live methods, files and batches (discovery document, captures of September 2026)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import orjson

from deferred.simulator.answers import Ask
from deferred.simulator.clock import nanos
from deferred.simulator.gemini_answers import (
    EMBED_FIELDS,
    config,
    content_prompt,
    embedding,
    forced_tool,
    function_tools,
    generate,
    pick,
    prompt_tokens,
    refusal,
    stream_chunks,
    unknown_fields,
    wanted_schema,
)
from deferred.simulator.jobs import DAY, FINAL, Job, Outcome, Row
from deferred.simulator.meter import Usage, digest
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
    token,
)

if TYPE_CHECKING:
    from deferred.simulator.server import Simulator

Json = dict[str, Any]
OK = 200
MODELS = ("gemini-2.5-pro", "gemini-2.5-flash", "gemini-2.5-flash-lite", "gemini-embedding-001")
STATUSES = {
    400: ("INVALID_ARGUMENT", 3),
    401: ("UNAUTHENTICATED", 16),
    403: ("PERMISSION_DENIED", 7),
    404: ("NOT_FOUND", 5),
    409: ("ABORTED", 10),
    429: ("RESOURCE_EXHAUSTED", 8),
    499: ("CANCELLED", 1),
    503: ("UNAVAILABLE", 14),
    504: ("DEADLINE_EXCEEDED", 4),
}
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
GENERATE, EMBED = "generateContent", "embedContent"
BATCH_KINDS = {GENERATE: "GenerateContentBatch", EMBED: "EmbedContentBatch"}
NO_CREDIT = "Your prepayment credits are depleted. Please go to AI Studio to manage your project and billing."


@dataclass
class StoredFile:
    """One file of an account."""

    id: str
    display_name: str | None
    mime_type: str
    account: str
    created: float
    data: bytes = b""


class GeminiApi:
    """Serves Gemini's endpoints out of a simulator's state."""

    name = "google"

    def __init__(self, simulator: Simulator) -> None:
        """Lay out the table of endpoints; every path exists under /v1 and /v1beta."""
        self.simulator = simulator
        self.files: dict[str, StoredFile] = {}
        self.uploads: dict[str, StoredFile] = {}
        model, batch = "/v1(?:beta)?/models/{model}", "/v1(?:beta)?/batches/{batch_id}"
        self.routes = [
            route("POST", model + ":generateContent", "live", self.generate),
            route("POST", model + ":streamGenerateContent", "live", self.stream),
            route("POST", model + ":embedContent", "live", self.embed),
            route("POST", model + ":batchEmbedContents", "live", self.embed_many),
            route("POST", model + ":countTokens", "count", self.count_tokens),
            route("POST", model + ":batchGenerateContent", "create", self.create_generate),
            route("POST", model + ":asyncBatchEmbedContent", "create", self.create_embed),
            route("GET", "/v1(?:beta)?/models", "models", self.list_models),
            route("GET", model, "models", self.get_model),
            route("GET", "/v1(?:beta)?/batches", "list", self.list),
            route("GET", batch, "poll", self.get),
            route("DELETE", batch, "delete", self.delete),
            route("POST", batch + ":cancel", "cancel", self.cancel),
            route("POST", "/upload/v1(?:beta)?/files", "upload", self.upload),
            route("GET", "/v1(?:beta)?/files", "list_files", self.list_files),
            route("GET", "/v1(?:beta)?/files/{file_id}", "file", self.get_file),
            route("DELETE", "/v1(?:beta)?/files/{file_id}", "delete", self.delete_file),
            route("GET", "(?:/download)?/v1(?:beta)?/files/{file_id}:download", "results", self.download),
        ]

    # Refusals

    def error_body(self, status: int, message: str) -> Json:
        """Write an error."""
        return {"error": {"code": status, "message": message, "status": STATUSES.get(status, ("INTERNAL", 13))[0]}}

    def error(self, status: int, message: str) -> ApiError:
        """Make a refusal."""
        return ApiError(status, self.error_body(status, message))

    def account(self, request: Request) -> str:
        """Check the key; the later requests of an upload carry none but the upload's own id."""
        upload = self.uploads.get(request.query.get("upload_id", ""))
        if upload is not None:
            return upload.account
        key = request.headers.get("x-goog-api-key") or request.query.get("key", "")
        if not key:
            text = "Method doesn't allow unregistered callers (callers without established identity)."
            raise self.error(403, text)
        if "invalid" in key:
            raise ApiError(400, self._bad_key())
        return account_name(key)

    def _bad_key(self) -> Json:
        text = "API key not valid. Please pass a valid API key."
        body = self.error_body(400, text)
        info = {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "API_KEY_INVALID",
            "domain": "googleapis.com",
            "metadata": {"service": "generativelanguage.googleapis.com"},
        }
        local = {"@type": "type.googleapis.com/google.rpc.LocalizedMessage", "locale": "en-US", "message": text}
        body["error"]["details"] = [info, local]
        return body

    def _check_model(self, model: str) -> None:
        if "does-not-exist" in model:
            text = f"models/{model} is not found for API version v1beta, or is not supported for this method."
            raise self.error(404, text)

    # Live

    def generate(self, request: Request, _account: str, model: str) -> Response:
        """Answer a live call."""
        return json_response(self._live(request, model))

    def stream(self, request: Request, _account: str, model: str) -> Response:
        """Answer a live call in chunks: server-sent events, or a JSON array without alt=sse."""
        chunks = stream_chunks(self._live(request, model))
        if request.query.get("alt") != "sse":
            return json_response(chunks)
        return event_stream([(None, chunk) for chunk in chunks])

    def _live(self, request: Request, model: str) -> Json:
        self._check_model(model)
        outcome = self.answer(GENERATE, model, request.json)
        if outcome.kind != "succeeded":
            raise ApiError(outcome.status, outcome.body)
        identity = named(model, request.json)
        self.simulator.bill((self.name, GENERATE, model), identity, outcome.usage or Usage(0, 0), None)
        reply: Json = outcome.body
        return reply

    def answer(self, endpoint: str, model: str, body: Json) -> Outcome:
        """Answer one body, live or batched."""
        hooked = self.simulator.hooked(self.name, endpoint, body)
        if hooked:
            return _hooked_outcome(*hooked)
        if endpoint == EMBED:
            shown, tokens = embedding(model, body, self.simulator.tokenizer)
            return Outcome("succeeded", OK, {"embedding": shown}, Usage(tokens, 0))
        refused = refusal(body)
        if refused is not None:
            return Outcome("errored", 400, self.error_body(400, refused))
        reply, usage = generate(model, body, self.asks(model, body), self.simulator.tokenizer)
        return Outcome("succeeded", OK, reply, usage)

    def asks(self, model: str, body: Json) -> list[Ask]:
        """Put a body as a question to the model, once per candidate."""
        prompt, settings = content_prompt(body), config(body)
        sha = digest(GENERATE, named(model, body))
        ask = Ask(
            prompt.question,
            prompt.text,
            sha,
            self.simulator.occurrence(sha),
            self.simulator.seed,
            bound=pick(settings, "maxOutputTokens"),
            schema=wanted_schema(body),
            tools=function_tools(body),
            tool=forced_tool(body),
        )
        return [replace(ask, choice=number) for number in range(int(pick(settings, "candidateCount") or 1))]

    def embed(self, request: Request, _account: str, model: str) -> Response:
        """Embed one content."""
        self._check_model(model)
        return json_response(self._embed_one(model, request.json))

    def embed_many(self, request: Request, _account: str, model: str) -> Response:
        """Embed several contents."""
        self._check_model(model)
        found = [self._embed_one(model, one)["embedding"] for one in request.json.get("requests") or ()]
        return json_response({"embeddings": found})

    def _embed_one(self, model: str, body: Json) -> Json:
        self._check_embed(body, "")
        outcome = self.answer(EMBED, model, body)
        if outcome.kind != "succeeded":
            raise ApiError(outcome.status, outcome.body)
        self.simulator.bill((self.name, EMBED, model), named(model, body), outcome.usage or Usage(0, 0), None)
        reply: Json = outcome.body
        return reply

    def _check_embed(self, body: Any, where: str) -> None:
        for name in unknown_fields(body, EMBED_FIELDS):
            raise self.error(400, f'Invalid JSON payload received. Unknown name "{name}"{where}: Cannot find field.')
        if not isinstance(body, dict) or not body.get("content"):
            raise self.error(400, f"* EmbedContentRequest.content{where}: contents is not specified\n")

    def count_tokens(self, request: Request, _account: str, model: str) -> Response:
        """Count the tokens of a prompt."""
        self._check_model(model)
        body = pick(request.json, "generateContentRequest") or request.json
        tokens = prompt_tokens(body, content_prompt(body), self.simulator.tokenizer)
        details = [{"modality": "TEXT", "tokenCount": tokens}]
        return json_response({"totalTokens": tokens, "promptTokensDetails": details})

    def list_models(self, _request: Request, _account: str) -> Response:
        """List a few models."""
        return json_response({"models": [_model(name) for name in MODELS]})

    def get_model(self, _request: Request, _account: str, model: str) -> Response:
        """Describe one model."""
        self._check_model(model)
        return json_response(_model(model))

    # Files

    def upload(self, request: Request, account: str) -> Response:
        """Take a resumable upload: a start, then chunks up to one that finalizes."""
        command = request.headers.get("x-goog-upload-command", "")
        if "start" in command:
            return self._start_upload(request, account)
        stored = self.uploads.get(request.query.get("upload_id", ""))
        if stored is None:
            raise self.error(400, "Upload has already been finalized or does not exist.")
        if request.headers.get("x-goog-upload-offset") != str(len(stored.data)):
            raise self.error(400, "The upload offset does not match what has been received.")
        stored.data += request.body
        if len(stored.data) > self.simulator.limits.gemini_file_bytes:
            raise self.error(400, "File size exceeds the limit of 2 GB.")
        if "finalize" not in command:
            return Response(OK, b"", {"x-goog-upload-status": "active"})
        del self.uploads[request.query["upload_id"]]
        self.files[stored.id] = stored
        self.simulator.emit("file_uploaded", id="files/" + stored.id)
        return json_response({"file": self._show_file(stored)}, headers={"x-goog-upload-status": "final"})

    def _start_upload(self, request: Request, account: str) -> Response:
        asked = pick(request.json, "file") or {}
        mime = request.headers.get("x-goog-upload-header-content-type", "application/octet-stream")
        name = str(asked.get("name") or "").removeprefix("files/") or lower_token(12)
        now = self.simulator.clock.now()
        stored = StoredFile(name, pick(asked, "displayName"), mime, account, now)
        upload_id = hex_token()
        self.uploads[upload_id] = stored
        url = f"{self.simulator.url}{request.path}?upload_id={upload_id}&upload_protocol=resumable"
        headers = {"x-goog-upload-url": url, "x-goog-upload-status": "active"}
        return Response(OK, b"", headers)

    def _show_file(self, stored: StoredFile) -> Json:
        skew = self.simulator.faults.clock_skew
        shown = {
            "name": "files/" + stored.id,
            "displayName": stored.display_name,
            "mimeType": stored.mime_type,
            "sizeBytes": str(len(stored.data)),
            "createTime": nanos(stored.created + skew),
            "updateTime": nanos(stored.created + skew),
            "expirationTime": nanos(stored.created + 2 * DAY + skew),
            "uri": f"{self.simulator.url}/v1beta/files/{stored.id}",
            "state": "ACTIVE",
            "source": "UPLOADED",
        }
        return {name: value for name, value in shown.items() if value is not None}

    def find_file(self, account: str, file_id: str) -> StoredFile:
        """Find a file or refuse: for files, what does not exist is forbidden (captured September 2026)."""
        stored = self.files.get(file_id)
        gone = stored is None or stored.created + 2 * DAY < self.simulator.clock.now()
        if stored is None or gone or stored.account != account:
            text = f"You do not have permission to access the File {file_id} or it may not exist."
            raise self.error(403, text)
        return stored

    def get_file(self, _request: Request, account: str, file_id: str) -> Response:
        """Describe a file; the output of a job is a file too."""
        if file_id.startswith("batch-"):
            data = self._output(account, file_id)
            mime = "application/octet-stream"
            stored = StoredFile(file_id, None, mime, account, self.simulator.clock.now(), data)
            return json_response(self._show_file(stored) | {"source": "GENERATED"})
        return json_response(self._show_file(self.find_file(account, file_id)))

    def delete_file(self, _request: Request, account: str, file_id: str) -> Response:
        """Delete an uploaded file; output files go with their job."""
        if file_id.startswith("batch-"):
            raise self.error(400, "* DeleteFileRequest.name: the ID may not be longer than 40 characters.")
        del self.files[self.find_file(account, file_id).id]
        return json_response({})

    def list_files(self, request: Request, account: str) -> Response:
        """List uploaded files."""
        mine = [stored for stored in reversed(self.files.values()) if stored.account == account]
        page, more = self._page(request, mine, 10, 100)
        return json_response({"files": [self._show_file(stored) for stored in page]} | more)

    def download(self, _request: Request, account: str, file_id: str) -> Response:
        """Give a file's bytes."""
        data = self._output(account, file_id) if file_id.startswith("batch-") else self.find_file(account, file_id).data
        return Response(OK, data, {"content-type": "application/octet-stream"})

    def _output(self, account: str, file_id: str) -> bytes:
        job = self.simulator.job(self.name, account, "batches/" + file_id.removeprefix("batch-"))
        if job is None or job.status != "completed" or job.details["inline"]:
            raise self.error(404, "Requested entity was not found.")
        return job.files.get("responses", b"")

    def _page(self, request: Request, items: list[Any], default: int, most: int) -> tuple[list[Any], Json]:
        size = ask_number(request.query.get("pageSize"), default) or default
        start = ask_number(request.query.get("pageToken"), 0)
        if size < 0 or start < 0:
            raise self.error(400, "Request contains an invalid argument.")
        size = min(size, most)
        end = start + size
        return items[start:end], {"nextPageToken": str(end)} if end < len(items) else {}

    # Batches

    def create_generate(self, request: Request, account: str, model: str) -> Response:
        """Take a batch of generateContent requests."""
        return self._create(request, account, model, GENERATE)

    def create_embed(self, request: Request, account: str, model: str) -> Response:
        """Take a batch of embedContent requests."""
        return self._create(request, account, model, EMBED)

    def _create(self, request: Request, account: str, model: str, endpoint: str) -> Response:
        self._check_model(model)
        batch = pick(request.json, "batch") or {}
        source = pick(batch, "inputConfig") or {}
        file_name = pick(source, "fileName")
        if not pick(batch, "displayName"):
            raise self.error(400, "* BatchGenerateContentRequest.batch.display_name: display_name is required.\n")
        if file_name is None and len(request.body) > self.simulator.limits.gemini_inline_bytes:
            raise self.error(400, "Request payload size exceeds the limit: 20971520 bytes.")
        rows = self._file_rows(account, file_name, endpoint) if file_name else self._inline_rows(source, endpoint)
        self._check_enqueued(account, endpoint, model, rows)
        now = self.simulator.clock.now()
        job = Job(
            self.simulator,
            self,
            id="batches/" + lower_token(36),
            endpoint=endpoint,
            model=model,
            rows=rows,
            account=account,
            created=now,
            ends=now + self.simulator.latency,
            expires=now + 2 * DAY,
            number=self.simulator.next_number(),
            display_name=pick(batch, "displayName"),
            details={"inline": not file_name, "file": file_name},
        )
        self.simulator.add_job(job)
        return json_response(self.show(job, status="validating"))

    def _inline_rows(self, source: Json, endpoint: str) -> list[Row]:
        items = pick(pick(source, "requests"), "requests") or []
        if not items:
            raise self.error(400, "* BatchGenerateContentRequest.batch.input_config: no requests are given.\n")
        rows = []
        for index, item in enumerate(items):
            metadata = pick(item, "metadata")
            body = self._check_row(item, {"request", "metadata"}, index, endpoint)
            rows.append(Row(index, _inline_key(metadata), body, metadata))
        return rows

    def _file_rows(self, account: str, file_name: str, endpoint: str) -> list[Row]:
        data = self.find_file(account, str(file_name).removeprefix("files/")).data
        rows: list[Row] = []
        for number, line in enumerate(data.splitlines()):
            if not line.strip():
                continue
            try:
                item = orjson.loads(line)
            except orjson.JSONDecodeError:
                raise self.error(400, f"Invalid JSON in line {number + 1} of the input file.") from None
            body = self._check_row(item, {"key", "request", "metadata"}, number, endpoint)
            key = item.get("key")
            rows.append(Row(len(rows), None if key is None else str(key), body, pick(item, "metadata")))
        if not rows:
            raise self.error(400, "The input file is empty.")
        return rows

    def _check_row(self, item: Any, known: set[str], index: int, endpoint: str) -> Json:
        if not isinstance(item, dict) or not isinstance(item.get("request"), dict) or set(item) - known:
            raise self.error(400, f"Invalid value at request {index}: a row is an object with a request.")
        body: Json = item["request"]
        if endpoint == EMBED:
            self._check_embed(body, f" at request {index}")
        elif refusal(body) is not None:
            raise self.error(400, f"Request {index}: {refusal(body)}")
        return body

    def _check_enqueued(self, account: str, endpoint: str, model: str, rows: list[Row]) -> None:
        limit = self.simulator.faults.enqueued_limit
        if limit is None:
            return
        waiting = [row for job in self.simulator.unfinished(self.name, account, model) for row in job.rows]
        queued = [row.body for row in [*waiting, *rows]]
        if sum(self._row_tokens(endpoint, body) for body in queued) > limit:
            raise self.error(429, "You exceeded your current quota: enqueued tokens for batches of this model.")

    def _row_tokens(self, endpoint: str, body: Json) -> int:
        counter = self.simulator.tokenizer
        if endpoint == EMBED:
            return embedding("", body, counter)[1]
        return prompt_tokens(body, content_prompt(body), counter)

    def find(self, account: str, batch_id: str) -> Job:
        """Find a job or refuse."""
        job = self.simulator.job(self.name, account, "batches/" + batch_id)
        if job is None:
            raise self.error(404, "Requested entity was not found.")
        return job

    def get(self, _request: Request, account: str, batch_id: str) -> Response:
        """Show a job."""
        job = self.find(account, batch_id)
        shown = self.show(job)
        if not job.final and self.simulator.faults.take("unknown_status"):
            shown["metadata"]["state"] = "BATCH_STATE_QUEUED_FOR_REVIEW"
        return json_response(shown)

    def list(self, request: Request, account: str) -> Response:
        """List jobs, newest first, a page at a time."""
        page, more = self._page(request, self.simulator.jobs_of(self.name, account), 10, 100)
        return json_response(({"operations": [self.show(job) for job in page]} if page else {}) | more)

    def cancel(self, _request: Request, account: str, batch_id: str) -> Response:
        """Begin to cancel; an ended job stays as it is."""
        job = self.find(account, batch_id)
        if job.status not in FINAL and job.cancelled is None:
            job.cancel()
            self.simulator.emit("batch_cancelled", job=job)
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
        skew = self.simulator.faults.clock_skew
        now = job.ended or self.simulator.clock.now()
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
            "state": state.lower() if self.simulator.faults.status_case else state,
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
        lines = [line for line in job.files.get("responses", b"").splitlines() if line]
        name = "inlinedEmbedContentResponses" if job.endpoint == EMBED else "inlinedResponses"
        return {name: {"inlinedResponses": [orjson.loads(line) for line in lines if line.endswith(b"}")]}}

    def _stats(self, job: Job, status: str) -> Json:
        good = job.outcomes("succeeded")
        bad = job.outcomes("errored") if status in FINAL else 0
        counts = {"requestCount": job.count, "successfulRequestCount": good, "failedRequestCount": bad}
        counts["pendingRequestCount"] = job.count - good - bad if status != "completed" else 0
        return {name: str(count) for name, count in counts.items() if count}

    # Rows

    def run_row(self, job: Job, row: Row) -> Outcome:
        """Run one row."""
        return self.answer(job.endpoint, str(job.model), row.body)

    def row_model(self, job: Job, _row: Row) -> str:
        """Give the job's model, whatever a row says."""
        return str(job.model)

    def identity(self, job: Job, row: Row) -> Json:
        """Give the body as a live call would have it, with the model beside it."""
        return named(str(job.model), row.body)

    def no_credit(self) -> Outcome:
        """Refuse a row for want of money."""
        return Outcome("errored", 429, self.error_body(429, NO_CREDIT))

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
        if self.simulator.faults.no_keys:
            return {}
        if job.details["inline"]:
            return {} if row.metadata is None else {"metadata": row.metadata}
        return {} if row.custom_id is None else {"key": row.custom_id}


def named(model: str, body: Json) -> Json:
    """Give the identity of a request: its body, with the model of the path in place of the one it may name."""
    return body | {"model": f"models/{model}"}


def lower_token(length: int) -> str:
    """Make an id of Google's alphabet."""
    return token(length).lower()


def _inline_key(metadata: Any) -> str | None:
    if not isinstance(metadata, dict) or not metadata:
        return None
    return str(metadata.get("key") or next(iter(metadata.values())))


def _hooked_outcome(status: int, reply: Json) -> Outcome:
    if status != OK:
        return Outcome("errored", status, reply)
    used = reply.get("usageMetadata") or {}
    written = used.get("candidatesTokenCount", 0) + used.get("thoughtsTokenCount", 0)
    return Outcome("succeeded", status, reply, Usage(used.get("promptTokenCount", 0), written))


def _model(name: str) -> Json:
    methods = ["embedContent"] if "embedding" in name else ["generateContent", "countTokens", "batchGenerateContent"]
    return {"name": f"models/{name}", "displayName": name, "supportedGenerationMethods": methods}
