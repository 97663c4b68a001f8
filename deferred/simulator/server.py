"""The simulator itself: its state, its switches, and the local HTTP server in front of three APIs."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol, Self

import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request as WebRequest
from starlette.routing import Route as WebRoute
from uvicorn.protocols.http.h11_impl import H11Protocol

from deferred.simulator.anthropic_api import AnthropicApi
from deferred.simulator.clock import Clock, http_date
from deferred.simulator.faults import Faults
from deferred.simulator.gemini_api import GeminiApi
from deferred.simulator.jobs import FINAL, ODD_SHAPE, Job, Outcome, Row
from deferred.simulator.meter import Meter, Tokenizer, Usage
from deferred.simulator.openai_api import OpenAiApi
from deferred.simulator.wire import ApiError, Json, Request, Response, Route, json_response

if TYPE_CHECKING:
    from types import TracebackType

    from starlette.types import Receive, Scope, Send

CHUNK = 256 * 1024
SECRET_HEADERS = ("authorization", "x-api-key", "x-goog-api-key", "api-key")
ReplyHook = Callable[[str, str, Json], Any]


class Api(Protocol):
    """What the simulator needs of each provider's API."""

    name: str
    routes: list[Route]

    def __init__(self, simulator: Simulator) -> None:
        """Serve this simulator."""

    def account(self, request: Request) -> str:
        """Give the account behind the request's key, or raise the provider's refusal."""

    def error_body(self, status: int, message: str) -> Json:
        """Write an error in the provider's shape."""

    def no_credit(self) -> Outcome:
        """Give the outcome of a row when the account is empty."""

    def run_row(self, job: Job, row: Row) -> Outcome:
        """Run one row."""

    def row_model(self, job: Job, row: Row) -> str:
        """Give the model a row is billed for."""

    def identity(self, job: Job, row: Row) -> Json:
        """Give the body a live call with the same request would have."""

    def line(self, job: Job, row: Row) -> tuple[str, Any]:
        """Give the result file a row belongs in, and its line."""

    def runs_when(self, final: str) -> bool:
        """Tell whether rows that ran show up in a job that ended so."""


@dataclass
class Limits:
    """The providers' bounds; lower them to meet one with little data."""

    anthropic_requests: int = 100_000
    anthropic_bytes: int = 256_000_000
    openai_requests: int = 50_000
    openai_bytes: int = 200_000_000
    openai_embedding_inputs: int = 50_000
    gemini_inline_bytes: int = 20_000_000
    gemini_file_bytes: int = 2_000_000_000


@dataclass(frozen=True)
class Logged:
    """One HTTP request that arrived, keys redacted."""

    provider: str
    operation: str
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any
    time: float


class Simulator:
    """A local stand-in for the live and batch APIs of Anthropic, OpenAI and the Gemini Developer API.

    `latency` is how many simulated seconds pass from creating a job to its end; `seed` decides what the model says
    and in which order result rows come; `tokenizer` is "fair" or "worst" (one token per byte, a hidden prompt, all
    of the allowed output). Shapes and refusals follow the providers' pages as of September 2026.
    """

    def __init__(
        self,
        latency: float = 0.0,
        seed: int = 0,
        faults: Faults | None = None,
        *,
        tokenizer: str = "fair",
        retry_after: int | None = None,
    ) -> None:
        """Prepare; nothing listens until `start` or `with`."""
        self.latency, self.seed, self.retry_after = latency, seed, retry_after
        self.cancel_latency = 0.0
        self.faults = faults or Faults()
        self.limits = Limits()
        self.clock = Clock()
        self.tokenizer = Tokenizer(tokenizer)
        self.lock = threading.RLock()
        self.requests: list[Logged] = []
        self.port = 0
        self._jobs: list[Job] = []
        self._meter = Meter()
        self._arrived: list[tuple[str, Json]] = []
        self._occurrences: Counter[str] = Counter()
        self._hook: ReplyHook | None = None
        self._listeners: dict[str, list[Callable[..., None]]] = {}
        self._events = threading.local()
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        apis: tuple[Api, ...] = (AnthropicApi(self), OpenAiApi(self), GeminiApi(self))
        self._apis: dict[str, Api] = {api.name: api for api in apis}

    # Running

    def start(self, port: int | None = None) -> Self:
        """Listen on 127.0.0.1; a stopped simulator starts again on its old port, with all it knew."""
        # Named as TCP, or asyncio leaves Nagle's delay on and every answer takes 40 ms.
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port if port is None else port))
        self.port = listener.getsockname()[1]
        app = Starlette(routes=[WebRoute("/{path:path}", _Door(self))])
        quiet: dict[str, Any] = {"log_config": None, "log_level": "critical", "date_header": False}
        config = uvicorn.Config(app, http=_Protocol, lifespan="off", ws="none", **quiet)
        self._server = _Server(config)
        arguments = {"sockets": [listener]}
        self._thread = threading.Thread(target=self._server.run, kwargs=arguments, daemon=True, name="simulator")
        self._thread.start()
        while not hasattr(self._server, "halted") and self._thread.is_alive():
            time.sleep(0.002)
        return self

    def stop(self) -> None:
        """Stop listening. What happened stays readable."""
        if self._server is not None and self._thread is not None:
            self._server.halt()
            self._thread.join()
            self._server = self._thread = None

    def __enter__(self) -> Self:
        """Start."""
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop."""
        self.stop()

    @property
    def host(self) -> str:
        """Where it listens, as "127.0.0.1:PORT"."""
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """The base URL of anthropic and google clients; openai's is this and "/v1"."""
        return f"http://{self.host}"

    # Looking

    @property
    def jobs(self) -> list[Job]:
        """Every job ever created, oldest first."""
        with self.lock:
            self.settle()
            return list(self._jobs)

    @property
    def meter(self) -> Meter:
        """The bill, with every job that is due by now in it."""
        with self.lock:
            self.settle()
            return self._meter

    @property
    def live_calls(self) -> list[Logged]:
        """The logged requests that were live generation calls."""
        return [request for request in self.requests if request.operation == "live"]

    def bodies(self, provider: str) -> list[Json]:
        """Give the bodies of all batch rows of a provider, in order of arrival."""
        return [body for name, body in self._arrived if name == provider]

    def settle(self) -> None:
        """End every job whose time has come, looked at or not."""
        for job in self._jobs:
            job.settle()

    # Steering

    def reply_with(self, hook: ReplyHook | None) -> None:
        """Let `hook(provider, endpoint, body)` answer instead: a body, (status, body), or None to leave it to us."""
        self._hook = hook

    def on(self, event: str, listener: Callable[..., None]) -> None:
        """Call `listener(**details)` at an event, before the client gets its answer and outside every lock.

        Events: "request" (request), "file_uploaded" (id), "batch_created" (job), "batch_cancelled" (job),
        "batch_ended" (job), "answered" (request, response).
        """
        self._listeners.setdefault(event, []).append(listener)

    def emit(self, event: str, **details: object) -> None:
        """Note an event; listeners hear of it when the request's work is done and the lock is free."""
        pending = getattr(self._events, "pending", None)
        if pending is None:
            self._hear([(event, details)])
        else:
            pending.append((event, details))

    # For the APIs

    def server_now(self) -> float:
        """Give the time servers put into their objects and headers."""
        return self.clock.now() + self.faults.clock_skew

    def occurrence(self, sha256: str) -> int:
        """Count how often this very request has been answered, this time included."""
        self._occurrences[sha256] += 1
        return self._occurrences[sha256]

    def hooked(self, provider: str, endpoint: str, body: Json) -> tuple[int, Json] | None:
        """Ask the hook of `reply_with`."""
        answer = self._hook(provider, endpoint, body) if self._hook else None
        if answer is None:
            return None
        return answer if isinstance(answer, tuple) else (200, answer)

    def bill(self, what: tuple[str, str, str], body: Json, usage: Usage, job: tuple[str, str | None] | None) -> None:
        """Put a row or call on the bill, without ending other jobs first."""
        self._meter.bill(what, body, usage, job)

    def add_job(self, job: Job) -> None:
        """Take a new job in."""
        faults = self.faults
        if job.provider != "anthropic" and faults.take("fail_batch"):
            text = "The job failed for a reason of the provider's own."
            job.failure = [{"code": "internal_error", "message": text, "param": None, "line": None}]
        if faults.take("expire_batch"):
            job.fate, job.share = "expired", faults.done_share
        elif faults.take("cancelled_elsewhere"):
            job.fate, job.share = "cancelled", faults.done_share
        self._jobs.append(job)
        self._arrived += [(job.provider, job.api.identity(job, row)) for row in job.rows]
        self.emit("batch_created", job=job)

    def jobs_of(self, provider: str, account: str) -> list[Job]:
        """Give an account's jobs, newest first, without those that do not show in lists yet."""
        shown = self.clock.now() - self.faults.list_lag
        mine = [job for job in self._jobs if job.provider == provider and job.account == account and not job.deleted]
        return [job for job in reversed(mine) if job.created <= shown or not self.faults.list_lag]

    def unfinished(self, provider: str, account: str, model: str | None) -> list[Job]:
        """Give an account's jobs for a model that have not ended."""
        return [job for job in self.jobs_of(provider, account) if job.model == model and job.status not in FINAL]

    def job(self, provider: str, account: str, job_id: str) -> Job | None:
        """Find an account's job, unless it is made to be gone."""
        if self.faults.take("batch_gone"):
            return None
        mine = (job for job in self._jobs if job.provider == provider and job.account == account and not job.deleted)
        return next((job for job in mine if job.id == job_id), None)

    def next_number(self) -> int:
        """Give the number of the next job."""
        return len(self._jobs)

    # Serving

    def handle(self, request: Request) -> Response:
        """Answer one request: the whole server, without the network."""
        api = self._apis[provider_of(request)]
        route, names = find_route(api, request)
        operation = operation_of(route, request)
        logged = self._log(api, operation, request)
        self._hear([("request", {"request": logged})])
        self._events.pending = []
        try:
            response = self._respond(api, route, names, request)
        finally:
            pending, self._events.pending = self._events.pending, None
        self._hear([*pending, ("answered", {"request": logged, "response": response})])
        response.headers.setdefault("date", http_date(self.server_now()))
        return response

    def _respond(self, api: Api, route: Route | None, names: dict[str, str], request: Request) -> Response:
        operation = operation_of(route, request)
        with self.lock:
            try:
                account = api.account(request)
                if self.faults.take_operation("refuse_before", operation):
                    return Response(lost=True)
                self._forced(api, operation)
                if route is None:
                    raise ApiError(404, api.error_body(404, "Not found"))  # noqa: TRY301 - one way out for all
                response = route.handler(request, account, **names)
            except ApiError as error:
                response = json_response(error.body, error.status, error.headers)
            except orjson.JSONDecodeError as error:
                response = json_response(api.error_body(400, f"The request body is not valid JSON: {error}"), 400)
            except ODD_SHAPE as error:
                response = json_response(api.error_body(400, f"Invalid request: {error!r}"), 400)
            return self._spoiled(operation, response)

    def _forced(self, api: Api, operation: str) -> None:
        forced = self.faults.take_status(operation)
        if forced is None and operation == "create" and self.faults.take("rate_limited_create"):
            forced = (429, {"retry-after": self.faults.retry_after})
        if forced is not None:
            raise ApiError(forced[0], api.error_body(forced[0], "A simulated failure."), dict(forced[1]))

    def _spoiled(self, operation: str, response: Response) -> Response:
        if self.faults.take_operation("lost_responses", operation):
            return replace(response, lost=True)
        if operation == "results" and response.body and self.faults.take("cut_results"):
            return replace(response, cut=True)
        return response

    def _log(self, api: Api, operation: str, request: Request) -> Logged:
        headers = {name: "***" if name in SECRET_HEADERS else value for name, value in request.headers.items()}
        query = {name: "***" if name == "key" else value for name, value in request.query.items()}
        try:
            body = request.json if request.body[:1] in b"{[" and operation != "upload" else request.body
        except orjson.JSONDecodeError:
            body = request.body
        logged = Logged(api.name, operation, request.method, request.path, query, headers, body, self.clock.now())
        self.requests.append(logged)
        return logged

    def _hear(self, events: list[tuple[str, dict[str, Any]]]) -> None:
        for event, details in events:
            for listener in self._listeners.get(event, ()):
                listener(**details)


def provider_of(request: Request) -> str:
    """Tell which provider a request is meant for: one port serves all three, and some of their paths are the same."""
    path, headers = request.path, request.headers
    if path.startswith("/v1/messages") or "anthropic-version" in headers:
        return "anthropic"
    google = ("/v1beta", "/upload/", "/download/")
    if "x-goog-api-key" in headers or "key" in request.query or path.startswith(google) or ":" in path:
        return "google"
    return "openai"


def find_route(api: Api, request: Request) -> tuple[Route | None, dict[str, str]]:
    """Find the row of the API's table for a request, and the names in its path."""
    for route in api.routes:
        hit = route.pattern.match(request.path) if route.method == request.method else None
        if hit:
            return route, hit.groupdict()
    return None, {}


def operation_of(route: Route | None, request: Request) -> str:
    """Name what a request does, for the log and the faults."""
    if route is None:
        return "other"
    starts = route.operation == "upload" and "start" in request.headers.get("x-goog-upload-command", "")
    return "start_upload" if starts else route.operation


class _Server(uvicorn.Server):
    """A server that stops at once: uvicorn's own looks every tenth of a second, and then waits for clients."""

    async def main_loop(self) -> None:
        self.loop, self.halted = asyncio.get_running_loop(), asyncio.Event()
        await self.halted.wait()

    def halt(self) -> None:
        self.loop.call_soon_threadsafe(self.halted.set)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for listener in [*self.servers, *(sockets or ())]:
            listener.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)


class _Protocol(H11Protocol):
    """HTTP/1.1 that lets the application hang up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inner = self.app

        async def app(scope: Any, receive: Any, send: Any) -> None:
            scope["hang_up"] = self.transport.abort
            await inner(scope, receive, send)

        self.app = app


class _Door:
    """The one ASGI endpoint: reads a request, lets the simulator answer, sends (or does not)."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        web = WebRequest(scope, receive)
        headers = {name.lower(): value for name, value in web.headers.items()}
        query = dict(web.query_params)
        request = Request(web.method, web.url.path, query, headers, await web.body())
        if self.simulator.faults.slow:
            await asyncio.sleep(self.simulator.faults.slow)
        response = await asyncio.to_thread(self.simulator.handle, request)
        if not response.lost:
            await _send(response, send)
        if response.lost or response.cut:
            scope["hang_up"]()
            await asyncio.sleep(0.01)  # until the server has noticed; it would send a 500 otherwise


async def _send(response: Response, send: Send) -> None:
    headers = response.headers | {"content-length": str(len(response.body))}
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": response.status, "headers": raw})
    size = len(response.body) // 2 if response.cut else len(response.body)
    view = memoryview(response.body)[:size]
    for at in range(0, max(size, 1), CHUNK):
        await send({"type": "http.response.body", "body": bytes(view[at : at + CHUNK]), "more_body": True})
    if not response.cut:
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    else:
        await asyncio.sleep(0.02)  # let what was written leave before the connection is cut
