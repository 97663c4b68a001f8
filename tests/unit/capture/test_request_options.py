"""Request options that are put together from known defaults are those that the SDK constructs."""

import itertools

import anthropic
import openai
import pytest
from anthropic import _models as of_anthropic
from openai import _models as of_openai

import deferred

pytestmark = pytest.mark.usefixtures("no_session_left")
CLASSES = {"anthropic": of_anthropic.FinalRequestOptions, "openai": of_openai.FinalRequestOptions}
BY_THE_SDK = {name: cls.construct for name, cls in CLASSES.items()}  # as it is outside of a block
NOT_GIVEN = {"anthropic": anthropic.NotGiven(), "openai": openai.NotGiven()}
VALUES = {
    "json_data": [{"model": "a", "messages": [{"content": "text"}]}, None, [1], b"bytes"],
    "headers": [{"a": "b"}, None],
    "params": [{"beta": "true"}],
    "timeout": [3.0, None],
    "post_parser": [len],
    "extra_json": [{"a": 1}],
    "idempotency_key": ["key"],
}


@pytest.fixture
def block(sim):
    """An open block, in which options are put together."""
    with deferred.batch() as session:
        yield session


def inside(options):
    """Give all that options hold; a value that is not given equals any other of its class."""
    fields = [(name, type(value), _comparable(value)) for name, value in vars(options).items()]
    more = options.__pydantic_fields_set__, options.__pydantic_extra__, options.__pydantic_private__
    return type(options), fields, more, repr(options)


def _comparable(value):
    return None if type(value).__name__ == "NotGiven" else value


@pytest.mark.parametrize("sdk", CLASSES)
def test_options_of_any_arguments_are_the_sdks(block, sdk):
    for count in range(len(VALUES) + 1):
        for names in itertools.combinations(VALUES, count):
            for values in itertools.product(*(VALUES[name] for name in names)):
                given = {"method": "post", "url": "/path", **dict(zip(names, values, strict=True))}
                expected = BY_THE_SDK[sdk](**given)
                assert inside(CLASSES[sdk].construct(**given)) == inside(expected)


@pytest.mark.parametrize("sdk", CLASSES)
def test_what_is_not_given_is_left_out_of_headers_and_body_and_stays_elsewhere(block, sdk):
    absent = NOT_GIVEN[sdk]
    for _ in range(2):
        options = CLASSES[sdk].construct(
            method="post", url="/path", json_data={"a": absent, "b": 1}, headers={"c": absent}, post_parser=absent
        )
        assert (options.json_data, options.headers, options.post_parser) == ({"b": 1}, {}, absent)


@pytest.mark.parametrize("sdk", CLASSES)
def test_no_two_options_share_a_default_that_can_change(block, sdk):
    first, second = (CLASSES[sdk].construct(method="post", url="/path") for _ in range(2))
    for name, value in vars(first).items():
        if isinstance(value, dict | list):
            assert vars(second)[name] is not value


@pytest.mark.parametrize("sdk", CLASSES)
def test_an_argument_that_the_class_does_not_know_is_treated_as_the_sdk_treats_it(block, sdk):
    given = {"method": "post", "url": "/path", "unknown": 1}
    made = [inside(CLASSES[sdk].construct(**given)) for _ in range(2)]
    assert made == [inside(BY_THE_SDK[sdk](**given))] * 2
