"""The table of jobs: what is asked and noted of a full queue is one step."""

import threading

from deferred.core.job import Job
from deferred.engine.job_table import JobTable
from deferred.engine.state import ActiveJob


class Lock:
    """A lock that does something the first time that it is free again."""

    def __init__(self):
        self._lock, self._depth, self.then = threading.RLock(), 0, None

    def __enter__(self):
        self._lock.acquire()
        self._depth += 1

    def __exit__(self, *error):
        self._depth -= 1
        self._lock.release()
        then = self.then
        if then is not None and not self._depth:
            self.then = None
            then()


def active(nonce):
    job = Job(
        nonce=nonce, provider="openai", base_url="", endpoint="", credential="", model="gpt-5-mini", headers=[],
        count=1, size=0, planned_at=0.0, batch_id=f"batch_{nonce}",
    )  # fmt: skip
    return ActiveJob(job, None, "", (), "")


def test_a_job_that_ends_while_another_one_is_turned_away_lets_it_go_at_once():
    """It was seen to wait ten minutes for the end of a job that had just ended."""
    lock = Lock()
    table, filling, refused = JobTable(lock), active("a"), active("b")
    table.begin(filling)
    table.begin(refused)
    lock.then = lambda: table.end(filling)
    assert table.waits_for_others(refused, until=600.0)
    assert lock.then is None
    assert table.backpressure.may_go(active("c"), now=1.0)


def test_a_queue_without_other_jobs_is_not_waited_for():
    table, refused = JobTable(threading.Condition()), active("b")
    table.begin(refused)
    assert not table.waits_for_others(refused, until=600.0)
    assert table.backpressure.may_go(active("c"), now=1.0)
