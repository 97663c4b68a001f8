from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# Summaries of parts, and one of all of them.
TEXT = " ".join(f"Sentence {n} says something." for n in range(40))
parts = [TEXT[start : start + 200] for start in range(0, len(TEXT), 200)]
summaries = [ask(f"Sum up: {part}") for part in parts]
print(ask("Join: " + " | ".join(summaries)))
