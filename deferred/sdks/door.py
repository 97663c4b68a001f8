"""How the engine reaches a provider as the user's client would: same address, credentials, proxy and TLS."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import inspect
import re
import ssl
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import NoneType
from typing import Any
from weakref import WeakKeyDictionary

import orjson

from deferred.call import Target
from deferred.errors import DeferredError
from deferred.providers.wire import Body, Broken, Distrusted, Lost, Refused, Reply

_ways: WeakKeyDictionary[Any, str] = WeakKeyDictionary()  # looked at once for each client
# Gives address, headers (in any form that the HTTP library takes) and, where the SDK has one, the HTTP library's own
# authentication of a request.
Prepare = Callable[[str, str, dict[str, str]], tuple[str, Any, Any]]
OWN_AUTH: Any = object()  # says that a request is authenticated as its HTTP client does it
_PIECE = 1 << 16  # bytes sent at once
_HOME = "deferred_home"  # the extension of a request that says whom its credentials are for
_GONE = "deferred_gone"  # the extension of a request that holds something once it was given to the transport
# Headers of tracers: they differ from call to call and say nothing to the model, so no job is known by them.
TRACING = (
    "traceparent", "tracestate", "baggage", "b3", "x-b3-", "sentry-trace", "x-datadog-", "x-amzn-trace-id",
    "x-cloud-trace-context", "x-client-request-id", "x-request-id", "x-correlation-id",
)  # fmt: skip
_NO_HEADER = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]|^[ \t]|[ \t]$")  # what no value of a header may hold
_CONNECT, _READ, _READ_LATE = 20.0, 60.0, 600.0  # seconds; what carries a body of 256 MB is answered late


@dataclass(slots=True)
class Door:
    """One account at one address, as one client opens it; its targets are made once and shared by all calls."""

    client: Any
    provider: str
    base_url: str
    credential: str
    connection: HttpConnection
    http: Any
    way: str = ""
    targets: dict[Any, Target] = field(default_factory=dict)
    rebuilds: dict[Any, Any] = field(default_factory=dict)

    def target(self, endpoint: str, headers: tuple[tuple[str, str], ...]) -> Target:
        """Give the target of an endpoint with these headers."""
        key = (endpoint, headers)
        found = self.targets.get(key)
        if found is None:
            found = self.targets[key] = Target(
                self.provider, self.base_url, endpoint, self.credential, headers, self.way, self.connection
            )
        return found


class HttpConnection:
    """Speaks HTTP for the engine, with a client of its own and without any retry.

    `prepare(method, url, headers)` gives the address and headers that the SDK would send, credentials included. What
    of the user's may run here (key functions, hooks, auth, a transport) may raise anything: that is `Broken`.
    """

    def __init__(self, http: Any, prepare: Prepare) -> None:
        """`http` is a sync client of httpx or httpx2, whichever the SDK uses."""
        self._http, self._prepare = http, prepare

    def check(self, url: str) -> None:
        """Raise what the SDK raises when it has no credentials."""
        self._prepare("GET", url, {})

    def close(self) -> None:
        """Close the connections; a user's own transport stays open."""
        self._http.close()

    def request(
        self, method: str, url: str, *, body: Body | Any = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Send one request. Raises Refused for a status of 400 or more, Lost (or Broken) when no answer came."""
        with self._sent(method, url, body, headers) as response:
            content = self._read(response)
            if response.status_code >= 400:  # noqa: PLR2004 - the HTTP range itself
                raise Refused(response.status_code, content, dict(response.headers))
            return Reply(response.status_code, dict(response.headers), content)

    @contextlib.contextmanager
    def lines(self, url: str, *, headers: Mapping[str, str] | None = None) -> Iterator[Iterator[bytes]]:
        """Stream a text, line by line: split at line feeds only, for JSON text may hold other line separators."""
        with self._sent("GET", url, None, headers) as response:
            if response.status_code >= 400:  # noqa: PLR2004 - as above
                raise Refused(response.status_code, self._read(response), dict(response.headers))
            yield self._lines(response)

    @contextlib.contextmanager
    def _sent(self, method: str, url: str, body: Any, headers: Mapping[str, str] | None) -> Iterator[Any]:
        response = self._answer(method, url, body, headers)
        try:
            yield response
        finally:
            response.close()

    def _answer(self, method: str, url: str, body: Any, headers: Mapping[str, str] | None) -> Any:
        request, auth = self._made(method, url, body, headers)
        try:
            return self._send(request, auth)
        except Broken as trouble:
            # A hook may look at the body of a live call: then this one is held in memory, whatever its size.
            looked = isinstance(trouble.__cause__, (http_module(self._http).StreamError, AssertionError))
            if trouble.sent or not looked or not isinstance(body, Body):
                raise
        request, auth = self._made(method, url, body, headers, whole=True)
        return self._send(request, auth)

    def _made(
        self, method: str, url: str, body: Any, headers: Mapping[str, str] | None, *, whole: bool = False
    ) -> tuple[Any, Any]:
        """Make a request and its authentication; `whole` makes its body one that hooks can read."""
        module = http_module(self._http)
        try:
            address, given, auth = self._prepare(method, url, dict(headers or {}))
        except DeferredError:
            raise
        except Exception as error:  # of the SDK, or of a function of the user's that it asks for a key
            message = f"the SDK could not prepare the request ({_told(error)})"
            raise Broken(message, sent=False) from error
        timeout = module.Timeout(_READ_LATE if isinstance(body, Body) else _READ, connect=_CONNECT)
        try:
            sent = module.Headers(given)
            content = None if body is None else _content(body, sent, whole=whole)
            request = self._http.build_request(method, address, headers=sent, content=content, timeout=timeout)
        except (TypeError, ValueError, module.InvalidURL) as error:
            message = f"the request cannot be written ({_told(error)})"
            raise Broken(message, sent=False, lasting=True) from error
        request.extensions[_HOME], request.extensions[_GONE] = _origin(request.url), []
        return request, auth

    def _send(self, request: Any, auth: Any) -> Any:
        module, gone = http_module(self._http), request.extensions[_GONE]
        try:
            return self._http.send(request, stream=True, **({} if auth is None else {"auth": auth}))
        except DeferredError:  # of the ledger, which gives the bodies
            raise
        except module.HTTPStatusError as error:
            raise _by_status(error) from error
        except (module.LocalProtocolError, module.UnsupportedProtocol, module.InvalidURL) as error:
            raise _unsendable(error, request) from None  # its words may hold the key
        except (module.TransportError, module.DecodingError) as error:
            message = _told(error)
            raise (Distrusted(message, sent=False) if _is_distrust(error) else Lost(message)) from error
        except (Exception, asyncio.CancelledError) as error:  # whatever a hook, an auth or a transport raises
            message = f"a hook, auth or transport of the HTTP client failed ({_told(error)})"
            raise Broken(message, sent=bool(gone)) from error

    def _read(self, response: Any) -> bytes:
        with self._cut_off("the answer"):
            return bytes(response.read())

    def _lines(self, response: Any) -> Iterator[bytes]:
        rest = b""
        with self._cut_off("the results"):
            for piece in response.iter_bytes():
                *whole, rest = (rest + piece).split(b"\n")
                yield from (line for line in whole if line.strip())
        if rest.strip():
            yield rest

    @contextlib.contextmanager
    def _cut_off(self, what: str) -> Iterator[None]:
        try:
            yield
        except _network_errors(self._http) as error:
            message = f"{what} was cut off: {error}"
            raise Lost(message) from error
        except Exception as error:  # of a transport of the user's
            message = f"{what} was cut off: the HTTP client's transport failed ({_told(error)})"
            raise Broken(message, sent=True) from error


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def _by_status(error: Any) -> Exception:
    """Read what a hook's `raise_for_status` raised as the answer that it was."""
    response = error.response
    if response.status_code < 400:  # noqa: PLR2004 - the HTTP range itself
        return Broken(f"a hook of the HTTP client refused the answer ({_told(error)})", sent=True)
    body = response.content if hasattr(response, "_content") else response.reason_phrase.encode()
    return Refused(response.status_code, body, dict(response.headers))


def _unsendable(error: Exception, request: Any) -> Broken:
    """Say which header HTTP does not allow, without its value."""
    bad = sorted(
        {name.decode("ascii", "replace").lower() for name, value in request.headers.raw if _NO_HEADER.search(value)}
    )
    if bad:
        message = (
            f"the header {', '.join(bad)} holds what HTTP does not allow, such as a line end, or nothing where a key "
            "belongs; strip() what is read from a file"
        )
        return Broken(message, sent=False, lasting=True)
    lasting = type(error).__name__ != "LocalProtocolError"  # which HTTP/2 raises for a connection as well
    sent = bool(request.extensions[_GONE]) and not lasting
    return Broken(_told(error).partition(" b'")[0], sent=sent, lasting=lasting)


def _is_distrust(error: BaseException) -> bool:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False


def _content(body: Any, headers: Any, *, whole: bool) -> Any:
    for name in ("content-type", "content-length"):
        headers.pop(name, None)
    if not isinstance(body, Body):
        headers["content-type"] = "application/json"
        return orjson.dumps(body)
    headers["content-type"] = body.content_type
    headers["content-length"] = str(body.length)  # with it, a body in pieces is not sent chunked
    return b"".join(body.pieces()) if whole else _Pieces(body)


class _Pieces:
    """A body that is made anew where a redirect, or an auth, sends it again."""

    def __init__(self, body: Body) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        return _joined(self._body.pieces())


def _joined(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Join small pieces: each one that is sent alone is a call of the system."""
    some, size = [], 0
    for piece in pieces:
        some.append(piece)
        size += len(piece)
        if size >= _PIECE:
            yield b"".join(some)
            some, size = [], 0
    if some:
        yield b"".join(some)


def _network_errors(http: Any) -> tuple[type[Exception], ...]:
    module = http_module(http)
    return (module.TransportError, module.DecodingError, module.StreamError)


def http_module(http: Any) -> Any:
    """Give httpx or httpx2, by the class that this client or transport is of."""
    for cls in type(http).__mro__:
        root = cls.__module__.partition(".")[0]
        if root in {"httpx", "httpx2"}:
            return sys.modules[root]
    message = f"{type(http).__name__} is not a client of httpx or httpx2"
    raise TypeError(message)


def own_client(http: Any, *, whole: bool = False, auth: Any = OWN_AUTH) -> Any | None:
    """Make a sync client that reaches the provider as `http` does; None for a transport that cannot be followed.

    `whole` gives it the headers and cookies of `http` too, where what prepares the requests does not ask `http` itself;
    `auth` stands for the one of `http`.
    """
    try:
        module = http_module(http)
        transport = _twin(module, http._transport)
        mounts = {pattern.pattern: mounted and _twin(module, mounted) for pattern, mounted in http._mounts.items()}
        auth = _sync_auth(module, http.auth if auth is OWN_AUTH else auth)
    except (AttributeError, TypeError):
        return None
    theirs = http.event_hooks
    if not isinstance(http, module.Client):  # responses are seen by nobody of the user's, who may not be there any more
        theirs = {"request": [_blocking(hook) for hook in theirs.get("request", ())]}
    return module.Client(
        transport=transport,
        mounts=mounts,
        auth=auth,
        **({"headers": http.headers, "cookies": http.cookies} if whole else {}),
        timeout=module.Timeout(_READ, connect=_CONNECT),
        follow_redirects=True,
        trust_env=False,
        event_hooks={**theirs, "request": [*theirs.get("request", ()), _keep_keys_at_home]},
    )


def _sync_auth(module: Any, auth: Any) -> Any:
    """Let an auth through that a sync client runs; one that is async only would be passed over in silence."""
    plain, own = module.Auth, type(auth)
    own_sync = any(getattr(own, name, None) is not getattr(plain, name) for name in ("auth_flow", "sync_auth_flow"))
    if isinstance(auth, plain) and not own_sync and own.async_auth_flow is not plain.async_auth_flow:
        message = f"{own.__name__} has no sync flow"
        raise TypeError(message)
    return auth


def _blocking(hook: Callable[[Any], Any]) -> Callable[[Any], None]:
    def ask(request: Any) -> None:
        run_now(hook(request))

    return ask


def with_params(http: Any, url: str) -> str:
    """Add the parameters that `http` adds to every request; those of the address itself stay."""
    if not http.params:
        return url
    module = http_module(http)
    return str(module.URL(url, params=http.params.merge(module.URL(url).params)))


def _keep_keys_at_home(request: Any) -> None:
    """Take the credentials out of a request that was redirected elsewhere; httpx itself only drops Authorization."""
    request.extensions.get(_GONE, []).append(request.url)
    if request.extensions.get(_HOME, _origin(request.url)) != _origin(request.url):
        for name in split_secrets(dict(request.headers))[0]:
            del request.headers[name]


def _origin(url: Any) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _twin(module: Any, transport: Any) -> Any:
    """Make a sync transport like this one; the user's own may be closed before the job has ended."""
    if type(transport) not in {module.HTTPTransport, module.AsyncHTTPTransport}:
        if isinstance(transport, module.BaseTransport):
            return _shared(module, transport)
        message = f"{type(transport).__name__} has no sync twin"
        raise TypeError(message)
    pool = transport._pool
    kind = type(pool).__name__.removeprefix("Async")
    same = {"verify": pool._ssl_context, "http2": pool._http2, "socket_options": pool._socket_options}
    if kind == "ConnectionPool":
        return module.HTTPTransport(**same, uds=pool._uds, local_address=pool._local_address)
    if kind == "HTTPProxy":
        proxy = module.Proxy(
            _address(pool._proxy_url), headers=list(pool._proxy_headers), ssl_context=pool._proxy_ssl_context
        )
        return module.HTTPTransport(**same, proxy=proxy)
    message = f"{kind} cannot be followed"
    raise TypeError(message)


def way_of(http: Any, auth: Any = OWN_AUTH) -> str:
    """Tell HTTP clients apart that may reach the provider in different ways; a hash, for it may hold credentials.

    Frameworks make one for each agent or thread, all alike, and what comes through those shares its jobs. Of TLS only
    what a context tells is compared: it does not say which client certificate it has.
    """
    known = _ways.get(http)
    if known is None:
        known = _ways[http] = _describe(http)
    return known if auth is OWN_AUTH else f"{known} {fingerprint(auth if type(auth) is tuple else _made(auth))}"


def _describe(http: Any) -> str:
    parts = [_transport_way(http._transport)]
    parts += sorted((pattern.pattern, _transport_way(mounted)) for pattern, mounted in http._mounts.items())
    parts += [
        sorted(http.headers.multi_items()),
        str(http.params),
        sorted(map(str, http.cookies.jar)),
        _made(http.auth),
    ]
    parts.append({name: list(map(_made, hooks)) for name, hooks in http.event_hooks.items() if hooks})
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _transport_way(transport: Any) -> Any:
    pool: Any = getattr(transport, "_pool", None)
    if type(transport).__name__ not in {"HTTPTransport", "AsyncHTTPTransport"} or not hasattr(pool, "_ssl_context"):
        return _made(transport)
    proxy = getattr(pool, "_proxy_url", None)
    return (
        type(pool).__name__.removeprefix("Async"),
        _tls(pool._ssl_context),
        (pool._uds, pool._local_address, pool._socket_options),
        proxy and (_address(proxy), list(pool._proxy_headers), _tls(pool._proxy_ssl_context)),
    )


def _tls(context: Any) -> Any:
    return context and (context.verify_mode, context.check_hostname, context.options, context.cert_store_stats())


def _made(thing: Any) -> Any:
    """Name an object of the user's own making by what is in it; where that is not plain to see, it is like no other."""
    kind = type(thing)  # itself, not its name: a class that is made in a function may close over a tenant
    parts = sorted(getattr(thing, "__dict__", {}).items())
    is_hidden = hasattr(kind, "__slots__") or kind.__module__ in {"builtins", "functools"}  # functions, partials
    if parts and not is_hidden and all(isinstance(value, (str, bytes, int, float, NoneType)) for _, value in parts):
        return id(kind), parts
    return None if thing is None else id(thing)


def _shared(module: Any, transport: Any) -> Any:
    """Pass requests on to a transport of the user's own making, which we use but must not close."""

    class Shared(module.BaseTransport):  # type: ignore[misc]  # of httpx or httpx2, which is known only here
        def handle_request(self, request: Any) -> Any:
            return transport.handle_request(request)

    return Shared()


def _address(url: Any) -> str:
    port = f":{url.port}" if url.port else ""
    return f"{url.scheme.decode()}://{url.host.decode()}{port}"


_SECRET = re.compile(r"auth|key|token|secret|cookie|password|credential|signature", re.IGNORECASE)
_NO_SECRET = frozenset({"idempotency-key"})


@lru_cache(maxsize=1024)
def _is_secret(name: str) -> bool:
    return _SECRET.search(name) is not None and name not in _NO_SECRET


def split_secrets(headers: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Part the headers that may carry a credential, which stay in memory, from those that a job may be known by."""
    secret = {name: value for name, value in headers.items() if _is_secret(name)}
    return secret, {name: value for name, value in headers.items() if name not in secret}


def fingerprint(*parts: Any) -> str:
    """Name a credential without keeping it: its source, hashed."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def source_of(credential: Any) -> str:
    """Say where a credential comes from; for one that rotates, that is its provider, never a token."""
    if callable(credential):
        return (
            f"{getattr(credential, '__module__', '')}.{getattr(credential, '__qualname__', type(credential).__name__)}"
        )
    return "" if credential is None else str(credential)


def run_now(value: Any) -> Any:
    """Finish an awaitable of an async client on a loop of our own: the user's may be blocked, or gone."""
    if not inspect.isawaitable(value):
        return value

    async def finish() -> Any:
        return await value

    return asyncio.run(finish())
