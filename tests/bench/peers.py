"""Whole runs beside a peer, in turns: `pip install autobatcher`, then `python -m tests.bench.peers [CALLS]`.

Every run is a process of its own against a simulator in another one. All make the calls by `asyncio.gather`, which is
the only way that the peer has, and read each reply. autobatcher sends one batch of all calls. The SDK alone gets its
replies without a request.
"""

import json
import statistics
import subprocess
import sys

from tests.bench.measure import simulator

ROUNDS = 5
PEER = """
import asyncio, json, resource, sys, time
import {module}
who, port, count, text = sys.argv[1], sys.argv[2], int(sys.argv[3]), "x" * 1_000
{setup}

async def ask(n):
    return await client.chat.completions.create(model="{model}", messages=[{{"role": "user", "content": f"{{n}} {{text}}"}}])

async def main():
    begun = time.process_time()
    {run}
    assert all(reply.choices[0].message.content for reply in replies)
    return (time.process_time() - begun) / count * 1e6

taken = asyncio.run(main())
print(json.dumps({{"us": taken, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}}))
"""
MODEL = "gpt-5-mini"
GATHER = "replies = await asyncio.gather(*(ask(n) for n in range(count)))"
ALONE = """
import openai._base_client as base
from openai.types.chat import ChatCompletion
from tests.bench.scenes import REPLIES
body = json.dumps(REPLIES["openai"])
client = openai.AsyncOpenAI(api_key="k", base_url=f"http://127.0.0.1:{port}/v1")
async def request(*_args, **_kwargs):
    return client._process_response_data(data=json.loads(body), cast_to=ChatCompletion, response=None)
holder = next(cls for cls in type(client).__mro__ if "request" in cls.__dict__)
holder.request = request
"""
AUTOBATCHER = """
from loguru import logger
logger.remove()
client = autobatcher.BatchOpenAI(api_key="k", base_url=f"http://127.0.0.1:{port}/v1", batch_size=count,
    batch_window_seconds=60, poll_interval_seconds=0.1, completion_window="24h")
"""
DEFERRED = """
import deferred, tempfile
client = openai.AsyncOpenAI(api_key="k", base_url=f"http://127.0.0.1:{port}/v1")
block = deferred.batch(cache=tempfile.mkdtemp() + "/ledger", hosts=[f"127.0.0.1:{port}"], progress=False, name="bench",
    poll_interval=0.1)
"""
SCRIPTS = {
    "the SDK alone": PEER.format(module="openai", setup=ALONE, run=GATHER, model=MODEL),
    "autobatcher": PEER.format(module="autobatcher", setup=AUTOBATCHER, run=GATHER, model=MODEL),
    "deferred": PEER.format(
        module="openai", setup=DEFERRED, run=f"async with block:\n        {GATHER}", model=MODEL
    ),
}  # fmt: skip


def run(who, calls):
    """Run one of the scripts; gives microseconds of processor time a call, and the memory at the peak."""
    with simulator() as port:
        command = [sys.executable, "-W", "ignore", "-c", SCRIPTS[who], who, str(port), str(calls)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def main():
    """Run them in turns, and print the medians."""
    calls = int((*sys.argv[1:2], "10000")[0])
    found = {who: [] for who in SCRIPTS}
    for _ in range(ROUNDS):
        for who in SCRIPTS:
            found[who].append(run(who, calls))
    for who, runs in found.items():
        us, peak = (statistics.median(one[name] for one in runs) for name in ("us", "peak_mb"))
        print(f"{who:15s} {us:7.0f} us a call  {peak:5.0f} MB")


main()
