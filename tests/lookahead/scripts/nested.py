from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# Documents and questions.
table = {}
for document in ["a", "b", "c"]:
    for question in ["who", "when"]:
        table[document, question] = ask(f"{question} in {document}?")
print(table)
