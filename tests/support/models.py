"""The models that tests call, in one table: when an SDK warns of one, or a provider retires it, it changes here."""

CLAUDE = "claude-haiku-4-5"
CLAUDE_LARGE = "claude-opus-4-8"
GPT = "gpt-5-mini"
GEMINI = "gemini-2.5-flash"
