"""The OpenAI-compatible family: the differences between batch APIs in OpenAI's wire format, a row for each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from deferred.core.grouping import Limits

ROW = b'{"custom_id":"%s","method":"POST","url":"%s","body":%s}\n'
_AROUND_A_BODY = len(ROW) - 6 + 57 + 24  # without the three places to fill, with the longest name and address


@dataclass(frozen=True, slots=True)
class Member:
    """A batch API of the family.

    Attributes:
        name: the provider name in its jobs.
        hosts: its own hosts, which may receive a key; a name that begins with a dot includes all subdomains.
        key_variable: the environment variable that holds its key.
        limits: the limits of one job.
        discount: the discount of a batch call, as a share of the live price.
        endpoints: the endpoints that a batch may call, without `/v1`.
        final: the states of an ended batch.
        completion_window: the time that a batch is given.
    """

    name: str
    hosts: frozenset[str]
    key_variable: str
    limits: Limits
    discount: Decimal
    endpoints: tuple[str, ...]
    final: frozenset[str]
    completion_window: str


OPENAI = Member(
    name="openai",
    hosts=frozenset(["api.openai.com", ".api.openai.com"]),  # and its regions, like eu.api.openai.com
    key_variable="OPENAI_API_KEY",
    limits=Limits(requests=50_000, units=50_000, bytes=200_000_000, row_bytes=_AROUND_A_BODY, one_model=True),
    discount=Decimal("0.5"),
    endpoints=(
        "/chat/completions",
        "/responses",
        "/embeddings",
        "/moderations",
        "/completions",
        "/images/generations",
        "/images/edits",
    ),
    final=frozenset(["completed", "failed", "expired", "cancelled"]),
    completion_window="24h",
)
