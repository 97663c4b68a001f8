"""Ask about each row of a CSV file: `python csv_to_csv.py reviews.csv rated.csv`, with ANTHROPIC_API_KEY set.

The rows need the columns `id` and `review`. All calls are one job. Run it again after an interruption: rows that were
answered cost nothing.
"""

import csv
import sys
from pathlib import Path

from anthropic import Anthropic

import deferred

client = Anthropic()


def rate(row: dict[str, str]) -> str:
    with deferred.tag(row=row["id"]):
        reply = client.messages.create(
            model="claude-haiku-4-5",
            max_tokens=100,
            messages=[{"role": "user", "content": f"Happy or not? Answer with one word. {row['review']}"}],
        )
    return reply.content[0].text


source, target = Path(sys.argv[1]), Path(sys.argv[2])
with source.open(newline="", encoding="utf-8") as file:
    reviews = list(csv.DictReader(file))

with deferred.batch(cost_limit=5) as session:
    deferred.map(rate, reviews)

session.results().to_csv(target)  # row, prompt, text, error, cost_usd, ... for each call, failed ones included
print(f"{len(session.results().completed)} of {len(reviews)} rated: {target}")
print(session.report)
