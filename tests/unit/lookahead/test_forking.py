"""How children are forked: what the user's process has set up runs in none of them."""

import os
import signal
import subprocess
import sys

import pytest

from deferred.lookahead import children, open_files
from deferred.lookahead.child import FAILED, Birth
from deferred.lookahead.children import Parents
from deferred.lookahead.variants import NO, YES


@pytest.fixture
def parents(tmp_path):
    """What children have from this process."""
    return Parents({}, frozenset(), str(tmp_path), lambda _: None)


def test_a_child_takes_no_signal_before_it_is_isolated(parents):
    mine, its = os.pipe()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    born = children.fork((YES, NO), parents)
    if isinstance(born, Birth):
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, ())
        os.write(
            its, b"." if {signal.SIGINT, signal.SIGALRM, signal.SIGUSR1} <= blocked and born.mask == before else b"!"
        )
        os._exit(0)
    os.close(its)
    said = os.read(mine, 1) + os.read(mine, 1)
    os.close(mine)
    children.end(born)
    assert said == b".."
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before


@pytest.mark.long  # in the only process of a test run: `pytest -n 0 -m long`
def test_a_child_that_fails_before_it_is_isolated_never_runs_on(parents, monkeypatch):
    fork = os.fork

    def fork_without_descriptors():
        pid = fork()
        if pid == 0:
            os.closerange(3, 65_536)  # its pipes cannot be closed any more
        return pid

    monkeypatch.setattr(os, "fork", fork_without_descriptors)
    parent = os.getpid()
    try:
        born = children.fork((YES,), parents)
    finally:
        if os.getpid() != parent:
            os._exit(99)  # as the user's process would
    ended = os.waitid(os.P_PID, born[0].pid, os.WEXITED | os.WNOWAIT)
    children.end(born)
    assert ended.si_status == FAILED


@pytest.mark.long  # as above: it interrupts the process
def test_an_interrupt_while_children_are_forked_leaves_none(parents, monkeypatch):
    fork = os.fork

    forked = []

    def interrupted_fork():
        pid = fork()
        if pid:
            forked.append(pid)
            os.kill(os.getpid(), signal.SIGINT)
        return pid

    monkeypatch.setattr(os, "fork", interrupted_fork)
    with pytest.raises(KeyboardInterrupt):
        if isinstance(children.fork((YES, NO), parents), Birth):
            signal.pause()
    assert forked
    for pid in forked:
        with pytest.raises(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def test_where_the_end_of_processes_is_kept_pending_none_is_forked():
    # In a process of its own: a test runner has threads.
    script = "import signal; from deferred.lookahead import conditions; print(conditions.why_not_now()); "
    script += "signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD}); print(conditions.why_not_now())"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "\nthe script handles the end of processes\n"


def test_handles_of_one_file_have_one_copy(tmp_path):
    mine, its = os.pipe()
    pid = os.fork()
    if pid == 0:
        path = tmp_path / "log"
        path.write_bytes(b"abc")
        one, two, back = (os.open(path, flags) for flags in (os.O_WRONLY, os.O_RDWR | os.O_APPEND, os.O_RDONLY))
        os.read(back, 1)
        open_files.cut((its,), str(tmp_path / "ledger"))
        os.write(one, b"x")
        os.write(two, b"yz")
        os.write(its, os.read(back, 9) + b"|" + path.read_bytes())
        os._exit(0)
    os.close(its)
    said = os.read(mine, 99)
    os.close(mine)
    os.waitpid(pid, 0)
    assert said == b"bcyz|abc"
