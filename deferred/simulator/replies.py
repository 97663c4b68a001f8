"""What replies depend on besides their requests: a hook of the test's, and how often a request was answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
ReplyHook = Callable[[str, str, Json], Any]


class Replies:
    """The hook of `reply_with`, and the number of each sample."""

    def __init__(self) -> None:
        """Begin without a hook."""
        self.hook: ReplyHook | None = None
        self._occurrences: Counter[str] = Counter()

    def occurrence(self, sha256: str) -> int:
        """Count how often this very request has been answered, this time included."""
        self._occurrences[sha256] += 1
        return self._occurrences[sha256]

    def hooked(self, provider: str, endpoint: str, body: Json) -> tuple[int, Json] | None:
        """Ask the hook."""
        answer = self.hook(provider, endpoint, body) if self.hook else None
        if answer is None:
            return None
        return answer if isinstance(answer, tuple) else (200, answer)
