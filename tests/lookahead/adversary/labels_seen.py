from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# A set of labels decides whether an item is asked twice.
seen = set()
for number in range(12):
    label = ask(f"Label {number}").split('"')[-1][:14]
    if label not in seen:
        seen.add(label)
        print(ask(f"Explain the label of {number}"))
print(len(seen))
