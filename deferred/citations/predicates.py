"""What the name of a yes or no says of its subject: `parking_included` asks for more than a sentence about parking."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from deferred.citations.vocabulary import PREDICATES, words_of_name


@dataclass(frozen=True)
class Predicate:
    """How a text speaks of what a name says: the words for it, and those that deny it without a "not"."""

    says: re.Pattern[str]
    denies: re.Pattern[str] | None

    def is_told(self, text: str) -> bool:
        """Tell whether a folded text speaks of it at all."""
        return bool(self.says.search(text))

    def is_denied(self, text: str) -> bool:
        """Tell whether a folded text denies it in a word: what is "charged separately" is not included."""
        return bool(self.denies and self.denies.search(text))


@lru_cache(1024)
def predicate_of(names: tuple[str, ...]) -> Predicate | None:
    """Give what a field's names say of their subject; None where they say no more than that there is one."""
    for name in names:
        words = words_of_name(name)
        for table in PREDICATES.values():
            if len(words) > 1 and set(table["names"].split()) & set(words):
                return Predicate(_any_of(table["says"]), _any_of(table["denies"]) if table["denies"] else None)
    return None


def _any_of(words: str) -> re.Pattern[str]:
    """Read a list of words; an asterisk stands for any ending, and an underscore for a space."""
    ways = (re.escape(word).replace(r"\*", r"\w*").replace("_", " ") for word in words.split())
    return re.compile(rf"\b(?:{'|'.join(ways)})\b")
