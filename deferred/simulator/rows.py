"""One row of a job: what was asked, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from deferred.simulator.meter import Usage

Json = dict[str, Any]
# What a body of a shape that nobody expects makes of the code that reads it: the client's fault, like any bad request.
ODD_SHAPE = (AttributeError, IndexError, KeyError, TypeError, ValueError)


class Outcome(NamedTuple):
    """How one row ended: "succeeded", "errored", "canceled" or "expired", and with what."""

    kind: str
    status: int = 200
    body: Any = None
    usage: Usage | None = None


@dataclass(slots=True)
class Row:
    """One request of a job, as received."""

    index: int
    custom_id: str | None
    body: Json
    metadata: Any = None
    outcome: Outcome | None = None
