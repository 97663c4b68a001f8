from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# What was written decides how it goes on.
import os

with open("log.txt", "w") as log:
    for number in range(10):
        log.write(ask(f"Item {number}"))
        log.flush()
        if os.path.getsize("log.txt") > 400:
            break
print(number)
