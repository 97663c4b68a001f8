"""The members of OpenAI's family: a row of data for each, from the providers' pages and captures of 2026.

Where a page leaves something open, the row has what is hardest for a client: the list is not newest first, metadata
is not shown, bad lines have no row in any file.
"""

from __future__ import annotations

from deferred.simulator.family_knobs import (
    CHAT,
    COMPLETIONS,
    DAY,
    EMBEDDINGS,
    MODERATIONS,
    RESPONSES,
    Bounds,
    Creates,
    Lines,
    Lists,
    Member,
    Refusals,
    ResultRows,
    Shown,
    Uploads,
)

# What servers of open models read besides OpenAI's fields.
OPEN_MODELS = frozenset(
    "top_k min_p repetition_penalty chat_template_kwargs include_reasoning reasoning reasoning_format".split(),  # noqa: SIM905
)
THINKING = frozenset({"enable_thinking", "thinking_budget", "thinking", "top_k"})
AUDIO = ("/v1/audio/transcriptions", "/v1/audio/translations")
NONE: frozenset[str] = frozenset()

GROQ = Member(  # console.groq.com/docs/batch, groq 1.7.0
    name="groq",
    hosts=("api.groq.com",),
    bases=("/openai/v1",),
    live=(CHAT, EMBEDDINGS, RESPONSES),
    fields=OPEN_MODELS,
    uploads=Uploads(id="file_{ulid}", lasts=None),
    creates=Creates(endpoints=(CHAT, *AUDIO), hours=(24, 168), parameters=NONE, metadata="dropped"),
    lines=Lines(mixes=True, fails_job=False, all_faults=True),
    shown=Shown(id="batch_{ulid}", errors="list", usage="none"),
    lists=Lists(paging="cursor", fields=(), by_id=True),
)

TOGETHER = Member(  # captures of 2026-04 and 2026-09, together 3.1.1
    name="together",
    hosts=("api.together.ai", "api.together.xyz"),
    live=(CHAT, COMPLETIONS, EMBEDDINGS),
    fields=OPEN_MODELS,
    uploads=Uploads(
        path="/files/upload",
        purpose="batch-api",
        also_needs=("file_name",),
        shape="together",
        id="file-{uuid}",
        once=True,
        lasts=None,
    ),
    creates=Creates(
        endpoints=(CHAT, *AUDIO),
        needs_window=False,
        parameters=frozenset({"model_id", "priority"}),
        ignores_others=True,
        metadata="dropped",
        status=201,
    ),
    lines=Lines(needs_url=False, mixes=True, checks_model=False),
    bounds=Bounds(bytes=100_000_000, line=10_000_000),
    shown=Shown(
        id="{uuid}", shape="together", words={"running": "in_progress", "cancelling": "canceling"}, case="upper"
    ),
    lists=Lists(paging="none"),
    rows=ResultRows(id="br_{hex}", errors="together", dress="together"),
    refusals=Refusals(shape="text", needs_agent=True),
)

DEEPINFRA = Member(  # captures of 2026-09-21
    name="deepinfra",
    hosts=("api.deepinfra.com",),
    bases=("/v1/openai", "/v1"),
    fields=OPEN_MODELS,
    creates=Creates(endpoints=(CHAT, COMPLETIONS, EMBEDDINGS), checks_file=True),
    lines=Lines(
        all_faults=True,
        first=0,
        streams="row",
        codes={
            "invalid_json_line": "invalid_json",
            "empty_file": "invalid_json",
            "model_not_found": "unknown_model",
            "mismatched_model": "model_mismatch",
            "missing_required_parameter": "invalid_line",
            "invalid_method": "invalid_line",
            "invalid_url": "invalid_line",
            "invalid_request": "invalid_line",
        },
    ),
    bounds=Bounds(jobs=100),
    shown=Shown(counts="late", always_error_file=True, usage="late"),
    uploads=Uploads(result_id="{job}_{kind}"),
    rows=ResultRows(errors="code", dress="deepinfra"),
    refusals=Refusals(shape="detail", invalid=422, ended=400),
)

PARASAIL = Member(  # captures of 2026-09-21
    name="parasail",
    hosts=("api.parasail.io",),
    live=(CHAT, EMBEDDINGS),
    fields=OPEN_MODELS,
    uploads=Uploads(redirects=True, deletes_anything=True, lasts=None),
    creates=Creates(endpoints=(CHAT, EMBEDDINGS), parameters=NONE, metadata="dropped"),
    bounds=Bounds(bytes=1_000_000_000),
    shown=Shown(usage="none"),
    refusals=Refusals(plain_401=True),
)

DOUBLEWORD = Member(  # the source of its server, doublewordai/control-layer
    name="doubleword",
    hosts=("api.doubleword.ai",),
    live=(CHAT, RESPONSES, EMBEDDINGS, COMPLETIONS, MODERATIONS),
    fields=OPEN_MODELS,
    creates=Creates(endpoints=(CHAT, RESPONSES, EMBEDDINGS, MODERATIONS, COMPLETIONS), windows=("1h", "24h")),
    shown=Shown(leaves_out_null=True, usage="none"),
    lists=Lists(newest_first=True, filters=("search", "status", "created_after", "created_before")),
)

DASHSCOPE = Member(  # docs.qwencloud.com, QwenLM/qwen-code docs/users/features/batch.md
    name="dashscope",
    hosts=("dashscope.aliyuncs.com", "dashscope-intl.aliyuncs.com"),
    bases=("/compatible-mode/v1",),
    live=(CHAT, EMBEDDINGS),
    fields=THINKING,
    uploads=Uploads(id="file-batch-{hex}", lasts=None),
    creates=Creates(
        endpoints=(CHAT, EMBEDDINGS),
        hours=(24, 14 * 24),
        parameters=NONE,
        metadata_keys=frozenset({"ds_name", "ds_description"}),
    ),
    lines=Lines(one_thinking=True),
    bounds=Bounds(bytes=500_000_000, line=6_000_000),
    shown=Shown(usage="none"),
    lists=Lists(
        newest_first=True, filters=("ds_name", "input_file_ids", "status", "create_after", "create_before"), days=30
    ),
    rows=ResultRows(errors="output"),
)

ZHIPU = Member(  # docs.bigmodel.cn
    name="zhipu",
    hosts=("open.bigmodel.cn",),
    bases=("/api/paas/v4",),
    live=(CHAT, EMBEDDINGS),
    fields=frozenset({"thinking", "do_sample", "request_id", "user_id"}),
    uploads=Uploads(lasts=None),
    creates=Creates(
        endpoints=("/v4/chat/completions", "/v4/embeddings", "/v4/images/generations", "/v4/videos/generations"),
        parameters=frozenset({"auto_delete_input_file"}),
    ),
    bounds=Bounds(bytes=100_000_000, embeddings=10_000),
    shown=Shown(usage="none"),
)

MOONSHOT = Member(  # platform.kimi.ai/docs/api/batch-create and batch-list
    name="moonshot",
    hosts=("api.moonshot.ai", "api.moonshot.cn"),
    live=(CHAT,),
    fields=frozenset({"thinking"}),
    uploads=Uploads(lasts=None, most_lasting=1_000),
    creates=Creates(endpoints=(CHAT,), hours=(12, 168), parameters=NONE),
    bounds=Bounds(bytes=100_000_000),
    shown=Shown(usage="none"),
    lists=Lists(fields=("has_more",)),
)

SILICONFLOW = Member(  # docs.siliconflow.cn/cn/userguide/guides/batch
    name="siliconflow",
    hosts=("api.siliconflow.cn", "api.siliconflow.com"),
    live=(CHAT, EMBEDDINGS, COMPLETIONS),
    fields=THINKING | {"min_p"},
    uploads=Uploads(lasts=None),
    creates=Creates(endpoints=(CHAT,), parameters=NONE),
    lines=Lines(streams="runs"),
    bounds=Bounds(requests=5_000, bytes=1_000_000_000),
    shown=Shown(
        words={"validating": "in_queue", "running": "in_progress"}, counts="null", usage="none", also=("file_name",)
    ),
)

NOVITA = Member(  # novita.ai/docs/api-reference/model-apis-llm-list-batches
    name="novita",
    hosts=("api.novita.ai",),
    bases=("/openai/v1",),
    live=(CHAT, COMPLETIONS, EMBEDDINGS),
    fields=OPEN_MODELS | {"separate_reasoning", "enable_thinking"},
    uploads=Uploads(lasts=None, kept=15 * DAY),
    creates=Creates(
        endpoints=(CHAT, COMPLETIONS), windows=("48h", "24h"), parameters=NONE, ignores_others=True, metadata="dropped"
    ),
    lines=Lines(needs_url=False),
    shown=Shown(
        words={"running": "progress"}, case="upper", times="mixed", counts="flat", errors="text", empty_ids=True
    ),
)

PERPLEXITY = Member(  # docs.perplexity.ai/docs/agent-api/batch, perplexityai 0.46.1
    name="perplexity",
    hosts=("api.perplexity.ai",),
    live=(RESPONSES,),
    fields=frozenset({"preset", "models", "max_steps", "language_preference"}),
    creates=Creates(endpoints=(RESPONSES,), needs_window=False, parameters=NONE, idempotency="header"),
    lines=Lines(blanks=False, all_faults=True),
    uploads=Uploads(lasts=None),
)

MORPH = Member(  # docs.morphllm.com
    name="morph",
    hosts=("api.morphllm.com",),
    live=(CHAT,),
    fields=OPEN_MODELS,
    creates=Creates(endpoints=(CHAT,)),
    lists=Lists(paging="offset", newest_first=True),
    rows=ResultRows(errors="output"),
)

LITELLM = Member(  # BerriAI/litellm 1.110: batches run by the proxy itself
    name="litellm",
    live=(CHAT, RESPONSES, EMBEDDINGS, COMPLETIONS),
    fields=OPEN_MODELS,
    uploads=Uploads(id="file-{token}bGl0ZWxsbV9wcm94eT{hex}"),  # ids are encoded, and long
    creates=Creates(
        endpoints=(CHAT, RESPONSES, EMBEDDINGS, COMPLETIONS),
        parameters=frozenset({"output_expires_after", "custom_llm_provider", "model"}),
    ),
    shown=Shown(id="batch_bGl0ZWxsbV9wcm94eT{hex}{hex}"),
)

LLM_D = Member(  # llm-d/llm-d-batch-gateway c3b25e88
    name="llm-d",
    live=(CHAT, RESPONSES, EMBEDDINGS, COMPLETIONS),
    fields=OPEN_MODELS,
    creates=Creates(endpoints=(CHAT, RESPONSES, EMBEDDINGS, COMPLETIONS)),
)

LLAMA_STACK = Member(  # llama_stack_api.batches
    name="llama-stack",
    live=(CHAT, RESPONSES, EMBEDDINGS, COMPLETIONS),
    fields=OPEN_MODELS,
    creates=Creates(
        endpoints=(CHAT, EMBEDDINGS, COMPLETIONS),
        parameters=frozenset({"idempotency_key", "output_expires_after"}),
        idempotency="body",
    ),
)

AZURE = Member(  # MicrosoftDocs/azure-ai-docs, articles/foundry/openai/includes
    name="azure",
    hosts=(".openai.azure.com", ".services.ai.azure.com", ".cognitiveservices.azure.com"),
    bases=("/openai/v1", "/openai"),
    live=(CHAT, RESPONSES, EMBEDDINGS, COMPLETIONS),
    keys=("api-key", "authorization"),
    uploads=Uploads(id="file-{hex}", lasts=(14 * DAY, 30 * DAY), most_lasting=500),
    creates=Creates(endpoints=(CHAT, RESPONSES), fails_fast=400, expires=False),
    lines=Lines(
        deployments=True,
        codes={
            "invalid_url": "url_mismatch",
            "mismatched_model": "model_mismatch",
            "missing_required_parameter": "invalid_request",
            "invalid_method": "invalid_request",
        },
    ),
    bounds=Bounds(requests=100_000),
    shown=Shown(id="batch_{uuid}", empty_ids=True, always_error_file=True, usage="none"),
    classic=Shown(
        id="batch_{uuid}",
        case="capital",
        times="iso",
        counts="late",
        empty_ids=True,
        always_error_file=True,
        usage="none",
    ),
    rows=ResultRows(id="", dress="azure"),
    refusals=Refusals(shape="azure"),
)

MEMBERS = {
    member.name: member
    for member in (
        GROQ,
        TOGETHER,
        DEEPINFRA,
        PARASAIL,
        DOUBLEWORD,
        DASHSCOPE,
        ZHIPU,
        MOONSHOT,
        SILICONFLOW,
        NOVITA,
        PERPLEXITY,
        MORPH,
        LITELLM,
        LLM_D,
        LLAMA_STACK,
        AZURE,
    )
}


def member_at(host: str) -> str | None:
    """Name the member that a host belongs to, with or without a port."""
    name = host.lower().partition(":")[0]
    for member in MEMBERS.values():
        if any(name == own or (own[0] == "." and name.endswith(own)) for own in member.hosts):
            return member.name
    return None
