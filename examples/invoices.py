"""Read a folder of PDF invoices, and print the page of each value: `python invoices.py FOLDER [PROVIDER]`.

PROVIDER is anthropic (the default), openai or google. `make_invoices.py` writes a folder of sample invoices.
"""

import sys
from pathlib import Path

from anthropic import Anthropic
from anthropic.types.parsed_message import ParsedMessage
from google import genai
from google.genai.types import GenerateContentResponse
from openai import OpenAI
from openai.types.responses import ParsedResponse
from pydantic import BaseModel, Field

import deferred


class Item(BaseModel):
    """One line of an invoice."""

    description: str
    amount: float = Field(description="what this line comes to; negative for a credit")


class Invoice(BaseModel):
    """The values of an invoice."""

    supplier: str = Field(description="who is to be paid")
    number: str
    issued: str = Field(description="YYYY-MM-DD")
    due: str = Field(description="YYYY-MM-DD")
    items: list[Item]
    net: float
    tax: float
    total: float


QUESTION = "Read this invoice."


def ask_anthropic(client: Anthropic, file: Path) -> ParsedMessage[Invoice]:
    # The API refuses citations together with a schema. Inside a block the call works.
    document = deferred.document(file, citations=True, provider="anthropic")
    content = [document, {"type": "text", "text": QUESTION}]
    messages = [{"role": "user", "content": content}]
    return client.messages.parse(model="claude-haiku-4-5", max_tokens=2000, messages=messages, output_format=Invoice)


def ask_openai(client: OpenAI, file: Path) -> ParsedResponse[Invoice]:
    document = deferred.document(file, provider="openai")
    content = [document, {"type": "input_text", "text": QUESTION}]
    messages = [{"role": "user", "content": content}]
    return client.responses.parse(model="gpt-5-mini", max_output_tokens=4000, input=messages, text_format=Invoice)


def ask_google(client: genai.Client, file: Path) -> GenerateContentResponse:
    document = deferred.document(file, provider="google")
    config = {"response_mime_type": "application/json", "response_schema": Invoice, "max_output_tokens": 4000}
    return client.models.generate_content(model="gemini-2.5-flash", contents=[document, QUESTION], config=config)


ASK = {"anthropic": (Anthropic, ask_anthropic), "openai": (OpenAI, ask_openai), "google": (genai.Client, ask_google)}


def show(name: str, result: deferred.Result) -> None:
    """Print a line for each field: its value, page and quote."""
    print(f"\n{name}")
    if result.error:
        print(f"  {result.error}")
        return
    fields = result.parsed.model_dump(exclude={"items"})
    for number, item in enumerate(result.parsed.items):
        fields |= {f"items[{number}].{field}": value for field, value in item.model_dump().items()}
    for path, value in fields.items():
        cited = result.citation_mappings.get(path)
        page, quote = (cited[0].page, " ".join(cited[0].text.split())) if cited else ("", "(not found)")
        print(f"  {path:22}{value!s:34}{page or '':>4}  {quote}")


folder, provider = Path(sys.argv[1]), (sys.argv[2:] or ["anthropic"])[0]
make_client, ask = ASK[provider]
client = make_client()
files = sorted(folder.glob("*.pdf"))
# A PDF does not contain its number of tokens. Three pages, each with its picture, have far fewer than this limit.
with deferred.batch(cost_limit=1, max_input_tokens=20_000) as session:
    replies = [ask(client, file) for file in files]

for file, reply in zip(files, replies, strict=True):
    show(file.name, deferred.result(reply))
print(f"\n{session.report}")
