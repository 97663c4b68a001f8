"""Where else a text has a field's name: a label with something else beside it says that a place is not the field's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from deferred.citations.leaves import Leaf
from deferred.citations.values import Page
from deferred.citations.vocabulary import words_of_name

_WORD = 4  # characters of a label that can be searched for
_MANY = 80  # places of one label that are read


def written_name(leaf: Leaf) -> str:
    """Give a field's name as a text may have it; empty where it has none."""
    return " ".join(words_of_name(leaf.names[0])) if leaf.names else ""


def mentions(leaf: Leaf, page: Page) -> Iterator[int]:
    """Give where a field's name stands in a text, in offsets of the folded text."""
    needle = written_name(leaf)
    return page.searchable.occurrences(needle) if len(needle) >= _WORD else iter(())


def labelled_elsewhere(leaf: Leaf, page: Page, start: int) -> bool:
    """Tell whether the field's own label stands elsewhere: before a colon, or in brackets after another name."""
    text, name = page.searchable, written_name(leaf)
    if name and isinstance(leaf.value, str) and f"({name})" in text.folded:
        return True
    lines = {
        text.line_at(text.original(place, place + 1)[0])
        for place in islice(mentions(leaf, page), _MANY)
        if text.folded.startswith(": ", place + len(name)) and not text.folded[place - 1 : place].isalnum()
    }
    # On one line there may be two labels; the line before may be the label of this.
    return bool(lines) and text.line_at(start) - 1 not in lines
