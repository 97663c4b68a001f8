from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


import weakref


class Box:
    pass


alive = weakref.WeakValueDictionary()
for number in range(5):
    box = Box()
    alive[number] = box
    box.text = ask(f"Item {number}, {len(alive)} alive")
    print(len(alive), box.text)
