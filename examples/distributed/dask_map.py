"""Dask: `map_partitions` with a block inside. Workers share one run, its limit, its jobs and its answers.

DEFERRED_CACHE names the ledger (`postgresql://...`). Run it as `python dask_map.py [TEXTS [WORKERS]]`.
"""

import sys

import anthropic
import dask.dataframe
import pandas as pd
from dask.distributed import Client, LocalCluster, WorkerPlugin

import deferred

RUN, LIMIT = "dask-map", 5.00  # US dollars, for all workers together


class Guarded(WorkerPlugin):
    """Refuse calls outside of blocks on every worker, also on those that join later."""

    def setup(self, worker):
        """Begin with a worker."""
        del worker
        deferred.guard()


def ask(frame):
    """Add a column of answers to a partition."""
    client = anthropic.Anthropic()
    with deferred.batch(name=RUN, part=True, cost_limit=LIMIT):
        replies = [
            client.messages.create(
                model="claude-haiku-4-5", max_tokens=64, messages=[{"role": "user", "content": text}]
            )
            for text in frame["text"]
        ]
    return frame.assign(answer=[reply.content[0].text for reply in replies])


def main(texts=40, workers=4):
    """Ask in a partition a worker. On your own cluster, set DEFERRED_CACHE and the API key where workers start."""
    cluster = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
    with cluster, Client(cluster) as client:
        client.register_plugin(Guarded())
        frame = pd.DataFrame({"text": [f"What is {number} in words?" for number in range(texts)]})
        parts = dask.dataframe.from_pandas(frame, npartitions=workers)
        with deferred.batch(name=RUN, cost_limit=LIMIT):  # the workers are parts of this run: it ends here
            answered = parts.map_partitions(ask, meta={"text": "object", "answer": "object"}).compute()
    for answer in sorted(answered["answer"]):
        print(answer)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
