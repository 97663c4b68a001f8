"""What may go wrong, each fault off until a test switches it on."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deferred.simulator.rows import Row

# Which rows a fault strikes: the next N, all (True), these indexes or custom_ids, or whatever a function says.
Which = bool | int | Collection[Any] | Callable[["Row"], Any] | None
Operations = dict[str, int]


@dataclass
class Faults:
    """Switches read at the moment they matter; change them while the simulator runs.

    Operations are named "create", "start_upload" (Gemini), "upload", "cancel", "poll", "list", "results", "delete",
    "file" (its description), "list_files", "models", "count" (of tokens), "live", and at xAI "add" and "requests".
    A count is used up ("the next N times"); True stays on. Rows are chosen as `Which` says.
    """

    # The connection
    lost_responses: Operations = field(default_factory=dict)  # act, then close without a word: {"create": 1}
    refuse_before: Operations = field(default_factory=dict)  # close before anything is done
    status_on: dict[str, tuple[int, int, dict[str, str]]] = field(default_factory=dict)  # {"poll": (503, 2, {})}
    cut_results: int = 0  # close in the middle of the next N result files
    # Answer so, the next N times, and do nothing: {"create": (404, {"error": {...}}, 1)}
    answer_instead: dict[str, tuple[int, Any, int]] = field(default_factory=dict)
    slow: float = 0.0  # real seconds before every answer
    # Routes besides batches
    flex_latency: float = 0.0  # simulated seconds that a flex call takes
    flex_full: int | bool = 0  # the next N flex calls find no capacity
    no_flex: bool = False  # no model takes flex, though pages say so
    no_windows: bool = False  # no model takes background windows
    # Creating
    rate_limited_create: int = 0  # 429 with retry-after
    retry_after: str = "1"  # what that header says
    enqueued_limit: int | None = None  # prompt tokens in unfinished jobs, per account and model
    enqueued_status: int | None = None  # OpenAI only: None fails the batch, 400 or 429 refuses the create
    file_lag: int = 0  # OpenAI: the next N creates cannot find their file
    all_validation_errors: bool = False  # OpenAI: one entry per bad line instead of the first only
    # Looking
    list_lag: float = 0.0  # simulated seconds until a new batch shows up in lists
    batch_gone: int | bool = 0  # polls that answer 404
    unknown_status: int = 0  # polls that show a status nobody has documented
    status_case: bool = False  # "COMPLETED"
    clock_skew: float = 0.0  # seconds added to every server timestamp and to Date
    # How jobs end
    expire_batch: int | bool = 0  # the next N jobs run out of time, with `done_share` of their rows done
    fail_batch: int | bool = 0  # OpenAI and Gemini: the next N jobs fail as a whole (Anthropic has no such state)
    cancelled_elsewhere: int | bool = 0  # the next N jobs are cancelled by somebody else, the same way
    done_share: float = 0.5
    lost_events: int | bool = 0  # OpenAI and Gemini: webhook events of the next N jobs never arrive
    repeated_events: int | bool = 0  # or arrive twice
    # Rows
    error_rows: Which = None  # a function may also return a status, or (status, message)
    error_status: int = 500
    credit_rows: Which = None  # the account has no money left
    expire_rows: Which = None
    drop_rows: Which = None  # ran and billed, but no line anywhere
    duplicate_rows: Which = None
    # Result files
    unknown_rows: int = 0  # rows with foreign ids in every file
    malformed_line: int = 0  # the next N files hold a line cut off in the middle
    empty_results: int | bool = 0  # the next N files have no bytes
    late_files: int = 0  # OpenAI: looks at ended jobs that do not name their files yet
    empty_error_file_id: bool = False  # OpenAI: "" instead of null
    # OpenAI's family: what pages leave open, or only some accounts meet
    plan_forbidden: bool = False  # 403 for files and batches
    metadata_kept: bool = False  # also by members of whom that is not known
    list_order: str = ""  # "newest" or "oldest" first, whatever the member's pages say
    cancel_ignored: int | bool = 0  # the next N cancels are answered as usual, and all rows run
    needs_routing: bool = False  # uploads must name a provider, as at a proxy
    wrapped_upload: bool = False  # the file is in `data` of the answer
    no_keys: bool = False  # Gemini and Vertex: rows without key or metadata
    write_forbidden: int | bool = 0  # Vertex: the next N jobs do their work, and may not write it

    def take(self, name: str) -> bool:
        """Use one of a counted fault up; tell whether it struck."""
        value = getattr(self, name)
        if value is True or not value:
            return bool(value)
        setattr(self, name, value - 1)
        return True

    def take_operation(self, name: str, operation: str) -> bool:
        """Use one of a fault counted per operation up; tell whether it struck."""
        counts: Operations = getattr(self, name)
        left = counts.get(operation, 0)
        if left > 0:
            counts[operation] = left - 1
        return left > 0

    def take_status(self, operation: str) -> tuple[int, dict[str, str]] | None:
        """Give the status and headers forced on this operation, if any."""
        status, times, headers = self.status_on.get(operation, (0, 0, {}))
        if times <= 0:
            return None
        self.status_on[operation] = (status, times - 1, headers)
        return status, headers

    def take_answer(self, operation: str) -> tuple[int, Any] | None:
        """Give the status and body to answer instead of acting, if any."""
        status, body, times = self.answer_instead.get(operation, (0, None, 0))
        if times <= 0:
            return None
        self.answer_instead[operation] = (status, body, times - 1)
        return status, body

    def strikes(self, name: str, row: Row) -> Any:
        """Tell whether a row fault strikes this row, giving what a function answered."""
        which = getattr(self, name)
        if which is None or which is False:
            return False
        if callable(which):
            return which(row)
        if isinstance(which, int):
            return self.take(name)
        return row.index in which or row.custom_id in which
