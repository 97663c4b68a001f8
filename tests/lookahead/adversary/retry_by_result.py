from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# A library that tries again by the result, with the attempt in the prompt.
import itertools
from tenacity import retry, retry_if_result, stop_after_attempt, wait_none

count = itertools.count()


@retry(retry=retry_if_result(lambda said: said.count("sample") == 0), stop=stop_after_attempt(4), wait=wait_none())
def stubborn(number):
    return ask(f"{number}, attempt {next(count)}")


for number in range(6):
    print(stubborn(number))
