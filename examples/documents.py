"""Read a folder of invoices with three models and show how many agree: `python documents.py FOLDER`."""

import sys
from pathlib import Path

from anthropic import Anthropic
from google import genai
from openai import OpenAI
from pydantic import BaseModel

import deferred


class Invoice(BaseModel):
    """The values that each model has to find."""

    supplier: str
    invoice_number: str
    total: float
    due: str


claude, gpt, gemini = Anthropic(), OpenAI(), genai.Client()
as_invoice = {"response_mime_type": "application/json", "response_schema": Invoice, "max_output_tokens": 2000}

replies = []
with deferred.batch(cost_limit=1) as session:
    for file in sorted(Path(sys.argv[1]).glob("*.txt")):
        text = "Read this invoice.\n\n" + file.read_text()
        messages = [{"role": "user", "content": text}]
        replies.append(
            (
                claude.messages.parse(
                    model="claude-haiku-4-5", max_tokens=400, messages=messages, output_format=Invoice
                ),
                gpt.responses.parse(model="gpt-5-mini", max_output_tokens=2000, input=text, text_format=Invoice),
                gemini.models.generate_content(model="gemini-2.5-flash", contents=text, config=as_invoice),
            )
        )

for from_claude, from_gpt, from_gemini in replies:
    readings = [from_claude.parsed_output, from_gpt.output_parsed, from_gemini.parsed]
    one = readings[0]
    agreed = f"{readings.count(one)} of 3 agree"
    print(f"{one.supplier:20}{one.invoice_number:13}{one.total:>9,.2f}  due {one.due:15}{agreed}")
print(session.report)
