"""Answer letters in two dependent steps with asyncio: `python asyncio_service.py`, with ANTHROPIC_API_KEY set.

Every `await` of a call suspends its task until the job has ended. So the first calls for all letters are one batch job,
and the second calls are the next job.
"""

import asyncio

from anthropic import AsyncAnthropic

import deferred

client = AsyncAnthropic()
letters = [
    "My parcel came a week late, and the vase in it is broken.",
    "Can I change the delivery address of my order?",
    "Thank you for the kind note that came with the lamp!",
]


async def ask(text: str) -> str:
    messages = [{"role": "user", "content": text}]
    reply = await client.messages.create(model="claude-haiku-4-5", max_tokens=300, messages=messages)
    return reply.content[0].text


async def answer(letter: str) -> str:
    concern = await ask(f"In a few words, what does the writer want? {letter}")
    return await ask(f"Write two friendly sentences back. What they want: {concern}\n\nTheir letter: {letter}")


async def main() -> None:
    async with deferred.batch(cost_limit=1) as session:
        answers = await asyncio.gather(*(answer(letter) for letter in letters))
    for letter, reply in zip(letters, answers, strict=True):
        print(f"> {letter}\n{reply}\n")
    print(session.report)


asyncio.run(main())
