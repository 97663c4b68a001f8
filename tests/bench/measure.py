"""Runs the scenes: each in a process of its own, against a simulator in another one."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

# Modules are compiled once, as an installation leaves them; a run that compiles them measures that instead.
_SETTINGS = {
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "deferred-bench-pycache"),
}


@contextlib.contextmanager
def simulator(latency=0.0):
    """Run the simulator in a process of its own; gives its port."""
    command = [sys.executable, "-m", "deferred.simulator", "--latency", str(latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield int(process.stdout.readline().rpartition(":")[2])
        finally:
            process.kill()


def scene(name, sdk="anthropic", port=0, count=1, *more):
    """Run one scene and give what it found."""
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "tests.bench.scenes",
        name,
        sdk,
        str(port),
        str(count),
        *map(str, more),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **_SETTINGS})
    if done.returncode:
        sys.exit(f"{name}: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])
