from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# Other prompts where a text is not exactly a str.
for number in range(6):
    said = ask(f"Item {number}")
    print(ask(f"Again {number}") if type(said) is str else ask(f"Odd {number}"))
