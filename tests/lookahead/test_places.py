"""Where scripts run: in tests, without a terminal, in containers, short of memory, for thousands of calls."""

import contextlib
import json
import os
import platform
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from deferred.core.profile import simulated_variables
from deferred.lookahead import lockdown

pytestmark = pytest.mark.skipif(bool(lockdown.why_not()), reason=f"no isolation here: {lockdown.why_not()}")
CALLS = int(os.environ.get("DEFERRED_CALLS", "10000"))
SCRIPT = """
import json, sys
import anthropic, deferred
client = anthropic.Anthropic()
def ask(text):
    said = [{{"role": "user", "content": text}}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=64, messages=said).content[0].text
def test_all():
    kept, got = [], []
    with deferred.batch(name="run", look_ahead=True, look_ahead_stake=50) as session:
        for item in range({count}):
            got.append(ask(f"Item {{item}}?"))
            {each}
    assert all("You wrote" in said for said in got)
    print(json.dumps(session.report.to_dict()["look_ahead"]))
if __name__ == "__main__":
    test_all()
"""


def script(folder, count=4, each="pass"):
    """Write a script, which is a test too; gives its path."""
    path = folder / "test_script.py"
    path.write_text(SCRIPT.format(count=count, each=each))
    return path


def started(sim, folder, *command, env=None, **more):
    """Run a command with the simulator as the provider, in an environment of little else."""
    known = {"PATH": os.environ["PATH"]} if env is None else env
    settings = {"DEFERRED_HOSTS": sim.host, "DEFERRED_POLL_INTERVAL": "0.01", "DEFERRED_LINGER": "0.05"}
    return subprocess.run(
        [*command], cwd=folder, env={**known, **simulated_variables(sim.host, key="test-key"), **settings}, text=True,
        capture_output=True, stdin=subprocess.DEVNULL, start_new_session=True, check=False, **more,
    )  # fmt: skip


def report(done):
    """What a run said of its look-ahead."""
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def jobs(sim):
    """The number of calls of each job."""
    return [len(job.rows) for job in sim.jobs]


@pytest.mark.slow
def test_in_a_test_whose_output_is_captured_it_goes_in_one_job(sim, tmp_path):
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(script(tmp_path))]
    done = started(sim, tmp_path, *command)
    assert (done.returncode, "1 passed" in done.stdout) == (0, True), done.stdout
    assert jobs(sim) == [4]


@pytest.mark.slow
def test_without_a_terminal_a_home_and_an_environment_it_goes_in_one_job(sim, tmp_path):
    done = started(sim, tmp_path, sys.executable, str(script(tmp_path)), env={})
    assert report(done)["in_vain"] == 0
    assert jobs(sim) == [4]


@pytest.mark.slow
def test_in_namespaces_of_a_container_it_goes_in_one_job(sim, tmp_path):
    apart = ["unshare", "--user", "--map-root-user", "--pid", "--fork", "--mount-proc"]
    with contextlib.suppress(FileNotFoundError):
        if subprocess.run([*apart, "true"], capture_output=True, check=False).returncode == 0:
            done = started(sim, tmp_path, *apart, sys.executable, str(script(tmp_path)))
            assert report(done)["in_vain"] == 0
            assert jobs(sim) == [4]
            return
    pytest.skip("no namespaces can be made here")


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the filter below is for x86-64")
@pytest.mark.slow
def test_where_no_filter_may_be_installed_it_does_not_happen_and_says_why(sim, tmp_path):
    path = script(tmp_path)
    # As the profile of a container that forbids `prctl(PR_SET_SECCOMP)`.
    forbid = """
from deferred.lookahead import kernel
kernel.forbid_new_privileges()
kernel.install_filter([(0x20, 0, 0, 0), (0x15, 0, 3, 157), (0x20, 0, 0, 16), (0x15, 0, 1, 22), (6, 0, 0, 0x50001),
                       (6, 0, 0, 0x7FFF0000)])
"""
    path.write_text(forbid + path.read_text())
    done = started(sim, tmp_path, sys.executable, str(path))
    told = report(done)
    assert (told["looks"], jobs(sim)) == (0, [1, 1, 1, 1])
    assert told["off"] == "trial: [Errno 1] seccomp: Operation not permitted"
    assert done.stderr.count("look-ahead does not happen: trial") == 1


@pytest.fixture
def short():
    """A group of processes that may use 700 MB together."""
    old = Path("/sys/fs/cgroup/memory/memory.limit_in_bytes")
    parent, limit = (old.parent, old.name) if old.exists() else (Path("/sys/fs/cgroup"), "memory.max")
    group = parent / f"look-ahead-{os.getpid()}"
    with contextlib.suppress(OSError):
        group.mkdir()
        if (group / limit).exists():
            (group / limit).write_text(str(700 << 20))
            yield group
            group.rmdir()
            return
        group.rmdir()
    pytest.skip("no group with a limit of memory can be made here")


def ended_for_memory(group):
    """How many processes of a group the kernel has ended for want of memory."""
    known = next(path for name in ("memory.oom_control", "memory.events") if (path := group / name).exists())
    return int(dict(line.split() for line in known.read_text().splitlines())["oom_kill"])


@pytest.mark.slow
def test_where_memory_is_short_the_children_end_and_the_script_does_not(sim, tmp_path, short):
    # The script keeps 450 MB at its end; two or three children do not find so much by their third item.
    path = script(tmp_path, count=5, each="kept.append(bytearray(b'x') * (90 << 20))")
    joined = f'echo $$ > {short}/cgroup.procs; exec "$0" "$1"'
    told = report(started(sim, tmp_path, "sh", "-c", joined, sys.executable, str(path)))
    assert ended_for_memory(short) > 0
    assert (sum(jobs(sim)), told["in_vain"]) == (5, 0)


@pytest.mark.long
@pytest.mark.timeout(60 + CALLS // 5)
def test_thousands_of_calls_take_bounded_memory_and_few_jobs(sim, tmp_path):
    path = script(tmp_path, CALLS)
    told = report(started(sim, tmp_path, sys.executable, str(path)))
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    print({"jobs": jobs(sim), "MB": used, **told})
    assert (sum(jobs(sim)), told["in_vain"]) == (CALLS, 0)
    assert len(sim.jobs) <= 2 + CALLS // 200
    assert used < 300 + CALLS * 50 // 1000  # 50 KB a call, its request and answer included
