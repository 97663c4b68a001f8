"""What a text calls somebody after the name: `Acme Ltd ("Supplier")`, `Ann Lee (chair), Bob Day, the secretary,`."""

from __future__ import annotations

import re

_WORDS = r"[^\W\d_][^\W\d]+(?: [^\W\d]+){0,2}"
_QUOTED = re.compile(r"[(,][^()]{0,60}?[\"“”„«']\s?([^\W\d_][\w ]{2,25})\s?[\"“”»']")
_PLAIN = re.compile(rf"\s?\((?:(?:the|as|our) )?({_WORDS})\)|, the ({_WORDS})(?=[,.])", re.IGNORECASE)
_DEFINED = re.compile(
    r"""^[\s,]*(?:\(|,\s)\s*(?:hereinafter|hereafter|referred to as|called|collectively|together|the|as|and"""
    r"""|in its capacity|["“'„«\s])*([^\W\d_][\w -]{2,30})""",
    re.IGNORECASE,
)
_APPOSITION = re.compile(r"^\s*(?:\(|,\s*(?:the|as|our|their)\s|\s+as\s)", re.IGNORECASE)
_OF_ANOTHER = re.compile(
    rf"^.*[^\W\d_]\.?(?:\s?\([^()\d]{{2,40}}\)|,\s(?:the|as|our|their)\s{_WORDS},)(?=[\s,;]+(?:[^\W\d_]+\s+)?$)",
    re.IGNORECASE | re.DOTALL,
)
_REACH = 110  # characters after a name that may define it


def role_of(text: str, end: int) -> tuple[str, bool]:
    """Give what a name that ends here is called, and whether it is called just that; empty where it is not."""
    close = re.split(r"(?<=\))|;|\.\s", text[end : end + _REACH], maxsplit=1)[0]
    if quoted := _QUOTED.search(close):
        return quoted[1], True
    if text[end - 1 : end].isalpha() and (plain := _PLAIN.match(text, end, end + _REACH)):
        return plain[1] or plain[2], True
    if _APPOSITION.match(close) and (match := _DEFINED.match(close)):
        return " ".join(match[1].split()[:3]), False
    return "", False


def without_roles(left: str) -> str:
    """Leave out what is said of the names before: "(chair)" in "Ann Lee (chair), " says nothing of who follows."""
    match = _OF_ANOTHER.match(left)
    return left[match.end() :] if match else left
