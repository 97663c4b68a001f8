"""The batch prediction jobs of Vertex AI (discovery document of November 2026, captures of September)."""

from __future__ import annotations

import re
from typing import Any

from deferred.simulator.base import Host
from deferred.simulator.clock import nanos
from deferred.simulator.gemini_errors import check_model, error, page_of
from deferred.simulator.jobs import DAY, FINAL, Job, Life
from deferred.simulator.objects import NO_BUCKET
from deferred.simulator.rows import Row
from deferred.simulator.vertex_claude import Claude
from deferred.simulator.vertex_importer import ImportFailed
from deferred.simulator.vertex_objects import Objects
from deferred.simulator.vertex_rows import VertexRows
from deferred.simulator.wire import Request, Response, hex_token, json_response

Json = dict[str, Any]
JOBS = "batchPredictionJobs"
MOST_ROWS = 200_000
STATES = {
    "validating": "PENDING",
    "running": "RUNNING",
    "finalizing": "RUNNING",
    "completed": "SUCCEEDED",
    "failed": "FAILED",
    "cancelling": "CANCELLING",
    "cancelled": "CANCELLED",
    "expired": "EXPIRED",
}
FORBIDDEN = (
    "service-1@gcp-sa-aiplatform.iam.gserviceaccount.com does not have storage.objects.create access to the Google "
    "Cloud Storage object."
)
_LABEL = re.compile(r"[a-z0-9_-]{0,63}")
_FILTER = re.compile(r'labels\.(?P<name>[a-z0-9_-]+)(?:="(?P<value>[^"]*)"|:\*)')
_FIELDS = {"displayName", "model", "labels", "inputConfig", "outputConfig", "instanceConfig"}


class VertexJobs:
    """Creates, shows, cancels and deletes jobs."""

    def __init__(self, host: Host, publishers: tuple[VertexRows | Claude, ...], objects: Objects) -> None:
        """Keep the jobs of this simulator, whose files are objects in buckets."""
        self._host, self._publishers, self._objects = host, publishers, objects

    def create(self, request: Request, account: str, location: str, **_: str) -> Response:
        """Take a job; its file is read later, so that a bad one fails the job."""
        asked = request.json
        publisher = self._publisher_of(str(asked.get("model")))
        self._check(asked)
        rows, failure = self._imported(asked, publisher, location)
        now = self._host.clock.now()
        job = Job(
            self._host,
            publisher,
            id=f"{JOBS}/{int(hex_token(12), 16)}",
            endpoint="generateContent",
            model=asked["model"].removeprefix(publisher.publisher),
            rows=rows,
            account=account,
            created=now,
            life=Life(ends=now + self._host.latency, expires=now + 4 * DAY, failure=failure),
            number=self._host.job_list.next_number(),
            metadata=asked.get("labels"),
            display_name=asked["displayName"],
            details={"location": location, "asked": asked, "forbidden": self._host.faults.take("write_forbidden")},
        )
        self._host.job_list.add(job)
        return json_response(self._show(job, "validating"))

    def _publisher_of(self, model: str) -> VertexRows | Claude:
        found = next((one for one in self._publishers if model.startswith(one.publisher)), None)
        if found is None:
            raise error(400, f"Invalid model resource name: {model}")
        return found

    def _check(self, asked: Json) -> None:
        for name in asked.keys() - _FIELDS:
            raise error(400, f'Invalid JSON payload received. Unknown name "{name}": Cannot find field.')
        if not asked.get("displayName"):
            raise error(400, "Required field is not set: display_name")
        check_model(str(asked.get("model")))
        if asked["inputConfig"].get("instancesFormat") != "jsonl":
            raise error(400, "instancesFormat must be jsonl for a gcsSource.")
        if not asked["outputConfig"]["gcsDestination"]["outputUriPrefix"].startswith("gs://"):
            raise error(400, "outputUriPrefix must begin with gs://")
        for name, value in (asked.get("labels") or {}).items():
            if not _LABEL.fullmatch(name) or not _LABEL.fullmatch(value):
                raise error(400, f"Label {name}={value} is not allowed.")

    def _imported(
        self, asked: Json, publisher: VertexRows | Claude, location: str
    ) -> tuple[list[Row], list[Json] | None]:
        (uri,) = asked["inputConfig"]["gcsSource"]["uris"]
        data = self._objects.get(uri)
        if data is None:
            code, why = (9, f"The bucket of {uri} does not exist.") if NO_BUCKET in uri else (5, f"No object at {uri}")
            return [], [{"code": code, "message": why}]
        try:
            rows = publisher.imported(data, location)
        except ImportFailed as failed:
            return [], [{"code": 3, "message": str(failed)}]
        if len(rows) > MOST_ROWS:
            return [], [{"code": 3, "message": f"A job has at most {MOST_ROWS} requests."}]
        return rows, None

    def get(self, _request: Request, account: str, location: str, job_id: str, **_: str) -> Response:
        """Show a job."""
        job = self._find(account, location, job_id)
        shown = self._show(job, job.status)
        if not job.final and self._host.faults.take("unknown_status"):
            shown["state"] = "JOB_STATE_QUEUED_FOR_REVIEW"
        return json_response(shown)

    def list_jobs(self, request: Request, account: str, location: str, **_: str) -> Response:
        """List a project's jobs in a location, newest first, by a filter of labels."""
        found = (job for one in self._publishers for job in self._host.job_list.of(one.name, account))
        jobs = sorted(found, key=lambda job: -job.number)
        jobs = [job for job in jobs if job.details["location"] == location]
        wanted = request.query.get("filter")
        if wanted is not None:
            label = _FILTER.fullmatch(wanted)
            if label is None:
                raise error(400, f"Invalid filter: {wanted}")
            jobs = [job for job in jobs if _has(job.metadata or {}, label["name"], label["value"])]
        page, more = page_of(request, jobs, 10, 100)
        return json_response(({JOBS: [self._show(job, job.status) for job in page]} if page else {}) | more)

    def cancel(self, _request: Request, account: str, location: str, job_id: str, **_: str) -> Response:
        """Begin to cancel."""
        job = self._find(account, location, job_id)
        if job.status == "failed":
            raise error(400, "The job has failed.")
        if job.status not in FINAL and job.life.cancelled is None:
            job.cancel()
            self._host.emit("batch_cancelled", job=job)
        return json_response({})

    def delete(self, _request: Request, account: str, location: str, job_id: str, **_: str) -> Response:
        """Delete a job's record, by an operation; its objects stay."""
        self._find(account, location, job_id).deleted = True
        return json_response({"name": f"projects/1/locations/{location}/operations/1", "done": True, "response": {}})

    def _find(self, account: str, location: str, job_id: str) -> Job:
        name = f"{JOBS}/{job_id}"
        owner = next((job.provider for job in self._host.job_list.all() if job.id == name), "")
        job = self._host.job_list.find(owner, account, name)
        if job is None or job.details["location"] != location:
            raise error(404, f"The BatchPredictionJob {job_id} does not exist.")
        return job

    def _show(self, job: Job, status: str) -> Json:
        """Write a job; projects are shown by their numbers."""
        asked, skew, done = job.details["asked"], self._host.faults.clock_skew, status in FINAL
        status = "failed" if done and job.details["forbidden"] else status
        state = "JOB_STATE_" + STATES[status]
        shown = {
            "name": f"projects/123456789/locations/{job.details['location']}/{job.id}",
            **asked,
            "state": state.lower() if self._host.faults.status_case else state,
            "createTime": nanos(job.created + skew),
            "updateTime": nanos(self._host.clock.now() + skew),
            **({} if status == "validating" else {"completionStats": _stats(job, done=done)}),
        }
        if status == "failed":
            shown["error"] = _error(job)
        if done:
            shown["outputInfo"] = {"gcsOutputDirectory": self._exported(job)}
        return shown

    def _exported(self, job: Job) -> str:
        """Write the results, once, in parts: their directory has a time in its name that is not the job's."""
        if "directory" not in job.details:
            prefix = job.details["asked"]["outputConfig"]["gcsDestination"]["outputUriPrefix"]
            directory = f"{prefix}/prediction-model-{nanos(self._host.clock.now() - 0.5)}"
            job.details["directory"] = directory
            if not job.details["forbidden"] and "output" in job.results.files:
                self._write(directory, job.results.files["output"].splitlines(keepends=True))
        return str(job.details["directory"])

    def _write(self, directory: str, lines: list[bytes]) -> None:
        middle = len(lines) // 2
        parts = [lines] if len(lines) < 10 else [lines[:middle], lines[middle:]]
        for number, part in enumerate(parts, 1):
            name = "predictions" if len(parts) == 1 else f"predictions_{number:04}"
            self._objects.put(f"{directory}/{name}.jsonl", b"".join(part))
        self._objects.put(f"{directory}/_SUCCESS", b"")


def _has(labels: Json, name: str, value: str | None) -> bool:
    return name in labels and value in (None, labels[name])


def _stats(job: Job, *, done: bool) -> Json:
    good = job.outcomes("succeeded") if done else job.done_now
    bad = job.outcomes("errored") if done else 0
    return {"successfulCount": str(good), "failedCount": str(bad), "incompleteCount": "-1" if not done else "0"}


def _error(job: Job) -> Json:
    if job.details["forbidden"]:
        return {"code": 7, "message": FORBIDDEN}
    (why, *_) = job.life.failure or [{"code": 13, "message": "System error."}]
    return {"code": why["code"] if isinstance(why["code"], int) else 13, "message": why["message"]}
