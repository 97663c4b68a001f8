from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


import time

began = time.perf_counter()
for number in range(8):
    print(ask(f"Item {number}"))
    if time.perf_counter() - began > 900:
        break
