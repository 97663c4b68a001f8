"""What goes wrong while calls are bought: faults of a provider, and kills at the points of a run's conversation with it."""

import json
import threading

import pytest

AN_HOUR = 3600.0
# Where the child is killed: as a request arrives, when it was acted on, or when its answer is about to leave.
# The points between which money is spent are in every run, the others where there is time for slow tests.
ALWAYS = {("request", "create", 1), ("batch_created", None, 1), ("answered", "create", 1), ("answered", "results", 1)}
POINTS = [
    ("request", "upload", 1),
    ("answered", "upload", 1),
    ("request", "create", 1),
    ("batch_created", None, 1),
    ("answered", "create", 1),
    ("request", "poll", 1),
    ("answered", "poll", 1),
    ("request", "poll", 2),
    ("answered", "poll", 2),
    ("request", "poll", 3),
    ("answered", "poll", 3),
    ("batch_ended", None, 1),
    ("request", "results", 1),
    ("answered", "results", 1),
]


FAULTS = {
    "the answer to the upload is lost": {"lost_responses": {"upload": 1}},
    "the answer to the create is lost": {"lost_responses": {"create": 1}},
    "answers to create and list are lost": {"lost_responses": {"create": 1, "list": 2}},
    "the create never arrives": {"refuse_before": {"create": 1}},
    "looks are lost": {"lost_responses": {"poll": 2}},
    "results are cut off": {"cut_results": 1},
    "results are lost": {"lost_responses": {"results": 1}},
    "creates come too fast": {"rate_limited_create": 1},
    "the server is down at each step": {
        "status_on": {name: (503, 1, {}) for name in ("upload", "create", "poll", "results")}
    },
    "rows come twice": {"duplicate_rows": {0, 3}},
}
# Where files lie in a bucket, their upload and their list can fail too.
BUCKET_FAULTS = {
    **FAULTS,
    "the upload never arrives": {"refuse_before": {"upload": 1}},
    "lists of the bucket are lost": {"lost_responses": {"list_objects": 2}},
    "the server is down at each step": {
        "status_on": {name: (503, 1, {}) for name in ("upload", "create", "poll", "list_objects", "results")}
    },
}


def at_each_fault(faults, always=None):
    """Run a test once for each of these faults; those that are not `always` run are slow, if any are named."""
    marks = {name: () if always is None or name in always else pytest.mark.slow for name in faults}
    names = [pytest.param(name, id=name.replace(" ", "-"), marks=marks[name]) for name in faults]
    return pytest.mark.parametrize("fault", names)


def strike(sim, fault):
    """Let a fault happen in a simulator."""
    for name, value in fault.items():
        setattr(sim.faults, name, value.copy() if isinstance(value, dict) else value)


def at_each_point(always=ALWAYS, points=POINTS):
    """Run a test once for each point; those that are not `always` run are slow."""
    found = [pytest.param(point, marks=() if point in always else pytest.mark.slow) for point in points]
    return pytest.mark.parametrize("point", found, ids=lambda point: "-".join(map(str, point)))


class Killer:
    """Kills a script once, at a point of its conversation with the simulator."""

    def __init__(self, sim, scripts, event, operation, nth):
        self.pid, self.left, self.operation = None, nth, operation
        self._scripts, self._known = scripts, threading.Event()
        sim.on(event, self._see)

    def aim(self, pid):
        """Say whom to kill."""
        self.pid = pid
        self._known.set()

    def _see(self, request=None, **_):
        if self.operation is not None and not request.operation.endswith(self.operation):
            return
        self.left -= 1
        if self.left == 0:
            self._known.wait(10)
            self._scripts.kill(self.pid)


def said_after_a_kill(sim, scripts, tmp_path, script, point):
    """Run a script that is killed at a point, and again to its end; gives what it prints then, as JSON."""
    sim.latency = AN_HOUR if "poll" in point else 0.05  # however slow this machine is, the nth look comes
    killer = Killer(sim, scripts, *point)
    killer.aim(pid := scripts.start(script, tmp_path))
    assert scripts.wait(pid) == -9
    sim.clock.advance(sim.latency)
    return json.loads(scripts.run(script, tmp_path, DEFERRED_ADOPT_GRACE="0.3").splitlines()[-1])


def assert_paid_once(sim, said, count):
    """Each answer is that of its question, none was billed twice, and nothing went live."""
    assert [f"question {n}." in text for n, text in enumerate(said)] == [True] * count
    assert (sim.meter.billed_twice(), sim.meter.rows_billed, sim.live_calls) == ([], count, [])
