from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# Self-consistency: the same question several times.
from collections import Counter

for question in ["Is it day?", "Is it night?"]:
    votes = Counter(ask(question).split('"')[-1].strip()[:12] for _ in range(4))
    print(question, votes.most_common(1))
