from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# One provider answers, another judges.
import openai

gpt = openai.OpenAI()
for number in range(4):
    answer = ask(f"Answer {number}")
    said = [{"role": "user", "content": f"Judge: {answer}"}]
    verdict = gpt.chat.completions.create(model="gpt-4.1-mini", max_tokens=50, messages=said)
    print(number, verdict.choices[0].message.content)
