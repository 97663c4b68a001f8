"""Add columns to a data frame: `python pandas_frame.py`, with OPENAI_API_KEY set and pandas installed.

`deferred.tag(row=...)` names each call by the index of its row, so that the answers join the frame, in any order and
with rows whose call failed.
"""

import pandas as pd
from openai import OpenAI
from pydantic import BaseModel

import deferred


class Rating(BaseModel):
    """What is asked of each review."""

    happy: bool
    topic: str


client = OpenAI()
frame = pd.DataFrame(
    {"review": ["The kettle is a joy.", "The lamp broke at once.", "The rug is soft, the colour is not as shown."]},
    index=[101, 102, 103],
)

with deferred.batch(cost_limit=1) as session:
    for index, review in frame["review"].items():
        with deferred.tag(row=index):
            client.responses.parse(model="gpt-5-mini", input=review, text_format=Rating, max_output_tokens=2000)

rated = frame.join(session.results().to_pandas().set_index("row")[["happy", "topic", "error", "cost_usd"]])
print(rated)
print(session.report)
