"""google-genai: the account of a client of Vertex AI, its bucket, and what no batch of it takes."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from deferred.capture.connection import Prepare
from deferred.capture.http_clients import with_params
from deferred.core.fingerprint import fingerprint
from deferred.core.hosts import is_one_of, root_of
from deferred.providers.bucket_jobs import BUCKET_HEADER
from deferred.providers.vertex import importer
from deferred.providers.vertex.batch import SHAPE_HEADER
from deferred.providers.vertex.bucket import EMULATOR, HOST, storage_url
from deferred.providers.vertex.profile import HOSTS
from deferred.session.protocol import BlockSession

PROVIDER = "vertex"
PUBLISHER = "/publishers/google"
_MODEL = re.compile(r"(^|/)publishers/google/models/[^/]+$")
_NO_BUCKET = (
    "batches of Vertex AI read and write a bucket of yours, and none is named: deferred.batch("
    'bucket="gs://name/prefix"), or DEFERRED_BUCKET'
)
_NO_PROJECT = "batches of Vertex AI need a project, a location and credentials; a client with an API key has none"
_STORAGE = ("/storage/v1/", "/upload/storage/v1/")


def why_not(session: BlockSession, api: Any) -> str:
    """Return why no batch carries the calls of a client of Vertex AI; empty if one can."""
    if api.api_key or not (api.project and api.location):
        return _NO_PROJECT
    if not (session.settings.bucket or "").startswith("gs://"):
        return _NO_BUCKET
    netloc = _netloc(api._http_options.base_url)
    spoken = session.spoken_at(netloc)
    if spoken not in {"", PROVIDER}:
        return f"{netloc} is declared to speak the API of {spoken}, and a client of Vertex AI does not"
    if not is_one_of(netloc, HOSTS) and not session.knows_host(netloc):
        return f'{netloc} is not known to be of Vertex AI; hosts=["{netloc}"] says that it is'
    why = why_not_bucket(session)
    if why:
        return why
    if getattr(api, "_use_google_auth_sync", bool)():
        return "it shows a client certificate of this machine, which batches cannot do yet"
    if "/projects/" not in base_url_of(api):
        return "its address names no project"
    return ""


def why_not_bucket(session: BlockSession) -> str:
    """Return why no job of Vertex AI can use the bucket of a session; empty if one can."""
    if session.settings.bucket is None:
        return _NO_BUCKET
    netloc = _netloc(storage_url())
    if netloc == HOST or session.knows_host(netloc):
        return ""
    return f'{netloc} is not known to be of Vertex AI (it is from {EMULATOR}); hosts=["{netloc}"] says that it is'


def why_not_model(path: str) -> str:
    """Return why no batch carries a call, by its path; empty if one can."""
    return "" if _MODEL.search(path) else "batches are supported for Google's own models only"


def why_not_body(body: Mapping[str, Any]) -> str:
    """Return why no batch carries a call, by its body; empty if one can."""
    why = importer.objection(importer.importable(body))
    return f"it would fail the whole batch: {why}" if why else ""


def kept_apart(session: BlockSession, body: dict[str, Any]) -> dict[str, str]:
    """Return headers that are not sent: what the calls of one job have in common."""
    kinship = importer.kinship(body)
    return {BUCKET_HEADER: str(session.settings.bucket), **({SHAPE_HEADER: kinship} if kinship else {})}


def base_url_of(api: Any) -> str:
    """Return the address of a client's calls: version, project and location included."""
    path = f"{PUBLISHER[1:]}/models/-:generateContent"
    return str(api._build_request("post", path, {}, None).url).rpartition(PUBLISHER)[0]


def identity(api: Any) -> tuple[str, ...]:
    """Return the source of a client's credentials, which is the same in all processes."""
    return named(_credentials(api))


def named(held: Any) -> tuple[str, ...]:
    """Return what is the same in all processes about credentials of Google."""
    kind = f"{type(held).__module__}.{type(held).__qualname__}"
    return kind, _email(held), str(getattr(held, "quota_project_id", None) or "")


def is_named(held: Any) -> bool:
    """Whether credentials of Google have the name of an account, or are those of this machine."""
    return bool(_email(held)) or _is_of_machine(held)


def source(api: Any) -> str:
    """Return what tells a client's credentials from others of this process; no token, where tokens rotate."""
    held = _credentials(api)
    if is_named(held):
        return ""
    refresh = getattr(held, "refresh_token", None)
    return fingerprint(refresh) if isinstance(refresh, str) else str(id(held))


def preparer(api: Any, theirs: Any, base_url: str, secret: Mapping[str, str]) -> Prepare:
    """Return the function that addresses and authorises requests to Vertex AI and to the bucket, and to nobody else."""
    root, storage = root_of(base_url), storage_url()

    def prepare(method: str, url: str, headers: dict[str, str]) -> tuple[str, dict[str, str], Any]:
        del method
        if is_of_storage(url, storage):
            return url, _authorization(api), None
        if root_of(url) != root:
            message = f"{_netloc(url)} is neither the account's host nor that of its bucket"
            raise ValueError(message)
        given = {**api._http_options.headers, **headers, **secret, **_authorization(api)}
        return with_params(theirs, url), given, None

    return prepare


def is_of_storage(url: str, storage: str) -> bool:
    """Whether an address is one of the bucket, at the address of Cloud Storage that an account was opened with."""
    return url.startswith(tuple(storage + path for path in _STORAGE))


def _authorization(api: Any) -> dict[str, str]:
    given = {"Authorization": f"Bearer {api._access_token()}"}
    quota = getattr(api._credentials, "quota_project_id", None)
    return {**given, "x-goog-user-project": quota} if quota else given


def _credentials(api: Any) -> Any:
    """Return the credentials of a client; those of the environment are loaded as the SDK does at its first request."""
    if api._credentials is None:
        module: Any = sys.modules["google.genai._api_client"]
        api._credentials, _ = module.load_auth(project=api.project)
    return api._credentials


def _email(held: Any) -> str:
    # Those of a machine find their own email later, by asking the machine.
    found = None if _is_of_machine(held) else getattr(held, "service_account_email", None)
    return found if isinstance(found, str) else ""


def _is_of_machine(held: Any) -> bool:
    return type(held).__module__.startswith("google.auth.compute_engine")


def _netloc(url: str) -> str:
    return urlsplit(url).netloc.lower()
