from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# The length of an answer decides what is asked, without its words.
for number in range(8):
    said = ask(f"Item {number}")
    print(ask(f"{'Long' if len(said) > 60 else 'Short'} story of {number}"))
