"""Airflow: a task leaves its slot while a batch is at the provider, and is scheduled again when a look is worth it.

DEFERRED_CACHE names the ledger: a folder on one host, `postgresql://...` on many workers.
A task that is cleared, retried or killed buys nothing twice: the name of the run is that of the DAG's run.
"""

from datetime import UTC, datetime, timedelta

import anthropic
from airflow.exceptions import AirflowRescheduleException
from airflow.sdk import dag, get_current_context, task

import deferred

LIMIT = 5.00  # US dollars, for a run of the DAG


def later(pending):
    """Ask to be scheduled again; the task's slot is free until then."""
    return AirflowRescheduleException(datetime.now(UTC) + timedelta(seconds=pending.retry_after))


def replies_of(run, texts):
    """Ask about some texts."""
    client = anthropic.Anthropic()
    with deferred.pending_as(later), deferred.batch(name=run, cost_limit=LIMIT, detach=0):
        replies = [
            client.messages.create(
                model="claude-haiku-4-5", max_tokens=64, messages=[{"role": "user", "content": text}]
            )
            for text in texts
        ]
    return [reply.content[0].text for reply in replies]


@dag(schedule=None, catchup=False)
def numbers_in_words():
    """Ask about numbers."""

    @task(retries=3)
    def ask(texts):
        context = get_current_context()
        return replies_of(f"{context['dag'].dag_id}-{context['run_id']}", texts)

    ask([f"What is {number} in words?" for number in range(40)])


numbers_in_words()
