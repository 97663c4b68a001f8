from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# An agent that chooses tools until it is done.
import re

TOOLS = {"search": lambda words: f"found {len(words)} pages", "add": lambda words: "42"}
for task in ["count the pages", "add the numbers", "write a poem"]:
    history = [f"Task: {task}"]
    for step in range(3):
        said = ask("\n".join(history) + f"\nStep {step}:")
        found = re.search(r"Action: (\w+)", said)
        if found is None or found.group(1) not in TOOLS:
            break
        history.append(f"{said}\nResult: {TOOLS[found.group(1)](said)}")
    print(task, step, said)
