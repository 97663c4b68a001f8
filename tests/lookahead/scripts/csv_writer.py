from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# csv.DictWriter, flushed.
import csv

with open("out.csv", "w", newline="") as file:
    writer = csv.DictWriter(file, ["number", "text"])
    writer.writeheader()
    for number in range(6):
        writer.writerow({"number": number, "text": ask(f"Item {number}")})
        file.flush()
print(open("out.csv").read().count("\n"))
