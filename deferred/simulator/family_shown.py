"""Batch jobs as the members of OpenAI's family show them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from deferred.simulator.family_knobs import Member, Shown
from deferred.simulator.jobs import FINAL, RAN, VALIDATED, Job
from deferred.simulator.openai_batches import batch_usage

Json = dict[str, Any]
EARLY = ("validating", "failed")


def show(member: Member, job: Job, status: str, files: Json, *, classic: bool) -> Json:
    """Write a job. `files` has the ids of its result files, None for those that are not there."""
    knobs = member.classic if classic and member.classic else member.shown
    if knobs.shape == "together":
        return _together(knobs, job, status, files)
    skew = job.host.faults.clock_skew
    shown: Json = {
        "id": job.id,
        "object": "batch",
        "endpoint": job.details["endpoint"],
        "errors": _errors(knobs, job, status),
        "input_file_id": job.details["input_file_id"],
        "completion_window": job.details["window"],
        "status": _word(knobs, job, status),
        **{name: "" if found is None and knobs.empty_ids else found for name, found in files.items()},
        **{name: _time(knobs, name, moment, skew) for name, moment in _moments(job, status).items()},
        "metadata": job.metadata,
    }
    shown |= _counted(knobs, job, status)
    if knobs.usage != "none":
        early = knobs.usage == "late" and status in EARLY
        shown |= {"usage": None if early else batch_usage(job.results.used), "model": None if early else job.model}
    shown |= {name: job.details.get(name) for name in knobs.also}
    return {name: value for name, value in shown.items() if value is not None} if knobs.leaves_out_null else shown


def _word(knobs: Shown, job: Job, status: str) -> str:
    word = knobs.words.get(status, status)
    if knobs.case == "upper" or job.host.faults.status_case:
        return word.upper()
    return word.capitalize() if knobs.case == "capital" else word


def _errors(knobs: Shown, job: Job, status: str) -> Any:
    found = job.life.failure if status == "failed" else job.details.get("bad_lines") if status in FINAL else None
    if knobs.errors == "text":
        return _in_words(found or [])
    if not found:
        return None
    return found if knobs.errors == "list" else {"object": "list", "data": found}


def _in_words(found: list[Json]) -> str:
    return "; ".join(
        one["message"] if one["line"] is None else f"line {one['line']}: {one['message']}" for one in found
    )


def _counted(knobs: Shown, job: Job, status: str) -> Json:
    counts = _counts(job, status)
    if knobs.counts == "null" or (knobs.counts == "late" and status in EARLY):
        return {"request_counts": None}
    return {"request_counts": counts} | (counts if knobs.counts == "flat" else {})


def _counts(job: Job, status: str) -> Json:
    if status in EARLY:
        return {"total": 0, "completed": 0, "failed": 0}
    bad = len(job.details.get("bad_lines") or ())
    if status not in FINAL:
        return {"total": job.count + bad, "completed": job.done_now, "failed": bad}
    failed = job.outcomes("errored") + bad
    return {"total": job.count + bad, "completed": job.outcomes("succeeded"), "failed": failed}


def _moments(job: Job, status: str) -> dict[str, float | None]:
    began, life = job.created, job.life
    whole = life.ends - began
    started = status not in EARLY and (life.cancelled is None or job.done_now > 0)
    return {
        "created_at": began,
        "in_progress_at": began + whole * VALIDATED if started else None,
        "expires_at": began + job.details["seconds"],
        "finalizing_at": began + whole * RAN if status in {"completed", "finalizing"} else None,
        "completed_at": life.ended if status == "completed" else None,
        "failed_at": life.ended if status == "failed" else None,
        "expired_at": life.ended if status == "expired" else None,
        "cancelling_at": life.cancelled,
        "cancelled_at": life.ended if status == "cancelled" else None,
    }


def _time(knobs: Shown, name: str, moment: float | None, skew: float) -> Any:
    if moment is None:
        return None
    if knobs.times == "epoch":
        return int(moment + skew)
    if knobs.times == "iso" or name == "created_at":
        return iso(moment + skew)
    return {"seconds": int(moment + skew)}


def iso(moment: float) -> str:
    """Write a time as `2026-09-02T10:11:12Z`."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _together(knobs: Shown, job: Job, status: str, files: Json) -> Json:
    """Write a job as captured there in September 2026: no counts, no metadata, and what is not there is left out."""
    done = status in FINAL
    skew = job.host.faults.clock_skew
    shown: Json = {
        "id": job.id,
        "user_id": "user-simulated",
        "project_id": "project-simulated",
        "organization_id": "org-simulated",
        "input_file_id": job.details["input_file_id"],
        "file_size_bytes": job.details["bytes"],
        "status": _word(knobs, job, status),
        "job_deadline": iso(job.created + job.details["seconds"] + skew),
        "created_at": iso(job.created + skew),
        "endpoint": job.details["endpoint"],
        "progress": 100 if status == "completed" else 100 * job.done_now // max(job.count, 1),
        "model_id": job.model or "",
    }
    more: Json = {
        **files,
        "completed_at": iso((job.ended or 0) + skew) if done else None,
        "error": _in_words(job.life.failure or []) if status == "failed" else None,
    }
    return shown | {name: value for name, value in more.items() if value is not None}
