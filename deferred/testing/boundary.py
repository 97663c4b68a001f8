"""Boundary: while a test uses the simulator, no client of an SDK speaks to a provider, whenever it was made."""

from __future__ import annotations

import importlib
import importlib.util
import ipaddress
import socket
from collections.abc import Callable
from typing import Any

import pytest

from deferred.core.profile import profiles

_HOST_HEADER = "x-simulated-host"  # tells the simulator whom it stands in for
_MARKS = ("x-stainless-lang", "x-goog-api-client")  # headers that only the SDKs set


class Boundary:
    """Sends requests for providers to a simulator, and refuses other requests of the SDKs."""

    def __init__(self, host: str) -> None:
        """`host` is the simulator's HOST:PORT."""
        self._host = host

    def redirected(self, url: Any, headers: Any) -> Any:
        """Return the address of the simulator for a request to it or to a provider; None for one that stays as it is.

        `url` is an address of httpx or yarl, which both have `host` and `port`.
        """
        netloc = f"{url.host}:{url.port}" if url.port else str(url.host)
        if netloc == self._host:
            return self._host
        if _is_here(str(url.host)):
            return None
        if _is_providers(str(url.host)):
            return self._host
        if any(mark in headers for mark in _MARKS):
            _refuse(netloc)
        return None

    def hold(self, patch: pytest.MonkeyPatch) -> None:
        """Put the boundary in place."""
        for name, hold in (("httpx", self._hold_httpx), ("httpx2", self._hold_httpx), ("aiohttp", self._hold_aiohttp)):
            # Not only what is imported: the test may import an SDK itself.
            if importlib.util.find_spec(name) is not None:
                hold(patch, importlib.import_module(name))
        for name in ("NO_PROXY", "no_proxy"):  # a proxy looks names up itself
            patch.setenv(name, "*")
        look_up = socket.getaddrinfo

        def guarded(host: Any, *args: Any, **kwargs: Any) -> Any:
            if _is_providers(host.decode() if isinstance(host, bytes) else str(host)):
                _refuse(str(host))
            return look_up(host, *args, **kwargs)

        # The last line: sockets, and other HTTP clients.
        patch.setattr(socket, "getaddrinfo", guarded)

    def _hold_httpx(self, patch: pytest.MonkeyPatch, module: Any) -> None:
        sends = [(module.HTTPTransport, "handle_request"), (module.AsyncHTTPTransport, "handle_async_request")]
        for transport, name in sends:
            patch.setattr(transport, name, self._redirecting(module, transport, getattr(transport, name)))

    def _redirecting(self, module: Any, kind: Any, send: Callable[..., Any]) -> Callable[..., Any]:
        def redirected(transport: Any, request: Any) -> Any:
            host = self.redirected(request.url, request.headers)
            if host is None:
                return send(transport, request)
            return send(_direct(module, transport, kind), _moved(module, request, host))

        return redirected

    def _hold_aiohttp(self, patch: pytest.MonkeyPatch, module: Any) -> None:
        send = module.ClientSession._request  # noqa: SLF001 - every method of a session calls it

        def redirected(session: Any, method: str, url: Any, **kwargs: Any) -> Any:
            address = module.client.URL(url)
            host = self.redirected(address, kwargs.get("headers") or {})
            if host is not None:
                kwargs["headers"] = {**(kwargs.get("headers") or {}), _HOST_HEADER: str(address.host)}
                name, _, port = host.partition(":")
                address = address.with_scheme("http").with_host(name).with_port(int(port))
                kwargs["proxy"] = None
            return send(session, method, address, **kwargs)

        patch.setattr(module.ClientSession, "_request", redirected)


def _direct(module: Any, transport: Any, kind: Any) -> Any:
    """Return the transport, or another one if it goes through a proxy or a socket of its own."""
    pool = getattr(transport, "_pool", None)
    is_plain = type(pool).__name__ in {"ConnectionPool", "AsyncConnectionPool"}
    if is_plain and getattr(pool, "_uds", None) is None and getattr(pool, "_proxy", None) is None:
        return transport
    return kind(verify=False, limits=module.Limits(max_keepalive_connections=0))  # nobody closes what would be kept


def _moved(module: Any, request: Any, host: str) -> Any:
    """Copy a request for another host."""
    name, _, port = host.partition(":")
    headers = [(key, value) for key, value in request.headers.raw if key.lower() != b"host"]
    return module.Request(
        request.method,
        request.url.copy_with(scheme="http", host=name, port=int(port)),
        headers=[(b"Host", host.encode()), (_HOST_HEADER.encode(), str(request.url.host).encode()), *headers],
        stream=request.stream,
        extensions=request.extensions,
    )


def _is_providers(host: str) -> bool:
    """Tell whether a host is a provider's: of those with a profile, or of those that only the simulator knows."""
    from deferred.simulator.apis import speaker_at  # noqa: PLC0415 - needs the [simulator] extra, as only its users have it

    return any(profile.wire.is_own(host.lower()) for profile in profiles()) or speaker_at(host) is not None


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _refuse(host: str) -> None:
    pytest.fail(
        f"an SDK was about to send a request to {host}, in a test that uses deferred_simulator: it would cost money. "
        "Make the client without a base URL, or with that of a server on this machine."
    )
