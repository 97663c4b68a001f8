from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


import zlib

for number in range(20):
    if zlib.crc32(ask(f"Item {number}").encode()) % 4 == 0:
        break
print(number)
