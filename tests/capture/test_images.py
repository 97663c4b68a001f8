"""Pictures of OpenAI in batches: made from a prompt, or from files that the SDK would post as a form."""

import asyncio
import base64
import io
import pathlib
import tempfile

import openai
import pytest

import deferred
from tests.support.bodies import png

pytestmark = pytest.mark.usefixtures("no_session_left")
PICTURE = base64.b64decode(png(64, 64))
MASK = base64.b64decode(png(64, 64)) + b"mask"
JPEG, WEBP = b"\xff\xd8\xff\xe0 a picture", b"RIFF\0\0\0\0WEBPVP8 a picture"
MODEL = "gpt-image-1"


def generate(client, prompt="a cat", **more):
    return client.images.generate(**{"model": MODEL, "prompt": prompt, "quality": "low", "size": "1024x1024"} | more)


def edit(client, image=PICTURE, **more):
    return client.images.edit(**{"model": MODEL, "image": image, "prompt": "a hat"} | more)


def bodies(sim):
    return [row.body for row in sim.meter.rows]


@pytest.fixture
def path(tmp_path):
    """A picture on the disk."""
    found = tmp_path / "cat.png"
    found.write_bytes(PICTURE)
    return found


def test_pictures_are_rows_of_a_batch_at_half_price_and_the_sdk_s_own_replies(sim, gpt):
    with deferred.batch(cost_limit=1) as session:
        reply = generate(gpt, n=2)
        edited = edit(gpt, quality="low")
    assert isinstance(reply, openai.types.ImagesResponse)
    assert [base64.b64decode(one.b64_json)[:4] for one in reply.data] == [b"\x89PNG"] * 2
    assert reply.usage.output_tokens == 2 * 272
    assert edited.usage.input_tokens_details.image_tokens == 65 + 129
    assert dict(sim.meter.by_route) == {"batch": 2}
    assert session.report.cost == sim.meter.total
    assert session.report.live == ()
    assert f"saved ${sim.meter.total:.4f}" in str(session.report)


def test_a_reply_out_of_a_batch_equals_the_live_one(sim, gpt):
    with deferred.batch():
        deferred_reply, deferred_edit = generate(gpt), edit(gpt)
    assert deferred_reply.model_dump() == generate(gpt).model_dump()
    assert deferred_edit.model_dump() == edit(gpt).model_dump()


def test_results_and_raw_responses_hold_the_picture(sim, gpt):
    with deferred.batch() as session:
        raw = gpt.images.with_raw_response.generate(model=MODEL, prompt="a cat")
        raw_edit = gpt.images.with_raw_response.edit(model=MODEL, prompt="a hat", image=PICTURE)
        reply = generate(gpt)
    assert raw.parse().data[0].b64_json == raw_edit.parse().data[0].b64_json
    assert raw.http_response.json()["created"] == raw.parse().created
    assert [found.is_success for found in session.results()] == [True] * 3
    assert session.results()[2].body["data"][0]["b64_json"] == reply.data[0].b64_json
    found = deferred.result(reply)
    assert (found.error, found.text) == (None, "")


def test_a_live_reply_and_a_saved_one_are_read_too(sim, gpt, tmp_path):
    found = deferred.result(generate(gpt))
    assert found.is_success
    found.save_json(tmp_path / "picture.json")
    assert deferred.result(generate(gpt)).body == deferred.Result.from_json(tmp_path / "picture.json").body


def test_async_clients_batch_pictures(sim, path):
    async def main():
        async with openai.AsyncOpenAI() as client, deferred.batch(cost_limit=1):
            return await asyncio.gather(generate(client), edit(client), edit(client, path))

    replies = asyncio.run(main())
    assert all(reply.data[0].b64_json for reply in replies)
    assert set(sim.meter.by_route) == {"batch"}


@pytest.fixture
def forms(path):
    """One picture in all forms that the SDK takes."""
    with tempfile.SpooledTemporaryFile() as spooled, path.open("rb") as file:
        spooled.write(PICTURE)
        yield _forms(path, file, spooled)


def _forms(path, file, spooled):
    return {
        "bytes": PICTURE,
        "a path": path,
        "a file": file,
        "memory": io.BytesIO(PICTURE),
        "a file that was read before": _at_its_end(io.BytesIO(PICTURE)),
        "a name and bytes": ("other.png", PICTURE),
        "a name, a file and a type": ("other.png", io.BytesIO(PICTURE), "image/png"),
        "a spooled file": spooled,
        "a list": [PICTURE],
    }


def _at_its_end(file):
    file.read()
    return file


def test_one_picture_has_one_key_in_whatever_form_it_is_given(sim, gpt, forms):
    with deferred.batch():
        replies = [edit(gpt, image) for image in forms.values()]
    assert all(reply.data for reply in replies)
    assert {str(body["images"]) for body in bodies(sim)} == {
        str([{"image_url": "data:image/png;base64," + base64.b64encode(PICTURE).decode()}])
    }


def test_a_second_run_reuses_the_answers(sim, gpt, path):
    for _ in range(2):
        with deferred.batch(name="pictures") as session:
            replies = [generate(gpt), edit(gpt, path, mask=MASK), edit(gpt, [("a", PICTURE), io.BytesIO(JPEG)])]
        assert all(reply.data for reply in replies)
    assert sim.meter.rows_billed == 3
    assert session.report.cost == 0


def test_lists_masks_and_types_arrive_as_the_json_form_has_them(sim, gpt):
    with deferred.batch():
        reply = edit(gpt, [PICTURE, ("b.jpg", JPEG), io.BytesIO(WEBP)], mask=MASK, n=2, input_fidelity="high")
    assert len(reply.data) == 2
    [body] = bodies(sim)
    kinds = [one["image_url"].partition(";")[0] for one in body["images"]]
    assert kinds == ["data:image/png", "data:image/jpeg", "data:image/webp"]
    assert base64.b64decode(body["mask"]["image_url"].partition(",")[2]) == MASK
    assert (body["n"], body["input_fidelity"], "image" in body) == (2, "high", False)


def test_the_files_are_left_where_they_were(sim, gpt):
    file = io.BytesIO(PICTURE)
    file.seek(5)
    with deferred.batch():
        edit(gpt, file)
    assert file.tell() == 5


class Pipe(io.RawIOBase):
    """A file that can be read once."""

    def readable(self):
        return True


def closed():
    file = io.BytesIO(PICTURE)
    file.close()
    return file


NOT_BATCHABLE = {
    "read only once": lambda c: edit(c, Pipe()),
    "is closed": lambda c: edit(c, closed()),
    "no picture": lambda c: edit(c, b"some text"),
    "no picture (": lambda c: edit(c, PICTURE, mask=io.BytesIO(b"GIF89a")),
    "PNG, JPEG or WebP": lambda c: edit(c, io.StringIO("text")),
    "more than 15 MB": lambda c: edit(c, PICTURE + bytes(16_000_000)),
    "only GPT image models": lambda c: edit(c, model="dall-e-2", response_format="b64_json"),
    "expire within an hour": lambda c: generate(c, model="dall-e-3"),
    "name of its model": lambda c: c.images.generate(prompt="a cat"),
    "needs the name": lambda c: c.images.edit(prompt="a cat", image=PICTURE),
    "cannot stream": lambda c: generate(c, stream=True),
    "a batch cannot": lambda c: generate(c, partial_images=2),
    "batch cannot stream": lambda c: edit(c, stream=True),
    "does not take this endpoint": lambda c: c.images.create_variation(image=PICTURE),
}


@pytest.mark.parametrize("why", NOT_BATCHABLE)
def test_what_no_row_can_carry_is_refused_with_the_reason(sim, gpt, why):
    with deferred.batch(), pytest.raises(deferred.NotBatchable) as refused:
        NOT_BATCHABLE[why](gpt)
    assert why in str(refused.value)
    assert "test_images.py:" in str(refused.value)
    assert sim.requests == []


def test_a_missing_file_is_the_sdk_s_own_error(sim, gpt):
    with deferred.batch(), pytest.raises(FileNotFoundError):
        edit(gpt, pathlib.Path("nowhere.png"))
    assert sim.requests == []


def test_what_is_refused_goes_live_as_the_form_that_the_sdk_sends(sim, gpt):
    with deferred.batch(unbatchable="live", cost_limit=1) as session:
        events = list(edit(gpt, io.BytesIO(PICTURE), stream=True, quality="low"))
    assert [event.type for event in events] == ["image_edit.completed"]
    assert dict(sim.meter.by_route) == {"live": 1}
    assert len(session.report.live) == 1
    [sent] = [call for call in sim.requests if call.operation == "live"]
    assert b"form-data" in sent.headers.get("content-type", "").encode()


def test_what_goes_live_has_a_bound_with_its_files(sim, gpt):
    with (
        deferred.batch(unbatchable="live", cost_limit=0.2),
        pytest.raises(deferred.CostLimitExceeded),
    ):
        edit(gpt, PICTURE, stream=True, quality="high")
    assert sim.requests == []


def test_batches_of_pictures_that_come_too_late_go_live_as_json(sim, gpt, clock):
    sim.latency = 3 * 3600
    with deferred.batch(time_limit="2h", on_time_limit="live", cost_limit=1) as session:
        replies = [generate(gpt), edit(gpt)]
    assert all(reply.data[0].b64_json for reply in replies)
    assert session.report.cost == sim.meter.total
