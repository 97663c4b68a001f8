"""mistralai: the account of a client's configuration, and whether a batch can carry its calls."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from deferred.capture.accounts import accounts_of
from deferred.capture.connection import Account, HttpConnection
from deferred.capture.credentials import source_of
from deferred.capture.http_clients import http_module, own_client, transport_of, with_params
from deferred.core import remedies
from deferred.core.fingerprint import fingerprint
from deferred.providers.mistral.member import MISTRAL
from deferred.session.protocol import BlockSession

_TOKEN_FILE = "MISTRAL_SA_TOKEN_PATH"  # noqa: S105 - the name of a variable, whose file holds a token that rotates
_NONE: Mapping[str, str] = MappingProxyType({})


def account_of(
    session: BlockSession, config: Any, http: Any, base_url: str, secret: Mapping[str, str] = _NONE
) -> Account | None:
    """Return the account of a configuration, shared by clients with equal keys; None if `http` cannot be copied.

    `http` is the sync or the async HTTP client of the configuration; `secret` are headers of single calls that may
    carry a credential.
    """
    if not _is_known(http):
        return None
    source = _source(config)
    known = (MISTRAL.name, base_url, source, transport_of(http), *sorted(secret.items()))
    return accounts_of(session).get(known, lambda: open_account(config, http, base_url, secret))


def open_account(config: Any, http: Any, base_url: str, secret: Mapping[str, str] = _NONE) -> Account | None:
    """Open the account of a configuration, through a twin of `http`; None if that cannot be copied."""
    own = own_client(http, whole=True)
    if own is None:
        return None
    authorised, source = _authoriser(config), _source(config)

    def prepare(method: str, url: str, headers: dict[str, str]) -> tuple[str, dict[str, str], Any]:
        del method
        return with_params(http, url), {"user-agent": config.user_agent, **authorised(), **headers, **secret}, None

    credential = fingerprint(MISTRAL.name, base_url, source_of(source), *sorted(secret.items()))
    transport = f"{transport_of(http)} {id(source)}" if callable(source) else transport_of(http)
    return Account(None, MISTRAL.name, base_url, credential, HttpConnection(own, prepare), http, transport)


def http_clients_of(config: Any, *, is_async: bool) -> list[Any]:
    """Return the HTTP clients that a call's job may be sent by: its own, and a sync one that the user gave."""
    if not is_async:
        return [config.client]
    return [config.async_client, *([config.client] if config.client_supplied else [])]


def why_not(session: BlockSession, netloc: str) -> str:
    """Return why no batch carries the calls to a host; empty if one can."""
    spoken = session.spoken_at(netloc)
    if spoken not in {"", MISTRAL.name}:
        return f"{netloc} is declared to speak the API of {spoken}, and a client of mistralai does not"
    if netloc not in MISTRAL.hosts and not session.knows_host(netloc):
        declared = remedies.setting("hosts", [f"{netloc}={MISTRAL.name}"])
        return f"{netloc} is not known to have a batch API ({declared} says that it has)"
    return ""


def _is_known(http: Any) -> bool:
    """Whether an HTTP client is one of httpx or httpx2; the SDK takes others too."""
    try:
        http_module(http)
    except TypeError:
        return False
    return hasattr(http, "_transport")


def _source(config: Any) -> Any:
    """Return what the key of a configuration is, or comes from, in the order in which the SDK looks for it."""
    given = config.security
    if given is None:
        return os.environ.get(_TOKEN_FILE) or os.environ.get(MISTRAL.key_variable)
    # The SDK puts a function of its own around the user's function.
    return inspect.getclosurevars(given).nonlocals.get("api_key", given) if callable(given) else given.api_key


def _authoriser(config: Any) -> Callable[[], dict[str, str]]:
    """Make the function that gives the headers with the key: fixed ones, or those of a key that rotates."""
    sdk: Any = sys.modules["mistralai.client"]
    utils, models = sys.modules["mistralai.client.utils"], sys.modules["mistralai.client.models"]
    given = config.security
    if given is None and os.environ.get(_TOKEN_FILE):
        hook = sdk._hooks.service_account_auth
        return lambda: {"authorization": hook.bearer_header(hook.read_service_account_token() or "")}
    security = given if callable(given) else utils.get_security_from_env(given, models.Security)
    return lambda: dict(utils.get_security(security() if callable(security) else security)[0])
