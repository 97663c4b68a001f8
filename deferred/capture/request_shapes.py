"""RequestShape: what captured requests of one client, path and headers have in common; examined once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deferred.capture import clients
from deferred.capture.connection import Account
from deferred.capture.credentials import split_secrets
from deferred.capture.request import CapturedRequest
from deferred.capture.stainless_sdk import StainlessSdk
from deferred.core.call import Target
from deferred.session.protocol import BlockSession

_MOST = 64  # shapes of one client: headers that differ from call to call, such as those of tracers, make new ones


@dataclass(slots=True)
class RequestShape:
    """The findings about requests of one shape: why no batch carries them, or their account and target.

    `headers` identify their job; `targets` are the targets by the headers that a body adds.
    """

    path: str
    cast_to: Any
    method: str
    why: str
    account: Account | None = None
    headers: dict[str, str] = field(default_factory=dict)
    targets: dict[tuple[tuple[str, str], ...], Target] = field(default_factory=dict)

    def target(self, sdk: StainlessSdk, apart: Mapping[str, str]) -> Target:
        """Return the target of requests which these headers keep apart from others."""
        key = tuple(apart.items())
        found = self.targets.get(key)
        if found is None:
            assert self.account is not None  # why not is asked first
            endpoint, headers = sdk.address(self.path, {**self.headers, **apart}, self.cast_to)
            found = self.targets[key] = self.account.target(endpoint, tuple(sorted(headers.items())))
        return found


def shape_of(session: BlockSession, caught: CapturedRequest) -> RequestShape:
    """Return the shape of a captured request; it holds as long as its client is as it was."""
    client = clients.known(caught.sdk, session, caught.client)
    options = caught.options
    if options.params:  # their values may be anything
        return _examined(session, caught, client)
    key = (caught.path, caught.cast_to, options.url, *caught.headers.items())
    try:
        found: RequestShape | None = client.shapes.get(key)
    except TypeError:  # a header's value cannot be hashed
        return _examined(session, caught, client)
    if found is None:
        if len(client.shapes) >= _MOST:
            client.shapes.clear()
        found = client.shapes[key] = _examined(session, caught, client)
    return found


def _examined(session: BlockSession, caught: CapturedRequest, client: clients.KnownClient) -> RequestShape:
    why = client.why or _why_not(caught, client.account)
    shape = RequestShape(caught.path, caught.cast_to, caught.method, why)
    if not why:
        secret, shape.headers = split_secrets(caught.meaningful())
        shape.account = client.account
        if secret:  # headers with a credential make a separate account
            shape.account = clients.account_of(caught.sdk, session, caught.client, secret)
            assert shape.account is not None  # its transport is that of the client's account, which can be copied
    return shape


def _why_not(caught: CapturedRequest, account: Account | None) -> str:
    query = [name for name in caught.query if name not in caught.sdk.batch_query]
    if query:
        return f"it has query parameters ({', '.join(query)}), which a batch cannot carry"
    if account is not None and not caught.sdk.takes(account.provider, caught.path):
        return f"the batch API of {account.provider} does not take this endpoint"
    return ""
