from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# A condition in a comprehension, and one in a generator expression, on what earlier answers said.
import re

kinds = set()


def see(number):
    said = ask(f"Item {number}")
    if match := re.search("Item ([0-9]+)", said):
        kinds.add(int(match.group(1)) % 3)
    return said


print([see(number) for number in range(24) if number % 3 not in kinds])
kinds.clear()
for number in (number for number in range(24, 48) if number % 3 not in kinds):
    print(see(number))
