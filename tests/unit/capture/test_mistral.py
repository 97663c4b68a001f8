"""The adapter of the mistralai SDK."""

import pytest

import deferred
from deferred.capture.mistral import SDK
from deferred.core.phantom import Lean, PhantomWriter
from deferred.core.profile import profile_of
from deferred.simulator import Simulator
from tests.unit.capture.contract import SdkContract

MODEL = "mistral-small-latest"
MESSAGES = [{"role": "user", "content": "hello"}]
client = pytest.importorskip("mistralai.client", reason="mistralai is not installed")


class TestMistral(SdkContract):
    """What every adapter promises."""

    sdk = SDK

    @pytest.fixture
    def sim(self, monkeypatch, tmp_path):
        """A simulator that speaks as Mistral."""
        with Simulator(speaks="mistral") as sim:
            monkeypatch.chdir(tmp_path)
            monkeypatch.setenv("MISTRAL_API_KEY", "key")
            monkeypatch.setenv("DEFERRED_HOSTS", sim.host)
            monkeypatch.setenv("DEFERRED_POLL_INTERVAL", "0.01")
            yield sim

    def client_at(self, url, key="test-key"):
        made = client.Mistral(api_key=key, server_url=url)
        made.close = made.sdk_configuration.client.close
        return made

    def ask(self, client):
        return client.chat.complete(model=MODEL, messages=MESSAGES)

    def test_the_captured_request_has_the_body_of_the_live_call(self, sim, client):
        """But for `stream`, which the SDK always writes, and a row does not have."""
        self.ask(client)
        with deferred.batch(cache=False):
            self.ask(client)
        live, batched = sim.meter.rows
        assert {**batched.body, "stream": False} == live.body
        assert (batched.endpoint, batched.model) == (live.endpoint, live.model)

    def test_the_environment_gives_a_client_and_its_account(self, sim):
        """It gives a key, but no address."""
        made = SDK.make_client(None)
        assert SDK.address_of(made) == SDK.home
        again = SDK.make_client(f"{sim.url}/v1")
        assert SDK.base_url_of(again) == f"{sim.url}/v1"
        account = SDK.open_account(again, f"{sim.url}/v1")
        assert (account.provider, account.base_url) == ("mistral", f"{sim.url}/v1")
        for one in (account.connection, made, again):
            one.close()

    def test_calls_are_made_of_bodies(self, sim):
        made = self.client_at(sim.url)
        ask = SDK.asker(made)
        assert ask("/chat/completions", {"model": MODEL, "messages": MESSAGES}).choices
        assert ask("/embeddings", {"model": "mistral-embed", "input": "hello"}).data
        made.close()


@pytest.mark.parametrize(
    ("endpoint", "body", "kind"),
    [
        ("/v1/chat/completions", {"model": MODEL, "messages": MESSAGES}, "ChatCompletionResponse"),
        ("/v1/embeddings", {"model": "mistral-embed", "input": ["a", "b"]}, "EmbeddingResponse"),
        ("/v1/moderations", {"model": "m", "input": "a"}, None),
        ("/v1/fim/completions", {"model": "m", "prompt": "a"}, None),
    ],
)
def test_what_looks_ahead_has_a_reply_that_the_sdk_can_read_or_none(endpoint, body, kind):
    phantom = profile_of("mistral").phantoms.answer(endpoint, body, None, PhantomWriter("marker", Lean(True, 3, 2), 0))
    assert (phantom is None) == (kind is None)
    if kind is not None:
        assert getattr(client.models, kind).model_validate(phantom)
