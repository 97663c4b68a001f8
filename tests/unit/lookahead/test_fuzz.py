"""Random system calls in a locked child change nothing in the world."""

import json
import os
import platform
import random
import subprocess
import sys
from pathlib import Path

import pytest

from deferred.lookahead import lockdown

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(bool(lockdown.why_not()) or platform.machine() != "x86_64", reason="no isolation here"),
]
SECONDS = float(os.environ.get("DEFERRED_FUZZ_SECONDS", "20"))


@pytest.mark.timeout(SECONDS + 100)
def test_random_calls_of_locked_children_leave_no_trace(tmp_path):
    seed = random.randrange(10**6) if os.environ.get("DEFERRED_RANDOM") else 1
    command = [sys.executable, "-W", "ignore", "-m", "tests.support.fuzz", str(tmp_path), str(SECONDS), str(seed)]
    done = subprocess.run(command, cwd=Path(__file__).parents[3], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    print(found)
    assert found["changes"] == {}
    assert found["children"] > SECONDS
