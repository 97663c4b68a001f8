"""Accounts for commands that run without the script: keys come from the environment, and hosts must be trusted."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from deferred.capture import SDKS, sdk_of
from deferred.capture.connection import Account
from deferred.core.errors import DeferredError

KEYS = {sdk.provider: sdk.key_variables for sdk in SDKS}


def account(provider: str, base_url: str | None, hosts: Sequence[str]) -> Account:
    """Open the account whose key is in the environment.

    Args:
        provider: "anthropic", "openai" or "google".
        base_url: the address in the ledger, or None for the address that scripts in this environment use.
        hosts: hosts named on the command line or in the environment, which may receive a key.

    Raises:
        DeferredError: the address is not trusted, or there is no SDK or no key.
    """
    address = base_url or _address_in_environment(provider)
    _check_host(provider, address, hosts, "the ledger" if base_url else "the environment")
    with _errors_named(provider):
        return _open(provider, sdk_of(provider).make_client(address), address)


def client(provider: str, hosts: Sequence[str]) -> Any:
    """Make a client of the account in the environment, at the address that the environment names, as scripts do.

    Raises:
        DeferredError: there is no SDK or no key, or the address is not trusted.
    """
    with _errors_named(provider):
        sdk = sdk_of(provider)
        made = sdk.make_client(None)
        _open(provider, made, sdk.home).connection.close()
    _check_host(provider, address_of(provider, made), hosts, "the environment")
    return made


def _address_in_environment(provider: str) -> str:
    with _errors_named(provider):
        made = sdk_of(provider).make_client(None)
        address = sdk_of(provider).base_url_of(made)
        made.close()
    return address.rstrip("/")


def address_of(provider: str, made: Any) -> str:
    """Return the address that a client uses."""
    return sdk_of(provider).address_of(made)


@contextlib.contextmanager
def _errors_named(provider: str) -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        message = f'the SDK of {provider} is not installed: pip install "deferred[{provider}]"'
        raise DeferredError(message) from error
    except Exception as error:
        # Each SDK raises a different error if it finds no key.
        message = f"no account for {provider}: {error} (set {KEYS[provider][0]})"
        raise DeferredError(message) from error


def _open(provider: str, made: Any, address: str) -> Account:
    opened = sdk_of(provider).open_account(made, address)
    if opened is None:
        message = f"the {provider} client's transport cannot be used"
        raise DeferredError(message)
    opened.connection.check(address)
    return opened


def _check_host(provider: str, address: str, hosts: Sequence[str], origin: str) -> None:
    parts = urlsplit(address)
    netloc = parts.netloc.lower()
    if netloc in hosts or netloc.partition(":")[0] in hosts:
        return
    word = "a ledger" if origin == "the ledger" else "an address alone"
    if parts.scheme != "https" or not sdk_of(provider).known_host(netloc):
        message = (
            f"{origin} names the host {netloc!r} for {provider}, which is not the provider's own. No key is sent to a "
            f"host on the word of {word}; if you trust it, name it: --hosts {netloc}"
        )
        raise DeferredError(message)
