from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# Functions of Python that the script itself replaces.
import builtins
import json

real, opened = builtins.open, []


def noting(path, *words, **more):
    opened.append(path)
    return real(path, *words, **more)


builtins.open = noting
for number in range(4):
    with open(f"{number}.json", "w") as file:
        json.dump(ask(f"Item {number}"), file)
print(opened)
