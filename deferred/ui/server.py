"""The server of the pages: on 127.0.0.1 alone, at an address that has a token."""

from __future__ import annotations

import contextlib
import secrets
import socket
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from deferred.core.errors import DeferredError
from deferred.storage.base import Ledger
from deferred.ui.actions import Actions
from deferred.ui.guard import Guard
from deferred.ui.pages import Pages

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp

_HOST = "127.0.0.1"


class Server:
    """Serves the pages of a ledger; `address` is the whole address, with the token."""

    def __init__(self, ledger: Ledger, hosts: Sequence[str], settings: Mapping[str, Any], port: int = 0) -> None:
        """Take the port, 0 for a free one.

        Args:
            ledger: what is shown.
            hosts: hosts, besides the providers' own, that keys may be sent to.
            settings: settings that were written on the command line, for `retry`.
            port: the port.

        Raises:
            DeferredError: another program has the port.
        """
        self._socket = _taken(port)
        number, token = self._socket.getsockname()[1], secrets.token_urlsafe(24)
        self.address = f"http://{_HOST}:{number}/{token}/"
        app = _app(Pages(ledger, Actions(ledger, hosts, settings), f"/{token}"))
        config = uvicorn.Config(
            Guard(app, token, number), log_level="warning", access_log=False, lifespan="off", server_header=False,
            timeout_graceful_shutdown=2,
        )  # fmt: skip
        self._server = uvicorn.Server(config)

    def run(self, told: Callable[[str], None] = lambda _: None) -> None:
        """Serve until Ctrl+C, or until `stop`; `told` is given the address, which can be opened by then."""
        with contextlib.closing(self._socket):
            told(self.address)
            self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """End `run`, from another thread."""
        self._server.should_exit = True


def _taken(port: int) -> socket.socket:
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((_HOST, port))
        found.listen()  # who asks before the server is ready waits a moment
    except OSError as error:
        found.close()
        message = (
            f"port {port} of {_HOST} cannot be used: {error.strerror}; give another one: --port 0 takes a free one"
        )
        raise DeferredError(message) from error
    return found


def _app(pages: Pages) -> ASGIApp:
    def told(request: Request, error: Exception) -> Response:
        del request
        assert isinstance(error, HTTPException)
        return HTMLResponse(pages.render("trouble.html", words=error.detail), error.status_code)

    return Starlette(routes=pages.routes(), exception_handlers={HTTPException: told})
