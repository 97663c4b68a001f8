"""TaskCount: the number of running tasks, functions and coroutines together."""

from __future__ import annotations


class TaskCount:
    """Counts running tasks. Changes need the lock of the tasks."""

    def __init__(self) -> None:
        """Start with no tasks."""
        self.unfinished = 0
        self._together = 0  # tasks begun since none was running

    @property
    def has_several(self) -> bool:
        """Whether tasks that ran together have not all ended; a task that ran alone counts as a plain call."""
        return self.unfinished > 0 and self._together > 1

    def begin(self, tasks: int) -> None:
        """Count tasks that begin together."""
        self._together = tasks + (self._together if self.unfinished else 0)
        self.unfinished += tasks

    def end(self, tasks: int = 1) -> None:
        """Count tasks that have ended."""
        self.unfinished -= tasks
