"""Scripts of the kind people have, none of which knows of `deferred`."""

import asyncio
import collections
import concurrent.futures
import dataclasses
import functools
import inspect
import itertools
import json
import multiprocessing.pool
import pickle
import threading
import time

import anthropic
import openai

from tests.support.models import CLAUDE, GPT

TEXTS = [f"text {n}" for n in range(6)]
MODULE = {}


def message(text):
    """The arguments of a call to Anthropic."""
    return {"model": CLAUDE, "max_tokens": 64, "messages": [{"role": "user", "content": text}]}


def module_client():
    """A client that a module made once."""
    return MODULE.setdefault("client", anthropic.Anthropic())


def ask(text):
    """Ask, and read at once."""
    return module_client().messages.create(**message(text)).content[0].text


def chat(text):
    """Ask OpenAI, and read at once."""
    client = openai.OpenAI()
    done = client.chat.completions.create(model=GPT, messages=[{"role": "user", "content": text}])
    return done.choices[0].message.content


def loop_and_print():
    said = []
    for text in TEXTS:
        answer = ask(text)
        print(answer)
        said.append(answer)
    return said


def list_then_read():
    replies = [module_client().messages.create(**message(text)) for text in TEXTS]
    return [reply.content[0].text for reply in replies]


def thread_pool():
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        return list(pool.map(ask, TEXTS))


def as_completed():
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        futures = {pool.submit(chat, text): text for text in TEXTS}
        return sorted((futures[done], done.result()) for done in concurrent.futures.as_completed(futures))


def pool_of_multiprocessing():
    with multiprocessing.pool.ThreadPool(8) as pool:
        results = list(pool.imap(ask, TEXTS))
        pool.close()
        pool.join()
    return results


def retry_decorator():
    def retry(function):
        @functools.wraps(function)
        def call(*args):
            for attempt in range(3):
                try:
                    return function(*args)
                except anthropic.APIStatusError:
                    time.sleep(0.01 * 2**attempt)
            return None

        return call

    create = retry(lambda text: module_client().messages.create(**message(text)))
    return [reply.content[0].text for reply in [create(text) for text in TEXTS]]


def an_error_in_the_middle():
    def one(model):
        try:
            return module_client().messages.create(**{**message("x"), "model": model}).content[0].text
        except anthropic.NotFoundError as error:
            return type(error).__name__

    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        return list(pool.map(one, [CLAUDE, "claude-does-not-exist", CLAUDE]))


def gather_with_semaphore():
    async def main():
        slots = asyncio.Semaphore(10)

        async def one(text):
            async with slots:
                return (await client.messages.create(**message(text))).content[0].text

        async with anthropic.AsyncAnthropic() as client:
            return await asyncio.gather(*map(one, TEXTS))

    return asyncio.run(main())


def task_group():
    async def main():
        async with openai.AsyncOpenAI() as client, asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(
                    client.chat.completions.create(model=GPT, messages=[{"role": "user", "content": text}])
                )
                for text in TEXTS
            ]
        return [task.result().choices[0].message.content for task in tasks]

    return asyncio.run(main())


def rerank():
    scores = [module_client().messages.create(**message(f"score {text * n}")) for n, text in enumerate(TEXTS)]
    ranked = sorted(zip(scores, TEXTS, strict=True), key=lambda pair: (int(pair[0].content[0].text), pair[1]))
    return [text for _, text in ranked]


def map_reduce():
    parts = [module_client().messages.create(**message(f"summarize {text}")) for text in TEXTS]
    return ask("combine " + " ".join(part.content[0].text for part in parts))


def judge():
    answers = [module_client().messages.create(**message(text)) for text in TEXTS]
    grades = [module_client().messages.create(**message(f"score {a.content[0].text}")) for a in answers]
    return sum(int(grade.content[0].text) for grade in grades)


def tool_loop():
    history = ["search"]
    while (found := ask(" ".join(history))) != "found":
        history.append(found)
    return history


def apply_like_pandas():
    column = dict(enumerate(TEXTS))
    replies = {row: module_client().messages.create(**message(text)) for row, text in column.items()}
    return {row: reply.content[0].text.upper() for row, reply in replies.items()}


def generator_pipeline():
    asked = (module_client().messages.create(**message(text)) for text in TEXTS)
    return [reply.content[0].text for reply in list(asked)]


def generator_in_chunks():
    texts, results = iter(TEXTS), []
    while chunk := list(itertools.islice(texts, 3)):
        replies = [module_client().messages.create(**message(text)) for text in chunk]
        results += [reply.content[0].text for reply in replies]
    return results


def class_with_its_client():
    class Bot:
        def __init__(self):
            self.client = openai.OpenAI()

        def say(self, text):
            return self.client.chat.completions.create(model=GPT, messages=[{"role": "user", "content": text}])

    bot = Bot()
    return [reply.choices[0].message.content for reply in [bot.say(text) for text in TEXTS]]


def partial_of_a_bound_method():
    create = functools.partial(module_client().messages.create, model=CLAUDE, max_tokens=64)
    replies = [create(messages=[{"role": "user", "content": text}]) for text in TEXTS]
    return [reply.content[0].text for reply in replies]


def dataclass_of_replies():
    @dataclasses.dataclass
    class Row:
        text: str
        reply: object

    rows = [Row(text, module_client().messages.create(**message(text))) for text in TEXTS]
    return [(row.text, row.reply.content[0].text, row.reply.usage.output_tokens) for row in rows]


def json_dump_of_replies():
    replies = [module_client().messages.create(**message(text)) for text in TEXTS]
    return json.dumps([reply.model_dump() for reply in replies], sort_keys=True)


def match_on_the_reply():
    def words(reply):
        match reply:
            case anthropic.types.Message(stop_reason="end_turn", content=[block]):
                return block.text
        return None

    return [words(reply) for reply in [module_client().messages.create(**message(text)) for text in TEXTS]]


def several_turns():
    def talk(text):
        turns = [{"role": "user", "content": text}]
        for more in ("and then?", "and so?"):
            done = openai.OpenAI().chat.completions.create(model=GPT, messages=turns)
            turns += [
                {"role": "assistant", "content": done.choices[0].message.content},
                {"role": "user", "content": more},
            ]
        return [turn["content"] for turn in turns]

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        return list(pool.map(talk, TEXTS))


def cached_by_lru():
    @functools.lru_cache
    def create(text):
        return module_client().messages.create(**message(text))

    return [reply.content[0].text for reply in [create(text) for text in TEXTS * 2]]


def formatted_into_a_report():
    replies = {text: module_client().messages.create(**message(text)) for text in TEXTS}
    return "\n".join(f"{text}: {reply.content[0].text:>50}" for text, reply in replies.items())


def tenacity_around_a_function():
    import tenacity

    @tenacity.retry(
        retry=tenacity.retry_if_exception_type(anthropic.APIStatusError),
        stop=tenacity.stop_after_attempt(3),
        wait=tenacity.wait_random_exponential(max=0.01),
        reraise=True,
    )
    def careful(text):
        return ask(text)

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        return list(pool.map(careful, TEXTS))


def tenacity_around_create():
    import tenacity

    create = tenacity.retry(wait=tenacity.wait_none())(module_client().messages.create)
    return [reply.content[0].text for reply in [create(**message(text)) for text in TEXTS]]


def tenacity_until_the_answer_is_good():
    import tenacity

    def talk(text):
        history = [text]

        @tenacity.retry(retry=tenacity.retry_if_result(lambda found: found != "found"), wait=tenacity.wait_none())
        def search():
            history.append(ask(f"search {' '.join(history)}"))
            return history[-1]

        return search()

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        return list(pool.map(talk, TEXTS))


def tenacity_in_asyncio():
    import tenacity

    async def main():
        async with openai.AsyncOpenAI() as client:

            @tenacity.retry(stop=tenacity.stop_after_attempt(2), wait=tenacity.wait_none())
            async def one(text):
                done = await client.chat.completions.create(model=GPT, messages=[{"role": "user", "content": text}])
                return done.choices[0].message.content

            return await asyncio.gather(*map(one, TEXTS))

    return asyncio.run(main())


def backoff_around_a_function():
    import backoff

    careful = backoff.on_exception(backoff.expo, openai.APIError, max_time=60)(chat)
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        return list(pool.map(careful, TEXTS))


def backoff_while_the_reply_is_falsy():
    import backoff

    create = backoff.on_predicate(backoff.constant, interval=0.01, max_tries=3)(module_client().messages.create)
    return [reply.content[0].text for reply in [create(**message(text)) for text in TEXTS]]


def evals_with_a_bound_method():
    import backoff

    def with_retries(function, **arguments):
        result = backoff.on_predicate(backoff.expo, max_value=1)(function)(**arguments)
        if "error" in result:
            raise ValueError(result)
        return result

    def one(text):
        turns = [{"role": "user", "content": text}]
        return with_retries(create, model=GPT, messages=turns).choices[0].message.content

    create = openai.OpenAI().chat.completions.create
    with multiprocessing.pool.ThreadPool(10) as pool:
        results = list(pool.imap_unordered(one, TEXTS))
        pool.close()
        pool.join()
    return sorted(results)


def usage_under_a_lock():
    import backoff

    lock, used = threading.Lock(), collections.Counter()

    @backoff.on_exception(backoff.expo, anthropic.APIError, max_time=1000)
    def request(text):
        reply = anthropic.Anthropic().messages.create(**message(text))
        usage = reply.usage
        with lock:
            used["out"] += usage.output_tokens
        return dict(reply)["content"][0].text

    with concurrent.futures.ThreadPoolExecutor(5) as pool:
        return list(pool.map(request, TEXTS)), used


def apply_of_pandas():
    import pandas as pd

    table = pd.DataFrame({"text": TEXTS})
    table["reply"] = table["text"].apply(lambda text: module_client().messages.create(**message(text)))
    table["answer"] = table["reply"].apply(lambda reply: reply.content[0].text.upper())
    return table["answer"].tolist()


def apply_of_pandas_over_rows():
    import pandas as pd

    table = pd.DataFrame({"text": TEXTS, "n": range(len(TEXTS))})
    replies = table.apply(lambda row: module_client().messages.create(**message(f"{row['n']} {row['text']}")), axis=1)
    return {n: reply.usage.output_tokens for n, reply in replies.items()}, replies.iloc[2].content[0].text


def apply_of_pandas_that_reads():
    import pandas as pd

    return pd.Series(TEXTS).apply(ask).tolist()


def prefilled_and_stopped():
    def classify(text):
        turns = [{"role": "user", "content": text}, {"role": "assistant", "content": f"<{text}>"}]
        arguments = {**message(text), "messages": turns, "stop_sequences": ["</category>"]}
        return module_client().messages.create(**arguments).content[0].text

    with concurrent.futures.ThreadPoolExecutor() as pool:
        return list(pool.map(classify, TEXTS))


def http_client_of_its_own_and_a_pickled_cache():
    client, slots = openai.OpenAI(http_client=openai.DefaultHttpxClient(timeout=60)), threading.Semaphore(10)

    def ask_in_a_slot(text):
        with slots:
            done = client.chat.completions.create(model=GPT, messages=[{"role": "user", "content": text}])
            return pickle.loads(pickle.dumps(done)).choices[0].message.content

    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        return list(pool.map(ask_in_a_slot, TEXTS))


def raw_responses():
    raw = [module_client().messages.with_raw_response.create(**message(text)) for text in TEXTS]
    return [(one.status_code, one.parse().content[0].text, "content-type" in one.headers) for one in raw]


def bound_method_of_an_async_client():
    async def main():
        async with openai.AsyncOpenAI() as client:
            create, slots = client.chat.completions.create, asyncio.BoundedSemaphore(10)

            async def one(text):
                async with slots:
                    turns = [{"role": "user", "content": text}]
                    return await asyncio.wait_for(create(model=GPT, messages=turns, timeout=20), 1200)

            done = await asyncio.gather(*map(one, TEXTS))
            return [one.choices[0].message.content for one in done], inspect.signature(create), create.__qualname__

    return asyncio.run(main())


# Those that need a package which the SDKs do not bring.
NEEDS = {
    tenacity_around_a_function: "tenacity",
    tenacity_around_create: "tenacity",
    tenacity_until_the_answer_is_good: "tenacity",
    tenacity_in_asyncio: "tenacity",
    backoff_around_a_function: "backoff",
    backoff_while_the_reply_is_falsy: "backoff",
    evals_with_a_bound_method: "backoff",
    usage_under_a_lock: "backoff",
    apply_of_pandas: "pandas",
    apply_of_pandas_over_rows: "pandas",
    apply_of_pandas_that_reads: "pandas",
}
# What each is run as, and how many jobs it makes deferred.
JOBS = {
    loop_and_print: 6,
    list_then_read: 1,
    thread_pool: 1,
    as_completed: 1,
    pool_of_multiprocessing: 1,
    retry_decorator: 1,
    an_error_in_the_middle: 1,
    gather_with_semaphore: 1,
    task_group: 1,
    rerank: 1,
    map_reduce: 2,
    judge: 2,
    tool_loop: 3,
    apply_like_pandas: 1,
    generator_pipeline: 1,
    generator_in_chunks: 2,
    class_with_its_client: 1,
    partial_of_a_bound_method: 1,
    dataclass_of_replies: 1,
    json_dump_of_replies: 1,
    match_on_the_reply: 1,
    several_turns: 2,
    cached_by_lru: 1,
    formatted_into_a_report: 1,
    tenacity_around_a_function: 1,
    tenacity_around_create: 1,
    tenacity_until_the_answer_is_good: 3,
    tenacity_in_asyncio: 1,
    backoff_around_a_function: 1,
    backoff_while_the_reply_is_falsy: 1,
    evals_with_a_bound_method: 1,
    usage_under_a_lock: 2,  # 5 workers for 6 texts
    prefilled_and_stopped: 1,
    http_client_of_its_own_and_a_pickled_cache: 1,
    raw_responses: 1,
    bound_method_of_an_async_client: 1,
    apply_of_pandas: 1,
    apply_of_pandas_over_rows: 1,
    apply_of_pandas_that_reads: 6,
}
