"""The README says what is so: its first block sets it up, and its tables name what there is."""

import base64
import re
import subprocess
import sys
import tomllib

import pytest

import deferred
from tests.capture.dropin import scripts
from tests.support import places
from tests.support.bodies import png
from tests.support.models import CLAUDE, GEMINI, GPT

README = places.README.read_text("utf-8")


def section(title):
    """Give the text under a heading."""
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def test_the_first_block_has_the_two_lines_that_set_it_up():
    first = re.search(r"^```text\n(.*?)^```", README, re.MULTILINE | re.DOTALL).group(1)
    commands = [line.partition("#")[0].strip() for line in first.splitlines()]
    assert commands == ['pip install ".[demo]" && deferred demo', 'pip install -e ".[dev]" && pytest']


def test_the_pictures_are_small():
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)|(?:src|srcset)=\"([^\"]+)\"", README)
    names = [plain or tagged for plain, tagged in pictures]
    assert len(names) == 3
    for name in names:
        assert (places.ROOT / name).stat().st_size < 300_000


def test_the_readme_is_short():
    assert len(README.splitlines()) <= 300


def test_every_extra_for_users_and_every_dependency_is_named():
    project = tomllib.loads((places.ROOT / "pyproject.toml").read_text())["project"]
    ours = {"frameworks", "providers", "tracers", "engines", "dev"}  # what the tests of this project need
    named = section("Install")
    assert [extra for extra in project["optional-dependencies"].keys() - ours if f"`{extra}`" not in named] == []
    page = (places.DOCS / "foundations.md").read_text()
    packages = [re.match(r"[\w-]+", one)[0] for one in project["dependencies"]]
    assert re.findall(r"^\| `([\w-]+)` \|", page, re.MULTILINE) == packages


@pytest.mark.slow
def test_the_pictures_are_made_by_their_script(browser, tmp_path):
    command = [sys.executable, "-m", "tests.pictures", str(tmp_path)]
    subprocess.run(command, cwd=places.ROOT, check=True, timeout=110, capture_output=True)
    drawn = (tmp_path / "progress.svg").read_text()
    assert GPT in drawn
    assert set(re.findall(r"https?://[^ \"<]+", drawn)) <= {"http://www.w3.org/2000/svg", "https://www.textualize.io"}
    for scheme in ("light", "dark"):
        assert (tmp_path / f"report-{scheme}.png").read_bytes().startswith(b"\x89PNG")


# How a row of the table begins, and the scripts that it speaks of.
SHAPES = {
    "makes all calls": (scripts.list_then_read, scripts.dataclass_of_replies, scripts.json_dump_of_replies,
                        scripts.generator_pipeline),
    "keeps replies in a column": (scripts.apply_of_pandas,),
    "reads at once, in": (scripts.thread_pool, scripts.as_completed, scripts.pool_of_multiprocessing),
    "`asyncio.gather`": (scripts.gather_with_semaphore, scripts.task_group),
    "tenacity or backoff": (scripts.tenacity_around_a_function, scripts.tenacity_around_create,
                            scripts.backoff_around_a_function, scripts.backoff_while_the_reply_is_falsy),
    "summaries of parts": (scripts.map_reduce,),
    "answers, then a judge": (scripts.judge,),
    "conversations of two turns": (scripts.several_turns,),
    "`for text in texts": (scripts.loop_and_print,),
    "pandas `apply` of": (scripts.apply_of_pandas_that_reads,),
    "a tool loop": (scripts.tool_loop,),
}  # fmt: skip


def test_every_shape_in_the_table_makes_as_many_jobs_as_its_script():
    rows = re.findall(r"^\| (.+?) \| \d+ \| (\d+) \|", section("How your code is batched"), re.MULTILINE)
    assert len(rows) == len(SHAPES)
    for words, jobs in rows:
        (shape,) = [shape for shape in SHAPES if words.startswith(shape)]
        assert {scripts.JOBS[script] for script in SHAPES[shape]} == {int(jobs)}


@pytest.mark.usefixtures("no_session_left")
def test_what_the_tables_say_is_supported_goes_into_a_batch(sim, claude, gpt, gemini):
    messages = [{"role": "user", "content": "hello"}]
    with deferred.batch():
        replies = [
            claude.messages.create(model=CLAUDE, max_tokens=50, messages=messages),
            claude.beta.messages.create(model=CLAUDE, max_tokens=50, messages=messages),
            claude.messages.with_raw_response.create(model=CLAUDE, max_tokens=50, messages=messages),
            gpt.chat.completions.create(model=GPT, messages=messages),
            gpt.chat.completions.with_raw_response.create(model=GPT, messages=messages),
            gpt.responses.create(model=GPT, input="hello"),
            gpt.embeddings.create(model="text-embedding-3-small", input="hello"),
            gpt.moderations.create(model="omni-moderation-latest", input="hello"),
            gpt.completions.create(model="gpt-3.5-turbo-instruct", prompt="hello"),
            gpt.images.generate(model="gpt-image-1", prompt="hello"),
            gpt.images.edit(model="gpt-image-1", image=base64.b64decode(png(8, 8)), prompt="hello"),
            gemini.models.generate_content(model=GEMINI, contents="hello"),
            gemini.models.embed_content(model="gemini-embedding-001", contents=["hello"]),
        ]
    assert [deferred.future(reply).exception() for reply in replies] == [None] * len(replies)
    assert sim.live_calls == []


@pytest.mark.usefixtures("no_session_left")
def test_what_the_tables_say_is_refused_is_refused_before_anything_is_sent(sim, claude, gpt, gemini):
    messages = [{"role": "user", "content": "hello"}]
    elsewhere = gpt.with_options(base_url="http://localhost:9/v1")
    refused = [
        lambda: claude.messages.create(model=CLAUDE, max_tokens=50, messages=messages, stream=True),
        lambda: claude.messages.stream(model=CLAUDE, max_tokens=50, messages=messages).__enter__(),
        lambda: gpt.responses.create(model=GPT, input="hello", service_tier="priority"),
        lambda: gpt.images.generate(model="gpt-image-1", prompt="a cat", stream=True),
        lambda: gpt.images.create_variation(image=b"a picture"),
        lambda: gpt.audio.speech.create(model="tts-1", voice="alloy", input="hello"),
        lambda: elsewhere.chat.completions.create(model=GPT, messages=messages),
        lambda: next(iter(gemini.models.generate_content_stream(model=GEMINI, contents="hello"))),
        lambda: gpt.chat.completions.with_streaming_response.create(model=GPT, messages=messages).__enter__(),
    ]
    with deferred.batch():
        for call in refused:
            with pytest.raises(deferred.NotBatchable, match=r"test_readme\.py:"):
                call()
    assert sim.requests == []
