"""Accounts for commands that run without the script: keys come from the environment, and hosts must be trusted."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from deferred.capture import sdk_of
from deferred.capture.connection import Account
from deferred.core.errors import DeferredError
from deferred.core.fingerprint import hardened
from deferred.core.hosts import is_declared, is_plain, spoken_at
from deferred.core.profile import profile_of


def account(provider: str, base_url: str | None, hosts: Sequence[str], *, is_shared: bool = False) -> Account:
    """Open the account whose key is in the environment.

    Args:
        provider: the name of a provider, such as "openai" or "groq".
        base_url: the address in the ledger, or None for the address that scripts in this environment use.
        hosts: hosts named on the command line or in the environment, which may receive a key.
        is_shared: whether the ledger that names the account is one that many hosts share.

    Raises:
        DeferredError: the address is not trusted, or there is no SDK or no key.
    """
    address = base_url or _address_in_environment(provider)
    _check_host(provider, address, hosts, "the ledger" if base_url else "the environment")
    with _errors_named(provider):
        opened = _open(provider, sdk_of(provider).make_client(address), address)
    if is_shared:
        opened.credential = hardened(opened.credential)
    return opened


def client(provider: str, hosts: Sequence[str], base_url: str | None = None) -> Any:
    """Make a client of the account in the environment, as scripts do, at an address or the one in the environment.

    Raises:
        DeferredError: there is no SDK or no key, or the address is not trusted.
    """
    with _errors_named(provider):
        sdk = sdk_of(provider)
        made = sdk.make_client(base_url)
        _open(provider, made, base_url or sdk.home).connection.close()
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
        message = f"no account for {provider}: {error} (set {profile_of(provider).wire.key_variables[0]})"
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
    is_own = parts.scheme == "https" and profile_of(provider).wire.is_own(netloc)
    spoken = spoken_at(netloc, hosts)
    if is_plain(netloc) and (is_own or (is_declared(netloc, hosts) and spoken in {"", provider})):
        return
    host = netloc.rpartition("@")[2]
    word = "a ledger" if origin == "the ledger" else "an address alone"
    is_for_another = is_plain(netloc) and spoken
    why = f"is declared to speak the API of {spoken}" if is_for_another else "is not the provider's own"
    remedy = f"--hosts {netloc}={provider}" if is_for_another else f"--hosts {host}"
    message = (
        f"{origin} names the host {host!r} for {provider}, which {why}. No key is sent to a host "
        f"on the word of {word}; if you trust it, name it: {remedy}"
    )
    raise DeferredError(message)
