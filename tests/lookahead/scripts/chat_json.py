from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# JSON mode, and a second step with a field of it.
import json
import openai

gpt = openai.OpenAI()


def call(text, **more):
    said = [{"role": "user", "content": text}]
    reply = gpt.chat.completions.create(model="gpt-4.1-mini", max_tokens=100, messages=said, **more)
    return reply.choices[0].message.content


for number in range(4):
    found = json.loads(call(f"JSON for {number}", response_format={"type": "json_object"}))
    print(number, call(f"Explain {json.dumps(found, sort_keys=True)}"))
