from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# A file is written by one handle and read by another.

log = open("log.txt", "w")
back = open("log.txt")
for i in range(10):
    print(ask(f"Item {i}, {len(back.read())} before"))
    log.write("x" * 10)
    log.flush()
