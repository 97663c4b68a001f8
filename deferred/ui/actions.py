"""Actions: cancel and retry, by the functions of `deferred cancel` and `deferred retry`; what came of them is noted."""

from __future__ import annotations

import logging
import threading
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deferred.cli import jobs
from deferred.cli.retry import retry
from deferred.core.errors import DeferredError, Stopped
from deferred.storage.base import Ledger
from deferred.storage.pages import RunTotals

log = logging.getLogger("deferred")
_NOTES = 10  # of a run that are kept


@dataclass(frozen=True, slots=True)
class Note:
    """What came of an action, in words."""

    words: str
    is_trouble: bool = False


class Actions:
    """Cancels jobs and sends failed calls again; a run is sent again by one thread at a time."""

    def __init__(self, ledger: Ledger, hosts: Sequence[str], settings: Mapping[str, Any]) -> None:
        """`hosts` may be sent keys; `settings` are those that were written on the command line, for `retry`."""
        self._ledger, self._hosts, self._settings = ledger, hosts, settings
        self._lock = threading.Lock()
        self._under_way: set[str] = set()
        self._notes: defaultdict[str, deque[Note]] = defaultdict(lambda: deque(maxlen=_NOTES))

    def notes(self, run: str) -> list[Note]:
        """Return what came of the actions on a run, the newest first."""
        return list(self._notes[run])

    def is_under_way(self, run: str) -> bool:
        """Whether failed calls of a run are being sent again."""
        return run in self._under_way

    def cancel(self, run: RunTotals, job: str = "") -> None:
        """Ask the providers to cancel a job of a run, or all its jobs."""
        try:
            rows = jobs.cancel(self._ledger, self._hosts, job or run.id)
        except DeferredError as error:
            self._note(run, str(error), is_trouble=True)
            return
        for row in rows:
            self._note(run, f"{row['job']}: {row['words']}")
        if not rows:
            self._note(run, "no job is open")

    def retry(self, run: RunTotals, cost_limit: float | None) -> None:
        """Begin to send the failed calls of a run again; what came of it is noted at the end."""
        with self._lock:
            if run.id in self._under_way:
                return
            self._under_way.add(run.id)
        self._note(run, "failed calls are being sent again")
        # It may take hours, and ends with this process: jobs that were sent stay in the ledger, as after Ctrl+C.
        threading.Thread(target=self._retry, args=(run, cost_limit), name="deferred-retry", daemon=True).start()

    def _retry(self, run: RunTotals, cost_limit: float | None) -> None:
        limits = {} if cost_limit is None else {"cost_limit": cost_limit}
        try:
            done = retry(run.name, {**self._settings, **limits, "progress": False})
            self._note(run, str(done), is_trouble=bool(done.failed))
        except (DeferredError, Stopped, ValueError) as error:
            self._note(run, str(error), is_trouble=True)
        except Exception as error:  # nobody waits for this thread: without a note its end would not be seen
            log.exception("deferred: sending the failed calls of %s again ended", run.name)
            self._note(run, f"it ended by an error of the program: {error!r}", is_trouble=True)
        finally:
            self._under_way.discard(run.id)

    def _note(self, run: RunTotals, words: str, *, is_trouble: bool = False) -> None:
        self._notes[run.id].appendleft(Note(words, is_trouble))
