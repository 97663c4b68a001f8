"""The bill, the schemas, the recordings: what the other tests rest on."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal

import pydantic
import pytest

from deferred.simulator import Simulator
from deferred.simulator.pictures import size_of
from deferred.simulator.schemas import Maker
from tests.support.models import CLAUDE, GEMINI
from tests.support.places import RECORDINGS, ROOT

from .conftest import Http, chat, content, message


def test_batch_rows_cost_half_of_live_calls(sim: Simulator, claude: Any, claude_batch: Any) -> None:
    claude.messages.create(**message())
    live = sim.meter.total
    claude_batch({"a": message("What is 2 + 3?")})
    assert sim.meter.total - live == pytest.approx(live / 2, rel=Decimal("0.2"))
    assert (sim.meter.rows_billed, sim.meter.live_billed) == (1, 1)
    assert set(sim.meter.by_model) == {CLAUDE}


def test_the_bill_is_what_usage_says(sim: Simulator, http_to: Http) -> None:
    usage = http_to("anthropic", "POST", "/v1/messages", message())[1]["usage"]
    assert sim.meter.total == (Decimal(usage["input_tokens"]) + 5 * Decimal(usage["output_tokens"])) / 1_000_000


def test_a_request_bought_twice_shows(sim: Simulator, claude_batch: Any) -> None:
    claude_batch({"a": message(), "b": message("Other")})
    assert sim.meter.billed_twice() == []
    claude_batch({"c": message(stream=False)})
    [again] = sim.meter.billed_twice()
    assert again.custom_id == "c"
    assert sim.meter.billed_twice(wanted=2) == []
    assert sim.meter.count(lambda body: "2 + 2" in str(body)) == 2


def test_a_live_gemini_call_and_its_row_are_the_same_request(sim: Simulator, gemini: Any, gemini_batch: Any) -> None:
    gemini.models.generate_content(model=GEMINI, contents="What is 2 + 2?")
    gemini_batch({"a": content()})
    assert len(sim.meter.billed_twice()) == 1


@pytest.mark.parametrize("alphabet", [base64.b64encode, base64.urlsafe_b64encode])
def test_a_picture_has_its_size_in_either_alphabet_of_base64(alphabet: Any) -> None:
    head = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAAdCAIAAADkY5E+")  # the alphabets differ in the last sign
    assert size_of(alphabet(head).decode()) == (1, 29)


def test_the_worst_tokenizer_charges_bytes_and_all_of_the_output() -> None:
    with Simulator(tokenizer="worst") as sim:
        usage = Http(sim)("anthropic", "POST", "/v1/messages", message("é" * 100))[1]["usage"]
    assert usage["input_tokens"] >= 200
    assert usage["output_tokens"] == 200


def test_bodies_and_live_calls_are_kept_apart(sim: Simulator, claude: Any, many: Any) -> None:
    many["anthropic"](["one", "two"])
    many["openai"](["three"])
    assert [body["messages"][0]["content"] for body in sim.bodies("anthropic")] == ["one", "two"]
    assert sim.bodies("openai") == [chat("three")]
    assert sim.live_calls == []
    claude.messages.create(**message())
    assert [call.path for call in sim.live_calls] == ["/v1/messages"]


@pytest.mark.slow
def test_ten_thousand_rows_take_seconds(http_to: Http) -> None:
    requests = [{"custom_id": str(number), "params": message(f"Question {number}")} for number in range(10_000)]
    _, batch, _ = http_to("anthropic", "POST", "/v1/messages/batches", {"requests": requests})
    _, raw, _ = http_to("anthropic", "GET", f"/v1/messages/batches/{batch['id']}/results")
    assert raw.count(b"\n") == 10_000


def test_the_module_serves_in_the_foreground() -> None:
    command = [sys.executable, "-m", "deferred.simulator", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        lines = [(process.stdout or sys.stdin).readline().split() for _ in range(3)]
        process.terminate()
    assert [name for name, _ in lines] == ["anthropic", "openai", "google"]
    assert lines[1][1] == lines[0][1] + "/v1"


class Line(pydantic.BaseModel):
    name: str = pydantic.Field(min_length=30, max_length=40)
    amount: float = pydantic.Field(gt=0, lt=1)
    codes: list[str] = pydantic.Field(min_length=2, max_length=3)


class Invoice(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="forbid")
    total: float
    vendor: str
    paid: bool
    due_date: pydantic.AwareDatetime | None
    kind: Literal["invoice", "credit"]
    code: str = pydantic.Field(pattern=r"^[A-Z]{3}-\d{4}$")
    lines: list[Line] = pydantic.Field(min_length=2)
    parent: Invoice | None = None
    extra: dict[str, int] = {}
    point: tuple[int, str] = (1, "a")
    step: int = pydantic.Field(multiple_of=5, ge=7)


TEXT = "A credit note.\nVendor: Acme Tools Ltd.\nTotal: $1,042.50\nPaid: yes\nCode: ABC-1234\n"


def test_answers_validate_against_their_schema_and_use_the_text() -> None:
    schema = Invoice.model_json_schema()
    made = Invoice.model_validate(Maker(schema, TEXT, "seed").value(schema))
    assert (made.total, made.vendor, made.paid, made.kind, made.code) == (
        1042.5,
        "Acme Tools Ltd",
        True,
        "credit",
        "ABC-1234",
    )


@pytest.mark.parametrize("seed", range(20))
def test_answers_validate_without_any_text(seed: int) -> None:
    schema = Invoice.model_json_schema()
    assert Invoice.model_validate(Maker(schema, "", str(seed)).value(schema))


class City(pydantic.BaseModel):
    city: str
    population: int


def test_every_sdk_parses_structured_answers(claude: Any, gpt: Any, gemini: Any) -> None:
    text = "City: Lisbon, population: 545,000"
    wanted = City(city="Lisbon", population=545_000)
    schema = {"type": "json_schema", "schema": City.model_json_schema()}
    reply = claude.messages.create(**message(text), extra_body={"output_config": {"format": schema}})
    assert City.model_validate_json(reply.content[0].text) == wanted
    assert gpt.chat.completions.parse(**chat(text), response_format=City).choices[0].message.parsed == wanted
    assert gpt.responses.parse(model="gpt-5-nano", input=text, text_format=City).output_parsed == wanted
    config = {"response_mime_type": "application/json", "response_schema": City}
    assert gemini.models.generate_content(model=GEMINI, contents=text, config=config).parsed == wanted


def recorded(name: str) -> list[Any]:
    path = RECORDINGS / name
    if not path.exists():
        pytest.skip(f"no recording {name} beside the repository")
    return list(json.loads(path.read_text()))


def lacking(real: Any, ours: Any, path: str = "") -> Iterator[str]:
    """List the fields of a real object that ours lacks."""
    if isinstance(real, dict) and isinstance(ours, dict):
        for name, value in real.items():
            if name in ours:
                yield from lacking(value, ours[name], f"{path}.{name}")
            elif name not in OURS_LACKS:
                yield f"{path}.{name}"
    elif isinstance(real, list) and isinstance(ours, list) and real and ours:
        yield from lacking(real[-1], ours[-1], f"{path}[]")


# Fields of single models or features that the simulator does not imitate.
OURS_LACKS = {"thoughtsTokenCount", "tool_usage", "logprobs", "context", "mode", "custom_id"}


def ended(entries: list[Any]) -> Any:
    objects = [entry["response"]["body"] for entry in entries if isinstance(entry["response"]["body"], dict)]
    return objects[0], objects[-1]


def test_anthropic_objects_have_the_recorded_fields(claude_batch: Any, http_to: Http) -> None:
    entries = recorded("anthropic_batch_basic_rubyllm.json")
    batch = claude_batch({"a": message()})
    _, ours, _ = http_to("anthropic", "GET", f"/v1/messages/batches/{batch.id}")
    _, raw, headers = http_to("anthropic", "GET", f"/v1/messages/batches/{batch.id}/results")
    assert list(lacking(ended(entries)[1], ours)) == []
    assert set(ours) == set(ended(entries)[1])
    real = json.loads(entries[-1]["response"]["body"].splitlines()[0])
    assert list(lacking(real, json.loads(raw))) == []
    assert headers["content-type"] == "application/x-jsonl"


def test_openai_objects_have_the_recorded_fields(gpt_batch: Any, http_to: Http, lines: Any) -> None:
    entries = recorded("openai_batch_basic_rubyllm.json")
    batch = gpt_batch({"a": {"model": "gpt-5-nano", "input": "hello"}}, url="/v1/responses")
    _, ours, _ = http_to("openai", "GET", f"/v1/batches/{batch.id}")
    assert set(ours) == set(ended(entries)[1])
    assert list(lacking(ended(entries)[1], ours)) == []
    _, stored, _ = http_to("openai", "GET", f"/v1/files/{batch.input_file_id}")
    assert set(stored) == set(ended(entries)[0])
    real = json.loads(entries[-1]["response"]["body"].splitlines()[0])
    assert list(lacking(real, lines("openai", batch)[0])) == []


def test_gemini_objects_have_the_recorded_fields(http_to: Http) -> None:
    entries = recorded("gemini_batch_basic_rubyllm.json")
    first, last = entries[0]["response"]["body"], entries[-1]["response"]["body"]
    path = "/v1beta/models/gemini-2.5-flash:batchGenerateContent"
    _, created, _ = http_to("google", "POST", path, entries[0]["request"]["body"])
    assert list(lacking(first, created)) == []
    _, done, _ = http_to("google", "GET", f"/v1beta/{created['name']}")
    if last.get("done"):
        assert list(lacking(last, done)) == []


@pytest.mark.parametrize("provider", ["anthropic", "openai", "gemini"])
def test_refused_keys_look_like_the_recorded_refusals(http_to: Http, provider: str) -> None:
    [entry] = recorded(f"{provider}_error_auth_rubyllm.json")
    path = "/" + entry["request"]["uri"].split("/", 3)[3]
    bad = {"x_api_key": "invalid-key", "authorization": "Bearer invalid-key", "x_goog_api_key": "invalid-key"}
    name = {"anthropic": "x_api_key", "openai": "authorization", "gemini": "x_goog_api_key"}[provider]
    who = "google" if provider == "gemini" else provider
    status, body, _ = http_to(who, "POST", path, entry["request"]["body"], **{name: bad[name]})
    assert status == entry["response"]["status"]
    body.pop("request_id", None)
    entry["response"]["body"].pop("request_id", None)
    assert body == entry["response"]["body"]
