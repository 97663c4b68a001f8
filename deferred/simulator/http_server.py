"""The local HTTP server in front of a simulator: it starts and stops at once, and can hang up half way."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request as WebRequest
from starlette.routing import Route as WebRoute
from uvicorn.protocols.http.h11_impl import H11Protocol

from deferred.simulator.faults import Faults
from deferred.simulator.wire import Request, Response

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

CHUNK = 256 * 1024
Handle = Callable[[Request], Response]


class HttpServer:
    """Listens on 127.0.0.1 and lets `handle` answer; stopped, it starts again on its old port."""

    def __init__(self, handle: Handle, faults: Callable[[], Faults]) -> None:
        """Prepare; nothing listens before `start`."""
        self._endpoint = _Endpoint(handle, faults)
        self.port = 0
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    def start(self, port: int | None = None) -> None:
        """Listen; 0 takes a free port, None the old one."""
        # Named as TCP, or asyncio leaves Nagle's delay on and every answer takes 40 ms.
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port if port is None else port))
        self.port = listener.getsockname()[1]
        app = Starlette(routes=[WebRoute("/{path:path}", self._endpoint)])
        quiet: dict[str, Any] = {"log_config": None, "log_level": "critical", "date_header": False}
        config = uvicorn.Config(app, http=_Protocol, lifespan="off", ws="none", **quiet)
        self._server = _Server(config)
        arguments = {"sockets": [listener]}
        self._thread = threading.Thread(target=self._server.run, kwargs=arguments, daemon=True, name="simulator")
        self._thread.start()
        while not hasattr(self._server, "halted") and self._thread.is_alive():
            time.sleep(0.002)

    def stop(self) -> None:
        """Stop listening."""
        if self._server is not None and self._thread is not None:
            self._server.halt()
            self._thread.join()
            self._server = self._thread = None


class _Server(uvicorn.Server):
    """A server that stops at once: uvicorn's own looks every tenth of a second, and then waits for clients."""

    async def main_loop(self) -> None:
        self.loop, self.halted = asyncio.get_running_loop(), asyncio.Event()
        await self.halted.wait()

    def halt(self) -> None:
        self.loop.call_soon_threadsafe(self.halted.set)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for listener in [*self.servers, *(sockets or ())]:
            listener.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)


class _Protocol(H11Protocol):
    """HTTP/1.1 that lets the application hang up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inner = self.app

        async def app(scope: Any, receive: Any, send: Any) -> None:
            scope["hang_up"] = self.transport.abort
            await inner(scope, receive, send)

        self.app = app


_AT_ONCE = 128  # requests: flex calls wait in the simulator for minutes of its clock


class _Endpoint:
    """The one ASGI endpoint: reads a request, lets it be answered, sends (or does not)."""

    def __init__(self, handle: Handle, faults: Callable[[], Faults]) -> None:
        self._handle, self._faults = handle, faults
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="simulator")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        web = WebRequest(scope, receive)
        headers = {name.lower(): value for name, value in web.headers.items()}
        query, pairs = dict(web.query_params), tuple(web.query_params.multi_items())
        request = Request(web.method, web.url.path, query, headers, await web.body(), pairs)
        slow = self._faults().slow
        if slow:
            await asyncio.sleep(slow)
        response = await asyncio.get_running_loop().run_in_executor(self._pool, self._handle, request)
        if not response.lost:
            await _send(response, send)
        if response.lost or response.cut:
            scope["hang_up"]()
            await asyncio.sleep(0.01)  # until the server has noticed; it would send a 500 otherwise


async def _send(response: Response, send: Send) -> None:
    headers = response.headers | {"content-length": str(len(response.body))}
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": response.status, "headers": raw})
    size = len(response.body) // 2 if response.cut else len(response.body)
    view = memoryview(response.body)[:size]
    for at in range(0, max(size, 1), CHUNK):
        await send({"type": "http.response.body", "body": bytes(view[at : at + CHUNK]), "more_body": True})
    if not response.cut:
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    else:
        await asyncio.sleep(0.02)  # let what was written leave before the connection is cut
