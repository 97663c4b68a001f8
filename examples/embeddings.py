"""Find the note nearest to a question: `python embeddings.py`, with OPENAI_API_KEY set."""

from openai import OpenAI

import deferred

client = OpenAI()
notes = [
    "The bakery opens at seven and closes at noon on Sundays.",
    "Our cat is called Biscuit and is afraid of the postman.",
    "The spare key is under the third flower pot from the left.",
]
question = "Where is the spare key?"


def likeness(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))  # the vectors have length 1


with deferred.batch(cost_limit=1) as session:
    replies = [client.embeddings.create(model="text-embedding-3-small", input=text) for text in (question, *notes)]

asked, *vectors = [reply.data[0].embedding for reply in replies]
scores = [likeness(asked, vector) for vector in vectors]
best = max(range(len(notes)), key=scores.__getitem__)
print(f"{question} {notes[best]}")
print(session.report)
