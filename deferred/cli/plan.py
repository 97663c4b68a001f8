"""`deferred plan`: what a script would send, from a run of it that sends nothing."""

from __future__ import annotations

import contextlib
import json
import re
import sys
from collections.abc import Sequence
from pathlib import PurePath

from deferred.cli.request_file import SUFFIXES
from deferred.cli.run import run
from deferred.session.session import Session

_FUNCTION = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")


def is_of_requests(words: Sequence[str]) -> bool:
    """Whether the words name a file of requests, and no script before it, whose argument it would be."""
    for word in words:
        if word.endswith(".py") or _FUNCTION.fullmatch(word):
            return False
        if PurePath(word).suffix.lower() in SUFFIXES:
            return True
    return False


def script(words: Sequence[str], *, as_json: bool) -> int:
    """Run a script dry, and print what it would send; what the script itself prints goes to stderr.

    Raises:
        DeferredError: there is nothing to run, or a setting does not exist.
    """
    out = sys.stdout

    def tell(session: Session) -> None:
        plan = session.plan()
        out.write(f"{json.dumps(plan.to_dict(), indent=1) if as_json else plan}\n")

    with contextlib.redirect_stdout(sys.stderr):
        return run(words, tell, dry_run=True, progress=False)
