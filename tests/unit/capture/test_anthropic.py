"""The adapter of the anthropic SDK."""

import anthropic

from deferred.capture.anthropic import SDK
from tests.support.models import CLAUDE
from tests.unit.capture.contract import SdkContract


class TestAnthropic(SdkContract):
    """What every adapter promises."""

    sdk = SDK

    def client_at(self, url, key="test-key"):
        return anthropic.Anthropic(api_key=key, base_url=url, max_retries=0)

    def ask(self, client):
        return client.messages.create(model=CLAUDE, max_tokens=64, messages=[{"role": "user", "content": "hello"}])
