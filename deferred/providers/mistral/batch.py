"""Mistral's Files and Batch jobs: a JSONL file, a job over it, an output file and an error file.

Source: the published OpenAPI description, mistralai 3.7.0 and captured traffic, August and September 2026.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import orjson

from deferred.core.call import Answer
from deferred.core.job import Job, Rows
from deferred.core.usage import number
from deferred.providers.base import (
    Connection,
    State,
    Status,
    cancel,
    delete,
    earliest,
    refuse_other_kinds,
    seconds_to_wait,
)
from deferred.providers.mistral.member import MISTRAL
from deferred.providers.openai import answers
from deferred.providers.openai.batch import OpenAI

_JOBS = "batch/jobs"
_BATCH = ("object", "batch")
_PAGE = 100
_LONGEST_KEY, _LONGEST_VALUE = 32, 512  # characters in metadata
_FINAL = frozenset(["SUCCESS", "FAILED", "TIMEOUT_EXCEEDED", "CANCELLED"])


class Mistral(OpenAI):
    """The Batch API of Mistral: files, lines and rows are those of OpenAI, the jobs over them are not."""

    def __init__(self) -> None:
        """Take what is Mistral's own from its row."""
        super().__init__(MISTRAL)

    def create(self, connection: Connection, job: Job, rows: Rows) -> str:  # noqa: ARG002 - the rows are uploaded
        """Create the job over the uploaded file; its metadata carries the nonce."""
        body: dict[str, Any] = {
            "input_files": [job.file_id],
            "endpoint": self._member.url(job.endpoint),
            "metadata": {**_tags(job), self._member.creation.nonce: job.nonce},
        }
        if job.model:
            body["model"] = job.model
        reply = connection.request("POST", f"{job.base_url}/{_JOBS}", body=body, headers=dict(job.headers))
        reply.of_kind(*_BATCH)
        return reply.named("id")

    def check(self, connection: Connection, job: Job) -> Status:
        """Read the status; both files are read in every terminal state, for a cancelled job may have all its rows."""
        reply = connection.request("GET", _address(job), headers=dict(job.headers))
        batch = reply.of_kind(*_BATCH)
        word = str(batch.get("status", "")).upper()
        words, done, failed = word.replace("_", " ").lower(), _count(batch, "succeeded"), _count(batch, "failed")
        if word not in _FINAL:
            return Status(State.RUNNING, words, done, failed, seconds_to_wait(reply.headers))
        files = tuple(file for file in (batch.get("output_file"), batch.get("error_file")) if file)
        if word == "FAILED" and not files:
            return _failure_of(batch)
        return Status(State.ENDED, words, done, failed, results=files)

    def find(self, connection: Connection, job: Job, age: float) -> list[str]:
        """Search the jobs since `age` seconds ago for the nonce or the file.

        The server's filter by metadata is not used: nobody has seen it work, and one that is overlooked gives all jobs.
        """
        since = datetime.fromtimestamp(earliest({}, age), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        for batch in self._jobs(connection, job, f"&created_after={since}"):
            if self._is_ours(batch, job):
                return [str(batch["id"])]
        return []

    def all_of_ours(self, connection: Connection, job: Job) -> Iterator[str]:
        """List the jobs whose metadata holds a name of this software."""
        for batch in self._jobs(connection, job):
            if self._name_of(batch):
                yield str(batch["id"])

    def leftovers(self, job: Job, results: Sequence[str]) -> list[str]:
        """Name the files, and the job."""
        return [*super().leftovers(job, results), *([f"{_JOBS}/{job.batch_id}"] if job.batch_id else [])]

    def delete(self, connection: Connection, job: Job, name: str) -> None:
        """Delete a file, or the job."""
        path = name if name.startswith(_JOBS) else f"files/{name}"
        delete(connection, f"{job.base_url}/{path}", dict(job.headers))

    def cancel(self, connection: Connection, job: Job) -> None:
        """Ask for cancellation; a 400 means that the job has ended already."""
        cancel(connection, f"{_address(job)}/cancel", dict(job.headers))

    def _jobs(self, connection: Connection, job: Job, query: str = "") -> Iterator[dict[str, Any]]:
        """Yield the jobs of the workspace, newest first, by numbers of pages: a job may come twice, but is given once.

        A page that is not full is not taken for the last, for the server may give fewer than it is asked for.
        """
        seen: set[str] = set()
        for page in range(1_000_000):
            url = f"{job.base_url}/{_JOBS}?page={page}&page_size={_PAGE}&order_by=-created{query}"
            listed = connection.request("GET", url, headers=dict(job.headers)).json()
            new = [batch for batch in answers.listed(listed) if str(batch["id"]) not in seen]
            for batch in new:
                seen.add(str(batch["id"]))
                refuse_other_kinds(batch, *_BATCH)
                yield batch
            if not new or len(seen) >= _total(listed):
                return

    def _is_ours(self, batch: dict[str, Any], job: Job) -> bool:
        has_our_file = job.file_id is not None and job.file_id in (batch.get("input_files") or ())
        return has_our_file or self._name_of(batch) == job.nonce

    def _name_of(self, batch: Mapping[str, Any]) -> Any:
        metadata = batch.get("metadata")
        return metadata.get(self._member.creation.nonce) if isinstance(metadata, dict) else None


def _address(job: Job) -> str:
    return f"{job.base_url}/{_JOBS}/{job.batch_id}"


def _tags(job: Job) -> dict[str, str]:
    """Return the tags that metadata can hold."""
    return {
        name: value
        for name, value in job.tags.items()
        if 0 < len(name) <= _LONGEST_KEY and 0 < len(value) <= _LONGEST_VALUE
    }


def _count(batch: Mapping[str, Any], kind: str) -> int:
    return number(batch.get(f"{kind}_requests"))


def _total(listed: Mapping[str, Any]) -> float:
    total = listed.get("total") if isinstance(listed, dict) else None
    return total if isinstance(total, int) else float("inf")


def _failure_of(batch: Mapping[str, Any]) -> Status:
    errors = [one for one in batch.get("errors") or () if isinstance(one, dict)]
    words = "; ".join(str(one.get("message")) for one in errors) or "the provider gave no reason"
    told = {"object": "error", "message": words, "type": "invalid_request_error", "param": None, "code": None}
    refusal = Answer(400, orjson.dumps(told), None, batch.get("id"))
    return Status(State.FAILED, "failed", gone_wrong=words, refusal=refusal)
