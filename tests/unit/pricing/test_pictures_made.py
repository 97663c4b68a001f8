"""Requests for pictures: what they can cost at most, and what they did cost by their usage."""

import itertools
import json
from decimal import Decimal

import pytest

import deferred
from deferred.core.call import Answer, Call, Target
from deferred.core.errors import InputUnbounded, UnknownPrice
from deferred.core.routing import BATCH, LIVE
from deferred.pricing import prices
from deferred.pricing.request_bounds import most
from deferred.simulator.meter import Tokenizer
from deferred.simulator.openai_images import images, images_prompt
from tests.support.bodies import png
from tests.support.models import GPT

pytestmark = pytest.mark.usefixtures("no_session_left")
MODELS = ("gpt-image-1", "gpt-image-1-mini", "gpt-image-2", "gpt-image-2-2026-04-21")
SIZES = ("1024x1024", "1024x1536", "1536x1024", "auto", None)
QUALITIES = ("low", "medium", "high", "auto", None)
PUBLISHED = [
    ("low", "1024x1024", 272),
    ("medium", "1024x1024", 1_056),
    ("high", "1024x1024", 4_160),
    ("low", "1024x1536", 408),
    ("medium", "1024x1536", 1_584),
    ("high", "1024x1536", 6_240),
    ("low", "1536x1024", 400),
    ("medium", "1536x1024", 1_568),
    ("high", "1536x1024", 6_208),
    ("auto", "1024x1024", 4_160),
    ("low", "auto", 408),
    (None, None, 6_240),
]


def asked(model="gpt-image-1", **more):
    body = {name: value for name, value in {"model": model, "prompt": "a cat", **more}.items() if value is not None}
    endpoint = "/v1/images/edits" if "images" in body else "/v1/images/generations"
    return Call(Target("openai", "https://x", endpoint, "c"), model, json.dumps(body).encode(), "images", "a.py:1")


def picture(width=1024, height=1024):
    return {"image_url": f"data:image/png;base64,{png(width, height)}"}


def billed_at_worst(call):
    """What the simulator bills for a call whose model reads and writes as much as any could."""
    body = json.loads(call.body)
    reply, _ = images(body, None, images_prompt(body), Tokenizer("worst"))
    return prices.cost(prices.Model("openai", call.model), Answer(200, json.dumps(reply).encode()), None)


@pytest.mark.parametrize(("quality", "size", "tokens"), PUBLISHED)
def test_a_picture_counts_as_published_and_a_choice_of_the_model_as_the_dearest(quality, size, tokens):
    assert most(asked(quality=quality, size=size), None).output == tokens


@pytest.mark.parametrize(("model", "n"), list(itertools.product(MODELS, (None, 1, 2, 10))))
def test_the_bound_is_never_below_the_worst_bill(model, n):
    for size, quality in itertools.product(SIZES, QUALITIES):
        if model.startswith("gpt-image-2") and size in {"auto", None}:
            continue  # has no bound
        call = asked(model, size=size, quality=quality, n=n, prompt="é" * 3_000)
        assert prices.bound(call, None, None) >= billed_at_worst(call) > 0


@pytest.mark.parametrize("size", [(1, 1), (512, 512), (1024, 1024), (4000, 1000), (100, 8000), (9000, 9000)])
@pytest.mark.parametrize("fidelity", ["low", "high", None])
def test_nor_with_pictures_to_change(size, fidelity):
    for model, n in itertools.product(("gpt-image-1", "gpt-image-1-mini"), (1, 3)):
        call = asked(model, images=[picture(*size)] * 3, mask=picture(*size), n=n, input_fidelity=fidelity)
        assert prices.bound(call, None, None) >= billed_at_worst(call)


def test_a_bound_is_not_far_above_what_a_usual_picture_costs():
    call = asked(size="1024x1024", quality="high")
    assert prices.bound(call, None, None) < Decimal("0.11")  # 4,160 tokens at $20 per million are $0.083
    assert prices.likely(call, None) >= Decimal("0.0832")


@pytest.mark.parametrize(
    ("model", "more", "words"),
    [
        ("gpt-image-1.5", {}, "are not published"),
        ("gpt-image-2.5-flare", {"size": "1024x1024"}, "are not published"),
        ("gpt-image-2.5-sunburst", {"size": "1024x1024"}, "are not published"),
        ("gpt-image-2", {}, "size='1024x1024'"),
        ("gpt-image-2", {"size": "2048x2048"}, "of size '2048x2048'"),
        ("gpt-image-1", {"quality": "ultra"}, "quality 'ultra'"),
        ("dall-e-3", {}, "are not published"),
    ],
)
def test_a_picture_without_published_tokens_has_no_bound_and_the_error_says_what_to_do(model, more, words):
    with pytest.raises(UnknownPrice, match="without a cost limit") as raised:
        prices.bound(asked(model, **more), None, None)
    assert words in str(raised.value)


@pytest.mark.parametrize(
    ("model", "images"),
    [
        ("gpt-image-1", [{"file_id": "file-1"}]),
        ("gpt-image-1", [{"image_url": "https://a.org/b.png"}]),
        ("gpt-image-2", [picture()]),
    ],
)
def test_a_picture_to_change_of_unknown_size_needs_max_input_tokens(model, images):
    call = asked(model, images=images, size="1024x1024", quality="low")
    with pytest.raises(InputUnbounded, match="max_input_tokens"):
        prices.bound(call, None, None)
    assert prices.bound(call, None, 10_000) > 0


def test_a_stream_s_partial_pictures_are_in_the_bound():
    few, more = (most(asked(quality="low", size="1024x1024", partial_images=n), None).output for n in (0, 3))
    assert more == few + 300


# Text in 5, pictures in 10, pictures out 40 dollars per million tokens (price page, 2026-10): worked out by hand.
COSTS = [
    ("gpt-image-1", 50, 0, 272, {}, "0.01113"),
    ("gpt-image-1", 250, 200, 272, {}, "0.01313"),
    ("gpt-image-1-mini", 250, 200, 1_000, {}, "0.0086"),
    ("gpt-image-2", 250, 200, 1_000, {"image_tokens": 1_000, "text_tokens": 0}, "0.03185"),
    ("gpt-image-2.5-flare", 250, 200, 1_000, {}, "0.03185"),
    ("gpt-image-2.5-sunburst", 50, 0, 1_000, {}, "0.03025"),
    # gpt-image-1.5 writes text as well, at another price: as its users saw (community.openai.com/t/1369511).
    ("gpt-image-1.5", 48, 0, 481, {"image_tokens": 272, "text_tokens": 209}, "0.011034"),
    ("gpt-image-1.5", 48, 0, 272, {}, "0.008944"),
]


@pytest.mark.parametrize(("model", "into", "seen", "out", "details", "dollars"), COSTS)
def test_text_pictures_read_and_pictures_made_cost_their_own_rates_and_half_in_a_batch(
    model, into, seen, out, details, dollars
):
    told = {"input_tokens": into, "input_tokens_details": {"text_tokens": into - seen, "image_tokens": seen}}
    told |= {"output_tokens": out, "total_tokens": into + out}
    told |= {"output_tokens_details": details} if details else {}
    body = {"created": 1, "data": [{"b64_json": "aGk="}], "usage": told}
    answer = Answer(200, json.dumps(body).encode())
    of_model = prices.Model("openai", model)
    assert prices.cost(of_model, answer, None, LIVE) == Decimal(dollars)
    assert prices.cost(of_model, answer, None, BATCH) == Decimal(dollars) / 2


def test_an_answer_without_usage_has_an_unknown_cost():
    answer = Answer(200, b'{"created": 1, "data": [{"b64_json": "aGk="}]}')
    model = prices.Model("openai", "gpt-image-1")
    assert prices.lacks_usage(model, prices.told("openai", answer), None)


def test_a_user_s_own_price_counts_for_pictures():
    own = {"gpt-image-1": {"input": 1, "output": 2}}
    assert prices.bound(asked(size="1024x1024", quality="low"), own, None) >= Decimal("0.000544")


def test_a_limit_refuses_a_picture_without_a_bound_and_holds_for_the_others(sim, gpt):
    sim.tokenizer = Tokenizer("worst")
    with deferred.batch(cost_limit=0.5) as session:
        replies = [gpt.images.generate(model="gpt-image-1", prompt=f"{n}") for n in range(9)]
        with pytest.raises(UnknownPrice):
            gpt.images.generate(model="gpt-image-2.5-flare", prompt="x")
    answered = [reply for reply in replies if deferred.future(reply).exception() is None]
    assert 0 < len(answered) < 9
    assert session.report.cost == sim.meter.total <= Decimal("0.5")


def test_chats_cost_what_they_did(sim, gpt):
    body = {"usage": {"prompt_tokens": 1_000_000, "completion_tokens": 0}, "object": "chat.completion", "model": GPT}
    assert prices.cost(prices.Model("openai", GPT), Answer(200, json.dumps(body).encode()), None) == Decimal("0.125")
