from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


code = compile("answers.append(ask(f'Item {number}'))", "<generated>", "exec")
answers = []
for number in range(5):
    exec(code)
print(answers)
