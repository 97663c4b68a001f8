"""Spark in three phases: executors submit and do not wait, the driver waits, executors read what is stored.

Executors hold no slot for the hours of a batch. DEFERRED_CACHE names the ledger (`postgresql://...`).
Run it as `python spark_three_phases.py [TEXTS [PARTITIONS]]`.
"""

import subprocess
import sys

import anthropic
import pandas as pd
from pyspark.sql import SparkSession

import deferred

RUN, LIMIT = "spark-phases", 5.00  # US dollars, for all executors together


def replies_of(client, texts):
    """Make the calls of some texts: the same ones in both phases."""
    return [
        client.messages.create(model="claude-haiku-4-5", max_tokens=64, messages=[{"role": "user", "content": text}])
        for text in texts
    ]


def submit(rows):
    """Phase 1, in each partition: send the calls, and let the executor go."""
    deferred.guard()  # in this worker, a call outside of a block is refused from now on
    try:
        with deferred.batch(name=RUN, part=True, cost_limit=LIMIT, detach=0):
            replies_of(anthropic.Anthropic(), [row.text for row in rows])
    except deferred.Pending:
        pass  # the jobs are at the provider: the driver waits for them


def read(frames):
    """Phase 3, in each partition: everything is stored. The block ends before a row is given on."""
    for frame in frames:
        with deferred.batch(name=RUN, part=True, cost_limit=LIMIT):
            replies = replies_of(anthropic.Anthropic(), frame["text"])
        yield pd.DataFrame({"text": frame["text"], "answer": [reply.content[0].text for reply in replies]})


def main(texts=40, partitions=4):
    """Ask in `partitions` jobs: `repartition(n)` makes n of them."""
    place = f"local[{partitions},4]"  # 4 tries: a task whose worker dies is started again
    spark = SparkSession.builder.master(place).appName(RUN).getOrCreate()
    rows = [(f"What is {number} in words?",) for number in range(texts)]
    frame = spark.createDataFrame(rows, "text string").repartition(partitions)
    frame.foreachPartition(submit)
    subprocess.run([sys.executable, "-m", "deferred", "wait", RUN], check=True)  # noqa: S603 - our own words
    with deferred.batch(name=RUN, cost_limit=LIMIT):  # the executors are parts of this run: it ends here
        answered = frame.mapInPandas(read, "text string, answer string").collect()
    for answer in sorted(row.answer for row in answered):
        print(answer)
    spark.stop()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
