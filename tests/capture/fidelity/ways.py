"""One call, made in two ways: live against the stub, and inside a session against the simulator."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import anthropic
import openai
import pytest
from google import genai

import deferred

if TYPE_CHECKING:
    from deferred.simulator import Simulator

    from .stub import Stub

_MISSING = ("unexpected keyword argument", "has no attribute", "Extra inputs are not permitted")


@dataclass(frozen=True)
class Way:
    """A call: whose it is, what it does with a client, and whether the client is an async one."""

    provider: str
    name: str
    make: Callable[[Any], Any]
    is_async: bool = False

    @property
    def id(self) -> str:
        return f"{self.provider}-{'async-' if self.is_async else ''}{self.name}"

    def live(self, url: str) -> Any:
        """Make the call as an ordinary one; skip what this version of the SDK does not have."""
        try:
            return self._run(url, contextlib.nullcontext())
        except (TypeError, AttributeError, ValueError) as error:
            if any(words in str(error) for words in _MISSING):
                pytest.skip(f"not in this version of the SDK: {error}"[:200])
            raise

    def deferred(self, url: str, **settings: Any) -> Any:
        """Make the call inside a session that ends before this returns."""
        return self._run(url, deferred.batch(cache=False, **settings))

    def _run(self, url: str, block: Any) -> Any:
        if not self.is_async:
            with client(self.provider, url) as one, block:
                return self.make(one)

        async def run() -> Any:
            async with async_client(self.provider, url) as one:
                with block:
                    return await self.make(one)

        return asyncio.run(run())


@contextlib.contextmanager
def client(provider: str, url: str) -> Iterator[Any]:
    """Open the SDK's ordinary client at a local address."""
    if provider == "anthropic":
        made: Any = anthropic.Anthropic(api_key="test-key", base_url=url, max_retries=0)
    elif provider == "openai":
        made = openai.OpenAI(api_key="test-key", base_url=f"{url}/v1", max_retries=0)
    else:
        made = genai.Client(api_key="test-key", http_options={"base_url": url})
    try:
        yield made
    finally:
        made.close()


@contextlib.asynccontextmanager
async def async_client(provider: str, url: str) -> AsyncIterator[Any]:
    """Open the SDK's async client at a local address."""
    if provider == "google":
        with client(provider, url) as whole:
            try:
                yield whole.aio
            finally:
                await whole.aio.aclose()
        return
    kind: Any = anthropic.AsyncAnthropic if provider == "anthropic" else openai.AsyncOpenAI
    root = url if provider == "anthropic" else f"{url}/v1"
    async with kind(api_key="test-key", base_url=root, max_retries=0) as made:
        yield made


def rows_sent(simulator: Simulator, provider: str) -> list[Any]:
    """Read the bodies of all batch rows from the raw requests, not from what the simulator made of them."""
    found: list[Any] = []
    for request in simulator.requests:
        if request.provider != provider or request.method != "POST":
            continue
        if isinstance(request.body, bytes) and b'"custom_id"' in request.body:
            found += [json.loads(line)["body"] for line in request.body.splitlines() if line.startswith(b"{")]
        elif isinstance(request.body, bytes) and b'"key"' in request.body:
            found += [json.loads(line)["request"] for line in request.body.splitlines() if line.startswith(b"{")]
        elif request.path.endswith("/batches") and provider == "anthropic":
            found += [row["params"] for row in request.body["requests"]]
        elif "batch" in (request.body if isinstance(request.body, dict) else ()):
            inline = request.body["batch"]["inputConfig"].get("requests")
            found += [row["request"] for row in inline["requests"]] if inline else []
    return found


def creates(simulator: Simulator) -> list[Any]:
    """Give the requests that created batches."""
    return [request for request in simulator.requests if request.operation == "create"]


async def both(*calls: Awaitable[Any]) -> list[Any]:
    """Await several calls side by side."""
    return list(await asyncio.gather(*calls))


def exact(value: Any) -> str:
    """Write JSON so that 1, 1.0 and true are three things, and the order of keys none."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def live_bodies(stub: Stub) -> list[Any]:
    """Give the bodies that arrived live, without `stream: false`; an embedding of several contents is several rows."""
    bodies: list[Any] = []
    for sent in stub.sent:
        body = sent.body
        if body.get("stream") is False:
            del body["stream"]
        bodies += body["requests"] if ":batchEmbedContents" in sent.path else [body]
    return bodies
