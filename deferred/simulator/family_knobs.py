"""The ways in which batch APIs that resemble OpenAI's differ from it, as types of data."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from deferred.simulator.wire import hex_token, token

DAY = 86_400
OPENAI_WORDS: Mapping[str, str] = {"running": "in_progress"}  # for our own words; the rest are shown as they are
CHAT, RESPONSES, EMBEDDINGS = "/v1/chat/completions", "/v1/responses", "/v1/embeddings"
COMPLETIONS, MODERATIONS = "/v1/completions", "/v1/moderations"


@dataclass(frozen=True)
class Uploads:
    """How input files get there, and how files are shown and fetched."""

    path: str = "/files"
    purpose: str = "batch"
    also_needs: tuple[str, ...] = ()  # further fields of the form
    shape: str = "openai"  # or "together": how a file is described
    id: str = "file-{token}"
    once: bool = False  # a file with the same bytes as another is refused with 409
    lasts: tuple[int, int] | None = (3600, 30 * DAY)  # bounds of `expires_after`; None where there is no such field
    kept: int = 30 * DAY  # seconds, for those without it
    most_lasting: int | None = None  # files of an account without `expires_after`
    result_id: str = ""  # of result files, where it is made of the job's
    redirects: bool = False  # content is at a signed address of another host, which wants no key
    deletes_anything: bool = False  # "deleted" is also said of files that never were


@dataclass(frozen=True)
class Creates:
    """What is asked of a new job."""

    endpoints: tuple[str, ...] = (CHAT,)
    windows: tuple[str, ...] = ("24h",)
    hours: tuple[int, int] | None = None  # shortest and longest window, where any in between will do
    needs_window: bool = True
    parameters: frozenset[str] = frozenset({"output_expires_after"})  # besides the four that all have
    ignores_others: bool = False
    metadata: str = "echoed"  # or "dropped"
    metadata_keys: frozenset[str] | None = None  # the only ones that are kept
    checks_file: bool = False  # an unknown file is refused at once, not found out later
    status: int = 200
    idempotency: str = ""  # "header" or "body": who repeats a key gets the first job again
    fails_fast: int | None = None  # this status when too much is queued; None fails the job
    expires: bool = True


@dataclass(frozen=True)
class Lines:
    """What is asked of the lines of an input file, and what a bad one does."""

    needs_url: bool = True  # and a method
    mixes: bool = False  # models and endpoints
    checks_model: bool = True  # an unknown one is a bad line, not a row that fails
    one_thinking: bool = False  # all lines think alike
    fails_job: bool = True  # a bad line; it only counts as failed otherwise
    all_faults: bool = False  # one entry for each bad line, not for the first alone
    first: int = 1  # the number of the first line
    streams: str = "fails"  # "fails" as a bad line, "row" as a failed row, "runs"
    blanks: bool = True  # there may be empty lines
    deployments: bool = False  # models are deployments, and only some of them run batches
    codes: Mapping[str, str] = field(default_factory=dict)  # other words than OpenAI's


@dataclass(frozen=True)
class Bounds:
    """The most of everything."""

    requests: int = 50_000
    bytes: int = 200_000_000
    line: int | None = None  # bytes
    embeddings: int = 50_000  # requests for them
    jobs: int | None = None  # unfinished ones of an account


@dataclass(frozen=True)
class Shown:
    """How a job is shown."""

    id: str = "batch_{hex}"
    shape: str = "openai"  # or "together"
    words: Mapping[str, str] = field(default_factory=lambda: OPENAI_WORDS)
    case: str = "lower"  # "upper", "capital"
    times: str = "epoch"  # "iso", "mixed": only `created_at` is text, the others are objects
    counts: str = "object"  # "null", "late": null until it runs, "flat": beside the object as well
    errors: str = "data"  # "list": bare, "text"
    leaves_out_null: bool = False
    empty_ids: bool = False  # "" where there is no file
    always_error_file: bool = False  # also where no row failed: of zero bytes
    usage: str = "object"  # "late": null until it runs, "none"
    also: tuple[str, ...] = ()  # further fields, by name


@dataclass(frozen=True)
class Lists:
    """How jobs are listed."""

    paging: str = "after"  # "offset": a number, "cursor", "none": all at once, as a bare array
    fields: tuple[str, ...] = ("first_id", "last_id", "has_more")
    newest_first: bool = False  # most pages do not say
    default: int = 20
    most: int = 100
    filters: tuple[str, ...] = ()
    by_id: bool = False  # `?id=a&id=b` gives these jobs
    days: int | None = None  # older jobs do not show


@dataclass(frozen=True)
class ResultRows:
    """How result lines look."""

    id: str = "batch_req_{hex}"
    errors: str = "openai"  # "code": HTTP status in `error.code`, "together", "output": in the file of the others
    dress: str = ""  # what answers have that OpenAI's have not


@dataclass(frozen=True)
class Refusals:
    """How HTTP errors look."""

    shape: str = "openai"  # "detail", "text", "azure"
    plain_401: bool = False  # not JSON
    invalid: int = 400  # the status of bad values
    ended: int = 409  # of cancelling what has ended
    needs_agent: bool = False  # clients without a name of their own are turned away


@dataclass(frozen=True)
class Member:
    """One provider, or server, whose batch API resembles OpenAI's."""

    name: str
    hosts: tuple[str, ...] = ()  # a leading dot stands for all subdomains
    bases: tuple[str, ...] = ("/v1",)  # in paths, before /files, /batches and live endpoints
    live: tuple[str, ...] = (CHAT, EMBEDDINGS, COMPLETIONS)
    keys: tuple[str, ...] = ("authorization",)  # headers that may hold the key
    fields: frozenset[str] = frozenset()  # of bodies, which OpenAI's have not
    uploads: Uploads = Uploads()
    creates: Creates = Creates()
    lines: Lines = Lines()
    bounds: Bounds = Bounds()
    shown: Shown = Shown()
    lists: Lists = Lists()
    rows: ResultRows = ResultRows()
    refusals: Refusals = Refusals()
    classic: Shown | None = None  # on the older of its two routes


def new_id(pattern: str, **more: str) -> str:
    """Make an id that nobody has made before, by a pattern."""
    times = {"uuid": str(uuid.uuid4()), "hex": hex_token(), "token": token(22), "ulid": "01j" + hex_token(24)[:23]}
    return pattern.format(**times, **more)


def canonical(endpoint: str) -> str:
    """Give OpenAI's word for an endpoint: `/v4/x` and `/x` are its `/v1/x`."""
    head, _, rest = endpoint.removeprefix("/").partition("/")
    return f"/v1/{rest}" if head in {"v1", "v4"} else f"/v1/{endpoint.removeprefix('/')}"
