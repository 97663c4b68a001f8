"""Ask Claude several questions at half price: `python quickstart_anthropic.py`, with ANTHROPIC_API_KEY set."""

from anthropic import Anthropic

import deferred

client = Anthropic()
cities = ["Lisbon", "Oslo", "Kraków", "Nairobi"]

with deferred.batch(cost_limit=1) as session:
    replies = [
        client.messages.create(
            model="claude-haiku-4-5",
            max_tokens=200,
            messages=[{"role": "user", "content": f"Name one thing to see in {city}, in a sentence."}],
        )
        for city in cities
    ]

for city, reply in zip(cities, replies, strict=True):
    print(f"{city}: {reply.content[0].text}")
print(session.report)
