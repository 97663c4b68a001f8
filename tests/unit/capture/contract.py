"""What every SDK's adapter promises, checked with the real SDK against the simulator.

A test module of one SDK makes a subclass of `SdkContract`, which pytest then collects.
"""

from __future__ import annotations

import importlib
import inspect
import json
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest

import deferred
from deferred import patching
from deferred.capture.sdk import SdkAdapter
from deferred.session.session import Session
from deferred.simulator import Simulator


class SdkContract:
    """The tests; a subclass says whose SDK it is, and how one call of it is made."""

    sdk: SdkAdapter

    def client_at(self, url: str, key: str = "test-key") -> Any:
        """Make a sync client of a simulator."""
        raise NotImplementedError

    def ask(self, client: Any) -> Any:
        """Make a call that a batch carries."""
        raise NotImplementedError

    @pytest.fixture
    def client(self, sim: Simulator) -> Any:
        made = self.client_at(sim.url)
        yield made
        made.close()

    # What is patched

    def test_what_must_be_patched_exists_in_the_installed_version(self) -> None:
        importlib.import_module(self.sdk.module)
        own = {f"{module.__name__}.{path}" for module, path in self.paths() if not path.startswith(("?", "~"))}
        found = {name: is_found for name, is_found, is_needed in patching.targets() if is_needed and name in own}
        assert found
        assert all(found.values()), found

    def test_what_is_patched_is_there_again_after_the_session(self, sim: Simulator) -> None:
        before = self.attributes()
        with deferred.batch(cache=False):
            during = self.attributes()
        assert before.keys() == during.keys()
        assert [name for name in before if before[name] is during[name]] == []
        assert self.attributes() == before

    def paths(self) -> list[tuple[ModuleType, str]]:
        """Give the targets in modules that the installed version has."""
        found = []
        for name, targets in self.sdk.targets.items():
            try:
                module = importlib.import_module(name)
            except ModuleNotFoundError:
                continue
            found += [(module, path) for path, _ in targets]
        return found

    def attributes(self) -> dict[str, Any]:
        """Give what stands at each target now, as the class or module that has it holds it."""
        found = {}
        for module, path in self.paths():
            *parents, name = path.lstrip("?~").split(".")
            owner: Any = module
            for parent in parents:
                owner = getattr(owner, parent, None)
            if owner is not None and hasattr(owner, name):
                found[f"{module.__name__}.{path}"] = inspect.getattr_static(owner, name)
        return found

    # Requests

    def test_the_captured_request_has_the_body_of_the_live_call(self, sim: Simulator, client: Any) -> None:
        self.ask(client)
        with deferred.batch(cache=False):
            self.ask(client)
        live, batched = sim.meter.rows
        assert (live.live, batched.live) == (True, False)
        assert (batched.body, batched.endpoint, batched.model) == (live.body, live.endpoint, live.model)

    def test_a_request_past_the_sdk_is_recognised(self, sim: Simulator, client: Any) -> None:
        self.ask(client)
        [call] = sim.live_calls
        account = self.sdk.open_account(client, self.sdk.base_url_of(client))
        assert account is not None
        account.connection.close()
        found = self.sdk.recognise(sim.url, account.http.build_request("POST", sim.url + call.path))
        assert found is not None
        assert found.batchable
        assert found.base_url == self.sdk.base_url_of(client).rstrip("/")
        assert self.sdk.recognise(sim.url, account.http.build_request("POST", sim.url + "/v1/some/where")) is None

    # Replies

    def test_the_reply_is_of_the_sdks_class_and_equals_the_live_one(self, sim: Simulator, client: Any) -> None:
        bodies: list[Any] = []
        sim.on("answered", lambda request, response: bodies.append((request.operation, response.body)))
        live = self.ask(client)
        [answer] = [json.loads(body) for operation, body in bodies if operation == "live"]
        sim.reply_with(lambda *_: answer)
        with deferred.batch(cache=False):
            reply = self.ask(client)
            assert isinstance(reply, type(live))
        # Google's has the headers of its HTTP response, which a row of a batch does not have.
        assert reply.model_dump(exclude={"sdk_http_response"}) == live.model_dump(exclude={"sdk_http_response"})
        assert type(reply) is type(live)

    def test_a_refused_row_raises_what_a_refused_call_raises(self, sim: Simulator, client: Any) -> None:
        sim.faults.status_on["live"] = (400, 1, {})
        with pytest.raises(Exception, match="A simulated failure") as live:
            self.ask(client)
        sim.faults.error_rows, sim.faults.error_status = True, 400
        with deferred.batch(cache=False):
            reply = self.ask(client)
        with pytest.raises(type(live.value), match="A simulated failure") as refused:
            str(reply)
        assert type(refused.value) is type(live.value)
        assert type(live.value).__module__.startswith(self.sdk.module.partition(".")[0])

    # Accounts

    def test_a_foreign_host_is_refused(self, sim: Simulator) -> None:
        with Simulator() as other:
            client = self.client_at(other.url)
            with (
                deferred.batch(cache=False),
                pytest.raises(deferred.NotBatchable, match="not known to have a batch API"),
            ):
                self.ask(client)
            client.close()
            assert other.requests == []
        assert sim.requests == []

    def test_its_own_host_is_known_and_no_other_one(self) -> None:
        home = urlsplit(self.sdk.home).netloc
        assert self.sdk.known_host(home)
        assert not self.sdk.known_host(f"{home}.example.com")
        assert not self.sdk.known_host("localhost:1234")

    def test_clients_with_one_key_have_one_account(self, sim: Simulator) -> None:
        clients = [self.client_at(sim.url, key) for key in ("one", "one", "two")]
        with deferred.batch(cache=False) as session:
            assert isinstance(session, Session)
            first, second, third = [self.sdk.account_of(session, client) for client in clients]
            assert first is second
            assert first is not None
            assert third is not None
            assert first.credential != third.credential
            assert "one" not in first.credential
            assert (first.provider, first.base_url) == (self.sdk.provider, self.sdk.base_url_of(clients[0]).rstrip("/"))
        for client in clients:
            client.close()

    # From the environment

    def test_the_environment_gives_a_client_and_its_account(self, sim: Simulator) -> None:
        client = self.sdk.make_client(None)
        address = self.sdk.base_url_of(client).rstrip("/")
        assert self.sdk.address_of(client).startswith(sim.url)
        assert address.startswith(sim.url)
        again = self.sdk.make_client(address)
        assert self.sdk.base_url_of(again).rstrip("/") == address
        account = self.sdk.open_account(again, address)
        assert account is not None
        assert (account.provider, account.base_url) == (self.sdk.provider, address)
        account.connection.close()
        client.close()
        again.close()
