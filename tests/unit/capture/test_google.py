"""The adapter of the google-genai SDK."""

from google import genai

from deferred.capture.google import SDK
from tests.support.models import GEMINI
from tests.unit.capture.contract import SdkContract


class TestGoogle(SdkContract):
    """What every adapter promises."""

    sdk = SDK

    def client_at(self, url, key="test-key"):
        return genai.Client(api_key=key, http_options={"base_url": url})

    def ask(self, client):
        return client.models.generate_content(model=GEMINI, contents="hello")
