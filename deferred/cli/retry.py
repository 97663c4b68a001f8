"""`deferred retry`: sends again what failed in a run, from the ledger alone, inside a session of that run."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

import orjson

from deferred.capture import from_environment, sdk_versions
from deferred.cli.runs import newest_with_retries
from deferred.config.settings import Settings, resolve
from deferred.core.call import canonical
from deferred.core.errors import DeferredError, Stopped
from deferred.core.job import LIVE, Job, call_of
from deferred.engine.run import RETRY
from deferred.session.exit import leave
from deferred.session.opening import open_session
from deferred.session.session import Session
from deferred.session.tagging import tag
from deferred.storage import Ledger, is_shared, ledger_of
from deferred.storage.base import RunRow


@dataclass(frozen=True)
class Failed:
    """A call without an answer: its job, as planned, its key, and its body."""

    job: Job
    key: str
    body: bytes


@dataclass(frozen=True)
class Retried:
    """What came of it: calls sent again, calls whose request is no longer in the ledger, and calls still under way."""

    run: str
    sent: int = 0
    failed: int = 0
    not_kept: int = 0
    under_way: int = 0
    cost_usd: Decimal = Decimal(0)
    first_error: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain data, for json."""
        return {
            **asdict(self),
            "answered": self.sent - self.failed,
            "cost_usd": float(self.cost_usd),
            "first_error": self.first_error or None,
        }

    def __str__(self) -> str:
        counts = f"{self.sent - self.failed:,} answered, {self.failed:,} failed"
        words = [f"{self.sent:,} calls of {self.run} sent again: {counts}; ${self.cost_usd:.4f}"]
        if self.sent == 0:
            words = [f"no call of {self.run} failed that could be sent again"]
        if self.first_error:
            words.append(f"the first failure: {self.first_error}")
        if self.not_kept:
            words.append(f"{self.not_kept:,} others have no request in the ledger; run the script again for them")
        if self.under_way:
            words.append(f"{self.under_way:,} calls are still at the provider; `deferred collect` looks at them")
        return "\n".join(words)


def retry(name: str, arguments: Mapping[str, Any]) -> Retried:
    """Send again the calls of a run that have no answer, and wait for them.

    Args:
        name: the run's name.
        arguments: settings; limits hold for the run in all, as if its script ran again.

    Raises:
        DeferredError: there is no such run, or no key for its provider, or its host is not to be trusted with one.
    """
    settings = resolve({**arguments, "fresh": False, "dry_run": False, "wait": True, "on_failure": "raise"})
    with contextlib.closing(ledger_of(settings)) as ledger:
        runs = newest_with_retries(ledger, name)
        under_way = {key for job in _jobs(ledger, runs) if job.is_open for key in job.keys}
        unanswered = list(_unanswered(ledger, runs, under_way))
    failed = [one for one in unanswered if one.body]
    found = Retried(name, not_kept=len(unanswered) - len(failed), under_way=len(under_way))
    return _send(found, failed, settings) if failed else found


def _send(found: Retried, failed: Sequence[Failed], settings: Settings) -> Retried:
    accounts = {
        place: from_environment.account(*place, settings.hosts, is_shared=is_shared(settings.cache))
        for place in {(f.job.provider, f.job.base_url) for f in failed}
    }
    session = open_session(settings, found.run, {**sdk_versions(), RETRY: found.run}, is_scripted=False)
    try:
        refusals = [words for one in failed if (words := _submit(session, accounts, one))]
        with contextlib.suppress(ExceptionGroup):  # what failed again is counted below
            leave(session, None)
    except BaseException as error:
        leave(session, error)
        raise
    finally:
        session.stop_watching()
        for account in accounts.values():
            account.connection.close()
    calls = session.stats.calls
    answered = sum(call.ok for call in calls)
    causes = [call.cause() for call in calls if not call.ok] or refusals
    return replace(
        found,
        sent=len(failed),
        failed=len(failed) - answered,
        cost_usd=session.report.cost or Decimal(0),
        first_error=causes[0] if causes else "",
    )


def _submit(session: Session, accounts: Mapping[tuple[str, str], Any], one: Failed) -> str:
    """Put one call into the session; gives why not, where it is refused at once."""
    job = one.job
    headers = tuple((name, value) for name, value in job.headers)
    target = accounts[job.provider, job.base_url].target(job.endpoint, headers)
    try:
        with tag(row=job.row_ids.get(one.key)):
            session.submit(call_of(job, target, one.body), canonical(orjson.loads(one.body)), key=one.key)
    except (DeferredError, Stopped) as error:
        return str(error)
    return ""


def _unanswered(ledger: Ledger, runs: Sequence[RunRow], under_way: set[str]) -> Iterator[Failed]:
    """Give the calls of a run and its retries that have no answer and are in no job, each once."""
    kept: dict[str, Failed] = {}
    for job in _jobs(ledger, runs):
        for key, body in zip(job.keys, _bodies(ledger, job), strict=True):
            known = kept.get(key)
            if key not in under_way and ledger.answers.get(key) is None and (known is None or not known.body):
                kept[key] = Failed(job, key, body)
    yield from kept.values()


def _bodies(ledger: Ledger, job: Job) -> Iterator[bytes]:
    """Give the bodies of a job; empty where the spool is gone, or a body was kept out of it."""
    return ledger.bodies.of_job(job) if ledger.bodies.are_kept(job) else iter([b""] * len(job.keys))


def _jobs(ledger: Ledger, runs: Sequence[RunRow]) -> Iterator[Job]:
    for job in (job for run in runs for job in ledger.jobs.all(run=run.id)):
        whole = ledger.jobs.get(job.nonce, rows=True)
        if whole is not None and whole.outcome != LIVE:
            yield whole
