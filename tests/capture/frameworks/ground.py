"""What tests of frameworks share: one question, a tool that the model calls first, and how many calls each job held."""

import json

import pytest

import deferred
from tests.support import engine
from tests.support.models import CLAUDE, GEMINI, GPT

# Frameworks leave clients open, and the collector speaks of their sockets.
MARKS = [pytest.mark.usefixtures("no_session_left"), pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")]

QUESTIONS = [f"question {n}" for n in range(5)]
NAMES = {
    "openai": GPT,
    "anthropic": CLAUDE,
    "google": GEMINI,
}


def gist(text):
    """What an answer is about, where a framework makes up ids on which its other words depend."""
    return text.partition('". ')[0]


def rows(sim):
    """How many calls each job held."""
    return [len(job.rows) for job in sim.jobs]


def live_then_deferred(sim, script, **settings):
    """Run an unmodified script live, then in a block; it must give the same and send nothing live in the block."""
    live = script()
    calls = len(sim.live_calls)
    assert calls
    assert sim.jobs == []
    with deferred.batch(**settings) as session:
        batched = script()
    assert batched == live
    assert len(sim.live_calls) == calls
    assert len(engine.records(session)) == calls
    return session


def calls_a_tool_first(sim, name, arguments):
    """Let the model call this tool before it answers anything; the answer is then the simulator's own."""

    def reply(provider, _endpoint, body):
        if _has_tool_result(body):
            return None
        made = {"anthropic": _claude, "google": _gemini, "openai": _gpt if "messages" in body else _response}
        return made[provider](body, name, arguments)

    sim.reply_with(reply)
    return reply


def _has_tool_result(body):
    turns = body.get("messages") or body.get("contents") or body.get("input")
    text = json.dumps(turns)
    return any(word in text for word in ('"tool_result"', '"role": "tool"', "functionResponse", "function_call_output"))


def _claude(body, name, arguments):
    return {
        "id": "msg_1", "type": "message", "role": "assistant", "model": body["model"], "stop_reason": "tool_use",
        "stop_sequence": None, "usage": {"input_tokens": 5, "output_tokens": 5},
        "content": [{"type": "tool_use", "id": "toolu_1", "name": name, "input": arguments}],
    }  # fmt: skip


def _gpt(body, name, arguments):
    call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": json.dumps(arguments)}}
    message = {"role": "assistant", "content": None, "refusal": None, "tool_calls": [call]}
    return {
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": body["model"],
        "choices": [{"index": 0, "finish_reason": "tool_calls", "logprobs": None, "message": message}],
        "usage": {"prompt_tokens": 5, "completion_tokens": 5, "total_tokens": 10},
    }  # fmt: skip


def _response(body, name, arguments):
    call = {
        "id": "fc_1", "type": "function_call", "status": "completed", "name": name, "call_id": "call_1",
        "arguments": json.dumps(arguments),
    }  # fmt: skip
    return {
        "id": "resp_1", "object": "response", "created_at": 1, "status": "completed", "model": body["model"],
        "output": [call], "parallel_tool_calls": True, "tool_choice": "auto", "tools": [], "error": None,
        "incomplete_details": None, "instructions": None, "metadata": {}, "temperature": 1.0, "top_p": 1.0,
        "usage": {"input_tokens": 5, "output_tokens": 5, "total_tokens": 10,
                  "input_tokens_details": {"cached_tokens": 0}, "output_tokens_details": {"reasoning_tokens": 0}},
    }  # fmt: skip


def _gemini(_body, name, arguments):
    call = {"functionCall": {"name": name, "args": arguments}}
    return {
        "candidates": [{"content": {"role": "model", "parts": [call]}, "finishReason": "STOP", "index": 0}],
        "usageMetadata": {"promptTokenCount": 5, "candidatesTokenCount": 5, "totalTokenCount": 10},
        "modelVersion": GEMINI, "responseId": "r1",
    }  # fmt: skip
