"""What the members of OpenAI's family ask of a request for a new job."""

from __future__ import annotations

import re
from typing import Any

from deferred.simulator.family_errors import invalid
from deferred.simulator.family_input import same_endpoint
from deferred.simulator.family_knobs import DAY, Member

Json = dict[str, Any]
ALL_HAVE = frozenset({"input_file_id", "endpoint", "completion_window", "metadata"})
MOST_PAIRS, LONGEST_KEY, LONGEST_VALUE = 16, 64, 512


def check(member: Member, body: Json) -> None:
    """Refuse a request that the member would refuse at once."""
    knobs = member.creates
    for name in ("input_file_id", "endpoint", *(("completion_window",) if knobs.needs_window else ())):
        if not body.get(name):
            raise invalid(member, name, f"Missing required parameter: '{name}'.", "missing_required_parameter")
    if not any(same_endpoint(member, str(body["endpoint"]), known) for known in knobs.endpoints):
        known = ", ".join(f"'{path}'" for path in knobs.endpoints)
        raise invalid(member, "endpoint", f"Invalid value: '{body['endpoint']}'. Supported values are: {known}.")
    window_of(member, body)
    unknown = set(body) - ALL_HAVE - knobs.parameters
    if unknown and not knobs.ignores_others:
        raise invalid(member, min(unknown), f"Unknown parameter: '{min(unknown)}'.", "unknown_parameter")
    if knobs.metadata == "echoed":
        _check_metadata(member, body.get("metadata") or {})
    _check_expiry(member, body.get("output_expires_after"))


def window_of(member: Member, body: Json) -> tuple[str, float]:
    """Give a job's window, as it is written and in seconds."""
    knobs = member.creates
    text = str(body.get("completion_window") or "24h")
    hit = re.fullmatch(r"(\d+)([hd])", text)
    hours = int(hit[1]) * (24 if hit[2] == "d" else 1) if hit else 0
    fits = knobs.hours[0] <= hours <= knobs.hours[1] if knobs.hours else text in knobs.windows
    if not fits:
        known = f"'{knobs.hours[0]}h' to '{knobs.hours[1] // 24}d'" if knobs.hours else ", ".join(knobs.windows)
        raise invalid(member, "completion_window", f"Invalid value: '{text}'. Supported values are: {known}.")
    return text, hours * 3600.0


def metadata_of(member: Member, body: Json, *, kept: bool) -> Json | None:
    """Give the metadata that a job will show; `kept` if all of them keep it."""
    knobs, given = member.creates, body.get("metadata")
    if given is None or (knobs.metadata == "dropped" and not kept):
        return None
    if knobs.metadata_keys is not None and not kept:
        return {name: value for name, value in given.items() if name in knobs.metadata_keys}
    return dict(given)


def _check_metadata(member: Member, metadata: Any) -> None:
    pairs: list[tuple[Any, Any]] = list(metadata.items()) if isinstance(metadata, dict) else [(1, 1)]
    texts = all(isinstance(key, str) and isinstance(value, str) for key, value in pairs)
    fits = texts and all(len(key) <= LONGEST_KEY and len(value) <= LONGEST_VALUE for key, value in pairs)
    if not fits or len(pairs) > MOST_PAIRS:
        text = "Invalid 'metadata': at most 16 pairs of strings, keys up to 64 and values up to 512 characters."
        raise invalid(member, "metadata", text)


def _check_expiry(member: Member, after: Any) -> None:
    shortest, longest = member.uploads.lasts or (1, 30 * DAY)
    if after and not shortest <= int(after.get("seconds", 0)) <= longest:
        text = f"Invalid 'output_expires_after.seconds': must be between {shortest} and {longest}."
        raise invalid(member, "output_expires_after", text)
