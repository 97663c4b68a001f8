from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# functools.cache around a call.
import functools


@functools.cache
def translate(word):
    return ask(f"Translate {word}")


for sentence in ["the cat", "the dog", "a cat"]:
    print([translate(word) for word in sentence.split()])
