"""Doors for commands that act without the script: the key comes from the environment, the address must be trusted."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from deferred.capture import anthropic, clients, google, openai
from deferred.capture.connection import Account
from deferred.core.errors import DeferredError
from deferred.core.profile import profile_of


def account(provider: str, base_url: str | None, hosts: Sequence[str]) -> Account:
    """Open the door of the account in the environment.

    Args:
        provider: "anthropic", "openai" or "google".
        base_url: the address that the ledger names, or None for the one that scripts in this environment use.
        hosts: hosts named on the command line or in the environment, which may be sent a key.

    Raises:
        DeferredError: the address is not to be trusted with a key, or there is no SDK or no key.
    """
    address = base_url or _address_in_environment(provider)
    _check_host(provider, address, hosts, "the ledger" if base_url else "the environment")
    with _errors_named(provider):
        return _open(provider, _CLIENTS[provider](address), address)


def client(provider: str, hosts: Sequence[str]) -> Any:
    """Make a client of the account in the environment, at the address that the environment names, as scripts do.

    Raises:
        DeferredError: there is no SDK, or no key, or the address is not to be trusted with it.
    """
    with _errors_named(provider):
        made = _CLIENTS[provider](None)
        _open(provider, made, profile_of(provider).wire.home).connection.close()
    _check_host(provider, address_of(provider, made), hosts, "the environment")
    return made


def _address_in_environment(provider: str) -> str:
    with _errors_named(provider):
        made = _CLIENTS[provider](None)
        address = google.base_url_of(made._api_client) if provider == "google" else str(made.base_url)
        made.close()
    return address.rstrip("/")


def address_of(provider: str, made: Any) -> str:
    """Give the address that a client speaks to."""
    return str(made._api_client._http_options.base_url if provider == "google" else made.base_url)


@contextlib.contextmanager
def _errors_named(provider: str) -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        message = f'the SDK of {provider} is not installed: pip install "deferred[{provider}]"'
        raise DeferredError(message) from error
    except Exception as error:
        # Each SDK has its own way of saying that it found no key.
        message = f"no account for {provider}: {error} (set {profile_of(provider).wire.key_variables[0]})"
        raise DeferredError(message) from error


def _open(provider: str, made: Any, address: str) -> Account:
    opened = _OPENERS[provider](made, address)
    if opened is None:
        message = f"the {provider} client's transport cannot be used"
        raise DeferredError(message)
    opened.connection.check(address)
    return opened


def _check_host(provider: str, address: str, hosts: Sequence[str], who: str) -> None:
    parts = urlsplit(address)
    netloc = parts.netloc.lower()
    if netloc in hosts or netloc.partition(":")[0] in hosts:
        return
    word = "a ledger" if who == "the ledger" else "an address alone"
    if parts.scheme != "https" or not profile_of(provider).wire.is_own(netloc):
        message = (
            f"{who} names the host {netloc!r} for {provider}, which is not the provider's own. No key is sent to a "
            f"host on the word of {word}; if you trust it, name it: --hosts {netloc}"
        )
        raise DeferredError(message)


def _anthropic(address: str | None) -> Any:
    return importlib.import_module("anthropic").Anthropic(base_url=address)


def _openai(address: str | None) -> Any:
    return importlib.import_module("openai").OpenAI(base_url=address)


def _google(address: str | None) -> Any:
    root, _, version = (address or "").rpartition("/")
    options = {"base_url": root, "api_version": version} if address else None
    made: Any = importlib.import_module("google.genai").Client(http_options=options)
    if not made._api_client.api_key:
        message = "only clients with an API key are supported yet"
        raise DeferredError(message)
    return made


_CLIENTS: dict[str, Callable[[str | None], Any]] = {"anthropic": _anthropic, "openai": _openai, "google": _google}
_OPENERS: dict[str, Callable[[Any, str], Account | None]] = {
    "anthropic": lambda made, _: clients.open_account(anthropic.SDK, made, made),
    "openai": lambda made, _: clients.open_account(openai.SDK, made, made),
    "google": lambda made, address: google.open_account(made._api_client, address),
}
