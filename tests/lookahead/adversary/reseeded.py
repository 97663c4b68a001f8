from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# Chance that hangs on an answer.
import random

for number in range(6):
    random.seed(ask(f"Seed {number}"))
    print(ask(f"Card {random.randrange(10**6)}"))
