from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# Tries with growing pauses.
import time


def patient(text):
    for attempt in range(4):
        try:
            said = ask(f"{text} (try {attempt})")
            if len(said) < 20:
                raise ValueError("too short")
            return said
        except ValueError:
            time.sleep(0.01 * 2**attempt)
    return None


for number in range(6):
    print(patient(f"Item {number}"))
