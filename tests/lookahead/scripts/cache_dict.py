from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# A cache of one's own, by prompt.
cache = {}


def cached(text):
    if text not in cache:
        cache[text] = ask(text)
    return cache[text]


for word in ["sun", "moon", "sun", "star", "moon", "sea"]:
    print(word, cached(f"Translate {word}."))
print(len(cache))
