"""What is known of Windows without one: nothing is imported that it lacks, and locks are taken by a library there."""

import os
import subprocess
import sys

import pytest

from deferred.storage import locks

WITHOUT = """
import asyncio, importlib, multiprocessing.connection, os, pkgutil, signal, sqlite3, ssl, subprocess, sys, tempfile
import anthropic, openai, diskcache, typer
for name in ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog"):
    sys.modules[name] = None
for module, names in (
    (os, "fork forkpty register_at_fork getuid geteuid getgid O_CLOEXEC O_NONBLOCK O_DIRECTORY O_NOFOLLOW statvfs "
         "killpg setsid memfd_create pidfd_open sched_getaffinity uname WNOHANG waitid mkfifo fchmod"),
    (signal, "SIGKILL SIGUSR1 SIGUSR2 SIGHUP SIGALRM SIGCHLD SIGSTOP SIGQUIT SIGSYS pthread_sigmask"),
):
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)
import deferred
for module in pkgutil.walk_packages(deferred.__path__, "deferred."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""


def test_every_module_is_imported_where_nothing_of_posix_is():
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0


def test_a_lock_of_the_library_is_held_by_one_at_a_time(tmp_path, monkeypatch):
    pytest.importorskip("portalocker")
    monkeypatch.setattr(sys, "platform", "win32")
    held = locks.lock_file(tmp_path / "claim")
    assert held is not None
    assert locks.is_held(tmp_path / "claim")
    os.close(held)
    assert not locks.is_held(tmp_path / "claim")
