"""Make calls of JSON requests with the SDKs' own clients."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

from deferred.capture import from_environment, sdk_of
from deferred.capture.sdk import Ask
from deferred.core.errors import DeferredError, NotBatchable


@contextlib.contextmanager
def asker(provider: str, hosts: Sequence[str], base_url: str | None = None) -> Iterator[Ask]:
    """Return a function that makes a call of an endpoint and a body, as a script would with this provider's SDK.

    Args:
        provider: "anthropic", "openai" or "google".
        hosts: hosts besides the provider's own that may receive a key.
        base_url: the address of the API; None for the one that the environment names, or the provider's own.

    Raises:
        DeferredError: the SDK is not installed, or the environment holds no key, or an untrusted address.
    """
    client = from_environment.client(provider, hosts, base_url)
    try:
        yield sdk_of(provider).asker(client)
    finally:
        client.close()


def fault_of(error: Exception) -> str:
    """Return in one line why an SDK, or a block, refuses a request."""
    details = getattr(error, "errors", None)
    if isinstance(error, NotBatchable):
        return f"it cannot go into a batch: {error.why}"
    if isinstance(error, DeferredError) or not callable(details):
        return " ".join(str(error).split())
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in details())
