from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# The time by the kernel's clock.
import time

for i in range(10):
    print(len(ask(f"Item {i} at {int(time.clock_gettime(time.CLOCK_REALTIME) * 10)}")) > 3)
