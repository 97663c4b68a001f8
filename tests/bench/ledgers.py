"""Measure the ledger on disk beside the one in PostgreSQL: `python -m tests.bench.ledgers [URL]`."""

import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

from deferred.core.call import Answer, BodyRef
from deferred.core.caps import Caps
from deferred.core.job import Job, new_nonce
from deferred.storage import open_ledger
from deferred.storage.base import Draft
from tests.support import postgres

ANSWERS, JOBS = 100_000, 200
CALLS = 100  # of each job


def measured(act):
    """Give the seconds that something takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def key(number):
    """Give a key of the usual form."""
    return f"{number:040x}"


def plan_and_close(ledger, run, first):
    """Plan a job under a limit, and close it."""
    keys = [key(first + n) for n in range(CALLS)]
    job = Job(
        nonce=new_nonce(), provider="openai", base_url="https://x", endpoint="/v1", credential="c", model="m",
        headers=[], count=CALLS, size=CALLS, planned_at=time.time(), run=run, keys=keys,
        bodies=[BodyRef(n, 1) for n in range(CALLS)],
    )  # fmt: skip
    ledger.jobs.plan(Draft(job, dict.fromkeys(keys, Decimal("0.001"))), Caps(Decimal(1_000_000)))
    ledger.jobs.close(job)


def figures(cache):
    """Measure one ledger."""
    ledger, body = open_ledger(cache), b'{"content":"' + b"x" * 1_000 + b'"}'
    keys = [key(n) for n in range(ANSWERS)]
    store = measured(lambda: ledger.answers.store((one, Answer(200, body, "req", "batch")) for one in keys))
    other = open_ledger(cache)
    look_up = measured(lambda: (other.answers.sync(), other.answers.known(keys)))
    read = measured(lambda: [other.answers.get(one) for one in keys[:1_000]])
    run = ledger.runs.open("bench", {}).run.id
    jobs = measured(lambda: [plan_and_close(ledger, run, (1 << 60) + n * CALLS) for n in range(JOBS)])
    large = [key((1 << 61) + n) for n in range(ANSWERS)]
    job = Job(
        nonce=new_nonce(), provider="openai", base_url="https://x", endpoint="/v1", credential="c", model="m",
        headers=[], count=ANSWERS, size=ANSWERS, planned_at=time.time(), run=run, keys=large,
        bodies=[BodyRef(n, 1) for n in range(ANSWERS)],
    )  # fmt: skip
    plan = measured(
        lambda: ledger.jobs.plan(Draft(job, dict.fromkeys(large, Decimal("0.001"))), Caps(Decimal(1_000_000)))
    )
    close = measured(lambda: ledger.jobs.close(job))
    other.close()
    ledger.close()
    return {
        "store 100,000 answers of 1 KB": f"{store:.2f} s",
        "look up 100,000 keys": f"{look_up:.2f} s",
        "read one answer": f"{read * 1_000:.0f} us",
        "plan and close a job of 100 calls": f"{JOBS / jobs:.0f} a second",
        "plan a job of 100,000 calls": f"{plan:.2f} s",
        "close it": f"{close:.2f} s",
    }


def main():
    """Measure both."""
    with tempfile.TemporaryDirectory() as folder:
        on_disk = figures(str(Path(folder) / "ledger"))
    with postgres.schema(sys.argv[1] if len(sys.argv) > 1 else postgres.server()) as address:
        shared = figures(address)
    for name, figure in on_disk.items():
        print(f"{name:36} disk {figure:>16}   PostgreSQL {shared[name]:>16}")


if __name__ == "__main__":
    main()
