from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# JSON, or what a regular expression finds.
import json
import re

for number in range(6):
    said = ask(f"Answer in JSON about {number}.")
    try:
        found = json.loads(said)
    except json.JSONDecodeError:
        match = re.search(r"\{.*\}", said, re.DOTALL)
        found = json.loads(match.group()) if match else {"text": said}
    print(sorted(found))
