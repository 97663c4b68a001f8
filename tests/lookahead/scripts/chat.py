from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# A conversation of three turns for each user.
for user in ["Ada", "Bob", "Cy"]:
    messages = []
    for turn in ["Hello", "How are you?", "Bye"]:
        messages.append({"role": "user", "content": f"{user}: {turn}"})
        reply = client.messages.create(model="claude-haiku-4-5", max_tokens=50, messages=messages)
        messages.append({"role": "assistant", "content": reply.content[0].text})
    print(user, len(messages), messages[-1]["content"])
