"""The last line: a generation request that reaches httpx past the SDK seams is parked in a job, or refused.

Instance-level tracers and libraries with their own HTTP come this way. Calls through aiohttp or requests do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import orjson

from deferred import patching
from deferred.capture import anthropic, bypass, google, openai
from deferred.capture.accounts import accounts_of
from deferred.capture.connection import Account, HttpConnection
from deferred.capture.credentials import TRACING, fingerprint, split_secrets
from deferred.capture.http_clients import OWN_AUTH, http_module, own_client, way_of, with_params
from deferred.core.call import Answer, Call, canonical
from deferred.core.call_site import caller
from deferred.futures.future import Future
from deferred.session import current, guard
from deferred.session.protocol import BlockSession

_GEMINI = re.compile(r"/models/(?P<model>[^/:]+):(?P<verb>\w+)$")
_TRANSPORT = re.compile(
    r"x-stainless-|idempotency|content-|accept|user-agent|host$|connection$|x-goog-api-client|" + "|".join(TRACING)
)


class _Match:
    """A generation request that was recognised by host and path."""

    __slots__ = ("base_url", "batchable", "endpoint", "model", "provider")

    def __init__(self, provider: str, base_url: str, endpoint: str, model: str = "", *, batchable: bool = True) -> None:
        self.provider, self.base_url, self.endpoint = provider, base_url, endpoint
        self.model, self.batchable = model, batchable


def _send(wrapped: Callable[..., Any], http: Any, args: Any, kwargs: Any) -> Any:
    session, request = _caught(http, args, kwargs)
    if session is None:
        return wrapped(*args, **kwargs)
    future = _park(session, http, request, bytes(request.read()), kwargs)
    return wrapped(*args, **kwargs) if future is None else _response(http, request, future.answer())


def _send_async(wrapped: Callable[..., Any], http: Any, args: Any, kwargs: Any) -> Any:
    session, request = _caught(http, args, kwargs)
    if session is None:
        return wrapped(*args, **kwargs)

    async def parked() -> Any:
        future = _park(session, http, request, bytes(await request.aread()), kwargs)
        if future is None:
            return await wrapped(*args, **kwargs)
        await future.ended()
        return _response(http, request, future.answer(0))

    return parked()


def _caught(http: Any, args: Any, kwargs: Any) -> tuple[BlockSession | None, Any]:
    session = current.owner()
    request = args[0] if args else kwargs.get("request")
    if session is None and guard.is_on() and not bypass.is_allowed() and request is not None:
        _refuse_outside(request)
    if session is None or bypass.is_allowed() or request is None or request.method != "POST":
        return None, request
    del http
    return (session, request) if _match(session, request) is not None else (None, request)


def _refuse_outside(request: Any) -> None:
    """Refuse a generation request to a provider that is made outside of any block, where `deferred.guard()` is on."""
    if request.method == "POST" and _match(None, request) is not None:
        guard.refuse(f"HTTP POST {request.url.path}", caller())


def _match(session: BlockSession | None, request: Any) -> _Match | None:
    url = request.url
    netloc = f"{url.host}:{url.port}" if url.port else str(url.host)
    declared = session is not None and session.knows_host(netloc)
    root, path = f"{url.scheme}://{netloc}", url.path
    if path.endswith("/v1/messages") and (declared or anthropic.SDK.known_host(netloc)):
        beta = "?beta=true" if "beta=true" in str(url.query) else ""
        return _Match("anthropic", root + path.removesuffix("/v1/messages"), "/v1/messages" + beta)
    gemini = _GEMINI.search(path)
    if gemini and gemini["verb"] in google.VERBS and (declared or google.is_own(netloc)):
        plain = gemini["verb"] == "generateContent"
        return _Match(
            "google", root + path[: gemini.start()], "generateContent", f"models/{gemini['model']}", batchable=plain
        )
    if (declared or google.is_own(netloc)) and google.AGENTS.search(path):
        return _Match("google", root, path.rpartition("/")[2], batchable=False)
    if declared or openai.SDK.known_host(netloc):
        return _match_openai(root, path)
    return None


def _match_openai(root: str, path: str) -> _Match | None:
    for known, batchable in ((openai.SDK.endpoints, True), (openai.SDK.unbatchable, False)):
        for endpoint in known:
            if path.endswith("/v1" + endpoint):
                return _Match("openai", root + path.removesuffix(endpoint), "/v1" + endpoint, batchable=batchable)
    if openai.RUNS.search(path):
        return _Match("openai", root, path, batchable=False)
    return None


def _park(session: BlockSession, http: Any, request: Any, raw: bytes, sending: dict[str, Any]) -> Future | None:
    """Put the request into a job; None lets it go live, which only the settings can allow."""
    match, where = _match(session, request), caller()
    assert match is not None
    method = f"HTTP POST {request.url.path}"
    if _is_counted_stream(match, request) and session.settings.unbatchable == "live":
        return None
    body = _json(raw)
    why = _why_not(match, body)
    headers = {name.lower(): value for name, value in request.headers.items()}
    auth = sending.get("auth", OWN_AUTH)
    account = None if why else _account(session, http, match, headers, auth)
    if account is None:
        session.refuse(method, where, why or "its HTTP transport cannot be used from another thread")
        return None
    assert body is not None  # a body that is not JSON is refused above
    body.pop("stream", None)
    kept = tuple(sorted((name, value) for name, value in headers.items() if _changes_the_answer(name)))
    target = account.target(match.endpoint, kept)
    call = Call(target, match.model or str(body.get("model", "")), orjson.dumps(body), method, where)
    return session.submit(call, canonical(body))


def _is_counted_stream(match: _Match, request: Any) -> bool:
    """Whether this is a stream of Google's SDK, sent only now that it is read: it was counted where it was made."""
    is_stream = match.provider == "google" and ":streamGenerateContent" in request.url.path
    return is_stream and "x-goog-api-client" in request.headers


def _changes_the_answer(name: str) -> bool:
    return not _TRANSPORT.match(name) and not split_secrets({name: ""})[0]


def _json(raw: bytes) -> dict[str, Any] | None:
    try:
        found = orjson.loads(raw)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _why_not(match: _Match, body: dict[str, Any] | None) -> str:
    if not match.batchable:
        return "the provider's batch API does not take this endpoint"
    if body is None:
        return "its body is not a JSON object"
    sdk = {"anthropic": anthropic.SDK, "openai": openai.SDK}.get(match.provider)
    return sdk.objection(body) if sdk is not None else ""


def _account(session: BlockSession, http: Any, match: _Match, headers: dict[str, str], auth: Any) -> Account | None:
    if type(auth).__name__ == "UseClientDefault":
        auth = OWN_AUTH
    secrets, _ = split_secrets({name: value for name, value in headers.items() if not _TRANSPORT.match(name)})

    def prepare(method: str, url: str, extra: dict[str, str]) -> tuple[str, Any, Any]:
        del method
        return with_params(http, url), _as_bytes({**secrets, **extra}), None

    def open_it() -> Account | None:
        client = own_client(http, whole=True, auth=auth)
        if client is None:
            return None
        credential = fingerprint(match.provider, match.base_url, sorted(secrets.items()))
        connection = HttpConnection(client, prepare)
        return Account(None, match.provider, match.base_url, credential, connection, client, way)

    way = way_of(http, auth)
    return accounts_of(session).get(
        ("http", match.provider, match.base_url, tuple(sorted(secrets.items())), way), open_it
    )


def _as_bytes(headers: dict[str, str]) -> dict[bytes, bytes]:
    return {name.encode(): value.encode() for name, value in headers.items()}  # not all were ASCII


def _response(http: Any, request: Any, answer: Answer) -> Any:
    headers = {"content-type": "application/json", "x-should-retry": "false"}
    if answer.request_id:
        headers |= {"request-id": answer.request_id, "x-request-id": answer.request_id}
    return http_module(http).Response(answer.status, content=answer.body, headers=headers, request=request)


_CLIENTS = [("Client.send", _send), ("AsyncClient.send", _send_async)]
TARGETS: patching.Targets = {
    # The classes are looked up where they are defined; both modules may be in one process.
    "httpx": _CLIENTS,
    "httpx2": _CLIENTS,
}
patching.register(TARGETS)
