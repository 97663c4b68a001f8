"""Answers that depend on the question alone, so that a script run live and run deferred must give the same."""

import gc

import pytest


@pytest.fixture(autouse=True)
def _scripts_close_nothing():
    """People's scripts leave clients open; what the collector then says of their sockets belongs to these tests."""
    yield
    gc.collect()


def answer(text):
    """What the stand-in says to a prompt."""
    if "score" in text:
        return str(len(text) % 10)
    if "search" in text and "found" not in text:
        return "search again" if text.count("search") < 3 else "found"
    return f"[{text[-40:]}]"


def reply(provider, endpoint, body):
    """Answer a request of any of the providers by its last message."""
    if provider == "anthropic":
        content = body["messages"][-1]["content"]
        return {
            "id": "msg_1", "type": "message", "role": "assistant", "model": body["model"], "stop_reason": "end_turn",
            "stop_sequence": None, "content": [{"type": "text", "text": answer(content)}],
            "usage": {"input_tokens": 5, "output_tokens": 5},
        }  # fmt: skip
    if provider == "openai" and "messages" in body:
        message = {"role": "assistant", "content": answer(body["messages"][-1]["content"]), "refusal": None}
        return {
            "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": body["model"],
            "choices": [{"index": 0, "finish_reason": "stop", "logprobs": None, "message": message}],
            "usage": {"prompt_tokens": 5, "completion_tokens": 5, "total_tokens": 10},
        }  # fmt: skip
    return None


@pytest.fixture
def same_answers(sim):
    """The simulator, giving the same answer to the same question however often it is asked."""
    sim.reply_with(reply)
    return sim
