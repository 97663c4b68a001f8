"""The OpenAI-compatible family: what differs between batch APIs in OpenAI's wire format, as data.

`members.py` has a row for each member, and this module the row of OpenAI itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from deferred.core.call import UNSENT
from deferred.core.grouping import Limits

ROW = b'{"custom_id":"%(name)s","method":"POST","url":"%(url)s","body":%(body)s}\n'
BARE_ROW = b'{"custom_id":"%(name)s","body":%(body)s}\n'  # where the batch alone names the endpoint
AROUND_A_BODY = len(ROW) - len(b"%(name)s%(url)s%(body)s") + 57 + 24  # with the longest name and address
_CHAT = ("/chat/completions",)


@dataclass(frozen=True, slots=True)
class Upload:
    """How the file of requests is uploaded.

    Attributes:
        path: the path of uploads.
        purpose: the purpose of the file.
        has_name: whether a form field `file_name` is sent too.
        fields: further form fields.
        settles: whether a file may still be read in when its upload is answered, so that no batch can be made of it.
        row: a line of the file.
    """

    path: str = "/files"
    purpose: str = "batch"
    has_name: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    settles: bool = False
    row: bytes = ROW


@dataclass(frozen=True, slots=True)
class Creation:
    """How a batch is created.

    Attributes:
        window: the time that a batch is given.
        version: the beginning of the addresses in lines and creates; jobs name them with `/v1`.
        nonce: the key of the metadata that holds the job's own name; empty if a batch has no metadata.
        prefix: what stands before that name.
        has_tags: whether the metadata may hold the user's tags too.
        fields: further fields.
        is_idempotent: whether a repeated create with the same `Idempotency-Key` returns the first batch.
        id_at: where the answer holds the id of the batch.
        has_deployments: whether the address of a live call names the model, unless the address names a version.
    """

    window: str = "24h"
    version: str = "/v1"
    nonce: str = "deferred_job"
    prefix: str = ""
    has_tags: bool = True
    fields: Mapping[str, Any] = field(default_factory=dict)
    is_idempotent: bool = False
    id_at: tuple[str, ...] = ("id",)
    has_deployments: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """How batches are listed, so that one is found whose create was not answered.

    Attributes:
        is_newest_first: whether that order is promised, so that the search may end at an older batch.
        query: parameters that ask the server for one job; `{name}` stands for its name.
        has_pages: whether the list takes parameters at all.
        by_number: whether a page is asked for by the number of batches before it, and not by the last of them.
    """

    is_newest_first: bool = False
    has_pages: bool = True
    by_number: bool = False
    query: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """What a batch costs.

    Attributes:
        library: the name in the price library; empty if it is not there.
        discount: the share of the live price that a batch saves, for models that are not named here.
        discounts: the same by model.
        models: what the names of models begin with that have a discount; empty for all.
        source: where that is published.
    """

    library: str = ""
    discount: Decimal = Decimal(0)
    discounts: Mapping[str, Decimal] = field(default_factory=dict)
    models: tuple[str, ...] = ("",)
    source: str = ""

    def share(self, model: str) -> Decimal:
        """Return the price of a batch call of a model, as a share of its live price."""
        return 1 - self.discounts.get(model, self.discount if model.startswith(self.models) else Decimal(0))


@dataclass(frozen=True, slots=True)
class Member:
    """A batch API of the family.

    Attributes:
        name: the name in settings, in jobs and in the ledger.
        title: the name in messages.
        hosts: its own hosts, which may receive a key, as `core.hosts.is_one_of` takes them.
        key_variable: the environment variable that holds its key.
        home: the base URL of its API.
        limits: the limits of one job.
        price: what a batch costs.
        endpoints: the endpoints that a batch may call, without `/v1`.
        upload, creation, listing: its ways.
        first_line: the number of the first line in errors.
        split_by: fields of a request that all requests of a job must have in common.
        counts_tokens: whether it counts the input tokens of a request.
        found_by: what finds a batch whose create was not answered, in words.
    """

    name: str
    title: str
    hosts: frozenset[str]
    key_variable: str
    home: str
    limits: Limits
    price: Price = field(default_factory=Price)
    endpoints: tuple[str, ...] = _CHAT
    upload: Upload = field(default_factory=Upload)
    creation: Creation = field(default_factory=Creation)
    listing: Listing = field(default_factory=Listing)
    first_line: int = 1
    split_by: tuple[str, ...] = ()
    counts_tokens: bool = False
    found_by: str = "metadata, input file"

    def url(self, endpoint: str) -> str:
        """Return the address of an endpoint in lines and creates."""
        return self.creation.version + endpoint.removeprefix("/v1")

    def split(self, body: Mapping[str, Any]) -> dict[str, str]:
        """Return what a request must have in common with the others of its job, as headers."""
        if not self.split_by:  # most have no such fields, and every call asks
            return {}
        return {UNSENT + name.replace("_", "-"): json.dumps(body[name]) for name in self.split_by if name in body}

    def takes(self, endpoint: str) -> bool:
        """Whether a batch may call an endpoint, named with `/v1`."""
        return endpoint.removeprefix("/v1") in self.endpoints


OPENAI = Member(
    name="openai",
    title="OpenAI",
    hosts=frozenset(["api.openai.com", ".api.openai.com"]),  # and its regions, like eu.api.openai.com
    key_variable="OPENAI_API_KEY",
    home="https://api.openai.com/v1",
    limits=Limits(requests=50_000, units=50_000, bytes=200_000_000, row_bytes=AROUND_A_BODY, one_model=True),
    price=Price("openai", Decimal("0.5"), source="platform.openai.com/docs/pricing, 2026-10"),
    endpoints=(
        "/chat/completions",
        "/responses",
        "/embeddings",
        "/moderations",
        "/completions",
        "/images/generations",
        "/images/edits",
    ),
    listing=Listing(is_newest_first=True),
    counts_tokens=True,
)
