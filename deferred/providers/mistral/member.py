"""Mistral's row beside those of OpenAI's family: its ordinary calls are OpenAI's, its batch jobs are its own.

Sources: docs.mistral.ai "Batch Inference", the published OpenAPI description and mistralai 3.7.0, 2026-09.
"""

from __future__ import annotations

from decimal import Decimal

from deferred.core.grouping import Limits
from deferred.providers.openai.family import AROUND_A_BODY, BARE_ROW, Creation, Listing, Member, Price, Upload

MISTRAL = Member(
    name="mistral",
    title="Mistral",
    hosts=frozenset(["api.mistral.ai", "api.eu.mistral.ai", "api.us.mistral.ai"]),
    key_variable="MISTRAL_API_KEY",
    home="https://api.mistral.ai/v1",
    limits=Limits(requests=1_000_000, bytes=512_000_000, row_bytes=AROUND_A_BODY, one_model=True),
    price=Price("mistral", Decimal("0.5"), source="docs.mistral.ai/capabilities/batch, 2026-09"),
    # Batches take pictures of pages and sound too, but these are not charged by tokens, and so have no bound.
    endpoints=(
        "/chat/completions",
        "/embeddings",
        "/fim/completions",
        "/moderations",
        "/chat/moderations",
        "/classifications",
        "/chat/classifications",
    ),
    upload=Upload(row=BARE_ROW),
    creation=Creation(),
    listing=Listing(is_newest_first=True),
)
