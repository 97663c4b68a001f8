from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


def endless():
    number = 0
    while True:
        yield ask(f"Item {number}")
        number += 1


for count, said in enumerate(endless()):
    if said.find("reader") >= 0 or count == 9:
        break
print(count)
