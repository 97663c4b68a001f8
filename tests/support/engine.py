"""What the tests know of the inside of deferred's engine, session, storage and tasks. All of it is in this file.

A test asks through public names. Where that is not possible it asks here, so that a change of the inside changes this
file alone. (`tests/unit` may test an inner module by its own functions.) What takes `put` sets attributes with it: give
`monkeypatch.setattr`, or `setattr` where nothing is to be set back.
"""

import contextlib
import errno
import json
import os
import threading
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

from deferred import patching
from deferred.capture.connection import HttpConnection
from deferred.core.call import BodyRef
from deferred.core.caps import NO_CAPS, Caps
from deferred.core.errors import DeferredError, LedgerError
from deferred.core.job import Job, JobState
from deferred.core.past_jobs import PastJobs
from deferred.engine import collect, dispatch, scheduler, watchdog
from deferred.engine.engine import Engine
from deferred.engine.events import Outlook
from deferred.engine.scheduler import Clock
from deferred.engine.state import JobProgress
from deferred.engine.stats import BlockStats, RunStats
from deferred.patching import arm, disarm
from deferred.providers import refusals
from deferred.session import current, opening, thread_age
from deferred.session import exit as block_exit
from deferred.storage import schema
from deferred.storage.base import Draft
from deferred.storage.claims import FileClaims
from deferred.storage.runs import StoredRuns
from deferred.storage.sqlite import SqliteLedger
from deferred.tasks import baton

__all__ = ["Clock", "Outlook", "arm", "disarm"]

# -- clocks and pauses -------------------------------------------------------------------------------------------------

PAUSES = {
    "watched": (dispatch, "_WATCHED"),  # seconds for which a future that is asked about counts as waited for
    "handing_out": (
        dispatch,
        "_HANDING_OUT",
    ),  # seconds for which answers are handed out before another job has its turn
    "stored_at_once": (collect, "_STORE_AT_ONCE"),  # rows
    "no_access": (refusals, "NO_ACCESS"),  # seconds for which a key may be refused
    "lack_of_threads": (scheduler, "_LONGEST_LACK"),  # seconds without a thread, after which calls fail
    "thread_asked_for": (scheduler, "_NO_THREAD"),  # seconds until the system is asked for a thread again
    "silence": (block_exit, "_SECONDS_OF_SILENCE"),  # before the end of a block says what it waits for
    "longest_turn": (baton, "_LONGEST_TURN"),  # seconds for which a function keeps its turn
    "look": (watchdog, "_LOOK"),  # seconds between two looks at the engine's threads
    "looks_at_stuck": (watchdog, "_LOOKS_AT_STUCK"),
    "looks_at_idle": (watchdog, "_LOOKS_AT_IDLE"),
    "functions_alive": (baton, "MOST"),  # functions of a map that are under way at once
}


def patience(monkeypatch, **values):
    """Set how long, or for how many, the package waits; names are those of `PAUSES`."""
    for name, value in values.items():
        module, constant = PAUSES[name]
        if module is refusals:
            before = getattr(refusals, constant)
            table = [replace(rule, seconds=value) if rule.seconds == before else rule for rule in refusals.TABLE]
            monkeypatch.setattr(refusals, "TABLE", table)
        monkeypatch.setattr(module, constant, value)


def use_clock(clock, put):
    """Let sessions that begin from now on go by this clock."""
    put(opening, "Clock", lambda: clock)


def is_busy():
    """Whether an engine has a transfer under way."""
    return any(session.engine.scheduler.busy for session in current.opened)


def is_running():
    """Whether an engine has a job under way."""
    return any(session.engine.context.jobs.running for session in current.opened)


# -- sessions ----------------------------------------------------------------------------------------------------------


def opened():
    """The sessions that are open."""
    return current.opened


def be_older_than_all_blocks():
    """Let this thread pass for one that began before every block."""
    thread_age.give(0)


def records(session):
    """What a session keeps of each of its calls."""
    return session.stats.calls


def unanswered(session):
    """How many calls of a session have no outcome yet."""
    return session.stats.unanswered


def live_calls(session):
    """The calls that a session sent at full price."""
    return session.stats.run.live_calls


def settings(session):
    """The settings that hold for a session."""
    return session.settings


def run_id(session):
    """The identity of a session's run."""
    return session.run.id


def is_resumed(session):
    """Whether a session goes on with a run that an earlier one began."""
    return session.run.is_resumed


def is_given_up(session):
    """Whether every wait of a session has ended with Pending."""
    return session.engine.pending is not None


def wait_until_submitted(session, seconds):
    """Wait until all calls that were flushed are in a job at the provider."""
    session.until(session.engine.submitted, seconds)


def wait_until_some_job_is_out(session, seconds):
    """Wait until the provider has confirmed a job."""
    session.until(lambda: any(active.job.batch_id for active in session.stats.run.jobs), seconds)


def wait_until_idle(session, seconds):
    """Wait until an engine has nothing to do."""
    session.until(session.engine.idle, seconds)


def pause_before_wave_of(session, calls, seconds):
    """The seconds without a new call after which this many calls are sent, once no function of a map can go on."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pause = session.tasks.patience()
        if len(records(session)) == calls and pause is not None:
            return pause
    return None


def draw(session, console, height):
    """Draw the picture of a session's progress that a terminal of this height would show."""
    return session.core.watchers._progress._picture(console, height)


def session_to_draw(outlook=None, models=None, **chosen):
    """Something that has what progress reads of a session; `models` gives the models of jobs."""
    totals = SimpleNamespace(cost=Decimal("0.5"), live_cost=Decimal("1.0"))
    jobs = [SimpleNamespace(job=job, progress=JobProgress(models=names)) for job, names in models or ()]
    outcomes = [(True, True), (True, True), (True, False), (False, False), (False, False)]
    calls = [SimpleNamespace(done=done, ok=ok, failed=done and not ok) for done, ok in outcomes]
    run = RunStats(jobs=jobs, totals={"model": totals})
    stats = BlockStats("run", 999.0, chosen.get("cost_limit"), run, calls, unanswered=2)
    return stats, chosen.get("progress", True), lambda: 1090.0, lambda: outlook or Outlook(), lambda: PastJobs([])


# -- engines -----------------------------------------------------------------------------------------------------------


def jobs(session):
    """The jobs that a session's engine has launched or taken up."""
    return [active.job for active in session.stats.run.jobs]


def is_started(session):
    """Whether a session's engine has a thread."""
    return session.engine.scheduler._thread is not None


def wait_until_ended(session, seconds):
    """Wait for the end of a session's engine."""
    session.engine.scheduler._thread.join(seconds)


def end_what_waits():
    """End what is left waiting by sessions that are over."""
    for thread in threading.enumerate():
        scheduler_of = getattr(getattr(thread, "_target", None), "__self__", None)
        owner = getattr(scheduler_of, "_duty", None)
        if isinstance(owner, Engine) and owner.scheduler.closed:
            owner.stop_everything(DeferredError("the test is over"))


def connection_class():
    """The class of the engine's connections to providers."""
    return HttpConnection


def break_launch(session, put):
    """Let an error of the package's own occur where a job is launched."""
    put(session.engine._launcher, "_launch", lambda active: 1 / 0)


def hold_engine(session, until, put):
    """Let the engine's thread wait, with its lock, where it looks at what is due."""

    def act():
        until.wait()

    put(session.engine, "act", act)


# -- money -------------------------------------------------------------------------------------------------------------


def committed(session):
    """What counts against the limit of a session's run."""
    return session.engine.budget.committed()


def run_of(session):
    """The number of a session's run in its ledger."""
    return session.engine.context.run


def count_by(session, around, put):
    """Count what is committed by `around`, which is given the ordinary count."""
    ordinary = session.engine.budget.committed
    put(session.engine.budget, "committed", lambda: around(ordinary))


# -- storage -----------------------------------------------------------------------------------------------------------


def ledger(cache=True):
    """Open a ledger, as a session with this `cache` does."""
    return SqliteLedger.open(cache)


def jobs_on_disk():
    """The jobs in the ledger of the working directory."""
    with contextlib.closing(ledger()) as opened_here:
        return opened_here.jobs.all()


def runs_on_disk():
    """The runs in the ledger of the working directory."""
    with contextlib.closing(ledger()) as opened_here:
        return opened_here.runs.all()


def money_on_disk(name):
    """What counts against the limit of the last run of a name in the ledger of the working directory."""
    with contextlib.closing(ledger()) as opened_here:
        [*_, run] = [run for run in opened_here.runs.all() if run.name == name]
        return opened_here.runs.money(run.id).committed


def owned_keys_on_disk():
    """The calls that some job, or some live call, has in the ledger of the working directory."""
    with contextlib.closing(ledger()) as opened_here:
        return opened_here.jobs.owners()


def is_on_disk(text):
    """Whether a spool of request bodies in the working directory holds a text."""
    return any(text in path.read_bytes() for path in Path(".deferred").rglob("*.jsonl"))


def can_be_adopted(job):
    """Whether no process has claimed a job in the ledger of the working directory."""
    with contextlib.closing(ledger()) as opened_here:
        adopted = opened_here.jobs.adopt(job.nonce)
        opened_here.jobs.let_go(job.nonce)
        return adopted is not None


@contextlib.contextmanager
def driven_elsewhere(job):
    """Let another process have a job of the ledger of the working directory."""
    with contextlib.closing(ledger()) as opened_here:
        assert opened_here.jobs.adopt(job.nonce) is not None
        yield
        opened_here.jobs.let_go(job.nonce)


def change_jobs_on_disk(**facts):
    """Write other facts into every job of the ledger of the working directory."""
    with contextlib.closing(ledger()) as opened_here, opened_here._database.transaction() as db:
        for (facts_then,) in db.execute("SELECT facts FROM jobs").fetchall():
            changed = {**json.loads(facts_then), **facts}
            db.execute("UPDATE jobs SET facts = ? WHERE nonce = ?", (json.dumps(changed), changed["nonce"]))


def age_jobs_on_disk(seconds):
    """Let the jobs in the ledger of the working directory be so old."""
    change_jobs_on_disk(submitted_at=time.time() - seconds)


def stored_jobs(session, **which):
    """The jobs in a session's ledger."""
    return session.engine.context.ledger.jobs.all(**which)


def spent(session):
    """What the jobs in a session's ledger have spent."""
    return sum(Decimal(job.spent) for job in stored_jobs(session))


def leave_job(session, **facts):
    """Store a job of one call of a session's run, as a process leaves it that is gone."""
    left = Job(
        nonce="0" * 16, headers=[], count=1, size=1, state=JobState.SUBMITTED, batch_id="batch_1",
        run=run_id(session), keys=["k"], bodies=[BodyRef(0, 1)], **{"planned_at": 0.0, **facts},
    )  # fmt: skip
    ledger_of = session.engine.context.ledger
    ledger_of.jobs.plan(Draft(left, {"k": Decimal(facts.get("reserved", "0"))}), NO_CAPS)
    ledger_of.jobs.let_go(left.nonce)


def break_plans(session, broken, put):
    """Let `broken` take the place of storing a job's plan."""
    put(session.engine.context.ledger.jobs, "plan", broken)


@contextlib.contextmanager
def bodies_kept_by(session, keep):
    """Let `keep` take the place of storing a call's body."""
    spool = session.engine.context.spool
    ordinary, spool.add = spool.add, keep
    yield
    spool.add = ordinary


def end_jobs_as_they_are_taken_up(session, meanwhile, put):
    """Let another process end each job at the moment at which the session takes it up, and `meanwhile` happen too."""
    jobs_of = session.engine.context.ledger.jobs
    ordinary = jobs_of.adopt

    def adopt(nonce):
        jobs_of.close(jobs_of.get(nonce))
        meanwhile()
        return ordinary(nonce)

    put(jobs_of, "adopt", adopt)


def break_leaving(put):
    """Let no process write that it has left its run, as where the disk is full."""

    def full(*_, **__):
        message = "no space left on device"
        raise LedgerError(message)

    put(StoredRuns, "leave", full)


def fill_the_disk(session):
    """Let the disk be full from now on for the bodies of a session's calls."""
    spool = session.engine.context.spool
    spool.close()
    spool._file = Path("/dev/full").open("wb")  # noqa: SIM115 - the spool closes it
    spool._file.write(b"a body that is still in memory")


def break_closing(session, part, put):
    """Let a part of a session's engine fail as it is closed: its spool, answers or claims, or the end of its run."""
    context = session.engine.context
    owner, name = {
        "spool": (context.spool, "close"),
        "run": (session.run, "leave"),
        "answers": (context.ledger.answers, "close"),
        "claims": (context.ledger.claims, "release_all"),
    }[part]
    ordinary = getattr(owner, name)

    def broken(*given, **more):
        ordinary(*given, **more)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    put(owner, name, broken)


def is_closed(session):
    """Whether the database of a session's ledger is closed."""
    return session.engine.context.ledger._database._connection is None


def refuse_claims(put):
    """Let no claim of a job succeed; the ledger itself opens."""
    hold = FileClaims.hold
    put(FileClaims, "hold", lambda claims, name: name == "migration" and hold(claims, name))


def fill(ledger_of, run, count):
    """Write jobs that are over into a run, as a long one leaves them."""
    with ledger_of._database.transaction() as db:
        for n in range(count):
            job = Job(
                nonce=f"{n:016x}", provider="p", base_url="u", endpoint="e", credential="c", model="m", headers=[],
                count=1, size=1, planned_at=float(n), run=run, keys=[f"{n:040x}"], bodies=[BodyRef(0, 1)],
                state=JobState.COLLECTED, spent="0.01", reserved="0.02", batch_id=f"b{n}",
            )  # fmt: skip
            schema.write_job(db, job)
            schema.write_rows(db, job)


def plan_and_close(ledger_of, run, times):
    """The seconds that it takes to plan a job of ten calls under a limit, and to close it, one after the other."""
    for n in range(times):
        keys = [f"{n:04d}{k:036x}" for k in range(10)]
        job = Job(
            nonce=f"{n:08x}ffffffff", provider="p", base_url="u", endpoint="e", credential="c", model="m", headers=[],
            count=10, size=10, planned_at=1.0, run=run, keys=keys, bodies=[BodyRef(0, 1)] * 10,
        )  # fmt: skip
        before = time.perf_counter()
        ledger_of.jobs.plan(Draft(job, dict.fromkeys(keys, Decimal("0.01"))), Caps(Decimal(10**6)))
        ledger_of.jobs.close(job)
        yield time.perf_counter() - before


# -- patches -----------------------------------------------------------------------------------------------------------


def patches():
    """The attributes of SDKs that are patched now."""
    return patching._patches


def patch_table():
    """What is patched while a session is open, by module."""
    return patching._TABLE
