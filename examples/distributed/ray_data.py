"""Ray Data: `map_batches` with a block inside. Blocks of the dataset may be cut anew, and nothing is bought again.

DEFERRED_CACHE names the ledger (`postgresql://...`). Run it as `python ray_data.py [TEXTS [WORKERS]]`.
"""

import os
import sys

import anthropic
import ray

import deferred

RUN, LIMIT = "ray-data", 5.00  # US dollars, for all workers together
KEYS = ("DEFERRED_CACHE", "ANTHROPIC_API_KEY")


def ask(batch):
    """Add a column of answers to a batch of rows."""
    client = anthropic.Anthropic()
    with deferred.batch(name=RUN, part=True, cost_limit=LIMIT):
        replies = [
            client.messages.create(
                model="claude-haiku-4-5", max_tokens=64, messages=[{"role": "user", "content": str(text)}]
            )
            for text in batch["text"]
        ]
    return {**batch, "answer": [reply.content[0].text for reply in replies]}


def main(texts=40, workers=4):
    """Ask in batches of rows, each of which makes a job: 5,000 rows are a good size."""
    ray.init(
        include_dashboard=False,
        runtime_env={
            "env_vars": {name: os.environ[name] for name in KEYS if name in os.environ},
            "worker_process_setup_hook": deferred.guard,
        },
    )
    rows = [{"text": f"What is {number} in words?"} for number in range(texts)]
    dataset = ray.data.from_items(rows, override_num_blocks=workers)
    with deferred.batch(name=RUN, cost_limit=LIMIT):  # the workers are parts of this run: it ends here
        answered = dataset.map_batches(ask, batch_size=5000, concurrency=workers, num_cpus=0.1).take_all()
    for answer in sorted(row["answer"] for row in answered):
        print(answer)
    ray.shutdown()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
