"""Profiles: everything that depends on a provider, except its batch API, as data and small pure functions.

A layer looks up the profile by the provider's name, and never compares names itself. Profiles are
built in `providers/NAME/profile.py`; this module imports nothing that knows a provider.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from deferred.core.documents import DocumentShape
from deferred.core.hosts import is_one_of
from deferred.core.phantom import PhantomWriter
from deferred.core.requests import Request, Wants
from deferred.core.routing import Routes
from deferred.core.usage import Usage

Json = Mapping[str, Any]


def _path_alone(base_url: str, endpoint: str, model: str) -> str:
    del model
    return base_url + endpoint


def _one_unit(endpoint: str, body: bytes) -> int:
    del endpoint, body
    return 1


def _never(value: Any) -> bool:
    del value
    return False


def _no_usage(body: Json) -> Usage:
    del body
    return Usage()


def _no_picture(endpoint: str, body: Json, model: str) -> None:
    del endpoint, body, model


def _no_kinds(body: Json) -> None:
    del body


def _not_stated(body: Json) -> None:
    del body


def _no_uses(body: Json, model: str) -> dict[str, int]:
    del body, model
    return {}


def _no_phantom(endpoint: str, asked: Json, like: Json | None, writer: PhantomWriter) -> Json | None:
    del endpoint, asked, like, writer
    return None


def _no_prefix(body: Json) -> bytes | None:
    del body
    return None


def _one_flavour(body: Json) -> str:
    del body
    return "default"


@dataclass(frozen=True, slots=True)
class Wire:
    """The addresses of a provider.

    Attributes:
        hosts: its own hosts, which may receive a key; a name that begins with a dot includes all subdomains, and `*`
            stands for one part of a name.
        home: the base URL of its API, as jobs name it.
        key_variables: environment variables that hold its key, the usual one first.
        address_variable: the environment variable that its SDK takes an address from.
        variable_prefixes: prefixes of the environment variables of its SDK.
        client_path: the path in the addresses that clients are given.
        api_path: the path to add to a client's address to get the base URL.
        models: the path of its list of models.
        live_url: returns the address of a live call, for a base URL, an endpoint and a model.
        units: returns the number of units of a request, for an endpoint and a body.
    """

    hosts: frozenset[str] = frozenset()
    home: str = ""
    key_variables: tuple[str, ...] = ()
    address_variable: str = ""
    variable_prefixes: tuple[str, ...] = ()
    client_path: str = ""
    api_path: str = ""
    models: str = "/v1/models"
    live_url: Callable[[str, str, str], str] = _path_alone
    units: Callable[[str, bytes], int] = _one_unit

    def is_own(self, netloc: str) -> bool:
        """Whether a host is the provider's own."""
        return is_one_of(netloc, self.hosts)


@dataclass(frozen=True, slots=True)
class Sdk:
    """The Python package of a provider.

    Attributes:
        module: what is imported.
        distribution: what is installed.
        least: the first version that is supported.
        below: the first version that is not supported any more.
        schema_class: the class of the module that holds a schema, and is no type to parse as.
        is_extra: whether only who has it is told of it; the demo does without.
    """

    module: str
    distribution: str
    least: tuple[int, ...]
    below: tuple[int, ...]
    schema_class: tuple[str, str] | None = None
    is_extra: bool = False

    @property
    def root(self) -> str:
        """The top-level package."""
        return self.module.partition(".")[0]


@dataclass(frozen=True, slots=True)
class PublishedPrice:
    """A price that the price library lacks, in dollars per million tokens of an ordinary call.

    Attributes:
        input, output: the rates up to `long_from` tokens of input.
        cached: the rate of input that is read from a cache.
        written: the rate of input that is written to a cache.
        source: where it was published, and when it was read.
        long_from: tokens of input above which a request costs more.
        long_input, long_output: how many times more, for input and output.
    """

    input: Decimal
    output: Decimal
    cached: Decimal
    written: Decimal
    source: str
    long_from: int
    long_input: Decimal
    long_output: Decimal


@dataclass(frozen=True, slots=True)
class Discount:
    """What a batch costs, beside an ordinary call.

    Attributes:
        share: returns the price of a batch call of a model, as a share of that of an ordinary call.
        is_certain: whether that holds for models whose batch price the library lacks; else they count in full.
        source: where it was published, and when it was read.
    """

    share: Callable[[str], Decimal] = lambda _model: Decimal("0.5")
    is_certain: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Prices:
    """How a provider charges.

    Attributes:
        longest_output: tokens of the longest answer of any of its models.
        library: the provider's name in the price library, if it is another one; empty if it is not there.
        batch: the discount of a batch.
        usage: reads the tokens of an answer.
        uses: counts, in an answer of a model, the uses of tools with a fee.
        least_fees: dollars that a use costs at least, for any model.
        input_rates: the rates that any input may be charged at.
        cached_input_rates: the rates for input that the request has cached.
        stated: reads what an answer says that it cost, in dollars; None if it does not.
        kinds: reads the tokens of an answer by their kind, as named by the price library; None if the library can.
        flavour: returns the API of an answer, as named by the price library.
        is_regional: whether calls to an address cost more.
        is_search_limited_by_tool: whether the search tool, not the request, limits its uses.
        published: prices of models that the price library lacks.
        prefix: returns the beginning of a request that the provider's cache would serve to others; None without one.
    """

    longest_output: int = 128_000
    library: str | None = None
    batch: Discount = field(default_factory=Discount)
    usage: Callable[[Json], Usage] = _no_usage
    uses: Callable[[Json, str], dict[str, int]] = _no_uses
    least_fees: Mapping[str, Decimal] = field(default_factory=dict)
    input_rates: tuple[str, ...] = ("input_mtok",)
    cached_input_rates: tuple[str, ...] = ("input_mtok", "cache_write_mtok", "cache_write_1h_mtok")
    stated: Callable[[Json], Decimal | None] = _not_stated
    kinds: Callable[[Json], Mapping[str, int] | None] = _no_kinds
    flavour: Callable[[Json], str] = _one_flavour
    is_regional: Callable[[str], bool] = _never
    is_search_limited_by_tool: bool = False
    published: Mapping[str, PublishedPrice] = field(default_factory=dict)
    prefix: Callable[[Json], bytes | None] = _no_prefix


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's size in pixels, the model that sees it, and the detail that was asked for."""

    width: int
    height: int
    model: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Media:
    """The published formulas for media; None if there is no formula.

    Attributes:
        picture: returns the most tokens of a picture that a model is given; None if they are not known.
        largest_picture: returns the upper limit for all pictures of a model; None if the provider does not scale them.
        page: returns the most tokens of a PDF page as a picture, for a model.
        sound: tokens of a second of sound.
        made: returns the most tokens of one picture that a request makes, for an endpoint, a body and a model; why they
            are not known; None for a request that makes no pictures.
    """

    picture: Callable[[Picture], int | None] | None = None
    largest_picture: Callable[[str], int | None] = lambda _model: None
    page: Callable[[str], int] | None = None
    sound: int | None = None
    made: Callable[[str, Json, str], int | str | None] = _no_picture


@dataclass(frozen=True, slots=True)
class Replies:
    """The format of a provider's responses, and of its SDK's replies.

    Attributes:
        reader: the module that reads responses and citations, by its path: it has a function `read`.
        is_answer: whether a JSON object is one of its responses.
        is_error: whether a JSON object that is no provider's response is one of its errors.
        beside: fields of a reply that the SDK adds to the response.
        drops_none: whether a field that is None was not in the response.
        bare: classes of replies that may hold nothing at all.
        unparsed: fields of a request with a schema for which the SDK returns None if the answer does not fit.
    """

    reader: str = ""
    is_answer: Callable[[Json], bool] = _never
    is_error: Callable[[Json], bool] = _never
    beside: frozenset[str] = frozenset()
    drops_none: bool = False
    bare: frozenset[str] = frozenset()
    unparsed: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestShapes:
    """The form of a provider's requests in `deferred send`.

    Attributes:
        wrapper: the field of a line of its batch files that holds the request.
        request: makes the request of a body, for what holds for all lines and the line's own address.
        endpoint: parses the name of an endpoint; None if the kind of a request determines it.
    """

    wrapper: str
    request: Callable[[dict[str, Any], Wants, str], Request]
    endpoint: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class Phantoms:
    """What look-ahead needs to know of a provider.

    Attributes:
        answer: writes a phantom of the response to a request at an endpoint, perhaps like another response; None for
            an endpoint without phantoms.
        state: fields of a request that refer to state at the provider, which other calls change.
        inner: fields of a reply whose leaves are the model's own: parsed values, and arguments of tools.
    """

    answer: Callable[[str, Json, Json | None, PhantomWriter], Json | None] = _no_phantom
    state: frozenset[str] = frozenset()
    inner: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Profile:
    """All facts about a provider, by the name that jobs carry; the defaults are those of an unknown provider.

    `template_tokens` are the most that the template of a chat adds to a request of text alone, besides what its JSON
    takes; None if that is not known.
    """

    name: str
    wire: Wire = field(default_factory=Wire)
    prices: Prices = field(default_factory=Prices)
    media: Media = field(default_factory=Media)
    replies: Replies = field(default_factory=Replies)
    phantoms: Phantoms = field(default_factory=Phantoms)
    routes: Routes = field(default_factory=Routes)
    documents: tuple[DocumentShape, ...] = ()
    requests: RequestShapes | None = None
    sdk: Sdk | None = None
    telemetry_name: str = ""
    template_tokens: int | None = None


_UNKNOWN = Profile("")
_PROFILES: dict[str, Profile] = {}


def register(profile: Profile) -> None:
    """Register a profile under its name."""
    _PROFILES[profile.name] = profile


def profile_of(name: str) -> Profile:
    """Return the profile of a provider; an unknown provider has a profile of defaults."""
    return _PROFILES.get(name, _UNKNOWN)


def profiles() -> tuple[Profile, ...]:
    """Return all profiles, in the order in which they were registered."""
    return tuple(_PROFILES.values())


def simulated_variables(host: str, key: str) -> dict[str, str]:
    """Return the environment variables that send the clients of all SDKs to one host, with one key."""
    variables: dict[str, str] = {}
    for wire in (profile.wire for profile in profiles() if profile.wire.address_variable):
        variables |= {wire.address_variable: f"http://{host}{wire.client_path}", wire.key_variables[0]: key}
    return variables


def sdks() -> Iterator[tuple[str, Sdk]]:
    """Return the name of each provider that has an SDK, with it."""
    return ((profile.name, profile.sdk) for profile in profiles() if profile.sdk is not None)
