"""Short ways to make the three SDKs' commonest calls, for tests that are about something else."""

import sys

import openai

import deferred
from tests.support.models import CLAUDE, GEMINI, GPT


def ask_claude(client, text="hello", *, model=CLAUDE, **more):
    """Ask Anthropic."""
    return client.messages.create(model=model, max_tokens=64, messages=[{"role": "user", "content": text}], **more)


def ask_gpt(client, text="hello", *, model=GPT, **more):
    """Ask OpenAI."""
    return client.chat.completions.create(model=model, messages=[{"role": "user", "content": text}], **more)


def ask_gemini(client, text="hello", **more):
    """Ask Gemini."""
    return client.models.generate_content(model=GEMINI, contents=text, **more)


def errors_of(replies, timeout=5):
    found = []
    for reply in replies:
        try:
            found.append(deferred.future(reply).exception(timeout))
        except TimeoutError:
            found.append("pending")
    return found


def read(reply):
    """Wait for a reply and give its words."""
    return reply.content[0].text


def http_module():
    """The HTTP library that the installed openai speaks."""
    return sys.modules[type(openai.OpenAI(api_key="k")._client).__mro__[-3].__module__.partition(".")[0]]
