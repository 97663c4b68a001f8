"""One run of a million calls, and the same script again from its ledger: `python -m tests.bench.million [CALLS] [SDK]`."""

import json
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from tests.bench.measure import simulator
from tests.bench.scenes import asker, block, peak


def run(sdk, port, count, ledger):
    """Make the calls, read each reply once, and say what that took."""
    _, ask = asker(sdk, port)
    clock, marks = time.perf_counter, [time.perf_counter()]
    with block(port, ledger):
        replies = [ask(n) for n in range(count)]
        marks.append(clock())
    marks.append(clock())
    read = 0
    for n in range(count):
        reply = replies[n]
        read += bool(reply.content if sdk == "anthropic" else reply.choices)
        replies[n] = None  # as in code that writes each answer somewhere
    marks.append(clock())
    assert read == count
    seconds = dict(
        zip(
            ("calls_s", "answers_s", "reading_s"),
            (round(b - a, 1) for a, b in pairwise(marks)),
            strict=True,
        )
    )
    return {
        **seconds,
        "whole_s": round(marks[-1] - marks[0], 1),
        "processor_s": round(time.process_time(), 1),
        "peak_mb": peak(),
    }


def in_a_process(*words):
    """Run `run` in a process of its own."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-m", "tests.bench.million", "run", *map(str, words)],
                          stdout=subprocess.PIPE, text=True, check=True)  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def main():
    """Measure and print."""
    if sys.argv[1:2] == ["run"]:
        sdk, port, count, ledger = sys.argv[2:]
        print(json.dumps(run(sdk, int(port), int(count), ledger)))
        return
    count, sdk = int((*sys.argv[1:2], "1000000")[0]), (*sys.argv[2:3], "anthropic")[0]
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, simulator() as port:
        ledger = Path(folder, "ledger")
        print(f"{count:,} calls of 1 KB, {sdk}:", in_a_process(sdk, port, count, ledger), flush=True)
        size = sum(file.stat().st_size for file in ledger.rglob("*") if file.is_file())
        print(f"the ledger: {size / 1e6:,.0f} MB", flush=True)
        print("the same script again:", in_a_process(sdk, port, count, ledger))


main()
