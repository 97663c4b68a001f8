"""The simulator itself: its state and its switches, behind a local HTTP server with three APIs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypedDict, Unpack

from deferred.simulator.apis import ApiTable
from deferred.simulator.base import Limits, Logged
from deferred.simulator.clock import Clock
from deferred.simulator.dispatch import Dispatcher
from deferred.simulator.events import Events
from deferred.simulator.faults import Faults
from deferred.simulator.http_server import HttpServer
from deferred.simulator.job_list import JobList
from deferred.simulator.jobs import Job
from deferred.simulator.meter import Meter, Tokenizer, Usage
from deferred.simulator.replies import Replies, ReplyHook
from deferred.simulator.scripted import read_script
from deferred.simulator.wire import Json

if TYPE_CHECKING:
    from types import TracebackType

    from deferred.simulator.webhooks import Webhooks


def is_background(body: object) -> bool:
    """Tell whether the body of a request asks for a background response."""
    return isinstance(body, dict) and bool(body.get("background"))


class Options(TypedDict, total=False):
    """What else a simulator can be told."""

    tokenizer: str
    retry_after: int | None
    speaks: str
    tool_share: float


class Simulator:
    """A local stand-in for the live and batch APIs of Anthropic, OpenAI and the Gemini Developer API.

    `latency` is how many simulated seconds pass from creating a job to its end; `seed` decides what the model says
    and in which order result rows come; `tokenizer` is "fair" or "worst" (one token per byte, a hidden prompt, all
    of the allowed output). Shapes and refusals follow
    the providers' pages as of September 2026; routes besides batches those of November 2026. `speaks` names who
    answers where OpenAI would: a member of its family, as "groq" (`families.MEMBERS` has them all), "mistral",
    "xai", "vertex" (with the part of Cloud Storage that its jobs need) or "bedrock" (with that of S3). A request with
    the header `x-simulated-host` is answered by who has that host, or that name; so is one whose path begins with
    `/at/` and the host, as of a client with the base URL `{url}/at/api.groq.com`. `tool_share` of the requests that
    offer tools, and leave it to the model to call one, get a tool call; by default none does.
    """

    def __init__(
        self,
        latency: float = 0.0,
        seed: int = 0,
        faults: Faults | None = None,
        **options: Unpack[Options],
    ) -> None:
        """Prepare; nothing listens until `start` or `with`."""
        self.latency, self.seed, self.retry_after = latency, seed, options.get("retry_after")
        self.cancel_latency = 0.0
        self.faults = faults or Faults()
        self.limits = Limits()
        self.clock = Clock()
        self.tokenizer = Tokenizer(options.get("tokenizer", "fair"))
        self.lock = threading.RLock()
        self.job_list = JobList(self)
        self._meter = Meter()
        self.replies = Replies(options.get("tool_share", 0.0))
        self._events = Events()
        self._dispatcher = Dispatcher(self, self._events, ApiTable(self, options.get("speaks", "openai")))
        self._http = HttpServer(self._dispatcher.handle, lambda: self.faults)

    # Running

    def start(self, port: int | None = None) -> Self:
        """Listen on 127.0.0.1; a stopped simulator starts again on its old port, with all it knew."""
        self._http.start(port)
        return self

    def stop(self) -> None:
        """Stop listening. What happened stays readable."""
        self._http.stop()

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
    def port(self) -> int:
        """The port that it listens on."""
        return self._http.port

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
            return self.job_list.all()

    @property
    def meter(self) -> Meter:
        """The bill, with every job that is due by now in it."""
        with self.lock:
            self.settle()
            return self._meter

    @property
    def requests(self) -> list[Logged]:
        """Every HTTP request that arrived, in order."""
        return self._dispatcher.requests

    @property
    def live_calls(self) -> list[Logged]:
        """The logged requests that were live generation calls."""
        return [one for one in self.requests if one.operation == "live" and not is_background(one.body)]

    def bodies(self, provider: str) -> list[Json]:
        """Give the bodies of all batch rows of a provider, in order of arrival."""
        return self.job_list.bodies(provider)

    def settle(self) -> None:
        """End every job whose time has come, looked at or not."""
        self.job_list.settle()

    @property
    def stored(self) -> list[str]:
        """What users' data is in: files, responses, and the batches that can be deleted and were not."""
        with self.lock:
            self.settle()
            return self.job_list.stored()

    # Steering

    @property
    def webhooks(self) -> Webhooks:
        """Where the ends of batches are reported."""
        return self.job_list.webhooks

    def reply_with(self, hook: ReplyHook | None) -> None:
        """Let `hook(provider, endpoint, body)` answer instead: a body, (status, body), or None to leave it to us."""
        self.replies.hook = hook

    def answer_from(self, path: str | Path) -> None:
        """Answer as a file says: a JSON list, or JSON lines, with an object for each question.

        `{"contains": "tea", "text": "Yes."}` answers where the last message of the user has "tea"; "matches" is a
        regular expression instead, and without either every question is meant. Instead of "text" there may be
        "tool": {"name": ..., "arguments": {...}} or "error": {"status": 429, "message": ...}. The first that fits
        answers; what none fits, the simulator answers as ever.

        Raises:
            ValueError: entries are wrong; all are named.
            OSError: the file cannot be read.
        """
        self.replies.script = read_script(path)

    def on(self, event: str, listener: Callable[..., None]) -> None:
        """Call `listener(**details)` at an event, before the client gets its answer and outside every lock.

        Events: "request" (request), "file_uploaded" (id), "batch_created" (job), "batch_cancelled" (job),
        "batch_ended" (job), "response_created" (response), "answered" (request, response).
        """
        self._events.on(event, listener)

    def emit(self, event: str, **details: object) -> None:
        """Note an event; listeners hear of it when the request's work is done and the lock is free."""
        self._events.emit(event, **details)

    # For the APIs

    def occurrence(self, sha256: str) -> int:
        """Count how often this very request has been answered, this time included."""
        return self.replies.occurrence(sha256)

    def bill(self, what: tuple[str, str, str], body: Json, usage: Usage, job: tuple[str, str | None] | None) -> None:
        """Put a row or call on the bill, without ending other jobs first."""
        self._meter.bill(what, body, usage, job)
