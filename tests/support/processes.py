"""Scripts in processes of their own, which can be killed."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path


class Scripts:
    """Starts scripts by a zygote; see zygote.py."""

    def __init__(self):
        self._running = set()
        zygote = Path(__file__).with_name("zygote.py")
        self._zygote = subprocess.Popen(
            [sys.executable, "-W", "ignore", str(zygote)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def start(self, code, cwd, out="out", **env):
        """Start a script, its output going to a file in `cwd`; gives its pid."""
        names = ("ANTHROPIC_", "OPENAI_", "GOOGLE_", "GEMINI_", "DEFERRED_")
        known = {name: value for name, value in os.environ.items() if name.startswith(names)}
        pid = self._ask({"start": code, "cwd": str(cwd), "out": out, "env": {**known, **env}})
        self._running.add(pid)
        return pid

    def wait(self, pid):
        """Wait for a script; gives its exit code, negative for a signal."""
        self._running.discard(pid)
        return self._ask({"wait": pid})

    def run(self, code, cwd, **env):
        """Run a script to its end and give what it printed."""
        status = self.wait(self.start(code, cwd, **env))
        out = (Path(cwd) / "out").read_text()
        assert status == 0, out
        return out

    def kill(self, pid):
        """Kill a script as power does; harmless when it has ended."""
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def kill_all(self):
        """Kill what nobody has waited for."""
        for pid in tuple(self._running):
            self.kill(pid)
            self.wait(pid)

    def close(self):
        """End the zygote and whatever it started."""
        os.killpg(self._zygote.pid, signal.SIGKILL)
        self._zygote.wait()
        self._zygote.stdin.close()
        self._zygote.stdout.close()

    def _ask(self, command):
        self._zygote.stdin.write(json.dumps(command) + "\n")
        self._zygote.stdin.flush()
        return int(self._zygote.stdout.readline())


def run(script):
    """Run a script in a Python of its own."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", textwrap.dedent(script)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
