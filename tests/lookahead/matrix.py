"""Scripts run bare, without look-ahead and with it: their output, files, databases and requests are compared.

`python -m tests.lookahead.matrix [--user NUMBER] SCRIPT.py...` prints a line for each, and the sums.
"""

import argparse
import hashlib
import http.server
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from deferred.core.profile import simulated_variables
from deferred.simulator import Simulator

_RUN = """
import json, sys
from deferred.cli.run import run
def told(session):
    open(sys.argv_report, "w").write(json.dumps(session.report.to_dict()))
sys.argv_report = sys.argv[1]
sys.exit(run(sys.argv[2:], told))
"""
_ASIDE = {".deferred", "__pycache__"}


@dataclass
class Outcome:
    """What a run of a script did."""

    code: int
    out: str
    err: str
    files: dict
    requests: list
    jobs: int
    calls: int
    seconds: float
    look_ahead: dict = field(default_factory=dict)

    @property
    def effects(self):
        """What must not differ."""
        return {"code": self.code, "out": self.out, "files": self.files, "requests": self.requests}


class _Site(http.server.BaseHTTPRequestHandler):
    """The user's own server."""

    def do_GET(self):
        self._note(b"")

    def do_POST(self):
        self._note(self.rfile.read(int(self.headers.get("content-length", 0))))

    def _note(self, body):
        self.server.requests.append([self.command, self.path, body.decode()])
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"ok": true, "text": "a page"}')

    def log_message(self, *_):
        """Print nothing."""


def run(script, kind, user=None):
    """Run a script: `bare`, `without` or `with`."""
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    site.requests = []
    threading.Thread(target=site.serve_forever, daemon=True).start()
    with Simulator() as sim, tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        report = Path(folder) / ".report"
        env = {
            **os.environ, **simulated_variables(sim.host, key="test-key"), "DEFERRED_HOSTS": sim.host,
            "DEFERRED_POLL_INTERVAL": "0.02", "DEFERRED_LINGER": "0.1", "DEFERRED_PROGRESS": "0",
            "DEFERRED_LOOK_AHEAD": "1" if kind == "with" else "0", "PYTHONWARNINGS": "ignore",
            "USER_SITE": f"http://127.0.0.1:{site.server_address[1]}", "PYTHONHASHSEED": "0",
        }  # fmt: skip
        how = [] if kind == "bare" else ["-c", _RUN, str(report)]
        other = {} if user is None else {"user": user, "group": user, "extra_groups": []}
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, *how, str(script)], cwd=folder, env=env, capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL, timeout=300, **other,
        )  # fmt: skip
        seconds = time.monotonic() - began
        told = json.loads(report.read_text())["look_ahead"] if report.exists() else None
        report.unlink(missing_ok=True)
        site.shutdown()
        site.server_close()
        calls = len(sim.live_calls) if kind == "bare" else sum(len(job.rows) for job in sim.jobs)
        return Outcome(
            done.returncode, done.stdout, done.stderr, _files(Path(folder)), site.requests, len(sim.jobs), calls, seconds,
            told or {},
        )  # fmt: skip


def _files(folder):
    found = {}
    for path in sorted(folder.rglob("*")):
        if (
            path.is_file()
            and not _ASIDE & set(path.relative_to(folder).parts)
            and not path.name.endswith(("-shm", "-wal"))
        ):
            content = path.read_bytes()
            if content.startswith(b"SQLite format 3"):
                database = sqlite3.connect(path)
                content = "\n".join(database.iterdump()).encode()
                database.close()
            found[str(path.relative_to(folder))] = hashlib.sha256(content).hexdigest()
    return found


def compared(script, user=None):
    """Run a script in all three ways; gives the outcomes, and what differs from the run before."""
    bare, without, ahead = (run(script, kind, user) for kind in ("bare", "without", "with"))
    names = without.effects
    differs = [f"{name} bare" for name in names if bare.effects[name] != without.effects[name]]
    return bare, without, ahead, differs + [name for name in names if ahead.effects[name] != without.effects[name]]


def main(arguments):
    """Print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--user", type=int, help="run the scripts as this user, without groups")
    parser.add_argument("scripts", nargs="+", type=Path)
    chosen = parser.parse_args(arguments)
    sums = Counter()
    for script in chosen.scripts:
        bare, without, ahead, differs = compared(script.resolve(), chosen.user)
        sums.update(told := figures(bare, without, ahead, differs))
        seconds = " ".join(f"{one.seconds:.1f}" for one in (bare, without, ahead))
        words = " ".join(f"{name} {value:g}" for name, value in told.items())
        print(f"{script.stem:28} {words}  {seconds} s ", ", ".join(differs) or "same", flush=True)
        if differs:
            print("   ", without.err[-300:].replace("\n", " | "), "   WITH ", ahead.err[-300:].replace("\n", " | "))
        stops = {
            why: count for why, count in ahead.look_ahead.get("stops", {}).items() if why != "the end of the block"
        }
        if stops or ahead.look_ahead.get("off"):
            print("   ", ahead.look_ahead.get("off"), stops)
    print(dict(sums))


def figures(bare, without, ahead, differs):
    """What a script's runs come to, in numbers. A script that exits gives no report: its calls are counted."""
    told = ahead.look_ahead
    dollars = told.get("in_vain_usd", 0.0) + told.get("in_vain_most_usd", 0.0)
    return {
        "scripts": 1, "calls": bare.calls, "without": without.jobs, "with": ahead.jobs,
        "vain": told.get("in_vain", ahead.calls - without.calls), "usd": dollars, "looks": told.get("looks", 0),
        "differ": bool(differs),
    }  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
