"""`read_json` gives what the standard library gives, number for number and text for text."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deferred.providers.base import read_json

NUMBERS = st.integers() | st.floats(allow_nan=False) | st.integers(min_value=10**17, max_value=10**40)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


def exactly(value):
    """Tell apart what is equal and not the same: 1, 1.0 and True; 0.0 and -0.0; the order of keys."""
    return repr(value)


@given(VALUES, st.booleans())
def test_whatever_is_written_is_read_as_the_standard_library_reads_it(value, is_ascii):
    text = json.dumps(value, ensure_ascii=is_ascii).encode("utf-8", "surrogatepass")
    assert exactly(read_json(text)) == exactly(json.loads(text))


ODD = [
    b'{"n": 18446744073709551616}',
    b'{"n": -9223372036854775809}',
    b'{"n": 123456789012345678901234567890}',
    b'{"n": 1e400}',
    b'{"n": -0}',
    b'{"n": -0.0}',
    b'{"n": [NaN, Infinity, -Infinity]}',
    b'{"s": "\\ud83d"}',
    b'\xef\xbb\xbf{"a": 1}',
    '{"a": "ü"}'.encode("utf-16"),
    b'{"a": 1, "b": 2, "a": 3}',
    b"[" * 500 + b"]" * 500,
    b"  [1]\n",
]


@pytest.mark.parametrize("text", ODD, ids=[repr(text[:30]) for text in ODD])
def test_odd_json_is_read_as_the_standard_library_reads_it(text):
    assert exactly(read_json(text)) == exactly(json.loads(text))


@pytest.mark.parametrize("text", [b"", b"{", b'{"a": 1} x', b"<html>", b"\xff"])
def test_what_the_standard_library_refuses_is_refused(text):
    with pytest.raises(ValueError) as expected:  # noqa: PT011 - whatever it says
        json.loads(text)
    with pytest.raises(type(expected.value), match=re.escape(str(expected.value))):
        read_json(text)
