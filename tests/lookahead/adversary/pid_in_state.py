from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


import os

state = {"pid": os.getpid()}
for number in range(5):
    said = ask(f"Item {number}")
    if os.getpid() != state["pid"]:
        ask(f"We are a copy {number}")
    print(said)
