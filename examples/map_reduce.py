"""Summarise long texts in two steps: `python map_reduce.py FILE...`, with OPENAI_API_KEY set.

The summaries of all parts of all files are one job. The final summaries, one for each file, are the next job.
"""

import sys
from pathlib import Path

from openai import OpenAI
from openai.types.responses import Response

import deferred

PART = 2000  # characters
client = OpenAI()


def ask(text: str) -> Response:
    return client.responses.create(model="gpt-5-mini", input=text, max_output_tokens=2000)


def summarise(text: str) -> str:
    parts = [ask("Summarise this part: " + text[at : at + PART]) for at in range(0, len(text), PART)]
    return ask("Make one summary of these: " + "\n".join(part.output_text for part in parts)).output_text


files = [Path(name) for name in sys.argv[1:]]
with deferred.batch(cost_limit=1) as session:
    summaries = deferred.map(summarise, [file.read_text() for file in files])
    for file, summary in zip(files, summaries, strict=True):
        print(f"{file.name}: {summary}")
print(session.report)
