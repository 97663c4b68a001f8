"""Short ways to make the three SDKs' commonest calls, for tests that are about something else."""


def ask_claude(client, text="hello", *, model="claude-haiku-4-5", **more):
    """Ask Anthropic."""
    return client.messages.create(model=model, max_tokens=64, messages=[{"role": "user", "content": text}], **more)


def ask_gpt(client, text="hello", **more):
    """Ask OpenAI."""
    return client.chat.completions.create(model="gpt-5-mini", messages=[{"role": "user", "content": text}], **more)


def ask_gemini(client, text="hello", **more):
    """Ask Gemini."""
    return client.models.generate_content(model="gemini-2.5-flash", contents=text, **more)
