from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# An earlier answer decides, unseen, which later items are asked.
import zlib

skip = set()
for number in range(14):
    if number in skip:
        continue
    said = ask(f"Item {number}")
    skip |= {number + 1 + zlib.crc32(said.encode()) % 3}
print(sorted(skip))
