"""SessionCore: what an outermost block shares with the blocks inside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from deferred.engine.engine import Engine
from deferred.engine.run import Run
from deferred.engine.scheduler import Clock
from deferred.report.watchers import Watchers
from deferred.session.entered import Entered
from deferred.session.intake import Intake
from deferred.tasks.scheduler import TaskScheduler

if TYPE_CHECKING:
    from deferred.lookahead.look_ahead import LookAhead


@dataclass(frozen=True)
class SessionCore:
    """The engine of a run, its tasks, calls and watchers; `at_end` is called once nothing is left to do."""

    engine: Engine
    tasks: TaskScheduler
    run: Run
    intake: Intake
    watchers: Watchers
    clock: Clock
    entered: Entered
    ahead: LookAhead | None = None
    at_end: list[Callable[[], object]] = field(default_factory=list)
