"""SDK clients: whether a batch can carry a client's calls, and its account."""

from __future__ import annotations

import copy
import functools
import sys
import weakref
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from deferred.capture.accounts import accounts_of
from deferred.capture.anthropic_clouds import whole_request_auth
from deferred.capture.connection import Account, HttpConnection, Prepare
from deferred.capture.credentials import source_of
from deferred.capture.http_clients import own_client, run_now, transport_of
from deferred.capture.stainless_sdk import StainlessSdk
from deferred.core import remedies
from deferred.core.fingerprint import fingerprint
from deferred.session.protocol import BlockSession

_NONE: Mapping[str, str] = MappingProxyType({})


def foreign_to(sdk: StainlessSdk, client: Any) -> str:
    """Return the class of a client for another company's cloud; empty for the provider's own."""
    kind: Any = type(client)
    return _foreign(sdk.foreign_classes, kind)


@lru_cache(maxsize=256)
def _foreign(classes: frozenset[str], kind: Any) -> str:
    return next((cls.__name__ for cls in kind.__mro__ if cls.__name__ in classes), "")


@dataclass(slots=True)
class KnownClient:
    """The findings about a client in its present state: why no batch carries its calls, or its account."""

    client: weakref.ref[Any]
    state: tuple[Any, ...]
    why: str
    account: Account | None
    shapes: dict[Any, Any] = field(default_factory=dict)  # the findings about its requests


def known(sdk: StainlessSdk, session: BlockSession, client: Any) -> KnownClient:
    """Examine a client once, and again after a change: it takes longer than the rest of a capture."""
    sdk.find_address(client)
    state = (
        client._base_url,
        sdk.identity(client),
        tuple(client._custom_headers.items()),
        tuple(client._custom_query.items()),
        client._client,
        session.settings,
        getattr(client, "middleware", None),
    )
    cache = accounts_of(session).clients
    found: KnownClient | None = cache.get(id(client))
    if found is None or found.client() is not client or not _same(found.state, state):
        why = _why_not_client(sdk, session, client)
        account = None if why else account_of(sdk, session, client)
        if not why and account is None:
            why = (
                "its HTTP transport cannot be used from another thread; give a sync client for the same account and "
                f"address: deferred.batch(clients=[{sdk.sync_class}(...)])"
            )
        forget = functools.partial(_forget, cache, id(client))
        found = cache[id(client)] = KnownClient(weakref.ref(client, forget), state, why, account)
    return found


def _forget(accounts: dict[int, Any], name: int, _: Any) -> None:
    accounts.pop(name, None)


def _same(before: tuple[Any, ...], now: tuple[Any, ...]) -> bool:
    return (
        before[0] is now[0]
        and before[4] is now[4]
        and before[1:4] == now[1:4]
        and before[5] is now[5]
        and before[6] is now[6]
    )


def _why_not_client(sdk: StainlessSdk, session: BlockSession, client: Any) -> str:
    foreign = foreign_to(sdk, client)
    if foreign:
        return f"batches of {foreign} are not supported yet"
    if client.base_url.userinfo:
        return "its base URL holds a password, which must not be stored; give it as a header"
    netloc = _netloc(client.base_url)
    if not is_known(sdk, session, client):
        return f"{netloc} is not known to have a batch API ({remedies.setting('hosts', [netloc])} says that it has)"
    provider = provider_of(sdk, session, client)
    if provider not in sdk.providers:
        return f"{netloc} is declared to speak the API of {provider}, and a client of {sdk.module} does not"
    middleware = getattr(client, "middleware", None)  # new anthropic SDKs call it around each live request
    if middleware and isinstance(middleware, tuple):
        return f"its client has middleware ({', '.join(map(_name_of, middleware))}), which a batch would not run"
    return ""


def _name_of(part: Any) -> str:
    return str(getattr(part, "__name__", type(part).__name__))


def is_known(sdk: StainlessSdk, session: BlockSession, client: Any) -> bool:
    """Whether a client's host is its provider's own, or one that the user named as trusted."""
    netloc = _netloc(client.base_url)
    return sdk.known_host(netloc) or session.knows_host(netloc)


def provider_of(sdk: StainlessSdk, session: BlockSession, client: Any) -> str:
    """Return whose API a client's host speaks."""
    netloc = _netloc(client.base_url)
    return sdk.provider_of(client, netloc, session.spoken_at(netloc))


def _netloc(base_url: Any) -> str:
    return f"{base_url.host}:{base_url.port}" if base_url.port else str(base_url.host)


def account_of(
    sdk: StainlessSdk, session: BlockSession, client: Any, secret: Mapping[str, str] = _NONE
) -> Account | None:
    """Return the account of a client, shared by clients with equal credentials; None if it cannot be copied."""
    provider = provider_of(sdk, session, client)
    known = (
        provider,
        type(client),
        str(client.base_url),
        sdk.identity(client),
        _own_headers(client),
        _own_query(client),
        transport_of(client._client),
        tuple(map(id, sdk.sources(client))),
        client._strict_response_validation,
    )

    def open_it() -> Account | None:
        speaker = next((own for own in session.settings.clients if _stands_for(own, client)), client)
        return open_account(sdk, client, speaker, provider, secret)

    return accounts_of(session).get((*known, *sorted(secret.items())), open_it)


def open_account(
    sdk: StainlessSdk, client: Any, speaker: Any, provider: str, secret: Mapping[str, str] = _NONE
) -> Account | None:
    """Open the account of `client` at a provider, through the HTTP client of `speaker`; None if that cannot be copied.

    `secret` are headers of single calls that may carry a credential: every request has them, and no file.
    """
    http = own_client(speaker._client)
    if http is None:
        return None
    base_url = sdk.base_url(client)
    sources = [source_of(part) for part in sdk.identity(client)]
    known = [*_own_query(client), *sorted(secret.items())]
    credential = fingerprint(provider, base_url, sources, _own_headers(client), *known)
    # A copy: a key that is set on the client later belongs to another account.
    prepare = sdk.preparer(copy.copy(client), _preparer(copy.copy(speaker), secret))
    connection = HttpConnection(http, prepare)
    transport = " ".join([transport_of(client._client), *(str(id(source)) for source in sdk.sources(client))])
    return Account(client, provider, base_url, credential, connection, client._client, transport)


def _own_headers(client: Any) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, str(value)) for name, value in client._custom_headers.items()))


def _own_query(client: Any) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, str(value)) for name, value in client._custom_query.items()))


def _stands_for(own: Any, client: Any) -> bool:
    return str(getattr(own, "base_url", "")) == str(client.base_url)


def _preparer(client: Any, secret: Mapping[str, str]) -> Prepare:
    """Make a function that lets the SDK address and authorise a request: keys rotate, and credentials differ.

    It adds the headers, parameters and cookies of the HTTP client. Headers stay bytes: not all are ASCII.
    """
    final, of_the_whole = _final_request_options(client), whole_request_auth(client)

    def prepare(method: str, url: str, headers: dict[str, str]) -> tuple[str, dict[str, str], Any]:
        options = final.construct(method=method.lower(), url=url, headers={**headers, **secret})
        options = run_now(client._prepare_options(options))
        request = client._build_request(options)
        if of_the_whole is None:
            run_now(client._prepare_request(request))
        return str(request.url), request.headers.raw, of_the_whole or client.custom_auth

    return prepare


def _final_request_options(client: Any) -> Any:
    for cls in type(client).__mro__:
        module = sys.modules.get(cls.__module__.partition(".")[0] + "._models")
        if module is not None and hasattr(module, "FinalRequestOptions"):
            return module.FinalRequestOptions
    message = f"{type(client).__name__} is not a client of a supported SDK"
    raise TypeError(message)
