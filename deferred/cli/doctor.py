"""`deferred doctor`: what is installed, what would be patched, which keys are there, how the ledger is, what holds."""

from __future__ import annotations

import importlib
import importlib.util
import os
import platform
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from deferred import __version__, patching
from deferred.capture import from_environment
from deferred.cli.waiting import outlook
from deferred.config.settings import Settings, in_force, resolve
from deferred.core.errors import DeferredError, WrongInput
from deferred.core.profile import profile_of, profiles, sdks
from deferred.lookahead import lockdown
from deferred.pricing.catalogue import CHECKED, CHECKED_WITH, LIBRARY
from deferred.providers.base import Lost, Refused
from deferred.storage import Ledger, is_shared, ledger_of

_PYTHON = (3, 11)
_OLD = 60  # days after which the prices are to be checked again
_STORED = (
    "providers keep batches, their requests and answers for weeks, also for organisations with zero data retention, "
    'which batches are outside of; retention="collected" deletes them once the answers are here'
)
_WORKS, _ABSENT, _WRONG = "ok", "-", "WRONG"


@dataclass
class Findings:
    """What was looked at, by section: each a name, how it is (ok, - where it is not there, WRONG), and words."""

    sections: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)

    def note(self, section: str, name: str, words: str, *, state: str = _WORKS) -> None:
        """Write down one thing."""
        self.sections.setdefault(section, []).append((name, state, words))

    @property
    def problems(self) -> list[str]:
        """What is wrong, with the remedy."""
        return [f"{name}: {words}" for rows in self.sections.values() for name, state, words in rows if state == _WRONG]

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain data, for json."""
        rows = {
            section: {name: {"state": {_ABSENT: "absent", _WRONG: "wrong"}.get(state, state), "words": words}
                      for name, state, words in found}
            for section, found in self.sections.items()
        }  # fmt: skip
        return {"ok": not self.problems, "problems": self.problems, **rows}

    def __str__(self) -> str:
        lines = []
        for section, rows in self.sections.items():
            width = max(len(name) for name, _, _ in rows)
            lines += [
                section,
                *(f"  {state:5}  {name.ljust(width)}  {words}".rstrip() for name, state, words in rows),
                "",
            ]
        wrong = len(self.problems)
        return "\n".join([*lines, "nothing is wrong" if wrong == 0 else f"{wrong} wrong: see WRONG above"])


def look(arguments: Mapping[str, Any], *, network: bool = False) -> Findings:
    """Look at everything.

    Args:
        arguments: settings that were given on the command line.
        network: whether to ask each provider, with its key, for its list of models.
    """
    found = Findings()
    _versions(found)
    _patches(found)
    _look_ahead(found)
    _keys(found, os.environ)
    settings = _settings(found, arguments)
    _prices(found)
    if settings is not None:
        _ledger(found, settings)
    if network and settings is not None:
        _providers(found, settings)
    return found


def try_host(host: str, model: str | None, base_url: str | None) -> Findings:
    """Try a server with a batch of one request, which costs what that costs.

    Raises:
        WrongInput: the host or the model is missing.
        DeferredError: there is no key for it.
    """
    from deferred.cli.host_check import Trial  # noqa: PLC0415 - only where it is asked for

    if not model:
        message = "--host asks a model something: name one that the server has (--model)"
        raise WrongInput(message)
    found = Findings()

    def note(name: str, words: str, is_right: bool) -> None:  # noqa: FBT001 - a callback
        found.note(host, name, words, state=_WORKS if is_right else _WRONG)

    Trial(host, model, base_url).run(note)
    return found


# -- what is installed -------------------------------------------------------------------------------------------------


def _versions(found: Findings) -> None:
    python = platform.python_version()
    supported = tuple(map(int, platform.python_version_tuple()[:2])) >= _PYTHON
    found.note("versions", "python", python, state=_WORKS if supported else _WRONG)
    found.note("versions", "deferred", __version__)
    if not any(_is_there(sdk.module) for _, sdk in sdks()):
        found.note("versions", "SDKs", 'none is installed: pip install "deferred[all]", or one of them', state=_WRONG)
    for _, sdk in sdks():
        if sdk.is_extra and not _is_there(sdk.module):
            continue
        name = sdk.distribution
        span = f"supported from {_dotted(sdk.least)}, below {_dotted(sdk.below)}"
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            if not sdk.is_extra:
                found.note("versions", name, f"not installed ({span})", state=_ABSENT)
            continue
        if sdk.least <= _numbers(version) < sdk.below:
            found.note("versions", name, version)
        else:
            remedy = f'{version} is not {span}: pip install "{name}>={_dotted(sdk.least)},<{_dotted(sdk.below)}"'
            found.note("versions", name, remedy, state=_WRONG)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def _prices(found: Findings) -> None:
    """Say which price library is there, and whether a newer one is due: models and prices change every month."""
    version, age = metadata.version(LIBRARY), (datetime.now(UTC).date() - CHECKED).days
    words = f"{LIBRARY} {version}; the table was checked on {CHECKED}"
    if age > _OLD and _numbers(version) <= _numbers(CHECKED_WITH):
        remedy = f"{words}, {age} days ago: pip install -U deferred {LIBRARY}"
        found.note("prices", "table", remedy, state=_WRONG)
    else:
        found.note("prices", "table", words)


def _patches(found: Findings) -> None:
    for _, sdk in sdks():
        if not _is_there(sdk.module):
            continue
        try:
            importlib.import_module(sdk.module)
        except Exception as error:  # noqa: BLE001 - whatever keeps it from being imported keeps it from working
            found.note("what is patched in a block", sdk.distribution, f"cannot be imported: {error}", state=_WRONG)
    for path, is_found, is_needed in patching.targets():
        state = _WORKS if is_found else _WRONG if is_needed else _ABSENT
        words = "" if is_found else "not in this version" if is_needed else "not in this version, and not needed"
        found.note("what is patched in a block", path, words, state=state)


def _is_there(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:  # not even its parent
        return False


def _look_ahead(found: Findings) -> None:
    for layer in lockdown.layers():
        found.note("look-ahead", layer.name, layer.words, state=_WORKS if layer.is_there else _ABSENT)


# -- keys and settings -------------------------------------------------------------------------------------------------


def _keys(found: Findings, environment: Mapping[str, str]) -> None:
    """Say which keys are there: their names, never any part of them."""
    for profile in profiles():
        names = profile.wire.key_variables
        there = [name for name in names if environment.get(name, "").strip()]
        if profile.sdk is None and not (there and profile.wire.hosts):
            continue  # one of many that are used by few
        words = f"{' and '.join(there)} set" if there else f"none ({' or '.join(names)})"
        found.note("keys", profile.name, words, state=_WORKS if there else _ABSENT)


def _settings(found: Findings, arguments: Mapping[str, Any]) -> Settings | None:
    try:
        known = in_force(arguments)
        settings = resolve(arguments)
    except ValueError as error:
        found.note("settings", "settings", str(error), state=_WRONG)
        return None
    for name, (value, origin) in known.items():
        found.note(
            "settings", name, f"{value!r} from {origin}" if name not in arguments else f"{value!r} as given here"
        )
    if not known:
        found.note("settings", "all", "as by default")
    if settings.retention != "collected":
        found.note("settings", "retention", _STORED)
    return settings


# -- the ledger --------------------------------------------------------------------------------------------------------


def _ledger(found: Findings, settings: Settings) -> None:
    if settings.cache is False:
        found.note("ledger", "cache", "off: what is bought is forgotten with the process", state=_ABSENT)
        return
    place = ".deferred" if settings.cache is True else str(settings.cache)
    if is_shared(settings.cache):
        place = "database"
    elif not Path(place).expanduser().exists():
        found.note("ledger", place, "there is none yet", state=_ABSENT)
        return
    try:
        ledger = ledger_of(settings)
    except DeferredError as error:
        found.note("ledger", place, str(error), state=_WRONG)
        return
    try:
        _health(found, ledger)
    except (DeferredError, ValueError, KeyError, TypeError) as error:  # rows that hold something else than they should
        found.note("ledger", place, f"damaged: {error}", state=_WRONG)
    finally:
        ledger.close()


def _health(found: Findings, ledger: Ledger) -> None:
    damage = "; ".join(ledger.check())
    for name, words in ledger.describe().items():
        found.note("ledger", name, words)
    found.note("ledger", "size", f"{ledger.size() / 1e6:.1f} MB")
    remedy = "move it away and run `deferred recover`"
    found.note(
        "ledger", "database", f"damaged: {damage}; {remedy}" if damage else "sound", state=_WRONG if damage else _WORKS
    )
    jobs = ledger.jobs.all()
    states = Counter(job.state for job in jobs if job.is_open)
    still = f", {sum(states.values())} open ({', '.join(f'{count} {state}' for state, count in states.items())})"
    found.note("ledger", "runs", f"{len(ledger.runs.all())}")
    found.note("ledger", "jobs", f"{len(jobs)}{still if states else ', none open'}")
    if any(job.batch_id for job in jobs if job.is_open):
        found.note("ledger", "waiting", str(outlook(ledger, None)).splitlines()[0])
    found.note("ledger", "answers", f"{ledger.answers.count()}")


# -- the network -------------------------------------------------------------------------------------------------------


def _providers(found: Findings, settings: Settings) -> None:
    for provider, sdk in sdks():
        keys = profile_of(provider).wire.key_variables
        if sdk.is_extra and not _is_there(sdk.module):
            continue
        if not _is_there(sdk.module) or not any(os.environ.get(name, "").strip() for name in keys):
            if not sdk.is_extra:
                found.note("network", provider, "not asked: no SDK or no key", state=_ABSENT)
            continue
        try:
            found.note("network", provider, _asked(provider, settings.hosts))
        except (DeferredError, Refused, Lost) as error:
            found.note("network", provider, str(error), state=_WRONG)


def _asked(provider: str, hosts: tuple[str, ...]) -> str:
    """Ask a provider for its models, which costs nothing, at the address that scripts would use."""
    client = from_environment.client(provider, hosts)
    wire = profile_of(provider).wire
    address = from_environment.address_of(provider, client).rstrip("/") + wire.api_path
    client.close()
    account = from_environment.account(provider, address, hosts)
    try:
        account.connection.request("GET", account.base_url + wire.models)
    finally:
        account.connection.close()
    return f"answers at {address}, and takes the key"
