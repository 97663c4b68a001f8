from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# As before, through a named function and a global of a plain kind.
import itertools
import re

left = 3


def is_enough(number):
    return left <= 0


for number in itertools.filterfalse(is_enough, range(24)):
    said = ask(f"Item {number}")
    left -= len(re.findall("sample", said))
    print(number, said)
