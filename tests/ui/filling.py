"""A ledger of very many results, which are written into it directly, for what calls would take hours."""

import orjson

from deferred.core.call import Answer, BodyRef
from deferred.core.job import Job, JobState
from deferred.core.real_time import now
from deferred.storage.answers import _pack
from tests.support.models import GPT


def key_of(number):
    """Give the key of a call."""
    return f"{number:040x}"


def fill(ledger, count, jobs=4, bodies=True):
    """Write the results of a run of so many calls, in so many jobs; gives the run's id."""
    joined = ledger.runs.open("large", {})
    spool = ledger.bodies.spool("large")
    size = count // jobs
    for job in range(jobs):
        numbers = range(job * size, (job + 1) * size)
        refs = [spool.add(request(n)) for n in numbers] if bodies else [BodyRef(0, 0)] * size
        ledger.jobs.add(
            Job(
                nonce=f"{job:016x}", provider="openai", base_url="https://api.openai.com/v1",
                endpoint="/v1/chat/completions", credential="c", model=GPT, headers=[], count=size, size=0,
                planned_at=now() + job, keys=list(map(key_of, numbers)), bodies=refs, state=JobState.COLLECTED,
                run=joined.run.id, batch_id=f"batch_{job}", outcome="completed", spool="large", answered=size,
                wave_at=now(), reason="exit", model_costs={GPT: "1.5"}, spent="1.5",
            )
        )  # fmt: skip
        _insert(ledger, ((key_of(n), _pack(answer(n, job))) for n in numbers))
    spool.keep()
    spool.close()
    ledger.runs.leave(joined, complete=True)
    return joined.run.id


def _insert(ledger, answers):
    """Insert answers as `diskcache` stores them, in a tenth of its time."""
    with ledger.answers.database.transaction() as db:
        row = "INSERT INTO Cache (key, raw, store_time, access_time, size, mode, value) VALUES (?, 1, 0, 0, 0, 1, ?)"
        db.executemany(row, answers)


def request(number):
    """Give the body of a call."""
    return orjson.dumps({"model": GPT, "messages": [{"role": "user", "content": f"Is review {number} happy or not?"}]})


def answer(number, job):
    """Give the answer to a call."""
    said = {
        "role": "assistant",
        "content": f"Review {number} is happy. " + "It boils, and it sings while it does. " * 8,
    }
    body = {"id": f"c{number}", "object": "chat.completion", "model": GPT, "choices": [{"index": 0, "message": said}],
            "usage": {"prompt_tokens": 20, "completion_tokens": 90, "total_tokens": 110}}  # fmt: skip
    return Answer(200, orjson.dumps(body), f"req_{number}", f"batch_{job}")
