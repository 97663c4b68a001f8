"""Citations together with a schema, which Anthropic's API refuses: inside a session the combination works.

The schema is sent as an instruction at the end of the system prompt, and citations stay on. The answer, which then
consists of many cited blocks, is parsed here from their joined text. DESIGN 3.6.3.
"""

from __future__ import annotations

import copy
import functools
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from deferred.results.parsing import candidates, first_valid

Json = dict[str, Any]
# Turns that end before the answer: there is nothing to parse yet, which is no error.
_NOT_YET = {"tool_use", "pause_turn"}
_NAMED = {"properties", "$defs", "definitions"}  # keywords with member names that the user chose


def adapted(options: Any, body: Json, instruction: str) -> Any:
    """Return the options to send for a request with citations and a schema; None for any other request."""
    rewritten = without_schema(body, instruction)
    if rewritten is None:
        return None
    new = copy.copy(options)
    new.json_data, new.extra_json = rewritten, None
    if callable(options.post_parser):
        new.post_parser = parser_of_blocks(options.post_parser)
    return new


def without_schema(body: Json, instruction: str) -> Json | None:
    """Rewrite a body that asks for citations and a schema; None if it does not ask for both."""
    schema = _schema(body)
    if schema is None or not any(_is_cited(block) for block in _blocks(body.get("messages"))):
        return None
    rest = {name: value for name, value in body.items() if name not in {"output_config", "output_format"}}
    config = {name: value for name, value in (body.get("output_config") or {}).items() if name != "format"}
    if config:
        rest["output_config"] = config
    words = instruction.replace("{schema}", json.dumps(_steady(schema), ensure_ascii=False))
    return {**rest, "system": _with(body.get("system"), words)}


def _schema(body: Json) -> Any:
    config = body.get("output_config")
    form = (config.get("format") if isinstance(config, dict) else None) or body.get("output_format")
    return form.get("schema") if isinstance(form, dict) else None


def _steady(node: Any, *, names: bool = False) -> Any:
    """Sort a schema's keywords, which SDK versions order differently, so that equal requests stay equal.

    Fields keep the order of the model, because answers are written in that order.
    """
    if isinstance(node, list):
        return [_steady(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    return {name: _steady(node[name], names=name in _NAMED and not names) for name in (node if names else sorted(node))}


def _blocks(messages: Any) -> Iterator[Json]:
    for message in messages if isinstance(messages, list) else ():
        content = message.get("content") if isinstance(message, dict) else None
        for block in content if isinstance(content, list) else ():
            if isinstance(block, dict):
                yield block
                yield from _blocks([block])  # a tool's result may hold documents


def _is_cited(block: Json) -> bool:
    citations = block.get("citations")
    return (
        block.get("type") in {"document", "search_result"}
        and isinstance(citations, dict)
        and bool(citations.get("enabled"))
    )


def _with(system: Any, words: str) -> Any:
    if isinstance(system, list):  # at the end: what may be cached stays unchanged
        return [*system, {"type": "text", "text": words}]
    return f"{system}\n\n{words}" if isinstance(system, str) and system else words


def parser_of_blocks(parse: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Wrap the SDK's parser, which parses each block alone, so that it parses a reply of many blocks."""

    @functools.wraps(parse)  # the parsed type is read from the SDK's parser
    def parser(message: Any) -> Any:
        texts = [block for block in message.content if block.type == "text"]
        found = list(candidates("".join(block.text for block in texts)))
        if not texts or (not found and message.stop_reason in _NOT_YET):
            return _with_blocks(parse(_saying(message, [])), message.content, None)
        parsed, problem = first_valid(lambda text: parse(_saying(message, [text])), found or [texts[0].text])
        if problem is not None:
            raise problem
        return _with_blocks(parsed, message.content, parsed.parsed_output)

    return parser


def _saying(message: Any, texts: list[str]) -> Any:
    """Copy a message, with these texts as its only content."""
    first = next((block for block in message.content if block.type == "text"), None)
    content = [first.model_copy(update={"text": text}) for text in texts if first is not None]
    return message.model_copy(update={"content": content})


def _with_blocks(parsed: Any, blocks: list[Any], value: Any) -> Any:
    """Give a parsed message the blocks of the real one: the value on its first text block, all else as it is."""
    kind = type(parsed.content[0]) if parsed.content else _block_class(type(parsed))
    first = next((block for block in blocks if block.type == "text"), None)
    content = [
        _as_parsed(kind, block, value if block is first else None) if block.type == "text" else block
        for block in blocks
    ]
    return parsed.model_copy(update={"content": content})


def _block_class(kind: type) -> Any:
    module: Any = sys.modules[kind.__module__]
    return getattr(module, "ParsedBetaTextBlock", None) or module.ParsedTextBlock


def _as_parsed(kind: Any, block: Any, value: Any) -> Any:
    """Change the class of a text block to the SDK's parsed class; its text and citations stay."""
    made = block.model_copy()
    made.__class__ = kind
    made.parsed_output = value
    return made
