"""A grammar of programs that ask a model: loops, branches, functions, generators, classes, state and their early ends."""

from hypothesis import strategies as st

# What programs are written with. `v` is the newest answer and `i` the present item; `got` and `state` outlive an item.
LIBRARY = '''
import collections, contextlib, functools, itertools, json, re, sys, zlib
import anthropic, deferred
client = anthropic.Anthropic()
out = []
SHAPE = """{"type": "object", "required": ["n", "ok", "word"], "properties": {"n": {"type": "integer", "minimum": 0,
"maximum": 9}, "ok": {"type": "boolean"}, "word": {"type": "string"}}}"""
def ask(text):
    said = [{"role": "user", "content": text}]
    made = client.messages.create(model="claude-haiku-4-5", max_tokens=64, messages=said).content[0].text
    out.append([text, made])
    return made
def ask_json(text):
    return json.loads(ask(f"{text} {SHAPE}"))
@functools.lru_cache
def ask_once(text):
    return ask(text)
@contextlib.contextmanager
def noted(got, v):
    yield
    got.append(len(v))
'''
CONDITIONS = [
    "'evidence' in v", "len(v) % 2", "zlib.crc32(v.encode()) % 3 == 0", "i % 2", "re.search('order|quiet', v)",
    "v.startswith('You')", "v", "len(out) > 9", "len(got) > 2", "state.get('n', 0) > 1", "state.get('over')",
    "state['d'].get('ok')", "state['d'].get('n', 0) > 4", "state['d'].get('word', '') in v", "v in state.values()",
    "any(len(one) % 3 == 0 for one in got)", "max(map(len, got), default=0) > 40", "sum(map(len, got)) > 90",
]  # fmt: skip
TEXTS = [
    '"plain"', 'f"item {i}"', 'f"{i}: {v[:30]}"', 'f"try {len(out)}"', 'f"{i} {len(v) % 3}"', 'f"{len(got)} so far"',
    'f"{i} after {state.get(\'n\', 0)}"', 'f"{i} {state[\'d\'].get(\'n\')}"', 'f"all of {got[-2:]}"',
]  # fmt: skip
CHANGES = [
    "got.append(v)", "state['n'] = state.get('n', 0) + 1", "state['n'] = len(v) % 4", "state[i] = v",
    "state['over'] = bool({condition})", "got[:] = [one for one in got if 'order' not in one]",
    "got.sort(key=len)", "state.pop('n', None)",
]  # fmt: skip
conditions, texts = st.sampled_from(CONDITIONS), st.sampled_from(TEXTS)


def indented(lines):
    """The lines of a block in another."""
    return ["    " + line for line in lines]


@st.composite
def programs(draw):
    """A whole program: the function `main`."""
    loop = draw(st.sampled_from([f"for i in range({draw(st.integers(2, 4))}):", *_GUARDED_LOOPS]))
    first = [loop.format(condition=draw(conditions)), *indented(draw(blocks(2, in_loop=True)))]
    body = ["got, state = [], {'d': {}}", *first, *draw(blocks(1))]
    return "\n".join(["def main(v, i):", *indented(body)])


@st.composite
def blocks(draw, depth, in_loop=False):
    """A block of statements."""
    names = [*_PLAIN, *(_NESTED if depth else ())]
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        lines += draw(st.sampled_from(names).flatmap(lambda name: STATEMENTS[name](depth, in_loop)))
    return lines


def statement(write):
    """A strategy for a statement, which is written by what it draws, the depth that is left, and whether in a loop."""
    return st.composite(write)


@statement
def call(draw, depth, in_loop):
    return [f"v = ask({draw(texts)})"]


@statement
def call_for_json(draw, depth, in_loop):
    return [f"state['d'] = ask_json({draw(texts)})", "v = state['d'].get('word', '') or v"]


@statement
def call_that_is_kept(draw, depth, in_loop):
    return [f"v = ask_once({draw(texts)})"]


@statement
def steps(draw, depth, in_loop):
    lines = [f"v = ask({draw(texts)})"]
    return lines + [f"v = ask(f'step {step}: {{v}}')" for step in range(draw(st.integers(1, 2)))]


@statement
def change(draw, depth, in_loop):
    return [draw(st.sampled_from(CHANGES)).format(condition=draw(conditions))]


@statement
def comprehension(draw, depth, in_loop):
    text, condition = draw(texts), draw(conditions)
    return [draw(st.sampled_from([
        f"v = [ask({text}) for i in range(2)][-1]",
        f"got.extend([ask({text}) for i in range(3) if {condition}])",
        f"state.update({{i: ask({text}) for i in range(2)}})",
        f"v = max((ask({text}) for i in range(2)), key=len)",
        f"state['over'] = any(len(ask({text})) % 2 for i in range(3))",
        "v = next((one for one in (ask(f'{i} {n}') for n in range(3)) if len(one) % 2), v)",
        f"got.extend(map(ask, [{text}, f'second {{i}}']))",
        f"v = ask({text}) if {condition} else v",
        f"state['over'] = bool({condition} and ask({text}))",
    ]))]  # fmt: skip


@statement
def leave(draw, depth, in_loop):
    ways = ["raise ValueError(i)", "return v"] + (["break", "continue"] * 2 if in_loop else [])
    return [f"if {draw(conditions)}:", f"    {draw(st.sampled_from(ways))}"]


@statement
def tries(draw, depth, in_loop):
    """Again until an answer pleases; the prompt names the attempt, or does not."""
    text = draw(st.sampled_from(['f"{i}, attempt {attempt}"', 'f"item {i}"']))
    return ["for attempt in range(3):", f"    v = ask({text})", f"    if {draw(conditions)}:", "        break"]


@statement
def branch(draw, depth, in_loop):
    lines = [f"if {draw(conditions)}:", *indented(draw(blocks(depth - 1, in_loop)))]
    return lines + (["else:", *indented(draw(blocks(depth - 1, in_loop)))] if draw(st.booleans()) else [])


_GUARDED_LOOPS = [
    "for i in itertools.takewhile(lambda _: not ({condition}), range(4)):",
    "for i in filter(lambda i: {condition}, range(4)):",
    "for i in (i for i in range(4) if not ({condition})):",
    "for i, _ in zip(range(4), iter(lambda: bool({condition}), True)):",
    "for i in itertools.dropwhile(lambda i: {condition}, range(4)):",
]


@statement
def loop(draw, depth, in_loop):
    plain = [f"for i in range({draw(st.integers(1, 3))}):", "for i, word in enumerate(v.split()[:3]):"]
    header = draw(st.sampled_from([*plain, *plain, *_GUARDED_LOOPS])).format(condition=draw(conditions))
    return [header, *indented(draw(blocks(depth - 1, in_loop=True)))]


@statement
def loop_while(draw, depth, in_loop):
    inner = indented(draw(blocks(depth - 1, in_loop=True)))
    turns = f"turns{depth}"  # a loop in a loop has a count of its own: with the same one it may never end
    return [f"{turns} = 0", f"while {turns} < 2 and {draw(conditions)}:", f"    {turns} += 1", *inner]


@statement
def queue(draw, depth, in_loop):
    inner = indented(draw(blocks(depth - 1, in_loop=True)))
    grows = f"    if {draw(conditions)} and i < 3: todo.append(i + 2)"
    return ["todo = collections.deque([0, 1])", "while todo:", "    i = todo.popleft()", grows, *inner]


@statement
def attempt(draw, depth, in_loop):
    fails = [f"int(v[{draw(st.integers(0, 9))}:])", "json.loads(v)", "re.match('You wrote .([0-9]+)', v).group(1)",
             f"assert {draw(conditions)}", "got[2]"]  # fmt: skip
    lines = ["try:", *indented(draw(blocks(depth - 1, in_loop))), f"    {draw(st.sampled_from(fails))}"]
    caught = "except (ValueError, AttributeError, AssertionError, IndexError):"
    lines += [caught, *indented(draw(blocks(0, in_loop)))]
    return lines + (["finally:", f"    v = ask({draw(texts)})"] if draw(st.integers(0, 3)) == 0 else [])


@statement
def function(draw, depth, in_loop):
    inner = indented(draw(blocks(depth - 1)))
    use = draw(
        st.sampled_from(["v = step(v, i)", "got.extend(step(v, n) for n in range(2))", "v = step(step(v, i), i)"])
    )
    return ["def step(v, i):", *inner, "    return v", use]


@statement
def recursion(draw, depth, in_loop):
    text, condition = draw(texts), draw(conditions)
    inner = [f"v = ask({text})", f"return walk(v, i + 1, deep - 1) if deep and ({condition}) else v"]
    return ["def walk(v, i, deep):", *indented(inner), "v = walk(v, i, 2)"]


@statement
def generator(draw, depth, in_loop):
    way = draw(st.sampled_from(["return", "continue", "break", "yield i + 10"]))
    item = draw(st.sampled_from(["i", f"len(ask({draw(texts)})) % 5"]))
    lines = ["for i in range(3):", f"    if {draw(conditions)}:", f"        {way}", f"    yield {item}"]
    use = ["for i in rows(v):", *indented(draw(blocks(depth - 1, in_loop=True)))]
    return ["def rows(v):", *indented(lines), *use]


@statement
def instance(draw, depth, in_loop):
    method = ["def step(self, v, i):", "    self.count += 1", *indented(draw(blocks(depth - 1))),
              f"    self.over = self.over or bool({draw(conditions)})", "    return v"]  # fmt: skip
    body = ["count, over = 0, False", *method]
    use = ["desk = Desk()", "for i in range(3):", "    v = desk.step(v, i)", "    if desk.over or desk.count > 2:",
           "        break"]  # fmt: skip
    uses = [use, use[:3], ["v = Desk().step(v, i)"]]
    return ["class Desk:", *indented(body), *draw(st.sampled_from(uses))]


@statement
def pages(draw, depth, in_loop):
    """An iterator of the user's own, which ends by what an answer said."""
    turn = ["if self.at > 2 or state.get('over'): raise StopIteration", "self.at += 1", "return self.at"]
    body = ["at = 0", "def __iter__(self): return self", "def __next__(self):", *indented(turn)]
    inner = [*draw(blocks(depth - 1, in_loop=True)), f"state['over'] = bool({draw(conditions)})"]
    return ["class Pages:", *indented(body), "for i in Pages():", *indented(inner)]


@statement
def context(draw, depth, in_loop):
    manager = draw(st.sampled_from(["noted([], v)", "contextlib.suppress(ValueError)"]))
    return [f"with {manager}:", *indented(draw(blocks(depth - 1, in_loop)))]


@statement
def choice(draw, depth, in_loop):
    lines = ["match len(v) % 3:", "    case 0:", *indented(indented(draw(blocks(depth - 1, in_loop))))]
    return [*lines, "    case _:", *indented(indented(draw(blocks(0, in_loop))))]


STATEMENTS = {
    "call": call, "json": call_for_json, "kept": call_that_is_kept, "steps": steps, "change": change,
    "comprehension": comprehension, "leave": leave, "tries": tries, "if": branch, "for": loop, "while": loop_while,
    "queue": queue, "try": attempt, "function": function, "recursion": recursion, "generator": generator,
    "class": instance, "pages": pages, "with": context, "match": choice,
}  # fmt: skip
_PLAIN = ["call", "call", "json", "kept", "steps", "change", "change", "comprehension", "leave", "tries", "recursion"]
_NESTED = [
    "if",
    "if",
    "for",
    "for",
    "while",
    "queue",
    "try",
    "function",
    "generator",
    "class",
    "pages",
    "with",
    "match",
]
