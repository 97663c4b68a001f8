"""Settings of a session: defaults, names in the environment, and checks."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from deferred.config import parsers, pyproject
from deferred.config.instruction import SCHEMA_INSTRUCTION
from deferred.core.caps import Caps

_SWITCHES = {"fresh", "wait", "dry_run", "progress", "part", "resend_lost", "look_ahead", "keep_requests", "warm"}


@dataclass(frozen=True)
class Settings:
    """The settings of a session. Each field is an argument of `deferred.batch` or `DEFERRED_<NAME>` in the environment.

    Attributes:
        cost_limit: US dollars that the run may cost in total, restarts included.
        budget: US dollars that all runs of the ledger may cost together in a calendar "day", "week" or "month" in UTC,
            like `{"month": 200}`; also "month=200,day=20".
        time_limit: seconds that the run may take from its first start on, the time between restarts included; also
            "90m", "2h30m" or a timedelta. After that time open jobs are cancelled, and finished answers are kept.
        name: the name of the run, by which a restart finds it. None uses the script and the line of the block.
        fresh: begin a new run, and buy all answers again; stored answers stay on disk.
        cache: True for `.deferred/`, a path, the address of a PostgreSQL schema that many hosts share
            (`postgresql://host/database?schema=deferred`), or False for a ledger that ends with the session.
        wait: False leaves the block once every job is submitted. A reply that is read later waits for its job, and the
            next start of the script collects the other answers.
        dry_run: send nothing, and show the plan with its price.
        canary: the number of calls that are sent first, as a trial. None sends all calls at once.
        canary_tolerance: the share of the trial calls that may fail. If more fail, no other call is sent.
        estimate: "local" bounds a call's input from its body; "provider" lets the provider count the input, free of
            charge, if the local bound does not fit under the limit or is unknown.
        unbatchable: "raise" refuses calls that no batch can carry; "live" sends them as live calls.
        on_time_limit: "raise" fails the calls that were not answered in time; "live" sends them as live calls, within
            the cost limit.
        alone: what happens to a batch of one call whose reply is read: "wait" waits for it, "live" sends the call live
            at full price, "raise" refuses it.
        on_failure: "log" logs failed calls at the end of the block; "raise" raises an ExceptionGroup there: of the
            errors of these calls, and of exceptions of functions whose results were not read.
        linger: seconds without a new call after which a wave that is waited for is sent.
        widen: the number of workers up to which pools and semaphores of your code grow, if they are made inside the
            block. None leaves their size unchanged.
        threads: "inherit" leaves out the threads and tasks that ran before the block; "all" captures their calls too.
        max_requests: the largest number of calls in one job. None uses the provider's limit.
        max_parallel: the largest number of open jobs of this process. None uses the provider's limit.
        poll_interval: seconds between two polls of a job. None begins with 2 seconds and ends with 60.
        adopt_grace: seconds after which the provider's list must show a new job. If the response to a create request
            was lost, and the list does not show the job by then, its calls are sent again.
        resend_lost: send a live call again whose response was lost, although the first sending may have been paid.
        within: the longest time for one answer, in seconds; also "8h" or "15m". Each call takes the cheapest route that
            keeps this time: a batch for 24 hours or more, else a background response or flex processing, where the
            provider sells them.
        retention: "provider" leaves inputs and results at the provider as long as the provider keeps them; "collected"
            deletes them, and the batches, once every answer is in the ledger.
        keep_requests: True keeps request bodies on disk after their answers were collected; False removes them.
        max_parallel_live: the largest number of calls that are sent live, or as flex, at a time. None follows the
            provider's rate limit.
        max_input_tokens: the largest input of a call, in tokens, for calls whose body does not bound it (uploaded
            files, links).
        warm: of 20 or more calls that share a prefix, send one first, so that the others read the prefix from the
            provider's cache.
        tags: names and values, as texts, by which reports split the cost.
        deployments: for Azure: the deployment that runs batches, by the deployment that a call names.
        bucket: `gs://name` or `s3://name`, with or without a `/prefix`, where Vertex AI or Bedrock reads the requests
            of batches and writes the answers.
        role_arn: the role of AWS, `arn:aws:iam::...:role/...`, with which batches of Bedrock read and write the bucket.
        prices: dollars per million tokens by model: `{"my-model": {"input": 1.0, "output": 5.0}}`.
        hosts: hosts (`name` or `name:port`) besides the providers' own that have a batch API and may be sent a key;
            `name=groq` names the provider whose API a host has.
        clients: sync SDK clients of the same accounts, for async clients that `deferred` cannot copy.
        on_event: a function that is called with a `deferred.Event` for each change of a job, on a thread for callbacks.
        progress: True draws progress on stderr, with a line for each job; False writes nothing. None draws it in
            terminals and notebooks, and writes a line a minute elsewhere.
        notify: the address of a webhook. When the block has been left, a message is posted to it: a text to Slack and
            Discord, JSON with the numbers of the run to others. With `detach`, a process that ends while calls wait
            posts nothing.
        webhook: the public address, https, at which providers report the ends of batches to this process: at once, and
            in place of most polls. Gemini is told it with each job; at OpenAI it is registered once for the project.
        listen: where this process takes these reports, as host:port; a proxy of yours passes them on from `webhook`.
        schema_instruction: the instruction that gives a schema to a Claude model that cites its documents, because the
            API takes no schema together with citations; `{schema}` marks the place of the schema.
        part: True joins the unfinished run of that `name`, which other processes share, and never ends it. Equal
            requests of the run are bought once.
        detach: seconds to wait for the provider before the process ends with `Pending`; also "2m". The same script,
            started again, continues the run. 0 looks at the jobs once; None waits until every job has ended.
        look_ahead: find the next calls in forked copies of the process, and send them together with the call that is
            waited for.
        look_ahead_stake: the highest cost, in US dollars, of calls that were sent ahead and that the script has not
            made yet. If calls that were sent ahead and then made have cost more, that cost is the limit.
        pool: seconds without a new call in any process of the run, after which all waiting calls of the run are sent as
            one job; also "30s". It needs a ledger in PostgreSQL. None makes jobs in each process.
        lease: seconds without a sign of life from a process, after which another host takes over its jobs.
        takeover_grace: seconds for which a create request of a process that was stopped may still reach the provider.
            Its calls are sent again only after that time.
    """

    cost_limit: Decimal | None = None
    budget: Mapping[str, Decimal] = field(default_factory=dict)
    time_limit: float | None = None
    name: str | None = None
    fresh: bool = False
    cache: bool | str = True
    wait: bool = True
    dry_run: bool = False
    canary: int | None = None
    canary_tolerance: float = 0.2
    estimate: str = "local"
    max_input_tokens: int | None = None
    unbatchable: str = "raise"
    on_time_limit: str = "raise"
    on_failure: str = "log"
    alone: str = "wait"
    linger: float = 0.5
    widen: int | None = None
    threads: str = "inherit"
    max_requests: int | None = None
    max_parallel: int | None = None
    poll_interval: float | None = None
    adopt_grace: float = 60.0
    resend_lost: bool = False
    within: float = 86_400.0
    max_parallel_live: int | None = None
    retention: str = "provider"
    keep_requests: bool = True
    warm: bool = False
    tags: Mapping[str, str] = field(default_factory=dict)
    deployments: Mapping[str, str] = field(default_factory=dict)
    bucket: str | None = None
    role_arn: str | None = None
    prices: Mapping[str, Any] | None = None
    hosts: tuple[str, ...] = ()
    clients: tuple[Any, ...] = ()
    on_event: Callable[[Any], object] | None = field(default=None, compare=False)
    progress: bool | None = None
    notify: str | None = None
    webhook: str | None = None
    listen: str = "127.0.0.1:8787"
    schema_instruction: str = SCHEMA_INSTRUCTION
    part: bool = False
    detach: float | None = None
    look_ahead: bool = False
    look_ahead_stake: Decimal = Decimal(1)
    pool: float | None = None
    lease: float = 120.0
    takeover_grace: float = 1_200.0

    @cached_property  # it is asked for with every call
    def caps(self) -> Caps:
        """The cost limit and the budgets; false without any."""
        return Caps(self.cost_limit, self.budget)

    @property
    def reuses(self) -> bool:
        """Whether answers on disk are used instead of new ones."""
        return not self.fresh

    @property
    def resends(self) -> bool:
        """Whether a call is sent again whose answer was lost; `fresh` asks for that too."""
        return self.fresh or self.resend_lost


@dataclass(frozen=True)
class Known:
    """The settings from one source: arguments, the environment or a project file.

    `origins` holds the place of each setting, as a user would look for it.
    """

    values: Mapping[str, Any]
    origins: Mapping[str, str]


def resolve(arguments: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> Settings:
    """Make the settings of a session.

    Arguments take precedence over the environment, and the environment over `[tool.deferred]` in the nearest
    pyproject.toml; of limits the lowest holds.

    Raises:
        TypeError: an argument does not exist.
        ValueError: a value is invalid; the message names valid ones.
    """
    return Settings(**{name: value for name, (value, _) in in_force(arguments, environment).items()})


def in_force(arguments: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> dict[str, tuple[Any, str]]:
    """Return each setting that differs from its default: its value and its origin.

    Raises:
        TypeError: an argument does not exist.
        ValueError: a value is invalid; the message names valid ones.
    """
    places = [
        _from_project(),
        _from_environment(os.environ if environment is None else environment, NAMES),
        _from_arguments(arguments),
    ]
    found: dict[str, tuple[Any, str]] = {}
    for place in places:  # the highest precedence last
        for name, value in place.values.items():
            known = (value, place.origins[name])
            if name in CAPS and value is None:
                continue
            found[name] = _lowest(found[name], known) if name in CAPS and name in found else known
    return found


def _lowest(first: tuple[Any, str], second: tuple[Any, str]) -> tuple[Any, str]:
    """Return which of two caps holds, with its origin: the lower one, of budgets the lower one of each period."""
    if not isinstance(first[0], Mapping):
        return first if first[0] <= second[0] else second
    lowest = {**first[0], **second[0]}
    lowest |= {period: min(first[0][period], second[0][period]) for period in first[0].keys() & second[0].keys()}
    origins = [origin for value, origin in (first, second) if lowest.items() & value.items()]
    return lowest, " and ".join(origins)


def _from_arguments(arguments: Mapping[str, Any]) -> Known:
    for name in arguments:
        if name not in NAMES:
            message = f"deferred.batch() has no argument {name!r}; it has {', '.join(sorted(NAMES))}"
            raise TypeError(message)
    values = {name: _check(name, value, f"{name}=") for name, value in arguments.items()}
    return Known(values, {name: f"{name}=" for name in values})


def _from_project() -> Known:
    path, table = pyproject.table_here()
    values = {}
    for name, value in table.items():
        label = f"{path}: [tool.deferred] {name}"
        if name in NEVER_IN_A_FILE or name not in NAMES:
            raise ValueError(_not_there(label, name))
        values[name] = _check(name, value, f"{label} = ")
    if str(values.get("cache", "")).startswith(parsers.ADDRESSES):
        message = (
            f"{path}: [tool.deferred] cache: prompts and answers are not sent to a database on the word of a project "
            "file; give its address in the call (cache=...), on the command line (--cache) or in DEFERRED_CACHE"
        )
        raise ValueError(message)
    if isinstance(values.get("cache"), str):
        values["cache"] = str(path.parent / Path(values["cache"]).expanduser())
    return Known(values, dict.fromkeys(values, str(path)))


def _not_there(label: str, name: str) -> str:
    if name in NEVER_IN_A_FILE:
        return f"{label}: {NEVER_IN_A_FILE[name]}"
    if _CREDENTIAL.search(name):
        return f"{label}: no file of a project may hold a credential; SDKs and commands read keys from the environment"
    import difflib  # noqa: PLC0415 - only imported for an unknown name

    near = difflib.get_close_matches(name.replace("-", "_"), NAMES - set(NEVER_IN_A_FILE), 1)
    known = ", ".join(sorted(NAMES - set(NEVER_IN_A_FILE)))
    return f"{label} is no setting{f'; is {near[0]} meant?' if near else ''} There are: {known}"


def is_word(name: str) -> bool:
    """Whether a setting can be written as text, in the environment or on the command line."""
    return name in {f.name for f in fields(Settings)} - {"prices", "clients", "on_event"}


def is_switch(name: str) -> bool:
    """Whether a setting is a switch."""
    return name in _SWITCHES


def from_word(name: str, text: str, label: str) -> Any:
    """Read and check a setting that was written as text."""
    return _check(name, _parse(name, text), label)


def _from_environment(environment: Mapping[str, str], known: set[str]) -> Known:
    values, origins = {}, {}
    for name in sorted(known - NEVER_IN_THE_ENVIRONMENT):
        variable = f"DEFERRED_{name.upper()}"
        text = environment.get(variable, "").strip()
        if text:
            values[name] = _check(name, _parse(name, text), f"{variable}=")
            origins[name] = f"${variable}"
    return Known(values, origins)


def _parse(name: str, text: str) -> Any:
    if name == "cache" or name in _SWITCHES:
        return parsers.switch_or_text(text)
    if name == "hosts":
        return tuple(host.strip() for host in text.split(",") if host.strip())
    if name in _WHOLE:
        return parsers.number_in_words(text, int)
    if name in _REAL or name in {"cost_limit", "canary_tolerance", "look_ahead_stake"}:
        return parsers.number_in_words(text, Decimal)
    if name in {"tags", "deployments"}:
        return parsers.pairs_in_words(text)
    if name == "prices":
        return parsers.prices_in_words(text)
    return text


NAMES = {f.name for f in fields(Settings)}
CAPS = {"cost_limit", "budget", "time_limit"}
_CREDENTIAL = re.compile(r"key|token|secret|password|credential", re.IGNORECASE)
NEVER_IN_THE_ENVIRONMENT = {"clients", "on_event"}  # objects
# A project file may come from others: it must not choose where keys are sent, or what is run.
_REFUSED_IN_A_FILE = {
    "hosts": "a key is not sent to a host",
    "bucket": "prompts are not sent to a bucket",
    "notify": "no address is told of runs",
    "webhook": "no address is told of batches",
    "listen": "no port is opened",
    "role_arn": "no role is given away",
}
NEVER_IN_A_FILE = {
    "clients": "clients are objects; give them in the call (clients=[...])",
    "on_event": "it is a function; give it in the call (on_event=...)",
    **{
        name: f"{what} on the word of a project file; name it in the call ({name}=...), on the command line "
        f"(--{name.replace('_', '-')}) or in DEFERRED_{name.upper()}"
        for name, what in _REFUSED_IN_A_FILE.items()
    },
}
_CHOICES = {
    "estimate": ("local", "provider"),
    "unbatchable": ("raise", "live"),
    "on_time_limit": ("raise", "live"),
    "on_failure": ("log", "raise"),
    "alone": ("wait", "live", "raise"),
    "threads": ("inherit", "all"),
    "retention": ("provider", "collected"),
}
_WHOLE = {"canary", "max_input_tokens", "widen", "max_requests", "max_parallel", "max_parallel_live"}
_REAL = {"linger", "poll_interval", "adopt_grace"}
_OPTIONAL = {
    "cost_limit", "time_limit", "name", "poll_interval", "prices", "on_event", "progress", "detach", "pool", "bucket",
    "role_arn", "notify", "webhook", *_WHOLE,
}  # fmt: skip


def _check(name: str, value: Any, label: str) -> Any:
    if value is None and name in _OPTIONAL:
        return None
    if name in _CHOICES:
        return parsers.choice(value, _CHOICES[name], label)
    if name in _WHOLE:
        return parsers.whole(value, label)
    if name in _REAL:
        return parsers.number(value, label, at_least=0)
    return _OTHERS[name](value, label)


_OTHERS: dict[str, Callable[[Any, str], Any]] = {
    "cost_limit": parsers.dollars,
    "budget": parsers.budget,
    "time_limit": parsers.seconds_of,
    "within": parsers.seconds_of,
    "detach": parsers.seconds_or_zero,
    "pool": parsers.seconds_of,
    "lease": parsers.seconds_of,
    "takeover_grace": parsers.seconds_of,
    "name": parsers.text,
    "fresh": parsers.flag,
    "cache": parsers.place,
    "wait": parsers.flag,
    "dry_run": parsers.flag,
    "part": parsers.flag,
    "keep_requests": parsers.flag,
    "warm": parsers.flag,
    "resend_lost": parsers.flag,
    "look_ahead": parsers.flag,
    "look_ahead_stake": parsers.dollars,
    "progress": parsers.flag,
    "prices": parsers.prices,
    "tags": parsers.tags,
    "deployments": parsers.deployments,
    "bucket": parsers.bucket,
    "role_arn": parsers.role_arn,
    "notify": parsers.webhook,
    "webhook": parsers.public_address,
    "listen": parsers.listening_address,
    "canary_tolerance": parsers.share,
    "hosts": parsers.hosts,
    "clients": parsers.clients,
    "on_event": parsers.function,
    "schema_instruction": parsers.template,
}
