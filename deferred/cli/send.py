"""`deferred send`: the requests of a file, in a session, and their results in another file, in the same order."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson

from deferred.batch import Batch
from deferred.capture import json_requests
from deferred.capture.sdk import Ask
from deferred.cli import request_file as files
from deferred.cli.request_file import BadLines, Line, Problem
from deferred.cli.request_formats import ids_of, request_of
from deferred.config.settings import Settings, resolve
from deferred.core.call_site import written_at
from deferred.core.errors import DeferredError, Stopped
from deferred.core.profile import profiles
from deferred.core.requests import Request, Wants
from deferred.report.plan import Plan

_LONGEST_ROW = 1 << 24  # bytes of a file that may hold earlier results
_JSON = dict[str, Any] | list[Any]  # what a reply to a schema is


@dataclass(frozen=True)
class RequestOptions:
    """The options of the command line that say how each line of a file becomes a request."""

    provider: str
    model: str | None = None
    max_tokens: int | None = None
    schema: Path | None = None
    template: Path | None = None
    endpoint: str | None = None


@dataclass(frozen=True)
class Letter:
    """A request, the line it comes from, and what it is called by."""

    line: Line
    where: str
    ids: dict[str, Any]
    request: Request


@dataclass(frozen=True)
class Sent:
    """What came of a file of requests."""

    run: str
    output: Path
    calls: int = 0
    failed: int = 0
    cost_usd: Decimal = Decimal(0)
    first_error: str = ""

    def with_row(self, row: Mapping[str, Any]) -> Sent:
        """Count one row of the results."""
        error = row["error"]
        named = f"line {row['line']}: {error}"
        return replace(
            self,
            calls=self.calls + 1,
            failed=self.failed + (error is not None),
            cost_usd=self.cost_usd + Decimal(str(row["cost_usd"] or 0)),
            first_error=self.first_error or ("" if error is None else named),
        )

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain data, for json."""
        return {
            "run": self.run,
            "output": str(self.output),
            "calls": self.calls,
            "answered": self.calls - self.failed,
            "failed": self.failed,
            "cost_usd": float(self.cost_usd),
            "first_error": self.first_error or None,
        }

    def __str__(self) -> str:
        said = f"{self.calls:,} requests: {self.calls - self.failed:,} answered, {self.failed:,} failed"
        first = f"\nthe first failure: {self.first_error}" if self.failed else ""
        return f"{said}; ${self.cost_usd:.4f} paid now; results in {self.output}{first}"


def wants_of(options: RequestOptions) -> Wants:
    """Read what the command line says of all requests.

    Raises:
        ValueError: the provider is none, or a file cannot be read.
    """
    provider, endpoint = options.provider, options.endpoint
    known = {profile.name: profile.requests for profile in profiles() if profile.requests is not None}
    if provider not in known:
        message = f"--provider {provider!r} is not one of {', '.join(known)}"
        raise ValueError(message)
    read_endpoint = known[provider].endpoint
    if endpoint is not None and read_endpoint is None:
        several = ", ".join(name for name, shapes in known.items() if shapes.endpoint is not None)
        message = f"--endpoint is for {several}; {provider} has one for each kind of request"
        raise ValueError(message)
    return Wants(
        provider,
        options.model,
        options.max_tokens,
        None if options.schema is None else _schema(options.schema),
        None if options.template is None else _template(options.template),
        None if endpoint is None or read_endpoint is None else read_endpoint(endpoint),
    )


def letters(path: Path, wants: Wants) -> tuple[list[Letter], list[Problem]]:
    """Read a file of requests; returns the lines that are one, and what is wrong with the others.

    Raises:
        ValueError: the file cannot be read, or is empty.
    """
    lines, problems = files.read(path)
    found = []
    for line in lines:
        try:
            ids = ids_of(line.columns)
            found.append(Letter(line, f"{path}:{line.number}", ids, request_of(line.columns, wants)))
        except ValueError as error:
            problems.append((line.number, str(error)))
    return found, [*problems, *_named_twice(found)]


def name_of(path: Path) -> str:
    """Name the run of a file: its path, as seen from the working directory where it is below it."""
    whole = path.resolve()
    return str(whole.relative_to(Path.cwd())) if whole.is_relative_to(Path.cwd()) else str(whole)


def forecast(path: Path, wants: Wants, arguments: Mapping[str, Any]) -> Plan:
    """Say what a file would send, and what it may cost; nothing is sent."""
    settings = _settings({**arguments, "dry_run": True, "progress": False})
    with _checked(path, wants, settings) as (ask, written), Batch(settings, name_of(path)) as session:
        for letter in written:
            _ask(ask, letter)
    return session.plan()


def send(path: Path, output: Path, wants: Wants, arguments: Mapping[str, Any], *, overwrite: bool = False) -> Sent:
    """Send the requests of a file, wait for them, and write their results, in the file's order.

    Args:
        path: the requests.
        output: where the results go: one JSON line for each request, failed ones with their `error`.
        wants: what holds for all requests.
        arguments: settings of the session.
        overwrite: whether `output` may hold something else than earlier results of these requests.

    Raises:
        BadLines: lines that are wrong; nothing was sent.
        DeferredError: there is no SDK or no key, or the run cannot go on.
    """
    settings = _settings(arguments)
    run = settings.name or name_of(path)
    _check_output(path, output, run, overwrite=overwrite)
    block = Batch(replace(settings, on_failure="raise"), run)
    # What failed is raised as a group when the block is left; the results say it line by line.
    with _checked(path, wants, settings) as (ask, written), contextlib.suppress(ExceptionGroup), block as session:
        replies = [_ask(ask, letter) for letter in written]
    if session.engine.fatal is not None:
        message = f"{session.engine.fatal} On the command line: --fresh, or --name for a run of its own."
        raise DeferredError(message) from session.engine.fatal
    rows = (_row(run, wants, letter, reply) for letter, reply in zip(written, replies, strict=True))
    with _replaced(output) as out:
        return _write(out, Sent(run, output), rows)


# -- what goes out -----------------------------------------------------------------------------------------------------


def _settings(arguments: Mapping[str, Any]) -> Settings:
    # A request of a file is there to be batched: none goes out at full price because it cannot be.
    return resolve({**arguments, "unbatchable": "raise"})


@contextlib.contextmanager
def _checked(path: Path, wants: Wants, settings: Settings) -> Iterator[tuple[Ask, list[Letter]]]:
    """Read a file and try each of its requests, so that all wrong lines are told at once, before anything is sent."""
    written, problems = letters(path, wants)
    if not written:
        raise BadLines(path, problems)
    with json_requests.asker(wants.provider, settings.hosts) as ask:
        problems += _rehearse(written, ask, settings)
        if problems:
            raise BadLines(path, problems)
        yield ask, written


def _rehearse(written: list[Letter], ask: Ask, settings: Settings) -> list[Problem]:
    """Make every call in a block that sends nothing: what the SDK, or a batch, does not take is found before."""
    problems = []
    with Batch(replace(settings, dry_run=True, cache=False, progress=False, cost_limit=None, budget={}), "rehearsal"):
        for letter in written:
            try:
                _make(ask, letter)
            except Exception as error:  # noqa: BLE001 - whatever an SDK finds wrong with it, it is this line
                problems.append((letter.line.number, json_requests.fault_of(error)))
    return problems


def _ask(ask: Ask, letter: Letter) -> Any:
    """Make one call; one that is refused, for money or time, is an outcome like any other."""
    try:
        return _make(ask, letter)
    except DeferredError as error:
        return error
    except Stopped as error:  # a file may hold the same request many times
        return error.__cause__


def _make(ask: Ask, letter: Letter) -> Any:
    token = written_at.set(letter.where)
    try:
        return ask(letter.request.endpoint, letter.request.body)
    finally:
        written_at.reset(token)


# -- what comes back ---------------------------------------------------------------------------------------------------


def _write(out: Any, sent: Sent, rows: Iterable[dict[str, Any]]) -> Sent:
    for row in rows:
        out.write(orjson.dumps(row) + b"\n")
        sent = sent.with_row(row)
    return sent


def _row(run: str, wants: Wants, letter: Letter, reply: Any) -> dict[str, Any]:
    from deferred.results.result import result  # noqa: PLC0415 - pydantic is only imported where it is used

    made = result(reply, model=None if wants.schema is None else _JSON)
    return {
        **letter.ids,
        "line": letter.line.number,
        "run": run,
        "provider": wants.provider,
        "model": made.model or letter.request.body.get("model"),
        "error": made.error,
        "text": made.text,
        **({} if wants.schema is None else {"parsed": made.parsed}),
        "usage": {"input_tokens": made.usage.input_tokens, "output_tokens": made.usage.output_tokens},
        "cost_usd": None if made.cost_usd is None else float(made.cost_usd),
        "batch_id": made.batch_id,
        "cached": made.cached,
        "response": made.body,
    }


def _check_output(path: Path, output: Path, run: str, *, overwrite: bool) -> None:
    """Make sure, before anything is bought, that the results can be written, and over nothing else."""
    if output.resolve() == path.resolve():
        message = f"-o {output} is the file of the requests; name another one"
        raise ValueError(message)
    if not output.parent.is_dir() or not os.access(output.parent, os.W_OK):
        message = f"-o {output}: the folder {output.parent} is not there, or cannot be written to"
        raise ValueError(message)
    if output.exists() and not output.is_file():
        message = f"-o {output} is a folder, a pipe or a device; name a file"
        raise ValueError(message)
    if output.exists() and not overwrite and not _is_of(output, run):
        message = f"-o {output} exists, and does not hold earlier results of {run}; --overwrite replaces it"
        raise ValueError(message)


def _is_of(output: Path, run: str) -> bool:
    with output.open("rb") as earlier:
        first = earlier.readline(_LONGEST_ROW)
    try:
        return not first or orjson.loads(first).get("run") == run
    except (ValueError, AttributeError):
        return False


@contextlib.contextmanager
def _replaced(output: Path) -> Iterator[Any]:
    """Write a file as a whole: a crash leaves the old one."""
    output = output.resolve()  # what a link points to is written, not the link
    beside = output.with_name(f".{output.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("wb") as out:
            yield out
        beside.replace(output)
    finally:
        beside.unlink(missing_ok=True)


# -- what the command line names ---------------------------------------------------------------------------------------


def _schema(path: Path) -> dict[str, Any]:
    try:
        schema = orjson.loads(_text_of(path, "--schema"))
    except ValueError as error:
        message = f"--schema {path}: {error}"
        raise ValueError(message) from error
    if not isinstance(schema, dict):
        message = f"--schema {path}: a JSON schema is a JSON object, not {type(schema).__name__}"
        raise ValueError(message)  # noqa: TRY004 - every wrong input is a ValueError, as users catch one thing
    return schema


def _template(path: Path) -> str:
    text = _text_of(path, "--template")
    if not files.names_columns(text):
        message = f"--template {path} names no column: write {{column}} where its text goes"
        raise ValueError(message)
    return text


def _text_of(path: Path, label: str) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        message = f"{label} {path} cannot be read: {error.strerror}"
        raise ValueError(message) from error
    except UnicodeDecodeError as error:
        message = f"{label} {path} is not UTF-8"
        raise ValueError(message) from error


def _named_twice(found: list[Letter]) -> list[tuple[int, str]]:
    """Find custom ids that two lines have: their results could not be told apart."""
    seen: dict[Any, int] = {}
    problems = []
    for letter in found:
        name = str(letter.ids.get("custom_id", ""))
        if name and name in seen:
            problems.append((letter.line.number, f"the custom_id {name!r} is that of line {seen[name]} too"))
        seen.setdefault(name, letter.line.number)
    return problems
