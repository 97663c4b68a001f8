"""Opening a session: make the parts of an outermost block, in order, and connect them."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Mapping

from deferred.config.settings import Settings
from deferred.core.errors import LedgerError
from deferred.engine.engine import Engine, Wiring
from deferred.engine.events import Event
from deferred.engine.hooks import EngineHooks
from deferred.engine.run import Run
from deferred.engine.scheduler import Clock, Wakeup
from deferred.engine.state import ActiveJob, BlockStats, RunStats
from deferred.futures.callbacks import on_callback_thread
from deferred.report.watchers import Watchers
from deferred.session.core import SessionCore
from deferred.session.entered import Entered
from deferred.session.intake import Intake
from deferred.session.session import Session
from deferred.storage import open_ledger
from deferred.tasks.scheduler import TaskScheduler

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
    """
    if parent is not None:
        began_at = parent.core.clock.now()
        return Session(settings, BlockStats(name, began_at, settings.cost_limit, parent.stats.run), parent.core, parent)
    clock = Clock()
    stats = BlockStats(name, clock.now(), settings.cost_limit, RunStats())
    return Session(settings, stats, _core(settings, stats, clock, versions, is_scripted=is_scripted))


def _core(
    settings: Settings, stats: BlockStats, clock: Clock, versions: Mapping[str, str], *, is_scripted: bool
) -> SessionCore:
    entered, wakeup, at_end = Entered(), Wakeup(), list[Callable[[], object]]()
    ledger = open_ledger(settings.cache)
    run = Run(stats.name, ledger, settings, versions, is_scripted=is_scripted)
    stats.run.spent_before = run.spent_before
    tasks = TaskScheduler(settings.linger, wakeup.nudge, any_thread=settings.threads == "all")

    def on_event(event: Event, active: ActiveJob) -> None:
        watchers.take(event, active)
        if settings.on_event is not None:
            on_callback_thread(settings.on_event, event)

    hooks = EngineHooks(
        patience=tasks.patience,
        has_tasks=lambda: tasks.has_tasks,
        before_first=(lambda first: run.whether_to_go_on(first, engine.context.body_of)) if run.is_resumed else None,
        on_event=on_event,
        at_end=functools.partial(_end, run, stats, at_end),
    )
    deadline = None if settings.time_limit is None else run.began_at + settings.time_limit
    engine = Engine(settings, ledger, run.id, deadline, Wiring(hooks, stats.run, wakeup, clock))
    watchers = Watchers(stats, settings.progress, clock.now, engine.outlook)
    intake = Intake(settings, engine, ledger, stats, entered)
    return SessionCore(engine, tasks, run, intake, watchers, clock, entered, at_end)


def _end(run: Run, stats: BlockStats, at_end: list[Callable[[], object]]) -> None:
    """When nothing is left to do: a run that was left without waiting may be complete only now."""
    try:
        run.leave(complete=bool(stats.calls) and stats.has_all_answers)
    except LedgerError as error:  # the run stays unfinished, which loses nothing
        log.warning("deferred: the end of the run %r was not written: %s", run.name, error)
    for fn in at_end:
        fn()
