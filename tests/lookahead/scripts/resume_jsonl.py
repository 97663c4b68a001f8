from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# ETL that skips what its output file has.
import json
import pathlib

out = pathlib.Path("out.jsonl")
done = {json.loads(line)["id"] for line in out.read_text().splitlines()} if out.exists() else set()
with out.open("a") as file:
    for number in range(8):
        if number in done or number == 3:
            continue
        file.write(json.dumps({"id": number, "text": ask(f"Describe item {number}.")}) + "\n")
        file.flush()
print(len(out.read_text().splitlines()))
