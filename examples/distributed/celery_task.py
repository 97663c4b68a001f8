"""Celery: a task gives its worker back while a batch is at the provider, and is tried again when a look is worth it.

DEFERRED_CACHE names the ledger: a folder on one host, `postgresql://...` on many. CELERY_BROKER names the broker.
Begin a worker with `celery -A celery_task worker`, then run `python celery_task.py [TEXTS [TASKS]]`.
"""

import os
import sys

import anthropic
from celery import Celery, group
from celery.signals import worker_process_init

import deferred

LIMIT = 5.00  # US dollars, for all tasks of a run together
BROKER = os.environ.get("CELERY_BROKER", "redis://127.0.0.1:6379/0")
LOOK = float(os.environ.get("CELERY_LOOK", "900"))  # seconds: a longer pause between two looks is not made

app = Celery("celery_task", broker=BROKER, backend=BROKER)
app.conf.task_acks_late = True  # a task whose worker was killed is delivered again, and finds what was bought
app.conf.task_reject_on_worker_lost = True


@worker_process_init.connect
def refuse_calls_outside_of_blocks(**_):
    """Refuse, in this worker, what a forgotten block would send live."""
    deferred.guard()


@app.task(bind=True, max_retries=None)
def ask(self, run, texts):
    """Ask about some texts."""

    def later(pending):
        return self.retry(countdown=min(LOOK, pending.retry_after), throw=False)

    client = anthropic.Anthropic()
    with deferred.pending_as(later), deferred.batch(name=run, part=True, cost_limit=LIMIT, detach=0):
        replies = [
            client.messages.create(
                model="claude-haiku-4-5", max_tokens=64, messages=[{"role": "user", "content": text}]
            )
            for text in texts
        ]
    return [reply.content[0].text for reply in replies]


def main(texts=40, tasks=4):
    """Ask in `tasks` tasks, which are parts of one run."""
    questions = [f"What is {number} in words?" for number in range(texts)]
    asked = group(ask.s("celery", questions[number::tasks]) for number in range(tasks)).apply_async()
    for answer in sorted(answer for part in asked.get(timeout=24 * 3600) for answer in part):
        print(answer)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
