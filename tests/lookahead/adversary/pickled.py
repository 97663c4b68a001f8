from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


import copy
import pickle

kept = []
for number in range(5):
    said = [{"role": "user", "content": f"Item {number}"}]
    reply = client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said)
    kept.append(pickle.loads(pickle.dumps(copy.deepcopy(reply))).content[0].text)
print(kept)
