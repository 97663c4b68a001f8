"""Rows of a results file: one that is odd takes no other with it."""

import contextlib
import json

import pytest

from deferred import providers
from deferred.core.job import Job
from deferred.providers.base import parsed_lines

pytestmark = pytest.mark.usefixtures("no_session_left")


ODD = ['{"n": 1' + "0" * 30 + "}", '{"s": "\\ud83d"}', '{"list": [1e400]}']


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("provider", ["anthropic", "openai", "google"])
def test_one_odd_row_does_not_take_the_others_with_it(provider, odd):
    row = {
        "anthropic": '{"custom_id": "%s", "result": {"type": "succeeded", "message": %s}}',
        "openai": '{"custom_id": "%s", "response": {"status_code": 200, "body": %s}}',
        "google": '{"key": "%s", "response": %s}',
    }[provider]
    lines = [
        row % ("a", '{"x": 1}'),
        row % ("b", odd),
        row % ("c", '{"x": 3}'),
        '{"custom_id": "d", "key": "d", "result": "text"}',
    ]
    rows = list(collected(provider, lines))
    assert [json.loads(found.answer.body) for found in rows[:1] + rows[2:3]] == [{"x": 1}, {"x": 3}]
    assert rows[1].answer is not None
    assert rows[3].answer is None


def collected(provider, lines):
    """Read lines as the adapter reads a results file."""

    class Wire:
        @contextlib.contextmanager
        def lines(self, url, *, headers=None):
            yield iter(line.encode() for line in lines)

    from deferred.providers.base import State, Status

    job = Job("n" * 16, provider, "https://x/v1", "/v1/x", "c", "m", [], 1, 1, 0.0, batch_id="b")
    return providers.PROVIDERS[provider].collect(Wire(), job, Status(State.ENDED, "ended", results=("file",)))


def test_a_malformed_line_is_passed_over():
    assert list(parsed_lines(iter([b"{", b'{"a": 1}', b"[1]", b'"x"']))) == [{"a": 1}]
