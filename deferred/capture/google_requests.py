"""google-genai: stand-ins for the SDK's API client that record requests or replay answers."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import orjson

from deferred.capture import bypass, vertex_account
from deferred.capture.connection import Account
from deferred.capture.credentials import TRACING, split_secrets
from deferred.capture.google_account import account_of, root_of
from deferred.capture.http_clients import http_module
from deferred.capture.parking import Parking
from deferred.core.call import Answer, Call, with_model
from deferred.core.errors import DeferredError
from deferred.futures.future import Future
from deferred.session.protocol import BlockSession

_TRANSPORT_HEADERS = ("x-goog-api-client", "user-agent", "x-server-timeout", *TRACING)
METHODS = {"generateContent": "models.generate_content", "batchEmbedContents": "models.embed_content"}
OTHERS = {
    "streamGenerateContent": "a batch cannot stream",
    "embedContent": "its batch form takes embed_content only through batchEmbedContents",
    "generateAnswer": "the provider's batch API does not take this endpoint",
    "predict": "the provider's batch API does not take this endpoint",
    "predictLongRunning": "the provider's batch API does not take this endpoint",
}
VERBS = frozenset({*METHODS, *OTHERS})


class Captured(BaseException):
    """Carries a request out of the SDK's method; a BaseException, so that no handler on the way catches it."""

    def __init__(self, path: str, body: dict[str, Any], http_options: Any) -> None:
        super().__init__(path)
        self.path, self.body, self.http_options = path, body, http_options


class SentLive(Exception):
    """Tells that the settings let a call be sent live, which no batch carries."""


class StandIn:
    """Stands for the SDK's API client; everything but requests is passed to the real one."""

    def __init__(self, real: Any) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


class Recorder(StandIn):
    """Records the first request, and ends the method that made it."""

    def request(self, method: str, path: str, body: dict[str, Any], http_options: Any = None) -> Any:
        """Raise the request."""
        del method
        raise Captured(path, body, http_options)


class Parker(StandIn):
    """Submits each request to the session and waits for its answer, inside the SDK's own loop."""

    def __init__(self, real: Any, session: BlockSession, where: str, asked: Any = None) -> None:
        super().__init__(real)
        self._session, self._where, self._asked = session, where, asked
        self._last: list[Future] = []

    def answered(self, reply: Any) -> Any:
        """Register the future of the last call for the reply, which the SDK made itself."""
        if len(self._last) == 1:
            self._last[0].stands_behind(reply)
        return reply

    def request(self, method: str, path: str, body: dict[str, Any], http_options: Any = None) -> Any:
        """Return what the SDK's API client returns, once the session has the answers."""
        try:
            futures = submit(self._session, self._real, Captured(path, body, http_options), self._where, self._asked)
        except SentLive:
            with bypass.allowed():
                return self._real.request(method, path, body, http_options)
        self._last = futures
        return _http_response(self._httpx_client, [future.answer() for future in futures], path)

    async def async_request(self, method: str, path: str, body: dict[str, Any], http_options: Any = None) -> Any:
        """Return what the SDK's API client returns, once the session has the answers."""
        try:
            futures = submit(self._session, self._real, Captured(path, body, http_options), self._where, self._asked)
        except SentLive:
            with bypass.allowed():
                return await self._real.async_request(method, path, body, http_options)
        self._last = futures
        await asyncio.gather(*(future.ended() for future in futures))
        return _http_response(self._httpx_client, [future.answer(0) for future in futures], path)


_PARKING: Parking[Parker] = Parking("deferred_parking")
parking, parker_here = _PARKING.of, _PARKING.here


class Replayer(Parker):
    """Replays the stored answer to the first request; a continuation is a new call of the session."""

    def __init__(
        self, real: Any, session: BlockSession, where: str, answers: list[Answer], body: Callable[[], bytes]
    ) -> None:
        """`answers` are for the first request; `body` returns its body."""
        super().__init__(real, session, where)
        self._answers: list[Answer] | None = answers
        self._body = body

    def request(self, method: str, path: str, body: dict[str, Any], http_options: Any = None) -> Any:
        """Return the stored answer, or make a call of the session."""
        if self._answers is not None:
            answers, self._answers = self._answers, None
            return _http_response(self._httpx_client, answers, path)
        # The replay was made without the contents, which are not kept in memory: the first request has them.
        first = orjson.loads(self._body())
        held = {name: first[name] for name in ("contents", "systemInstruction", "cachedContent") if name in first}
        return super().request(method, path, {**first, **body, **held}, http_options)


@dataclass(frozen=True, slots=True)
class GoogleRequest:
    """A captured request, as the SDK addresses it, and its account."""

    account: Account
    url: str
    body: dict[str, Any]
    headers: Any

    @property
    def model_and_verb(self) -> tuple[str, str]:
        """The model, and the verb of the address."""
        model, _, verb = urlsplit(self.url).path.rpartition("/models/")[2].partition(":")
        return model, verb


def submit(session: BlockSession, api: Any, captured: Captured, where: str, asked: Any) -> list[Future]:
    """Submit a captured request: one call, or for embeddings one call for each content."""
    if api.vertexai:
        _refuse_of_vertex(session, vertex_account.why_not_model(captured.path), where)
    request = _address(session, api, captured)
    if api.vertexai:
        _refuse_of_vertex(session, vertex_account.why_not_body(request.body), where)
    _refuse_path(session, request, where)
    futures = [session.submit(call, canonical, keep=True) for call, canonical in read(request, where)]
    for future in futures:
        future.call.asked = asked
    return futures


def read(request: GoogleRequest, where: str) -> Iterator[tuple[Call, bytes]]:
    """Split a request into its calls, each with the canonical form of its body."""
    model, verb = request.model_and_verb
    if verb == "batchEmbedContents":
        endpoint, bodies = "embedContent", request.body["requests"]
    else:
        endpoint, bodies = "generateContent", [request.body]
    target = request.account.target(endpoint, request.headers)
    method = f"google-genai: {METHODS[verb]}"
    for one in bodies:
        # Encoded as by the SDK: values that it refuses are refused, and values that orjson refuses are sent.
        call = Call(target, f"models/{model}", json.dumps(one).encode(), method, where)
        yield call, with_model(call.model, one, _canonical(call.body))


def _canonical(body: bytes) -> bytes:
    return json.dumps(json.loads(body), sort_keys=True, separators=(",", ":")).encode()


def _refuse_path(session: BlockSession, request: GoogleRequest, where: str) -> None:
    _, verb = request.model_and_verb
    if verb not in METHODS or urlsplit(request.url).query:
        session.refuse(f"google-genai: {verb}", where, OTHERS.get(verb, "its batch API does not take this address"))
        message = f"google-genai: {verb} at {where} can only be sent live outside the block"
        raise DeferredError(message)


def _refuse_of_vertex(session: BlockSession, why: str, where: str) -> None:
    if why:
        session.refuse("google-genai: models.generate_content", where, why)
        raise SentLive


def _address(session: BlockSession, api: Any, captured: Captured) -> GoogleRequest:
    """Let the SDK compute the address and headers of this request, with extra_body merged."""
    request = api._build_request("post", captured.path, dict(captured.body), captured.http_options)
    base_url = root_of(api, request.url)
    own = {name.lower(): value for name, value in api._http_options.headers.items()}
    extra = {
        name.lower(): str(value)
        for name, value in request.headers.items()
        if own.get(name.lower()) != value and not name.lower().startswith(_TRANSPORT_HEADERS)
    }
    secret, plain = split_secrets(extra)
    account = account_of(session, api, base_url, secret)
    assert account is not None  # a client without one was refused
    apart = vertex_account.kept_apart(session, request.data) if api.vertexai else {}
    return GoogleRequest(account, request.url, request.data, tuple(sorted({**plain, **apart}.items())))


def _http_response(http: Any, answers: list[Answer], path: str) -> Any:
    """Return what the SDK's API client returns for these answers, or raise what it raises."""
    for answer in answers:
        if not answer.ok:
            module = http_module(http)
            headers = {"content-type": "application/json"}
            request = module.Request("POST", path)
            response = module.Response(answer.status, content=answer.body, headers=headers, request=request)
            sys.modules["google.genai.errors"].APIError.raise_for_response(response)
    if ":batchEmbedContents" in path:
        parts = [orjson.loads(answer.body) for answer in answers]
        body = orjson.dumps({"embeddings": [part.get("embedding", part) for part in parts]})
    else:
        body = answers[0].body
    kind = sys.modules["google.genai.types"].HttpResponse
    return kind(headers={"content-type": "application/json"}, body=body.decode())
