from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


answers = {ask(f"Item {number}"): number for number in range(6)}
for said in sorted(answers):
    print(ask(f"Again {answers[said]}"))
