"""Anthropic's Message Batches keep the contract."""

from tests.support.models import CLAUDE
from tests.unit.providers.contract import ProviderContract


class TestAnthropic(ProviderContract):
    name, endpoint, model = "anthropic", "/v1/messages", CLAUDE
    has_failed_jobs = False  # only rows fail

    @staticmethod
    def body(text):
        return {
            "model": CLAUDE,
            "max_tokens": 20,
            "messages": [{"role": "user", "content": text}],
        }
