"""The script that the README's pictures show: three models read reviews, and a fourth judges one of them."""

import anthropic
import openai
from google import genai

import deferred
from tests.support.models import CLAUDE, GEMINI, GPT

TEXT = "It boils, and it sings while it does. " * 20
claude, gpt, gemini = anthropic.Anthropic(), openai.OpenAI(), genai.Client()


def ask_claude(text, model=CLAUDE):
    return claude.messages.create(model=model, max_tokens=300, messages=[{"role": "user", "content": text}])


def ask_gpt(text):
    return gpt.responses.create(model=GPT, input=text, max_output_tokens=300)


def ask_gemini(text):
    return gemini.models.generate_content(model=GEMINI, contents=text, config={"max_output_tokens": 300})


def run(meanwhile):
    """Ask; `meanwhile` is called with the session while its first jobs run. Gives the report."""
    with deferred.batch(name="reviews", cost_limit=2, time_limit="6h", max_requests=150, progress=True) as session:
        questions = [f"Is review {n} happy or not, and why? {TEXT}" for n in range(220)]
        replies = [(ask_claude(text), ask_gpt(text), ask_gemini(text))[1] for text in questions]
        session.flush()
        meanwhile(session)
        session.wait()
        good = [reply for reply in replies if deferred.future(reply).exception() is None]
        verdicts = [ask_claude(f"Is this right? {reply.output_text}", "claude-sonnet-4-5") for reply in good[:60]]
        assert any(deferred.future(verdict).exception() is None for verdict in verdicts)
    return session.report
