from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# What is asked second is chosen by an answer that only a later wave has.
import re
import zlib

history = "start"
TOOLS = {"a": "Search", "b": "Read", "c": "Write", "d": "Think", "1": "Run", "2": "Stop"}
for turn in range(12):
    said = ask(f"History {history}. What next?")
    kind = re.search(r"start|sample", said)
    tool = TOOLS["abcd"[turn % 4]] if kind and said.startswith("You wrote") else "Say that again"
    prompts = {True: f"{tool} {turn}"}
    obs = ask(prompts.get(True))
    history = str(zlib.crc32(said.encode()) % 1000) + said[-20:]
print(history)
