"""A locked child changes nothing in the world, whatever it tries; the kernel alone holds it."""

import json
import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from deferred.lookahead import lockdown

pytestmark = pytest.mark.skipif(
    bool(lockdown.why_not()) or platform.machine() != "x86_64", reason=f"no isolation here: {lockdown.why_not()}"
)
ROOT = Path(__file__).parents[3]
NOBODY = 65534


@pytest.fixture
def world():
    """A folder that any user can work in."""
    import shutil
    import tempfile

    folder = tempfile.mkdtemp(prefix="world-")
    os.chmod(folder, 0o777)
    yield folder
    shutil.rmtree(folder)


def tried(folder, user=0, kind="locked"):
    """Try every act, as another user if one is given."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.support.effects", str(folder), str(user), kind]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("user", [0, NOBODY])
def test_no_act_of_a_locked_child_leaves_a_trace(world, user):
    if user and os.getuid() != 0:
        pytest.skip("only root can become another user")
    leaks, ends = tried(world, user)
    assert leaks == {}
    harmless = [name for name in ends if name.endswith(" ok")]
    assert {name: ends[name] for name in harmless} == dict.fromkeys(harmless, 0)
    assert 70 not in ends.values()  # each was locked
    assert sum(code == -signal.SIGSYS for code in ends.values()) > 50


def test_a_process_that_is_not_locked_leaves_traces_and_the_check_sees_them(world):
    leaks, _ = tried(world, kind="open")
    assert set(leaks) == {
        "write appending", "read a shared position", "read a shared folder", "mkdir", "pipe read", "kill",
    }  # fmt: skip
