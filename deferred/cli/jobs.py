"""What the command line does with a ledger: list, collect, cancel, recover, export, clear. No script is needed."""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson

from deferred.capture import from_environment
from deferred.config.settings import Settings
from deferred.core import real_time
from deferred.core.errors import DeferredError
from deferred.core.job import Job, JobState, new_nonce
from deferred.engine.collect import Resends
from deferred.engine.context import JobContext
from deferred.engine.drive import Phases
from deferred.engine.events import Event, EventLog
from deferred.engine.failures import no_such_run
from deferred.engine.job_table import JobTable
from deferred.engine.scheduler import Clock
from deferred.engine.state import ActiveJob
from deferred.engine.stats import RunStats
from deferred.engine.steps import Close, Poll, Step
from deferred.engine.usage_count import UsageCounter
from deferred.engine.webhooks import ReportingAccounts
from deferred.pricing import prices
from deferred.providers import PROVIDERS, adapter_of
from deferred.providers.base import Lost, Refused, State, dumps
from deferred.results.parsing import parse
from deferred.storage.base import Ledger

_KEPT = 1_000  # answers stored at a time


def jobs(ledger: Ledger, run: str | None = None) -> list[dict[str, Any]]:
    """List the jobs of a ledger, oldest first: state, provider, model, counts, cost, age."""
    check_run(ledger, run)
    names = run_names(ledger)
    drivers = ledger.drivers()
    shown = [job for job in ledger.jobs.all() if _is_of(job, run, names)]
    return [{**row_of(job, names.get(job.run, job.run)), "driven_by": drivers.get(job.nonce, "")} for job in shown]


def collect(ledger: Ledger, hosts: Sequence[str], run: str | None = None) -> list[dict[str, Any]]:
    """Look once at each job that is not collected, and fetch those that have ended; says what came of each."""
    check_run(ledger, run)
    names = run_names(ledger)
    return [_said(job, names, _collect_one(ledger, job, hosts)) for job in open_jobs(ledger, run)]


def cancel(ledger: Ledger, hosts: Sequence[str], wanted: str | None, run: str | None = None) -> list[dict[str, Any]]:
    """Ask the providers to cancel a job (by its id), a run's jobs (by its name), or all open jobs.

    What had finished can still be collected.
    """
    check_run(ledger, run)
    names = run_names(ledger)
    chosen = [
        job
        for job in open_jobs(ledger, run)
        if wanted is None or wanted in {job.batch_id, job.nonce, job.run, names.get(job.run)}
    ]
    if wanted is not None and not chosen and wanted not in names.values():
        message = f"no open job is called {wanted!r}; `deferred jobs` lists them"
        raise DeferredError(message)
    return [_said(job, names, _cancel_one(ledger, job, hosts)) for job in chosen]


def check_run(ledger: Ledger, run: str | None) -> None:
    """Make sure that a run is there: what is said of one that is not would be taken for an answer.

    Raises:
        DeferredError: the ledger has no run, and no job of a run, of that name.
    """
    names = run_names(ledger)
    known = {*names.values(), *names, *(job.run for job in ledger.jobs.all())} if run is not None else set()
    if run is not None and run not in known:
        raise no_such_run(run, names.values())


def _said(job: Job, names: dict[str, str], words: str) -> dict[str, Any]:
    return {"run": names.get(job.run, job.run), "job": job.label, "provider": job.provider, "words": words}


def recover(ledger: Ledger, hosts: Sequence[str], provider: str, base_url: str | None = None) -> list[str]:
    """Find this software's jobs at a provider and import their rows, for a ledger that was lost."""
    account = from_environment.account(provider, base_url, hosts, is_shared=ledger.pool is not None)
    known = {job.batch_id for job in ledger.jobs.all() if not job.is_open}
    adapter = PROVIDERS[provider]
    probe = _probe(provider, account.base_url, account.credential)
    try:
        found = adapter.all_of_ours(account.connection, probe)
        return [_recover_one(ledger, account, batch_id) for batch_id in found if batch_id not in known]
    except (Refused, Lost, KeyError, TypeError, ValueError, AttributeError) as trouble:
        told = str(trouble) if isinstance(trouble, (Refused, Lost)) else f"an answer that makes no sense: {trouble!r}"
        message = (
            f"{provider} at {account.base_url} gave no list of its jobs, or not all of one: {told}. Try again later."
        )
        raise DeferredError(message) from trouble
    finally:
        account.connection.close()


def results(ledger: Ledger, run: str | None = None) -> Iterator[dict[str, Any]]:
    """Give every stored answer: its key, where it came from and the provider's response."""
    check_run(ledger, run)
    names = run_names(ledger)
    found = set() if run is None else ledger.runs.found(run)
    given: set[str] = set()
    for job in ledger.jobs.all():
        is_own = _is_of(job, run, names)
        for key in _keys_of(ledger, job) if is_own or found else ():
            answer = ledger.answers.get(key) if is_own or key in found else None
            # A call can be in several jobs: one that did not answer it, and others that sent it again.
            if answer is not None and answer.batch_id == job.batch_id and key not in given:
                given.add(key)
                yield {
                    "custom_id": job.custom_id(key),
                    "key": key,
                    "run": names.get(job.run, job.run) if is_own else run,
                    "provider": job.provider,
                    "endpoint": job.endpoint,
                    "batch_id": answer.batch_id,
                    "status": answer.status,
                    "response": orjson.loads(answer.body),
                }


def kept_rows(ledger: Ledger, run: str | None = None) -> Iterator[dict[str, Any]]:
    """Give every result that was kept as it came, because its shape is unknown or it belongs to no call."""
    check_run(ledger, run)
    names = run_names(ledger)
    for job in ledger.jobs.all():
        for row in ledger.jobs.kept_rows(job.nonce) if _is_of(job, run, names) else ():
            place = {"run": names.get(job.run, job.run), "provider": job.provider, "endpoint": job.endpoint}
            yield {"custom_id": None, "key": None, **place, "batch_id": job.batch_id, "row": orjson.loads(row)}


def refuse_nothing(option: str, count: int) -> None:
    """Raise DeferredError if there is nothing to write."""
    if not count:
        message = f"{option}: there is no answer to write; nothing was written, and a file that was there is unchanged"
        raise DeferredError(message)


def save(ledger: Ledger, folder: Path, run: str | None = None) -> int:
    """Write every stored answer to a folder: `KEY.json`, as `Result.save_json` does, and `KEY.response.json`.

    Raises:
        DeferredError: the folder cannot be made or written to.
    """
    count = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for row in results(ledger, run):
            _result(ledger, row, None).save_json(folder / f"{row['key']}.json")
            (folder / f"{row['key']}.response.json").write_bytes(orjson.dumps(row["response"]))
            count += 1
    except OSError as error:
        message = f"--dir {folder}: {error.strerror}"
        raise DeferredError(message) from error
    return count


def in_words(ledger: Ledger, row: dict[str, Any]) -> str:
    """Give a stored answer for people to read: where it came from, and what it says."""
    made = _result(ledger, row, None)
    head = f"{row['run']}  {row['provider']}  {made.model}  {row['batch_id'] or 'live'}  {row['key'][:12]}"
    said = made.text or orjson.dumps(row["response"]).decode()
    return f"{head}\n{said}\n"


def show(ledger: Ledger, path: Path, run: str | None = None, model: Any = None) -> int:
    """Write a page of every stored answer, its value beside the texts it comes from; gives their number.

    `model` is the type that the values are read as; without it, they are whatever JSON the replies hold.
    """
    from deferred.results.html import write  # noqa: PLC0415 - only where somebody looks

    shown = [_result(ledger, row, model) for row in results(ledger, run)]
    refuse_nothing(f"--html {path}", len(shown))
    try:
        write(shown, path, f"Results of {run}" if run else "Results")
    except OSError as error:
        message = f"--html {path}: {error.strerror}"
        raise DeferredError(message) from error
    return len(shown)


def _result(ledger: Ledger, row: dict[str, Any], model: Any) -> Any:
    from deferred.results.result import Result  # noqa: PLC0415 - as above

    raw = orjson.dumps(row["response"])
    told = row["response"].get("model") or row["response"].get("modelVersion") or ""
    made: Any = Result(
        str(told),
        row["provider"],
        row["endpoint"],
        usage=prices.usage(row["provider"], raw),
        batch_id=row["batch_id"],
        raw=raw,
        asked=model,
        request=lambda: ledger.bodies.of_answer(row["key"], row["batch_id"]),
    )
    # What no model was named for may be prose as well: only what is JSON is shown as a value.
    return made if model is not None else replace(made, asked=json_if_any(made))


def json_if_any(made: Any) -> Any:
    """Return the type of JSON objects and lists, if a reply holds one; None for prose."""
    form = dict[str, Any] | list[Any]
    return form if parse(form, made.reading)[1] is None else None


def clear(ledger: Ledger, older_than: float) -> str:
    """Forget jobs that were collected more than `older_than` seconds ago, with their answers and bodies.

    Bodies that no job refers to are removed too, once their process is over, and so is what waits in the pool of a run
    in which no process is. Returns what was freed, in words.

    While a live process is in any run, all jobs stay: it reads its own bodies, and answers of all runs that it found.
    """
    before = real_time.now() - older_than
    over = [job for job in ledger.jobs.all() if not job.is_open]
    old = [job for job in over if (job.ended_at or job.planned_at) <= before]
    size = ledger.size()
    kept = len(old) if ledger.claims.held_by_others("run-") else 0
    if kept:
        old = []
    ledger.jobs.forget(old)
    unused = ledger.bodies.remove_unused()
    if ledger.pool is not None:
        ledger.pool.remove_unused()
    freed = max(0, size - ledger.size())
    words = f"{len(old):,} jobs forgotten, {unused:,} files of bodies removed, {freed:,} bytes freed"
    return (
        f"{words}; {kept:,} jobs stay while a run of this ledger goes on, which may use their answers"
        if kept
        else words
    )


def run_names(ledger: Ledger) -> dict[str, str]:
    """Map the ids of runs to their names."""
    return {run.id: run.name for run in ledger.runs.all()}


def _keys_of(ledger: Ledger, job: Job) -> list[str]:
    whole = ledger.jobs.get(job.nonce, rows=True)
    return [] if whole is None else whole.keys


def row_of(job: Job, run: str) -> dict[str, Any]:
    """Return what is shown of a job."""
    return {
        "run": run,
        "job": job.batch_id or job.nonce,
        "provider": job.provider,
        "model": models_of(job),
        "state": str(job.state) if job.is_open else job.outcome or str(job.state),
        "calls": job.count,
        "failed": None if job.is_open or job.answered is None else job.count - job.answered,
        "cost_usd": float(Decimal(job.spent)),
        "unpriced_calls": job.unpriced,
        "reserved_usd": 0.0 if not job.is_open else float(Decimal(job.reserved)),
        "planned_at": job.planned_at,
        "age_seconds": round(real_time.now() - job.planned_at),
    }


def models_of(job: Job) -> str:
    """Return the models of a job."""
    names = sorted(model.removeprefix("models/") for model in job.model_costs)
    return job.model.removeprefix("models/") or ", ".join(names) or "(several)"


def _is_of(job: Job, run: str | None, names: dict[str, str]) -> bool:
    return run is None or names.get(job.run, job.run) == run


def open_jobs(ledger: Ledger, run: str | None) -> list[Job]:
    """Return the jobs of a run, or of all runs, that are not collected; live calls are none of them."""
    names = run_names(ledger)
    return [job for job in ledger.jobs.all(open_only=True) if _is_of(job, run, names)]


def _collect_one(ledger: Ledger, job: Job, hosts: Sequence[str]) -> str:
    whole = ledger.jobs.adopt(job.nonce)
    if whole is None:
        return "another process drives it"
    try:
        if whole.batch_id is None:
            return "was never answered at its creation; run the script again, which looks for it"
        account = from_environment.account(job.provider, job.base_url, hosts, is_shared=ledger.pool is not None)
        whole.read_anew()
        words = _looked_at(ledger, ActiveJob(whole, account.connection, account.credential, (), "collect"))
        account.connection.close()
        return words or "the provider gave no answer; try again later"
    finally:
        ledger.jobs.let_go(job.nonce)


def _looked_at(ledger: Ledger, active: ActiveJob) -> str:
    """Look at a job once, and take the steps that are left where it has ended; gives what the provider says of it."""
    said: list[str] = []

    def note(event: Event, active: ActiveJob) -> None:
        far = f", {event.done} of {active.job.count} done" if event.kind == "running" else ""
        said.append(f"{event.words or event.kind}{far}")

    settings, clock = Settings(poll_interval=0.5, adopt_grace=0.0), Clock()
    events = EventLog(clock.now, note)
    context = JobContext(settings, ledger, clock, events, ReportingAccounts())
    usage = UsageCounter(settings, RunStats())
    phases = Phases(context, JobTable(threading.Condition()), usage, Resends())
    step: Step = phases.take(active, Poll())
    while active.job.state == JobState.ENDED and not isinstance(step, Close):
        real_time.sleep(min(step.after, 1.0))
        step = phases.take(active, step)
    if isinstance(step, Close):
        active.job.outcome, active.job.ended_at = step.outcome, active.job.ended_at or clock.now()
        ledger.jobs.close(active.job)
        events.tell("collected", active, step.outcome, active.progress.done)
    return said[-1] if said else ""


def _cancel_one(ledger: Ledger, job: Job, hosts: Sequence[str]) -> str:
    if job.batch_id is None:
        return "was never answered at its creation; run the script again, which looks for it"
    account = from_environment.account(job.provider, job.base_url, hosts, is_shared=ledger.pool is not None)
    try:
        adapter_of(job).cancel(account.connection, job)
    except (Refused, Lost) as trouble:
        return str(trouble)
    finally:
        account.connection.close()
    return "asked the provider to cancel it; `deferred collect` fetches what had finished"


def _recover_one(ledger: Ledger, account: Any, batch_id: str) -> str:
    job = _probe(account.provider, account.base_url, account.credential)
    job.batch_id = batch_id
    adapter = PROVIDERS[account.provider]
    status = adapter.check(account.connection, job)
    if status.state is State.RUNNING:
        return f"{batch_id}: still {status.words}; run this again when it has ended"
    rows, unknown = adapter.collect(account.connection, job, status), list[bytes]()
    while some := list(itertools.islice(rows, _KEPT)):
        unknown += [dumps(row.raw) for row in some if row.raw is not None]
        for row in some:
            job.adopt(row.custom_id)
        ledger.answers.store(
            (row.custom_id.rpartition("-")[2], row.answer)
            for row in some
            if row.answer is not None and row.answer.ok and row.custom_id.startswith(f"{job.nonce}-")
        )
    job.state, job.outcome, job.count = JobState.COLLECTED, "recovered", len(job.keys)
    job.nonce = job.nonce or new_nonce()  # no row names it
    ledger.jobs.add(job)
    ledger.jobs.keep_rows(job.nonce, 0, unknown)
    kept = f", {len(unknown)} rows of an unknown shape kept as they came" if unknown else ""
    return f"{batch_id}: {job.count} rows recovered{kept}"


def _probe(provider: str, base_url: str, credential: str) -> Job:
    """Make a job that stands for one whose record was lost."""
    return Job(
        nonce="", provider=provider, base_url=base_url, endpoint="", credential=credential, model="", headers=[],
        count=0, size=0, planned_at=real_time.now(), state=JobState.SUBMITTED, run="recovered",
    )  # fmt: skip


def as_json(rows: Any) -> str:
    """Give rows for a program to read."""
    return json.dumps(rows, indent=1, ensure_ascii=False)
