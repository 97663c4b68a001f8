"""Hosts of LLM providers that are not served: which requests to them generate something, and so cost money. Data.

Sources: the providers' pages and SDKs of November 2026.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# What an address ends in that generates nothing: files, jobs, models, and what only counts or checks.
_HARMLESS = re.compile(
    r"/(files?|uploads?|batches|batch|models|deployments|datasets|fine[-_]?tun\w*|tokenize|tokens?|count[-_:]?tokens|"
    r"cancel|login|oauth2?|keys|credits|usage|feedback|inputs)(/|$)|[:/](countTokens|computeTokens|cancel)$"
)
_OF_OPENAI = r"/(chat/completions|completions|responses|embeddings|images/\w+|audio/\w+|videos|messages)$"


@dataclass(frozen=True, slots=True)
class OtherHost:
    """A provider's hosts: its name, the hosts as a pattern, and the addresses that generate; "" is all but harmless."""

    name: str
    host: str
    generates: str = ""


OTHER_HOSTS = (
    OtherHost("AI21", r"api\.ai21\.com"),
    OtherHost(
        "Azure",
        r"[\w-]+\.(openai\.azure\.(com|us|cn)|services\.ai\.azure\.com|cognitiveservices\.azure\.com)",
        _OF_OPENAI,
    ),
    OtherHost("Azure", r"[\w.-]+\.models\.ai\.azure\.com|models\.inference\.ai\.azure\.com"),
    OtherHost("Baseten", r"inference\.baseten\.co"),
    OtherHost(
        "Bedrock", r"bedrock-(runtime|mantle)\.[\w-]+\.(amazonaws\.com(\.cn)?|api\.aws)",
        r"/(invoke|invoke-with-response-stream|converse|converse-stream)$|" + _OF_OPENAI,
    ),
    OtherHost("Cerebras", r"api\.cerebras\.ai"),
    OtherHost("Claude on AWS or Google Cloud", r"aws-external-anthropic\.[\w-]+\.api\.aws|claude\.googleapis\.com"),
    OtherHost("Cohere", r"api\.cohere\.(com|ai)"),
    OtherHost("DashScope", r"dashscope(-\w+)?\.aliyuncs\.com"),
    OtherHost("DeepInfra", r"api\.deepinfra\.com"),
    OtherHost("DeepSeek", r"api\.deepseek\.com"),
    OtherHost("DigitalOcean", r"inference\.do-ai\.run"),
    OtherHost("Doubleword", r"api\.doubleword\.ai"),
    OtherHost("Fireworks", r"api\.fireworks\.ai"),
    OtherHost("Friendli", r"(api|inference)\.friendli\.ai"),
    OtherHost("GitHub Models", r"models\.github\.ai"),
    OtherHost("Groq", r"api\.groq\.com"),
    OtherHost("Hugging Face", r"router\.huggingface\.co|api-inference\.huggingface\.co"),
    OtherHost("Hyperbolic", r"api\.hyperbolic\.xyz"),
    OtherHost("Jina", r"api\.jina\.ai"),
    OtherHost("Lambda", r"api\.lambda\.ai"),
    OtherHost("MiniMax", r"api\.minimax\w*\.(chat|com|io)"),
    OtherHost("Mistral", r"(api|codestral)\.mistral\.ai"),
    OtherHost("Moonshot", r"api\.moonshot\.(ai|cn)"),
    OtherHost("Morph", r"api\.morphllm\.com"),
    OtherHost("Nebius", r"api\.(studio|tokenfactory)\.nebius\.(ai|com)"),
    OtherHost("Novita", r"api\.novita\.ai"),
    OtherHost("NVIDIA", r"integrate\.api\.nvidia\.com"),
    OtherHost("OpenRouter", r"openrouter\.ai"),
    OtherHost("Parasail", r"api\.parasail\.io"),
    OtherHost("Perplexity", r"api\.perplexity\.ai"),
    OtherHost("Reka", r"api\.reka\.ai"),
    OtherHost("Replicate", r"api\.replicate\.com", r"/predictions$"),
    OtherHost("SambaNova", r"api\.sambanova\.ai"),
    OtherHost("SiliconFlow", r"api\.siliconflow\.(cn|com)"),
    OtherHost("Together", r"api(-inference)?\.together\.(xyz|ai)"),
    OtherHost("Upstage", r"api\.upstage\.ai"),
    OtherHost(
        "Vertex AI", r"([\w-]+-)?aiplatform(\.(us|eu)\.rep)?\.googleapis\.com",
        r":(generateContent|streamGenerateContent|rawPredict|streamRawPredict|predict|embedContent)$|" + _OF_OPENAI,
    ),
    OtherHost("Volcengine", r"ark\.[\w-]+\.volces\.com"),
    OtherHost("Voyage", r"api\.voyageai\.com"),
    OtherHost("Writer", r"api\.writer\.com"),
    OtherHost("xAI", r"([\w-]+\.)?api\.x\.ai"),
    OtherHost("Zhipu", r"open\.bigmodel\.cn|api\.z\.ai"),
)  # fmt: skip
_PATTERNS = tuple(
    (re.compile(one.host), re.compile(one.generates) if one.generates else None, one.name) for one in OTHER_HOSTS
)
_ANY = re.compile("|".join(f"(?:{one.host})" for one in OTHER_HOSTS))


def provider_that_generates(host: str, path: str) -> str:
    """Return the name of the provider at which a POST to this address generates something; "" if none does.

    Args:
        host: the name of the host, without a port.
        path: the address on it, without a query.

    Example:
        >>> provider_that_generates("api.groq.com", "/openai/v1/chat/completions")
        'Groq'
        >>> provider_that_generates("api.groq.com", "/openai/v1/files")
        ''
    """
    host = host.lower().rstrip(".")
    if _ANY.fullmatch(host) is None:
        return ""
    for known, generates, name in _PATTERNS:
        if known.fullmatch(host) and (generates.search(path) if generates else not _HARMLESS.search(path)):
            return name
    return ""
