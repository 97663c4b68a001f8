"""Claude's batches on Amazon Bedrock: model invocation jobs, which read and write a bucket of the user.

Source: the service model of bedrock (2026-11) and the user guide, "Process multiple prompts with batch inference".
Records come back in any order, by their `recordId`. A create that is repeated with its token returns the same job.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from deferred.core.call import UNSENT
from deferred.core.grouping import Limits
from deferred.core.job import Job, Rows
from deferred.providers.base import (
    Connection,
    Refused,
    Reply,
    State,
    Status,
    Unexpected,
    cancel,
    dumps,
    message_of,
    refuse_other_kinds,
    seconds_to_wait,
)
from deferred.providers.bedrock import bucket
from deferred.providers.bedrock.rows import line_of, row_of
from deferred.providers.bucket_jobs import BucketJobs, directory_of
from deferred.providers.refusals import codes_of

ROLE_HEADER = f"{UNSENT}role"  # keeps the role with the job, and jobs of other roles apart
_PREFIX = "deferred-"
_NAME = f"{_PREFIX}%s"  # of a job, by its nonce
_JOB, _JOBS = "model-invocation-job", "model-invocation-jobs"
_ENDED = {"COMPLETED", "PARTIALLYCOMPLETED", "STOPPED", "EXPIRED"}
_RESULTS = ".jsonl.out"  # the manifest beside them is `manifest.json.out`
_RUNTIME = re.compile(r"bedrock-runtime\.(?P<rest>[\w-]+\.amazonaws\.com)")
_TOO_FEW = re.compile(r"minimum|at least \d|fewer|too few|less than", re.IGNORECASE)
_LARGEST_LEAST = 1_000  # the least number of records of any model and time
_REMEDY = (
    "a job of Bedrock needs a least number of records (100, unless the quota of the model and region is another), and "
    "this one had {count}. Nothing was run or charged. Put more calls of this model into one block"
)
_PASSING = re.compile(r"internal|try again|throttl|capacity", re.IGNORECASE)


class Bedrock(BucketJobs):
    """The model invocation jobs of Amazon Bedrock."""

    name = "bedrock"
    # A file may have 1 GB; what is signed is held in memory, so that ours have less.
    limits = Limits(requests=50_000, bytes=200_000_000, row_bytes=96, one_model=True, parallel=20)
    bucket = bucket
    line_of, row_of = staticmethod(line_of), staticmethod(row_of)

    def count(self, connection: Connection, job: Job, model: str, body: bytes) -> None:
        """Count nothing: the rights for it are others than those for batches."""

    def create(self, connection: Connection, job: Job, rows: Rows) -> str:
        """Create the job; with its token, a repeated create returns the same one."""
        del rows
        return self._create(connection, job)

    def _create(self, connection: Connection, job: Job) -> str:
        held = dict(job.headers)
        asked = {  # no tags: who may make jobs need not have the right to tag them
            "jobName": _NAME % job.nonce,
            "clientRequestToken": job.nonce,
            "roleArn": held[ROLE_HEADER],
            "modelId": job.model,
            "inputDataConfig": {"s3InputDataConfig": {"s3Uri": job.file_id, "s3InputFormat": "JSONL"}},
            "outputDataConfig": {"s3OutputDataConfig": {"s3Uri": f"{directory_of(job)}/output/"}},
        }
        reply = _asked(connection, "POST", _url(job, _JOB), asked)
        return _id_in(reply.named("jobArn"))

    def check(self, connection: Connection, job: Job) -> Status:
        """Read the job, and list its results once it has ended, however it did."""
        reply = _asked(connection, "GET", _url(job, f"{_JOB}/{job.batch_id}"))
        found = _job_in(reply)
        words = str(found.get("status") or "submitted")
        state = words.upper().replace("_", "")
        done, failed = (max(0, int(found.get(name) or 0)) for name in ("successRecordCount", "errorRecordCount"))
        if state not in {*_ENDED, "FAILED"}:
            return Status(State.RUNNING, words.lower(), done, failed, seconds_to_wait(reply.headers))
        results = _results(connection, found, str(job.batch_id))
        if state in _ENDED or results:
            return Status(State.ENDED, words.lower(), done, failed, results=results)
        why = str(found.get("message") or "the job failed, without a reason")
        if done:
            return Status(State.ENDED, words.lower(), done, failed, gone_wrong=why)
        return _failed(why, job)

    def find(self, connection: Connection, job: Job, age: float) -> list[str]:
        """Look for the job by its name; if no list shows it, repeat its create, which cannot make a second one.

        A list may lag behind for longer than anybody waits; the token of the job does not.
        """
        del age
        listed = [one for one in _listed(connection, job, _NAME % job.nonce) if _nonce_of(one) == job.nonce]
        if listed or job.attempted_at is None or job.file_id is None:
            return [_id_in(str(one["jobArn"])) for one in listed]
        try:
            return [self._create(connection, job)]
        except Refused as refusal:
            if "ValidationException" not in codes_of(refusal.body):
                raise
            return []  # there is none, and none can be made: the next create of its calls tells why

    def all_of_ours(self, connection: Connection, job: Job) -> Iterator[str]:
        """List the jobs with a name of this software."""
        return (_id_in(str(one["jobArn"])) for one in _listed(connection, job, _PREFIX) if _nonce_of(one))

    def cancel(self, connection: Connection, job: Job) -> None:
        """Ask for a stop; an ended job stays unchanged."""
        cancel(connection, _url(job, f"{_JOB}/{job.batch_id}/stop"), {})


def _url(job: Job, path: str) -> str:
    """Return an address of the API of jobs: it has another host than the models."""
    return f"{jobs_url(job.base_url)}/{path}"


def jobs_url(base_url: str) -> str:
    """Return where the API of jobs is, for the address of the models; another host than Bedrock's has both.

    Example:
        >>> jobs_url("https://bedrock-runtime.eu-west-1.amazonaws.com")
        'https://bedrock.eu-west-1.amazonaws.com'
    """
    parts = urlsplit(base_url)
    runtime = _RUNTIME.fullmatch(parts.netloc.lower())
    return base_url if runtime is None else urlunsplit(parts._replace(netloc=f"bedrock.{runtime['rest']}"))


def _asked(connection: Connection, method: str, url: str, body: Any = None) -> Reply:
    """Send a request; the kind of a refusal, which is in a header, is put into its body."""
    try:
        return connection.request(method, url, body=body)
    except Refused as refusal:
        kind = refusal.headers.get("x-amzn-errortype", "").partition(":")[0]
        if not kind:
            raise
        told = dumps({"code": kind, "message": message_of(refusal.body)})
        raise Refused(refusal.status, told, refusal.headers) from refusal


def _job_in(reply: Reply) -> dict[str, Any]:
    found = reply.json()
    if not isinstance(found, dict):
        message = f"the answer is no job: {reply.body[:120]!r}"
        raise Unexpected(message)
    refuse_other_kinds(found, "jobArn", str(found.get("jobArn")))
    return found


def _id_in(arn: str) -> str:
    """Return the id of a job, which ends its name and begins the names of its results."""
    return arn.rpartition("/")[2]


def _nonce_of(found: dict[str, Any]) -> str:
    """Return the nonce in the name of a job of this software; empty for any other."""
    ours = re.fullmatch(_NAME % "([0-9a-f]{16})", str(found.get("jobName") or ""))
    return ours[1] if ours else ""


def _listed(connection: Connection, job: Job, part: str) -> Iterator[dict[str, Any]]:
    asked = {"maxResults": "100", "nameContains": part, "sortBy": "CreationTime", "sortOrder": "Descending"}
    while True:
        reply = _asked(connection, "GET", f"{_url(job, _JOBS)}?{bucket.query(asked)}")
        page = reply.json()
        if not isinstance(page, dict) or set(page) - {"invocationJobSummaries", "nextToken"}:
            message = f"the answer is no list of jobs: {reply.body[:120]!r}"
            raise Unexpected(message)
        yield from page.get("invocationJobSummaries") or ()
        if not page.get("nextToken"):
            return
        asked["nextToken"] = page["nextToken"]


def _results(connection: Connection, found: dict[str, Any], batch_id: str) -> tuple[str, ...]:
    """List the files of the results, in the place that the job names."""
    place = ((found.get("outputDataConfig") or {}).get("s3OutputDataConfig") or {}).get("s3Uri")
    if not isinstance(place, str) or not place.startswith("s3://"):
        message = "the job does not say where its results are"
        raise Unexpected(message)
    below = bucket.objects_below(connection, f"{place.rstrip('/')}/{batch_id}/")
    return tuple(uri for uri in below if uri.endswith(_RESULTS))


def _failed(words: str, job: Job) -> Status:
    """Return the status of a job that ran nothing; of one with too few records the remedy is told."""
    if job.count < _LARGEST_LEAST and _TOO_FEW.search(words):
        words = f"{words} ({_REMEDY.format(count=job.count)})"
        return Status(State.FAILED, "failed", gone_wrong=words, code="too_few_records")
    code = "passing" if _PASSING.search(words) else "failed"
    return Status(State.FAILED, "failed", gone_wrong=words, code=code)
