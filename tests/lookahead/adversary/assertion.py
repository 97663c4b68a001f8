from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


import zlib

try:
    for number in range(20):
        assert zlib.crc32(ask(f"Item {number}").encode()) % 6
        print(number)
except AssertionError:
    print("failed")
