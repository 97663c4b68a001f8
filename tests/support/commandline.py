"""Commands, run as a shell would: in this process, which is a second faster, or in one of their own."""

import contextlib
import io
import subprocess
import sys
from types import SimpleNamespace
from unittest import mock

from deferred.cli import app

COMMAND = [sys.executable, "-W", "ignore", "-m", "deferred"]


def here(*words):
    """Run a command in this process; gives what `subprocess.run` would."""
    out, errors = io.StringIO(), io.StringIO()
    code = 0
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(errors),
        mock.patch.object(sys, "argv", ["deferred", *words]),
    ):
        try:
            app.main()
        except SystemExit as left:
            code = left.code or 0
    return SimpleNamespace(returncode=code, stdout=out.getvalue(), stderr=errors.getvalue())


def apart(*words, **more):
    """Run a command in a process of its own."""
    return subprocess.run([*COMMAND, *words], capture_output=True, text=True, check=False, timeout=60, **more)
