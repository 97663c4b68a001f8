"""Random programs of loops, branches, breaks, functions and lists: look-ahead changes nothing, and wastes little."""

import json
import os
import textwrap

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deferred.core.profile import simulated_variables
from deferred.lookahead import lockdown
from deferred.simulator import Simulator

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(bool(lockdown.why_not()), reason=f"no isolation here: {lockdown.why_not()}"),
]
PROGRAMS = int(os.environ.get("DEFERRED_PROGRAMS", "12"))
STAKE = 1.0
HEAD = """
import json, re, sys, zlib
import anthropic, deferred
client = anthropic.Anthropic()
out = []
def ask(text):
    said = [{"role": "user", "content": text}]
    made = client.messages.create(model="claude-haiku-4-5", max_tokens=64, messages=said).content[0].text
    out.append([text, made])
    return made
"""
TAIL = """
with deferred.batch(name="run") as session:
    v, i = "", 0
    try:
        main(v, i)
    except ValueError as error:
        out.append(["left by", str(error)])
print(json.dumps([out, session.report.to_dict()]))
"""
CONDITIONS = [
    "'evidence' in v", "len(v) % 2", "zlib.crc32(v.encode()) % 3 == 0", "i % 2", "re.search('order|quiet', v)",
    "v.startswith('You')", "v", "len(out) > 9",
]  # fmt: skip
TEXTS = ['"plain"', 'f"item {i}"', 'f"{i}: {v[:30]}"', 'f"try {len(out)}"', 'f"{i} {len(v) % 3}"']


def indented(lines):
    return ["    " + line for line in lines]


@st.composite
def blocks(draw, depth, in_loop=False):
    """A block of statements."""
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        lines += draw(statements(depth, in_loop))
    return lines


@st.composite
def statements(draw, depth, in_loop):
    """One statement."""
    kinds = ["call", "call", "comprehension", "leave"] + (
        ["for", "for", "if", "if", "while", "try", "function"] if depth else []
    )
    kind = draw(st.sampled_from(kinds))
    condition = draw(st.sampled_from(CONDITIONS))
    if kind == "call":
        return [f"v = ask({draw(st.sampled_from(TEXTS))})"]
    if kind == "comprehension":
        return [f"v = [ask({draw(st.sampled_from(TEXTS))}) for i in range(2)][-1]"]
    if kind == "leave":
        ways = ["raise ValueError(i)", "return v"] + (["break", "continue"] * 2 if in_loop else [])
        return [f"if {condition}:", f"    {draw(st.sampled_from(ways))}"]
    if kind == "for":
        return [f"for i in range({draw(st.integers(1, 4))}):", *indented(draw(blocks(depth - 1, in_loop=True)))]
    if kind == "while":
        inner = draw(blocks(depth - 1, in_loop=True))
        return ["turns = 0", f"while turns < 2 and {condition}:", "    turns += 1", *indented(inner)]
    if kind == "if":
        lines = [f"if {condition}:", *indented(draw(blocks(depth - 1, in_loop)))]
        return lines + (["else:", *indented(draw(blocks(depth - 1, in_loop)))] if draw(st.booleans()) else [])
    if kind == "try":
        inner, handler = draw(blocks(depth - 1, in_loop)), draw(blocks(0, in_loop))
        return [
            "try:",
            *indented(inner),
            f"    int(v[{draw(st.integers(0, 9))}:])",
            "except ValueError:",
            *indented(handler),
        ]
    inner = draw(blocks(depth - 1))
    return ["def step(v, i):", *indented(inner), "    return v", "v = step(v, i)"]


@st.composite
def programs(draw):
    """A whole program."""
    lines = ["def main(v, i):", f"    for i in range({draw(st.integers(2, 5))}):"]
    body = draw(blocks(2, in_loop=True))
    return "\n".join([*lines, *indented(indented(body)), *indented(draw(blocks(1)))])


def run(scripts, folder, program, kind):
    """Run a program; gives what it got, its report, and the calls that were sent."""
    folder.mkdir(exist_ok=True)
    text = HEAD + program + TAIL
    (folder / "script.py").write_text(text)
    with Simulator() as sim:
        env = {**simulated_variables(sim.host, key="test-key"), "DEFERRED_HOSTS": sim.host, "DEFERRED_CACHE": "0"}
        told = scripts.run(text, folder, DEFERRED_LOOK_AHEAD=kind, **env)
        found, report = json.loads(told.splitlines()[-1])
        return found, report, sum(len(job.rows) for job in sim.jobs), len(sim.jobs)


@pytest.mark.timeout(60 + 10 * PROGRAMS)
def test_random_programs_do_the_same_and_buy_nothing_twice(scripts, sim, tmp_path):
    sums = {"programs": 0, "calls": 0, "jobs without": 0, "jobs with": 0, "in vain": 0}

    @settings(max_examples=PROGRAMS, deadline=None, derandomize=not os.environ.get("DEFERRED_RANDOM"),
              suppress_health_check=list(HealthCheck), database=None)  # fmt: skip
    @given(programs())
    def check(program):
        plain, _, calls, jobs = run(scripts, tmp_path / "plain", program, "0")
        ahead, report, sent, fewer = run(scripts, tmp_path / "ahead", program, "1")
        told = report["look_ahead"]
        assert ahead == plain, textwrap.indent(program, "  ")
        assert sent == calls + told["in_vain"], textwrap.indent(program, "  ")
        assert told["in_vain_usd"] + told["in_vain_most_usd"] <= STAKE
        assert told["off"] == "" or "not made when it was their turn" in told["off"], told["off"]
        for name, value in zip(sums, (1, calls, jobs, fewer, told["in_vain"]), strict=True):
            sums[name] += value

    check()
    print(sums)
