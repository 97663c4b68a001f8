from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# A tree of summaries.
def sum_up(texts):
    if len(texts) == 1:
        return texts[0]
    middle = len(texts) // 2
    return ask(f"Join: {sum_up(texts[:middle])} / {sum_up(texts[middle:])}")


print(sum_up([f"text {n}" for n in range(6)]))
