"""`python -m deferred.simulator --port N`: the simulator in the foreground."""

from __future__ import annotations

import argparse
import contextlib
import time

from deferred.simulator.apis import SPEAKS, base_of
from deferred.simulator.server import Simulator


def main() -> None:
    """Serve until interrupted, after printing the three base URLs."""
    parser = argparse.ArgumentParser(prog="deferred.simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds from creating a job to its end")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--speaks", choices=SPEAKS, default="openai", help="who answers where OpenAI would")
    options = parser.parse_args()
    simulator = Simulator(latency=options.latency, seed=options.seed, speaks=options.speaks).start(options.port)
    family = f"{options.speaks:<9} {simulator.url}{base_of(options.speaks)}"
    print(f"anthropic {simulator.url}\n{family}\ngoogle    {simulator.url}", flush=True)  # noqa: T201
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            time.sleep(3600)
    simulator.stop()


if __name__ == "__main__":
    main()
