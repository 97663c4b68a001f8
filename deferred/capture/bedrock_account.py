"""Bedrock: what a client of it needs for batches, and the signatures of its requests to Bedrock and to the bucket."""

from __future__ import annotations

import functools
import importlib.util
import os
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from deferred.capture.connection import Prepare
from deferred.capture.http_clients import signing_auth
from deferred.core.hosts import is_one_of, root_of
from deferred.providers.bedrock.batch import jobs_url
from deferred.session.protocol import BlockSession

ENDPOINT = "AWS_ENDPOINT_URL_S3"  # the usual word for another address, in all of Amazon's clients
_BUCKETS = "s3"  # the name of the service in signatures
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_REGION = re.compile(r"[a-z0-9-]+")
_STORAGE_HOSTS = frozenset(["s3.*.amazonaws.com"])
_SETTINGS = (
    "batches of Bedrock read and write a bucket of yours by a role, and {missing} not named: deferred.batch("
    'bucket="s3://name/prefix", role_arn="arn:aws:iam::123456789012:role/name"), or DEFERRED_BUCKET and '
    "DEFERRED_ROLE_ARN"
)
_NO_SIGNER = 'requests to AWS are signed with botocore, which is not installed: pip install "deferred[bedrock]"'
_BEARER = "the bucket takes no API key (AWS_BEARER_TOKEN_BEDROCK); give the client credentials of AWS instead"
# Headers of a client that change the answer, where a line of a batch has no place for them.
_MEANT = re.compile(r"x-amzn-bedrock-|anthropic-beta$|anthropic-user-profile-id$", re.IGNORECASE)


def why_not(session: BlockSession, client: Any) -> str:
    """Return why no batch carries the calls of a client of Bedrock; empty if one can."""
    settings = session.settings
    named = {"bucket": (settings.bucket or "").startswith("s3://"), "role_arn": settings.role_arn is not None}
    missing = [name for name, is_there in named.items() if not is_there]
    if missing:
        return _SETTINGS.format(missing=" and ".join(missing) + (" are" if len(missing) > 1 else " is"))
    if importlib.util.find_spec("botocore") is None:
        return _NO_SIGNER
    if getattr(client, "api_key", None):
        return _BEARER
    if not _REGION.fullmatch(str(client.aws_region)):
        return f"{client.aws_region!r} is no region of AWS"
    storage = urlsplit(_storage_url(client.aws_region)).netloc.lower()
    if not is_one_of(storage, _STORAGE_HOSTS) and not session.knows_host(storage):
        return f'{storage} is not known to be of Amazon S3 (it is from {ENDPOINT}); hosts=["{storage}"] says that it is'
    return ""


def why_not_headers(given: Mapping[str, str], client: Any) -> str:
    """Return why no batch carries a call with these headers; empty if one can."""
    named = [name for name in given if name != "anthropic-beta"]  # the betas of a call stand in its body
    named += [name for name in client._custom_headers if _MEANT.match(name)]
    return f"a batch of Bedrock carries no headers of its calls ({', '.join(named)})" if named else ""


def identity(client: Any) -> tuple[Any, ...]:
    """Return what identifies the account of a client: where it is, and its access key or profile."""
    key, profile = client.aws_access_key, client.aws_profile
    if not key and not profile:  # then AWS's rules hold, by which these come first
        key, profile = os.environ.get("AWS_ACCESS_KEY_ID"), os.environ.get("AWS_PROFILE")
    return client.aws_region, key, profile


def preparer(client: Any) -> Prepare:
    """Return the function that addresses and signs requests to Bedrock and to the bucket, and to nobody else."""
    base_url = str(client.base_url).rstrip("/")
    ours, storage = {root_of(base_url), root_of(jobs_url(base_url))}, _storage_url(client.aws_region)
    held = functools.cache(lambda: _credentials(client))

    def prepare(method: str, url: str, headers: dict[str, str]) -> tuple[str, dict[str, str], Any]:
        del method
        is_stored = url.startswith("s3://")
        address = _address_in(storage, url) if is_stored else url
        if not is_stored and root_of(url) not in ours:
            message = f"{urlsplit(url).netloc} is neither the account's host nor that of its bucket"
            raise ValueError(message)
        sign = functools.partial(_sign, held(), _BUCKETS if is_stored else "bedrock", client.aws_region)
        return address, headers, signing_auth(client._client, sign)

    return prepare


def _sign(held: Any, service: str, region: str, request: Any) -> None:
    """Add the headers that sign a request; what a proxy may change is not signed."""
    # Imported here alone: only who signs needs them.
    signers, requests = (importlib.import_module(f"botocore.{name}") for name in ("auth", "awsrequest"))
    content_type = request.headers.get("content-type")
    given = {} if content_type is None else {"content-type": content_type}
    asked = requests.AWSRequest(method=request.method, url=str(request.url), headers=given, data=request.content)
    signer = signers.S3SigV4Auth if service == _BUCKETS else signers.SigV4Auth
    signer(held.get_frozen_credentials(), service, region).add_auth(asked)
    request.headers.update(dict(asked.headers.items()))


def _credentials(client: Any) -> Any:
    """Return the credentials of a client: its own, or those that AWS's clients find, as the SDK does it."""
    credentials, session = (importlib.import_module(f"botocore.{name}") for name in ("credentials", "session"))
    if client.aws_access_key and client.aws_secret_key:
        return credentials.Credentials(client.aws_access_key, client.aws_secret_key, client.aws_session_token)
    found = session.Session(profile=client.aws_profile).get_credentials()
    if found is None:
        message = "AWS's usual places (variables, files, roles) hold no credentials"
        raise RuntimeError(message)
    return found


def _storage_url(region: str) -> str:
    """Return the address of S3 in a region, or of what stands for it in this environment."""
    return os.environ.get(ENDPOINT, "").strip().rstrip("/") or f"https://s3.{region}.amazonaws.com"


def _address_in(storage: str, uri: str) -> str:
    """Return the address of an object, or of a bucket; the name of a bucket is part of the host where it can be."""
    parts = urlsplit(uri)
    if not _BUCKET.fullmatch(parts.netloc):
        message = f"{parts.netloc!r} is no name of a bucket"
        raise ValueError(message)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    scheme, host = root_of(storage)
    if "." in parts.netloc or not is_one_of(host, _STORAGE_HOSTS):
        return f"{storage}/{parts.netloc}{path}"
    return f"{scheme}://{parts.netloc}.{host}{path}"
