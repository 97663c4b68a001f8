"""Hosts: processes with a home, a working folder and temporary files of their own, which share nothing but a database."""

import os
import signal
import time
from pathlib import Path

LEASE, GRACE = 3.0, 1.0  # seconds: long enough for a process that is alive on a slow machine, short enough to wait for
STOPPED = "T"


class Host:
    """A host on which scripts run."""

    def __init__(self, name, folder, scripts, address):
        self.name, self.folder, self._scripts = name, Path(folder) / name, scripts
        for part in ("home", "work", "tmp"):
            (self.folder / part).mkdir(parents=True)
        self.env = {
            "HOME": str(self.folder / "home"),
            "TMPDIR": str(self.folder / "tmp"),
            "XDG_STATE_HOME": str(self.folder / "home" / "state"),
            "DEFERRED_CACHE": address,
            "DEFERRED_LEASE": str(LEASE),
            "DEFERRED_TAKEOVER_GRACE": str(GRACE),
        }

    def start(self, code, **env):
        """Start a script; gives its pid."""
        return self._scripts.start(code, self.folder / "work", **{**self.env, **env})

    def run(self, code, **env):
        """Run a script to its end; gives what it printed."""
        return self._scripts.run(code, self.folder / "work", **{**self.env, **env})

    def end_of(self, pid):
        """Wait for a script; gives its exit code and what it printed."""
        code = self._scripts.wait(pid)
        return code, (self.folder / "work" / "out").read_text()


def wait_until_stopped(pid, seconds=30):
    """Wait until a process has stopped itself; nothing tells that of a process that is not a child of this one."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == STOPPED:
            return
        time.sleep(0.01)
    message = f"process {pid} did not stop"
    raise AssertionError(message)


def go_on(pid):
    """Let a stopped process go on."""
    os.kill(pid, signal.SIGCONT)
