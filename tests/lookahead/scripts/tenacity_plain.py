from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# tenacity around a call that fits at once.
from tenacity import retry, stop_after_attempt, wait_none


@retry(stop=stop_after_attempt(3), wait=wait_none())
def careful(text):
    said = ask(text)
    if not said:
        raise ValueError(text)
    return said


for number in range(5):
    print(careful(f"Item {number}"))
