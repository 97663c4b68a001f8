"""Extract orders from letters with instructor: `python instructor_extract.py`, with OPENAI_API_KEY set.

`create` returns at once. If the pydantic model rejects an answer, instructor asks again; these calls are the next job.
"""

import instructor
from openai import OpenAI
from pydantic import BaseModel, Field

import deferred


class Order(BaseModel):
    """The order in a letter."""

    product: str
    quantity: int = Field(ge=1)


client = instructor.from_openai(OpenAI())
letters = [
    "Good morning, we are out of lamps again. Product: lamp. Quantity: 12. As always by van, please.",
    "Product: kettle. Quantity: 3. The last ones were splendid.",
    "Dear all, for the new flat I need this. Product: rug. Quantity: 1. Thank you!",
]

with deferred.batch(cost_limit=1) as session:
    orders = [
        client.create(
            model="gpt-5-mini",
            max_completion_tokens=2000,
            response_model=Order,
            messages=[{"role": "user", "content": letter}],
        )
        for letter in letters
    ]

for order in orders:
    print(f"{order.quantity:3} x {order.product}")
print(session.report)
