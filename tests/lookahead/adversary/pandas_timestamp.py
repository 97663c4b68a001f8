from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# pandas reads the clock by itself.
import pandas

for i in range(8):
    print(len(ask(f"Item {i} at {pandas.Timestamp.now():%H:%M:%S}")) > 3)
