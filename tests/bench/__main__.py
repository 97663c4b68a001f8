"""Measure what `deferred` itself takes, beside the bare SDKs, on this machine: `python -m tests.bench [--json FILE]`.

Every scene runs in a process of its own against a simulator in another one. Ratios tell more than microseconds, for
machines are noisy.
"""

import argparse
import json
from pathlib import Path

from tests.bench.measure import scene, simulator


def measure(calls):
    """Run everything; yields (what, figures)."""
    yield "import deferred", scene("imports")
    for sdk in ("anthropic", "openai"):
        with simulator() as port:
            figures = {
                **scene("bare", sdk, port, calls),
                **scene("alone", sdk, port, calls),
                **scene("live", sdk, port, calls // 5),
                **scene("whole", sdk, port, calls),
            }
        figures["own_capture_us"] = round(figures["capture_us"] - figures["bare_us"], 1)
        figures["own_over_bare"] = round(figures["own_capture_us"] / figures["bare_us"], 2)
        yield f"{sdk}, {calls:,} calls of 1 KB", figures
    with simulator() as port:
        for count, size in ((calls // 10, 1_000), (calls, 1_000), (10 * calls, 1_000), (calls, 20_000)):
            yield f"{count:,} pending calls of {size // 1000} KB", scene("pending", "anthropic", port, count, size)
    with simulator() as port:
        yield "a job of 200 MB", scene("upload", "openai", port, calls, 20_000)
    yield f"{10 * calls:,} results into the ledger", scene("ingest", count=10 * calls)
    for jobs in (100, 10_000):
        yield f"reserve and release, {jobs:,} jobs", scene("reservations", count=jobs)
    with simulator() as port:
        yield f"{calls:,} functions of two calls", scene("tasks", "anthropic", port, calls)
    for fields in (300, 3_000):
        yield f"{fields:,} fields mapped to a form", scene("entries", count=fields)
    yield "30 fields mapped to 100 pages", scene("pages")
    yield "an hour of 20 jobs", scene("polls", count=20)
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
