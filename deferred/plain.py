"""What others wrote is shown in terminals and logs as text: no letter of it moves a cursor or makes a line."""

from __future__ import annotations

import logging


def plain(text: str, keep: str = "") -> str:
    """Put spaces in place of what a terminal would obey, but for the characters in `keep`."""
    return text if text.isprintable() else "".join(c if c.isprintable() or c in keep else " " for c in text)


class Plain(logging.Filter):
    """Keeps what is logged on its own line; a log line may tell a provider's words."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, with harmless arguments."""
        if isinstance(record.args, tuple):
            record.args = tuple(plain(str(arg)) if isinstance(arg, (str, Exception)) else arg for arg in record.args)
        return True


logging.getLogger("deferred").addFilter(Plain())
