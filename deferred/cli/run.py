"""`deferred run script.py ARGS...`: an unmodified script, or a function of a module, inside a session."""

from __future__ import annotations

import importlib
import runpy
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from deferred.batch import Batch
from deferred.config import settings as settings_module
from deferred.core.errors import WrongInput
from deferred.core.pending import EXIT_CODE, Pending, in_one_line
from deferred.session.session import Session


def run(words: Sequence[str], told: Callable[[Session], None] | None = None, **fixed: Any) -> int:
    """Run what the words of the command line name, with every thread in the session; gives the exit code.

    Args:
        words: settings as `--cost-limit 5`, then a script or `module:function`, then its own arguments.
        told: called with the session once the script has ended.
        fixed: settings that the words do not change.

    Raises:
        WrongInput: there is nothing to run, or a setting does not exist or makes no sense.
    """
    try:
        given, target, arguments = _read(list(words))
        settings = settings_module.resolve({"threads": "all", **given, **fixed})
    except ValueError as error:
        raise WrongInput(error) from error
    name = target if ":" in target and not target.endswith(".py") else str(Path(target).resolve())
    program = _program(target)
    sys.argv = [target, *arguments]
    session = None
    code = 0
    try:
        with Batch(settings, name) as session:
            code = _until_exit(program)
    except SystemExit as left:
        code = _code_of(left)
    except Pending as pending:
        sys.stderr.write(in_one_line(pending))
        code = EXIT_CODE
    except Exception as error:  # noqa: BLE001 - shown as Python shows an error that nobody caught
        _show(error)
        code = 1
    if session is not None and told is not None:
        told(session)
    if session is not None and settings.progress is not False and not settings.dry_run:
        sys.stderr.write(f"{session.report}\n")
    return code


def _read(words: list[str]) -> tuple[dict[str, Any], str, list[str]]:
    given = {}
    while words and words[0].startswith("--"):
        option, _, value = words.pop(0).removeprefix("--").partition("=")
        name = option.replace("-", "_")
        if not settings_module.is_word(name):
            message = f"there is no option --{option}; the settings of deferred.batch are the options"
            raise WrongInput(message)
        if not value and settings_module.is_switch(name) and (not words or words[0].lower() not in {"true", "false"}):
            value = "true"
        given[name] = settings_module.from_word(name, value or _next(words, option), f"--{option} ")
    if not words:
        message = "say what to run: deferred run [--cost-limit 5] script.py ARGS... (or module:function)"
        raise WrongInput(message)
    return given, words[0], words[1:]


def _next(words: list[str], option: str) -> str:
    if not words:
        message = f"--{option} needs a value"
        raise WrongInput(message)
    return words.pop(0)


def _program(target: str) -> Callable[[], Any]:
    if target.endswith(".py") or ":" not in target:
        if not Path(target).is_file():
            message = f"there is no script {target!r} here"
            raise WrongInput(message)
        sys.path.insert(0, str(Path(target).resolve().parent))
        return lambda: runpy.run_path(str(Path(target).absolute()), run_name="__main__")  # as Python names it
    module, _, function = target.partition(":")
    sys.path.insert(0, str(Path.cwd()))
    try:
        found: Callable[[], Any] = getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError) as error:
        message = f"cannot run {target!r}: {error}"
        raise WrongInput(message) from error
    return found


def _until_exit(program: Callable[[], Any]) -> int:
    """Run it; `sys.exit(0)` is an ordinary end, after which what is pending is sent."""
    try:
        program()
    except SystemExit as left:
        if _code_of(left) != 0:
            raise
    while (thread := _thread_to_wait_for()) is not None:
        thread.join()
    return 0


def _thread_to_wait_for() -> threading.Thread | None:
    """Give a thread that Python itself would wait for at the end of the script.

    Workers of pools it tells to end first; what they have to do yet is waited for where the block is left.
    """
    pools = ("concurrent.futures.thread._threads_queues", "concurrent.futures.process._threads_wakeups")
    workers = [
        getattr(sys.modules.get(module), name, ()) for module, _, name in (pool.rpartition(".") for pool in pools)
    ]
    return next(
        (
            thread
            for thread in threading.enumerate()
            if not thread.daemon
            and thread is not threading.current_thread()
            and not any(thread in those for those in workers)
        ),
        None,
    )


def _code_of(left: SystemExit) -> int:
    if left.code is None or isinstance(left.code, int):
        return left.code or 0
    sys.stderr.write(f"{left.code}\n")
    return 1


def _show(error: BaseException) -> None:
    traceback.print_exception(type(error), error, _own(error.__traceback__))


def _own(trace: TracebackType | None) -> TracebackType | None:
    """Leave out the frames of the runner, so that the traceback begins in the user's code."""
    runner = (__file__, runpy.__file__, "<frozen runpy>")
    while trace is not None and trace.tb_frame.f_code.co_filename in runner:
        trace = trace.tb_next
    return trace
