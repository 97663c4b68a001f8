from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


spent = 0
for number in range(20):
    said = [{"role": "user", "content": f"Item {number}"}]
    reply = client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said)
    spent += reply.usage.output_tokens
    if spent > 120:
        break
print(number, spent)
