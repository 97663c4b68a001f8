"""The recipes of examples/distributed on real local clusters: one run, one limit, no live call, one bill."""

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import threading

import pytest

from tests.support.hosts import LEASE
from tests.support.places import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]  # a cluster takes 10 to 30 seconds to begin
RECIPES = ROOT / "examples" / "distributed"
TEXTS = 40
CLUSTERS = {"ray_tasks": "ray", "ray_data": "ray", "dask_map": "dask", "spark_three_phases": "pyspark"}
HOLDER = """
SELECT m.pid FROM {s}.jobs j JOIN {s}.members m ON m.id = j.holder
WHERE j.batch_id IS NULL AND j.facts::json ->> 'attempted_at' IS NOT NULL
"""


class Recipe:
    """A recipe in a folder of its own, with a cluster that it begins and ends."""

    def __init__(self, name, folder, address):
        self.folder, self.script = folder, folder / f"{name}.py"
        shutil.copy(RECIPES / self.script.name, folder)
        self.env = {
            **os.environ,
            "DEFERRED_CACHE": address,
            "DEFERRED_LEASE": str(LEASE * 2),  # the workers of four processes on two processors are slow
            "DEFERRED_TAKEOVER_GRACE": "1",
            "PYTHONWARNINGS": "ignore",
            "PYSPARK_PYTHON": sys.executable,
            "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
        }

    def with_limit(self, dollars):
        """Let the recipe have another limit."""
        text = self.script.read_text()
        assert "LIMIT = " in text
        self.script.write_text(text.replace("5.00", str(dollars)))

    def run(self, *sizes):
        """Run it as its first lines say; gives the lines that it printed, and its exit code."""
        done = subprocess.run(
            [sys.executable, self.script, *map(str, sizes)],
            cwd=self.folder, env=self.env, capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        self.said = done.stdout + done.stderr
        return done.stdout.splitlines(), done.returncode


@pytest.fixture(params=CLUSTERS)
def recipe(request, tmp_path, address):
    """Give each recipe whose engine is installed."""
    engine = CLUSTERS[request.param]
    if importlib.util.find_spec(engine) is None:
        pytest.skip(f"{engine} is not installed: pip install -e '.[engines]'")
    if engine == "pyspark" and shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    return Recipe(request.param, tmp_path, address)


def answers(lines):
    """Give the answers among what a cluster prints."""
    return [line for line in lines if "in words?" in line]


def kill_a_worker_within_its_create(sim, table):
    """Kill the process that has a create under way, as the provider answers the first; gives its pid, in a list."""
    killed, begun = [], threading.Lock()

    def kill(request=None, **_):
        if request.operation == "create" and begun.acquire(blocking=False):
            (killed_pid,) = table(HOLDER)[0]
            with contextlib.suppress(ProcessLookupError):
                os.kill(killed_pid, signal.SIGKILL)
                killed.append(killed_pid)

    sim.on("answered", kill)
    return killed


def test_workers_are_one_run_with_one_bill_and_another_cut_of_the_rows_buys_nothing(sim, recipe, table, sums):
    sim.latency = 0.2
    lines, code = recipe.run(TEXTS, 4)
    assert code == 0, recipe.said[-3000:]
    assert len(set(answers(lines))) == TEXTS
    assert (sim.meter.rows_billed, sim.meter.live_billed) == (TEXTS, 0)
    assert table("SELECT is_over FROM {s}.runs") == [(True,)]
    again, code = recipe.run(TEXTS, 3)
    assert code == 0, recipe.said[-3000:]
    assert answers(again) == answers(lines)
    assert (sim.meter.rows_billed, sim.meter.live_billed) == (TEXTS, 0)
    sums()


def test_a_worker_that_is_killed_within_its_create_costs_nothing_twice(sim, recipe, table, sums):
    sim.latency = 0.2
    killed = kill_a_worker_within_its_create(sim, table)
    lines, code = recipe.run(TEXTS, 4)
    assert code == 0, recipe.said[-3000:]
    assert len(killed) == 1
    assert len(set(answers(lines))) == TEXTS
    assert sim.meter.billed_twice() == []
    assert (sim.meter.rows_billed, sim.meter.live_billed) == (TEXTS, 0)
    sums()


def test_the_limit_is_that_of_all_workers_together(sim, recipe, sums):
    sim.latency = 0.2
    recipe.with_limit(0.002)  # a call may cost 0.00016 dollars: about 12 of 40 have room
    _, code = recipe.run(TEXTS, 4)
    assert code != 0
    assert "CostLimitExceeded" in recipe.said
    assert sim.meter.live_billed == 0
    assert 0 < sim.meter.rows_billed < TEXTS
    assert sim.meter.total <= 0.002
    sums()


# -- engines that try a task again -------------------------------------------------------------------------------------


@contextlib.contextmanager
def celery_workers(recipe):
    """Run a Celery worker of four processes over a queue of the test's own."""
    with subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "celery_task", "worker", "-c", "4", "--loglevel=ERROR", "-O", "fair"],
        cwd=recipe.folder, env=recipe.env, start_new_session=True,
    ) as worker:  # fmt: skip
        try:
            yield
        finally:
            os.killpg(worker.pid, signal.SIGTERM)


@pytest.fixture
def celery(tmp_path, address):
    """Give the recipe of Celery, with the Redis of this machine as its broker."""
    pytest.importorskip("celery", reason="celery is not installed: pip install -e '.[engines]'")
    redis = pytest.importorskip("redis", reason="redis is not installed")
    broker = "redis://127.0.0.1:6379/11"
    try:
        redis.Redis.from_url(broker).flushdb()
    except redis.exceptions.ConnectionError:
        pytest.skip("no Redis at 127.0.0.1:6379")
    recipe = Recipe("celery_task", tmp_path, address)
    recipe.env |= {"CELERY_BROKER": broker, "CELERY_LOOK": "1"}
    return recipe


def test_celery_workers_are_free_while_a_batch_runs_and_a_killed_one_costs_nothing_twice(sim, celery, table, sums):
    sim.latency = 3.0
    killed = kill_a_worker_within_its_create(sim, table)
    with celery_workers(celery):
        lines, code = celery.run(TEXTS, 4)
    assert code == 0, celery.said[-3000:]
    assert len(killed) == 1
    assert len(set(answers(lines))) == TEXTS
    assert sim.meter.billed_twice() == []
    assert (sim.meter.rows_billed, sim.meter.live_billed) == (TEXTS, 0)
    assert table("SELECT count(*) FROM {s}.runs") == [(1,)]
    sums()


def test_a_flow_of_prefect_is_tried_again_until_its_batch_has_ended(sim, tmp_path, address, sums):
    if importlib.util.find_spec("prefect") is None:
        pytest.skip("prefect is not installed")
    sim.latency = 3.0
    recipe = Recipe("prefect_flow", tmp_path, address)
    recipe.env |= {"PREFECT_LOOK": "1", "PREFECT_HOME": str(tmp_path / "prefect"), "DO_NOT_TRACK": "1"}
    lines, code = recipe.run(TEXTS)
    assert code == 0, recipe.said[-3000:]
    assert len(set(answers(lines))) == TEXTS
    assert recipe.said.count("AtTheProvider") >= 1
    assert (sim.meter.rows_billed, sim.meter.live_billed, len(sim.jobs)) == (TEXTS, 0, 1)
    sums()


def test_a_task_of_airflow_is_scheduled_again_until_its_batch_has_ended(sim, tmp_path, address, sums):
    if importlib.util.find_spec("airflow") is None:
        pytest.skip("airflow is not installed")
    sim.latency = 3.0
    recipe = Recipe("airflow_dag", tmp_path, address)
    recipe.env |= {
        "AIRFLOW_HOME": str(tmp_path / "airflow"), "AIRFLOW__CORE__DAGS_FOLDER": str(tmp_path),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    }  # fmt: skip
    airflow = [sys.executable, "-m", "airflow"]
    for words in (["db", "migrate"], ["dags", "reserialize"], ["dags", "test", "numbers_in_words"]):
        done = subprocess.run(
            [*airflow, *words], env=recipe.env, cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    assert "UP_FOR_RESCHEDULE" in (done.stdout + done.stderr).upper()
    assert (sim.meter.rows_billed, sim.meter.live_billed, len(sim.jobs)) == (TEXTS, 0, 1)
    sums()
