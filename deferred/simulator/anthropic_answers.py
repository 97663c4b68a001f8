"""Anthropic Messages: what is refused, and the Message a request gets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from deferred.simulator.answers import Ask, Said, best_sentence, say
from deferred.simulator.fields import ANTHROPIC
from deferred.simulator.meter import Tokenizer, Usage
from deferred.simulator.prompts import Document, Prompt, citable, wants_citations

Json = dict[str, Any]
SNAPSHOTS = {
    "claude-haiku-4-5": "claude-haiku-4-5-20251001",
    "claude-sonnet-4-5": "claude-sonnet-4-5-20250929",
    "claude-opus-4-5": "claude-opus-4-5-20251101",
}
MODELS = (*SNAPSHOTS.values(), "claude-opus-4-6", "claude-opus-5", "claude-sonnet-5")
# Models after Opus 4.6 take no sampling parameters (create page, September 2026).
NO_SAMPLING = re.compile(r"claude-(?:opus-4-[789]|[a-z]+-[5-9])")
LONG_OUTPUT = "output-300k-2026-03-24"
OLD_FORMAT_BETA = "structured-outputs-2025-1"


def most_output(model: str, betas: str, *, batch: bool) -> int:
    """Give the greatest max_tokens of a model."""
    if LONG_OUTPUT in betas and batch:
        return 300_000
    return 64_000 if re.search(r"haiku|sonnet-4|opus-4-5", model) else 128_000


def refusal(body: Json, betas: str, *, batch: bool) -> tuple[int, str] | None:
    """Tell why a body is refused: a status and a message, or None. In a batch these become errored rows."""
    for name in ("model", "messages", "max_tokens"):
        if body.get(name) is None:
            return 400, f"{name}: Field required"
    for name in body.keys() - ANTHROPIC:
        return 400, f"{name}: Extra inputs are not permitted"
    model, bound = str(body["model"]), body["max_tokens"]
    if "does-not-exist" in model:
        return 404, f"model: {model}"
    if not isinstance(body["messages"], list) or not body["messages"]:
        return 400, "messages: at least one message is required"
    most = most_output(model, betas, batch=batch)
    if not isinstance(bound, int) or bound > most:
        name = SNAPSHOTS.get(model, model)
        return 400, f"max_tokens: {bound} > {most}, which is the maximum allowed number of output tokens for {name}"
    return (_batch_refusal(body) if batch else None) or _feature_refusal(body, betas)


def _batch_refusal(body: Json) -> tuple[int, str] | None:
    if body.get("stream"):
        return 400, '"stream=True" is not supported in the Message Batches API'
    if body["max_tokens"] < 1:
        return 400, "max_tokens: Input should be greater than or equal to 1"
    if body.get("speed") == "fast":
        return 400, "speed: fast mode is not supported in the Message Batches API"
    return None


def _feature_refusal(body: Json, betas: str) -> tuple[int, str] | None:
    if NO_SAMPLING.match(str(body["model"])):
        for name in ("temperature", "top_p", "top_k"):
            if body.get(name) not in (None, 1, 1.0):
                return 400, f"`{name}` is not supported by this model"
    if not 0 <= (body.get("temperature") or 0) <= 1:
        return 400, "temperature: range: 0..1"  # platform.claude.com, Messages, 2026-11: "Ranges from 0.0 to 1.0"
    blocks = list(_blocks(body["messages"]))
    for kind in ("document", "search_result"):
        cited = [wants_citations(block) for block in blocks if block.get("type") == kind]
        if any(cited) and not all(cited):
            return 400, f"messages: citations must be enabled on either all or none of the {kind.replace('_', ' ')}s"
    if body.get("output_format") and OLD_FORMAT_BETA not in betas:
        return 400, "output_format: Extra inputs are not permitted"
    if any(wants_citations(block) for block in blocks) and output_schema(body) is not None:
        return 400, "output_config.format: structured outputs cannot be used together with citations"
    return _tool_refusal(body)


def _blocks(messages: list[Any]) -> Iterator[Json]:
    """Give the blocks of all messages, those inside the results of tools too."""
    for message in messages:
        content = message.get("content") if isinstance(message, dict) else None
        for block in content if isinstance(content, list) else ():
            if isinstance(block, dict):
                yield block
                yield from _blocks([block])


def _tool_refusal(body: Json) -> tuple[int, str] | None:
    choice = body.get("tool_choice") or {}
    names = [tool.get("name") for tool in body.get("tools") or ()]
    if choice.get("type") == "tool" and choice.get("name") not in names:
        return 400, f"tool_choice: Tool '{choice.get('name')}' not found in provided tools"
    if choice.get("type") in {"tool", "any"} and thinks(body):
        return 400, "Thinking may not be enabled when tool_choice forces tool use."
    return None


def output_schema(body: Json) -> Any:
    """Give the schema a body asks for, in the present or the old way."""
    form = (body.get("output_config") or {}).get("format") or body.get("output_format") or {}
    return form.get("schema")


def thinks(body: Json) -> bool:
    """Tell whether extended thinking is on."""
    return (body.get("thinking") or {}).get("type") in {"enabled", "adaptive"}


def message(body: Json, ask: Ask, prompt: Prompt, tokenizer: Tokenizer, *, batch: bool) -> tuple[Json, Usage]:
    """Write the Message for a body."""
    said = say(ask) if ask.bound else Said(cut=True)
    content = [_thinking(ask)] if thinks(body) else []
    content += _content(body, ask, said)
    written = said.text if said.call is None else json.dumps(said.call[1])
    extra = "".join(block.get("thinking", "") for block in content)
    # Tool calls and thinking are always whole here, so a tiny bound is what they are billed at, as it would be there.
    tokens = min(tokenizer.output(written + extra, ask.bound), ask.bound or 0)
    usage = Usage(prompt_tokens(body, prompt, tokenizer), tokens)
    reason = "tool_use" if said.call else "max_tokens" if said.cut else "end_turn"
    return {
        "model": SNAPSHOTS.get(body["model"], body["model"]),
        "id": "msg_01" + ask.ident(22, "msg"),
        "type": "message",
        "role": "assistant",
        "content": content,
        "stop_reason": reason,
        "stop_sequence": None,
        "stop_details": None,
        "usage": _usage(usage, batch=batch),
    }, usage


def prompt_tokens(body: Json, prompt: Prompt, tokenizer: Tokenizer) -> int:
    """Count the prompt: texts, pictures, and what the model reads of tools and formats."""
    spoken = [body[name] for name in ("tools", "output_config", "output_format") if body.get(name)]
    read = "".join(json.dumps(part) for part in spoken)
    return tokenizer.prompt(prompt, read, "anthropic", str(body.get("model", "")))


def _usage(usage: Usage, *, batch: bool) -> Json:
    return {
        "input_tokens": usage.input,
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": 0,
        "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 0},
        "output_tokens": usage.output,
        "service_tier": "batch" if batch else "standard",
        "inference_geo": "not_available",
    }


def _thinking(ask: Ask) -> Json:
    return {
        "type": "thinking",
        "thinking": "Let me look at what was asked, and answer it plainly.",
        "signature": "Er" + ask.ident(60, "sig") + "==",
    }


def _content(body: Json, ask: Ask, said: Said) -> list[Json]:
    if said.call is not None:
        name, arguments = said.call
        return [{"type": "tool_use", "id": "toolu_01" + ask.ident(22, "toolu"), "name": name, "input": arguments}]
    documents = [document for document in citable(body["messages"]) if document.kind and ask.given is None]
    if documents and said.text and not said.cut:
        return cited(documents, said) if said.text[0] in "{[" else quoted(documents, ask)
    return [{"type": "text", "text": said.text}] if said.text else []


def quoted(documents: list[Document], ask: Ask) -> list[Json]:
    """Answer with the sentence of each document that fits the question best, each cited."""
    blocks: list[Json] = []
    for document in documents:
        text, where = best_piece(document, ask.question)
        lead = "The document says: " if not blocks else " Another one says: "
        said = text.strip().removesuffix(".").strip()
        blocks += [{"type": "text", "text": lead}, {"citations": [where], "type": "text", "text": said}]
    return [*blocks, {"type": "text", "text": f". (sample {ask.occurrence})"}]


def cited(documents: list[Document], said: Said) -> list[Json]:
    """Cut a JSON answer at the values that stand in a document, each of them cited."""
    blocks: list[Json] = []
    rest = said.text
    for value, source in said.found:
        shown = json.dumps(value, ensure_ascii=False).strip('"')
        where = next((spot for spot in (find(document, source) for document in documents) if spot), None)
        if where is None or shown not in rest:
            continue
        before, _, rest = rest.partition(shown)
        blocks += [{"type": "text", "text": before}] if before else []
        blocks.append({"citations": [where], "type": "text", "text": shown})
    return [*blocks, {"type": "text", "text": rest}] if rest else blocks


def best_piece(document: Document, question: str) -> tuple[str, Json]:
    """Choose the sentence, page or block of a document that fits the question, with its citation."""
    words = set(re.findall(r"\w{3,}", question.lower()))
    scores = [sum(word in piece.lower() for word in words) for piece in document.pieces]
    piece = scores.index(max(scores)) if scores else 0
    if document.kind != "char_location":
        text = document.pieces[piece] if document.pieces else ""
        return text, location(document, text, piece, 0)
    start, end = best_sentence(document.pieces[0], question)
    return document.pieces[0][start:end], location(document, document.pieces[0][start:end], 0, start)


def find(document: Document, value: str) -> Json | None:
    """Cite the place of a document where a value stands."""
    for number, piece in enumerate(document.pieces):
        at = piece.find(value)
        if at < 0:
            continue
        if document.kind != "char_location":
            return location(document, piece, number, 0)
        start = piece.rfind("\n", 0, at) + 1
        end = piece.find("\n", at + len(value))
        text = piece[start : len(piece) if end < 0 else end + 1]
        return location(document, text, number, start)
    return None


def location(document: Document, text: str, piece: int, start: int) -> Json:
    """Write a citation (field names of the citations guide, September 2026); ends are exclusive, pages count from 1."""
    kind = document.kind
    where: Json = {"type": kind, "cited_text": text}
    if kind == "search_result_location":
        where |= {"source": document.source, "title": document.title, "search_result_index": document.index}
    else:
        where |= {"document_index": document.index, "document_title": document.title}
    if document.file_id:
        where["file_id"] = document.file_id
    if kind == "char_location":
        return where | {"start_char_index": start, "end_char_index": start + len(text)}
    if kind == "page_location":
        return where | {"start_page_number": piece + 1, "end_page_number": piece + 2}
    return where | {"start_block_index": piece, "end_block_index": piece + 1}


def stream(reply: Json) -> list[tuple[str | None, Any]]:
    """Cut a Message into the events of a stream."""
    start = reply | {"content": [], "stop_reason": None, "usage": reply["usage"] | {"output_tokens": 1}}
    events: list[tuple[str | None, Any]] = [("message_start", {"type": "message_start", "message": start})]
    for index, block in enumerate(reply["content"]):
        opening, deltas = _pieces(block)
        at = {"index": index}
        events.append(("content_block_start", {"type": "content_block_start", **at, "content_block": opening}))
        events += [("content_block_delta", {"type": "content_block_delta", **at, "delta": delta}) for delta in deltas]
        events.append(("content_block_stop", {"type": "content_block_stop", **at}))
    ending = {"stop_reason": reply["stop_reason"], "stop_sequence": None}
    usage = {"output_tokens": reply["usage"]["output_tokens"]}
    events.append(("message_delta", {"type": "message_delta", "delta": ending, "usage": usage}))
    return [*events, ("message_stop", {"type": "message_stop"})]


def _pieces(block: Json) -> tuple[Json, list[Json]]:
    if block["type"] == "tool_use":
        return block | {"input": {}}, [{"type": "input_json_delta", "partial_json": json.dumps(block["input"])}]
    if block["type"] == "thinking":
        thought = {"type": "thinking_delta", "thinking": block["thinking"]}
        signed = {"type": "signature_delta", "signature": block["signature"]}
        return block | {"thinking": "", "signature": ""}, [thought, signed]
    cites = [{"type": "citations_delta", "citation": citation} for citation in block.get("citations", ())]
    words = re.findall(r"\S+\s*|\s+", block["text"])
    opening: Json = {"type": "text", "text": ""} | ({"citations": []} if cites else {})
    return opening, [*cites, *({"type": "text_delta", "text": word} for word in words)]
