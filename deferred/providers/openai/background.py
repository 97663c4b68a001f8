"""Background responses of OpenAI: a job of one call, which is polled by the id of its response.

Source: developers.openai.com, guide "Background mode", 2026-11. The provider does not list responses: one whose create
was not answered cannot be found again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deferred.core.grouping import Limits
from deferred.core.job import Job, Rows
from deferred.core.profile import profile_of
from deferred.providers.base import Body, Connection, Row, State, Status, answer_row, cancel, delete
from deferred.providers.openai.batch import OpenAI

_OBJECT = ("object", "response")
_FINAL = frozenset(["completed", "incomplete", "failed", "cancelled"])
_STATUS_OF = {"rate_limit_exceeded": 429, "server_error": 500}  # of the error of a response that failed


class BackgroundResponses(OpenAI):
    """Responses that are made in the background, within a window of hours, at a discount."""

    lists = False

    def __init__(self) -> None:
        """Use the name of the provider, and limits of its own."""
        super().__init__()
        self.limits = Limits(requests=1, bytes=50_000_000, row_bytes=0, one_model=True)

    def upload(self, connection: Connection, job: Job, rows: Rows) -> str | None:  # type: ignore[override]  # noqa: ARG002
        """Upload nothing: the create carries the request."""
        return None

    def create(self, connection: Connection, job: Job, rows: Rows) -> str:
        """Create the response, and return its id."""
        [(_, body)] = rows
        routes = profile_of(job.provider).routes
        text = routes.rewritten(body, routes.named(job.route))
        whole = Body(len(text), lambda: [text])
        reply = connection.request("POST", f"{job.base_url}/responses", body=whole, headers=dict(job.headers))
        reply.of_kind(*_OBJECT)
        return reply.named("id")

    def check(self, connection: Connection, job: Job) -> Status:
        """Read the response; a finished one is kept for the collection."""
        reply = connection.request("GET", f"{job.base_url}/responses/{job.batch_id}", headers=dict(job.headers))
        body = reply.of_kind(*_OBJECT)
        words = str(body.get("status", "")).lower()
        if words not in _FINAL:  # an unknown word too: an answer that is not final is never taken for one
            return Status(State.RUNNING, words.replace("_", " "))
        # Of a cancelled response it is unknown how much was written, and is charged.
        return Status(State.ENDED, words, done=1, inline=(body, reply.headers.get("x-request-id")))

    def collect(self, connection: Connection, job: Job, status: Status) -> Iterator[Row]:  # noqa: ARG002
        """Return the response as the one row of its job."""
        body, request_id = status.inline
        name = job.custom_id(job.keys[0])
        if status.words == "cancelled":
            yield Row(name, None, "cancelled")
        elif status.words == "failed":
            error = body.get("error") if isinstance(body.get("error"), dict) else {}
            told = {"message": error.get("message"), "code": error.get("code"), "type": "api_error", "param": None}
            refused = _STATUS_OF.get(str(error.get("code")), 400)
            yield answer_row(name, refused, {"error": told}, request_id, job.batch_id)
        else:
            yield answer_row(name, 200, body, request_id, job.batch_id, job.route)

    def find(self, connection: Connection, job: Job, age: float) -> list[str]:  # noqa: ARG002
        """Return nothing: responses are not listed."""
        return []

    def all_of_ours(self, connection: Connection, job: Job) -> Iterator[str]:  # noqa: ARG002
        """Return nothing, as `find`."""
        return iter(())

    def leftovers(self, job: Job, results: Sequence[str]) -> list[str]:  # noqa: ARG002
        """Name the response, which is kept for thirty days."""
        return [job.batch_id] if job.batch_id else []

    def delete(self, connection: Connection, job: Job, name: str) -> None:
        """Delete a response."""
        delete(connection, f"{job.base_url}/responses/{name}", dict(job.headers))

    def cancel(self, connection: Connection, job: Job) -> None:
        """Ask for cancellation; a response that has ended stays as it is."""
        cancel(connection, f"{job.base_url}/responses/{job.batch_id}/cancel", dict(job.headers))
