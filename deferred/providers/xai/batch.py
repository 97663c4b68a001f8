"""xAI's Batch API: a container with a name, filled by a file of OpenAI's lines, with results in pages.

Source: docs.x.ai, "Batch API" and REST reference, August to November 2026. There are no times, only days, so a search
of the list is never ended by age. What an answer holds is read in `answers`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from deferred.core.job import Job, Rows
from deferred.providers.base import Connection, Row, Status, Unexpected, cancel, guarded, refuse_other_kinds
from deferred.providers.openai.batch import OpenAI
from deferred.providers.xai import answers
from deferred.providers.xai.profile import XAI

_BATCHES, _RESULTS = 100, 500  # in a page
_BATCH = ("object", "batch")
_PREFIX = "deferred-"


class XAi(OpenAI):
    """The Batch API of xAI; files are uploaded and deleted as those of OpenAI."""

    def __init__(self) -> None:
        """Write lines as its row of the family says."""
        super().__init__(XAI)

    def create(self, connection: Connection, job: Job, rows: Rows) -> str:  # noqa: ARG002 - the rows are uploaded
        """Create the batch over the uploaded file, named after the job."""
        body = {"name": _PREFIX + job.nonce, "input_file_id": job.file_id}
        reply = connection.request("POST", f"{job.base_url}/batches", body=body, headers=dict(job.headers))
        reply.of_kind(*_BATCH)
        return reply.named("batch_id")

    def check(self, connection: Connection, job: Job) -> Status:
        """Derive the status from the counters."""
        reply = connection.request("GET", f"{job.base_url}/batches/{job.batch_id}", headers=dict(job.headers))
        return answers.status_of(reply.of_kind(*_BATCH), job.count, reply.headers)

    def collect(self, connection: Connection, job: Job, status: Status) -> Iterator[Row]:  # noqa: ARG002
        """Read the pages of results; their place follows from the id of the batch."""
        items = _all(connection, job, f"batches/{job.batch_id}/results", "results", _RESULTS)
        yield from guarded(items, lambda item: answers.row_of(item, job.batch_id))

    def find(self, connection: Connection, job: Job, age: float) -> list[str]:  # noqa: ARG002 - there are only days
        """Search the whole list for the name or the file."""
        return next(([_id_of(batch)] for batch in _batches(connection, job) if _is_of(batch, job)), [])

    def all_of_ours(self, connection: Connection, job: Job) -> Iterator[str]:
        """List the batches that are named as jobs of this software; the order within a day is not known."""
        found = [one for one in _batches(connection, job) if str(one.get("name") or "").startswith(_PREFIX)]
        yield from map(_id_of, sorted(found, key=lambda one: str(one.get("create_time")), reverse=True))

    def leftovers(self, job: Job, results: Sequence[str]) -> list[str]:  # noqa: ARG002 - results are in no file
        """Name the input file; a batch cannot be deleted."""
        return [job.file_id] if job.file_id else []

    def cancel(self, connection: Connection, job: Job) -> None:
        """Ask for cancellation; rows may still finish afterwards."""
        cancel(connection, f"{job.base_url}/batches/{job.batch_id}:cancel", dict(job.headers))


def _batches(connection: Connection, job: Job) -> Iterator[dict[str, Any]]:
    for batch in _all(connection, job, "batches", "batches", _BATCHES):
        refuse_other_kinds(batch, *_BATCH)
        yield batch


def _is_of(batch: dict[str, Any], job: Job) -> bool:
    has_its_file = job.file_id is not None and batch.get("input_file_id") == job.file_id
    return batch.get("name") == _PREFIX + job.nonce or has_its_file


def _id_of(batch: dict[str, Any]) -> str:
    return str(batch["batch_id"])


def _all(connection: Connection, job: Job, path: str, name: str, limit: int) -> Iterator[Any]:
    """Yield the items of all pages.

    Raises:
        Unexpected: a page leads back to one before, so that not all can be read.
    """
    token, seen = "", {""}
    while True:
        more = f"&pagination_token={quote(token, safe='')}" if token else ""
        url = f"{job.base_url}/{path}?limit={limit}{more}"
        items, token = answers.page_of(connection.request("GET", url, headers=dict(job.headers)).json(), name)
        yield from items
        if not token:
            return
        if token in seen:
            message = f"the pages of {name} have no end: the token {token[:40]!r} came twice"
            raise Unexpected(message)
        seen.add(token)
