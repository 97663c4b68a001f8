"""How certain a call is, by the way that a child takes to it."""

import sys

import pytest

from deferred.lookahead.certainty import Certainties
from deferred.lookahead.site import user_frames
from tests.unit.lookahead.conftest import LIBRARY, Judge


def test_items_of_a_plain_loop_are_certain(judged):
    found = judged("""
        for item in "123":
            ask("a" + item)
            if item == "1": fork()
            ask("b" + item)
    """)
    assert found == dict.fromkeys(["b1", "a2", "b2", "a3", "b3"], "certain")


def test_a_call_under_a_condition_that_follows_an_answer_of_its_item_is_uncertain(judged):
    found = judged("""
        import re
        fork()
        for item in "12":
            answer = ask("a" + item)
            if re.match("bad", answer) is None:
                ask("b" + item)
    """)
    assert found == {"a1": "certain", "b1": "uncertain", "a2": "certain", "b2": "uncertain"}


def test_a_condition_before_the_first_answer_of_an_item_is_none(judged):
    found = judged("""
        fork()
        for item in "12":
            if item.isdigit():
                ask("a" + item)
                ask("b" + item)
    """)
    assert found == dict.fromkeys(["a1", "b1", "a2", "b2"], "certain")


@pytest.mark.parametrize("leaves", ["continue", "break", "raise SystemExit", "assert answer == 'phantom'"])
def test_what_follows_a_statement_that_may_leave_the_item_is_uncertain(judged, leaves):
    found = judged(f"""
        fork()
        for item in "12":
            answer = ask("a" + item)
            if not answer:
                {leaves}
            ask("b" + item)
    """)
    assert found["a1"] == "certain"
    assert (found["b1"], found["b2"]) == ("uncertain", "uncertain")
    assert found["a2"] == ("certain" if leaves == "continue" else "risky")


def test_what_follows_an_early_return_is_uncertain(judged):
    found = judged("""
        def review(item):
            answer = ask("a" + item)
            if not answer:
                return None
            return ask("b" + item)
        fork()
        for item in "12":
            review(item)
    """)
    assert found == {"a1": "certain", "b1": "uncertain", "a2": "certain", "b2": "uncertain"}


def test_tries_of_an_inner_loop_are_uncertain_from_the_second_on(judged):
    found = judged("""
        fork()
        for item in "12":
            for attempt in range(2):
                if ask(f"{item} {attempt}") == "good":
                    break
    """)
    assert found == {"1 0": "certain", "1 1": "uncertain", "2 0": "certain", "2 1": "uncertain"}


def test_tries_that_a_library_makes_after_an_exception_are_uncertain(judged):
    found = judged("""
        import json
        count = 0
        @again_if_it_fails
        def review(item):
            global count
            count += 1
            return json.loads(ask(f"{item} {count % 3}"))
        fork()
        for item in "12":
            review(item)
    """)
    assert found == {
        "1 1": "certain", "1 2": "uncertain", "1 0": "uncertain",
        "2 1": "certain", "2 2": "uncertain", "2 0": "uncertain",
    }  # fmt: skip


def test_an_exception_before_the_first_answer_of_an_item_is_none_of_its(judged):
    found = judged("""
        stored = {}
        fork()
        for item in "12":
            try:
                stored[item]
            except KeyError:
                stored[item] = ask(item)
    """)
    assert found == {"1": "certain", "2": "certain"}


def test_a_handler_of_what_an_answer_caused_is_uncertain(judged):
    found = judged("""
        import json
        fork()
        for item in "12":
            try:
                json.loads(ask("a" + item))
            except ValueError:
                ask("b" + item)
            ask("c" + item)
    """)
    assert found == {
        "a1": "certain", "b1": "uncertain", "c1": "uncertain", "a2": "certain", "b2": "uncertain", "c2": "uncertain",
    }  # fmt: skip


def test_a_loop_that_may_end_early_is_risky(judged):
    found = judged("""
        fork()
        for item in "12":
            if item:
                answer = ask("a" + item)
            if answer == "stop":
                break
        waiting = ["3", "4"]
        while waiting:
            ask("b" + waiting.pop())
    """)
    assert found == {"a1": "certain", "a2": "risky", "b4": "certain", "b3": "risky"}


def test_operands_and_choices_after_an_answer_are_uncertain(judged):
    found = judged("""
        fork()
        for item in "12":
            answer = ask("a" + item)
            ask("b" + item) if answer else None
            answer and ask("c" + item)
    """)
    assert {name: value for name, value in found.items() if name[0] != "a"} == dict.fromkeys(
        ["b1", "c1", "b2", "c2"], "uncertain"
    )
    assert found["a2"] == "certain"


def test_comprehensions_are_plain_loops_and_what_a_reader_may_leave_is_risky(judged):
    found = judged("""
        fork()
        [ask("a" + item) for item in "12"]
        list(map(ask, ["b1", "b2"]))
        any(ask("c" + item) == "x" for item in "12")
    """)
    assert (found["a1"], found["a2"]) == ("certain", "certain")
    assert found["b2"] == "uncertain"  # the same instruction again, and nothing tells why
    assert found["c2"] == "risky"


@pytest.mark.parametrize(("text", "wanted"), [("ask('a')\nfork()\nask('b')\n", "uncertain"), ("main()", "certain")])
def test_code_whose_text_is_not_known_is_uncertain_unless_it_stands_still(tmp_path, text, wanted):
    judge = Judge()
    library = {"judge": judge, "user_frames": user_frames, "Certainties": Certainties}
    exec(compile(LIBRARY, "/lib/site-packages/library.py", "exec"), library)
    path = tmp_path / "script.py"
    path.write_text("def main():\n    ask('a')\n    fork()\n    ask('b')\n")
    names = {"ask": library["ask"], "fork": library["fork"], "__name__": "script"}
    exec(compile(path.read_text(), str(path), "exec"), names)
    unknown = compile(text, "<nowhere>", "exec")
    before = sys.gettrace()
    exec(unknown, names)
    judge.is_child = True
    try:
        exec(unknown, names)
    finally:
        sys.settrace(before)
    assert judge.found["b"] == wanted


def test_a_choice_that_was_made_before_the_child_was_forked_counts_against_nothing(judged):
    found = judged("""
        def main():
            fork()
            for item in "12":
                ask(item)
        main() if __name__ else None
    """)
    assert found == {"1": "certain", "2": "certain"}


@pytest.mark.parametrize(
    ("before", "condition", "after"),
    [
        ("", "found < 2", "if 'x' not in said: found += 1"),
        ("", "not flag['over']", "if 'x' not in said: flag['over'] = True"),
        ("", "len(kept) < 2", "if 'x' not in said: kept.append(said)"),
        ("", "not found", "found += len(said)"),
        ("def judge(said): State.over = True", "not State.over", "judge(said)"),
    ],
)
def test_a_condition_on_what_earlier_answers_changed_is_risky(judged, before, condition, after):
    found = judged(f"""
        class State:
            over = False
        found, flag, kept = 0, {{"over": False}}, []
        {before}
        for item in "123":
            if {condition} or True:
                said = ask("a" + item)
            if item == "1": fork()
            {after}
    """)
    assert found == {"a2": "risky", "a3": "risky"}


def test_a_helper_that_returns_once_a_flag_is_set_is_risky(judged):
    found = judged("""
        class State:
            over = False
        def judge(said):
            if "x" in said: State.over = True
        def step(item):
            if State.over: return
            judge(ask("a" + item))
        for item in "123":
            step(item)
            if item == "1": fork()
    """)
    assert found == {"a2": "risky", "a3": "risky"}


def test_conditions_on_the_items_themselves_are_certain(judged):
    found = judged("""
        done = set("4")
        count = total = 0
        for item in "12345":
            count += 1
            if item in done or count > 9: continue
            row = {"kind": item}
            if row["kind"] != "5":
                said = ask("a" + item)
                total += len(said)
            if item == "1": fork()
            done.add(item)
    """)
    assert found == {"a2": "certain", "a3": "certain"}


def test_a_loop_through_a_list_that_its_turns_change_is_risky(judged):
    found = judged("""
        queue = ["1", "2"]
        for item in queue:
            said = ask("a" + item)
            if item == "1": fork()
            if "no" not in said and len(queue) < 4:
                queue.append(item + "+")
    """)
    assert found == {"a2": "risky", "a1+": "risky", "a2+": "risky"}


CHOOSING = """
        import itertools, re
        going = getattr(itertools, "take" + "while")
        seen, kinds, limit = set(), {{"1", "2", "3"}}, "0"
        left = 5
        class Watch:
            over = False
        watch = Watch()
        def is_new(item):
            return item not in seen
        def is_over(item):
            return left < 1
        def prepared(item):
            return item if left else item
        for item in {items}:
            said = ask("a" + item)
            if item == "1": fork()
            if re.search("x", said): seen.add(item)
            left -= said == "x"
            watch.over = said == "x"
"""


@pytest.mark.parametrize(
    "items",
    ["filter(lambda item: item not in seen, '123')", "filter(is_new, '123')", "itertools.filterfalse(is_over, '123')",
     "itertools.filterfalse(lambda item: is_over(item), '123')", "going(lambda _: not watch.over, '123')",
     "(item for item in '123' if item not in seen)", "(item for item in '123' if is_new(item))"],
)  # fmt: skip
def test_items_that_are_chosen_by_what_earlier_answers_left_are_risky(judged, items):
    assert judged(CHOOSING.format(items=items)) == {"a2": "risky", "a3": "risky"}


@pytest.mark.parametrize(
    "items",
    ["filter(lambda item: item > limit, '123')", "filter(str.isdigit, '1x23')", "filter(kinds.__contains__, '123')",
     "(item for item in '123' if item in kinds)", "map(prepared, '123')", "map(lambda item: item if left else '', '123')",
     "filter(lambda item: re.match(limit, item) is None, '123')"],
)  # fmt: skip
def test_items_that_are_chosen_by_themselves_are_certain(judged, items):
    assert judged(CHOOSING.format(items=items)) == {"a2": "certain", "a3": "certain"}


@pytest.mark.parametrize(("condition", "wanted"), [("item not in seen", "risky"), ("item in kinds", "certain")])
def test_a_comprehension_that_leaves_out_items_by_earlier_answers_is_risky(judged, condition, wanted):
    found = judged(f"""
        seen, kinds = set(), set("123")
        def see(item):
            seen.add(ask("a" + item))
            if item == "1": fork()
        [see(item) for item in "123" if {condition}]
    """)
    assert found == {"a2": wanted, "a3": wanted}
