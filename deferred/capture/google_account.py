"""google-genai: the account of an API client, and whether a batch can carry its calls."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from deferred.capture.accounts import accounts_of
from deferred.capture.connection import Account, HttpConnection
from deferred.capture.credentials import fingerprint, source_of
from deferred.capture.http_clients import own_client, transport_of, with_params
from deferred.session.protocol import BlockSession

PROVIDER = "google"
HOST = "generativelanguage.googleapis.com"
_NONE: Mapping[str, str] = MappingProxyType({})


def account_of(session: BlockSession, api: Any, base_url: str, secret: Mapping[str, str] = _NONE) -> Account | None:
    """Return the account of an API client, shared by clients with the same key; None if it cannot be copied."""
    theirs = _http_of(api)
    transport = "" if theirs is None else transport_of(theirs)
    known = (PROVIDER, base_url, api.api_key, _own_headers(api), transport, *sorted(secret.items()))
    return accounts_of(session).get(known, lambda: open_account(api, base_url, secret))


def open_account(api: Any, base_url: str, secret: Mapping[str, str] = _NONE) -> Account | None:
    """Open the account of an API client; None if its transport cannot be copied."""
    theirs = _http_of(api)
    http = None if theirs is None else own_client(theirs, whole=True)
    if http is None:
        return None

    def prepare(method: str, url: str, headers: dict[str, str]) -> tuple[str, dict[str, str], Any]:
        del method
        return with_params(theirs, url), {**dict(api._http_options.headers), **headers, **secret}, None

    credential = fingerprint(PROVIDER, base_url, source_of(api.api_key), _own_headers(api), *sorted(secret.items()))
    return Account(api, PROVIDER, base_url, credential, HttpConnection(http, prepare), http, transport_of(theirs))


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
    if api.vertexai:
        return "Vertex AI batches are not supported yet"
    if not api.api_key:
        return "only clients with an API key are supported yet"
    netloc = urlsplit(api._http_options.base_url).netloc.lower()
    if netloc != HOST and not session.knows_host(netloc):
        return f'{netloc} is not known to have a batch API (hosts=["{netloc}"] says that it has)'
    if account_of(session, api, base_url_of(api)) is None:
        return "its HTTP transport cannot be used from another thread; give it a sync one (http_options.httpx_client)"
    return ""


def base_url_of(api: Any) -> str:
    """Return the address of an API client, version included."""
    return str(api._build_request("get", "models/-", {}, None).url).rpartition("/models/")[0]
