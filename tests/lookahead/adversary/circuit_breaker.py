from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# A flag that an answer sets ends the work of all later items.
import re


class Breaker:
    opened = False


def judge(said):
    if re.search("You wrote .Item 3", said):
        Breaker.opened = True


def step(i):
    if Breaker.opened:
        return None
    said = ask(f"Item {i}")
    judge(said)
    return said


for i in range(30):
    print(step(i))
