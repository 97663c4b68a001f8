from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# Retrieval by embeddings, then an answer.
import numpy as np
import openai

gpt = openai.OpenAI()
DOCS = [f"Note {n}: the {word} is kept in room {n}." for n, word in enumerate(["key", "map", "tea", "rope"])]


def embed(text):
    return np.array(gpt.embeddings.create(model="text-embedding-3-small", input=text, dimensions=64).data[0].embedding)


matrix = np.stack([embed(doc) for doc in DOCS])
for question in ["Where is the key?", "Where is the tea?", "Who has the rope?"]:
    best = int(np.argmax(matrix @ embed(question)))
    print(ask(f"Context: {DOCS[best]}\nQuestion: {question}"))
