"""A thread that waits on purpose shows it, so that it does not count as stuck."""

from deferred.core import waiting


def test_a_wait_is_counted_while_it_lasts_and_afterwards():
    now, ever = waiting.count()
    with waiting.for_others():
        assert waiting.count() == (now + 1, ever + 1)
    assert waiting.count() == (now, ever + 1)
