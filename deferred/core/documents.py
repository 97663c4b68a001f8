"""Documents that were read from files, and their shapes in messages."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Document:
    """A file: its name, its kind (a MIME type), its bytes, and its text if it is sent as text."""

    name: str
    kind: str
    raw: bytes
    text: str | None = None

    @property
    def base64(self) -> str:
        """The bytes, in base64."""
        return base64.b64encode(self.raw).decode()

    @property
    def url(self) -> str:
        """The bytes, as a data URL."""
        return f"data:{self.kind};base64,{self.base64}"

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture."""
        return self.kind.startswith("image/")


@dataclass(frozen=True, slots=True)
class DocumentShape:
    """The form of a document in the messages of one API.

    Attributes:
        name: the user's name for it: the provider, or one of its APIs.
        block: makes the content block.
        pictures: kinds of pictures that are accepted.
        cites: whether the block has a switch for citations.
    """

    name: str
    block: Callable[[Document], dict[str, Any]]
    pictures: frozenset[str]
    cites: bool = False

    def cited(self, file: Document) -> dict[str, Any]:
        """Make the content block of a document that is to be cited."""
        return {**self.block(file), "citations": {"enabled": True}}
