"""Credentials: the headers that may carry one, and the source of one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

# Headers of tracers: they differ from call to call and do not reach the model, so no job is identified by them.
TRACING = (
    "traceparent", "tracestate", "baggage", "b3", "x-b3-", "sentry-trace", "x-datadog-", "x-amzn-trace-id",
    "x-cloud-trace-context", "x-client-request-id", "x-request-id", "x-correlation-id", "x-irid",
)  # fmt: skip
_SECRET = re.compile(r"auth|key|token|secret|cookie|password|credential|signature", re.IGNORECASE)
_NO_SECRET = frozenset({"idempotency-key"})


@lru_cache(maxsize=1024)
def _is_secret(name: str) -> bool:
    return _SECRET.search(name) is not None and name not in _NO_SECRET


def split_secrets(headers: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Separate the headers that may carry a credential, which stay in memory, from the headers that identify a job."""
    secret = {name: value for name, value in headers.items() if _is_secret(name)}
    return secret, {name: value for name, value in headers.items() if name not in secret}


def source_of(credential: Any) -> str:
    """Return the source of a credential; for a rotating one the function that supplies it, never a token."""
    if callable(credential):
        return (
            f"{getattr(credential, '__module__', '')}.{getattr(credential, '__qualname__', type(credential).__name__)}"
        )
    return "" if credential is None else str(credential)
