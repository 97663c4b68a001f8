"""Pure: the hosts of providers, and those that a user trusts: `gw:4000`, or `gw:4000=groq` if it speaks as Groq."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

_PLAIN = re.compile(r"([\w.-]+|\[[\da-f:.]+\])(:\d+)?|[\da-f]*(:[\da-f.]*){2,}")  # the last as httpx has IPv6
_WITH_PORT = re.compile(r"^([^:]*|\[.*\]):\d*$")
_USUAL = {"https": "443", "http": "80"}


def is_plain(netloc: str) -> bool:
    """Whether this is a host, perhaps with a port, and nothing else: a user's name may look like another host.

    Example:
        >>> is_plain("gw:4000"), is_plain("[::1]:4000"), is_plain("gw:1@example.com")
        (True, True, False)
    """
    return _PLAIN.fullmatch(netloc.lower()) is not None


def plainly(netloc: str, scheme: str = "https") -> str:
    """Write a host as the lists of hosts have it, however an address has written it.

    Example:
        >>> plainly("me@API.openai.com.:443"), plainly("gw:4000")
        ('api.openai.com', 'gw:4000')
    """
    name = netloc.rpartition("@")[2].lower()
    host, _, port = name.rpartition(":") if _WITH_PORT.search(name) else (name, "", "")
    return host.rstrip(".") + (f":{port}" if port and port != _USUAL.get(scheme) else "")


def root_of(url: str) -> tuple[str, str]:
    """Return the scheme and the host of an address: what is sent to one root may be sent to all of it.

    Example:
        >>> root_of("https://Api.Example.com:8443/v1?x=1")
        ('https', 'api.example.com:8443')
    """
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def is_one_of(netloc: str, hosts: Iterable[str]) -> bool:
    """Whether a host is one of these names.

    A name that begins with a dot includes all hosts below it; `*` is one part, and `*-x` one part that ends in `-x`.

    Example:
        >>> is_one_of("eu.api.openai.com", [".api.openai.com"]), is_one_of("a.b.example.com", ["a.*.example.com"])
        (True, True)
    """
    return any(_is_like(netloc.lower(), host) for host in hosts)


def _is_like(netloc: str, host: str) -> bool:
    if host[0] == ".":
        return netloc.endswith(host)
    parts, known = netloc.split("."), host.split(".")
    return len(parts) == len(known) and all(map(_is_part, parts, known))


def _is_part(part: str, wanted: str) -> bool:
    return part == wanted or (wanted[0] == "*" and len(part) >= len(wanted) and part.endswith(wanted[1:]))


def is_declared(netloc: str, hosts: Iterable[str]) -> bool:
    """Whether a host, or a host on that port, is named.

    Example:
        >>> is_declared("gw:4000", ["gw"]), is_declared("gw:4000", ["gw:4000=groq"]), is_declared("gw:1", ["gw:2"])
        (True, True, False)
    """
    return _declaration(netloc, hosts) is not None


def spoken_at(netloc: str, hosts: Iterable[str]) -> str:
    """Return whose batch API a host speaks, as declared; empty if that is not said.

    Example:
        >>> spoken_at("gw:4000", ["gw:4000=groq"]), spoken_at("gw:4000", ["gw:4000"])
        ('groq', '')
    """
    return _declaration(netloc, hosts) or ""


def _declaration(netloc: str, hosts: Iterable[str]) -> str | None:
    declared = dict(reversed([_pair(host) for host in hosts]))  # the first one counts
    name = netloc.lower()
    return declared.get(name, declared.get(name.partition(":")[0]))


def _pair(host: str) -> tuple[str, str]:
    name, _, spoken = host.partition("=")
    return name, spoken
