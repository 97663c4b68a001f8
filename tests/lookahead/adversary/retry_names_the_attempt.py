from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


import re

for number in range(6):
    for attempt in range(4):
        said = ask(f"{number}, attempt {attempt}")
        if re.search(r"sample \d", said):
            break
    print(attempt)
