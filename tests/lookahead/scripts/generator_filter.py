from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# Generators all the way.
import itertools


def answers(numbers):
    for number in numbers:
        yield number, ask(f"Number {number}")


for number, said in itertools.islice(((n, s) for n, s in answers(range(100)) if n % 2), 3):
    print(number, said)
