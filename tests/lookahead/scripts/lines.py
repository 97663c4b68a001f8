from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# Lines of a file, some of them skipped.
with open("lines.txt", "w") as file:
    file.writelines(f"line {n}\n" if n % 3 else "# nothing\n" for n in range(9))
with open("lines.txt") as file:
    for number, line in enumerate(file):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        print(number, ask(line))
