from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


import gc


class Loud:
    def __del__(self):
        raise ValueError("in __del__")


for number in range(5):
    loud = Loud()
    print(ask(f"Item {number}"))
    del loud
    gc.collect()
