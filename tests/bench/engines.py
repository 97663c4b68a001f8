"""Measure a recipe of examples/distributed with and without a pool: `python -m tests.bench.engines ray_tasks 20000 4`."""

import os
import sys
import tempfile
import time
from pathlib import Path

from deferred.core.profile import simulated_variables
from deferred.simulator.server import Simulator
from tests.many_hosts.test_engines import Recipe, answers
from tests.support import postgres


def measure(name, sizes, pool):
    """Run a recipe once; gives what it took, made and cost."""
    with Simulator() as sim, postgres.schema(postgres.server()) as url, tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            **simulated_variables(sim.host, key="test-key"),
            "DEFERRED_HOSTS": sim.host,
            "DEFERRED_PROGRESS": "0",
        }
        recipe = Recipe(name, Path(folder), url)
        recipe.env |= {"DEFERRED_LEASE": "120", **({"DEFERRED_POOL": pool} if pool else {})}
        recipe.with_limit(50)  # so that no call waits for money
        begun = time.monotonic()
        lines, code = recipe.run(*sizes)
        seconds = time.monotonic() - begun
        assert code == 0, recipe.said[-2000:]
        texts = len(set(answers(lines)))
        return seconds, len(sim.jobs), sim.meter.rows_billed, sim.meter.live_billed, sim.meter.total, texts


def main():
    """Print a line for each."""
    name, sizes = sys.argv[1], sys.argv[2:]
    for pool in ("", "3s"):
        seconds, jobs, rows, live, cost, texts = measure(name, sizes, pool)
        said = f"pool={pool}" if pool else "no pool"
        print(
            f"{name} {said}: {seconds:.1f} s, {jobs} jobs, {rows:,} rows and {live} live calls billed, ${cost}, {texts:,} answers"
        )


if __name__ == "__main__":
    main()
