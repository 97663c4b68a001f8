"""Measure plan and close by 8 processes in a ledger of few and of many jobs: `python -m tests.bench.many_jobs [URL]`."""

import multiprocessing
import sys
import time

from deferred.storage import open_ledger
from tests.bench.ledgers import CALLS, plan_and_close
from tests.support import postgres

PROCESSES, SECONDS = 8, 10.0
# Ended jobs of the same run, with as many calls each as those that are measured.
FILL = """
INSERT INTO {s}.jobs (nonce, run, provider, base_url, state, reserved, spent, planned_at, facts)
SELECT lpad(to_hex(n), 16, '0'), '{run}', 'openai', 'https://x', 'collected', 0.1, 0.05, n, '{{}}'
FROM generate_series({first}, {last}) n
"""


def work(url, run, number, begin, done):
    """Plan and close jobs until the time is over; gives their number."""
    ledger, count = open_ledger(url), 0
    begin.wait()
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        plan_and_close(ledger, run, ((number + 1) << 80) + count * CALLS)
        count += 1
    done.put(count)
    ledger.close()


def per_second(url, run):
    """Give the jobs that 8 processes plan and close in a second."""
    begin, done = multiprocessing.Barrier(PROCESSES), multiprocessing.Queue()
    workers = [multiprocessing.Process(target=work, args=(url, run, n, begin, done)) for n in range(PROCESSES)]
    for worker in workers:
        worker.start()
    counts = [done.get() for _ in workers]
    for worker in workers:
        worker.join()
    return sum(counts) / SECONDS


def main():
    """Print a line for each number of jobs."""
    multiprocessing.set_start_method("spawn")
    server = sys.argv[1] if len(sys.argv) > 1 else postgres.server()
    with postgres.schema(server) as url:
        ledger = open_ledger(url)
        run, name = ledger.runs.open("bench", {}).run.id, url.partition("schema=")[2]
        there = 0
        for count in (100, 10_000, 100_000, 100):
            if count > there:
                postgres.execute(
                    server, FILL.format(s=name, run=run, first=there + 1, last=count), f"ANALYZE {name}.jobs"
                )
                there = count
            print(f"{there:7,} jobs: {per_second(url, run):6.1f} jobs of {CALLS} calls planned and closed a second")
        ledger.close()


if __name__ == "__main__":
    main()
