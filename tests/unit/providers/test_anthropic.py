"""Anthropic's Message Batches keep the contract."""

from tests.unit.providers.contract import ProviderContract


class TestAnthropic(ProviderContract):
    name, endpoint, model = "anthropic", "/v1/messages", "claude-haiku-4-5"
    has_failed_jobs = False  # only rows fail

    @staticmethod
    def body(text):
        return {
            "model": "claude-haiku-4-5",
            "max_tokens": 20,
            "messages": [{"role": "user", "content": text}],
        }
