"""Scripts that ask each provider some questions and print the answers as JSON."""

COUNT = 12
CALL = {
    "anthropic": "client.messages.create(model='claude-haiku-4-5', max_tokens=64, messages=[{'role': 'user', 'content': text}])",
    "openai": "client.chat.completions.create(model='gpt-5-mini', messages=[{'role': 'user', 'content': text}])",
    "google": "client.models.generate_content(model='gemini-2.5-flash', contents=text)",
    "embeddings": "client.models.embed_content(model='gemini-embedding-001', contents=text)",
}
CLIENT = {
    "anthropic": ("anthropic.Anthropic()", "anthropic.AsyncAnthropic()"),
    "openai": ("openai.OpenAI()", "openai.AsyncOpenAI()"),
    "google": ("genai.Client()", "genai.Client().aio"),
    "embeddings": ("genai.Client()", "genai.Client().aio"),
}
READ = {
    "anthropic": "reply.content[0].text",
    "openai": "reply.choices[0].message.content",
    "google": "reply.text",
    "embeddings": "f'{text} {len(reply.embeddings[0].values)}'",
}
SYNC = """
import json, anthropic, openai, deferred
from google import genai
client = {client}
texts = [f"question {{n}}." for n in range({count})]
with deferred.batch(name="run"):
    replies = [{call} for text in texts]
print(json.dumps([{read} for reply, text in zip(replies, texts)]))
"""
ASYNC = """
import asyncio, json, anthropic, openai, deferred
from google import genai
texts = [f"question {{n}}." for n in range({count})]
async def main():
    client = {client}
    async with deferred.batch(name="run"):
        return await asyncio.gather(*({call} for text in texts))
replies = asyncio.run(main())
print(json.dumps([{read} for reply, text in zip(replies, texts)]))
"""


def script(provider, kind="sync", count=COUNT):
    """An ordinary script of `count` calls."""
    form, client = (SYNC, CLIENT[provider][0]) if kind == "sync" else (ASYNC, CLIENT[provider][1])
    return form.format(client=client, call=CALL[provider], read=READ[provider], count=count)
