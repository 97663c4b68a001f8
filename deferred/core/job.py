"""Job: one provider batch job, as the engine drives it and the ledger keeps it (one shape for both)."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from typing import Any

import orjson

from deferred.core.call import Call, Target

PLANNED, UPLOADED, SUBMITTED, ENDED, COLLECTED = "planned", "uploaded", "submitted", "ended", "collected"
LIVE_CLAIM = "live-"  # before the key of a call that somebody sends as an ordinary one
_CUSTOM_ID = re.compile(r"([0-9a-f]{16})-([0-9a-f]{40})")


@dataclass(slots=True)
class Job:
    """A batch job: what it holds, how far it is, and how to recognise it at the provider.

    `state` goes planned -> uploaded -> submitted -> ended -> collected, and is on disk before each next request.
    `attempted_at` is set before a create is sent: with no batch_id it means that the outcome is unknown.
    """

    nonce: str
    provider: str
    base_url: str
    endpoint: str
    credential: str
    model: str
    headers: list[list[str]]
    count: int
    size: int
    planned_at: float
    keys: list[str] = field(default_factory=list)
    places: list[list[int]] = field(default_factory=list)
    state: str = PLANNED
    run: str = ""
    file_id: str | None = None
    batch_id: str | None = None
    attempted_at: float | None = None
    submitted_at: float | None = None
    ended_at: float | None = None
    outcome: str = ""
    spool: str = ""
    reserved: str = "0"
    spent: str = "0"

    @property
    def label(self) -> str:
        """Its name in messages: what can be looked up at the provider."""
        return self.batch_id or f"deferred-{self.nonce}"

    def custom_id(self, key: str) -> str:
        """Name a row so that it is matched by name, and recognised as this job's from the provider's side alone."""
        return f"{self.nonce}-{key}"

    def by_custom_id(self) -> dict[str, str]:
        """Map each row's name to its key."""
        return {self.custom_id(key): key for key in self.keys}

    def adopt(self, custom_id: str) -> None:
        """Add a row that was found at the provider; a stranger's is passed over."""
        found = read_custom_id(custom_id)
        if found is not None and self.nonce in {"", found[0]}:
            self.nonce = found[0]
            self.keys.append(found[1])
            self.places.append([0, 0])

    def to_dict(self) -> dict[str, Any]:
        """Give the job as the ledger stores it, but for its rows, which never change once it is planned."""
        return {name: getattr(self, name) for name in _FACTS}

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> Job:
        """Make the job that the ledger stored; its rows are added by whoever needs them."""
        return cls(**stored)


_FACTS = [fact.name for fact in fields(Job) if fact.name not in {"keys", "places"}]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a job, read again from where they are kept each time they are sent."""

    job: Job
    bodies: Callable[[], Iterator[bytes]]

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        """Give each row's custom_id and body, in the order of the job's keys."""
        for key, body in zip(self.job.keys, self.bodies(), strict=True):
            yield self.job.custom_id(key), body


def read_custom_id(custom_id: str) -> tuple[str, str] | None:
    """Give nonce and key of a row that this software named; None for a stranger's."""
    match = _CUSTOM_ID.fullmatch(custom_id)
    return (match[1], match[2]) if match else None


def call_of(job: Job, target: Target, body: bytes) -> Call:
    """Give the call again that a row of a job was, as far as the ledger tells; its script is not there."""
    model = job.model or str(orjson.loads(body).get("model", ""))
    return Call(target, model, body, f"{job.provider}: {job.endpoint}", f"job {job.label}")


def new_nonce() -> str:
    """Name a job so that nobody else's is mistaken for it."""
    return secrets.token_hex(8)
