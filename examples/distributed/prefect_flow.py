"""Prefect: a task fails while a batch is at the provider, and Prefect tries it again when a look is worth it.

Prefect takes a BaseException for a crash, so `Pending` becomes an exception of its own.
DEFERRED_CACHE names the ledger. Run it as `python prefect_flow.py [TEXTS]`.
"""

import os
import sys

import anthropic
from prefect import flow, task
from prefect.runtime import flow_run

import deferred

LIMIT = 5.00  # US dollars, for a run of the flow
LOOK = float(os.environ.get("PREFECT_LOOK", "900"))  # seconds between two looks


class AtTheProvider(Exception):
    """A batch has not ended yet; the task is to be tried again."""


@task(retries=100, retry_delay_seconds=LOOK)
def ask(run, texts):
    """Ask about some texts."""
    client = anthropic.Anthropic()
    with deferred.pending_as(AtTheProvider), deferred.batch(name=run, cost_limit=LIMIT, detach=0):
        replies = [
            client.messages.create(
                model="claude-haiku-4-5", max_tokens=64, messages=[{"role": "user", "content": text}]
            )
            for text in texts
        ]
    return [reply.content[0].text for reply in replies]


@flow
def numbers_in_words(texts=40):
    """Ask about numbers."""
    return ask(f"{flow_run.flow_name}-{flow_run.id}", [f"What is {number} in words?" for number in range(texts)])


if __name__ == "__main__":
    for answer in sorted(numbers_in_words(*map(int, sys.argv[1:]))):
        print(answer)
