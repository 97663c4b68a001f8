"""The members of the OpenAI-compatible family, a row for each. To add one: its row here; the tests take it from here.

Sources: the providers' own pages, SDKs and captured traffic of September to November 2026, named beside each row. What
no source settles is chosen so that being wrong costs nothing: a batch is looked for by all that it may be known by.
"""

from __future__ import annotations

from decimal import Decimal

from deferred.core.grouping import Limits
from deferred.core.profile import Sdk
from deferred.providers.openai.family import AROUND_A_BODY, BARE_ROW, OPENAI, Creation, Listing, Member, Price, Upload

_MB = 1_000_000
_CHAT, _TEXT, _EMBEDDINGS = "/chat/completions", "/completions", "/embeddings"
_HALF = Decimal("0.5")


def _limits(requests: int = 50_000, megabytes: int = 200, **more: int | None) -> Limits:
    return Limits(requests, megabytes * _MB, AROUND_A_BODY, one_model=True, **more)


GROQ = Member(
    "groq", "Groq", frozenset(["api.groq.com"]), "GROQ_API_KEY", "https://api.groq.com/openai/v1",
    # A file may mix models (console.groq.com/docs/batch, 2026-10).
    limits=Limits(50_000, 200 * _MB, AROUND_A_BODY, one_model=False),
    price=Price("groq", _HALF, source="console.groq.com/docs/batch, 2026-10"),
)  # fmt: skip
TOGETHER = Member(
    "together", "Together",
    frozenset(["api.together.ai", "api.together.xyz"]), "TOGETHER_API_KEY", "https://api.together.ai/v1",
    limits=_limits(megabytes=100, body=10 * _MB),
    price=Price(
        "together",
        discounts={"meta-llama/Llama-3.3-70B-Instruct-Turbo": _HALF, "openai/whisper-large-v3": _HALF},
        source="docs.together.ai/docs/batch-inference, 2026-09",
    ),
    upload=Upload("/files/upload", "batch-api", has_name=True, row=BARE_ROW),
    creation=Creation(nonce="", id_at=("job", "id")),
    listing=Listing(has_pages=False),
    found_by="input file",
)  # fmt: skip
DEEPINFRA = Member(
    "deepinfra", "DeepInfra",
    frozenset(["api.deepinfra.com"]), "DEEPINFRA_API_KEY", "https://api.deepinfra.com/v1/openai",
    limits=_limits(parallel=100),
    price=Price(discount=Decimal("0.2"), source="deepinfra.com/docs/batch, 2026-09"),
    endpoints=(_CHAT, _TEXT, _EMBEDDINGS),
    first_line=0,
)  # fmt: skip
PARASAIL = Member(
    "parasail", "Parasail", frozenset(["api.parasail.io"]), "PARASAIL_API_KEY", "https://api.parasail.io/v1",
    limits=_limits(megabytes=1_000),
    price=Price(discount=_HALF, source="docs.parasail.io/parasail-docs/batch, 2026-09"),
    endpoints=(_CHAT, _EMBEDDINGS),
)  # fmt: skip
DOUBLEWORD = Member(
    "doubleword", "Doubleword", frozenset(["api.doubleword.ai"]), "DOUBLEWORD_API_KEY", "https://api.doubleword.ai/v1",
    limits=_limits(),
    # The least of the published discounts, which depend on the model and grow to 90 %.
    price=Price("doubleword", _HALF, source="docs.doubleword.ai/batches, 2026-09"),
    endpoints=(_CHAT, "/responses", _EMBEDDINGS, "/moderations", _TEXT),
    listing=Listing(query="search={name}"),
)  # fmt: skip
DASHSCOPE = Member(
    "dashscope", "DashScope",
    frozenset(["dashscope.aliyuncs.com", "dashscope-intl.aliyuncs.com", "dashscope-us.aliyuncs.com"]),
    "DASHSCOPE_API_KEY", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
    limits=_limits(megabytes=500, body=6 * _MB),
    price=Price(discount=_HALF, source="help.aliyun.com/zh/model-studio/batch-inference, 2026-10"),
    endpoints=(_CHAT, _EMBEDDINGS),
    # No other keys of metadata are known to be kept.
    creation=Creation(nonce="ds_name", prefix="deferred-", has_tags=False),
    listing=Listing(is_newest_first=True, query="ds_name={name}"),
    split_by=("enable_thinking", "thinking_budget"),
)  # fmt: skip
ZHIPU = Member(
    "zhipu", "Zhipu", frozenset(["open.bigmodel.cn"]), "ZHIPUAI_API_KEY", "https://open.bigmodel.cn/api/paas/v4",
    limits=_limits(10_000, 100),  # the limit for embeddings; that for chats is 50,000
    price=Price("zhipuai", _HALF, source="docs.bigmodel.cn/cn/guide/tools/batch, 2026-09"),
    endpoints=(_CHAT, _EMBEDDINGS),
    # The input is deleted otherwise, and nothing could be read of it after a crash.
    creation=Creation(version="/v4", fields={"auto_delete_input_file": False}),
)  # fmt: skip
MOONSHOT = Member(
    "moonshot", "Moonshot",
    frozenset(["api.moonshot.ai", "api.moonshot.cn"]), "MOONSHOT_API_KEY", "https://api.moonshot.ai/v1",
    limits=_limits(megabytes=100),
    price=Price("moonshotai", Decimal("0.4"), source="platform.kimi.ai/docs/pricing/batch, 2026-10"),
)  # fmt: skip
SILICONFLOW = Member(
    "siliconflow", "SiliconFlow",
    frozenset(["api.siliconflow.cn", "api.siliconflow.com"]), "SILICONFLOW_API_KEY", "https://api.siliconflow.cn/v1",
    limits=_limits(5_000, 1_000),
    price=Price(discount=_HALF, source="docs.siliconflow.cn/cn/userguide/guides/batch, 2026-09"),
)  # fmt: skip
NOVITA = Member(
    "novita", "Novita", frozenset(["api.novita.ai"]), "NOVITA_API_KEY", "https://api.novita.ai/openai/v1",
    limits=_limits(megabytes=100),
    price=Price("novita", source="no discount is published, 2026-09"),
    endpoints=(_CHAT, _TEXT),
    upload=Upload(row=BARE_ROW),
    creation=Creation(nonce=""),  # metadata is shown, but the create takes none (novita.ai/docs, 2026-09)
    found_by="input file",
)  # fmt: skip
PERPLEXITY = Member(
    "perplexity", "Perplexity",
    frozenset(["api.perplexity.ai"]), "PERPLEXITY_API_KEY", "https://api.perplexity.ai/v1",
    limits=_limits(megabytes=100),
    price=Price("perplexity", source="no discount is published, 2026-11"),
    endpoints=("/responses",),
    creation=Creation(is_idempotent=True),  # docs.perplexity.ai/docs/agent-api/batch, 2026-11
    found_by="idempotency key, metadata",
)  # fmt: skip

MORPH = Member(
    "morph", "Morph", frozenset(["api.morphllm.com"]), "MORPH_API_KEY", "https://api.morphllm.com/v1",
    limits=_limits(megabytes=100),
    price=Price("", source="no discount is published, 2026-09"),
    listing=Listing(is_newest_first=True, by_number=True),  # docs.morphllm.com, 2026-09
)  # fmt: skip
AZURE = Member(
    "azure", "Azure OpenAI",
    frozenset([".openai.azure.com", ".services.ai.azure.com", ".cognitiveservices.azure.com"]),
    "AZURE_OPENAI_API_KEY", "",
    limits=_limits(100_000),
    price=Price(
        "azure", _HALF, models=("gpt", "o1", "o3", "o4"), source="learn.microsoft.com, Global batch, 2026-08"
    ),
    endpoints=(_CHAT, "/responses"),
    # At most 500 files may stay for ever, and a file that expires must be kept for 14 days at least.
    upload=Upload(
        fields={"expires_after[anchor]": "created_at", "expires_after[seconds]": str(14 * 86_400)}, settles=True
    ),
    creation=Creation(has_deployments=True),
)  # fmt: skip

# Servers of one's own: no host is theirs, and what they charge is not known here.
_ANY = (_CHAT, "/responses", _TEXT, _EMBEDDINGS)
_FREE = Price(source="set by who runs it")
_NOWHERE: frozenset[str] = frozenset()
LITELLM = Member("litellm", "a LiteLLM proxy", _NOWHERE, "OPENAI_API_KEY", "", _limits(), _FREE, _ANY)
LLM_D = Member("llm-d", "an llm-d batch gateway", _NOWHERE, "OPENAI_API_KEY", "", _limits(), _FREE, _ANY)
LLAMA_STACK = Member("llama-stack", "a Llama Stack server", _NOWHERE, "OPENAI_API_KEY", "", _limits(), _FREE, _ANY)

# Their own SDKs, and the environment variable and the place of an address that each takes: with the simulator the host
# stands in the path.
OWN_SDKS = {
    "groq": (Sdk("groq", "groq", least=(1,), below=(2,), is_extra=True), "GROQ_BASE_URL", "/at/api.groq.com"),
    "together": (
        Sdk("together", "together", least=(3,), below=(4,), is_extra=True), "TOGETHER_BASE_URL", "/at/api.together.ai"
    ),
}  # fmt: skip
MEMBERS = {
    one.name: one
    for one in (
        OPENAI, GROQ, TOGETHER, DEEPINFRA, PARASAIL, DOUBLEWORD, DASHSCOPE, ZHIPU, MOONSHOT, SILICONFLOW, NOVITA,
        PERPLEXITY, MORPH, AZURE, LITELLM, LLM_D, LLAMA_STACK,
    )
}  # fmt: skip
