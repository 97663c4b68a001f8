"""docs/settings.md, made from the code: `python -m tests.readme.settings_page` writes it."""

import inspect
import re
import textwrap
from decimal import Decimal

import deferred
from deferred.cli import settings_help
from deferred.config import settings
from tests.support import places

PAGE = places.ROOT / "docs" / "settings.md"
# Where a setting has more to it than a line.
MORE = {
    "cost_limit": "../README.md#money",
    "budget": "costs.md#a-budget-for-a-day-a-week-or-a-month",
    "max_input_tokens": "costs.md#before-a-run",
    "estimate": "costs.md#before-a-run",
    "canary": "costs.md#trial-calls",
    "canary_tolerance": "costs.md#trial-calls",
    "prices": "costs.md#prices",
    "warm": "costs.md#prefixes-from-the-cache",
    "tags": "costs.md#what-each-purpose-cost",
    "resend_lost": "routes.md",
    "within": "routes.md",
    "max_parallel_live": "routes.md",
    "unbatchable": "refused.md#sending-them-anyway",
    "on_failure": "replies.md#a-failed-call",
    "linger": "replies.md#when-a-job-is-sent",
    "widen": "../README.md#how-your-code-is-batched",
    "threads": "threads.md",
    "cache": "storage.md#on-your-disk-the-ledger",
    "keep_requests": "storage.md#on-your-disk-the-ledger",
    "fresh": "storage.md#when-a-script-has-changed",
    "retention": "storage.md#at-the-provider",
    "part": "processes.md",
    "detach": "detached.md",
    "look_ahead": "look-ahead.md",
    "look_ahead_stake": "look-ahead.md#what-it-can-waste",
    "pool": "many-hosts.md#one-job-of-many-processes",
    "lease": "many-hosts.md#when-a-host-stops",
    "takeover_grace": "many-hosts.md#when-a-host-stops",
    "hosts": "providers.md#gateways-and-servers-of-your-own",
    "deployments": "providers.md#azure",
    "bucket": "providers.md#gemini-and-claude-on-vertex-ai",
    "role_arn": "providers.md#claude-on-amazon-bedrock",
    "on_event": "reports.md#progress-and-events",
    "progress": "reports.md#progress-and-events",
    "schema_instruction": "#the-schema-instruction",
}
TOP = """# Settings

Settings are arguments of `deferred.batch`. They can also be given in other places. A place higher in this table
overrides the places below it. For {caps} the lowest value of all places holds.

| where | how | what cannot be given there |
|---|---|---|
| in the call | `deferred.batch(cost_limit=5)` | |
| on the command line | `deferred run --cost-limit 5 script.py` | {no_option} |
| the environment | `DEFERRED_COST_LIMIT=5`, `DEFERRED_HOSTS=a:1,b:2` | {no_variable} |
| `pyproject.toml`, the nearest with the table, from the working directory upwards | `[tool.deferred]`, and in it `cost_limit = 5` | {not_in_a_file}: a project file may come from others, and must not choose where keys and prompts are sent; and a database as `cache` |

An option of the command line stands where an argument stands. A key in `[tool.deferred]` that is not one of these
settings, or has an invalid value, is a `ValueError` that names the file and the key. A relative `cache` in it is a
folder beside the file. `deferred doctor` lists the settings in force and where each comes from. The SDKs read API keys
from the environment; keys are read from nowhere else.

Each setting `name` is the variable `DEFERRED_NAME` and the option `--name`, with `-` for `_`. An option that is a
switch needs no value. A setting of seconds also takes a `timedelta` or a text like `"90m"` where its meaning gives such
a text.

| setting | type | default | meaning |
|---|---|---|---|
"""
END = """
## The schema instruction

`schema_instruction` gives a schema to a Claude model that cites its documents
([why](citations.md#claude-citations-together-with-a-schema)). `{{schema}}` marks the place of the schema. It is:

```text
{instruction}
```

This page is made from the code, by `python -m tests.readme.settings_page`.
"""


def page():
    """Write the page."""
    names = inspect.signature(deferred.batch).parameters
    top = TOP.format(
        caps=words(settings.CAPS),
        no_option=words(name for name in names if not settings.is_word(name)),
        no_variable=words(settings.NEVER_IN_THE_ENVIRONMENT),
        not_in_a_file=words(settings.NEVER_IN_A_FILE),
    )
    rows = "".join(row(name, one) for name, one in names.items())
    return top + rows + END.format(instruction=wrapped(settings.SCHEMA_INSTRUCTION))


def row(name, parameter):
    """Write the row of a setting."""
    kind = str(parameter.annotation).replace("|", "\\|")
    more = f" [More]({MORE[name]})" if name in MORE else ""
    return f"| `{name}` | `{kind}` | {default(name, parameter.default)} | {meaning(name)}{more} |\n"


def meaning(name):
    """Give the meaning, with texts as code."""
    parts = settings_help.meaning(name).replace("|", "\\|").split("`")
    parts[::2] = [re.sub(r'("[^"]+")', r"`\1`", part) for part in parts[::2]]  # what is not code yet
    return "`".join(parts)


def default(name, value):
    """Write a default."""
    if name == "schema_instruction":
        return "[this text](#the-schema-instruction)"
    if value is None or value in ({}, ()):
        return "none"
    if isinstance(value, float | Decimal):
        return f"`{value:g}`"
    return f'`"{value}"`' if isinstance(value, str) else f"`{value}`"


def wrapped(text):
    """Break the lines of a text."""
    return "\n".join(textwrap.fill(line, 120) for line in text.split("\n"))


def words(names):
    """List names."""
    *most, last = [f"`{name}`" for name in sorted(names)]
    return f"{', '.join(most)} and {last}"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
