from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# What earlier answers said decides which items are asked about.
import re

kinds = set()
for number in filter(lambda number: number % 3 not in kinds, range(24)):
    said = ask(f"Item {number}")
    if match := re.search("Item ([0-9]+)", said):
        kinds.add(int(match.group(1)) % 3)
    print(number, said)
