from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# LangChain's invoke in a loop.
from langchain_anthropic import ChatAnthropic

model = ChatAnthropic(model="claude-haiku-4-5", max_tokens=50)
for number in range(4):
    print(number, model.invoke(f"Item {number}").content)
