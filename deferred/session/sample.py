"""`deferred.sample`: distinguish equal requests that would otherwise be bought once."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from deferred.core.call import canonical

# What the samples around this code say; empty outside of any.
asked: ContextVar[bytes] = ContextVar("deferred_sample", default=b"")


@contextlib.contextmanager
def sample(value: Any) -> Iterator[None]:
    """Make the calls inside separate samples of their requests; `value` identifies the sample in all processes.

    In a part of a run (`deferred.batch(part=True)`) equal requests are one purchase, whichever process makes them; with
    different values they are several. Elsewhere the k-th equal request is its own sample in any case.

    Args:
        value: any JSON value, such as a number or a name.

    Raises:
        TypeError: `value` is not JSON.

    Example:
        >>> import deferred
        >>> with deferred.sample(1):
        ...     pass  # client.messages.create(...)
    """
    token = asked.set(asked.get() + b"\0" + canonical(value))
    try:
        yield
    finally:
        asked.reset(token)
