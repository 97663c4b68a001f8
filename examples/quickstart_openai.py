"""Read reviews into typed objects at half price: `python quickstart_openai.py`, with OPENAI_API_KEY set."""

from typing import Literal

from openai import OpenAI
from pydantic import BaseModel

import deferred


class Review(BaseModel):
    """The values to read from a review."""

    mood: Literal["happy", "unhappy"]
    product: str


client = OpenAI()
texts = [
    "Product: kettle. I am happy with it, it boils in a minute.",
    "Product: lamp. I am unhappy, the switch broke on the first day.",
    "Product: rug. My cat is happy, and so am I.",
]

with deferred.batch(cost_limit=1) as session:
    replies = [
        client.responses.parse(model="gpt-5-mini", input=text, text_format=Review, max_output_tokens=2000)
        for text in texts
    ]

for reply in replies:
    review = reply.output_parsed
    print(f"{review.product}: {review.mood}")
print(session.report)
