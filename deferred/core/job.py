"""Job: one batch job at a provider, in the form that the engine and the ledger share."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

import orjson

from deferred.core.call import BodyRef, Call, Target
from deferred.core.text import without_numbers

LIVE = "live"  # the outcome of a job that stands for one live call
NOT_KEPT = BodyRef(0, 0)  # of a body that holds a credential, and is in no file
RAN_ITS_ROWS = frozenset({"completed", "ended", "succeeded"})  # the providers' names for such an end
_MOST_CAUSES, _LONGEST_CAUSE, _OTHER_CAUSES = 20, 300, "other causes"
_CUSTOM_ID = re.compile(r"([0-9a-f]{16})-([0-9a-f]{40})")


class JobState(StrEnum):
    """The states of a job; each is on disk before the next request to the provider."""

    PLANNED = "planned"
    UPLOADED = "uploaded"
    SUBMITTED = "submitted"
    ENDED = "ended"
    COLLECTED = "collected"


@dataclass(slots=True)
class Job:
    """A batch job: its rows, its state, and its names at the provider.

    `attempted_at` is set before a create is sent; without a batch_id it means that the outcome is unknown. `route`
    names the route by which its calls were sent, if it is not a batch. `keys` and `bodies` name its rows; they never
    change once the job is planned. `leftovers` name what is to be deleted at the provider. `tags` are those that all
    its calls share, `tag_costs` the dollars of each tag ("team=search") of any call, `model_costs` those of each
    model. `answered` is the number of its calls that it has answered; None in older ledgers. `wave_at` is when the
    calls that were sent together with its own were sent, `reason` why. `done` is the number of its calls that the
    provider was last seen to have done, `failures` counts the rows that failed by their cause. `row_ids` are what
    `deferred.tag(row=...)` named its calls by, by key; they belong to its rows. `unpriced` counts the answers whose
    cost is not known and not in `spent`. `webhook` is the address where the provider is asked to report its end; it
    is not stored.
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
    bodies: list[BodyRef] = field(default_factory=list)
    state: JobState = JobState.PLANNED
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
    route: str = ""
    leftovers: list[str] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)
    tag_costs: dict[str, str] = field(default_factory=dict)
    model_costs: dict[str, str] = field(default_factory=dict)
    answered: int | None = None
    wave_at: float | None = None
    reason: str = ""
    done: int = 0
    failures: dict[str, int] = field(default_factory=dict)
    row_ids: dict[str, int | str] = field(default_factory=dict)
    unpriced: int = 0
    webhook: str = ""

    @property
    def label(self) -> str:
        """Its name in messages, which can be looked up at the provider."""
        return self.batch_id or f"deferred-{self.nonce}"

    @property
    def is_open(self) -> bool:
        """Whether the job is not closed yet."""
        return self.state != JobState.COLLECTED

    def read_anew(self) -> None:
        """Forget what its rows cost: they are read again."""
        self.spent, self.tag_costs, self.model_costs = "0", {}, dict.fromkeys(self.model_costs, "0")
        self.answered, self.unpriced, self.failures = 0, 0, {}

    def count_failure(self, why: str) -> None:
        """Count a row that failed; causes that differ only in numbers are one, and the rarest share one."""
        words = why[:_LONGEST_CAUSE]
        kind = without_numbers(words)
        known = next((one for one in self.failures if without_numbers(one) == kind), None)
        name = known or (words if len(self.failures) < _MOST_CAUSES else _OTHER_CAUSES)
        self.failures[name] = self.failures.get(name, 0) + 1

    @property
    def account(self) -> tuple[str, str, str]:
        """The account that pays for it: provider, address and credential."""
        return self.provider, self.base_url, self.credential

    def custom_id(self, key: str) -> str:
        """Return the name of a row; it identifies the row and its job in the provider's data."""
        return f"{self.nonce}-{key}"

    def by_custom_id(self) -> dict[str, str]:
        """Map each row's name to its key."""
        return {self.custom_id(key): key for key in self.keys}

    def adopt(self, custom_id: str) -> None:
        """Add a row that was found at the provider; rows of other software are ignored."""
        found = read_custom_id(custom_id)
        if found is not None and self.nonce in {"", found[0]}:
            self.nonce = found[0]
            self.keys.append(found[1])
            self.bodies.append(NOT_KEPT)

    def to_dict(self) -> dict[str, Any]:
        """Return the job as the ledger stores it, without its rows."""
        return {name: getattr(self, name) for name in _FACTS}

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> Job:
        """Make the job that the ledger stored, without its rows."""
        return cls(**{**stored, "state": JobState(stored["state"])})


_FACTS = [fact.name for fact in fields(Job) if fact.name not in {"keys", "bodies", "row_ids", "webhook"}]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a job, read again from the spool each time they are sent."""

    job: Job
    bodies: Callable[[], Iterator[bytes]]

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        """Yield each row's custom_id and body, in the order of the job's keys."""
        for key, body in zip(self.job.keys, self.bodies(), strict=True):
            yield self.job.custom_id(key), body


def named_in(row: bytes) -> set[tuple[str, str]]:
    """Return the nonce and the key of each name of a row that a text holds."""
    return set(_CUSTOM_ID.findall(row.decode("utf-8", "replace")))


def read_custom_id(custom_id: str) -> tuple[str, str] | None:
    """Return nonce and key of a row that this software named; None for any other row."""
    match = _CUSTOM_ID.fullmatch(custom_id)
    return (match[1], match[2]) if match else None


def call_of(job: Job, target: Target, body: bytes) -> Call:
    """Rebuild the call of a row from the ledger, without its script."""
    model = job.model or str(orjson.loads(body).get("model", ""))
    return Call(target, model, body, f"{job.provider}: {job.endpoint}", f"job {job.label}")


def new_nonce() -> str:
    """Make a unique name for a job."""
    return secrets.token_hex(8)
