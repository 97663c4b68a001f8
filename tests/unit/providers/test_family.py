"""The OpenAI family, by tables: each shape of an answer, how lists go on, and what keeps calls apart."""

import json
import math

import pytest

from deferred.core.hosts import is_one_of
from deferred.providers.base import Refused, State, Unexpected
from deferred.providers.openai import answers
from deferred.providers.openai.members import MEMBERS
from deferred.providers.openai_clients import usable_at

LINE = {"custom_id": "a"}
OK = {"choices": []}
NO = {"message": "no"}


@pytest.mark.parametrize(
    ("response", "error", "status", "body"),
    [
        ({"status_code": 200, "body": OK}, None, 200, OK),
        ({"status_code": 400, "body": {"error": NO}}, None, 400, {"error": NO}),
        ({"status_code": 400, "body": json.dumps({"error": NO})}, None, 400, {"error": NO}),  # Mistral
        ({"status_code": 500, "body": "oops"}, None, 500, {"error": {"message": "oops"}}),
        ({"body": OK}, None, 200, OK),
        (OK, None, 200, OK),  # Nebius, and Fireworks
        (None, {"code": "400", **NO}, 400, {"error": {"code": "400", **NO}}),  # DeepInfra
        (None, {"code": "batch_client_error", **NO}, 400, {"error": {"code": "batch_client_error", **NO}}),  # Together
    ],
)
def test_a_row_is_read_in_every_shape(response, error, status, body):
    row = answers.row_of({**LINE, "response": response, "error": error}, "b")
    assert (row.answer.status, json.loads(row.answer.body)) == (status, body)


@pytest.mark.parametrize(
    ("response", "error", "lost"),
    [
        (None, {"code": "batch_expired", "message": "late"}, "expired"),
        (None, {"code": "batch_cancelled", "message": "stopped"}, "cancelled"),
        (None, {"code": "odd", "message": "odd words"}, "odd words"),
        (None, "a sentence", "a sentence"),
    ],
)
def test_a_row_that_did_not_run_says_why(response, error, lost):
    assert answers.row_of({**LINE, "response": response, "error": error}, "b").lost == lost


@pytest.mark.parametrize(
    "response", [None, {"status_code": 200, "body": "text"}, {"status_code": 0, "body": OK}, {"status_code": 200}, {}]
)
def test_a_row_of_an_unknown_shape_may_have_been_paid_for(response):
    assert answers.row_of({**LINE, "response": response, "error": None}, "b").is_unclear


@pytest.mark.parametrize(
    ("page", "following"),
    [
        ([{"id": "a"}], ""),  # Together
        ({"data": [{"id": "a"}], "has_more": False}, ""),
        ({"data": [{"id": "a"}], "has_more": True, "last_id": "z"}, "after=z"),
        ({"data": [{"id": "a"}], "has_more": True}, "after=a"),  # Moonshot
        ({"data": [{"id": "a"}], "paging": {"next_cursor": "c"}}, "cursor=c"),  # Groq
        ({"data": [{"id": "a"}], "paging": {"next_cursor": None}}, ""),
        ({"data": [{"id": "a"}]}, ""),
        ({"data": [{"id": "a"}, {"id": "b"}]}, "after=b"),  # a full page that tells of no end
        ({"data": []}, ""),
    ],
)
def test_a_list_goes_on_until_something_says_that_it_ends(page, following):
    assert answers.next_page(page, full=2) == following


def test_a_list_may_be_paged_by_a_number():
    assert answers.next_page({"data": [{"id": "a"}], "has_more": True, "last_id": "a"}, 2, before=7) == "after=7"


@pytest.mark.parametrize("page", [{}, {"data": None}, {"data": [{"object": "model"}]}, "x", 3, {"data": ["id"]}])
def test_a_list_that_makes_no_sense_proves_nothing(page):
    with pytest.raises(Unexpected):
        answers.listed(page)


@pytest.mark.parametrize(
    ("told", "age"),
    [(12, 12.0), (12.5, 12.5), ("1970-01-01T00:00:12Z", 12.0), ("2026-08-28", math.inf), ("soon", math.inf),
     ("Tsoon", math.inf), (None, math.inf), ({"seconds": 1}, math.inf)],
)  # fmt: skip
def test_an_age_is_known_only_where_it_is_told_to_the_second(told, age):
    assert answers.made_at({"created_at": told}) == age


@pytest.mark.parametrize(
    ("batch", "counts"),
    [
        ({"request_counts": {"completed": 3, "failed": 1}}, (3, 1)),
        ({"request_counts": None, "completed": 3, "failed": 1}, (3, 1)),  # Novita
        ({"request_counts": {"completed": None}}, (0, 0)),
        ({"status": "completed", "request_counts": None}, (9, 0)),  # SiliconFlow
        ({"status": "COMPLETED"}, (9, 0)),  # Together
        ({"status": "cancelled"}, (0, 0)),
    ],
)
def test_counts_are_read_where_they_stand(batch, counts):
    assert answers.counts_of(batch, 9) == counts


@pytest.mark.parametrize(
    ("errors", "words"),
    [
        ({"errors": {"data": [{"message": "m"}]}}, "m"),
        ({"errors": [{"message": "m"}]}, "m"),  # Groq
        ({"errors": "m"}, "m"),  # Novita, Cerebras
        ({"error": "m"}, "m"),  # Together
        ({"error": {"message": "m"}}, "m"),
        ({"errors": ["m"]}, "m"),
        ({}, "the provider gave no reason"),
        ({"errors": None, "error": None}, "the provider gave no reason"),
    ],
)
def test_a_failure_is_told_in_the_providers_words(errors, words):
    status = answers.failure_of(errors, 1)
    assert (status.state, status.gone_wrong) == (State.FAILED, words)


@pytest.mark.parametrize(("first", "blamed"), [(1, [0, 2]), (0, [1, 3])])
def test_lines_are_counted_as_the_member_counts_them(first, blamed):
    batch = {"errors": {"data": [{"line": 1, **NO}, {"line": 3, **NO}, {"line": None, **NO}]}}
    assert [line for line, _ in answers.failure_of(batch, first).bad_lines] == blamed


@pytest.mark.parametrize(
    ("status", "body", "name"),
    [(409, b'{"file_id": "f"}', "f"), (409, b'{"id": "f"}', "f"), (409, b'{"id": 3}', None), (409, b"no", None),
     (409, b"[]", None), (400, b'{"file_id": "f"}', None)],
)  # fmt: skip
def test_a_copy_of_a_file_is_told_from_other_refusals(status, body, name):
    assert answers.name_of_copy(Refused(status, body, {})) == name


def test_what_no_job_may_mix_keeps_calls_apart():
    member = MEMBERS["dashscope"]
    thinking, plain = member.split({"enable_thinking": True}), member.split({"model": "m"})
    assert (thinking, plain) == ({"deferred-enable-thinking": "true"}, {})
    assert MEMBERS["groq"].split({"enable_thinking": True}) == {}


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("api.groq.com", "groq"), ("API.GROQ.COM", "groq"), ("api.groq.com.evil.example", ""), ("xapi.groq.com", ""),
        ("team.openai.azure.com", "azure"), (".openai.azure.com", "azure"), ("openai.azure.com", ""),
        ("eu.api.openai.com", "openai"), ("api.x.ai", "xai"), ("api.groq.com:8443", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_host_belongs_to_one_member_or_none(host, name):
    assert usable_at(host) == name


def test_a_star_stands_for_one_part_of_a_name():
    assert is_one_of("a.b.c", ["a.*.c"])
    assert not is_one_of("a.b.b.c", ["a.*.c"])
    assert not is_one_of("a..d", ["a.*.c"])


@pytest.mark.parametrize("member", MEMBERS.values(), ids=lambda member: member.name)
def test_every_row_is_complete(member):
    assert member.key_variable
    assert member.endpoints
    assert all(endpoint.startswith("/") for endpoint in member.endpoints)
    assert member.price.source
    assert 0 <= member.price.discount < 1
    assert member.home.startswith("https://") or not any(not host.startswith(".") for host in member.hosts)
