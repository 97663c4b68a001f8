"""Gemini's batches keep the contract, inline and as a file."""

import json

import pytest
from google.genai import errors

from deferred.core.job import Job
from deferred.providers.base import State, Status
from deferred.providers.google import batch
from deferred.providers.google.status_codes import name_and_status
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


GRPC = {
    1: ("CANCELLED", 499), 2: ("UNKNOWN", 500), 3: ("INVALID_ARGUMENT", 400), 4: ("DEADLINE_EXCEEDED", 504),
    5: ("NOT_FOUND", 404), 6: ("ALREADY_EXISTS", 409), 7: ("PERMISSION_DENIED", 403), 8: ("RESOURCE_EXHAUSTED", 429),
    9: ("FAILED_PRECONDITION", 400), 10: ("ABORTED", 409), 11: ("OUT_OF_RANGE", 400), 12: ("UNIMPLEMENTED", 501),
    13: ("INTERNAL", 500), 14: ("UNAVAILABLE", 503), 15: ("DATA_LOSS", 500), 16: ("UNAUTHENTICATED", 401),
}  # fmt: skip
OTHER_ERRORS = [
    *(({"code": code}, expected) for code, expected in GRPC.items()),
    *(({"status": name}, (name, status)) for name, status in GRPC.values()),
    ({"code": 404}, ("NOT_FOUND", 404)),
    ({"code": 429}, ("RESOURCE_EXHAUSTED", 429)),
    ({"code": 499}, ("CANCELLED", 499)),
    ({"code": "14"}, ("UNAVAILABLE", 503)),
    ({"code": "ABORTED"}, ("ABORTED", 409)),
    ({}, ("INTERNAL", 500)),
]


@pytest.mark.parametrize(("error", "expected"), OTHER_ERRORS)
def test_no_error_of_a_row_has_the_status_unknown_unless_that_is_its_name(error, expected):
    job = Job("n" * 16, "google", "https://x/v1", "generateContent", "c", "m", [], 1, 1, 0.0, batch_id="b")
    line = {"metadata": {"key": "k"}, "error": {"message": "no", **error}}
    (row,) = batch.Gemini().collect(None, job, Status(State.ENDED, "succeeded", inline=(line,)))
    raised = errors.APIError(row.answer.status, json.loads(row.answer.body))
    assert (raised.status, raised.code) == expected
    assert row.answer.status == expected[1]


def test_code_zero_is_no_success_of_an_error():
    assert name_and_status({"code": 0, "message": "x"}) == ("INTERNAL", 500)
