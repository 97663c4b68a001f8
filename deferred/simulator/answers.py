"""What the simulated model says: pleasant, derived from the prompt, and the same for the same request."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from deferred.simulator.meter import CHARS_PER_TOKEN
from deferred.simulator.schemas import Maker

Json = dict[str, Any]
MUSINGS = (
    "The short answer is yes, with one or two reservations.",
    "It depends on the light, but mostly it is blue.",
    "Three things matter here: order, patience and good tea.",
    "A careful reader would call it a matter of scale.",
    "Most of it can be settled on a quiet afternoon.",
    "The evidence leans gently to one side.",
    "Nothing about it is as urgent as it looks.",
    "Small steps, taken in the right order, will do.",
)
QUOTED_WORDS = 12


@dataclass
class Ask:
    """One question to the model, whichever API it came through."""

    question: str
    source: str
    sha256: str
    occurrence: int
    seed: int = 0
    bound: int | None = None  # output tokens allowed
    schema: Any = None
    tools: dict[str, Any] = field(default_factory=dict)  # schemas of arguments by name
    tool: str | None = None  # the tool that is called
    is_free: bool = False  # to call a tool or not
    choice: int = 0
    given: Said | None = None  # what a file says is answered
    failure: tuple[int, str] | None = None  # the error that a file gives instead

    @property
    def seeded(self) -> str:
        """What every choice of this answer is seeded with."""
        return f"{self.seed}/{self.sha256}/{self.occurrence}/{self.choice}"

    def ident(self, length: int, kind: str = "") -> str:
        """Give an id that belongs to this answer alone, and to it always."""
        number = int(self.sha256[:24], 16) + self.occurrence * 7919 + self.choice * 104_729 + self.seed
        return f"{number + sum(kind.encode()):024x}"[-24:].ljust(length, "0")[:length]


@dataclass
class Said:
    """What the model said."""

    text: str = ""
    call: tuple[str, Any] | None = None
    found: list[tuple[Any, str]] = field(default_factory=list)  # values taken from the prompt, and how it writes them
    cut: bool = False


def say(ask: Ask) -> Said:
    """Answer: what a file gives, a tool call where one is due, JSON where a schema is given, else a sentence."""
    if ask.given is not None:
        return _cut(ask, ask.given)
    if ask.tool is not None:
        schema = ask.tools.get(ask.tool) or {"type": "object"}
        return Said(call=(ask.tool, Maker(schema, ask.source, ask.seeded).value(schema)))
    schema, source = (ask.schema, ask.source) if ask.schema is not None else told_schema(ask.source)
    said = Said(sentence(ask)) if schema is None else structured(ask, schema, source)
    return _cut(ask, said)


def _cut(ask: Ask, said: Said) -> Said:
    """End a text where the tokens end."""
    if ask.bound is not None and len(said.text) > ask.bound * CHARS_PER_TOKEN:
        return Said(said.text[: ask.bound * CHARS_PER_TOKEN], found=said.found, cut=True)
    return said


def structured(ask: Ask, schema: Any, source: str) -> Said:
    """Answer with JSON that validates."""
    maker = Maker(schema if isinstance(schema, dict) else {}, source, ask.seeded)
    value = maker.value(schema)
    return Said(json.dumps(value, ensure_ascii=False, separators=(",", ":")), found=maker.found)


def sentence(ask: Ask) -> str:
    """Quote the question's first words and muse."""
    words = ask.question.split(None, QUOTED_WORDS)
    quote = " ".join(words[:QUOTED_WORDS]) + ("..." if len(words) > QUOTED_WORDS else "")
    musing = MUSINGS[(int(ask.sha256[:8], 16) + ask.seed + ask.occurrence + ask.choice) % len(MUSINGS)]
    choice = f", choice {ask.choice + 1}" if ask.choice else ""
    return f'You wrote "{quote}". {musing} (sample {ask.occurrence}{choice})'


def told_schema(text: str) -> tuple[Json | None, str]:
    """Find a JSON schema that was given in words (the last object that looks like one), and the text without it."""
    found, rest = None, text
    if '"properties"' not in text:
        return found, rest
    decoder, at = json.JSONDecoder(), text.find("{")
    while at >= 0:
        try:
            value, end = decoder.raw_decode(text, at)
        except ValueError:
            value, end = None, at + 1
        if isinstance(value, dict) and isinstance(value.get("properties"), dict):
            found, rest = value, text[:at] + text[end:]
        at = text.find("{", end)
    return found, rest


def sentences(text: str) -> list[tuple[int, int]]:
    """Cut a text into sentences, each with the space behind it; give their places."""
    return [hit.span() for hit in re.finditer(r"[^.!?\n]*[^.!?\s][^.!?\n]*(?:[.!?](?=\S)[^.!?\n]*)*[.!?\n]*\s*", text)]


def best_sentence(text: str, question: str) -> tuple[int, int]:
    """Give the place of the sentence that shares most words with the question; never empty for a text with words."""
    wanted = set(re.findall(r"\w{3,}", question.lower()))
    places = sentences(text) or [(0, len(text))]
    return max(places, key=lambda at: len(wanted.intersection(re.findall(r"\w{3,}", text[at[0] : at[1]].lower()))))
