"""HTTP guard: a generation request that reaches httpx without a patched SDK method becomes a call, or is refused.

Tracers of single instances, and libraries with their own HTTP code, make such requests. What other libraries send to
providers that are not served is refused in `other_sdks`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import orjson

from deferred import patching
from deferred.capture import bypass
from deferred.capture.accounts import accounts_of
from deferred.capture.connection import Account, HttpConnection
from deferred.capture.credentials import TRACING, split_secrets
from deferred.capture.http_clients import OWN_AUTH, http_module, own_client, transport_of, with_params
from deferred.capture.other_sdks import refuse_if_it_generates
from deferred.capture.sdk import Header, HttpCall, SdkAdapter
from deferred.core.call import Answer, Call, Target, canonical, with_model
from deferred.core.call_site import caller
from deferred.core.fingerprint import fingerprint
from deferred.core.hosts import plainly
from deferred.futures.future import Future
from deferred.session import current, guard, outsiders
from deferred.session.outsiders import OutsideCharge
from deferred.session.protocol import BlockSession

_TRANSPORT = re.compile(
    r"x-stainless-|idempotency|content-|accept|user-agent|host$|connection$|x-goog-api-client|" + "|".join(TRACING)
)


def _send(wrapped: Callable[..., Any], http: Any, args: Any, kwargs: Any) -> Any:
    session, request = _caught(http, args, kwargs)
    if session is None:
        outside = _of_an_outsider(request)
        return wrapped(*args, **kwargs) if outside is None else _counted(wrapped, outside, args, kwargs)
    future = _park(session, http, request, bytes(request.read()), kwargs)
    if future is not None:
        return _response(http, request, future.answer())
    with bypass.allowed():  # it was told of; libraries below need not see it
        return wrapped(*args, **kwargs)


def _send_async(wrapped: Callable[..., Any], http: Any, args: Any, kwargs: Any) -> Any:
    session, request = _caught(http, args, kwargs)
    if session is None:
        outside = _of_an_outsider(request)
        return wrapped(*args, **kwargs) if outside is None else _counted_async(wrapped, outside, args, kwargs)

    async def parked() -> Any:
        future = _park(session, http, request, bytes(await request.aread()), kwargs)
        if future is None:
            with bypass.allowed():
                return await wrapped(*args, **kwargs)
        await future.ended()
        return _response(http, request, future.answer(0))

    return parked()


def _caught(http: Any, args: Any, kwargs: Any) -> tuple[BlockSession | None, Any]:
    del http
    session = current.owner()
    request = args[0] if args else kwargs.get("request")
    if request is None or request.method != "POST" or bypass.is_allowed():
        return None, request
    if session is None and guard.is_on():
        _refuse_outside(request)
    if session is not None and _match(session, request) is not None:
        return session, request
    refuse_if_it_generates(str(request.url), request.method)
    return None, request


@dataclass(frozen=True, slots=True)
class _OutsideRequest:
    """A generation request of a thread or task that is older than the open block."""

    request: Any
    match: HttpCall

    def admit(self, raw: bytes) -> OutsideCharge | None:
        """Reserve what the request can cost; `raw` is its body."""
        method, where = f"HTTP POST {self.request.url.path}", caller()

        def call() -> Call | None:
            body = _json(raw)
            if body is None:
                return None
            target = Target(self.match.provider, self.match.base_url, self.match.endpoint, "live")
            return Call(target, self.match.model or str(body.get("model", "")), raw, method, where)

        return outsiders.admit(method, where, call)


def _of_an_outsider(request: Any) -> _OutsideRequest | None:
    """Recognise a generation request that is sent live while a block is open."""
    block = None if bypass.is_allowed() or request is None else outsiders.block_in_charge()
    found = None if block is None or request.method != "POST" else _match(block, request)
    return None if found is None else _OutsideRequest(request, found[1])


def _counted(wrapped: Callable[..., Any], outside: _OutsideRequest, args: Any, kwargs: Any) -> Any:
    charge = outside.admit(bytes(outside.request.read()))
    response = wrapped(*args, **kwargs)
    _settle(charge, response, kwargs)
    return response


async def _counted_async(wrapped: Callable[..., Any], outside: _OutsideRequest, args: Any, kwargs: Any) -> Any:
    charge = outside.admit(bytes(await outside.request.aread()))
    response = await wrapped(*args, **kwargs)
    _settle(charge, response, kwargs)
    return response


def _settle(charge: OutsideCharge | None, response: Any, sending: dict[str, Any]) -> None:
    if charge is not None:
        charge.settle(response.status_code, None if sending.get("stream") else response.content)


def _refuse_outside(request: Any) -> None:
    """Refuse a generation request to a provider that is made outside of any block, where `deferred.guard()` is on."""
    if _match(None, request) is not None:
        guard.refuse(f"HTTP POST {request.url.path}", caller())


def _match(session: BlockSession | None, request: Any) -> tuple[SdkAdapter, HttpCall] | None:
    url = request.url
    netloc = f"{url.host}:{url.port}" if url.port else str(url.host)
    declared = session is not None and session.knows_host(netloc)
    said = "" if session is None else session.spoken_at(netloc)
    netloc = netloc if declared else plainly(netloc, url.scheme)
    for sdk in _sdks:
        provider = sdk.provider_at(netloc, said)
        is_its_own = (declared or sdk.known_host(netloc)) and provider in sdk.providers
        found = sdk.recognise(f"{url.scheme}://{netloc}", request) if is_its_own else None
        if found is not None:
            return sdk, replace(found, provider=provider)
    return None


def _park(session: BlockSession, http: Any, request: Any, raw: bytes, sending: dict[str, Any]) -> Future | None:
    """Submit the request as a call; None sends it live, which only the settings can allow."""
    found, where = _match(session, request), caller()
    assert found is not None
    sdk, match = found
    method = f"HTTP POST {request.url.path}"
    if match.is_counted and session.settings.unbatchable == "live":
        return None
    body = _json(raw)
    headers = {name.lower(): value for name, value in request.headers.items()}
    why = _why_not(sdk, match, body, lambda name: headers.get(name, ""))
    auth = sending.get("auth", OWN_AUTH)
    account = None if why else _account(session, http, (match.provider, match.base_url), headers, auth)
    if account is None:
        session.refuse(method, where, why or "its HTTP transport cannot be used from another thread")
        return None
    assert body is not None  # a body that is not JSON is refused above
    body.pop("stream", None)
    kept = {name: value for name, value in headers.items() if _changes_the_answer(name)}
    kept |= sdk.split(match.provider, body)
    target = account.target(match.endpoint, tuple(sorted(kept.items())))
    call = Call(target, match.model or str(body.get("model", "")), orjson.dumps(body), method, where)
    return session.submit(call, with_model(match.model, body, canonical(body)))


def _changes_the_answer(name: str) -> bool:
    return not _TRANSPORT.match(name) and not split_secrets({name: ""})[0]


def _json(raw: bytes) -> dict[str, Any] | None:
    try:
        found = orjson.loads(raw)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _why_not(sdk: SdkAdapter, match: HttpCall, body: dict[str, Any] | None, header: Header) -> str:
    if not match.batchable or not sdk.takes(match.provider, match.path):
        return "the provider's batch API does not take this endpoint"
    if body is None:
        return "its body is not a JSON object"
    return sdk.objection(body, header)


def _account(
    session: BlockSession, http: Any, place: tuple[str, str], headers: dict[str, str], auth: Any
) -> Account | None:
    """Return the account of a request outside of the SDK, by its provider, address and credentials."""
    provider, base_url = place
    if type(auth).__name__ == "UseClientDefault":
        auth = OWN_AUTH
    secrets, _ = split_secrets({name: value for name, value in headers.items() if not _TRANSPORT.match(name)})
    agent = headers.get("user-agent", "")
    # Together turns libraries away that give no name but their own (captured 2026-09).
    named = {"user-agent": "deferred" if agent.startswith("python-") else agent or "deferred"}

    def prepare(method: str, url: str, extra: dict[str, str]) -> tuple[str, Any, Any]:
        del method
        return with_params(http, url), _as_bytes({**named, **secrets, **extra}), None

    def open_it() -> Account | None:
        client = own_client(http, whole=True, auth=auth)
        if client is None:
            return None
        credential = fingerprint(provider, base_url, sorted(secrets.items()))
        connection = HttpConnection(client, prepare)
        return Account(None, provider, base_url, credential, connection, client, transport)

    transport = transport_of(http, auth)
    return accounts_of(session).get(("http", provider, base_url, tuple(sorted(secrets.items())), transport), open_it)


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
_sdks: tuple[SdkAdapter, ...] = ()


def watch(sdks: tuple[SdkAdapter, ...]) -> None:
    """Watch HTTP for generation requests of these SDKs' providers while a session is open."""
    global _sdks  # noqa: PLW0603 - which SDKs there are is one fact of the process
    _sdks = sdks
    patching.register(TARGETS)
