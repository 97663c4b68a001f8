"""Fence: the last look at a claim, between a create's body and its last piece.

On a ledger that hosts share, a process that was stopped may have lost its job to another one without knowing it. A
provider acts on a request only once it is whole: a create whose last piece is held back buys nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any

from deferred.core.errors import ClaimLost
from deferred.core.job import Job
from deferred.providers.base import Body, Connection, Reply, dumps
from deferred.storage.base import Ledger

log = logging.getLogger("deferred")
_READ = 60.0  # seconds to wait for the answer to a small body, as without a fence


def fenced(connection: Connection, ledger: Ledger, job: Job) -> Connection:
    """Return a connection that sends the last piece of a body only while this process surely has the job.

    Where a claim cannot be lost it is the connection itself.
    """
    return FencedConnection(connection, ledger, job) if ledger.takeover_grace else connection


class FencedConnection:
    """Sends requests by another connection, and breaks them off if the claim on a job is no longer sure."""

    def __init__(self, connection: Connection, ledger: Ledger, job: Job) -> None:
        """`job` is the one that the requests create."""
        self._connection, self._ledger, self._job = connection, ledger, job

    def request(
        self,
        method: str,
        url: str,
        *,
        body: Body | Any = None,
        headers: Mapping[str, str] | None = None,
        patience: float | None = None,
    ) -> Reply:
        """Send one request; see `Connection`.

        Raises:
            ClaimLost: the claim was no longer sure; the request was not sent to its end.
        """
        if body is None:
            return self._connection.request(method, url, headers=headers, patience=patience)
        if not isinstance(body, Body):
            content, patience = dumps(body), _READ if patience is None else patience
            body = Body(len(content), lambda: (content,))
        checked = Body(body.length, lambda: self._checked(body.pieces()), body.content_type)
        return self._connection.request(method, url, body=checked, headers=headers, patience=patience)

    def lines(self, url: str, *, headers: Mapping[str, str] | None = None) -> AbstractContextManager[Iterator[bytes]]:
        """Stream a text, line by line."""
        return self._connection.lines(url, headers=headers)

    def _checked(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        last: bytes | None = None
        for piece in pieces:
            if last is not None:
                yield last
            last = piece
        if not self._ledger.claims.are_sure(self._job.nonce):
            message = (
                f"the lease of this process was over while {self._job.label} was being sent; its create was broken off "
                "before its end, so nothing was created"
            )
            raise ClaimLost(message)
        if last is not None:
            yield last
