"""OpenAI Files and Batches: a JSONL file, a batch over it, an output file and an error file.

Source: developers.openai.com, "Batch API" guide and reference, 2026-06 and 2026-08.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from deferred.core import real_time
from deferred.core.job import Job, Rows
from deferred.providers.base import (
    Body,
    Connection,
    Refused,
    Row,
    State,
    Status,
    cancel,
    delete,
    earliest,
    guarded,
    parsed_lines,
    refuse_other_kinds,
    seconds_to_wait,
)
from deferred.providers.openai import answers
from deferred.providers.openai.family import OPENAI, Member

_PAGE = 100
_READING, _LOOK_EACH = 120.0, 0.5  # seconds
_BATCH, _FILE = ("object", "batch"), ("object", "file")
_OUR_FILE = re.compile(r"deferred-[0-9a-f]{16}\.jsonl")

_COUNTED = frozenset(
    ["conversation", "input", "instructions", "model", "parallel_tool_calls", "previous_response_id", "reasoning",
     "text", "tool_choice", "tools", "truncation"]
)  # fmt: skip


class OpenAI:
    """The Batch API, as a member of the family offers it."""

    recognisable = True
    lists = True

    def __init__(self, member: Member = OPENAI) -> None:
        """`member` holds what is its own in the family."""
        self.name, self.limits, self._member = member.name, member.limits, member

    def count(self, connection: Connection, job: Job, model: str, body: bytes) -> int | None:
        """Ask /v1/responses/input_tokens; the other endpoints have no count."""
        del model
        if not self._member.counts_tokens or job.endpoint != "/v1/responses":
            return None
        asked = {name: value for name, value in json.loads(body).items() if name in _COUNTED}
        url = f"{job.base_url}/responses/input_tokens"
        return int(connection.request("POST", url, body=asked, headers=dict(job.headers)).json()["input_tokens"])

    def upload(self, connection: Connection, job: Job, rows: Rows) -> str:
        """Upload the JSONL file, named after the job."""
        way, boundary = self._member.upload, f"deferred-{job.nonce}"
        named = {"file_name": _file_name(job)} if way.has_name else {}
        fields = {"purpose": way.purpose, **named, **way.fields}
        head, tail = _form(boundary, fields, _file_name(job))
        length = len(head) + len(tail) + sum(len(row) for row in self._lines(job, rows))
        body = Body(
            length,
            lambda: itertools.chain([head], self._lines(job, rows), [tail]),
            f"multipart/form-data; boundary={boundary}",
        )
        try:
            reply = connection.request("POST", f"{job.base_url}{way.path}", body=body, headers=dict(job.headers))
        except Refused as refusal:
            if (copy := answers.name_of_copy(refusal)) is None:
                raise
            return copy  # of this very file: its lines are named after the job
        shown, name = reply.of_kind(*_FILE), reply.named("id")
        if way.settles and answers.is_being_read(shown):
            _wait_until_read(connection, job, name)
        return name

    def create(self, connection: Connection, job: Job, rows: Rows) -> str:  # noqa: ARG002 - the rows are uploaded
        """Create the batch over the uploaded file; its metadata, if there is any, carries the nonce."""
        way, headers = self._member.creation, dict(job.headers)
        body = {
            "input_file_id": job.file_id,
            "endpoint": self._member.url(job.endpoint),
            "completion_window": way.window,
            **way.fields,
        }
        if way.nonce:
            body["metadata"] = {**(job.tags if way.has_tags else {}), way.nonce: way.prefix + job.nonce}
        if way.is_idempotent:
            headers["Idempotency-Key"] = f"deferred-{job.nonce}"
        reply = connection.request("POST", f"{job.base_url}/batches", body=body, headers=headers)
        reply.of_kind(*_BATCH)
        return reply.named(*way.id_at)

    def check(self, connection: Connection, job: Job) -> Status:
        """Read the status; output and error files are read in every terminal state."""
        reply = connection.request("GET", f"{job.base_url}/batches/{job.batch_id}", headers=dict(job.headers))
        batch = reply.of_kind(*_BATCH)
        name = answers.status_of(batch)
        done, failed = answers.counts_of(batch, job.count)
        if name not in answers.FINAL:
            return Status(State.RUNNING, name.replace("_", " "), done, failed, seconds_to_wait(reply.headers))
        files = tuple(file for file in (batch.get("output_file_id"), batch.get("error_file_id")) if file)
        # Where no line was good some members fail the batch, and some complete it.
        if not (files or done) and (name == "failed" or (name == "completed" and answers.errors_of(batch))):
            return answers.failure_of(batch, self._member.first_line)
        bad = answers.blamed_in(batch, self._member.first_line)
        return Status(State.ENDED, name, done, failed, results=files, bad_lines=bad)

    def collect(self, connection: Connection, job: Job, status: Status) -> Iterator[Row]:
        """Stream each file; then the errors of lines that were never run, which are in none."""
        for file in status.results:
            address = f"{job.base_url}/files/{file}/content"
            with connection.lines(address, headers=dict(job.headers)) as lines:
                yield from guarded(parsed_lines(lines), lambda line: answers.row_of(line, job.batch_id))
        names = [job.custom_id(key) for key in job.keys]
        yield from (Row(names[line], answer) for line, answer in status.bad_lines if 0 <= line < len(names))

    def find(self, connection: Connection, job: Job, age: float) -> list[str]:
        """Search the list of batches, back to `age` seconds ago where its order is known, for the nonce or the file."""
        listing = self._member.listing
        asked = listing.query.format(name=self._member.creation.prefix + job.nonce)
        for query in [asked, ""] if asked else [""]:  # a server may not do what it was asked for
            for batch, now in self._batches(connection, job, query):
                if self._is_ours(batch, job):
                    return [str(batch["id"])]
                if listing.is_newest_first and answers.made_at(batch) < earliest(now, age):
                    break
        return []

    def all_of_ours(self, connection: Connection, job: Job) -> Iterator[str]:
        """List the batches with the metadata of a job of this software; without metadata its input file tells."""
        way = self._member.creation
        for batch, _ in self._batches(connection, job):
            told = batch.get("metadata") or {}
            name = told.get(way.nonce) if way.nonce else None
            is_named = isinstance(name, str) and name.startswith(way.prefix)
            if is_named or (not told and _has_our_file(connection, job, batch)):
                yield str(batch["id"])

    def is_ours(self, connection: Connection, job: Job, batch_id: str) -> bool:  # noqa: ARG002 - the protocol's shape
        """Return True: `find` matched its name."""
        return True

    def leftovers(self, job: Job, results: Sequence[str]) -> list[str]:
        """Name the input file and the files of results; a batch itself cannot be deleted."""
        return [file for file in (job.file_id, *results) if file]

    def delete(self, connection: Connection, job: Job, name: str) -> None:
        """Delete a file."""
        delete(connection, f"{job.base_url}/files/{name}", dict(job.headers))

    def cancel(self, connection: Connection, job: Job) -> None:
        """Ask for cancellation; a 409 means that the job has ended already."""
        cancel(connection, f"{job.base_url}/batches/{job.batch_id}/cancel", dict(job.headers))

    def _batches(
        self, connection: Connection, job: Job, query: str = ""
    ) -> Iterator[tuple[dict[str, Any], Mapping[str, str]]]:
        """Yield the batches, each with the headers of the answer it came in."""
        seen: set[str] = set()
        more = f"limit={_PAGE}" if self._member.listing.has_pages else ""
        while True:
            asked = "&".join(part for part in (more, query) if part)
            url = f"{job.base_url}/batches{'?' if asked else ''}{asked}"
            reply = connection.request("GET", url, headers=dict(job.headers))
            page = reply.json()
            new = [batch for batch in answers.listed(page) if str(batch["id"]) not in seen]
            for batch in new:
                seen.add(str(batch["id"]))
                refuse_other_kinds(batch, *_BATCH)
                yield batch, reply.headers
            before = len(seen) if self._member.listing.by_number else None
            after = answers.next_page(page, _PAGE, before) if new else ""
            if not after:
                answers.refuse_hidden(page, new)
                return
            more = f"limit={_PAGE}&{after}"

    def _is_ours(self, batch: dict[str, Any], job: Job) -> bool:
        way = self._member.creation
        name = (batch.get("metadata") or {}).get(way.nonce) if way.nonce else None
        return name == way.prefix + job.nonce or (job.file_id is not None and batch.get("input_file_id") == job.file_id)

    def _lines(self, job: Job, rows: Rows) -> Iterator[bytes]:
        row, url = self._member.upload.row, self._member.url(job.endpoint).encode()
        for name, body in rows:
            yield row % {b"name": name.encode(), b"url": url, b"body": body}


def _has_our_file(connection: Connection, job: Job, batch: dict[str, Any]) -> bool:
    """Whether the input file of a batch is named as those of this software; one that is gone tells nothing."""
    try:
        url = f"{job.base_url}/files/{batch.get('input_file_id')}"
        shown = connection.request("GET", url, headers=dict(job.headers)).json()
    except Refused as refusal:
        if refusal.passing:
            raise
        return False
    return _OUR_FILE.fullmatch(str(shown.get("filename"))) is not None


def _wait_until_read(connection: Connection, job: Job, name: str) -> None:
    """Wait until a file that was uploaded can be used, but not for ever: the create says what is wrong with it."""
    end = real_time.ticks() + _READING
    while real_time.ticks() < end:
        shown = connection.request("GET", f"{job.base_url}/files/{name}", headers=dict(job.headers)).json()
        if not answers.is_being_read(shown):
            return
        real_time.sleep(_LOOK_EACH)


def _file_name(job: Job) -> str:
    return f"deferred-{job.nonce}.jsonl"


def _form(boundary: str, fields: Mapping[str, str], file_name: str) -> tuple[bytes, bytes]:
    """Write what stands before and after the file in a form."""
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    file = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{file_name}"\r\n'
        "Content-Type: application/jsonl\r\n\r\n"
    )
    return "".join([*parts, file]).encode(), f"\r\n--{boundary}--\r\n".encode()
