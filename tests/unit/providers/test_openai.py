"""OpenAI's Batch API keeps the contract, and what differs between members of its family comes from a row."""

from dataclasses import replace

from deferred.core.job import Job
from deferred.providers.base import Reply, State
from deferred.providers.openai.batch import OpenAI
from deferred.providers.openai.family import OPENAI, Creation
from tests.unit.providers.contract import ProviderContract


class TestOpenAI(ProviderContract):
    name, endpoint, model = "openai", "/v1/chat/completions", "gpt-4.1-mini"
    counts_tokens = False  # of responses only

    @staticmethod
    def body(text):
        return {"model": "gpt-4.1-mini", "messages": [{"role": "user", "content": text}]}


class TestOpenAIResponses(ProviderContract):
    name, endpoint, model = "openai", "/v1/responses", "gpt-4.1-mini"

    @staticmethod
    def body(text):
        return {"model": "gpt-4.1-mini", "input": text}


class Says:
    """A connection that gives one answer and keeps what it was asked."""

    def __init__(self, body):
        self.body, self.asked = body, []

    def request(self, method, url, *, body=None, headers=None):
        self.asked.append(body)
        return Reply(200, {}, self.body)


def test_a_member_of_the_family_has_its_own_name_limits_words_and_time():
    limits = replace(OPENAI.limits, requests=7)
    member = replace(OPENAI, name="other", limits=limits, creation=Creation(window="7d", version="/v4"))
    adapter = OpenAI(member)
    job = Job("n" * 16, "other", "https://x/v1", "/v1/x", "c", "m", [], 1, 1, 0.0, batch_id="b")
    assert (adapter.name, adapter.limits.requests) == ("other", 7)
    assert adapter.check(Says(b'{"status": "COMPLETED", "output_file_id": "f"}'), job).state is State.ENDED
    assert adapter.check(Says(b'{"status": "PROGRESS", "output_file_id": "f"}'), job).state is State.RUNNING
    creating = Says(b'{"id": "b"}')
    adapter.create(creating, job, None)
    assert creating.asked[0]["completion_window"] == "7d"
    assert creating.asked[0]["endpoint"] == "/v4/x"
