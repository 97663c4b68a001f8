"""Address of a PostgreSQL ledger: what its URL says to libpq and to us, and what of it may be shown."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from deferred.core.errors import LedgerError

_OURS = {"schema", "bodies", "spool"}
_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_ENCRYPTED = {"require", "verify-ca", "verify-full"}
_SECRET = {"password", "sslpassword", "sslkey", "passfile", "oauth_client_secret"}
# A pooler may give each transaction another connection, so nothing is set for the session.
_ALWAYS = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
    "application_name": "deferred",
}


@dataclass(frozen=True)
class Address:
    """A parsed address.

    Attributes:
        given: the parameters of libpq.
        schema: the schema that holds the tables.
        spool: the local folder of request bodies; empty for the usual one.
        shares_bodies: whether request bodies go to the database too, for other hosts.
        location: the name in messages: host and database, without role, password and query.
        may_be_plain: whether the address itself says that traffic may go unencrypted.
    """

    given: Mapping[str, Any] = field(repr=False)
    schema: str
    spool: str
    shares_bodies: bool
    location: str
    may_be_plain: bool

    @property
    def hosts(self) -> list[str]:
        """The hosts that are tried in turn; empty for the local socket."""
        return [host for host in str(self.given.get("host") or "").split(",") if host]

    def hidden(self, text: str) -> str:
        """Return a message of libpq without the secrets of this address."""
        for name in _SECRET:
            secret = str(self.given.get(name) or "")
            for form in {secret, quote(secret, safe="")} - {""}:
                text = text.replace(form, "***")
        return text


def parse(url: str, environment: Mapping[str, str] | None = None) -> Address:
    """Parse an address like `postgresql://role@host/database?schema=team`.

    Raises:
        LedgerError: it is invalid; the message holds nothing of it that may be secret.
    """
    environment = os.environ if environment is None else environment
    whole, _, query = url.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    own = {name: value for name, value in pairs if name in _OURS}
    rest = "&".join(f"{quote(name)}={quote(value, safe='')}" for name, value in pairs if name not in _OURS)
    if "@" in query:  # of a password that is not encoded
        raise LedgerError(_invalid([]))
    try:
        given = dict(conninfo_to_dict(f"{whole}?{rest}" if rest else whole))
    except (ProgrammingError, ValueError):
        raise LedgerError(_invalid(pairs)) from None  # its words may hold the password
    location = _location(given, environment)
    _check(own, given, location)
    said = given.get("sslmode")
    is_local = are_local(str(given.get("host") or given.get("hostaddr") or environment.get("PGHOST", "")))
    is_elsewhere = "service" in given or environment.get("PGSERVICE") or environment.get("PGSSLMODE") in _ENCRYPTED
    if said is None and not is_local and not is_elsewhere:
        given["sslmode"] = "require"
    if "," in str(given.get("host") or ""):
        given.setdefault("target_session_attrs", "read-write")
    return Address(
        {**_ALWAYS, **given},
        own.get("schema", "deferred"),
        own.get("spool", ""),
        own.get("bodies") == "shared",
        location,
        said is not None and said not in _ENCRYPTED,
    )


def are_local(hosts: str) -> bool:
    """Whether all these hosts are this machine: loopback addresses, and folders of sockets."""
    return all(_is_local(host) for host in hosts.split(","))


def _is_local(host: str) -> bool:
    if host in {"", "localhost"} or host.startswith(("/", "@")):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _location(given: Mapping[str, Any], environment: Mapping[str, str]) -> str:
    host = unquote(str(given.get("host") or environment.get("PGHOST", "")))
    port = str(given.get("port") or "")
    if "service" in given:
        host = f"service={given['service']}"
    database = given.get("dbname") or environment.get("PGDATABASE", "")
    return f"postgresql://{host}{':' + port if port and ',' not in port else ''}/{database}"


def _check(own: Mapping[str, str], given: Mapping[str, Any], location: str) -> None:
    schema = own.get("schema", "deferred")
    if not _SCHEMA.fullmatch(schema):
        message = (
            f"the ledger at {location}: schema={schema!r} is no name of a schema; write a-z, 0-9 and _ only, like "
            "?schema=deferred"
        )
        raise LedgerError(message)
    if own.get("bodies", "local") not in {"local", "shared"}:
        message = (
            f"the ledger at {location}: bodies={own['bodies']!r} is not known; request bodies stay on the host that "
            "sends them (bodies=local), or go to the database too (bodies=shared)"
        )
        raise LedgerError(message)
    if "options" in given:
        message = (
            f"the ledger at {location}: options= sets what holds for a session, which a connection pooler drops. Leave "
            "it out; set it for the role: ALTER ROLE ... SET ..."
        )
        raise LedgerError(message)


def _invalid(pairs: list[tuple[str, str]]) -> str:
    names = ", ".join(sorted(name for name, _ in pairs)) or "none"
    return (
        "the address of the ledger is invalid: libpq cannot read it (it is not shown, for it may hold a password; "
        f"parameters in it: {names}). Write it like postgresql://role@host:5432/database?schema=deferred; a password "
        "belongs in PGPASSWORD or in a password file, and is percent-encoded where it stands in an address"
    )
