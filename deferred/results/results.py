"""Results: the results of a session as a sequence, each read from the ledger when it is asked for, and as a table."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol, overload

from deferred.core.call import Answer
from deferred.engine.state import PendingCall
from deferred.engine.stats import BlockStats
from deferred.results.result import Result, of_call
from deferred.results.tables import columns_of, write_csv

Made = Result[Any] | Callable[[], Result[Any]]


class StoredCalls(Protocol):
    """Reads stored answers and requests of calls."""

    def answer_of(self, call: PendingCall) -> Answer | None:
        """Read the stored answer of a call."""

    def request_of(self, call: PendingCall) -> bytes | None:
        """Read the request of a call, if it was kept."""


class Results(Sequence[Result[Any]]):
    """The results of a session, in the order of its calls.

    Each is read from the ledger when it is asked for, and kept then. A table is written without keeping any.

    Example:
        >>> import pathlib, deferred
        >>> results = deferred.Results([deferred.Result("a-model", "a-provider", failure="HTTP 400", row=7)])
        >>> results.to_csv("results.csv")
        >>> pathlib.Path("results.csv").read_text().splitlines()[1]
        '7,,,,HTTP 400,,false,,a-model'
    """

    def __init__(self, results: Iterable[Made]) -> None:
        """Hold results, or functions that make them."""
        self._results = list(results)

    def __len__(self) -> int:
        return len(self._results)

    @overload
    def __getitem__(self, place: int) -> Result[Any]: ...

    @overload
    def __getitem__(self, place: slice) -> Results: ...

    def __getitem__(self, place: int | slice) -> Result[Any] | Results:
        if isinstance(place, slice):
            return Results(self._results[place])
        made = _made(self._results[place])
        self._results[place] = made
        return made

    def __eq__(self, other: object) -> bool:
        """Whether both hold equal results in the same order; a list of results may be compared too."""
        if not isinstance(other, Results | list):
            return NotImplemented
        return len(self) == len(other) and all(mine == its for mine, its in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment] # as a list

    def __repr__(self) -> str:
        return f"<{len(self):,} results>"

    def __reduce__(self) -> tuple[Any, ...]:
        return Results, (list(self),)

    @property
    def completed(self) -> Results:
        """The results with an answer that holds the requested value."""
        return self._those(lambda result: result.is_success)

    @property
    def failed(self) -> Results:
        """The results of failed calls, cancelled calls excluded."""
        return self._those(lambda result: not result.is_success and not result.cancelled)

    @property
    def cancelled(self) -> Results:
        """The results of calls in cancelled jobs."""
        return self._those(lambda result: result.cancelled)

    def to_csv(self, path: str | Path, *, search: bool = False) -> None:
        """Write the results to a CSV file, one line each, failed calls included.

        The columns are `row` (what `deferred.tag(row=...)` named the call by, or without such names the order of the
        call), `prompt`, `text`, one column for each field of the parsed values (`address.city` for nested ones, lists
        as JSON), `citations` (of the provider, as JSON, each with the field that it is for), `error`, `cost_usd`,
        `cached`, `batch_id` and `model`. A field of the same name as another column is `parsed.NAME`. However many
        results there are, they do not come into memory together.

        Args:
            path: the file, which is overwritten once all is written.
            search: search the documents of the requests for the values too, as `Result.citation_mappings` does; it
                takes about 10 ms for a result.

        Raises:
            OSError: the file cannot be written.
        """
        write_csv(self._each(), Path(path), search=search)

    def to_pandas(self, *, search: bool = False) -> Any:
        """Return the results as a `pandas.DataFrame`, with the columns of `to_csv`.

        Args:
            search: as for `to_csv`.

        Raises:
            ModuleNotFoundError: pandas is not installed.
        """
        return _module("pandas", "to_pandas").DataFrame(columns_of(self._each(), search=search))

    def to_polars(self, *, search: bool = False) -> Any:
        """Return the results as a `polars.DataFrame`, with the columns of `to_csv`.

        Args:
            search: as for `to_csv`.

        Raises:
            ModuleNotFoundError: polars is not installed.
        """
        return _module("polars", "to_polars").DataFrame(columns_of(self._each(), search=search))

    def _those(self, are_meant: Callable[[Result[Any]], bool]) -> Results:
        return Results(one for one in self._results if are_meant(_made(one)))

    def _each(self) -> Iterator[Result[Any]]:
        """Yield each result, without keeping those that were not asked for before."""
        return map(_made, self._results)


def of_calls(stats: BlockStats, own_prices: Mapping[str, Any] | None, stored: StoredCalls) -> Results:
    """Return the results of the calls of a block, as they stand now, at its prices."""
    calls, rows = list(stats.calls), stats.run.rows
    is_numbered = not any(call in rows for call in calls)

    def read(call: PendingCall, order: int) -> Result[Any]:
        result = of_call(call, own_prices, stored.answer_of, stored.request_of)
        return replace(result, row=order if is_numbered else rows.get(call))

    return Results(
        functools.partial(read, call, order) if call.ok else read(call, order) for order, call in enumerate(calls)
    )


def _made(result: Made) -> Result[Any]:
    return result if isinstance(result, Result) else result()


def _module(name: str, method: str) -> Any:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        message = f"Results.{method}() needs {name}, which is not installed: pip install {name}. to_csv() needs nothing"
        raise ModuleNotFoundError(message, name=name) from None
