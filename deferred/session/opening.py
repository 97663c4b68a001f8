"""Opening a session: make the parts of an outermost block, in order, and connect them."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from deferred.config.settings import Settings
from deferred.core import remedies
from deferred.core.call import Call
from deferred.core.errors import DeferredError, LedgerError
from deferred.core.shutdown import run_all
from deferred.engine.engine import Engine, Wiring
from deferred.engine.events import Event
from deferred.engine.hooks import EngineHooks
from deferred.engine.run import Run
from deferred.engine.scheduler import Clock, Wakeup
from deferred.engine.state import ActiveJob, PendingCall
from deferred.engine.stats import BlockStats, RunStats
from deferred.futures.callbacks import on_callback_thread
from deferred.report.watchers import Watchers
from deferred.session.backend import EngineBackend
from deferred.session.core import SessionCore
from deferred.session.entered import Entered
from deferred.session.intake import Intake
from deferred.session.session import Session
from deferred.storage import ledger_of
from deferred.tasks.scheduler import TaskScheduler

if TYPE_CHECKING:
    from deferred.lookahead.backend import ChildBackend

log = logging.getLogger("deferred")


def open_session(
    settings: Settings,
    name: str,
    versions: Mapping[str, str],
    parent: Session | None = None,
    *,
    is_scripted: bool = True,
) -> Session:
    """Open the session of a block, or join the session of the block around it.

    Args:
        settings: the settings of this block.
        name: the run's name.
        versions: the versions of the SDKs in use.
        parent: the session of the block around this one.
        is_scripted: False for the calls of a run that are sent again without its script.

    Raises:
        LedgerError: the ledger cannot be opened.
        DeferredError: an inner block has a budget that the block around it does not keep.
    """
    if parent is not None:
        _refuse_budget(settings, parent.root.settings)
        began_at = parent.core.clock.now()
        if parent.core.ahead is not None and settings.cost_limit is not None:
            parent.core.ahead.stop("a block inside has a cost limit of its own")
        return Session(settings, BlockStats(name, began_at, settings.cost_limit, parent.stats.run), parent.core, parent)
    clock = Clock()
    stats = BlockStats(name, clock.now(), settings.cost_limit, RunStats())
    return Session(settings, stats, _core(settings, stats, clock, versions, is_scripted=is_scripted))


def _refuse_budget(inner: Settings, outer: Settings) -> None:
    """Raise if an inner block asks for a budget that the block around it, which keeps the budgets, does not keep."""
    for period, most in inner.budget.items():
        held = outer.budget.get(period)
        if held is None or most < held:
            there = "none for that" if held is None else f"${held:,}"
            message = (
                f"an inner block has a budget of ${most:,} a {period}, and the block around it has {there}. A budget "
                "counts all runs of a ledger, so the outermost block keeps it. Set it there, or in DEFERRED_BUDGET; "
                "cost_limit is what limits an inner block. Nothing was sent."
            )
            raise DeferredError(message)


def _core(
    settings: Settings, stats: BlockStats, clock: Clock, versions: Mapping[str, str], *, is_scripted: bool
) -> SessionCore:
    entered, wakeup, at_end = Entered(), Wakeup(), list[Callable[[], object]]()
    ledger = ledger_of(settings)
    run = Run(stats.name, ledger, settings, versions, is_scripted=is_scripted)
    stats.run.spent_before = run.spent_before
    stats.run.ahead.is_possible = _can_look_ahead
    tasks = TaskScheduler(settings.linger, wakeup.nudge, any_thread=settings.threads == "all")

    def on_event(event: Event, active: ActiveJob) -> None:
        watchers.take(event, active)
        if settings.on_event is not None:
            on_callback_thread(settings.on_event, event)

    def before_first(first: PendingCall, keys: Sequence[str]) -> DeferredError | None:
        return run.whether_to_go_on(first, keys, engine.context.body_of)

    hooks = EngineHooks(
        patience=tasks.patience,
        has_tasks=lambda: tasks.has_tasks,
        work_of_pools=lambda: len(tasks.pools.names),
        before_first=before_first if run.expects_its_calls else None,
        on_event=on_event,
        at_end=functools.partial(_end, run, stats, at_end),
    )
    deadline = None if settings.time_limit is None else run.began_at + settings.time_limit
    engine = Engine(settings, ledger, run.id, deadline, Wiring(hooks, stats.run, stats.name, wakeup, clock))
    watchers = Watchers(stats, settings, clock.now, engine.outlook, run.past_jobs)

    def divert(backend: ChildBackend) -> None:
        intake.divert(backend)

    def take(call: Call, name: bytes, asked: bytes, key: str) -> PendingCall | None:
        return intake.take_ahead(call, name, asked, key)

    ahead = None
    if settings.look_ahead and not settings.dry_run:
        from deferred.lookahead.look_ahead import LookAhead, Surroundings  # noqa: PLC0415 - 20 ms, and few runs use it

        ahead = LookAhead(settings, Surroundings(engine, ledger, stats, take, divert))
    intake = Intake(settings, EngineBackend(engine, ledger), stats, entered, ahead)
    if settings.webhook is not None and not settings.dry_run:
        _listen(settings, engine, at_end)
    return SessionCore(engine, tasks, run, intake, watchers, clock, entered, ahead, at_end)


def _can_look_ahead() -> bool:
    from deferred.lookahead import lockdown  # noqa: PLC0415 - as above; a report asks

    return lockdown.seems_possible()


def _listen(settings: Settings, engine: Engine, at_end: list[Callable[[], object]]) -> None:
    """Take the events of providers from now on; without them every job is polled as ever."""
    from deferred.session import webhooks  # noqa: PLC0415 - http.server takes 10 ms, and most runs listen to nothing

    try:
        at_end.append(webhooks.listen(settings.listen, engine.runner.poll_soon))
    except (OSError, RuntimeError) as error:
        log.warning(
            "deferred: no webhook can be taken at %s (%s), so jobs are polled. Another process may listen there; "
            "%s names another place",
            settings.listen, error, remedies.setting("listen", "127.0.0.1:8788"),
        )  # fmt: skip


def _end(run: Run, stats: BlockStats, at_end: list[Callable[[], object]]) -> None:
    """When nothing is left to do: a run that was left without waiting may be complete only now."""
    run_all(functools.partial(_leave, run, stats), *at_end)


def _leave(run: Run, stats: BlockStats) -> None:
    try:
        run.leave(complete=bool(stats.calls) and stats.has_all_answers, found=stats.run.found_keys)
    except LedgerError as error:  # the run stays unfinished, which loses nothing
        log.warning("deferred: the end of the run %r was not written: %s", run.name, error)
