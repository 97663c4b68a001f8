"""`deferred demo`: an ordinary script over a folder of documents, with the simulator in the providers' place."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path

from deferred.core.errors import DeferredError, WrongInput
from deferred.core.profile import profiles, sdks, simulated_variables
from deferred.providers import CLIENT_MODULE, USABLE

SIMULATOR = ("starlette", "uvicorn")

_LATENCY = 2.0  # seconds that a simulated job takes; with the providers it is minutes to hours
_SCRIPT, _AT_ONE = "documents.py", "questions.py"


def run() -> int:
    """Run the script in a temporary folder and give its exit status; nothing is left behind."""
    need("deferred demo", (*(sdk.module for _, sdk in sdks() if not sdk.is_extra), *SIMULATOR), extra="demo")
    from deferred.simulator import Simulator  # noqa: PLC0415 - of an extra

    with tempfile.TemporaryDirectory(prefix="deferred-demo-") as folder, Simulator(latency=_LATENCY) as simulator:
        place = Path(folder)
        names = unpack(place)
        print(  # noqa: T201 - the command's output
            f"{_SCRIPT} asks three models about each of {len(names)} invoices, with the providers' own SDKs.\n"
            f"No key and no cost: a simulator at {simulator.url} answers instead of the providers.\n",
            flush=True,
        )
        environment = {**_own(os.environ), **environment_of(simulator.host), "DEFERRED_POLL_INTERVAL": "0.25"}
        command = [sys.executable, _SCRIPT, "."]
        status = subprocess.run(command, cwd=place, env=environment, check=False).returncode  # noqa: S603 - our own
    if status == 0:
        print(f"\nTo run it with your own keys: deferred demo --script > {_SCRIPT}")  # noqa: T201 - as above
    return status


def run_at(provider: str) -> int:
    """Run a script of an ordinary client twice against a simulator that speaks as a provider; the second run is free.

    Raises:
        WrongInput: the provider is none that an openai client can be used with.
    """
    need("deferred demo", (CLIENT_MODULE, *SIMULATOR), extra="demo")
    from deferred.simulator import Simulator  # noqa: PLC0415 - of an extra
    from deferred.simulator.apis import base_of  # noqa: PLC0415 - as above

    if provider not in USABLE:
        message = f"--provider {provider!r} is not one of {', '.join(USABLE)}"
        raise WrongInput(message)
    with (
        tempfile.TemporaryDirectory(prefix="deferred-demo-") as folder,
        Simulator(latency=_LATENCY, speaks=provider) as simulator,
    ):
        (Path(folder) / _AT_ONE).write_text(script(provider), "utf-8")
        print(f"No key and no cost: a simulator at {simulator.url} answers as {provider} does.\n", flush=True)  # noqa: T201
        address = {
            "OPENAI_BASE_URL": simulator.url + base_of(provider),
            "OPENAI_API_KEY": "simulated",
            "DEFERRED_HOSTS": f"{simulator.host}={provider}",
            "DEFERRED_POLL_INTERVAL": "0.25",
            "MODEL": "gpt-4o-batch" if USABLE[provider].creation.has_deployments else "gpt-4o",
        }
        command = [sys.executable, _AT_ONE]
        status = 0
        for _ in range(2):
            done = subprocess.run(command, cwd=folder, env={**_own(os.environ), **address}, check=False)  # noqa: S603
            status = status or done.returncode
    return status


def script(provider: str | None = None) -> str:
    """Give the text of the script, for a user to run with keys; without a provider it is examples/documents.py."""
    name = _SCRIPT if provider is None else _AT_ONE
    return (resources.files("deferred.cli") / "demo_documents" / f"{name}.txt").read_text("utf-8")


def unpack(folder: Path) -> list[str]:
    """Put the script and its documents into a folder; gives the documents' names."""
    (folder / _SCRIPT).write_text(script(), "utf-8")
    with resources.as_file(resources.files("deferred.cli") / "demo_documents") as packaged:
        documents = sorted(file for file in packaged.glob("*.txt") if not file.name.startswith((_SCRIPT, _AT_ONE)))
        for document in documents:
            shutil.copy(document, folder)
    return [document.name for document in documents]


def environment_of(host: str) -> dict[str, str]:
    """Give the variables that send the clients of all SDKs to a simulator at `host`."""
    return {**simulated_variables(host, key="simulated"), "DEFERRED_HOSTS": host}


def need(command: str, modules: Iterable[str], extra: str) -> None:
    """Say which extra to install when a module of it is missing.

    Raises:
        DeferredError: a module is missing.
    """
    missing = [module for module in modules if not _is_installed(module)]
    if missing:
        message = (
            f'{command} needs {", ".join(missing)}, which not every user has. Run: pip install "deferred[{extra}]"'
        )
        raise DeferredError(message)


def _is_installed(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:  # not even its parent
        return False


def _own(environment: Mapping[str, str]) -> dict[str, str]:
    """Leave out the user's keys and settings, and let nothing go through a proxy."""
    # What would send the script's calls elsewhere, or change what it does, were it left from the user's own work.
    foreign = ("DEFERRED_", *(prefix for profile in profiles() for prefix in profile.wire.variable_prefixes))
    kept = {name: value for name, value in environment.items() if not name.startswith(foreign)}
    return {**kept, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
