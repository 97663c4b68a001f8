"""The last piece of a create is sent only while its process surely has the job."""

from types import SimpleNamespace

import pytest

from deferred.core.errors import ClaimLost
from deferred.engine.fence import fenced
from deferred.providers.base import Body

JOB = SimpleNamespace(nonce="n", label="job n")


class Wire:
    """A connection that reads bodies piece by piece."""

    def __init__(self):
        self.sent, self.length, self.patience = [], 0, None

    def request(self, _method, _url, *, body=None, headers=None, patience=None):
        self.patience = patience
        if body is not None:
            self.length = body.length
            for piece in body.pieces():
                self.sent.append(piece)
        return headers


def ledger(*, sure, grace=1.0):
    """A ledger whose claims are sure, or are not, when they are looked at."""
    return SimpleNamespace(takeover_grace=grace, claims=SimpleNamespace(are_sure=lambda nonce: sure and nonce == "n"))


def test_a_create_is_sent_whole_while_the_claim_is_sure():
    wire = Wire()
    body = Body(3, lambda: iter([b"a", b"b", b"c"]))
    assert fenced(wire, ledger(sure=True), JOB).request("POST", "/", body=body, headers={"a": "b"}) == {"a": "b"}
    assert (wire.sent, wire.length) == ([b"a", b"b", b"c"], 3)


def test_a_create_is_broken_off_before_its_last_piece_once_the_claim_is_not_sure():
    wire = Wire()
    with pytest.raises(ClaimLost, match="nothing was created"):
        fenced(wire, ledger(sure=False), JOB).request("POST", "/", body=Body(3, lambda: iter([b"a", b"b", b"c"])))
    assert wire.sent == [b"a", b"b"]


def test_a_small_body_is_one_piece_and_waited_for_as_before():
    wire = Wire()
    with pytest.raises(ClaimLost):
        fenced(wire, ledger(sure=False), JOB).request("POST", "/", body={"a": 1})
    assert wire.sent == []
    fenced(wire, ledger(sure=True), JOB).request("POST", "/", body={"a": 1})
    assert (wire.sent, wire.length, wire.patience) == ([b'{"a":1}'], 7, 60.0)


def test_a_request_without_a_body_is_sent_as_it_is():
    wire = Wire()
    fenced(wire, ledger(sure=False), JOB).request("GET", "/", headers={})
    assert wire.sent == []


def test_where_a_claim_cannot_be_lost_there_is_no_fence():
    wire = Wire()
    assert fenced(wire, ledger(sure=False, grace=0.0), JOB) is wire
