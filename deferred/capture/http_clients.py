"""Sync HTTP clients with the transport of the user's own clients, and names that distinguish transports."""

from __future__ import annotations

import asyncio
import hashlib
import inspect
import sys
from collections.abc import Callable
from types import NoneType
from typing import Any
from weakref import WeakKeyDictionary

from deferred.capture.credentials import split_secrets
from deferred.core.fingerprint import fingerprint

_transports: WeakKeyDictionary[Any, str] = WeakKeyDictionary()  # computed once for each client
OWN_AUTH: Any = object()  # a request is authenticated by its HTTP client's auth
HOME = "deferred_home"  # the extension of a request that names the origin of its credentials
GONE = "deferred_gone"  # the extension of a request that is filled once the transport has the request
READ, CONNECT = 60.0, 20.0  # seconds


def http_module(http: Any) -> Any:
    """Return httpx or httpx2, by the class of this client or transport."""
    for cls in type(http).__mro__:
        root = cls.__module__.partition(".")[0]
        if root in {"httpx", "httpx2"}:
            return sys.modules[root]
    message = f"{type(http).__name__} is not a client of httpx or httpx2"
    raise TypeError(message)


def own_client(http: Any, *, whole: bool = False, auth: Any = OWN_AUTH) -> Any | None:
    """Make a sync client with the transport of `http`; None for a transport that cannot be copied.

    `whole` copies the headers and cookies of `http` too, for requests that are prepared without `http`; `auth` replaces
    the auth of `http`.
    """
    try:
        module = http_module(http)
        transport = _twin(module, http._transport)
        mounts = {pattern.pattern: mounted and _twin(module, mounted) for pattern, mounted in http._mounts.items()}
        auth = _sync_auth(module, http.auth if auth is OWN_AUTH else auth)
    except (AttributeError, TypeError):
        return None
    theirs = http.event_hooks
    if not isinstance(http, module.Client):  # response hooks of an async client are not run
        theirs = {"request": [_blocking(hook) for hook in theirs.get("request", ())]}
    return module.Client(
        transport=transport,
        mounts=mounts,
        auth=auth,
        **({"headers": http.headers, "cookies": http.cookies} if whole else {}),
        timeout=module.Timeout(READ, connect=CONNECT),
        follow_redirects=True,
        trust_env=False,
        event_hooks={**theirs, "request": [*theirs.get("request", ()), _keep_keys_at_home]},
    )


def _sync_auth(module: Any, auth: Any) -> Any:
    """Return an auth that a sync client can run; an async-only auth would be ignored in silence."""
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
    """Add the parameters that `http` adds to every request; parameters of the address stay."""
    if not http.params:
        return url
    module = http_module(http)
    return str(module.URL(url, params=http.params.merge(module.URL(url).params)))


def _keep_keys_at_home(request: Any) -> None:
    """Remove the credentials from a request that was redirected to another origin; httpx only drops Authorization."""
    request.extensions.get(GONE, []).append(request.url)
    if request.extensions.get(HOME, origin(request.url)) != origin(request.url):
        for name in split_secrets(dict(request.headers))[0]:
            del request.headers[name]


def signing_auth(http: Any, sign: Callable[[Any], object]) -> Any:
    """Return an authentication, of the HTTP library of a client, that lets `sign` finish each request with its body.

    The body is read into memory first: what signs takes no stream.
    """

    def auth_flow(auth: Any, request: Any) -> Any:
        del auth
        sign(request)
        yield request

    members = {"auth_flow": auth_flow, "requires_request_body": True}
    return type("SigningAuth", (http_module(http).Auth,), members)()


def origin(url: Any) -> tuple[str, str, int | None]:
    """Return the origin of an address; addresses of one origin may receive the same credentials."""
    return url.scheme, url.host, url.port


def _twin(module: Any, transport: Any) -> Any:
    """Make a sync transport like this one; the user's transport may be closed before the job has ended."""
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
    message = f"{kind} cannot be copied"
    raise TypeError(message)


def transport_of(http: Any, auth: Any = OWN_AUTH) -> str:
    """Return a name for the transport of an HTTP client; a hash, because it may hold credentials.

    Frameworks make equal clients for each agent or thread; calls of equal clients share jobs. Of TLS contexts only the
    readable fields are compared, which do not include the client certificate.
    """
    known = _transports.get(http)
    if known is None:
        known = _transports[http] = _describe(http)
    return known if auth is OWN_AUTH else f"{known} {fingerprint(auth if type(auth) is tuple else _made(auth))}"


def _describe(http: Any) -> str:
    parts = [_describe_transport(http._transport)]
    parts += sorted((pattern.pattern, _describe_transport(mounted)) for pattern, mounted in http._mounts.items())
    parts += [
        sorted(http.headers.multi_items()),
        str(http.params),
        sorted(map(str, http.cookies.jar)),
        _made(http.auth),
    ]
    parts.append({name: list(map(_made, hooks)) for name, hooks in http.event_hooks.items() if hooks})
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _describe_transport(transport: Any) -> Any:
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
    """Return a name for an object of the user by its contents; an object with hidden contents equals no other."""
    kind = type(thing)  # the class, not its name: a class that is made in a function may close over a tenant
    parts = sorted(getattr(thing, "__dict__", {}).items())
    is_hidden = hasattr(kind, "__slots__") or kind.__module__ in {"builtins", "functools"}  # functions, partials
    if parts and not is_hidden and all(isinstance(value, (str, bytes, int, float, NoneType)) for _, value in parts):
        return id(kind), parts
    return None if thing is None else id(thing)


def _shared(module: Any, transport: Any) -> Any:
    """Wrap a transport of the user, which the engine uses but must not close."""

    class Shared(module.BaseTransport):  # type: ignore[misc]  # of httpx or httpx2, which is known only here
        def handle_request(self, request: Any) -> Any:
            return transport.handle_request(request)

    return Shared()


def _address(url: Any) -> str:
    port = f":{url.port}" if url.port else ""
    return f"{url.scheme.decode()}://{url.host.decode()}{port}"


def run_now(value: Any) -> Any:
    """Finish an awaitable of an async client on a new event loop: the user's loop may be blocked, or closed."""
    if not inspect.isawaitable(value):
        return value

    async def finish() -> Any:
        return await value

    return asyncio.run(finish())
