"""The live side: a server that records what is sent to it and answers what it is told to; it knows no batches."""

from __future__ import annotations

import base64
import json
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from tests.support.models import CLAUDE, GEMINI

TEXT = '{"name":"Ada","age":36}'  # parses as what the structured calls ask for
FLOATS = (0.5, -0.25, 0.125)


@dataclass
class Sent:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.raw) if self.raw.startswith((b"{", b"[")) else None


@dataclass
class Stub:
    """A local HTTP server that answers with what `answer(sent)` gives: a status and a body, JSON or raw bytes."""

    answer: Callable[[Sent], tuple[int, Any]] = lambda sent: (200, minimal(sent.path, sent.body))
    headers: dict[str, str] = field(default_factory=lambda: {"request-id": "req_live", "x-request-id": "req_live"})
    sent: list[Sent] = field(default_factory=list)
    url: str = ""

    def reply(self, status: int, body: Any) -> None:
        self.answer = lambda _sent: (status, body)

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _handler(stub) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - the handler below has a self of its own
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers.get("content-length", 0)))
                sent = Sent(self.path, {name.lower(): value for name, value in self.headers.items()}, raw)
                stub.sent.append(sent)
                status, body = stub.answer(sent)
                data = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                for name, value in {**stub.headers, "content-type": "application/json"}.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST  # noqa: N815 - the name that http.server looks for

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def minimal(path: str, body: Any) -> dict[str, Any]:
    """Give the smallest reply that the SDK of this path takes for a whole one."""
    end = path.partition("?")[0].replace(":", "/").rpartition("/")[2]
    return _REPLIES[end](body)


def message(body: Any = None, text: str = TEXT, **more: Any) -> dict[str, Any]:
    """Answer an Anthropic call."""
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": (body or {}).get("model", CLAUDE),
        "content": [{"type": "text", "text": text}],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": 5, "output_tokens": 7},
        **more,
    }


def chat(body: Any = None, text: str = TEXT, **choice: Any) -> dict[str, Any]:
    """Answer an OpenAI chat call."""
    said = {"role": "assistant", "content": text, "refusal": None}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_787_150_000,
        "model": (body or {}).get("model", "gpt-4o-mini"),
        "choices": [{"index": 0, "message": said, "finish_reason": "stop", "logprobs": None, **choice}],
        "usage": {"prompt_tokens": 5, "completion_tokens": 7, "total_tokens": 12},
    }


def response(body: Any = None, text: str = TEXT, **more: Any) -> dict[str, Any]:
    """Answer an OpenAI responses call."""
    said = {"type": "output_text", "text": text, "annotations": [], "logprobs": []}
    output = [{"id": "msg_1", "type": "message", "role": "assistant", "status": "completed", "content": [said]}]
    usage = {"input_tokens": 5, "output_tokens": 7, "total_tokens": 12}
    details = {"input_tokens_details": {"cached_tokens": 0}, "output_tokens_details": {"reasoning_tokens": 0}}
    return {
        "id": "resp_1",
        "object": "response",
        "created_at": 1_787_150_000,
        "status": "completed",
        "error": None,
        "incomplete_details": None,
        "model": (body or {}).get("model", "gpt-4o-mini"),
        "output": output,
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "usage": usage | details,
        **more,
    }


def embeddings(body: Any = None) -> dict[str, Any]:
    """Answer an OpenAI embeddings call, in the encoding it asks for."""
    packed = base64.b64encode(struct.pack("<3f", *FLOATS)).decode()
    vector = list(FLOATS) if (body or {}).get("encoding_format") == "float" else packed
    asked = (body or {}).get("input")
    count = len(asked) if isinstance(asked, list) and asked and not isinstance(asked[0], int) else 1
    return {
        "object": "list",
        "data": [{"object": "embedding", "index": index, "embedding": vector} for index in range(count)],
        "model": "text-embedding-3-small",
        "usage": {"prompt_tokens": 5, "total_tokens": 5},
    }


def moderation(_body: Any = None) -> dict[str, Any]:
    """Answer an OpenAI moderations call."""
    names = (
        "harassment", "harassment/threatening", "hate", "hate/threatening", "illicit", "illicit/violent", "self-harm",
        "self-harm/instructions", "self-harm/intent", "sexual", "sexual/minors", "violence", "violence/graphic",
    )  # fmt: skip
    result = {
        "flagged": False,
        "categories": dict.fromkeys(names, False),
        "category_scores": dict.fromkeys(names, 0.25),
        "category_applied_input_types": {name: ["text"] for name in names},
    }
    return {"id": "modr-1", "model": "omni-moderation-latest", "results": [result]}


def completion(body: Any = None) -> dict[str, Any]:
    """Answer an OpenAI completions call."""
    return {
        "id": "cmpl-1",
        "object": "text_completion",
        "created": 1_787_150_000,
        "model": (body or {}).get("model", "gpt-3.5-turbo-instruct"),
        "choices": [{"text": "and so on", "index": 0, "logprobs": None, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 5, "completion_tokens": 7, "total_tokens": 12},
    }


def content(_body: Any = None, text: str = TEXT, finish: str = "STOP") -> dict[str, Any]:
    """Answer a Gemini call."""
    return {
        "candidates": [{"content": {"parts": [{"text": text}], "role": "model"}, "finishReason": finish, "index": 0}],
        "usageMetadata": {"promptTokenCount": 5, "candidatesTokenCount": 7, "totalTokenCount": 12},
        "modelVersion": GEMINI,
        "responseId": "resp-1",
    }


def vector(_body: Any = None) -> dict[str, Any]:
    """Answer a Gemini embedding of one content."""
    return {"embedding": {"values": list(FLOATS)}}


def vectors(body: Any) -> dict[str, Any]:
    """Answer a Gemini embedding of several contents."""
    return {"embeddings": [vector()["embedding"] for _ in body["requests"]]}


_REPLIES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "messages": message,
    "completions": lambda body: chat(body) if "messages" in body else completion(body),
    "responses": response,
    "embeddings": embeddings,
    "moderations": moderation,
    "generateContent": content,
    "embedContent": vector,
    "batchEmbedContents": vectors,
}
