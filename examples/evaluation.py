"""Ask each question several times; another model judges the answers: `python evaluation.py`, with two API keys set.

Equal calls are separate samples, each with an answer of its own. All answers are one job, all verdicts the next.
"""

from anthropic import Anthropic
from openai import OpenAI
from pydantic import BaseModel

import deferred


class Verdict(BaseModel):
    """The verdict of the judge."""

    correct: bool


SAMPLES = 5
claude, gpt = Anthropic(), OpenAI()
questions = {
    "What is 17 times 23?": "391",
    "Which planet is nearest to the sun?": "Mercury",
    "In which year did the Berlin Wall fall?": "1989",
}


def answer(question: str) -> str:
    messages = [{"role": "user", "content": question}]
    return claude.messages.create(model="claude-haiku-4-5", max_tokens=200, messages=messages).content[0].text


def judge(question: str, right: str) -> bool:
    text = f"Question: {question}\nRight answer: {right}\nIs this answer correct? {answer(question)}"
    reply = gpt.responses.parse(model="gpt-5-mini", input=text, text_format=Verdict, max_output_tokens=2000)
    return reply.output_parsed.correct


asked = [pair for pair in questions.items() for _ in range(SAMPLES)]
with deferred.batch(cost_limit=1) as session:
    verdicts = list(deferred.map(judge, *zip(*asked, strict=True)))

for question in questions:
    right = [verdict for (text, _), verdict in zip(asked, verdicts, strict=True) if text == question].count(True)
    print(f"{question:45}{right} of {SAMPLES} right")
print(session.report)
