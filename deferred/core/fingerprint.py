"""Fingerprints: identify a credential without storing it."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any


def fingerprint(*parts: Any) -> str:
    """Return the fingerprint of a credential: the hash of its source."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


@lru_cache(maxsize=1024)
def hardened(plain: str) -> str:
    """Return the fingerprint for a ledger that leaves this machine: each guess of a weak password takes 50 ms."""
    return hashlib.scrypt(plain.encode(), salt=b"deferred", n=2**14, r=8, p=1, dklen=8).hex()
