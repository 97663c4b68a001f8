from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# A column of a table.
import pandas as pd

frame = pd.DataFrame({"text": [f"row {n}" for n in range(6)]})
frame["answer"] = frame["text"].apply(lambda text: ask(f"Describe {text}"))
frame.to_csv("out.csv", index=False)
print(frame["answer"].str.len().sum())
