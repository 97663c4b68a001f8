from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


import zlib


def check(text):
    if zlib.crc32(text.encode()) % 5 == 0:
        raise RuntimeError("bad answer")


try:
    for number in range(20):
        check(ask(f"Item {number}"))
        print(number)
except RuntimeError as error:
    print(error)
