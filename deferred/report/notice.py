"""Notice: tells an address of the user's that a run is done, in JSON, or in the shapes of Slack and Discord."""

from __future__ import annotations

import logging
import urllib.error
import urllib.request
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

import orjson

from deferred.report.report import Report

log = logging.getLogger("deferred")

_PATIENCE = 10.0  # seconds; the block is left only afterwards
_FACTS = (
    "run", "calls", "answered", "failed", "waiting", "cost_usd", "saved_usd", "cost_limit_usd", "began_at", "seconds"
)  # fmt: skip
# What a chat takes: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks, and Discord's "Execute
# Webhook", 2026-11. Slack refuses fields that it does not know.
_TEXT_ALONE = {"hooks.slack.com": "text", "discord.com": "content", "discordapp.com": "content"}


def send(address: str, report: Report) -> None:
    """Post what came of a run. What fails is logged, without the address's path, which is often a secret."""
    host = urlsplit(address).hostname or ""
    headers = {"content-type": "application/json", "user-agent": "deferred"}  # Discord refuses urllib's own
    request = urllib.request.Request(address, orjson.dumps(contents(host, report)), headers, method="POST")  # noqa: S310 - the setting allows http and https alone
    try:
        urllib.request.urlopen(request, timeout=_PATIENCE).close()  # noqa: S310 - as above
    except (OSError, HTTPException) as error:  # urllib's errors are of OSError
        code = getattr(error, "code", None)
        why = type(error).__name__ if code is None else f"status {code}"
        log.warning("deferred: the notice to %s was not taken (%s); the run is as it is", host, why)


def contents(host: str, report: Report) -> dict[str, Any]:
    """Return what is posted to a host: a text alone to chats, the numbers of the run besides to other software."""
    text = f"deferred: {report.run}: {str(report).partition(chr(10))[0]}"
    if host in _TEXT_ALONE:
        return {_TEXT_ALONE[host]: text}
    facts = report.to_dict()
    return {"text": text, **{name: facts[name] for name in _FACTS}}
