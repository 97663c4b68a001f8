"""Promises of settings in messages: each reader is told what that reader can give."""

from decimal import Decimal

import pytest

from deferred.config import settings
from deferred.core import remedies

VALUES = [
    ("widen", 8, "widen=8", "--widen 8 (or DEFERRED_WIDEN=8)"),
    ("fresh", True, "fresh=True", "--fresh (or DEFERRED_FRESH=1)"),
    ("cost_limit", Decimal("5.20"), "cost_limit=5.20", "--cost-limit 5.20 (or DEFERRED_COST_LIMIT=5.20)"),
    ("estimate", "provider", 'estimate="provider"', "--estimate provider (or DEFERRED_ESTIMATE=provider)"),
    ("name", ..., "name=...", "--name VALUE (or DEFERRED_NAME=VALUE)"),
    ("hosts", ["gw:1=groq"], 'hosts=["gw:1=groq"]', "--hosts gw:1=groq (or DEFERRED_HOSTS=gw:1=groq)"),
    ("budget", {"day": Decimal("5.5")}, 'budget={"day": 5.5}', "--budget day=5.5 (or DEFERRED_BUDGET=day=5.5)"),
    ("prices", {"m": 1}, 'prices={"m": 1}', """DEFERRED_PRICES='{"m": 1}'"""),
]


@pytest.mark.parametrize(("name", "value", "python", "option"), VALUES)
def test_a_setting_is_an_argument_in_python_and_an_option_in_a_command(name, value, python, option):
    assert remedies.setting(name, value) == python
    assert remedies.block(name, value) == f"deferred.batch({python})"
    with remedies.of_command("run"):
        assert remedies.setting(name, value) == remedies.block(name, value) == option
    with remedies.of_command("retry"):  # its options are its own; the variables count for every command
        assert remedies.block(name, value) == option.removesuffix(")").rpartition("(or ")[2]
    assert remedies.block(name, value) == f"deferred.batch({python})"


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, value, _, _ in VALUES if value is not ...])
def test_what_is_told_to_a_command_is_what_it_reads(name, value):
    with remedies.of_command("retry"):
        variable, _, word = remedies.setting(name, value).partition("=")
    word = word.removeprefix("'").removesuffix("'")
    if name == "prices":
        word = word.replace("1}", '{"input": 1, "output": 2}}')
    assert name in settings.in_force({}, {variable: word})


def test_a_limit_that_is_named_already_is_explained_to_commands_only():
    assert remedies.beside("cost_limit") == ""
    with remedies.of_command("run"):
        assert remedies.beside("cost_limit") == " (--cost-limit VALUE or DEFERRED_COST_LIMIT=VALUE)"
