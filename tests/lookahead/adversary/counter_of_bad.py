from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# After three bad answers, all later items go another way.
import zlib

bad = 0
for number in range(16):
    prefix = "Carefully" if bad >= 3 else "Quickly"
    bad += zlib.crc32(ask(f"{prefix}: item {number}").encode()) % 2
print(bad)
