"""Law 8: commands send a key only to its provider's own hosts, or to a host that was named for that provider."""

import pytest

from deferred.capture import from_environment
from deferred.config import parsers
from deferred.core.errors import DeferredError
from tests.support.commandline import here


@pytest.fixture(autouse=True)
def keys(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("GROQ_API_KEY", "gsk-secret")
    monkeypatch.setenv("XAI_API_KEY", "xai-secret")


FORGED = {
    "a declared host as the user of another one": ("openai", "https://gw:1@evil.example/v1", ["gw"]),
    "a declared host as the user of another one, with a port": ("openai", "https://gw:1@evil.example/v1", ["gw:1"]),
    "an own host as the user of another one": ("openai", "https://api.openai.com@evil.example/v1", []),
    "an own host as user and password": ("openai", "https://api.openai.com:443@evil.example/v1", ["api.openai.com"]),
    "a user at the provider's own host": ("openai", "https://evil.example@eu.api.openai.com/v1", []),
    "a user behind a backslash": ("openai", "https://evil.example\\@eu.api.openai.com/v1", []),
    "an own host in the fragment": ("openai", "https://evil.example#.api.openai.com/v1", []),
    "an own host in the path": ("openai", "https://evil.example/.api.openai.com/v1", []),
    "an own host behind an escaped slash": ("openai", "https://evil.example%2f.api.openai.com/v1", []),
    "an own host behind a semicolon": ("openai", "https://evil.example;.api.openai.com/v1", []),
    "an own host without encryption": ("xai", "http://api.x.ai/v1", []),
    "another provider's host": ("groq", "https://api.openai.com/v1", []),
    "a host that was declared for another provider": ("openai", "http://gw:4000/v1", ["gw:4000=groq"]),
    "a port that was declared for another provider": ("openai", "http://gw:1/v1", ["gw:1=groq", "gw=openai"]),
    "a host that no name stands for": ("openai", "https://:1@evil.example/v1", [""]),
    "a stop of another script": ("openai", "https://evil.example\u3002api.openai.com/v1", []),
}


@pytest.mark.parametrize("forgery", FORGED.values(), ids=[name.replace(" ", "-") for name in FORGED])
def test_an_address_in_a_ledger_gets_no_key(forgery):
    provider, address, hosts = forgery
    with pytest.raises(DeferredError):
        from_environment.account(provider, address, hosts)


@pytest.mark.parametrize(
    ("provider", "address", "hosts"),
    [
        ("openai", "https://API.openai.com/v1", []),
        ("openai", "https://eu.api.openai.com/v1", []),
        ("xai", "https://us-east-1.api.x.ai/v1", []),
        ("openai", "http://gw:9/v1", ["gw:1=groq", "gw=openai"]),
        ("groq", "http://GW:1/v1", ["gw:1=groq", "gw=openai"]),
        ("groq", "http://gw:1/v1", ["gw"]),
        ("openai", "http://[::1]:1/v1", ["[::1]:1"]),
    ],
)
def test_an_address_that_was_named_gets_its_key(provider, address, hosts):
    from_environment.account(provider, address, hosts).connection.close()


def test_a_host_that_was_declared_for_another_provider_is_refused_with_what_was_declared():
    with pytest.raises(DeferredError, match="declared to speak the API of groq"):
        from_environment.account("openai", "http://gw:4000/v1", ["gw:4000=groq"])


@pytest.mark.parametrize("written", ["", " ", "https://", "u:p@gw", "gw:4000/v1"])
def test_what_is_no_host_is_not_declared(written):
    with pytest.raises(ValueError, match="host"):
        parsers.hosts([written], "hosts=")


def test_a_recovery_sends_no_key_to_a_host_that_poses_as_a_declared_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = here("recover", "openai", "--base-url", "https://gw:1@127.0.0.1:9/v1", "--hosts", "gw")
    assert said.returncode != 0
    assert "No key is sent" in said.stderr
