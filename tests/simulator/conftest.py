"""What every test of the simulator needs: a running one, real clients, and plain HTTP."""

from __future__ import annotations

import contextlib
import http.client
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from deferred.simulator import Simulator
from tests.support.models import CLAUDE, GEMINI

from .family_client import Client

anthropic = pytest.importorskip("anthropic")
openai = pytest.importorskip("openai")
genai = pytest.importorskip("google.genai")

KEYS = {
    "anthropic": {"x-api-key": "key", "anthropic-version": "2023-06-01"},
    "openai": {"authorization": "Bearer key"},
    "google": {"x-goog-api-key": "key"},
}


@pytest.fixture
def sim() -> Iterator[Simulator]:
    """A running simulator whose jobs end at once."""
    with Simulator() as simulator:
        yield simulator


class Http:
    """Plain HTTP to a simulator, without an SDK that hides or retries anything."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator

    def __call__(
        self,
        provider: str,
        method: str,
        path: str,
        body: Any = None,
        **headers: str,
    ) -> tuple[int, Any, dict[str, str]]:
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        named = KEYS[provider] | {name.replace("_", "-"): value for name, value in headers.items()}
        with contextlib.closing(http.client.HTTPConnection(self.simulator.host, timeout=20)) as connection:
            connection.request(method, path, data, named)
            with connection.getresponse() as response:
                raw = response.read()
        parsed = json.loads(raw) if response.headers.get("content-type", "").startswith("application/json") else raw
        return response.status, parsed, {name.lower(): value for name, value in response.headers.items()}

    def upload(self, data: bytes, purpose: str = "batch") -> tuple[int, Any]:
        """Upload a file to OpenAI."""
        parts = [f'--X\r\nContent-Disposition: form-data; name="purpose"\r\n\r\n{purpose}\r\n'.encode()]
        parts.append(b'--X\r\nContent-Disposition: form-data; name="file"; filename="in.jsonl"\r\n\r\n' + data)
        body = b"".join(parts) + b"\r\n--X--\r\n"
        return self("openai", "POST", "/v1/files", body, content_type="multipart/form-data; boundary=X")[:2]


@pytest.fixture
def http_to(sim: Simulator) -> Http:
    """Plain HTTP to the simulator."""
    return Http(sim)


@pytest.fixture
def claude(sim: Simulator) -> Iterator[Any]:
    """An Anthropic client."""
    with contextlib.closing(anthropic.Anthropic(api_key="key", base_url=sim.url, max_retries=0)) as client:
        yield client


@pytest.fixture
def gpt(sim: Simulator) -> Iterator[Any]:
    """An OpenAI client."""
    with contextlib.closing(openai.OpenAI(api_key="key", base_url=sim.url + "/v1", max_retries=0)) as client:
        yield client


@pytest.fixture
def gemini(sim: Simulator) -> Iterator[Any]:
    """A Google client."""
    with contextlib.closing(genai.Client(api_key="key", http_options={"base_url": sim.url})) as client:
        yield client


def message(text: str = "What is 2 + 2?", **more: Any) -> dict[str, Any]:
    """An Anthropic body."""
    return {"model": CLAUDE, "max_tokens": 200, "messages": [{"role": "user", "content": text}]} | more


def chat(text: str = "What is 2 + 2?", **more: Any) -> dict[str, Any]:
    """An OpenAI chat body."""
    return {"model": "gpt-4o", "messages": [{"role": "user", "content": text}]} | more


def content(text: str = "What is 2 + 2?", **more: Any) -> dict[str, Any]:
    """A Gemini body."""
    return {"contents": [{"role": "user", "parts": [{"text": text}]}]} | more


def lines_of(bodies: dict[str, Any], url: str = "/v1/chat/completions") -> bytes:
    """An OpenAI input file."""
    rows = [{"custom_id": name, "method": "POST", "url": url, "body": body} for name, body in bodies.items()]
    return "\n".join(json.dumps(row) for row in rows).encode()


@pytest.fixture
def gpt_batch(gpt: Any) -> Callable[..., Any]:
    """Upload bodies and create a batch of them."""

    def create(bodies: dict[str, Any], url: str = "/v1/chat/completions", **more: Any) -> Any:
        stored = gpt.files.create(file=("in.jsonl", io.BytesIO(lines_of(bodies, url))), purpose="batch")
        return gpt.batches.create(input_file_id=stored.id, endpoint=url, completion_window="24h", **more)

    return create


@pytest.fixture
def claude_batch(claude: Any) -> Callable[..., Any]:
    """Create a batch of Anthropic bodies."""

    def create(bodies: dict[str, Any]) -> Any:
        requests = [{"custom_id": name, "params": body} for name, body in bodies.items()]
        return claude.messages.batches.create(requests=requests)

    return create


@pytest.fixture
def gemini_batch(gemini: Any) -> Callable[..., Any]:
    """Upload bodies and create a Gemini batch of them."""

    def create(bodies: dict[str, Any]) -> Any:
        data = "\n".join(json.dumps({"key": key, "request": body}) for key, body in bodies.items()).encode()
        stored = gemini.files.upload(file=io.BytesIO(data), config={"mime_type": "application/jsonl"})
        return gemini.batches.create(model=GEMINI, src=stored.name, config={"display_name": "run"})

    return create


@pytest.fixture
def many(claude_batch: Any, gpt_batch: Any, gemini_batch: Any) -> dict[str, Callable[..., Any]]:
    """Create a batch of plain questions at any of the three."""
    return {
        "anthropic": lambda texts: claude_batch({f"row-{n}": message(t) for n, t in enumerate(texts)}),
        "openai": lambda texts: gpt_batch({f"row-{n}": chat(t) for n, t in enumerate(texts)}),
        "google": lambda texts: gemini_batch({f"row-{n}": content(t) for n, t in enumerate(texts)}),
    }


@pytest.fixture
def lines(http_to: Http) -> Callable[..., list[Any]]:
    """Read all result lines of a batch, whichever provider's, as plain JSON."""

    def read(provider: str, batch: Any) -> list[Any]:
        found = []
        for path in _result_paths(http_to, provider, batch):
            status, raw, _ = http_to(provider, "GET", path)
            assert status == 200, raw
            found += [json.loads(line) for line in raw.splitlines()]
        return found

    return read


def _result_paths(http_to: Http, provider: str, batch: Any) -> list[str]:
    if provider == "anthropic":
        return [f"/v1/messages/batches/{batch.id}/results"]
    if provider == "google":
        shown = http_to("google", "GET", f"/v1beta/{batch.name}")[1]
        return [f"/download/v1beta/{shown['response']['responsesFile']}:download?alt=media"]
    shown = http_to("openai", "GET", f"/v1/batches/{batch.id}")[1]
    ids = [shown["output_file_id"], shown["error_file_id"]]
    return [f"/v1/files/{name}/content" for name in ids if name]


@pytest.fixture
def speak() -> Iterator[Callable[..., tuple[Simulator, Client]]]:
    """Start a simulator that speaks as a member, and a client for it."""
    started: list[tuple[Simulator, Client]] = []

    def start(name: str, **more: Any) -> tuple[Simulator, Client]:
        simulator = Simulator(speaks=name, **more).start(0)
        started.append((simulator, Client(simulator, name)))
        return started[-1]

    yield start
    for simulator, client in started:
        client.http.close()
        simulator.stop()
