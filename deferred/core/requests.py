"""Requests of a file: the options of the command line, and the requests made from lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

LENGTHS = frozenset(["max_tokens", "max_completion_tokens", "max_output_tokens", "maxOutputTokens"])


@dataclass(frozen=True)
class Wants:
    """The options of the command line for all requests; fields of a line take precedence."""

    provider: str
    model: str | None = None
    max_tokens: int | None = None
    schema: dict[str, Any] | None = None
    template: str | None = None
    endpoint: str | None = None


@dataclass(frozen=True)
class Request:
    """A request: the path of its endpoint (for Gemini the SDK's method), and its body."""

    endpoint: str
    body: dict[str, Any]


def model_of(body: dict[str, Any], wants: Wants) -> str:
    """Return the model that a line names, or else the command line.

    Raises:
        ValueError: neither names one.
    """
    model = body.get("model") or wants.model
    if not isinstance(model, str):
        message = "no model: name it in the line, or with --model"
        raise ValueError(message)  # noqa: TRY004 - a wrong line is a ValueError, as users catch one thing
    return model


def messages_of(body: dict[str, Any]) -> list[Any]:
    """Return the messages of a line.

    Raises:
        ValueError: there are none, or one of them has no role or no content.
    """
    messages = body.get("messages")
    if messages is None:
        raise ValueError(no_request(body, "'messages'"))
    if not isinstance(messages, list) or not messages:
        message = "'messages' must be a list that is not empty"
        raise ValueError(message)
    for number, one in enumerate(messages, 1):
        is_said = isinstance(one, dict) and isinstance(one.get("role"), str)
        if not is_said or not (one.keys() - {"role"}):
            message = f"message {number} must be like {{'role': 'user', 'content': '...'}}"
            raise ValueError(message)
    return messages


def text_of(content: Any) -> str:
    """Return the text of a message's content.

    Raises:
        ValueError: it holds more than text.
    """
    if isinstance(content, str):
        return content
    blocks = content if isinstance(content, list) else [content]
    texts = [block.get("text") if isinstance(block, dict) else None for block in blocks]
    if not all(isinstance(text, str) for text in texts):
        message = "its messages hold more than text; write them in Gemini's own shape ('contents')"
        raise ValueError(message)
    return "\n".join(map(str, texts))


def no_request(body: dict[str, Any], needed: str) -> str:
    """Describe what a line lacks to be a request."""
    has = ", ".join(map(str, body)) or "nothing"
    return f"it is no request: {needed} is missing (it has: {has}). For columns of a prompt, give --template"
