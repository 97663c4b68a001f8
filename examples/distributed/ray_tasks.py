"""Ray tasks: many workers, one run. They share its limit, its jobs and its answers in a PostgreSQL ledger.

DEFERRED_CACHE names the ledger (`postgresql://...`). Run it as `python ray_tasks.py [TEXTS [TASKS]]`.
"""

import os
import sys

import anthropic
import ray

import deferred

RUN, LIMIT = "ray-tasks", 5.00  # US dollars, for all workers together
KEYS = ("DEFERRED_CACHE", "ANTHROPIC_API_KEY")


def ask(texts):
    """Ask about some texts. A task that Ray starts again finds what was bought."""
    client = anthropic.Anthropic()
    with deferred.batch(name=RUN, part=True, cost_limit=LIMIT):
        replies = [
            client.messages.create(
                model="claude-haiku-4-5", max_tokens=64, messages=[{"role": "user", "content": text}]
            )
            for text in texts
        ]
    return [reply.content[0].text for reply in replies]


def main(texts=40, tasks=4):
    """Ask in `tasks` tasks. A task should have 1,000 calls or more: each makes a job of its own."""
    ray.init(
        include_dashboard=False,
        # Workers of other hosts have none of this environment, and a call outside of a block would be sent live.
        runtime_env={
            "env_vars": {name: os.environ[name] for name in KEYS if name in os.environ},
            "worker_process_setup_hook": deferred.guard,
        },
    )
    questions = [f"What is {number} in words?" for number in range(texts)]
    remote = ray.remote(num_cpus=0.01, max_retries=3)(ask)  # a task that waits needs no processor
    with deferred.batch(name=RUN, cost_limit=LIMIT):  # the workers are parts of this run: it ends here
        answers = ray.get([remote.remote(questions[number::tasks]) for number in range(tasks)])
    for answer in sorted(answer for part in answers for answer in part):
        print(answer)
    ray.shutdown()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
