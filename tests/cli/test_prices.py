"""`deferred prices`: what is believed, and from where."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner

from deferred.cli import app, doctor
from deferred.core.errors import DeferredError
from tests.support.models import CLAUDE


def prices(*arguments):
    done = CliRunner().invoke(app.app, ["prices", *arguments])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def test_a_models_price_is_shown_with_its_source():
    [entry] = [one for one in json.loads(prices(CLAUDE, "--json")) if one["provider"] == "anthropic"]
    assert (entry["provider"], entry["batch_usd_per_million"]["input"]) == ("anthropic", 0.5)
    assert entry["live_usd_per_million"]["output"] == 5.0
    assert entry["source"].startswith("genai-prices ")
    assert "input $0.5, output $2.5" in prices(CLAUDE)


def test_a_price_of_the_own_table_names_its_page_and_date():
    [entry] = json.loads(prices("gpt-6.2-sol", "--json"))
    assert entry["batch_usd_per_million"] == {"input": 1.0, "output": 5.0, "cache read": 0.05, "cache write": 1.25}
    assert "2026-11-18" in entry["source"]


def test_a_price_of_the_users_comes_first(tmp_path, monkeypatch):
    (tmp_path / "prices.json").write_text('{"my-model": {"input": 1, "output": 2}}')
    monkeypatch.setenv("DEFERRED_PRICES", str(tmp_path / "prices.json"))
    [entry] = json.loads(prices("my-model", "--json"))
    assert entry["batch_usd_per_million"] == {"input": 1.0, "output": 2.0, "cache read": 1.0}
    assert entry["live_usd_per_million"]["output"] == 4.0
    assert entry["source"] == "the setting prices"


def test_all_models_are_listed_by_provider():
    found = json.loads(prices("--json"))
    assert {"anthropic", "openai", "google", "groq", "together"} <= {entry["provider"] for entry in found}
    assert {CLAUDE, "gpt-6.2-astra", "llama-3.3-70b-versatile"} <= {entry["model"] for entry in found}


def test_a_discount_that_the_library_lacks_has_its_source():
    entries = json.loads(prices("kimi-k2.5", "--json"))
    [entry] = [one for one in entries if one["provider"] == "moonshot"]
    assert entry["batch_usd_per_million"]["input"] == pytest.approx(0.6 * entry["live_usd_per_million"]["input"])
    assert "platform.kimi.ai" in entry["source"]


def test_an_unknown_model_is_an_error_with_the_remedy():
    with pytest.raises(DeferredError, match=r"DEFERRED_PRICES='.*no-such-model.*input"):
        prices("no-such-model")


@pytest.mark.parametrize(("days", "is_wrong"), [(10, False), (61, True)])
def test_the_doctor_says_when_the_prices_are_old(days, is_wrong, monkeypatch):
    monkeypatch.setattr(doctor, "CHECKED", datetime.now(UTC).date() - timedelta(days=days))
    found = doctor.Findings()
    doctor._prices(found)
    assert bool(found.problems) is is_wrong
