"""TaskCount: how many tasks have begun and not ended, functions and coroutines together."""

from __future__ import annotations


class TaskCount:
    """Counts tasks. It is changed with the lock of the tasks held."""

    def __init__(self) -> None:
        """Begin with none."""
        self.unfinished = 0
        self._together = 0  # tasks begun since there was none

    @property
    def has_several(self) -> bool:
        """Whether some of several tasks have not ended yet; one that was begun alone is as a plain call."""
        return self.unfinished > 0 and self._together > 1

    def begin(self, tasks: int) -> None:
        """Count tasks that begin together."""
        self._together = tasks + (self._together if self.unfinished else 0)
        self.unfinished += tasks

    def end(self, tasks: int = 1) -> None:
        """Count tasks that have ended."""
        self.unfinished -= tasks
