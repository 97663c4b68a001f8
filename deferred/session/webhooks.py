"""Webhooks: a small server that takes the events by which providers report the ends of batches.

No event is believed, so no signature is checked: one that names a batch of this process makes the engine poll it, at
most once in two seconds. Whoever does not know the id of a batch, or its nonce, can cause nothing.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import sys
import threading
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any, TypeAlias
from urllib.parse import parse_qs, urlsplit

import orjson

from deferred.core.forks import call_in_children

log = logging.getLogger("deferred")

Take: TypeAlias = Callable[[AbstractSet[str]], object]

_LARGEST = 65_536  # bytes of an event; those of OpenAI and Gemini have some hundred
_PATIENCE = 10.0  # seconds for a client to send its event
_MOST_CLIENTS = 50  # at a time: each takes a thread and a file, and the process needs most of both for its own work
_LISTENERS: dict[str, _Listener] = {}
_LOCK = threading.Lock()


def listen(address: str, take: Take) -> Callable[[], None]:
    """Call `take` with the names of batches in each event that arrives at an address, "host:port".

    Returns a function that ends this. The server stays until the process ends: blocks that follow each other use it,
    and what arrives between them is answered and dropped.

    Raises:
        OSError: the port is taken, or may not be used.
        RuntimeError: the system gives no thread.
    """
    with _LOCK:
        if address not in _LISTENERS:
            _LISTENERS[address] = _Listener(address)
        listener = _LISTENERS[address]
    listener.takers.append(take)
    return lambda: listener.takers.remove(take)


def names_in(target: str, body: bytes) -> set[str]:
    """Return what an event may name a batch by: `job` in the query, and the id of its data, also without a prefix.

    Args:
        target: the path and the query of the request.
        body: what was posted; OpenAI and Gemini send `{"type": "batch...", "data": {"id": ...}}`.
    """
    names = set(parse_qs(urlsplit(target).query).get("job", ()))
    try:
        event = orjson.loads(body)
    except orjson.JSONDecodeError:
        return names
    data = event.get("data") if isinstance(event, dict) else None
    batch_id = data.get("id") if isinstance(data, dict) else None
    return names | ({batch_id, batch_id.rpartition("/")[2]} if isinstance(batch_id, str) else set()) - {""}


class _Listener(ThreadingHTTPServer):
    """Takes events at one address, for all blocks of this process that listen there."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128  # of clients that connect at once: many jobs may end together

    def __init__(self, address: str) -> None:
        self.takers: list[Take] = []
        self._clients: list[socket.socket] = []  # the oldest first
        self._lock = threading.Lock()
        parts = urlsplit(f"//{address}")
        assert parts.hostname is not None
        self.address_family = socket.AF_INET6 if ":" in parts.hostname else socket.AF_INET
        super().__init__((parts.hostname, parts.port or 0), _Handler)
        try:
            threading.Thread(target=self.serve_forever, name="deferred-webhooks", daemon=True).start()
        except RuntimeError:
            self.server_close()
            raise

    def server_bind(self) -> None:
        """Bind the port; HTTPServer would ask DNS for the name of the host, which may take seconds."""
        TCPServer.server_bind(self)

    def hear(self, names: AbstractSet[str]) -> None:
        """Pass names on to each block."""
        for take in list(self.takers) if names else ():
            take(names)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve one more client, on a thread whose name tells look-ahead that it is none of the script's."""
        with self._lock:
            self._clients.append(request)
            for oldest in self._clients[:-_MOST_CLIENTS]:  # not the newest: it may be the provider
                with contextlib.suppress(OSError):
                    oldest.shutdown(socket.SHUT_RDWR)  # its thread finds that nothing more comes, and ends
        work, given = self.process_request_thread, (request, client_address)
        threading.Thread(target=work, args=given, name="deferred-webhooks-client", daemon=True).start()

    def shutdown_request(self, request: Any) -> None:
        """Part with a client."""
        with self._lock, contextlib.suppress(ValueError):
            self._clients.remove(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - the signature of socketserver
        """Log that an event could not be read; the polls find what it would have told."""
        log.info("deferred: an event from %s could not be read: %s", client_address, sys.exc_info()[1])


class _Handler(BaseHTTPRequestHandler):
    """Answers every event with 204, so that the answer tells nobody which batches there are."""

    server: _Listener
    timeout = _PATIENCE

    def do_POST(self) -> None:
        """Take an event."""
        length = self.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > _LARGEST:
            self.send_error(413 if length.isdecimal() else 411)
            return
        self.server.hear(names_in(self.path, self.rfile.read(int(length))))
        self._answer()

    def do_GET(self) -> None:
        """Show whoever sets up a proxy that this server is reached."""
        self._answer()

    def _answer(self) -> None:
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in http.server
        """Log to this package's log: a server that is reached from outside does not write to a terminal."""
        log.debug("deferred: webhook: %s", format % args)


def _leave_to_parent() -> None:
    """Close the ports in a forked process, which has no server: they are free as soon as the parent has ended."""
    global _LOCK  # noqa: PLW0603 - another thread of the parent may have held it
    _LOCK = threading.Lock()
    for listener in _LISTENERS.values():
        listener.socket.close()
    _LISTENERS.clear()


call_in_children(_leave_to_parent)
