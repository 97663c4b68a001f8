from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# OpenAI's Responses.
import openai

gpt = openai.OpenAI()
for number in range(5):
    reply = gpt.responses.create(
        model="gpt-5-mini", instructions="Be short.", input=f"Item {number}", max_output_tokens=200
    )
    print(number, reply.output_text, reply.usage.output_tokens > 0)
