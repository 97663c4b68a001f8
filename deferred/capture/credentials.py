"""Which headers may carry a credential, and how a credential is known without being kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

# Headers of tracers: they differ from call to call and say nothing to the model, so no job is known by them.
TRACING = (
    "traceparent", "tracestate", "baggage", "b3", "x-b3-", "sentry-trace", "x-datadog-", "x-amzn-trace-id",
    "x-cloud-trace-context", "x-client-request-id", "x-request-id", "x-correlation-id",
)  # fmt: skip
_SECRET = re.compile(r"auth|key|token|secret|cookie|password|credential|signature", re.IGNORECASE)
_NO_SECRET = frozenset({"idempotency-key"})


@lru_cache(maxsize=1024)
def _is_secret(name: str) -> bool:
    return _SECRET.search(name) is not None and name not in _NO_SECRET


def split_secrets(headers: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Part the headers that may carry a credential, which stay in memory, from those that a job may be known by."""
    secret = {name: value for name, value in headers.items() if _is_secret(name)}
    return secret, {name: value for name, value in headers.items() if name not in secret}


def fingerprint(*parts: Any) -> str:
    """Name a credential without keeping it: its source, hashed."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def source_of(credential: Any) -> str:
    """Say where a credential comes from; for one that rotates, that is its provider, never a token."""
    if callable(credential):
        return (
            f"{getattr(credential, '__module__', '')}.{getattr(credential, '__qualname__', type(credential).__name__)}"
        )
    return "" if credential is None else str(credential)
