from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


import re

for number in range(20):
    found = re.search(r"Score of (\d+)", ask(f"Score of {number}"))
    if found and int(found.group(1)) >= 5:
        break
print(number)
