"""Generating methods without a batch form, refused at the call; no other patch sees a socket."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from deferred.capture import bypass
from deferred.core.call_site import caller
from deferred.session import current

_SOCKET = "it speaks over a socket, which no batch can carry"


def refuser(method: str, why: str = _SOCKET) -> Callable[..., Any]:
    """Make the wrapper of a method that refuses it, or allows it live if the settings say so."""

    def refuse(wrapped: Callable[..., Any], _owner: Any, args: Any, kwargs: Any) -> Any:
        session = current.owner()
        if session is None or bypass.is_allowed():
            return wrapped(*args, **kwargs)
        session.refuse(method, caller(), why)
        return wrapped(*args, **kwargs)  # it is sent when it is read: the setting then allows it

    return refuse
