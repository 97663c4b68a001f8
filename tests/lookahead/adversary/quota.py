from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# Only until three answers fit.
import re

found = 0
for i in range(24):
    if found < 3:
        said = ask(f"Item {i}")
        if re.search("evidence|order|quiet|You", said):
            found += 1
print(found)
