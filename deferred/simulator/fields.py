"""The fields a request body may have: live APIs refuse any other (union of the published SDK types, 2025 to 2026)."""

# ruff: noqa: SIM905 - word lists read better as words

from __future__ import annotations

ANTHROPIC = frozenset(
    """
    billing_policy cache_control compaction container context_management diagnostics fallback_credit_token
    fallbacks inference_geo max_tokens mcp_servers messages metadata model output_config output_format
    service_tier speed stop_sequences stream system temperature thinking thread tool_choice tools top_k
    top_p
    """.split(),
)
OPENAI = {
    "/v1/chat/completions": frozenset(
        """
        audio frequency_penalty function_call functions logit_bias logprobs max_completion_tokens
        max_tokens messages metadata modalities model moderation n parallel_tool_calls prediction
        presence_penalty prompt_cache_key prompt_cache_options prompt_cache_retention reasoning_effort
        response_format safety_identifier seed service_tier stop store stream stream_options temperature
        tool_choice tools top_logprobs top_p user verbosity web_search_options
        """.split(),
    ),
    "/v1/responses": frozenset(
        """
        access_programs background background_options context_management conversation image include input instructions
        max_output_tokens max_tool_calls metadata model moderation parallel_tool_calls
        previous_response_id prompt prompt_cache_key prompt_cache_options prompt_cache_retention
        reasoning safety_identifier service_tier store stream stream_options temperature text
        tool_choice tools top_logprobs top_p truncation user
        """.split(),
    ),
    "/v1/embeddings": frozenset(
        """
        dimensions encoding_format input model user
        """.split(),
    ),
    "/v1/completions": frozenset(
        """
        best_of echo frequency_penalty logit_bias logprobs max_tokens model n presence_penalty prompt
        seed stop stream stream_options suffix temperature top_p user
        """.split(),
    ),
    "/v1/moderations": frozenset(
        """
        input model
        """.split(),
    ),
    "/v1/images/generations": frozenset(
        """
        background model moderation n output_compression output_format partial_images prompt quality
        response_format size stream style user
        """.split(),
    ),
    "/v1/images/edits": frozenset(
        """
        background images input_fidelity mask model moderation n output_compression output_format
        partial_images prompt quality size stream user
        """.split(),
    ),
}
