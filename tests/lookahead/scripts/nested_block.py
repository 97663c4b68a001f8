from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# A block inside, and a decorated function.
import deferred


@deferred.batch()
def one(number):
    return ask(f"Item {number}")


with deferred.batch():
    for number in range(4):
        print(one(number))
