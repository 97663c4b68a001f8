from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# A child has less memory than its parent.

for i in range(8):
    try:
        b = bytearray(2200 << 20)
        del b
        text = f"Whole item {i}"
    except MemoryError:
        text = f"Only a part of item {i}"
    print(ask(text))
