"""Gemini's batches on Vertex AI: requests and answers are objects in a bucket of the user.

Source: the v1 discovery document of aiplatform, 2026-11, and captures of September 2026 (OpenRouterTeam/docs,
google-vertex.md). Rows come back in any order; a sibling key of the request comes back with each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from deferred.core.call import UNSENT
from deferred.core.grouping import Limits
from deferred.core.job import Job, Rows
from deferred.providers.base import (
    Connection,
    Reply,
    State,
    Status,
    Unexpected,
    cancel,
    delete,
    refuse_other_kinds,
    seconds_to_wait,
)
from deferred.providers.bucket_jobs import BucketJobs, directory_of
from deferred.providers.google.status_codes import name_and_status
from deferred.providers.vertex import bucket
from deferred.providers.vertex.rows import line_of, row_of

SHAPE_HEADER = f"{UNSENT}shape"  # keeps requests apart that the importer takes in no common file
LABEL = "deferred_job"
_JOBS = "batchPredictionJobs"
_TAG = re.compile(r"[a-z][a-z0-9_-]{0,62}")
_TAG_VALUE = re.compile(r"[a-z0-9_-]{0,63}")
_ENDED = {"SUCCEEDED", "CANCELLED", "EXPIRED", "PARTIALLY_SUCCEEDED"}
_COUNTED = ("contents", "systemInstruction", "tools", "generationConfig")
_VERSION = re.compile(r"/v1[a-z0-9]*/projects/")
_PASSING = {409, 429}  # of a job that failed as a whole: another one may succeed
_PAGE = {_JOBS, "nextPageToken", "unreachable"}


class Vertex(BucketJobs):
    """The batch predictions of Gemini on Vertex AI.

    Attributes:
        publisher: whose models its jobs run, as their names begin.
        models: what comes before the model of a call.
    """

    name = "vertex"
    limits = Limits(requests=200_000, bytes=1_000_000_000, row_bytes=256, one_model=True, parallel=100)
    publisher = models = "publishers/google/"  # the models of its calls begin with models/
    bucket = bucket
    line_of, row_of = staticmethod(line_of), staticmethod(row_of)

    def count(self, connection: Connection, job: Job, model: str, body: bytes) -> int | None:
        """Ask countTokens of the model."""
        asked = {name: value for name, value in json.loads(body).items() if name in _COUNTED}
        url = f"{job.base_url}/{self.models}{model}:countTokens"
        return int(connection.request("POST", url, body=asked, headers=dict(job.headers)).json()["totalTokens"])

    def create(self, connection: Connection, job: Job, rows: Rows) -> str:
        """Create the job; a label carries the nonce that finds it again."""
        del rows
        asked = {
            "displayName": f"deferred-{job.nonce}",
            "labels": {**_labels(job), LABEL: job.nonce},
            "model": self.models + job.model,
            "inputConfig": {"instancesFormat": "jsonl", "gcsSource": {"uris": [job.file_id]}},
            "outputConfig": {
                "predictionsFormat": "jsonl",
                "gcsDestination": {"outputUriPrefix": f"{directory_of(job)}/output"},
            },
        }
        reply = connection.request("POST", _url(job, _JOBS), body=asked, headers=dict(job.headers))
        reply.named("name")
        return _id_of(_job_in(reply))

    def check(self, connection: Connection, job: Job) -> Status:
        """Read the job, and list its results once it has ended, however it did."""
        reply = connection.request("GET", _url(job, job.batch_id), headers=dict(job.headers))
        found = _job_in(reply)
        state = str(found.get("state") or "").upper().rpartition("STATE_")[2]
        stats = found.get("completionStats") or {}
        done, failed = (max(0, int(stats.get(name) or 0)) for name in ("successfulCount", "failedCount"))
        if state not in {*_ENDED, "FAILED"}:
            return Status(State.RUNNING, state.lower() or "pending", done, failed, seconds_to_wait(reply.headers))
        results = _results(connection, found)
        if state in _ENDED or results:
            return Status(State.ENDED, state.lower(), done, failed, results=results)
        return _failed(found, done, failed)

    def find(self, connection: Connection, job: Job, age: float) -> list[str]:
        """Ask for the jobs with the label of this one, and look whether they have it."""
        del age
        listed = _listed(connection, job, f'labels.{LABEL}="{job.nonce}"')
        return [_id_of(found) for found in listed if _nonce_of(found) == job.nonce]

    def all_of_ours(self, connection: Connection, job: Job) -> Iterator[str]:
        """List the jobs with a label of this software."""
        listed = _listed(connection, job, f"labels.{LABEL}:*")
        return (_id_of(found) for found in listed if _nonce_of(found) and self._runs(found))

    def _runs(self, found: dict[str, Any]) -> bool:
        """Whether a job is of this publisher's models: a project has one list for all."""
        model = str(found.get("model") or "")
        return self.publisher in model or "publishers/" not in model

    def leftovers(self, job: Job, results: Sequence[str]) -> list[str]:
        """Name the job too."""
        return [*([job.batch_id] if job.batch_id else []), *super().leftovers(job, results)]

    def delete(self, connection: Connection, job: Job, name: str) -> None:
        """Delete a job, an object of the bucket, or all objects at a place."""
        if name.startswith("gs://"):
            super().delete(connection, job, name)
        else:
            delete(connection, _url(job, name), dict(job.headers))

    def cancel(self, connection: Connection, job: Job) -> None:
        """Ask for cancellation; an ended job stays unchanged."""
        cancel(connection, f"{_url(job, job.batch_id)}:cancel", dict(job.headers), body={})


def _url(job: Job, path: str | None) -> str:
    # Clients call a beta version; the batch API has a settled one.
    return f"{_VERSION.sub('/v1/projects/', job.base_url, count=1)}/{path}"


def _labels(job: Job) -> dict[str, str]:
    """Return the tags of a job that can be labels."""
    return {name: value for name, value in job.tags.items() if _TAG.fullmatch(name) and _TAG_VALUE.fullmatch(value)}


def _job_in(reply: Reply) -> dict[str, Any]:
    found = reply.json()
    refuse_other_kinds({name: value for name, value in found.items() if name != "error"}, "name", found.get("name"))
    if "error" in found and "name" not in found:
        message = f"the answer is no job: {reply.body[:120]!r}"
        raise Unexpected(message)
    return dict(found)


def _id_of(found: dict[str, Any]) -> str:
    """Return the id of a job without its project, which the answers name by its number."""
    _, kind, number = str(found["name"]).rpartition(f"{_JOBS}/")
    if not kind or not number:
        message = f"the answer names {found['name']!r}, and not one of {_JOBS}"
        raise Unexpected(message)
    return kind + number


def _nonce_of(found: dict[str, Any]) -> str:
    return str((found.get("labels") or {}).get(LABEL) or "")


def _listed(connection: Connection, job: Job, wanted: str) -> Iterator[dict[str, Any]]:
    asked = {"filter": wanted, "pageSize": "100"}
    while True:
        reply = connection.request("GET", f"{_url(job, _JOBS)}?{urlencode(asked)}", headers=dict(job.headers))
        page = reply.json()
        if not isinstance(page, dict) or set(page) - _PAGE:  # an empty list has no field at all
            message = f"the answer is no list of jobs: {reply.body[:120]!r}"
            raise Unexpected(message)
        yield from page.get(_JOBS) or ()
        if not page.get("nextPageToken"):
            return
        asked["pageToken"] = page["nextPageToken"]


def _results(connection: Connection, found: dict[str, Any]) -> tuple[str, ...]:
    """List the files of the results: their directory has a time in its name, which is told only here."""
    directory = (found.get("outputInfo") or {}).get("gcsOutputDirectory")
    if not directory:
        return ()
    return tuple(uri for uri in bucket.objects_below(connection, directory) if uri.endswith(".jsonl"))


def _failed(found: dict[str, Any], done: int, failed: int) -> Status:
    """Tell a job that ran nothing from one whose work was done, and paid, and is lost."""
    error = found.get("error") or {}
    words = str(error.get("message") or "the job failed, without a reason")
    if done:
        return Status(State.ENDED, "failed", done, failed, gone_wrong=words)
    status = name_and_status(error)[1] if error else 0
    passing = status in _PASSING or status >= 500  # noqa: PLR2004 - the HTTP range itself
    code = "passing" if passing else "failed"
    return Status(State.FAILED, code, gone_wrong=words, code=code)
