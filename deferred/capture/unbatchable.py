"""Methods that generate and have no batch form, refused where they are called; a socket passes every other seam."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from deferred.capture import bypass
from deferred.core.call_site import caller
from deferred.session import current

_SOCKET = "it speaks over a socket, which no batch can carry"


def refuser(
    method: str, why: str = _SOCKET, *, is_ours: Callable[[Any], bool] = lambda _owner: False
) -> Callable[..., Any]:
    """Refuse a method, or let it go live where the settings say so; what it gives (a stream) is its own affair."""

    def refuse(wrapped: Callable[..., Any], owner: Any, args: Any, kwargs: Any) -> Any:
        session = current.owner()
        if session is None or bypass.is_allowed() or is_ours(owner):
            return wrapped(*args, **kwargs)
        session.refuse(method, caller(), why)
        return wrapped(*args, **kwargs)  # it is sent only when it is read: what lets it pass then is the setting

    return refuse
