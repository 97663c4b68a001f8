from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# The answers decide how long the list becomes that the loop goes through.
import re

queue = [f"root {n}" for n in range(3)]
for item in queue:
    said = ask(f"Expand {item}")
    if not re.search("You wrote", said):
        queue.append(item + " more")
print(len(queue))
