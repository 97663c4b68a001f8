"""What is asked of a block after its end: its calls have their answers then, or nothing was sent."""

from __future__ import annotations

from typing import Protocol

from deferred.core.errors import DryRun, EndOfDryRun
from deferred.futures.event_loops import running_loop
from deferred.session import current
from deferred.session.core import SessionCore
from deferred.session.protocol import BlockSession


class LeftBlock(BlockSession, Protocol):
    """A session of this process."""

    name: str
    core: SessionCore

    def wait(self, timeout: float | None = None) -> None:
        """Send all pending calls and wait for the answers of all calls so far."""


def let_calls_end(session: LeftBlock) -> None:
    """Wait for the calls of an inner block that was left: its end does not wait, and its results are asked for now.

    Raises:
        EndOfDryRun: it is in a dry run, whose block ends here, as where a reply is read.
        DryRun: a dry run is over.
    """
    if not session.has_ended:
        return
    if session.root.settings.dry_run:
        _end_of_dry_run(session)
    elif session.is_open and running_loop() is None:  # a loop that is blocked runs none of its calls
        if current.inherited.get() is not session:  # a function of the block would wait for itself
            for function in list(session.stats.started):
                function.wait()
        session.wait()


def _end_of_dry_run(session: LeftBlock) -> None:
    words = f"the results of the run {session.name!r} are read, and nothing was sent, because this is a dry run"
    if session.is_open:
        session.core.intake.foresight.first_wave_only = True
        raise EndOfDryRun(words)
    if session.stats.calls:
        message = f"{words}. Send the calls with dry_run=False"
        raise DryRun(message)
