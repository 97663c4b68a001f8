"""What replies depend on besides their requests: a hook of the test's, a file of answers, earlier answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from deferred.simulator.answers import Ask
from deferred.simulator.scripted import Script

Json = dict[str, Any]
ReplyHook = Callable[[str, str, Json], Any]


class Replies:
    """The hook of `reply_with`, the answers of a file, and the number of each sample."""

    def __init__(self, tool_share: float = 0.0) -> None:
        """Begin without a hook; `tool_share` of the requests that leave it to the model get a tool call."""
        self.hook: ReplyHook | None = None
        self.script = Script(())
        self.tool_share = tool_share
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

    def directed(self, ask: Ask, *, after_tool: bool) -> Ask:
        """Say what is answered, where a file or the share of tool calls decides it.

        `after_tool` tells that the request ends with the result of a tool.
        """
        found = self.script.find(ask.question, ask.tools, after_tool=after_tool)
        if found is not None:
            return replace(ask, given=found.said, failure=found.failure)
        if not (self.tool_share and ask.is_free and ask.tools):
            return ask
        chance = Random(f"{ask.seeded}/tool")
        return replace(ask, tool=chance.choice(sorted(ask.tools))) if chance.random() < self.tool_share else ask
