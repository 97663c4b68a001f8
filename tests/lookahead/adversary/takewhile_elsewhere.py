from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# The loop is ended by an iterator that another module makes.
import re

from helpers.plain import going

found = []
for number in going(lambda number: len(found) < 2, range(20)):
    said = ask(f"Item {number}")
    found += re.findall("sample [0-9]+", said)
    print(number, said)
