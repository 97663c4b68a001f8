from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# An object without a text of its own shows its address.


class Doc:
    def __init__(self, n):
        self.n, self.text = n, "x" * n * 100


seen = []
for i in range(10):
    d = Doc(i)
    seen.append(len(ask(f"Sum up {d}")) > 3)
print(seen)
