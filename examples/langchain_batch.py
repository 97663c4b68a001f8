"""Run a LangChain chain over many inputs: `python langchain_batch.py`, with ANTHROPIC_API_KEY set.

`chain.batch` runs the chain in threads, so its first calls are one job and its second calls are the next job. If there
are more inputs than LangChain has threads, use `list(deferred.map(chain.invoke, inputs))`.
"""

from langchain_anthropic import ChatAnthropic
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate

import deferred

model = ChatAnthropic(model="claude-haiku-4-5", max_tokens=200)
explain = ChatPromptTemplate.from_template("Explain the word {word} in one sentence.") | model | StrOutputParser()
simplify = ChatPromptTemplate.from_template("Say it so that a child understands: {text}") | model | StrOutputParser()
chain = {"text": explain} | simplify
words = ["serendipity", "petrichor", "hiraeth"]

with deferred.batch(cost_limit=1) as session:
    answers = chain.batch([{"word": word} for word in words])

for word, answer in zip(words, answers, strict=True):
    print(f"{word}: {answer}")
print(session.report)
