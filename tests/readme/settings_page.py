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
    "cost_limit": "costs.md#the-cost-limit",
    "budget": "costs.md#a-budget-for-a-day-a-week-or-a-month",
    "max_input_tokens": "costs.md#before-a-run",
    "estimate": "costs.md#before-a-run",
    "canary": "costs.md#trial-calls",
    "canary_tolerance": "costs.md#trial-calls",
    "dry_run": "costs.md#before-a-run",
    "prices": "costs.md#prices",
    "warm": "costs.md#prefixes-from-the-cache",
    "tags": "costs.md#what-each-purpose-cost",
    "resend_lost": "routes.md",
    "within": "routes.md",
    "max_parallel_live": "routes.md",
    "unbatchable": "refused.md#sending-them-anyway",
    "on_failure": "replies.md#a-failed-call",
    "name": "storage.md#runs",
    "notify": "reports.md#a-notice-at-the-end",
    "webhook": "reports.md#webhooks-of-providers",
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
# The headings of the page, and the settings under each; what is under none stands at the end.
GROUPS = {
    "Money": (
        "cost_limit", "budget", "estimate", "max_input_tokens", "dry_run", "canary", "canary_tolerance", "prices", "warm",
        "tags",
    ),
    "Time": (
        "time_limit", "on_time_limit", "within", "max_parallel_live", "resend_lost", "wait", "detach", "poll_interval",
    ),
    "Restart and storage": ("name", "fresh", "cache", "keep_requests", "retention"),
    "Failures": ("on_failure", "unbatchable", "adopt_grace"),
    "How calls are grouped into jobs": (
        "linger", "widen", "threads", "alone", "max_requests", "max_parallel", "look_ahead", "look_ahead_stake",
    ),
    "Reports": ("progress", "notify", "webhook", "listen", "on_event"),
    "Providers": ("hosts", "clients", "deployments", "bucket", "role_arn", "schema_instruction"),
    "Several processes and hosts": ("part", "pool", "lease", "takeover_grace"),
}  # fmt: skip
REST = "Other settings"
TOP = """# Settings

`deferred doctor` lists the settings in force, and the place of each.

## Where settings are given

A setting is an argument of `deferred.batch`. It can also be given in the environment or in a project file:

| where | how | what cannot be given there |
|---|---|---|
| 1. in the call | `deferred.batch(cost_limit=5)` | |
| 2. in the environment | `DEFERRED_COST_LIMIT=5`, `DEFERRED_HOSTS=a:1,b:2` | {no_variable} |
| 3. in the `pyproject.toml` of the working directory, or else of the nearest directory above it, that has the table `[tool.deferred]` | `cost_limit = 5` in this table | {not_in_a_file}, and a database as `cache` |

If a setting is given in several places, the place with the lowest number holds. The exceptions are
{caps}: their lowest value holds.

- The setting `cost_limit` is the variable `DEFERRED_COST_LIMIT` and the option `--cost-limit`; other settings are named
  in the same way. An option that is a switch needs no value.
- Settings in seconds take a number. Most of them also take a `timedelta` or a text like `"90m"`: the column "type"
  shows which.
- An unknown key in `[tool.deferred]`, or an invalid value, raises a `ValueError` that names the file and the key.
- A relative `cache` in a project file is relative to that file.
- A project file may come from other people. So it cannot choose where keys and prompts are sent.
- API keys are no settings. The SDKs and the commands read them from the environment.

## Options of `deferred run`

`deferred run --cost-limit 5 script.py` opens a block around the whole script. Its options are the arguments of that
block. The settings {no_option} have no option. If the script has a `deferred.batch` block of its
own, that block is an inner block:

- Its calls are sent with the calls of the outer block. Both cost limits hold.
- Its `tags`, `unbatchable`, `hosts`, `clients`, `deployments`, `bucket`, `role_arn` and `schema_instruction` hold. Its
  other settings have no effect, `name`, `detach` and `on_failure` among them. Another `within`, or `dry_run` inside a
  block that sends, is refused.
- Its end neither sends nor waits. Reading a reply does, and so do `session.wait()` and `session.results()`.

A script with a block of its own is better run as `python script.py`, with settings from the environment.
"""
HEAD = """
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
    tables = "".join(table(title, some, names) for title, some in groups(names).items())
    return top + tables + END.format(instruction=wrapped(settings.SCHEMA_INSTRUCTION))


def groups(names):
    """Give the names of settings under each heading."""
    rest = [name for name in names if not any(name in some for some in GROUPS.values())]
    return {**GROUPS, REST: rest} if rest else GROUPS


def table(title, some, names):
    """Write a heading, and the table of its settings."""
    return f"\n## {title}\n{HEAD}{''.join(row(name, names[name]) for name in some)}"


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
