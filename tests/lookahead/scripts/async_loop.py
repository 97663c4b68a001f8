from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# Sequential awaits with a semaphore.
import asyncio

from anthropic import AsyncAnthropic


async def main():
    other = AsyncAnthropic()
    gate = asyncio.Semaphore(2)
    for number in range(5):
        async with gate:
            said = [{"role": "user", "content": f"Number {number}"}]
            reply = await other.messages.create(model="claude-haiku-4-5", max_tokens=50, messages=said)
        print(number, reply.content[0].text)
        await asyncio.sleep(0)


asyncio.run(main())
