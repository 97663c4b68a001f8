"""Clients of Azure OpenAI: the deployment for batches, both addresses, and accounts of keys and of Entra tokens."""

import asyncio

import openai
import pytest

import deferred
from deferred.simulator import Simulator

pytestmark = pytest.mark.usefixtures("no_session_left")
VERSION = "2025-03-01-preview"
MESSAGES = [{"role": "user", "content": "Name a tea."}]


@pytest.fixture
def azure(tmp_path, monkeypatch):
    """A simulator that speaks as Azure, and is trusted."""
    with Simulator(speaks="azure", latency=0.05) as sim:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("DEFERRED_HOSTS", f"{sim.host}=azure")
        monkeypatch.setenv("DEFERRED_POLL_INTERVAL", "0.05")
        yield sim


def client_of(sim, kind=openai.AzureOpenAI, **more):
    """A client of the older address."""
    given = {"api_key": "key", **more}
    return kind(azure_endpoint=sim.url, api_version=VERSION, **given)


def words(reply):
    return reply.choices[0].message.content


@pytest.mark.parametrize("named", ["in the request", "in the client"])
def test_ordinary_code_runs_on_the_deployment_for_batches(azure, named):
    more = {"azure_deployment": "my-gpt"} if named == "in the client" else {}
    client = client_of(azure, **more)
    model = "my-gpt" if named == "in the request" else "whatever"
    with deferred.batch(name="run", deployments={"my-gpt": "my-gpt-batch"}):
        reply = client.chat.completions.create(model=model, messages=MESSAGES)
    assert words(reply)
    assert [body["model"] for body in azure.bodies("azure")] == ["my-gpt-batch"]
    assert azure.live_calls == []
    with deferred.batch(name="again", deployments={"my-gpt": "my-gpt-batch"}):
        assert words(client.chat.completions.create(model=model, messages=MESSAGES)) == words(reply)
    assert len(azure.jobs) == 1


def test_an_async_client_with_entra_tokens(azure):

    async def run():
        client = client_of(azure, openai.AsyncAzureOpenAI, api_key=None, azure_ad_token_provider=lambda: "token")
        async with deferred.batch(name="run"), client:
            calls = (
                client.chat.completions.create(model="gpt-batch", messages=[{"role": "user", "content": f"{n}."}])
                for n in range(5)
            )
            return await asyncio.gather(*calls)

    assert all(map(words, asyncio.run(run())))
    assert len(azure.jobs) == 1


def test_the_newer_address_with_the_plain_client(azure):
    client = openai.OpenAI(base_url=f"{azure.url}/openai/v1/", api_key="key")
    with deferred.batch(name="run"):
        chat = client.chat.completions.create(model="gpt-batch", messages=MESSAGES)
        response = client.responses.create(model="gpt-batch", input="Name a tea.")
    assert words(chat)
    assert response.output_text
    assert len(azure.jobs) == 2


def test_a_deployment_that_runs_no_batches_is_an_error_of_each_call(azure):
    client = client_of(azure)
    with deferred.batch(name="run"):
        reply = client.chat.completions.create(model="my-gpt", messages=MESSAGES)
    error = deferred.future(reply).exception()
    assert isinstance(error, openai.APIStatusError)
    assert azure.meter.rows_billed == 0


def test_the_environment_names_deployments(azure, monkeypatch):
    monkeypatch.setenv("DEFERRED_DEPLOYMENTS", "my-gpt=my-gpt-batch,other=other-batch")
    with deferred.batch(name="run"):
        reply = client_of(azure).chat.completions.create(model="other", messages=MESSAGES)
    assert words(reply)


@pytest.mark.parametrize("given", ["my-gpt", {"my-gpt": ""}, {1: "x"}])
def test_deployments_that_are_none_are_refused_with_their_shape(given):
    with (
        pytest.raises(ValueError, match=r'must be like \{"my-gpt": "my-gpt-batch"\}'),
        deferred.batch(deployments=given),
    ):
        pass


def test_a_job_of_the_older_address_is_collected_without_the_script(azure, monkeypatch):
    from tests.support.commandline import here

    azure.latency = 3600.0
    with pytest.raises(deferred.Pending), deferred.batch(name="run", detach=0):
        words(client_of(azure).chat.completions.create(model="gpt-batch", messages=MESSAGES))
    azure.clock.advance(3600)
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "key")
    done = here("collect")
    assert (done.returncode, "completed" in done.stdout) == (0, True), done
    with deferred.batch(name="run"):
        assert words(client_of(azure).chat.completions.create(model="gpt-batch", messages=MESSAGES))
    assert azure.meter.rows_billed == 1
