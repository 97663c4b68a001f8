"""The engine's HTTP connection to a provider, with the address, credentials, proxy and TLS of the user's client."""

from __future__ import annotations

import asyncio
import contextlib
import re
import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from deferred.capture import bypass
from deferred.capture.http_clients import CONNECT, GONE, HOME, READ, http_module, origin
from deferred.core.call import UNSENT, Target
from deferred.core.errors import DeferredError
from deferred.providers.base import Body, Broken, Distrusted, Lost, Refused, Reply

# Returns address, headers (in any form that the HTTP library takes) and, if the SDK has one, the HTTP library's own
# authentication of a request.
Prepare = Callable[[str, str, dict[str, str]], tuple[str, Any, Any]]
_PIECE = 1 << 16  # bytes sent at a time
_NO_HEADER = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]|^[ \t]|[ \t]$")  # characters that no value of a header may hold
_READ_LATE = 600.0  # seconds; a request with a body of 256 MB is answered late


@dataclass(slots=True)
class Account:
    """One account at one address; its targets are made once and shared by all calls."""

    client: Any
    provider: str
    base_url: str
    credential: str
    connection: HttpConnection
    http: Any
    transport: str = ""
    targets: dict[Any, Target] = field(default_factory=dict)
    rebuilds: dict[Any, Any] = field(default_factory=dict)

    def target(self, endpoint: str, headers: tuple[tuple[str, str], ...]) -> Target:
        """Return the target of an endpoint with these headers."""
        key = (endpoint, headers)
        found = self.targets.get(key)
        if found is None:
            found = self.targets[key] = Target(
                self.provider, self.base_url, endpoint, self.credential, headers, self.transport, self.connection
            )
        return found


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request: what is sent where, and the seconds to wait for its answer, if not the usual ones."""

    method: str
    url: str
    body: Body | Any
    headers: Mapping[str, str] | None
    patience: float | None = None


class HttpConnection:
    """Sends HTTP requests for the engine, with its own client and without retries.

    `prepare(method, url, headers)` returns the address and headers that the SDK would send, credentials included. The
    user's code that runs here (key functions, hooks, auth, a transport) may raise anything: that becomes `Broken`.
    """

    def __init__(self, http: Any, prepare: Prepare) -> None:
        """`http` is a sync client of httpx or httpx2, whichever the SDK uses."""
        self._http, self._prepare = http, prepare

    def check(self, url: str) -> None:
        """Raise the SDK's error if it has no credentials."""
        self._prepare("GET", url, {})

    def close(self) -> None:
        """Close the connections; the user's transport stays open."""
        self._http.close()

    def request(
        self,
        method: str,
        url: str,
        *,
        body: Body | Any = None,
        headers: Mapping[str, str] | None = None,
        patience: float | None = None,
    ) -> Reply:
        """Send one request. Raises Refused for a status of 400 or more, Lost (or Broken) if no answer came."""
        with self._sent(_Asked(method, url, body, headers, patience)) as response:
            content = self._read(response)
            if response.status_code >= 400:  # noqa: PLR2004 - the HTTP range itself
                raise Refused(response.status_code, content, dict(response.headers))
            return Reply(response.status_code, dict(response.headers), content)

    @contextlib.contextmanager
    def lines(self, url: str, *, headers: Mapping[str, str] | None = None) -> Iterator[Iterator[bytes]]:
        """Stream a text line by line. Only line feeds split it, because JSON text may hold other line separators."""
        with self._sent(_Asked("GET", url, None, headers)) as response:
            if response.status_code >= 400:  # noqa: PLR2004 - as above
                raise Refused(response.status_code, self._read(response), dict(response.headers))
            yield self._lines(response)

    @contextlib.contextmanager
    def _sent(self, asked: _Asked) -> Iterator[Any]:
        response = self._answer(asked)
        try:
            yield response
        finally:
            response.close()

    def _answer(self, asked: _Asked) -> Any:
        request, auth = self._made(asked)
        try:
            return self._send(request, auth)
        except Broken as trouble:
            # A hook may read the body of a request: then it is held in memory, regardless of its size.
            looked = isinstance(trouble.__cause__, (http_module(self._http).StreamError, AssertionError))
            if trouble.sent or not looked or not isinstance(asked.body, Body):
                raise
        request, auth = self._made(asked, whole=True)
        return self._send(request, auth)

    def _made(self, asked: _Asked, *, whole: bool = False) -> tuple[Any, Any]:
        """Make a request and its authentication; with `whole`, hooks can read its body."""
        module = http_module(self._http)
        try:
            sent = {name: value for name, value in (asked.headers or {}).items() if not name.startswith(UNSENT)}
            address, given, auth = self._prepare(asked.method, asked.url, sent)
        except DeferredError:
            raise
        except Exception as error:  # of the SDK, or of the user's key function
            message = f"the SDK could not prepare the request ({_told(error)})"
            raise Broken(message, sent=False) from error
        body, usual = asked.body, _READ_LATE if isinstance(asked.body, Body) else READ
        timeout = module.Timeout(asked.patience or usual, connect=CONNECT)
        try:
            headers = module.Headers(given)
            content = None if body is None else _content(body, headers, whole=whole)
            request = self._http.build_request(asked.method, address, headers=headers, content=content, timeout=timeout)
        except (TypeError, ValueError, module.InvalidURL) as error:
            message = f"the request cannot be written ({_told(error)})"
            raise Broken(message, sent=False, lasting=True) from error
        request.extensions[HOME], request.extensions[GONE] = origin(request.url), []
        return request, auth

    def _send(self, request: Any, auth: Any) -> Any:
        module, gone = http_module(self._http), request.extensions[GONE]
        try:
            with bypass.allowed():  # the engine's own traffic passes the guard
                return self._http.send(request, stream=True, **({} if auth is None else {"auth": auth}))
        except DeferredError:  # of the ledger, which supplies the bodies
            raise
        except module.HTTPStatusError as error:
            raise _by_status(error) from error
        except (module.LocalProtocolError, module.UnsupportedProtocol, module.InvalidURL) as error:
            raise _unsendable(error, request) from None  # its message may hold the key
        except (module.TransportError, module.DecodingError) as error:
            raise _of_the_network(error, module, is_first=len(gone) <= 1) from error
        except (Exception, asyncio.CancelledError) as error:  # a hook, an auth or a transport may raise anything
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
        except Exception as error:  # of the user's transport
            message = f"{what} was cut off: the HTTP client's transport failed ({_told(error)})"
            raise Broken(message, sent=True) from error


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def _by_status(error: Any) -> Exception:
    """Turn the error of a hook's `raise_for_status` into the answer that caused it."""
    response = error.response
    if response.status_code < 400:  # noqa: PLR2004 - the HTTP range itself
        return Broken(f"a hook of the HTTP client refused the answer ({_told(error)})", sent=True)
    body = response.content if hasattr(response, "_content") else response.reason_phrase.encode()
    return Refused(response.status_code, body, dict(response.headers))


def _of_the_network(error: Exception, module: Any, *, is_first: bool) -> Lost:
    """Tell a request that was certainly not sent (no first connection) from one that may have been sent."""
    if _is_distrust(error):
        return Distrusted(_told(error), sent=False)
    unreached = isinstance(error, (module.ConnectError, module.ConnectTimeout, module.PoolTimeout)) and is_first
    return Lost(_told(error), sent=not unreached)


def _unsendable(error: Exception, request: Any) -> Broken:
    """Return the error for a header that HTTP does not allow; it names the header, not its value."""
    bad = sorted(
        {name.decode("ascii", "replace").lower() for name, value in request.headers.raw if _NO_HEADER.search(value)}
    )
    if bad:
        message = (
            f"the header {', '.join(bad)} holds what HTTP does not allow, such as a line end, or nothing where a key "
            "belongs; strip() what is read from a file"
        )
        return Broken(message, sent=False, lasting=True)
    lasting = type(error).__name__ != "LocalProtocolError"  # HTTP/2 raises it for a connection too
    sent = bool(request.extensions[GONE]) and not lasting
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
    """A request body that is produced again if a redirect, or an auth, repeats the request."""

    def __init__(self, body: Body) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        return _joined(self._body.pieces())


def _joined(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Join small pieces: each piece costs one system call."""
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
