"""The Batch APIs of OpenAI's family: jobs are made, shown, listed and cancelled."""

from __future__ import annotations

from typing import Any

from deferred.simulator.base import Host
from deferred.simulator.family_create import check, metadata_of, window_of
from deferred.simulator.family_errors import refusal
from deferred.simulator.family_files import FamilyFiles, bounds_of
from deferred.simulator.family_input import Input, read
from deferred.simulator.family_knobs import Member, canonical, new_id
from deferred.simulator.family_lists import jobs_page
from deferred.simulator.family_rows import FamilyRows
from deferred.simulator.family_shown import show
from deferred.simulator.jobs import FINAL, VALIDATED, Job, Life
from deferred.simulator.openai_answers import ENDPOINTS, prompt_tokens
from deferred.simulator.openai_input import fault, no_file
from deferred.simulator.rows import Row
from deferred.simulator.wire import Request, Response, json_response

Json = dict[str, Any]
NEVER = float("inf")


class FamilyBatches:
    """Creates, shows and cancels the jobs of one member."""

    def __init__(self, host: Host, member: Member, rows: FamilyRows, files: FamilyFiles) -> None:
        """Keep the jobs, whose input and results are files."""
        self._host, self._member, self._rows, self._files = host, member, rows, files
        self._by_key: dict[tuple[str, str], str] = {}  # jobs by the account and the key they were asked for with
        host.job_list.also_settle.append(self._delete_inputs)

    def create(self, request: Request, account: str) -> Response:
        """Take a job. What is wrong with its file shows only later, as status "failed"."""
        body = request.json
        check(self._member, body)
        key = self._key(request)
        if key and (account, key) in self._by_key:
            first = self._find(account, self._by_key[account, key])
            return self._created(first, request, first.status)
        self._check_room(account)
        found = self._read_input(account, body)
        faults = found.file_faults or (found.line_faults if self._member.lines.fails_job else [])
        faults = faults or self._enqueued(account, canonical(body["endpoint"]), found.rows)
        job = self._new_job(account, body, found, faults)
        if key:
            self._by_key[account, key] = job.id
        self._host.job_list.add(job)
        return self._created(job, request, "validating")

    def _new_job(self, account: str, body: Json, found: Input, faults: list[Json]) -> Job:
        now, creates = self._host.clock.now(), self._member.creates
        window, seconds = window_of(self._member, body)
        stored = self._files.get(str(body["input_file_id"]))
        auto = "auto_delete_input_file" in creates.parameters and body.get("auto_delete_input_file", True)
        model = str(found.rows[0].body.get("model")) if found.rows else None
        ends = now + self._host.latency * (VALIDATED if faults else 1)
        return Job(
            self._host,
            self._rows,
            id=new_id(self._member.shown.id),
            endpoint=canonical(body["endpoint"]),
            model=model,
            rows=[] if faults else found.rows,
            account=account,
            created=now,
            life=Life(ends=ends, expires=now + seconds if creates.expires else NEVER, failure=faults or None),
            number=self._host.job_list.next_number(),
            metadata=metadata_of(self._member, body, kept=self._host.faults.metadata_kept),
            details={
                "input_file_id": body["input_file_id"],
                "endpoint": body["endpoint"],
                "window": window,
                "seconds": seconds,
                "bytes": len(stored.data) if stored else 0,
                "file_name": stored.filename if stored else None,
                "bad_lines": found.line_faults if not faults else [],
                "expires_after": (body.get("output_expires_after") or {}).get("seconds"),
                "deletes_input": auto,
            },
        )

    def _key(self, request: Request) -> str | None:
        where: dict[str, Json] = {"body": request.json, "header": request.headers}
        names = {"body": "idempotency_key", "header": "idempotency-key"}
        place = self._member.creates.idempotency
        key = where[place].get(names[place]) if place else None
        return None if key is None else str(key)

    def _check_room(self, account: str) -> None:
        most = bounds_of(self._host, self._member).jobs
        jobs = self._host.job_list.of(self._member.name, account)
        if most is not None and sum(job.status not in FINAL for job in jobs) >= most:
            raise refusal(self._member, 429, f"Too many batches at once. The limit is {most}.", "rate_limit_exceeded")

    def _read_input(self, account: str, body: Json) -> Input:
        file_id = str(body["input_file_id"])
        stored = self._files.get(file_id)
        lagging = self._host.faults.take("file_lag")
        if lagging or stored is None or stored.account != account or stored.purpose != self._member.uploads.purpose:
            if self._member.creates.checks_file:
                raise refusal(self._member, 404, "file not found")
            return Input(file_faults=[no_file(file_id)])
        found = read(self._member, body["endpoint"], bounds_of(self._host, self._member), stored.data)
        if not self._member.lines.all_faults and not self._host.faults.all_validation_errors:
            del found.line_faults[1:]
        return found

    def _enqueued(self, account: str, endpoint: str, rows: list[Row]) -> list[Json]:
        limit = self._host.faults.enqueued_limit
        if limit is None or not rows:
            return []
        model = str(rows[0].body.get("model"))
        waiting = self._host.job_list.unfinished(self._member.name, account, model)
        if sum(self._tokens(job.endpoint, job.rows) for job in waiting) + self._tokens(endpoint, rows) <= limit:
            return []
        text = f"Enqueued token limit reached for {model}. Limit: {limit:,} enqueued tokens."
        status = self._host.faults.enqueued_status or self._member.creates.fails_fast
        if status is not None:
            raise refusal(self._member, status, text, "token_limit_exceeded")
        return [fault("token_limit_exceeded", text, None, None)]

    def _tokens(self, endpoint: str, rows: list[Row]) -> int:
        needed, read_prompt = ENDPOINTS[endpoint][:2]
        counted = [row.body for row in rows if needed[-1] in row.body]
        return sum(prompt_tokens(body, read_prompt(body), self._host.tokenizer) for body in counted)

    def _created(self, job: Job, request: Request, status: str) -> Response:
        shown = self._show(job, request, status)
        wrapped = {"job": shown} if self._member.shown.shape == "together" else shown
        return json_response(wrapped, self._member.creates.status)

    def _find(self, account: str, batch_id: str) -> Job:
        job = self._host.job_list.find(self._member.name, account, batch_id)
        if job is None:
            text = (
                "Job not found" if self._member.shown.shape == "together" else f"No batch found with id '{batch_id}'."
            )
            raise refusal(self._member, 404, text, "not_found")
        return job

    def retrieve(self, request: Request, account: str, batch_id: str) -> Response:
        """Show a job."""
        job = self._find(account, batch_id)
        shown = self._show(job, request, job.status)
        if not job.final and self._host.faults.take("unknown_status"):
            shown["status"] = "queued_for_review"
        return json_response(shown)

    def list(self, request: Request, account: str) -> Response:
        """List jobs."""
        lists, now = self._member.lists, self._host.clock.now()
        jobs = self._host.job_list.of(self._member.name, account)
        if lists.days is not None:
            jobs = [job for job in jobs if job.created > now - lists.days * 86_400]
        order = self._host.faults.list_order or ("newest" if lists.newest_first else "oldest")
        if order == "oldest":
            jobs.reverse()
        return jobs_page(self._member, request, [(job.id, self._show(job, request, job.status)) for job in jobs])

    def cancel(self, request: Request, account: str, batch_id: str) -> Response:
        """Begin to cancel, unless it has ended."""
        job = self._find(account, batch_id)
        status = job.status
        if status in FINAL:
            word = self._show(job, request, status)["status"]
            text = f"Cannot cancel job - already in terminal state: {word}"
            raise refusal(self._member, self._member.refusals.ended, text)
        if status != "cancelling" and not self._host.faults.take("cancel_ignored"):
            job.cancel()
            self._host.emit("batch_cancelled", job=job)
        return json_response(self._show(job, request, "cancelling"))

    def no_delete(self, _request: Request, _account: str, batch_id: str) -> Response:
        """Refuse to delete a job, where that is said in so many words."""
        raise refusal(self._member, 405, f"Method Not Allowed for {batch_id}")

    def _show(self, job: Job, request: Request, status: str) -> Json:
        self._delete_input(job)
        classic = "/v1/" not in request.path
        return show(self._member, job, status, self._result_files(job, done=status in FINAL), classic=classic)

    def _result_files(self, job: Job, *, done: bool) -> Json:
        ids: Json = {"output_file_id": None, "error_file_id": None}
        done = done and job.final != "failed" and not self._host.faults.take("late_files")
        for name in ids if done else ():
            kind = name.removesuffix("_file_id")
            always = kind == "error" and self._member.shown.always_error_file
            if (kind in job.results.files or always) and name not in job.details:
                job.details[name] = self._store(job, kind)
            ids[name] = job.details.get(name)
        if done and ids["error_file_id"] is None and self._host.faults.empty_error_file_id:
            ids["error_file_id"] = ""
        return ids

    def _store(self, job: Job, kind: str) -> str:
        knobs = self._member.uploads
        file_id = new_id(knobs.result_id or knobs.id, job=job.id, kind=kind)
        expires = (job.ended or job.created) + float(job.details["expires_after"] or knobs.kept)
        data = job.results.files.get(kind, b"")
        return self._files.store(f"{job.id}_{kind}.jsonl", data, job.account, expires, file_id).id

    def _delete_inputs(self) -> None:
        for job in self._host.job_list.all():
            if job.provider == self._member.name:
                self._delete_input(job)

    def _delete_input(self, job: Job) -> None:
        if job.details["deletes_input"] and job.final:
            self._files.forget(job.details["input_file_id"])
