"""Every knob: its check, its place in the environment, and which of two values holds."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest

import deferred
from deferred.config.parsers import seconds_of
from deferred.config.settings import in_force, resolve

BAD = [
    ("cost_limit", 0),
    ("cost_limit", -1),
    ("cost_limit", float("nan")),
    ("cost_limit", float("inf")),
    ("cost_limit", 10**400),  # more than any float
    ("cost_limit", "five"),
    ("cost_limit", True),
    ("budget", {"year": 5}),
    ("budget", {"month": 0}),
    ("budget", {"month": -1}),
    ("budget", {"month": float("nan")}),
    ("budget", {"month": float("inf")}),
    ("budget", {"month": 10**400}),
    ("budget", {"month": True}),
    ("budget", {"month": "many"}),
    ("budget", {"month": None}),
    ("budget", "month"),
    ("budget", "month=200,month=300"),
    ("budget", "year=5"),
    ("budget", ""),
    ("budget", 200),
    ("budget", [("month", 200)]),
    ("time_limit", "soon"),
    ("time_limit", 0),
    ("time_limit", -3),
    ("time_limit", ""),
    ("time_limit", "5x"),
    ("time_limit", float("nan")),
    ("time_limit", [1]),
    ("name", ""),
    ("name", 3),
    ("fresh", "yes"),
    ("wait", 1),
    ("dry_run", 0),
    ("cache", ""),
    ("cache", 3),
    ("unbatchable", "maybe"),
    ("on_failure", "ignore"),
    ("alone", "never"),
    ("threads", "some"),
    ("estimate", "guess"),
    ("on_time_limit", "wait"),
    ("linger", -1),
    ("linger", "long"),
    ("max_requests", 0),
    ("max_requests", 1.5),
    ("max_parallel", "two"),
    ("widen", 0),
    ("canary", 0),
    ("canary_tolerance", 1.5),
    ("estimate", "guess"),
    ("on_time_limit", "sooner"),
    ("canary", -1),
    ("poll_interval", -0.1),
    ("adopt_grace", float("nan")),
    ("hosts", "localhost"),
    ("hosts", [1]),
    ("hosts", 5),
    ("clients", 5),
    ("prices", 5),
    ("prices", {}),
    ("prices", {"m": 5}),
    ("prices", {"m": {"input_price": 1}}),
    ("prices", {"m": {"input": -1, "output": 1}}),
    ("prices", {"m": {"input": "abc", "output": 1}}),
    ("on_event", "print"),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_value_that_makes_no_sense_is_named_with_what_it_should_be(name, value):
    with pytest.raises(ValueError, match=rf"^{name}=.*") as raised:
        deferred.batch(**{name: value})
    assert len(str(raised.value)) > len(f"{name}={value!r}") + 10


def test_an_argument_that_does_not_exist_is_named_with_those_that_do():
    with pytest.raises(TypeError, match=r"no argument 'cost_limits'.*cost_limit"):
        deferred.batch(cost_limits=5)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (90, 90),
        ("90", 90),
        ("90s", 90),
        ("90m", 5400),
        ("2h30m", 9000),
        ("1.5h", 5400),
        (timedelta(hours=1), 3600),
        (" 2h ", 7200),
    ],
)
def test_durations_are_read_in_every_documented_form(value, seconds):
    assert seconds_of(value) == seconds


def test_the_environment_gives_what_the_arguments_do_not():
    settings = resolve(
        {"linger": 2}, {"DEFERRED_LINGER": "9", "DEFERRED_POLL_INTERVAL": "0.1", "DEFERRED_HOSTS": "a:1, b:2"}
    )
    assert (settings.linger, settings.poll_interval, settings.hosts) == (2.0, 0.1, ("a:1", "b:2"))


@pytest.mark.parametrize(
    ("argument", "variable", "holds"),
    [(5, "3", Decimal(3)), (3, "5", Decimal(3)), (None, "5", Decimal(5)), (5, "", Decimal(5)), (None, "", None)],
)
def test_the_lower_of_two_limits_holds(argument, variable, holds):
    arguments = {} if argument is None else {"cost_limit": argument}
    assert resolve(arguments, {"DEFERRED_COST_LIMIT": variable}).cost_limit == holds


def test_the_lower_of_two_time_limits_holds():
    assert resolve({"time_limit": "2h"}, {"DEFERRED_TIME_LIMIT": "90m"}).time_limit == 5400


@pytest.mark.parametrize(
    ("name", "text"),
    [("COST_LIMIT", "lots"), ("MAX_PARALLEL", "x"), ("WAIT", "perhaps"), ("TIME_LIMIT", "soon"), ("ALONE", "x")],
)
def test_a_bad_value_in_the_environment_is_named_by_its_variable(name, text):
    with pytest.raises(ValueError, match=f"DEFERRED_{name}="):
        resolve({}, {f"DEFERRED_{name}": text})


@pytest.mark.parametrize(("text", "value"), [("1", True), ("true", True), ("off", False), ("0", False)])
def test_switches_in_the_environment(text, value):
    assert resolve({}, {"DEFERRED_FRESH": text}).fresh is value


@pytest.mark.parametrize(("text", "value"), [("0", False), ("1", True), ("some/folder", "some/folder")])
def test_the_cache_in_the_environment(text, value):
    assert resolve({}, {"DEFERRED_CACHE": text}).cache == value


def test_prices_come_from_the_environment_as_json_or_as_a_file(tmp_path):
    wanted = {"my-model": {"input": 1, "output": 2}}
    path = tmp_path / "prices.json"
    path.write_text(json.dumps(wanted))
    for text in (json.dumps(wanted), str(path)):
        assert resolve({}, {"DEFERRED_PRICES": text}).prices == wanted
    for text in ("{", "no-such-file.json", '{"my-model": 1}'):
        with pytest.raises(ValueError, match="DEFERRED_PRICES="):
            resolve({}, {"DEFERRED_PRICES": text})


def test_a_budget_is_a_mapping_of_periods_or_a_text_like_it():
    month = {"month": Decimal(200)}
    assert resolve({"budget": {"month": 200}}, {}).budget == month
    assert resolve({"budget": "month=200"}, {}).budget == month
    assert resolve({}, {"DEFERRED_BUDGET": "month=200, day=20.5"}).budget == {**month, "day": Decimal("20.5")}
    assert resolve({"budget": None}, {}).budget == {}


def test_of_budgets_the_lowest_of_each_period_holds_wherever_it_is_given():
    known = in_force({"budget": {"month": 200, "day": 3}}, {"DEFERRED_BUDGET": "month=100,week=50"})
    lowest = {"month": Decimal(100), "week": Decimal(50), "day": Decimal(3)}
    assert known["budget"] == (lowest, "$DEFERRED_BUDGET and budget=")
    assert in_force({"budget": "month=200"}, {"DEFERRED_BUDGET": "month=100"})["budget"][1] == "$DEFERRED_BUDGET"


def test_a_limit_or_a_budget_caps_what_is_spent():
    assert not resolve({}, {}).caps
    assert resolve({"cost_limit": 5}, {}).caps
    assert resolve({"budget": "day=5"}, {}).caps
