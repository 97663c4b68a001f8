"""google-genai: the account of an API client, and whether a batch can carry its calls."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from deferred.capture import vertex_account
from deferred.capture.accounts import accounts_of
from deferred.capture.connection import Account, HttpConnection, Prepare
from deferred.capture.credentials import source_of
from deferred.capture.http_clients import own_client, transport_of, with_params
from deferred.core import remedies
from deferred.core.fingerprint import fingerprint
from deferred.session.protocol import BlockSession

PROVIDER = "google"
HOST = "generativelanguage.googleapis.com"
_NONE: Mapping[str, str] = MappingProxyType({})


def account_of(session: BlockSession, api: Any, base_url: str, secret: Mapping[str, str] = _NONE) -> Account | None:
    """Return the account of an API client, shared by clients with the same key; None if it cannot be copied."""
    theirs = _http_of(api)
    transport = "" if theirs is None else _transport(api, theirs)
    known = (provider_of(api), base_url, _identity(api), _own_headers(api), transport, *sorted(secret.items()))
    return accounts_of(session).get(known, lambda: open_account(api, base_url, secret))


def open_account(api: Any, base_url: str, secret: Mapping[str, str] = _NONE) -> Account | None:
    """Open the account of an API client; None if its transport cannot be copied."""
    theirs = _http_of(api)
    http = None if theirs is None else own_client(theirs, whole=True)
    if http is None:
        return None

    provider, known = provider_of(api), (_own_headers(api), *sorted(secret.items()))
    prepare = vertex_account.preparer(api, theirs, base_url, secret) if api.vertexai else _preparer(api, theirs, secret)
    credential = fingerprint(provider, base_url, _identity(api), *known)
    return Account(api, provider, base_url, credential, HttpConnection(http, prepare), http, _transport(api, theirs))


def _preparer(api: Any, theirs: Any, secret: Mapping[str, str]) -> Prepare:
    def prepare(method: str, url: str, headers: dict[str, str]) -> tuple[str, dict[str, str], Any]:
        del method
        return with_params(theirs, url), {**dict(api._http_options.headers), **headers, **secret}, None

    return prepare


def provider_of(api: Any) -> str:
    """Return whose API an API client speaks."""
    return vertex_account.PROVIDER if api.vertexai else PROVIDER


def _identity(api: Any) -> Any:
    return vertex_account.identity(api) if api.vertexai else source_of(api.api_key)


def _transport(api: Any, theirs: Any) -> str:
    """Return a name for the transport of an API client, and for credentials that only this process can tell apart."""
    source = vertex_account.source(api) if api.vertexai else ""
    return f"{transport_of(theirs)} {source}".rstrip()


def _http_of(api: Any) -> Any:
    options = api._http_options
    given = getattr(options, "httpx_client", None) or getattr(options, "httpx_async_client", None)
    if given is None and getattr(options, "async_client_args", None) and not getattr(options, "client_args", None):
        given = api._async_httpx_client
    return given or api._httpx_client


def _own_headers(api: Any) -> tuple[tuple[str, str], ...]:
    headers = {name.lower(): str(value) for name, value in api._http_options.headers.items()}
    return tuple(sorted(pair for pair in headers.items() if pair[0] not in {"user-agent", "x-goog-api-client"}))


def why_not_client(session: BlockSession, api: Any) -> str:
    """Return why no batch carries the calls of an API client; empty if one can."""
    why = vertex_account.why_not(session, api) if api.vertexai else _why_not(session, api)
    if not why and account_of(session, api, base_url_of(api)) is None:
        why = "its HTTP transport cannot be used from another thread; give it a sync one (http_options.httpx_client)"
    return why


def _why_not(session: BlockSession, api: Any) -> str:
    if not api.api_key:
        return "only clients with an API key are supported yet"
    netloc = urlsplit(api._http_options.base_url).netloc.lower()
    spoken = session.spoken_at(netloc)
    if spoken not in {"", PROVIDER}:
        return f"{netloc} is declared to speak the API of {spoken}, and a client of google-genai does not"
    if netloc != HOST and not session.knows_host(netloc):
        return f"{netloc} is not known to have a batch API ({remedies.setting('hosts', [netloc])} says that it has)"
    return ""


def base_url_of(api: Any) -> str:
    """Return the address of an API client, version included."""
    if api.vertexai:
        return vertex_account.base_url_of(api)
    return root_of(api, str(api._build_request("get", "models/-", {}, None).url))


def root_of(api: Any, url: str) -> str:
    """Return the address of the API in the address of a call."""
    root = url.rpartition("/models/")[0]
    return root.removesuffix(vertex_account.PUBLISHER) if api.vertexai else root
