"""The adapter of the openai SDK."""

import openai

from deferred.capture.openai import SDK
from tests.support.models import GPT
from tests.unit.capture.contract import SdkContract


class TestOpenAi(SdkContract):
    """What every adapter promises."""

    sdk = SDK

    def client_at(self, url, key="test-key"):
        return openai.OpenAI(api_key=key, base_url=f"{url}/v1", max_retries=0)

    def ask(self, client):
        return client.chat.completions.create(model=GPT, messages=[{"role": "user", "content": "hello"}])
