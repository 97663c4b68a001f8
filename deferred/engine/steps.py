"""Steps of a job: each phase returns the next one, and one loop takes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from deferred.engine.state import PendingCall
from deferred.providers.base import Status


@dataclass(frozen=True, slots=True)
class Submit:
    """Send the job, `after` this many seconds."""

    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Reconcile:
    """Find out whether the provider acted on a create without an answer."""

    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Poll:
    """Poll the job."""

    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Collect:
    """Read the rows of a job that has ended with this status."""

    status: Status
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Close:
    """Close the job on disk; only then may the calls of `again` be sent, each list as a job of its own.

    A job is `lost` whose create was not answered, and that the provider does not list.
    """

    outcome: str
    again: Sequence[Sequence[PendingCall]] = ()
    after: float = 0.0
    lost: bool = False


@dataclass(frozen=True, slots=True)
class LetGo:
    """Stop waiting for a job that may still go on; it stays in the ledger for another process."""

    after: float = 0.0


ROUTE_REFUSED = "refused on this route"  # the outcome of a job whose calls are sent by another route

Step: TypeAlias = Submit | Reconcile | Poll | Collect | Close | LetGo
