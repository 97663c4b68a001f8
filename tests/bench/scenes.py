"""What is measured, each in a process of its own: `python -m tests.bench.scenes NAME PORT [NUMBER]` prints JSON."""

import contextlib
import gc
import importlib
import json
import logging
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.support.models import CLAUDE, GPT

BODY = "x" * 1_000
SDKS = ("anthropic", "openai")


def asker(sdk, port, size=1_000):
    """Give a function that makes the n-th call, and the class whose `request` sends it."""
    text = "x" * size
    if sdk == "anthropic":
        import anthropic

        client = anthropic.Anthropic(api_key="k", base_url=f"http://127.0.0.1:{port}")
        return client, lambda n: client.messages.create(
            model=CLAUDE, max_tokens=50, messages=[{"role": "user", "content": f"{n} {text}"}]
        )
    import openai

    client = openai.OpenAI(api_key="k", base_url=f"http://127.0.0.1:{port}/v1")
    return client, lambda n: client.chat.completions.create(
        model=GPT, messages=[{"role": "user", "content": f"{n} {text}"}]
    )


def block(port, cache, **more):
    """Open a session that is quick with the simulator and quiet."""
    import deferred

    logging.getLogger("deferred").setLevel(logging.CRITICAL)
    given = {"poll_interval": 0.1, **more}
    return deferred.batch(cache=cache, hosts=[f"127.0.0.1:{port}"], progress=False, name="bench", **given)


def folder():
    """Give an empty place for a ledger."""
    return tempfile.mkdtemp(prefix="bench-") + "/ledger"


def micro(before, count):
    """Give microseconds of processor time a call since `before`."""
    return round((time.process_time() - before) / count * 1e6, 1)


def memory():
    """Give the memory in use now, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def peak():
    """Give the most memory that was in use, in megabytes."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def bare(sdk, port, count):
    """What the SDK itself takes for a call, until its `request` is reached: that part is done in a session too."""
    client, ask = asker(sdk, port)
    holder = next(cls for cls in type(client).__mro__ if "request" in cls.__dict__)
    holder.request = lambda *_args, **_kwargs: None
    for n in range(300):
        ask(n)
    before = time.process_time()
    for n in range(count):
        ask(n)
    return {"bare_us": micro(before, count)}


# What the providers answer: the SDK makes its own object of it, whoever asked.
REPLIES = {
    "anthropic": {
        "id": "msg_1", "type": "message", "role": "assistant", "model": CLAUDE,
        "content": [{"type": "text", "text": BODY}], "stop_reason": "end_turn", "stop_sequence": None,
        "usage": {"input_tokens": 300, "output_tokens": 300, "cache_creation_input_tokens": 0,
                  "cache_read_input_tokens": 0, "service_tier": "batch"},
    },
    "openai": {
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": GPT,
        "choices": [{"index": 0, "message": {"role": "assistant", "content": BODY, "refusal": None, "annotations": []},
                     "logprobs": None, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 300, "completion_tokens": 300, "total_tokens": 600,
                  "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
                  "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0,
                                                "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0}},
        "service_tier": "default", "system_fingerprint": None,
    },
}  # fmt: skip


def alone(sdk, port, count):
    """What the SDK takes for the same calls and replies in any case: nobody who gives its objects can take less."""
    client, ask = asker(sdk, port)
    kind = importlib.import_module(f"{sdk}.types").Message if sdk == "anthropic" else None
    kind = kind or importlib.import_module("openai.types.chat").ChatCompletion
    text = json.dumps(REPLIES[sdk])
    holder = next(cls for cls in type(client).__mro__ if "request" in cls.__dict__)
    holder.request = lambda *_args, **_kwargs: client._process_response_data(
        data=json.loads(text), cast_to=kind, response=None
    )
    [ask(-n) for n in range(300)]
    before = time.process_time()
    replies = [ask(n) for n in range(count)]
    taken = micro(before, count)
    assert all(reply.id for reply in replies)
    return {"sdk_alone_us": taken, "sdk_alone_peak_mb": peak()}


def live(sdk, port, count):
    """What the bare SDK takes for calls that it makes live, one after the other, over a connection that stays open."""
    _, ask = asker(sdk, port)
    [ask(-n) for n in range(30)]
    before = time.process_time()
    replies = [ask(n) for n in range(count)]
    taken = micro(before, count)
    assert all(reply.id for reply in replies)
    return {"sdk_live_us": taken}


def whole(sdk, port, count, size=1_000):
    """A whole run, and a second one that is served from the ledger."""
    times = {}
    _, ask = asker(sdk, port, int(size))
    cache = folder()
    with block(port, False):
        [ask(-n) for n in range(1, 20)]
    gc.collect()
    start, began = memory(), time.process_time()
    with block(port, cache, on_event=lambda event: times.__setitem__(event.kind, time.perf_counter())):
        replies = [ask(n) for n in range(count)]
        captured, pending = micro(began, count), (memory() - start) / count
        before, times["flushed"] = time.process_time(), time.perf_counter()
    jobs, before = micro(before, count), time.process_time()
    texts = sum(bool(reply.id) for reply in replies)
    built, total = micro(before, count), micro(began, count)
    times["resolved"] = time.perf_counter()
    assert texts == count
    most = peak()
    del replies
    gc.collect()
    before = time.process_time()
    with block(port, cache):
        replies = [ask(n) for n in range(count)]
        again = micro(before, count)
        before = time.process_time()
        for reply in replies:
            _ = reply.id
    shutil.rmtree(Path(cache).parent)
    return {
        "capture_us": captured,
        "jobs_us": jobs,
        "build_us": built,
        "whole_us": total,
        "pending_bytes": round(pending),
        "peak_mb": most,
        "again_us": again,
        "again_build_us": micro(before, count),
        "plan_s": round(times["planned"] - times["flushed"], 2),
        "upload_s": round(times["submitted"] - times["planned"], 2),
        "collect_s": round(times["collected"] - times["ended"], 2),
        "from_end_to_resolved_s": round(times["resolved"] - times["ended"], 2),
    }


class Enough(Exception):
    """The block is left, and what was not sent is dropped."""


def pending(sdk, port, count, size=1_000):
    """What calls take in memory while they wait: they are dropped, not sent."""
    _, ask = asker(sdk, port, int(size))
    with block(port, False):
        [ask(-n) for n in range(1, 20)]
    gc.collect()
    found = {}
    with contextlib.suppress(Enough), block(port, folder(), linger=3600) as session:
        _capture(ask, count, session, found)
    return found


def _capture(ask, count, session, found):
    start, before = memory(), time.process_time()
    replies = [ask(n) for n in range(count)]
    found |= {"capture_us": micro(before, count), "pending_bytes": round((memory() - start) / count)}
    found |= {"calls": session.report.calls, "peak_mb": peak()}
    assert len(replies) == count
    raise Enough


def tasks(sdk, port, count):
    """Functions of two calls, the second of which needs the first one's answer, under `deferred.map`."""
    import deferred

    _, ask = asker(sdk, port)
    text = (
        (lambda reply: reply.content[0].text)
        if sdk == "anthropic"
        else (lambda reply: reply.choices[0].message.content)
    )
    at_rest = []

    def two_steps(n):
        first = len(text(ask(2 * n)))
        if n == count - 1:
            at_rest.append(memory())
        return first + len(text(ask(2 * n + 1)))

    with block(port, False):
        list(deferred.map(two_steps, range(-20, 0)))
    gc.collect()
    start, before = memory(), time.process_time()
    with block(port, folder()) as session:
        results = list(deferred.map(two_steps, range(count)))
    assert len(results) == count
    return {
        "waves": session.report.waves,
        "jobs": len(session.report.jobs),
        "us_a_call": micro(before, 2 * count),
        "kb_a_function": round((max(at_rest) - start) / count / 1000, 1),
    }


def polls(_sdk, _port, count):
    """Looks at jobs of an hour, on a clock whose hours pass at once."""
    import deferred
    from deferred.simulator import Simulator
    from tests.support import engine
    from tests.support.clocks import FastClock

    with Simulator() as simulator:
        simulator.latency = 3600
        clock = FastClock(simulator)
        engine.use_clock(clock, setattr)
        _, ask = asker("anthropic", simulator.url.rpartition(":")[2])
        with deferred.batch(cache=False, hosts=[simulator.host], progress=False, max_requests=1):
            [ask(n) for n in range(count)]
        looks = sum(request.operation == "poll" for request in simulator.requests)
    return {"jobs": count, "looks_at_each_in_an_hour": round(looks / count, 1)}


def ingest(_sdk, _port, count):
    """Store this many answers of 1 KB."""
    from deferred.core.call import Answer
    from tests.support import engine

    ledger = engine.ledger(folder())
    before = time.perf_counter()
    ledger.answers.store((f"{n:040x}", Answer(200, BODY.encode(), "req", "batch")) for n in range(count))
    return {"seconds": round(time.perf_counter() - before, 2)}


def reservations(_sdk, _port, count):
    """Reserve for a job, and give the reservation back, in a ledger of this many jobs of the same run; the median."""
    from tests.support import engine

    ledger = engine.ledger(folder())
    run = ledger.runs.open("bench", {}).run.id
    engine.fill(ledger, run, count)
    return {
        "jobs": count,
        "plan_and_close_ms": round(1000 * statistics.median(engine.plan_and_close(ledger, run, 40)), 2),
    }


def entries(_sdk, _port, count):
    """Map this many fields to their entries in a form, `key: value`; the least of several times, and how many were found."""
    from pydantic import create_model

    from deferred.citations.citation import Source
    from deferred.citations.mapping import map_fields

    values = {f"field_{number}": number * 3 if number % 2 else f"Value {number}" for number in range(count)}
    parsed = create_model("Form", **{name: (type(value), ...) for name, value in values.items()})(**values)
    source = Source(0, "a form", "\n".join(f"{name}: {value}" for name, value in values.items()))
    taken = []
    for _ in range(5):
        begun = time.process_time()
        found = map_fields(parsed, "", [], [source]).fields
        taken.append(time.process_time() - begun)
    return {"found": len(found), "map_ms": round(1000 * min(taken), 1)}


def pages(_sdk, _port, _count):
    """Map 30 fields of five types over a document of 100 pages, and read it only; the least of several times."""
    from deferred.citations.mapping import map_fields
    from deferred.citations.searchable import Searchable, mended, readable
    from tests.citations.evaluation import speed

    parsed, source = speed.subject()
    least = {"map_ms": float("inf"), "fold_ms": float("inf")}
    for _ in range(7):
        for what, work in (
            ("map_ms", lambda: map_fields(parsed, "", [], [source])),
            ("fold_ms", lambda: Searchable(mended(readable(source.text)))),
        ):
            begun = time.process_time()
            work()
            least[what] = min(least[what], round(1000 * (time.process_time() - begun), 1))
    return least


def imports(_sdk, _port, _count):
    """Import deferred, in a fresh interpreter; the best of five."""
    code = "import time; t = time.perf_counter(); import deferred, sys; print(time.perf_counter() - t, *[m for m in ('anthropic', 'openai', 'google.genai', 'pydantic') if m in sys.modules])"
    found = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
        for _ in range(5)
    ]
    return {"import_ms": round(min(float(one[0]) for one in found) * 1000), "sdks_imported": found[0][1:]}


def upload(sdk, port, count, size=20_000):
    """A job of this many calls of 20 KB: memory must not hold its file."""
    _, ask = asker(sdk, port, int(size))
    with block(port, False):
        [ask(-n) for n in range(1, 20)]
    gc.collect()
    start = memory()
    with block(port, folder()):
        replies = [ask(n) for n in range(count)]
        captured = memory()
    assert all(reply.id for reply in replies[:10])
    return {"job_mb": round(count * int(size) / 1e6), "captured_mb": round((captured - start) / 1e6), "peak_mb": peak()}


def waiting(sdk, port, seconds):
    """Wait on twenty jobs of which none ends: the share of a core that this takes."""
    _, ask = asker(sdk, port)
    found = {"jobs": 20}
    with contextlib.suppress(Enough), block(port, folder(), max_requests=1, poll_interval=None) as session:
        _wait(ask, seconds, session, found)
    return found


def _wait(ask, seconds, session, found):
    replies = [ask(n) for n in range(20)]
    session.flush()
    time.sleep(3)
    before = time.process_time()
    time.sleep(seconds)
    found["percent_of_a_core"] = round(100 * (time.process_time() - before) / seconds, 2)
    assert len(replies) == 20
    raise Enough


if __name__ == "__main__":
    name, sdk, port, count, *more = sys.argv[1:]
    print(json.dumps(globals()[name](sdk, int(port), int(count), *more)))
