"""Gemini's batches keep the contract, inline and as a file."""

import pytest

from deferred.providers.google import batch
from tests.unit.providers.contract import ProviderContract


class TestGemini(ProviderContract):
    name, endpoint, model = "google", "generateContent", "models/gemini-2.5-flash"

    @staticmethod
    def body(text):
        return {"contents": [{"role": "user", "parts": [{"text": text}]}]}


class TestGeminiFiles(TestGemini):
    @pytest.fixture(autouse=True)
    def nothing_fits_inline(self, monkeypatch):
        monkeypatch.setattr(batch, "_INLINE_BYTES", 0)
