"""Call (a captured request), Answer (the provider's answer to it), and the key that identifies a call."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import orjson

KEY_LENGTH = 40  # hex digits: 160 bits, so that a custom_id holds a nonce and the whole key within 64 characters


@dataclass(frozen=True, slots=True)
class Target:
    """The destination of a call: everything that the calls of one job share, except the model.

    `headers` are the headers that change what the provider does (betas, API version, organisation);
    `credential` is a fingerprint, never the secret; `transport` distinguishes the HTTP clients and credential functions
    of the user within this process; `connection` sends HTTP requests with that credential.
    """

    provider: str
    base_url: str
    endpoint: str
    credential: str
    headers: tuple[tuple[str, str], ...] = ()
    transport: str = ""
    connection: Any = field(default=None, compare=False, repr=False)
    head: bytes = field(init=False, compare=False, repr=False)
    _hash: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Compute what the digests of all its calls begin with, and its own hash: each call looks its target up."""
        betas = next((value for name, value in self.headers if name == "anthropic-beta"), "")
        head = f"{self.provider}\0{self.base_url}\0{self.endpoint}\0{betas}\0"
        object.__setattr__(self, "head", head.encode())
        identity = (self.provider, self.base_url, self.endpoint, self.credential, self.headers, self.transport)
        object.__setattr__(self, "_hash", hash(identity))

    def __hash__(self) -> int:
        """Return the stored hash."""
        return self._hash


class Call(NamedTuple):
    """One captured request: its target, its body exactly as the SDK would have sent it, and its call site."""

    target: Target
    model: str
    body: bytes
    method: str
    where: str


class BodyRef(NamedTuple):
    """The place of a request body in the ledger; only the ledger that wrote it can interpret `place`."""

    place: int
    size: int


class Answer(NamedTuple):
    """The provider's answer to one call: an HTTP status, the JSON body, and its origin.

    `kept` tells that the body is in the ledger and not here: bodies do not stay in memory. `route` names the route by
    which it came, if that is neither a batch nor an ordinary call.
    """

    status: int
    body: bytes
    request_id: str | None = None
    batch_id: str | None = None
    cached: bool = False
    kept: bool = False
    route: str = ""

    def without_body(self) -> Answer:
        """Return the answer without its body, as it stays in memory."""
        if self.kept:
            return self
        # `_replace` takes three times as long, and every call comes here.
        return Answer(self.status, b"", self.request_id, self.batch_id, self.cached, kept=True, route=self.route)

    def as_cached(self, *, cached: bool) -> Answer:
        """Return the answer with this origin: from the ledger of an earlier run, or bought in this one."""
        if self.cached is cached:
            return self
        return Answer(self.status, self.body, self.request_id, self.batch_id, cached, self.kept, self.route)

    @property
    def ok(self) -> bool:
        """Whether the call succeeded."""
        return 200 <= self.status < 300  # noqa: PLR2004 - the HTTP range itself


# Headers of a target that begin so are not sent: they keep calls apart that no job may mix.
UNSENT = "deferred-"


def digest(target: Target, canonical_body: bytes) -> bytes:
    """Identify a request by its address and content, not by the key that pays or the SDK's default headers."""
    return hashlib.sha256(target.head + canonical_body).digest()


def with_model(model: str, body: Mapping[str, Any], canonical_body: bytes) -> bytes:
    """Return what identifies a request whose address names its model, if it does: only some bodies have it too."""
    return canonical_body if not model or "model" in body else f"{model}\0".encode() + canonical_body


def key_of(request_digest: bytes, occurrence: int, sample: bytes = b"") -> str:
    """Return the key of the k-th identical request of a run (law 9: identical calls are separate samples).

    `sample` holds the values of `deferred.sample`, as JSON: requests of different samples are never identical.
    """
    return hashlib.sha256(request_digest + str(occurrence).encode() + sample).hexdigest()[:KEY_LENGTH]


def canonical(body: Any) -> bytes:
    """Return a body with sorted keys: two SDK versions may order them differently."""
    try:
        return bytes(orjson.dumps(body, option=orjson.OPT_SORT_KEYS))
    except TypeError:  # nested too deep for it
        return sorted_json(body)


def sorted_json(value: Any) -> bytes:
    """Write JSON with sorted keys as the standard library does: numbers of any length, and any depth."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
