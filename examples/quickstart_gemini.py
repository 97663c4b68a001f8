"""Ask Gemini at half price, and see which calls failed: `python quickstart_gemini.py`, with GEMINI_API_KEY set."""

from google import genai

import deferred

client = genai.Client()
words = ["serendipity", "petrichor", "hiraeth"]

with deferred.batch(cost_limit=1) as session:
    for word in words:
        client.models.generate_content(
            model="gemini-2.5-flash",
            contents=f"Explain the word {word} in one sentence.",
            config={"max_output_tokens": 1000},
        )

# One record of each call, in order, the same for all SDKs. A failed call does not raise here.
for word, result in zip(words, session.results(), strict=True):
    print(f"{word}: {result.text if result.is_success else result.error}")
print(session.report)
