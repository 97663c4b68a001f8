"""Hosts that are parts of one run, with calls that overlap, so that each must be bought by one of them."""

import json

OVERLAPPING = """
import json, openai, deferred
client = openai.OpenAI()
texts = [f"question {{n}}." for n in range({first}, {last})]
with deferred.batch(name="run", part=True{more}):
    replies = []
    for text in texts:
        replies.append(client.chat.completions.create(
            model="gpt-5-mini", max_completion_tokens=50, messages=[{{"role": "user", "content": text}}]))
said = []
for text, reply in zip(texts, replies):
    try:
        said.append(text in reply.choices[0].message.content)
    except deferred.CostLimitExceeded:
        said.append(None)
print(json.dumps(said))
"""


def start_overlapping(hosts, calls=60, apart=20, more=""):
    """Start hosts, each with as many calls, that begin so far from those of the host before; gives host and pid of each."""
    codes = [OVERLAPPING.format(first=n * apart, last=n * apart + calls, more=more) for n in range(len(hosts))]
    return [(one, one.start(code)) for one, code in zip(hosts, codes, strict=True)]


def assert_all_answered(started, calls=60):
    """Wait for the hosts; each has all its answers."""
    ends = [one.end_of(pid) for one, pid in started]
    assert [code for code, _ in ends] == [0] * len(ends), [out[-2500:] for code, out in ends if code]
    assert all(json.loads(out.splitlines()[-1]) == [True] * calls for _, out in ends)
