"""A process with the SDKs imported that forks itself to run scripts: a killed script costs milliseconds, not seconds.

It is single-threaded whenever it forks. Commands are JSON lines: {"start": code, "env": {}, "cwd": ""} answers with the
pid, {"wait": pid} with the exit code (negative for a signal).
"""

import collections
import contextlib
import importlib
import json
import os
import signal
import sys


def main():
    """Serve commands until stdin ends."""
    import anthropic
    import openai
    from google import genai

    import deferred
    import deferred.report.report
    import deferred.results.result

    # What the SDKs import at their first use takes longer than most scripts.
    _ = anthropic.Anthropic(api_key="-").messages, openai.OpenAI(api_key="-").chat.completions, genai, deferred
    for name in ("genai_prices.data", "httpx2", "httpcore2"):
        with contextlib.suppress(ImportError):  # only newer SDKs use some
            importlib.import_module(name)
    # Where the suite runs in the background of a shell, Ctrl+C would be ignored by everything that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # No loop of this file is to be around a script: look-ahead takes the outermost loop for that over the items.
    collections.deque(map(serve, sys.stdin), maxlen=0)


def serve(line):
    """Serve one command."""
    command = json.loads(line)
    answer = start(command) if "start" in command else wait(command["wait"])
    sys.stdout.write(f"{answer}\n")
    sys.stdout.flush()


def start(command):
    """Fork a child that runs the script; its output goes to `out` in its working directory."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.chdir(command["cwd"])
        os.environ.update(command["env"])
        out = os.open(command["out"], os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
        for stream in (1, 2):
            os.dup2(out, stream)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        exec(compile(command["start"], "script.py", "exec"), {"__name__": "__main__"})
        code = 0
    except BaseException:
        code = code_of(sys.exc_info())
    sys.stdout.flush()
    os._exit(code)


def code_of(error):
    """Handle what nobody has caught as Python does, whose hook may raise SystemExit."""
    try:
        sys.excepthook(*error)
    except SystemExit as left:
        return left.code
    return 1


def wait(pid):
    """Wait for a child to end."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


main()
