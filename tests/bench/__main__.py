"""Measure what `deferred` itself takes, beside the bare SDKs, on this machine: `python -m tests.bench [--json FILE]`.

Every scene runs in a process of its own against a simulator in another one. Ratios tell more than microseconds, for
machines are noisy.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path


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
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONHASHSEED": "0"}
    )
    if done.returncode:
        sys.exit(f"{name}: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def measure(calls):
    """Run everything; yields (what, figures)."""
    yield "import deferred", scene("imports")
    for sdk in ("anthropic", "openai"):
        with simulator() as port:
            figures = {**scene("bare", sdk, port, calls), **scene("whole", sdk, port, calls)}
        figures["own_capture_us"] = round(figures["capture_us"] - figures["bare_us"], 1)
        figures["own_over_bare"] = round(figures["own_capture_us"] / figures["bare_us"], 2)
        yield f"{sdk}, {calls:,} calls of 1 KB", figures
    with simulator() as port:
        for count, size in ((calls // 10, 1_000), (calls, 1_000), (10 * calls, 1_000), (calls, 20_000)):
            yield f"{count:,} pending calls of {size // 1000} KB", scene("pending", "anthropic", port, count, size)
    with simulator() as port:
        yield "a job of 200 MB", scene("upload", "openai", port, calls, 20_000)
    yield f"{10 * calls:,} results into the ledger", scene("ingest", count=10 * calls)
    with simulator(latency=3600) as port:
        yield "waiting on 20 jobs", scene("waiting", "anthropic", port, 20)


def main():
    """Measure, print a table, and write JSON where asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--calls", type=int, default=10_000)
    parser.add_argument("--json")
    options = parser.parse_args()
    found = {}
    for what, figures in measure(options.calls):
        found[what] = figures
        print(f"{what:40s}" + "  ".join(f"{name} {value}" for name, value in figures.items()), flush=True)
    if options.json:
        Path(options.json).write_text(json.dumps(found, indent=1))


main()
