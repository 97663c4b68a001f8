"""What the providers really sent, through our adapters and through the SDKs.

Every recording of a supported endpoint is replayed: conversations about batches through the adapters (with vcrpy and
real HTTP clients) and through a whole session, single responses as rows of a batch.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anthropic
import openai
import pytest
from google import genai

import deferred
from deferred.capture.connection import HttpConnection
from deferred.core.job import Job, Rows
from deferred.providers import PROVIDERS
from deferred.providers.base import Row, State, Status

from . import recordings
from .recordings import Replay, load, post, rows_asked
from .stub import Stub
from .ways import Way, client, exact, live_bodies, rows_sent

vcr = pytest.importorskip("vcr")
pytestmark = [
    pytest.mark.filterwarnings("ignore:(?s)The model .* is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:(?s)Using Claude with .* and 'thinking.type=enabled' is deprecated:UserWarning"),
]

ROOTS = {
    "anthropic": "https://api.anthropic.com",
    "openai": "https://api.openai.com/v1",
    "google": "https://generativelanguage.googleapis.com/v1beta",
}
URL_BASE64 = str.maketrans("-_", "+/")
# A reply in short: its id, how its text begins, how long the text is, tokens in, tokens out.
Brief = tuple[str | None, str, int, int, int]


@dataclass(frozen=True)
class Conversation:
    """What was recorded of one batch, read from the recording by hand."""

    provider: str
    endpoint: str
    batch: str
    looks: list[str]
    rows: list[Brief]
    request_ids: tuple[str, ...] = ()
    file: str | None = None
    model: str = ""
    retry_after: float | None = None


BATCHES = {
    "anthropic_batch_basic_curator": Conversation(
        "anthropic",
        "/v1/messages",
        "msgbatch_01MxdL3LT4Dizo9t3j6FY9Ap",
        ["in progress"] * 32 + ["ended"],
        [
            ("msg_01RCYATmUJZFc3vBxVtCSDov", "Here's a basic spaghetti", 825, 11, 273),
            ("msg_01DyTJNYKDoDJJAcDddDvsgV", "Sushi is a Japanese dish", 875, 10, 259),
            ("msg_014SWrnxk42Mvypdbp5G9EQY", "Ramen is a popular Japan", 913, 10, 313),
        ],
        retry_after=10,
    ),
    "anthropic_batch_basic_rubyllm": Conversation(
        "anthropic",
        "/v1/messages",
        "msgbatch_01GUqGVJfUzZfBnjRymfPdV3",
        ["in progress"] * 9 + ["ended"],
        [("msg_011CeCHfDwjZ4FNno3HRAaz6", "4", 1, 20, 5), ("msg_011CeCHf9hViM26Tw1GDjubT", "Jupiter", 7, 19, 4)],
        retry_after=10,
    ),
    "anthropic_batch_resume_curator": Conversation(
        "anthropic",
        "/v1/messages",
        "msgbatch_01Y5ab2TtkyhuGpGaitQ6kkD",
        ["in progress"] * 7 + ["ended"],
        [
            ("msg_01EiBm2HW9vgwMopLTHgrjrs", "Here's a basic spaghetti", 822, 11, 278),
            ("msg_01Df6eJzhWvXzJoUg24pXdf6", "Here's some key informat", 942, 10, 301),
            ("msg_01WzLt1pr9NexZ7UrUeo87Vq", "Ramen is a popular Japan", 912, 10, 287),
        ],
        retry_after=10,
    ),
    "anthropic_batch_thinking_curator": Conversation(
        "anthropic",
        "/v1/messages",
        "msgbatch_01LAsPWiFCZCMhpT6aFixxia",
        ["in progress"] * 5 + ["ended"],
        [
            ("msg_011vwwBeSsEscYvT2NNVgDQu", "# Proof: Bounds on Coeff", 2551, 179, 15820),
            ("msg_01WHWCuXUerRc3sNF8sDqX46", "# Finding Rational Numbe", 1908, 88, 10560),
        ],
        retry_after=10,
    ),
    "openai_basic_batch_completion_curator": Conversation(
        "openai",
        "/v1/chat/completions",
        "batch_6780bb2f8f6c8190a6c0abfb8502bba6",
        ["validating", *["in progress"] * 4, "finalizing", "completed"],
        [
            ("chatcmpl-Ao2bZUcX4NWHN7CDnc08E2pPhqQ0Q", "Spaghetti is a type of p", 310, 10, 72),
            ("chatcmpl-Ao2bafhQh2CTM4LBJ1b2hjTZn37Km", "Sushi is a Japanese dish", 454, 9, 97),
            ("chatcmpl-Ao2bcvjq1YULhDoagg2hQM3y94BJQ", "Ramen is a popular Japan", 468, 9, 110),
        ],
        (
            "ed3ad7feb8ad212a440ab12a1175798e",
            "37f6515f2ed8745b0361902e14bf9463",
            "0768cfd829b792788a290a369d5214c0",
        ),
        file="file-TnjeSoqJGFp7SfehYrEuHH",
    ),
    "openai_basic_batch_resume_curator": Conversation(
        "openai",
        "/v1/chat/completions",
        "batch_67838eb6aa648190bcf5678ec4670963",
        ["validating", *["in progress"] * 12, "finalizing", "completed"],
        [
            ("chatcmpl-AoonCkrioVvLYQ0Y0zu39xjBeS734", "Spaghetti is a type of p", 425, 10, 95),
            ("chatcmpl-AoonGErFMejsuYg4NbiRsJdYw6w1o", "Sushi is a Japanese dish", 252, 9, 57),
            ("chatcmpl-AoonHns2zT5edC4k5WemV9p1F0A5y", "Ramen is a popular Japan", 353, 9, 75),
        ],
        (
            "4ed80847fea9d0cbe5bd0202a862e3e3",
            "5baab89ff544daa9ff10a1f1b42bf31f",
            "ebb227ba2c9ad1b809575b6187bf9268",
        ),
        file="file-AJxLACXhDnG9JgJvcyqLub",
    ),
    "openai_batch_basic_rubyllm": Conversation(
        "openai",
        "/v1/responses",
        "batch_6a85c08a63188190982c56b42faa4ff5",
        [*["validating"] * 5, *["in progress"] * 4, "completed"],
        [
            ("resp_034690d6c7279fd5016a85c10a8ae487d2a188d8842f0dba32", "4", 1, 18, 109),
            ("resp_0071839b503dc1a2016a85c0cd3c9881a2a6cb566a28f223f1", "Jupiter", 7, 18, 115),
        ],
        ("792c1a99-eabf-4ce2-82bf-f0256f7de7f1", "0b5f7bda-4a5a-40d1-9c9a-e940ca5a6cf0"),
        file="file-5dskxx7B6SVyAyRgAHzTJ2",
    ),
    "openai_batch_embeddings_rubyllm": Conversation(
        "openai",
        "/v1/embeddings",
        "batch_6a85c11599808190946fca3500c188e9",
        [*["validating"] * 5, "completed"],
        [(None, "-0.048309326171875", 1536, 6, 0), (None, "-0.0924072265625", 256, 7, 0)],
        ("ad841ee1-8f70-4d18-adde-36a89e68f757", "47b4decb-c21b-40a5-8c7e-2800b6452226"),
        file="file-MgkwTn57fBUQVvn8T3Ur32",
    ),
    "gemini_batch_basic_rubyllm": Conversation(
        "google",
        "generateContent",
        "batches/31u18uq6dr4ods3957z38i1mbfa581k01xcq",
        ["running"] * 25 + ["succeeded"],
        [("xr-FavMd3JGa2Q-swqfYBw", "4", 1, 13, 1), ("UMCFarbOEOqsz7IPvIHruQ0", "Jupiter", 7, 13, 1)],
        model="models/gemini-2.5-flash",
    ),
}
CANCELLED = {
    "anthropic_batch_cancel_curator": Conversation(
        "anthropic", "/v1/messages", "msgbatch_015Myz5Wcm1Ua9o4n8qaw5zt", ["in progress"], [], retry_after=10
    ),
    "anthropic_batch_cancel_rubyllm": Conversation(
        "anthropic", "/v1/messages", "msgbatch_016z7nD8oj5sT4pMEcEnvJQQ", [], []
    ),
    "openai_batch_cancel_curator": Conversation(
        "openai",
        "/v1/chat/completions",
        "batch_67f94eff32888190860754b9a179d0bf",
        ["validating"],
        [],
        file="file-Lv7qQn9qpwaUyW7YmuAKyn",
    ),
}
# What one response said.
SINGLES: dict[tuple[str, int], Brief] = {
    ("anthropic_citations_pdf_page_location_rubyllm", 0): (
        "msg_011CeCGmTqhf2NapHAa6Y3xR", "The document is a simple", 292, 4250, 115),
    ("anthropic_citations_text_char_location_rubyllm", 0): (
        "msg_011CeCGmCxVvYico4LrRP74j", "The Ruby programming lan", 72, 674, 39),
    ("anthropic_native_output_1_pydanticai", 0): ("msg_013GVLcwrDVEp3LaeoxxzgrK", "", 0, 781, 74),
    ("anthropic_native_output_1_pydanticai", 1): ("msg_01Y1mRAohGFVReSJ1saG8y66", "", 0, 947, 75),
    ("anthropic_native_output_2_pydanticai", 0): ("msg_01JfgjuexRyuXAyNZ75nd7f8", "", 0, 797, 91),
    ("anthropic_native_output_2_pydanticai", 1): (
        "msg_01THiSZ2f8NDq45ZvuhP4ek2", '{"city": "Tokyo", "count', 61, 957, 23),
    ("anthropic_pause_turn_web_search_pydanticai", 0): (
        "msg_01WUxwtx6NsdkWnEyL8BMy1q", "I'll run these searches ", 425, 401468, 792),
    ("anthropic_pause_turn_web_search_pydanticai", 1): (
        "msg_01B8TcC6Ns8V46ZRAgLzKenY", "Let me complete the fina", 2903, 494549, 1245),
    ("anthropic_prompt_cache_rubyllm", 0): ("msg_011CeCGmEvpLavqWk6LbVTKT", "OK", 2, 10, 4),
    ("anthropic_prompt_cache_rubyllm", 1): ("msg_011CeCGmJuBv4nzeaMk9ez38", "OK", 2, 10, 4),
    ("anthropic_redacted_thinking_pydanticai", 0): (
        "msg_01TbZ1ZKNMPq28AgBLyLX3c4", "I notice that your messa", 341, 92, 196),
    ("anthropic_redacted_thinking_pydanticai", 1): (
        "msg_012oSSVsQdwoGH6b2fryM4fF", "That message appeared to", 500, 168, 232),
    ("anthropic_thinking_rubyllm", 0): ("msg_011CeCGmgqYTw9mSKXSHQ4cd", 'I\'d ask: **"What false a', 1338, 80, 755),
    ("anthropic_tool_use_parallel_rubyllm", 0): ("msg_011CeCGnz5QeBWHzpPHf1ThJ", "", 0, 701, 98),
    ("anthropic_tool_use_parallel_rubyllm", 1): (
        "msg_011CeCGo5HgtCQwwssR43dvT", "Here's the information y", 325, 893, 90),
    ("anthropic_web_search_citations_rubyllm", 0): (
        "msg_011CeCGmCvmHubm64L4Pbn2F", "The current stable versi", 147, 11642, 141),
    ("anthropic_web_search_pydanticai", 0): (
        "msg_0119wM5YxCLg3hwUWrxEQ9Y8", "Based on the search resu", 745, 8984, 520),
    ("anthropic_web_search_pydanticai", 1): (
        "msg_01Vatv9GeGaeqVHfSGhkU7mo", "Based on the search resu", 1012, 19859, 544),
    ("gemini_grounding_rubyllm", 0): ("_L6Fasi-MPKIvdIPus2M-Qc", "The latest stable versio", 43, 10, 30),
    ("gemini_max_tokens_pydanticai", 0): ("R5MoavWNNp_8qtsP2fWD2A0", "The capital of France is", 24, 15, 5),
    ("gemini_structured_output_rubyllm", 0): ("-76FauLqBrLlkdUP7oK6gQ8", '{"name":"John","age":30}', 24, 13, 10),
    ("gemini_thinking_rubyllm", 0): ("a7-FatrJEseP28oPtKf6yAM", "To see your future in su", 2297, 44, 551),
    ("gemini_tool_use_parallel_rubyllm", 0): ("S7-FaruuCO2qnsEPoOCUgQg", "", 0, 143, 44),
    ("gemini_tool_use_parallel_rubyllm", 1): ("TL-Fap_5Do6evdIPl_efiAo", "The weather in Berlin (5", 108, 277, 47),
    ("gemini_url_context_pydanticai", 0): ("qgqkaI-iDLrTjMcP0bP24A4", "Pydantic AI is a Python ", 131, 32, 41),
    ("openai_chat_url_citation_rubyllm", 0): (
        "chatcmpl-616dbad1-af54-4088-9764-d80acbbcf073", "As of August 19, 2026, t", 676, 13, 197),
    ("openai_moderation_multimodal_rubyllm", 0): ("modr-4303", "False", 5, 0, 0),
    ("openai_prompt_cache_rubyllm", 0): ("resp_0d8f287491929ef8016a85beecccec87d2988858898e767f06", "OK", 2, 6165, 5),
    ("openai_prompt_cache_rubyllm", 1): ("resp_075e6f5aa9e97089016a85beee789c81a0935fd54f16eacd6c", "OK", 2, 6165, 5),
    ("openai_responses_logprobs_pydanticai", 0): (
        "resp_03c6f7a0e7df74a9006924b11a6120819395892ac2d8143b03", "The capital of Minas Ger", 46, 25, 10),
    ("openai_responses_structured_pydanticai", 0): (
        "resp_68477f0f220081a1a621d6bcdc7f31a50b8591d9001d2329", "", 0, 66, 12),
    ("openai_responses_structured_pydanticai", 1): (
        "resp_68477f0fde708192989000a62809c6e5020197534e39cc1f", '{"city":"Mexico City","c', 41, 89, 16),
    ("openai_responses_tool_call_pydanticai", 0): (
        "resp_04907f5d3de791830068fbaa19bb908195a91378279dba0f14", "", 0, 40, 18),
    ("openai_responses_tool_call_pydanticai", 1): (
        "resp_0e9950da9eac6a780068fbaa1bc030819da585a6f85ddad1e6", "The capital of PotatoLan", 41, 67, 11),
    ("openai_responses_web_search_url_citation_rubyllm", 0): (
        "resp_0a4b29f86cea8812016a85beeea13c87d2b7893bc1ad3598a7", "The latest stable Ruby (", 138, 8614, 95),
    ("openai_responses_web_search_url_citation_rubyllm", 1): (
        "resp_0a4b29f86cea8812016a85bef5ca8487d29306a90b9e8f8015", "OK", 2, 4565, 5),
    ("openai_structured_output_rubyllm", 0): (
        "resp_0dea447b27612a1f016a85bf0e4378819296923e2ebbe844fd", '{"name":"John","age":30}', 24, 45, 752),
    ("openai_tool_use_parallel_rubyllm", 0): (
        "resp_06d3772153bf9cca016a85bf6b14ec87d2aba332e2ac9cb814", "", 0, 112, 284),
    ("openai_tool_use_parallel_rubyllm", 1): (
        "resp_0fcd6ce1ac856de5016a85bf6e4eac87d2a5f5954330cf4cb8", "- Weather in Berlin (52.", 205, 426, 385),
}  # fmt: skip
BACKGROUND = "openai_responses_background_pydanticai"
# The answers that such background calls had in the end, by their place in the recording.
FINISHED = {
    1: ("resp_01b4d93abce33afe00698b9df44be4819bb99fff16d77a0236", "", 0, 51, 15),
    4: ("resp_0e6b15873828668f00698b9df63cb08196a7f29ecc4788d6b6", "The weather in Paris is ", 67, 78, 17),
}
ERRORS: dict[str, tuple[type[Exception], int, str]] = {
    "anthropic_error_auth_rubyllm": (anthropic.AuthenticationError, 401, "invalid x-api-key"),
    "openai_error_auth_rubyllm": (openai.AuthenticationError, 401, "Incorrect API key provided: invalid-key."),
    "gemini_error_auth_rubyllm": (genai.errors.ClientError, 400, "API key not valid. Please pass a valid API key."),
}
STREAMED = "anthropic_citations_streamed_rubyllm"
LINES = {
    "anthropic_batch_result_lines_errors.jsonl",
    "openai_batch_error_file_lines.jsonl",
    "gemini_batch_file_operation_and_line.json",
}
# Providers without an adapter yet.
ELSEWHERE = ("bedrock_", "mistral_", "perplexity_", "together_", "vertex_", "xai_")


def test_every_recording_is_replayed_here_or_is_of_a_provider_without_an_adapter() -> None:
    found = recordings.names()
    if not found:
        pytest.skip("the recordings are not here; they are not part of the project")
    replayed = {f"{name}.json" for name in (*BATCHES, *CANCELLED, *ERRORS, BACKGROUND, STREAMED)} | LINES
    replayed |= {f"{name}.json" for name, _ in SINGLES}
    assert {name for name in found - replayed if not name.startswith(ELSEWHERE)} == set()


# Through the adapters


@pytest.fixture(params=["httpx", "httpx2"])
def wire(request: pytest.FixtureRequest) -> Any:
    """A connection over a real client of the library that the SDKs use, and the list of what it sent."""
    module = importlib.import_module(request.param) if importlib.util.find_spec(request.param) else None
    if module is None:
        pytest.skip(f"{request.param} is not installed beside these SDKs")
    sent: list[Any] = []
    with module.Client(event_hooks={"request": [sent.append]}) as http:
        yield HttpConnection(http, lambda _method, url, headers: (url, {**headers, "x-api-key": "key"}, None)), sent


def _job(found: Conversation, bodies: list[Any]) -> tuple[Job, Rows]:
    raw = [json.dumps(body).encode() for body in bodies]
    job = Job(
        nonce="0123456789abcdef",
        provider=found.provider,
        base_url=ROOTS[found.provider],
        endpoint=found.endpoint,
        credential="",
        model=found.model,
        headers=[],
        count=len(raw),
        size=sum(map(len, raw)),
        planned_at=0,
        keys=[f"{place}" * 64 for place in range(len(raw))],
    )
    return job, Rows(job, lambda: iter(raw))


def _conversation(name: str, keep: Callable[[Any], bool] = lambda _: True) -> list[Any]:
    """Give the turns that our adapters take too: they look until the batch has ended, and not at uploaded files."""
    turns = [turn for turn in load(name) if keep(turn)]
    turns = [turn for turn in turns if post(turn) or "/files/" not in turn["request"]["uri"] or turn is turns[-1]]
    for turn in turns:
        body = turn["response"]["body"]
        if isinstance(body, dict) and _has_ended(body):
            turn["repeats"] = 1
    return turns


def _has_ended(body: Any) -> bool:
    return body.get("processing_status") == "ended" or body.get("status") == "completed" or bool(body.get("done"))


def _submit(job: Job, rows: Rows, connection: Any) -> None:
    provider = PROVIDERS[job.provider]
    job.file_id = provider.upload(connection, job, rows)
    job.batch_id = provider.create(connection, job, rows)


def _look_until_the_end(job: Job, connection: Any, most: int) -> list[Status]:
    looks = [PROVIDERS[job.provider].check(connection, job)]
    while looks[-1].state is State.RUNNING and len(looks) < most:
        looks.append(PROVIDERS[job.provider].check(connection, job))
    return looks


@pytest.mark.parametrize("name", BATCHES)
def test_an_adapter_follows_a_recorded_batch_from_the_create_to_the_last_row(
    name: str, wire: Any, tmp_path: Path
) -> None:
    found, turns, (connection, sent) = BATCHES[name], _conversation(name), wire
    job, rows = _job(found, rows_asked(turns))
    path = recordings.cassette(turns, tmp_path / "cassette.json")
    with vcr.VCR(serializer="json", record_mode="none").use_cassette(str(path)) as tape:
        _submit(job, rows, connection)
        looks = _look_until_the_end(job, connection, 100)
        results = list(PROVIDERS[found.provider].collect(connection, job, looks[-1]))
    assert tape.all_played
    assert (job.batch_id, job.file_id) == (found.batch, found.file)
    assert [look.words for look in looks] == found.looks
    assert {look.retry_after for look in looks[:-1]} == {found.retry_after}
    assert looks[-1].state is State.ENDED
    assert (looks[-1].done, looks[-1].failed) == (len(found.rows), 0)
    assert all(request.headers["x-api-key"] == "key" for request in sent)
    assert [(row.answer.status, row.answer.batch_id, row.lost) for row in results if row.answer] == [
        (200, found.batch, "")
    ] * len(found.rows)
    assert [_body_brief(row) for row in results] == [(brief[0], *brief[3:]) for brief in found.rows]
    ids = found.request_ids or tuple(str(brief[0]) for brief in found.rows)
    assert tuple(row.answer.request_id for row in results if row.answer) == ids
    if found.provider != "google":  # whose recording has its own kind of metadata
        assert [row.custom_id for row in results] == [str(place) for place in range(len(results))]


def _body_brief(row: Row) -> tuple[Any, int, int]:
    assert row.answer is not None
    body = json.loads(row.answer.body)
    usage = body.get("usage") or body["usageMetadata"]
    ins = next(usage[name] for name in ("input_tokens", "prompt_tokens", "promptTokenCount") if name in usage)
    outs = (usage[name] for name in ("output_tokens", "completion_tokens", "candidatesTokenCount") if name in usage)
    return body.get("id") or body.get("responseId"), ins, next(outs, 0)


@pytest.mark.parametrize("name", BATCHES)
def test_a_job_taken_up_again_in_another_process_needs_no_create(name: str, wire: Any, tmp_path: Path) -> None:
    found, (connection, sent) = BATCHES[name], wire
    turns = _conversation(name, keep=lambda turn: not post(turn))
    for turn in turns:
        turn["repeats"] = 1
    job, _ = _job(found, [{}] * len(found.rows))
    job.batch_id, job.file_id = found.batch, found.file
    path = recordings.cassette(turns, tmp_path / "cassette.json")
    with vcr.VCR(serializer="json", record_mode="none").use_cassette(str(path)):
        looks = _look_until_the_end(job, connection, 10)
        results = list(PROVIDERS[found.provider].collect(connection, job, looks[-1]))
    assert looks[-1].state is State.ENDED
    assert len(results) == len(found.rows)
    assert {request.method for request in sent} == {"GET"}


@pytest.mark.parametrize("name", CANCELLED)
def test_an_adapter_cancels_as_was_recorded(name: str, wire: Any, tmp_path: Path) -> None:
    found, turns, (connection, sent) = CANCELLED[name], _conversation(name), wire
    job, rows = _job(found, rows_asked(turns))
    # The answer to the cancel is what the next look would see.
    after = {**turns[-1], "request": {**turns[-1]["request"], "method": "GET", "uri": _look_at(found)}}
    path = recordings.cassette([*turns, after], tmp_path / "cassette.json")
    with vcr.VCR(serializer="json", record_mode="none").use_cassette(str(path)) as tape:
        _submit(job, rows, connection)
        looks = [PROVIDERS[found.provider].check(connection, job) for _ in found.looks]
        PROVIDERS[found.provider].cancel(connection, job)
        last = PROVIDERS[found.provider].check(connection, job)
    assert tape.all_played
    assert job.batch_id == found.batch
    assert [look.words for look in looks] == found.looks
    assert (last.state, last.words) == (State.RUNNING, "canceling" if found.provider == "anthropic" else "cancelling")
    assert (last.done, last.failed, last.results) == (0, 0, ())
    assert str(sent[-2].url).endswith(f"{found.batch}/cancel")


def _look_at(found: Conversation) -> str:
    folder = "/v1/messages/batches" if found.provider == "anthropic" else "/batches"
    return f"{ROOTS[found.provider]}{folder}/{found.batch}"


def _turn(uri: str, body: Any) -> Any:
    return {"request": {"method": "GET", "uri": uri}, "response": {"status": 200, "headers": {}, "body": body}}


def test_recorded_anthropic_lines_become_answers_errors_and_lost_rows(wire: Any, tmp_path: Path) -> None:
    text = recordings.read("anthropic_batch_result_lines_errors.jsonl")
    found = Conversation("anthropic", "/v1/messages", "msgbatch_1", [], [])
    ended = {"id": "msgbatch_1", "processing_status": "ended", "request_counts": {"succeeded": 1, "errored": 3}}
    rows = _collected(found, [_turn(_look_at(found), ended), _turn(_look_at(found) + "/results", text)], wire, tmp_path)
    assert {name: row.answer.status for name, row in rows.items() if row.answer} == {
        "ok-1": 200, "bad-model": 404, "image_url": 400, "23": 400,
    }  # fmt: skip
    assert rows["c-1"].lost == "cancelled"
    bodies = {name: json.loads(row.answer.body) for name, row in rows.items() if row.answer}
    assert bodies["ok-1"]["usage"]["service_tier"] == "batch"
    assert bodies["bad-model"]["error"]["message"] == "model: claude-does-not-exist-9"
    assert bodies["image_url"]["request_id"] == "workerreq_…"
    assert bodies["23"]["error"]["message"].startswith("max_tokens: 100000 > 64000")


def test_recorded_openai_error_lines_become_errors_and_lost_rows(wire: Any, tmp_path: Path) -> None:
    text = recordings.read("openai_batch_error_file_lines.jsonl")
    found = Conversation("openai", "/v1/chat/completions", "batch_1", [], [])
    ended = {"id": "batch_1", "status": "cancelled", "output_file_id": None, "error_file_id": "file-1"}
    file = f"{ROOTS['openai']}/files/file-1/content"
    rows = _collected(found, [_turn(_look_at(found), ended), _turn(file, text)], wire, tmp_path)
    refused = rows["request-5"].answer
    assert refused is not None
    assert (refused.status, refused.request_id) == (400, "0538a1cc8f8f8500bbe07250e6aa2b26")
    assert json.loads(refused.body)["error"]["code"] == "context_length_exceeded"
    assert {name: row.lost for name, row in rows.items() if row.lost} == {"c-1": "cancelled", "request-3": "expired"}


def test_a_recorded_gemini_operation_over_a_file_is_read_from_its_file(wire: Any, tmp_path: Path) -> None:
    operation = json.loads(recordings.read("gemini_batch_file_operation_and_line.json"))["operation"]
    found = Conversation("google", "generateContent", operation["name"], [], [], model="models/gemini-3.5-flash-lite")
    file = "files/batch-3a96ht58d9rd3fci7tg3qlrhlfawe5ykp6ge"
    address = f"https://generativelanguage.googleapis.com/download/v1beta/{file}:download?alt=media"
    lines = [
        {"key": "a", "response": {"candidates": [], "responseId": "r"}},
        {"key": "b", "error": {"code": 3, "message": "no"}},
    ]
    turns = [
        _turn(f"{ROOTS['google']}/{operation['name']}", operation),
        _turn(address, "\n".join(map(json.dumps, lines))),
    ]
    rows = _collected(found, turns, wire, tmp_path, done=9)
    assert {name: row.answer.status for name, row in rows.items() if row.answer} == {"a": 200, "b": 400}


def _collected(
    found: Conversation, turns: list[Any], wire: Any, tmp_path: Path, done: int | None = None
) -> dict[str, Row]:
    connection, _ = wire
    job, _ = _job(found, [{}])
    job.batch_id = found.batch
    path = recordings.cassette(turns, tmp_path / "cassette.json")
    with vcr.VCR(serializer="json", record_mode="none").use_cassette(str(path)) as tape:
        status = PROVIDERS[found.provider].check(connection, job)
        rows = {row.custom_id: row for row in PROVIDERS[found.provider].collect(connection, job, status)}
    assert tape.all_played
    assert status.state is State.ENDED
    assert done is None or status.done == done
    return rows


# Through the SDKs


def _call(provider: str, body: dict[str, Any], endpoint: str) -> Callable[[Any], Any]:
    """Make the call that sends this body: what every version takes by name, the rest as it is."""
    rest = {name: value for name, value in body.items() if name != "stream"}
    if provider == "google":
        model = endpoint.partition(":")[0].rpartition("/")[2]
        contents = rest.pop("contents")
        rest.pop("model", None)
        config = {"http_options": {"extra_body": rest}} if rest else None
        return lambda client: client.models.generate_content(model=model, contents=contents, config=config)
    required = {
        "/v1/messages": ("model", "max_tokens", "messages"),
        "/v1/messages?beta=true": ("model", "max_tokens", "messages"),
        "/v1/chat/completions": ("model", "messages"),
    }.get(endpoint, ("model", "input"))
    named = {name: rest.pop(name) for name in required}
    methods = {
        "/v1/messages": lambda client: client.messages.create,
        "/v1/messages?beta=true": lambda client: client.beta.messages.create,
        "/v1/chat/completions": lambda client: client.chat.completions.create,
        "/v1/responses": lambda client: client.responses.create,
        "/v1/embeddings": lambda client: client.embeddings.create,
        "/v1/moderations": lambda client: client.moderations.create,
    }
    return lambda client: methods[endpoint](client)(**named, extra_body=rest, timeout=900.0)


def _brief(reply: Any) -> Brief:
    """Say what a reply says, read with the SDK's own names."""
    if hasattr(reply, "candidates"):
        usage = reply.usage_metadata
        parts = reply.candidates[0].content.parts or []
        text = "".join(part.text for part in parts if part.text and not part.thought)
        return reply.response_id, text[:24], len(text), usage.prompt_token_count, usage.candidates_token_count
    if hasattr(reply, "choices"):
        text, usage = reply.choices[0].message.content, reply.usage
        return reply.id, text[:24], len(text), usage.prompt_tokens, usage.completion_tokens
    if hasattr(reply, "output"):
        text, usage = reply.output_text, reply.usage
        return reply.id, text[:24], len(text), usage.input_tokens, usage.output_tokens
    if hasattr(reply, "data"):
        numbers = reply.data[0].embedding
        return None, str(numbers[0]), len(numbers), reply.usage.prompt_tokens, 0
    if hasattr(reply, "results"):
        text = str(reply.results[0].flagged)
        return reply.id, text, len(text), 0, 0
    text = "".join(block.text for block in reply.content if block.type == "text")
    return reply.id, text[:24], len(text), reply.usage.input_tokens, reply.usage.output_tokens


def _provider(name: str) -> str:
    return "google" if name.startswith("gemini") else name.partition("_")[0]


def _endpoint(turn: Any) -> str:
    path = "/" + turn["request"]["uri"].split("/", 3)[3]
    return path.partition("/v1beta")[2] or path


@pytest.mark.parametrize("name", BATCHES)
def test_a_recorded_batch_goes_through_the_sdk_and_a_session(
    name: str, stub: Stub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, turns = BATCHES[name], load(name)
    asked = rows_asked(turns)
    replay = Replay(turns)
    stub.answer = replay
    monkeypatch.setenv("DEFERRED_POLL_INTERVAL", "0.01")
    host = stub.url.removeprefix("http://")
    endpoint = f"{found.model}:{found.endpoint}" if found.provider == "google" else found.endpoint
    with client(found.provider, stub.url) as one, deferred.batch(cache=False, hosts=[host], linger=0.01):
        replies = [_call(found.provider, body, endpoint)(one) for body in asked]
    assert [_brief(reply) for reply in replies] == found.rows
    for body in asked:
        body.pop("model" if found.provider == "google" else "stream", None)
        body.update({"encoding_format": "base64"} if "embeddings" in endpoint else {})  # what the SDK adds by itself
    assert sorted(map(exact, replay.bodies)) == sorted(map(exact, asked))


@pytest.mark.parametrize(("name", "place"), SINGLES, ids=lambda value: str(value))
def test_a_recorded_response_as_a_row_is_what_the_sdk_makes_of_it_live(
    name: str, place: int, stub: Stub, simulator: Any
) -> None:
    turn = load(name)[place]
    body, provider = turn["request"]["body"], _provider(name)
    way = Way(provider, name, _call(provider, body, _endpoint(turn)))
    live, batched = _live_and_batched(way, turn["response"]["body"], stub, simulator)
    assert _brief(batched) == SINGLES[name, place]
    _same(batched, live)
    body.pop("stream", None)
    rows = rows_sent(simulator, provider)
    assert list(map(exact, rows)) == list(map(exact, live_bodies(stub)))
    # google-genai writes base64 in the alphabet for URLs.
    assert [exact(row).translate(URL_BASE64) for row in rows] == [exact(body).translate(URL_BASE64)]


@pytest.mark.parametrize("place", FINISHED)
def test_what_a_background_response_became_is_a_response_like_any_other(place: int, stub: Stub, simulator: Any) -> None:
    way = Way("openai", "background", lambda client: client.responses.create(model="gpt-4o", input="?"))
    live, batched = _live_and_batched(way, load(BACKGROUND)[place]["response"]["body"], stub, simulator)
    assert _brief(batched) == FINISHED[place]
    _same(batched, live)


def test_a_recorded_background_call_is_sent_as_it_was(simulator: Any) -> None:
    body = load(BACKGROUND)[0]["request"]["body"]
    with client("openai", simulator.url) as one, deferred.batch(cache=False):
        future = deferred.future(_call("openai", body, "/v1/responses")(one))
        future.exception(30)
    [sent] = [request.body for request in simulator.requests if request.method == "POST"]
    assert {"stream": False, **sent} == {"store": True, **body}


@pytest.mark.parametrize(("name", "why"), [(STREAMED, "stream")])
def test_a_recorded_call_that_no_batch_can_carry_is_refused_before_anything_is_sent(
    name: str, why: str, simulator: Any
) -> None:
    body = load(name)[0]["request"]["body"]
    provider = _provider(name)
    call = _call(provider, body, "/v1/responses" if provider == "openai" else "/v1/messages")
    if why == "stream":
        call = lambda client: client.messages.create(**body)  # noqa: E731 - with `stream`, which _call leaves out
    with (
        client(provider, simulator.url) as one,
        pytest.raises(deferred.NotBatchable, match=why),
        deferred.batch(cache=False),
    ):
        call(one)
    assert simulator.requests == []


@pytest.mark.parametrize("name", ERRORS)
def test_a_recorded_refusal_as_a_row_raises_what_the_sdk_raises_live(name: str, stub: Stub, simulator: Any) -> None:
    kind, status, words = ERRORS[name]
    turn = load(name)[0]
    body, provider = turn["response"]["body"], _provider(name)
    way = Way(provider, name, _call(provider, turn["request"]["body"], _endpoint(turn)))
    stub.reply(status, body)
    simulator.reply_with(lambda _provider, _endpoint, _body: (status, body))
    with pytest.raises(kind) as live:
        way.live(stub.url)
    reply = way.deferred(simulator.url)
    for _ in range(2):
        with pytest.raises(kind) as batched:
            reply.model_dump()
        assert words in str(batched.value)
        assert type(batched.value) is type(live.value)
        for fact in ("status_code", "code", "status", "param"):
            assert getattr(batched.value, fact, None) == getattr(live.value, fact, None)


def _live_and_batched(way: Way, body: Any, stub: Stub, simulator: Any) -> tuple[Any, Any]:
    stub.reply(200, body)
    stub.headers = {}
    simulator.reply_with(lambda _provider, _endpoint, _body: body)
    return way.live(stub.url), way.deferred(simulator.url)


def _same(batched: Any, live: Any) -> None:
    if hasattr(live, "sdk_http_response"):
        live, batched = (reply.model_copy(update={"sdk_http_response": None}) for reply in (live, batched))
    batched.model_dump()
    assert type(batched) is type(live)
    assert batched.model_dump_json() == live.model_dump_json()
    live._request_id = batched._request_id = None
    assert batched == live
