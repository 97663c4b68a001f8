"""Threads that only help: without them a run goes on."""

from __future__ import annotations

import logging
import threading

log = logging.getLogger("deferred")


def is_started(thread: threading.Thread, without: str) -> bool:
    """Start a thread; if the system gives none, log what happens `without` it, and return False."""
    try:
        thread.start()
    except RuntimeError as error:
        log.warning("deferred: %s: %s", error, without)
        return False
    return True
