from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# Gemini with a schema.
import pydantic
from google import genai

gemini = genai.Client()


class City(pydantic.BaseModel):
    name: str
    size: int


for number in range(4):
    config = {"response_mime_type": "application/json", "response_schema": City, "max_output_tokens": 200}
    reply = gemini.models.generate_content(model="gemini-2.5-flash", contents=f"City {number}", config=config)
    print(number, reply.parsed)
