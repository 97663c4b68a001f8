"""xAI's Batch API keeps the contract: counters, pages and errors that are text are read as an end, rows and refusals."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import format_datetime

import pytest

from deferred.capture import from_environment
from deferred.core.call import Answer
from deferred.core.job import Job
from deferred.core.profile import profile_of
from deferred.pricing import prices
from deferred.pricing.prices import Model
from deferred.pricing.usage import UsageTotals
from deferred.providers import PROVIDERS
from deferred.providers.base import UNCLEAR, Reply, State, Status, Unexpected
from deferred.providers.xai import answers
from deferred.simulator import Simulator
from tests.unit.providers.contract import TEXTS, Garbled, ProviderContract

MODEL = "grok-4.3"


@pytest.fixture
def sim(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XAI_API_KEY", "key")
    with Simulator(speaks="xai") as simulator:
        yield simulator


class TestXai(ProviderContract):
    name, endpoint, model = "xai", "/v1/chat/completions", MODEL
    counts_tokens = False

    @staticmethod
    def body(text):
        return {"model": MODEL, "messages": [{"role": "user", "content": text}]}

    @pytest.fixture(autouse=True)
    def opened(self, sim):
        self.sim = sim
        self.provider = PROVIDERS[self.name]
        account = from_environment.account(self.name, sim.url + "/v1", [sim.host])
        self.base_url, self.credential, self.connection = account.base_url, account.credential, account.connection
        yield
        account.connection.close()

    def test_a_row_that_failed_has_its_status(self):
        self.sim.faults.error_rows, self.sim.faults.error_status = {0}, 429
        job, status = self.ended()
        by_name = {row.custom_id: row for row in self.rows_of(job, status)}
        first, *others = job.by_custom_id()
        refused = by_name[first].answer  # its status is lost: an error is nothing but text
        assert (refused.status, json.loads(refused.body)["error"]) == (400, "A simulated failure.")
        assert all(by_name[name].answer.ok for name in others)

    def test_a_row_of_unknown_shape_is_unclear_and_a_cut_line_is_passed_over(self):
        job, _ = self.ended()
        strange = [{"batch_request_id": "a"}, {"batch_request_id": "b", "batch_result": {"response": {"x": 1}}}, [1], 5]
        pages = Garbled(json.dumps({"results": strange}).encode())
        given = list(self.provider.collect(pages, job, Status(State.ENDED, "")))
        assert [row.custom_id for row in given] == ["a", "b", "", ""]
        assert all(row.answer is None and row.lost.startswith(UNCLEAR) for row in given)

    def test_all_of_ours_are_listed_newest_first(self):
        jobs = []
        for _ in range(3):
            jobs.append(self.created())
            self.sim.clock.advance(86_400)  # there are no times but days
        assert list(self.provider.all_of_ours(self.connection, jobs[0])) == [job.batch_id for job in reversed(jobs)]

    @pytest.mark.parametrize("order", ["newest", "oldest"])
    def test_a_job_is_found_on_any_page_whatever_its_age(self, order, monkeypatch):
        monkeypatch.setattr("deferred.providers.xai.batch._BATCHES", 2)
        self.sim.faults.list_order = order
        jobs = [self.created() for _ in range(5)]
        assert [self.found(job, age=0.0) for job in jobs] == [[job.batch_id] for job in jobs]

    def test_results_come_in_pages(self, monkeypatch):
        monkeypatch.setattr("deferred.providers.xai.batch._RESULTS", 3)
        job, status = self.ended(TEXTS * 5)
        assert {row.custom_id for row in self.rows_of(job, status)} == set(job.by_custom_id())

    def test_a_model_that_no_batch_takes_is_named_by_the_failed_job(self):
        self.model = "grok-4.5"
        self.body = lambda text: {"model": "grok-4.5", "messages": [{"role": "user", "content": text}]}
        _, status = self.ended()
        assert (status.state, status.refusal.status) == (State.FAILED, 400)
        assert status.gone_wrong == "Model grok-4.5 is not supported for batch processing."


def state(asked=4, pending=0, success=0, error=0, cancelled=0, **more):
    names = ("requests", "pending", "success", "error", "cancelled")
    counts = dict(zip(names, (asked, pending, success, error, cancelled), strict=True))
    told = {f"num_{name}": count for name, count in counts.items()}
    return {"batch_id": "b", "expire_time": "2026-09-27", "state": told, **more}


def on(day):
    return {"date": format_datetime(datetime(2026, 9, day, 12, tzinfo=UTC), usegmt=True)}


@pytest.mark.parametrize(
    ("batch", "day", "expected", "settles"),
    [
        ({}, 1, (State.RUNNING, "validating"), False),
        (state(0), 1, (State.RUNNING, "validating"), False),
        (state(4, 4), 1, (State.RUNNING, "in progress"), False),
        (state(4, 1, 3), 27, (State.RUNNING, "in progress"), False),
        (state(4, 0, 2), 1, (State.RUNNING, "in progress"), False),  # counters that do not add up
        (state(4, 0, 4), 1, (State.ENDED, "completed"), False),
        (state(4, 0, 3, 1), 1, (State.ENDED, "completed"), False),
        (state(3, 0, 3), 1, (State.ENDED, "completed"), True),  # the fourth line may not have been read yet
        (state(4, 0, 0, 0, 4), 1, (State.ENDED, "cancelled"), True),
        (state(4, 1, 3), 28, (State.ENDED, "expired"), False),  # a row may wait for ever
        (state(4, 2, 2, cancel_by_xai_message="no"), 1, (State.ENDED, "cancelled"), True),
        (state(0, cancel_by_xai_message="no"), 1, (State.FAILED, "failed"), False),
    ],
)
def test_a_status_is_derived_from_counters(batch, day, expected, settles):
    status = answers.status_of(batch, 4, on(day))
    assert ((status.state, status.words), status.settles > 20) == (expected, settles)


def test_a_failed_job_blames_the_lines_that_its_message_names():
    told = "JSONL file validation failed: line 2: missing field `model`; line 4: invalid JSON"
    status = answers.failure_of(told, "b")
    assert [(line, json.loads(answer.body)["error"]) for line, answer in status.bad_lines] == [
        (1, "line 2: missing field `model`"),
        (3, "line 4: invalid JSON"),
    ]


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ("Invalid temperature", 400),
        ("Rate limit exceeded", 429),
        ("The service is currently unavailable", 503),
        ("Internal error", 503),
        ("Your image URL has expired", 400),
        ("The request expired.", "expired"),
        ({"code": 3, "message": "no"}, 400),
        ({"code": 8, "message": "no"}, 429),
        ({"code": "14", "message": "no"}, 503),
        ({"code": 429, "message": "no"}, 429),
        ({"code": "RESOURCE_EXHAUSTED", "message": "no"}, 429),
        ({"code": "Some resource has been exhausted", "error": "no"}, 429),
        ({"message": "no"}, 400),
    ],
)
def test_errors_of_rows_are_texts_or_objects(error, expected):
    row = answers.row_of({"batch_request_id": "a", "batch_result": {"error": error}}, "b")
    assert (row.lost if row.answer is None else row.answer.status) == expected
    if row.answer is not None:
        told = json.loads(row.answer.body)
        assert set(told) == {"code", "error"}
        assert isinstance(told["error"], str)


def test_pages_that_lead_in_a_circle_are_no_whole_results():
    job = Job("n" * 16, "xai", "https://x/v1", "/v1/x", "c", "m", [], 1, 1, 0.0, batch_id="b")
    pages = Garbled(b'{"results": [], "pagination_token": "again"}')
    with pytest.raises(Unexpected, match="no end"):
        list(PROVIDERS["xai"].collect(pages, job, Status(State.ENDED, "")))


def test_a_token_of_a_page_is_sent_as_it_came():
    class Paged:
        def __init__(self):
            self.asked = []

        def request(self, method, url, *, body=None, headers=None):
            self.asked.append(url)
            return Reply(
                200, {}, b'{"results": []' + (b', "pagination_token": "a+/="}' if len(self.asked) < 2 else b"}")
            )

    job = Job("n" * 16, "xai", "https://x/v1", "/v1/x", "c", "m", [], 1, 1, 0.0, batch_id="b")
    pages = Paged()
    list(PROVIDERS["xai"].collect(pages, job, Status(State.ENDED, "")))
    assert pages.asked[1].endswith("/batches/b/results?limit=500&pagination_token=a%2B%2F%3D")


def answer(**usage):
    told = {"prompt_tokens": 1_000_000, "completion_tokens": 100_000, **usage}
    body = {"object": "chat.completion", "model": MODEL, "choices": [], "usage": told}
    return Answer(200, json.dumps(body).encode(), None, "b")


def test_an_answer_costs_what_it_says_and_else_a_fifth_less_than_a_live_one():
    model = Model("xai", MODEL)
    stated = answer(cost_in_usd_ticks=12_340_000_000)
    assert prices.cost(model, stated, None) == Decimal("1.234")
    live = UsageTotals.of(model, stated, None)
    assert live.cost == Decimal("1.234")
    assert live.live_cost > live.cost
    untold = UsageTotals.of(model, answer(), None)
    assert untold.cost == untold.live_cost * Decimal("0.8")
    other = UsageTotals.of(Model("xai", "grok-4.5"), answer(), None)
    assert other.cost == other.live_cost


def test_tokens_of_reasoning_are_counted_beside_those_of_the_completion():
    plain = prices.cost(Model("xai", MODEL), answer(), None)
    thought = answer(completion_tokens_details={"reasoning_tokens": 900_000})
    assert prices.usage("xai", thought.body).output_tokens == 1_000_000
    assert prices.cost(Model("xai", MODEL), thought, None) > plain


@pytest.mark.parametrize(
    ("host", "is_own"),
    [
        ("api.x.ai", True),
        ("us-east-1.api.x.ai", True),
        ("x.ai", False),
        ("api.x.ai.evil.com", False),
        ("api.x.ai:444", False),
        ("evilapi.x.ai", False),
    ],
)
def test_a_key_goes_to_its_own_hosts_alone(host, is_own):
    assert profile_of("xai").wire.is_own(host) is is_own
