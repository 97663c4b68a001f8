"""Jobs whose requests and answers are objects in a bucket of the user: what Vertex AI and Bedrock have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from deferred.core.call import UNSENT
from deferred.core.job import Job, Rows
from deferred.providers.base import NOT_WRITTEN, Body, Connection, Row, Status, guarded, parsed_lines

BUCKET_HEADER = f"{UNSENT}bucket"  # keeps the bucket with the job, and jobs of other buckets apart


def parts_of(uri: str) -> tuple[str, str]:
    """Return the bucket and the name of an object.

    Example:
        >>> parts_of("gs://bucket/a/b.jsonl")
        ('bucket', 'a/b.jsonl')
    """
    bucket, _, name = uri.partition("://")[2].partition("/")
    return bucket, name


class Bucket(Protocol):
    """The functions of a module that reads and writes buckets; objects are known by their addresses."""

    def upload(self, connection: Connection, uri: str, body: Body, /) -> None:
        """Write an object."""

    def objects_below(self, connection: Connection, uri: str, /) -> Iterator[str]:
        """Yield the addresses of all objects in a directory."""

    def lines_of(self, connection: Connection, uri: str, /) -> AbstractContextManager[Iterator[bytes]]:
        """Stream an object, line by line."""

    def remove(self, connection: Connection, uri: str, /) -> None:
        """Delete an object, which may be gone already."""


class BucketJobs:
    """The steps of a batch API that go to the bucket.

    Attributes:
        bucket: reads and writes buckets.
        line_of: writes the line of a request.
        row_of: reads a line of the results.
    """

    bucket: Bucket
    line_of: Callable[[str, bytes], bytes]
    row_of: Callable[[dict[str, Any], Job], Row]
    recognisable = True
    lists = True

    def upload(self, connection: Connection, job: Job, rows: Rows) -> str:
        """Write the requests into the bucket, under a name of this job alone; a second upload writes the same."""
        uri = f"{directory_of(job)}/input.jsonl"
        length = sum(len(self.line_of(name, body)) for name, body in rows)
        body = Body(length, lambda: (self.line_of(name, body) for name, body in rows), "application/jsonl")
        self.bucket.upload(connection, uri, body)
        return uri

    def collect(self, connection: Connection, job: Job, status: Status) -> Iterator[Row]:
        """Stream the files of the results; without any, the rows of a job whose work was lost are unclear."""
        for uri in status.results:
            with self.bucket.lines_of(connection, uri) as lines:
                yield from guarded(parsed_lines(lines), lambda line: self.row_of(line, job))
        if status.gone_wrong:
            why = NOT_WRITTEN + status.gone_wrong
            yield from (Row(name, None, why, raw=status.gone_wrong) for name in job.by_custom_id())

    def is_ours(self, connection: Connection, job: Job, batch_id: str) -> bool:  # noqa: ARG002 - the protocol's shape
        """Return True: `find` matched its name."""
        return True

    def leftovers(self, job: Job, results: Sequence[str]) -> list[str]:
        """Name the job's place in the bucket, where all is its own; results alone if that is not known."""
        return [f"{directory_of(job)}/"] if job.file_id else list(results)

    def delete(self, connection: Connection, job: Job, name: str) -> None:
        """Delete an object of the bucket, or all objects at a place."""
        del job
        for uri in list(self.bucket.objects_below(connection, name)) if name.endswith("/") else [name]:
            self.bucket.remove(connection, uri)


def directory_of(job: Job) -> str:
    """Return the place of a job in the bucket: jobs with a place in common would overwrite each other's results."""
    if job.file_id:
        return job.file_id.rpartition("/")[0]
    return f"{dict(job.headers)[BUCKET_HEADER]}/{job.nonce}"
