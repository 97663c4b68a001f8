"""mistralai: requests of the SDK's methods, stopped below them and made into calls, and replies by the same methods.

A method builds a request, gives it to `do_request`, and makes the reply of what that returns. Here `do_request` is
replaced for one call: it stops the method, waits for the answer, or returns the one that has come.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from deferred.capture.connection import Account
from deferred.capture.credentials import TRACING, split_secrets
from deferred.capture.http_clients import http_module
from deferred.capture.mistral_account import account_of, http_clients_of, why_not
from deferred.capture.parking import Parking
from deferred.core.call import Answer, Call, canonical
from deferred.core.errors import DeferredError
from deferred.futures.future import Future
from deferred.providers.base import dumps
from deferred.providers.mistral.member import MISTRAL
from deferred.session.protocol import BlockSession

VERSION = "/v1"
STREAMS = "a batch cannot stream"
NOT_TAKEN = "the provider's batch API does not take this endpoint"
_NO_TWIN = "its HTTP transport cannot be used from another thread; give a sync one (Mistral(client=httpx2.Client(...)))"
_TRANSPORT = ("content-", "accept", "user-agent", "idempotency-key", *TRACING)


class Captured(BaseException):
    """Carries a request out of the SDK's method; a BaseException, so that no handler on the way catches it."""

    def __init__(self, request: Any) -> None:
        super().__init__(str(request.url))
        self.request = request


@dataclass(frozen=True, slots=True)
class MethodCall:
    """One call of a method of the SDK; `headers` are given for it alone, `asked` is the type that it asks for."""

    session: BlockSession
    name: str
    where: str
    headers: Mapping[str, str]
    asked: Any = None


@dataclass(frozen=True, slots=True)
class MistralRequest:
    """A request as the SDK has built it, and its account."""

    account: Account
    endpoint: str
    body: dict[str, Any]
    headers: tuple[tuple[str, str], ...]
    name: str


def recorded(owner: Any, function: Callable[..., Any], args: Any, kwargs: Any) -> Any:
    """Run a method until it has its request, and return that."""

    def stop(*_: Any, request: Any, **__: Any) -> Any:
        raise Captured(request)

    try:
        function(_with(owner, do_request=stop), *args, **kwargs)
    except Captured as captured:
        return captured.request
    message = f"mistralai made no request in {function.__qualname__}, so it could not be captured"
    raise DeferredError(message)


def is_stand_in(owner: Any) -> bool:
    """Whether an object only stands for one of the SDK's: what is called on it was called, and counted, above."""
    return "do_request" in vars(owner)


def replayer(owner: Any, function: Callable[..., Any], least: Mapping[str, Any]) -> Callable[[Any], Any]:
    """Return the function that makes a method's reply of an HTTP response; `least` are arguments that it accepts.

    The reply does not depend on what was asked, which does not stay in memory. No HTTP client is used, for the user's
    may be closed when the reply is read.
    """

    def replay(response: Any) -> Any:
        stand_in = _with(owner, _build_request=lambda **_: None, do_request=lambda **_: response)
        return function(stand_in, **least)

    return replay


def _with(owner: Any, **instead: Callable[..., Any]) -> Any:
    made = copy.copy(owner)
    for name, function in instead.items():
        setattr(made, name, function)
    return made


def submit(call: MethodCall, config: Any, request: Any, *, is_async: bool) -> tuple[Future, Account] | None:
    """Submit a request; None sends it live, which only the settings can allow."""
    read = _read_or_refused(call, config, request, is_async=is_async)
    if isinstance(read, str):
        call.session.refuse(f"mistralai: {call.name}", call.where, read)
        return None
    [(made, whole)] = calls_of(read, call.where)
    future = call.session.submit(made, whole)
    future.call.asked = call.asked
    return future, read.account


def _read_or_refused(call: MethodCall, config: Any, request: Any, *, is_async: bool) -> MistralRequest | str:
    """Read a request, or tell why no batch carries it."""
    url, body = request.url, json.loads(request.read())
    root = f"{url.scheme}://{url.netloc.decode()}"
    prefix, _, path = url.path.rpartition(VERSION)
    if not MISTRAL.takes(VERSION + path):
        return NOT_TAKEN
    has_password = "its server URL holds a password, which must not be stored" if url.userinfo else ""
    why = objection_to(body) or has_password or why_not(call.session, netloc_of(url))
    if why:
        return why
    secret, plain = split_secrets(_meaningful(call.headers))
    clients = http_clients_of(config, is_async=is_async)
    found = (account_of(call.session, config, http, root + prefix + VERSION, secret) for http in clients)
    account = next(filter(None, found), None)
    if account is None:
        return _NO_TWIN
    body.pop("stream", None)  # false: a row has no such field
    return MistralRequest(account, VERSION + path, body, tuple(sorted(plain.items())), call.name)


def objection_to(body: Mapping[str, Any]) -> str:
    """Return why a body cannot go into a batch; empty if it can."""
    return STREAMS if body.get("stream") else ""


def netloc_of(url: Any) -> str:
    """Return the host of an address, with its port if it has one."""
    return f"{url.host}:{url.port}" if url.port else str(url.host)


def _meaningful(headers: Mapping[str, str]) -> dict[str, str]:
    given = {name.lower(): str(value) for name, value in headers.items()}
    return {name: value for name, value in given.items() if not name.startswith(_TRANSPORT)}


def calls_of(request: MistralRequest, where: str) -> list[tuple[Call, bytes]]:
    """Make the call of a request, with the canonical form of its body."""
    target = request.account.target(request.endpoint, request.headers)
    model = str(request.body.get("model") or "")
    return [(Call(target, model, dumps(request.body), f"mistralai: {request.name}", where), canonical(request.body))]


def response_of(account: Account, future: Future, answer: Answer) -> Any:
    """Make the HTTP response that the SDK reads, of an answer."""
    module, endpoint = http_module(account.http), future.call.target.endpoint
    sent = b"" if future.hooks is None else future.hooks.read_request(future.call) or b""
    json_type = {"content-type": "application/json"}
    url = account.base_url + endpoint.removeprefix(VERSION)
    request = module.Request("POST", url, headers=json_type, content=sent)
    response = module.Response(answer.status, content=answer.body, headers=json_type, request=request)
    response.elapsed = timedelta(0)  # the SDK and its users may read it, as on a live response
    return response


class Parker:
    """Submits the requests of one call of a method, and waits for their answers inside the method."""

    def __init__(self, call: MethodCall) -> None:
        """`call` is what the user called."""
        self._call = call
        self._last: Future | None = None

    def answered(self, reply: Any) -> Any:
        """Register the future of the call for the reply, which the SDK made itself."""
        if self._last is not None:
            self._last.stands_behind(reply)
        return reply

    def request(self, owner: Any, request: Any) -> Any:
        """Return the response to a request of a sync client; None sends it live."""
        config = owner.sdk_configuration
        taken = submit(self._call, config, request, is_async=False)
        if taken is None:
            return None
        self._last, account = taken
        return response_of(account, self._last, self._last.answer())

    async def request_async(self, owner: Any, request: Any) -> Any:
        """Return the response to a request of an async client; None sends it live."""
        config = owner.sdk_configuration
        taken = submit(self._call, config, request, is_async=True)
        if taken is None:
            return None
        self._last, account = taken
        await self._last.ended()
        return response_of(account, self._last, self._last.answer(0))


_PARKING: Parking[Parker] = Parking("deferred_mistral_parking")
parking, parker_here = _PARKING.of, _PARKING.here
