from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# Two answers and a judge.
for topic in ["tea", "rain", "trains"]:
    one, two = ask(f"Praise {topic}."), ask(f"Criticise {topic}.")
    verdict = ask(f"Which is better?\nA: {one}\nB: {two}")
    print(topic, "A" if "quiet" in verdict else "B", verdict)
