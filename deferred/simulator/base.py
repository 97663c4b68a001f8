"""What the three APIs have in common, and what the simulator that hosts them gives to each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from deferred.simulator.family_knobs import Bounds
from deferred.simulator.job_list import JobList
from deferred.simulator.jobs import JobHost
from deferred.simulator.meter import Tokenizer
from deferred.simulator.replies import Replies
from deferred.simulator.wire import Request, Route


class Api(Protocol):
    """What the simulator needs of each provider's API."""

    name: str
    routes: list[Route]

    def account(self, request: Request) -> str:
        """Give the account behind the request's key, or raise the provider's refusal."""

    def error_body(self, status: int, message: str) -> Any:
        """Write an error in the provider's shape."""


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
    bedrock_records: int = 100  # the least of a job
    members: dict[str, Bounds] = field(default_factory=dict)  # of OpenAI's family, by name, instead of their own


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


class Host(JobHost, Protocol):
    """What an API takes from the simulator that it is part of."""

    latency: float
    retry_after: int | None
    limits: Limits
    tokenizer: Tokenizer
    job_list: JobList
    replies: Replies

    @property
    def url(self) -> str:
        """The base URL that clients use."""

    def occurrence(self, sha256: str) -> int:
        """Count how often this very request has been answered, this time included."""
