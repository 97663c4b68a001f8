"""A batch that is made to see what a server does: it belongs to no run, and its parts are taken one by one."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from deferred.core import real_time
from deferred.core.call import Target
from deferred.core.job import Job, Rows, new_nonce
from deferred.providers import PROVIDERS
from deferred.providers.base import Connection, Lost, Refused, Row, State, Status

_JUST_NOW = 600.0  # seconds


class TrialBatch:
    """A batch at a server, from its upload until what it leaves there is deleted."""

    def __init__(self, connection: Connection, target: Target, model: str, bodies: Sequence[bytes], run: str) -> None:
        """`run` says in its job what it is made for; nothing is sent yet."""
        self._connection, self._adapter = connection, PROVIDERS[target.provider]
        self.job = Job(
            nonce=new_nonce(), provider=target.provider, base_url=target.base_url, endpoint=target.endpoint,
            credential=target.credential, model=model, headers=[list(header) for header in target.headers],
            count=len(bodies), size=sum(map(len, bodies)), planned_at=real_time.now(), run=run,
            keys=[f"{number:040x}" for number in range(len(bodies))],
        )  # fmt: skip
        self._rows = Rows(self.job, lambda: iter(bodies))

    @property
    def custom_ids(self) -> list[str]:
        """The names of its rows, in their order."""
        return [self.job.custom_id(key) for key in self.job.keys]

    def upload(self) -> str | None:
        """Send its rows; returns the file's id, None if the create carries the rows."""
        self.job.file_id = self._adapter.upload(self._connection, self.job, self._rows)
        return self.job.file_id

    def create(self) -> str:
        """Make the batch, and return its id."""
        self.job.batch_id = self._adapter.create(self._connection, self.job, self._rows)
        return self.job.batch_id

    def is_listed(self) -> bool:
        """Whether the provider's list shows it."""
        return self.job.batch_id in self._adapter.find(self._connection, self.job, _JUST_NOW)

    def is_ours(self) -> bool | None:
        """Whether the provider shows that it is this software's; None while that is unknown."""
        return self._adapter.is_ours(self._connection, self.job, self.job.batch_id or "")

    def look(self) -> Status:
        """Ask for its status."""
        return self._adapter.check(self._connection, self.job)

    def wait(self, seconds: float, pause: float) -> Status:
        """Return its last status: of its end, or that of a batch that still runs after so many seconds."""
        end = real_time.ticks() + seconds
        while (status := self.look()).state is State.RUNNING and real_time.ticks() < end:
            real_time.sleep(min(pause, seconds))
        return status

    def rows(self, status: Status) -> list[Row]:
        """Read its rows."""
        return list(self._adapter.collect(self._connection, self.job, status))

    def cancel(self) -> None:
        """Ask for its end."""
        self._adapter.cancel(self._connection, self.job)

    def clear_up(self) -> None:
        """Delete what it leaves at the server; what cannot be deleted is the server's own affair."""
        for name in self._adapter.leftovers(self.job, ()):
            with contextlib.suppress(Refused, Lost):
                self._adapter.delete(self._connection, self.job, name)
