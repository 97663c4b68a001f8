"""SQLite in a child: its files are copies, and no journal can be made beside them, so journals are kept in memory."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Iterable
from typing import Any

_MAGIC = b"SQLite format 3\0"
_ON_DISK = {"delete", "truncate", "persist"}


def keep_journals_in_memory(copies: Iterable[int]) -> None:
    """Change the user's open connections, in this process alone; `copies` are the files that were open for writing.

    To look through all objects writes to each, which copies the memory of the parent: done only for a database.
    """
    module: Any = sys.modules.get("sqlite3")
    if module is None or not any(os.pread(copy, len(_MAGIC), 0) == _MAGIC for copy in copies):
        return
    for one in gc.get_objects():
        # isinstance would ask lazy objects for their class, which loads modules.
        if issubclass(type(one), module.Connection):
            with contextlib.suppress(module.Error):
                one.execute("PRAGMA temp_store=MEMORY")
                if one.execute("PRAGMA journal_mode").fetchone()[0] in _ON_DISK:
                    one.execute("PRAGMA journal_mode=MEMORY")
