"""Doors for commands that act without the script: the key comes from the environment, the address must be trusted."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from deferred.errors import DeferredError
from deferred.sdks import anthropic, google, openai, stainless
from deferred.sdks.door import Door

_HOMES = {
    "anthropic": "https://api.anthropic.com",
    "openai": "https://api.openai.com/v1",
    "google": f"https://{google.HOST}/v1beta",
}
_KEYS = {
    "anthropic": "ANTHROPIC_API_KEY",
    "openai": "OPENAI_API_KEY",
    "google": "GEMINI_API_KEY",
}
_OWN_HOST: dict[str, Callable[[str], bool]] = {
    "anthropic": anthropic.SDK.known_host,
    "openai": openai.SDK.known_host,
    "google": lambda netloc: netloc == google.HOST,
}


def door(provider: str, base_url: str | None, hosts: Sequence[str]) -> Door:
    """Open the door of the account in the environment.

    Args:
        provider: "anthropic", "openai" or "google".
        base_url: the address that the ledger names, or None for the provider's own.
        hosts: hosts named on the command line or in the environment, which may be sent a key.

    Raises:
        DeferredError: the address is not to be trusted with a key, or there is no SDK or no key.
    """
    address = base_url or _HOMES[provider]
    _check_host(provider, address, hosts)
    try:
        opened = _OPENERS[provider](address)
        if opened is not None:
            opened.connection.check(address)
    except ModuleNotFoundError as error:
        message = f'the SDK of {provider} is not installed: pip install "deferred[{provider}]"'
        raise DeferredError(message) from error
    except Exception as error:
        # Each SDK has its own way of saying that it found no key.
        message = f"no account for {provider}: {error} (set {_KEYS[provider]})"
        raise DeferredError(message) from error
    if opened is None:
        message = f"the {provider} client's transport cannot be used"
        raise DeferredError(message)
    return opened


def _check_host(provider: str, address: str, hosts: Sequence[str]) -> None:
    parts = urlsplit(address)
    netloc = parts.netloc.lower()
    if netloc in hosts or netloc.partition(":")[0] in hosts:
        return
    if parts.scheme != "https" or not _OWN_HOST[provider](netloc):
        message = (
            f"the ledger names the host {netloc!r} for {provider}, which is not the provider's own. No key is sent to "
            f"a host on the word of a ledger; if you trust it, name it: --hosts {netloc}"
        )
        raise DeferredError(message)


def _anthropic(address: str) -> Door | None:
    client = importlib.import_module("anthropic").Anthropic(base_url=address)
    return stainless.open_door(anthropic.SDK, client, client)


def _openai(address: str) -> Door | None:
    client = importlib.import_module("openai").OpenAI(base_url=address)
    return stainless.open_door(openai.SDK, client, client)


def _google(address: str) -> Door | None:
    root, _, version = address.rpartition("/")
    options = {"base_url": root, "api_version": version}
    client: Any = importlib.import_module("google.genai").Client(http_options=options)
    return google.open_door(client._api_client, address)


_OPENERS: dict[str, Callable[[str], Door | None]] = {"anthropic": _anthropic, "openai": _openai, "google": _google}
