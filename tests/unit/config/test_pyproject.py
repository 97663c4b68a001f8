"""`[tool.deferred]` in pyproject.toml: below the environment and the arguments, but for limits, the lowest of which holds."""

from decimal import Decimal

import pytest

import deferred
from deferred.config.settings import in_force, resolve
from tests.support import engine
from tests.support.calls import ask_claude
from tests.support.commandline import here


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Give a function that writes the table; the working directory is below the project."""
    (tmp_path / "inner" / "deep").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "inner" / "deep")

    def write(table):
        (tmp_path / "pyproject.toml").write_text(f'[project]\nname = "x"\n\n[tool.deferred]\n{table}\n')

    return write


def test_a_project_gives_what_neither_arguments_nor_environment_give(project):
    project('linger = 3\nalone = "raise"\nmax_parallel = 2\ntime_limit = "90m"\nprogress = false')
    settings = resolve({"alone": "wait"}, {"DEFERRED_MAX_PARALLEL": "5"})
    assert (settings.linger, settings.alone, settings.max_parallel) == (3, "wait", 5)
    assert (settings.time_limit, settings.progress) == (5400, False)


@pytest.mark.parametrize("where", ["project", "environment", "argument"])
@pytest.mark.parametrize(("name", "low", "high"), [("cost_limit", 2, 9), ("time_limit", 60, 90)])
def test_the_lowest_of_three_limits_holds_wherever_it_stands(project, where, name, low, high):
    given = {place: low if place == where else high for place in ("project", "environment", "argument")}
    project(f"{name} = {given['project']}")
    settings = in_force({name: given["argument"]}, {f"DEFERRED_{name.upper()}": str(given["environment"])})
    assert settings[name][0] == low
    assert {"project": "pyproject.toml", "environment": "$DEFERRED_", "argument": "="}[where] in settings[name][1]


def test_an_argument_of_none_does_not_lift_a_limit(project):
    project("cost_limit = 2.5")
    assert resolve({"cost_limit": None}, {}).cost_limit == Decimal("2.5")


def test_prices_are_a_table(project):
    project("[tool.deferred.prices.my-model]\ninput = 1\noutput = 2.5")
    assert resolve({}, {}).prices == {"my-model": {"input": 1, "output": Decimal("2.5")}}


def test_a_cache_is_a_folder_of_the_project_wherever_its_scripts_run(project, tmp_path):
    project('cache = "ledger"')
    assert resolve({}, {}).cache == str(tmp_path / "ledger")
    project(f'cache = "{tmp_path}/elsewhere"')
    assert resolve({}, {}).cache == f"{tmp_path}/elsewhere"


def test_the_nearest_file_with_the_table_counts_alone(project, tmp_path):
    project("linger = 3\nmax_parallel = 2")
    (tmp_path / "inner" / "pyproject.toml").write_text("[tool.deferred]\nlinger = 4\n")
    (tmp_path / "inner" / "deep" / "pyproject.toml").write_text("[tool.ruff]\n")
    settings = resolve({}, {})
    assert (settings.linger, settings.max_parallel) == (4, None)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("cost_limits = 5", ["cost_limits is no setting", "is cost_limit meant?"]),
        ("cost-limit = 5", ["cost-limit is no setting", "is cost_limit meant?"]),
        ("cost_limit = -5", ["cost_limit = -5 must be more than 0"]),
        ('cost_limit = "five"', ["cost_limit = 'five' must be a finite number"]),
        ('time_limit = "soon"', ["time_limit = 'soon' is not a duration"]),
        ('alone = "never"', ["alone = 'never' is not one of"]),
        ('wait = "no"', ["wait = 'no' must be True or False"]),
        ("[tool.deferred.prices]\nm = 5", ["prices = {'m': 5} must be like"]),
        ('hosts = ["evil.example"]', ["hosts: a key is not sent to a host on the word of a project file", "--hosts"]),
        ("hosts = []", ["hosts: a key is not sent"]),
        ("clients = []", ["clients: clients are objects"]),
        ('on_event = "os:system"', ["on_event: it is a function"]),
        ('openai_api_key = "sk-1"', ["openai_api_key: no file of a project may hold a credential"]),
    ],
)
def test_a_wrong_key_is_named_with_its_file(project, tmp_path, table, words):
    project(table)
    with pytest.raises(ValueError, match=r"pyproject\.toml: \[tool\.deferred\] ") as raised:
        deferred.batch()
    said = str(raised.value)
    assert said.startswith(str(tmp_path / "pyproject.toml"))
    assert [word for word in words if word not in said] == []
    assert "sk-1" not in said


@pytest.mark.parametrize(
    ("content", "words"), [("[tool.deferred\n", "is not TOML"), ("[tool]\ndeferred = 5\n", "must be a table")]
)
def test_a_file_that_makes_no_sense_is_named(tmp_path, monkeypatch, content, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text(content)
    with pytest.raises(ValueError, match=words):
        deferred.batch()


def test_a_working_directory_that_is_gone_has_no_project(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert resolve({"linger": 3}, {}).linger == 3


def test_the_limit_of_a_project_holds_for_its_scripts(sim, claude, tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.deferred]\ncost_limit = 0.0000001\n")
    with deferred.batch(cost_limit=5) as session:
        reply = ask_claude(claude)
    assert isinstance(deferred.future(reply).exception(), deferred.CostLimitExceeded)
    assert (sim.jobs, engine.settings(session).cost_limit) == ([], Decimal("0.0000001"))


def test_commands_find_the_ledger_of_the_project_and_take_no_host_from_it(sim, claude, tmp_path, monkeypatch):
    (tmp_path / "pyproject.toml").write_text('[tool.deferred]\ncache = "ledger"\n')
    with deferred.batch(name="exp"):
        ask_claude(claude, "hello.")
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert "exp" in here("jobs").stdout
    monkeypatch.delenv("DEFERRED_HOSTS")
    (tmp_path / "pyproject.toml").write_text(f'[tool.deferred]\ncache = "ledger"\nhosts = ["{sim.host}"]\n')
    requests = len(sim.requests)
    done = here("collect")
    assert done.returncode == 1
    assert "pyproject.toml: [tool.deferred] hosts" in done.stderr
    assert len(sim.requests) == requests
