"""Loops over iterators of the user's: which of them an answer may end."""

import asyncio

import pytest

ALL = {"a2": "certain", "a3": "certain"}
ENDS = {"a2": "risky", "a3": "risky"}
PAGES = """
class Pages:
    last, count = "", 0
    def __iter__(self): return self
    def __next__(self):
        if "done" in self.last or self.count == 3:
            raise StopIteration
        self.count += 1
        return str(self.count)
pages = Pages()
"""
LOOP = """
for item in {over}:
    said = ask("a" + item)
    if item == "1": fork()
"""


def of(judged, before, over, loop=LOOP):
    """Judge the calls of a loop."""
    return judged(before + loop.format(over=over))


@pytest.mark.parametrize("over", ["pages", "(item for item in pages)", "zip(pages, '123')", "through(pages)"])
def test_a_loop_over_an_object_that_ends_itself_is_risky(judged, over):
    before = PAGES + "def through(items):\n    for item in items: yield item\n"
    loop = LOOP.replace("    said", "    item = item[0]\n    said", 1)
    assert of(judged, before, over, loop) == ENDS


def test_an_object_whose_helper_ends_the_loop_is_risky(judged):
    before = PAGES.replace("__next__", "more") + "Pages.__next__ = lambda self: self.more()\n"
    assert of(judged, before, "pages") == ENDS


def test_next_in_a_loop_over_something_else_is_risky(judged):
    found = of(judged, PAGES, "'123'", LOOP.replace("said =", "item = next(pages); said ="))
    assert found == ENDS


def test_an_object_without_iter_that_ends_itself_is_risky(judged):
    before = """
class Pages:
    last = ""
    def __getitem__(self, place):
        if "done" in self.last or place == 3: raise IndexError
        return str(place + 1)
"""
    assert of(judged, before, "Pages()") == ENDS


@pytest.mark.parametrize(
    "body",
    [
        "while not state['over']: yield items.pop(0)",
        "while len(found) < 3 and items: yield items.pop(0)",
        "for item in items:\n        if found: return\n        yield item",
        "for item in items:\n        over = state['over']\n        if over: break\n        yield item",
        "for item in items:\n        if not state['over']: yield item",
        "said = ''\n    for item in items:\n        if said == 'x': break\n        said = yield item",
        "yield from inner(items)",
    ],
)
def test_a_generator_that_ends_by_what_others_change_is_risky(judged, body):
    before = f"""
state, found = {{"over": False}}, []
def inner(items):
    while items and not found: yield items.pop(0)
def pages(items):
    {body}
    return
"""
    loop = LOOP + "    state['over'] = item == '3'\n"
    assert of(judged, before, "pages(list('123'))", loop) == ENDS


@pytest.mark.parametrize(
    "body",
    [
        "for item in items: yield item",
        "for item in items:\n        if not item.strip(): continue\n        yield item",
        "for count, item in enumerate(items):\n        if limit and count >= limit: break\n        yield item",
        "count = 0\n    while count < limit - 6:\n        yield items[count]\n        count += 1",
        "seen = set()\n    for item in items:\n        if item in seen: continue\n        seen.add(item)\n        yield item",
        "yield from sorted(items)",
        "yield from (item for item in items if item)",
        "with open(__file__) as file:\n        for item, line in zip(items, file): yield item",
    ],
)
def test_an_ordinary_generator_is_a_plain_loop(judged, body):
    before = f"__file__ = {__file__!r}\ndef rows(items, limit=9):\n    {body}\n"
    assert of(judged, before, "rows('123')") == ALL


def test_an_object_that_hands_on_what_another_has_is_a_plain_loop(judged):
    before = """
class Rows:
    def __init__(self): self.inner = iter("123")
    def __iter__(self): return self
    def __next__(self): return next(self.inner)
"""
    assert of(judged, before, "Rows()") == ALL


@pytest.mark.parametrize("over", ["iter(more, None)", "takewhile(lambda item: said != 'x', '123')"])
def test_a_loop_that_a_function_ends_is_risky(judged, over):
    before = """
from itertools import takewhile
items, said = list("123"), ""
def more():
    return items.pop(0) if items and said != "x" else None
"""
    assert of(judged, before, over) == ENDS


def test_a_comprehension_over_an_object_that_ends_itself_is_risky(judged):
    found = judged(PAGES + "ask('a0')\nfork()\n[ask('a' + item) for item in pages]\n")
    assert found == {"a1": "risky", "a2": "risky", "a3": "risky"}


@pytest.mark.parametrize(("condition", "wanted"), [("state.get('over')", "risky"), ("count > 5", "certain")])
def test_an_async_generator_is_judged_alike(judged, condition, wanted):
    found = judged(f"""
        import asyncio
        state = {{}}
        async def pages():
            for count, item in enumerate("123"):
                await asyncio.sleep(0)
                if {condition}: return
                yield item
        async def main():
            async for item in pages():
                ask("a" + item)
                if item == "1": fork()
        asyncio.run(main())
    """)
    assert found == {"a2": wanted, "a3": wanted}
    asyncio.set_event_loop(None)
