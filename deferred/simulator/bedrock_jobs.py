"""The model invocation jobs of Bedrock (service model and user guide of November 2026)."""

from __future__ import annotations

import re
from typing import Any

import orjson

from deferred.simulator.anthropic_live import ENDPOINT
from deferred.simulator.base import Host
from deferred.simulator.bedrock_errors import NAME, error
from deferred.simulator.bedrock_objects import Objects
from deferred.simulator.bedrock_rows import BedrockRows
from deferred.simulator.clock import iso
from deferred.simulator.jobs import DAY, FINAL, Job, Life
from deferred.simulator.rows import Row
from deferred.simulator.wire import Request, Response, ask_number, hex_token, json_response

Json = dict[str, Any]
STATES = {
    "validating": "Validating",
    "running": "InProgress",
    "finalizing": "InProgress",
    "completed": "Completed",
    "failed": "Failed",
    "cancelling": "Stopping",
    "cancelled": "Stopped",
    "expired": "Expired",
}
MOST_RECORDS = 50_000
_FIELDS = {"jobName", "clientRequestToken", "roleArn", "modelId", "inputDataConfig", "outputDataConfig", "tags"}
_NEEDED = ("jobName", "roleArn", "modelId", "inputDataConfig", "outputDataConfig")
_PATTERNS = {
    "jobName": re.compile(r"(?=.{1,63}\Z)[a-zA-Z0-9]{1,63}(-*[a-zA-Z0-9+\-.]){0,63}"),
    "clientRequestToken": re.compile(r"[a-zA-Z0-9]{1,256}(-*[a-zA-Z0-9]){0,256}"),
    "roleArn": re.compile(r"arn:aws(-[^:]+)?:iam::([0-9]{12})?:role/.+"),
    "modelId": re.compile(r"(arn:aws:bedrock:.+|[a-z0-9-]+\.[a-z0-9.:-]+)"),
}
_URI = re.compile(r"s3://[a-z0-9][-.a-z0-9]{1,61}[a-z0-9](?:/[-!_*'().a-z0-9A-Z]+)*/?")
_TOO_FEW = "The number of records in the input is less than the required minimum: {least}, found: {found}"


class BedrockJobs:
    """Creates, shows, lists and stops jobs."""

    def __init__(self, host: Host, rows: BedrockRows, objects: Objects) -> None:
        """Keep the jobs of this simulator, whose files are objects in buckets."""
        self._host, self._rows, self._objects = host, rows, objects

    def create(self, request: Request, account: str) -> Response:
        """Take a job, or give the one that has its token; its file is read later, so that a bad one fails the job."""
        asked = request.json
        self._check(asked)
        known = self._known(asked, account)
        return json_response({"jobArn": _arn(known or self._made(asked, account))})

    def _check(self, asked: Json) -> None:
        for name in asked.keys() - _FIELDS:
            raise error(400, "ValidationException", f"Unknown field: {name}")
        for name in _NEEDED:
            if not asked.get(name):
                raise error(400, "ValidationException", f"{name} must not be null")
        for name, pattern in _PATTERNS.items():
            if name in asked and not pattern.fullmatch(asked[name]):
                raise error(400, "ValidationException", f"{name} failed to satisfy its pattern")
        for uri in (_input(asked), _output(asked)):
            if not _URI.fullmatch(uri):
                raise error(400, "ValidationException", f"s3Uri failed to satisfy its pattern: {uri}")

    def _known(self, asked: Json, account: str) -> Job | None:
        """Find the job with this token; one of the same name with another token is in the way."""
        mine = [job for job in self._host.job_list.all() if (job.provider, job.account) == (NAME, account)]
        token = asked.get("clientRequestToken")
        found = next((job for job in mine if token and job.details["asked"].get("clientRequestToken") == token), None)
        if found is None and any(job.display_name == asked["jobName"] for job in mine):
            raise error(400, "ConflictException", f"A job with the name {asked['jobName']} exists already.")
        return found

    def _made(self, asked: Json, account: str) -> Job:
        rows, why = self._imported(asked)
        now = self._host.clock.now()
        job = Job(
            self._host,
            self._rows,
            id=hex_token(12),
            endpoint=ENDPOINT,
            model=asked["modelId"],
            rows=rows,
            account=account,
            created=now,
            life=Life(ends=now + self._host.latency, expires=now + DAY, failure=[{"message": why}] if why else None),
            number=self._host.job_list.next_number(),
            display_name=asked["jobName"],
            details={"asked": asked},
        )
        self._host.job_list.add(job)
        return job

    def _imported(self, asked: Json) -> tuple[list[Row], str]:
        """Read the records, and say what is wrong with them: one foreign line fails all."""
        uri, least = _input(asked), self._host.limits.bedrock_records
        data = self._objects.get(uri)
        if data is None:
            return [], f"The input data of the job was not found: {uri}"
        try:
            lines = [orjson.loads(line) for line in data.splitlines()]
            rows = [Row(place, line.get("recordId"), line["modelInput"]) for place, line in enumerate(lines)]
        except (orjson.JSONDecodeError, AttributeError, KeyError):
            return [], "The input data has a line of another format than JSONL with recordId and modelInput."
        if len(rows) < least:
            return [], _TOO_FEW.format(least=least, found=len(rows))
        return (rows, "") if len(rows) <= MOST_RECORDS else ([], f"The input has more than {MOST_RECORDS} records.")

    def get(self, _request: Request, account: str, job_id: str) -> Response:
        """Show a job."""
        job = self._find(account, job_id)
        shown = self._show(job)
        if not job.final and self._host.faults.take("unknown_status"):
            shown["status"] = "QueuedForReview"
        return json_response(shown)

    def list_jobs(self, request: Request, account: str) -> Response:
        """List an account's jobs, newest first, by a part of their names."""
        jobs = self._host.job_list.of(NAME, account)
        jobs = [job for job in jobs if request.query.get("nameContains", "") in str(job.display_name)]
        most, begin = ask_number(request.query.get("maxResults"), 100), ask_number(request.query.get("nextToken"), 0)
        if not 1 <= most <= 1_000:
            raise error(400, "ValidationException", "maxResults must be between 1 and 1000")
        page = [self._show(job) for job in jobs[begin : begin + most]]
        more = {"nextToken": str(begin + most)} if begin + most < len(jobs) else {}
        return json_response({"invocationJobSummaries": page} | more)

    def stop(self, _request: Request, account: str, job_id: str) -> Response:
        """Begin to stop."""
        job = self._find(account, job_id)
        if job.status in FINAL:
            raise error(409, "ConflictException", "The job has ended.")
        if job.life.cancelled is None:
            job.cancel()
            self._host.emit("batch_cancelled", job=job)
        return json_response({})

    def _find(self, account: str, job_id: str) -> Job:
        job = self._host.job_list.find(NAME, account, job_id)
        if job is None:
            raise error(404, "ResourceNotFoundException", "The provided model invocation job was not found.")
        return job

    def _show(self, job: Job) -> Json:
        """Write a job; what has ended has its results in the bucket."""
        status, skew = job.status, self._host.faults.clock_skew
        done = status in FINAL
        good = job.outcomes("succeeded") if done else job.done_now
        bad = job.outcomes("errored") if done else 0
        state = STATES[status]
        if done and status != "failed":
            self._export(job, good, bad)
        return {
            **{name: value for name, value in job.details["asked"].items() if name != "tags"},
            "jobArn": _arn(job),
            "status": state.upper() if self._host.faults.status_case else state,
            "submitTime": iso(job.created + skew),
            "totalRecordCount": job.count,
            "processedRecordCount": good + bad,
            "successRecordCount": good,
            "errorRecordCount": bad,
            **({"message": (job.life.failure or [{}])[0].get("message")} if status == "failed" else {}),
        }

    def _export(self, job: Job, good: int, bad: int) -> None:
        if job.details.setdefault("exported", False):
            return
        job.details["exported"] = True
        asked, used = job.details["asked"], job.results.used
        place = f"{_output(asked).rstrip('/')}/{job.id}"
        told = {"totalRecordCount": job.count, "processedRecordCount": good + bad, "successRecordCount": good,
                "errorRecordCount": bad, "inputTokenCount": used.input, "outputTokenCount": used.output}  # fmt: skip
        self._objects.put(f"{place}/{_input(asked).rpartition('/')[2]}.out", job.results.files.get("output", b""))
        self._objects.put(f"{place}/manifest.json.out", orjson.dumps(told))


def _input(asked: Json) -> str:
    return str(asked["inputDataConfig"]["s3InputDataConfig"]["s3Uri"])


def _output(asked: Json) -> str:
    return str(asked["outputDataConfig"]["s3OutputDataConfig"]["s3Uri"])


def _arn(job: Job) -> str:
    return f"arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/{job.id}"
