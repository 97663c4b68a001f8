"""The Files APIs of OpenAI's family."""

from __future__ import annotations

import hashlib
from typing import Any

from deferred.simulator.base import Host
from deferred.simulator.family_errors import invalid, refusal
from deferred.simulator.family_knobs import Member, new_id
from deferred.simulator.family_lists import page_of
from deferred.simulator.multipart import Part, parse
from deferred.simulator.openai_files import StoredFile
from deferred.simulator.wire import ApiError, Request, Response, hex_token, json_response

Json = dict[str, Any]
OK, FOUND = 200, 302
ROUTING = ("target_model_names", "custom_llm_provider")  # fields by which a proxy knows where a file belongs


class FamilyFiles:
    """The files of all accounts of one member."""

    def __init__(self, host: Host, member: Member) -> None:
        """Begin without any."""
        self._host, self._member, self._knobs = host, member, member.uploads
        self._files: dict[str, StoredFile] = {}
        self._signed: dict[str, str] = {}  # a token of an address, and the file it is of
        self._lasting: set[str] = set()  # files that were uploaded without an expiry
        host.job_list.also_stored.append(lambda: list(self._files))

    def get(self, file_id: str) -> StoredFile | None:
        """Give a file of any account; None where there is none."""
        stored = self._files.get(file_id)
        lasts = stored is not None and (stored.expires is None or stored.expires > self._host.clock.now())
        return stored if lasts else None

    def upload(self, request: Request, account: str) -> Response:
        """Store a file."""
        form = parse(request.headers.get("content-type", ""), request.body)
        self._check_form(request, form)
        part = form["file"]
        self._check_data(part.data, account)
        expires, lasting = self._expiry(form)
        if (
            lasting
            and self._knobs.most_lasting is not None
            and self._count_lasting(account) >= self._knobs.most_lasting
        ):
            text = f"The quota for files without expiry is reached. The maximum is {self._knobs.most_lasting}."
            raise refusal(self._member, 400, text, "quotaExceeded")
        name = form["file_name"].data.decode() if "file_name" in form else part.filename or "upload"
        stored = self.store(name, part.data, account, expires)
        if lasting:
            self._lasting.add(stored.id)
        self._host.emit("file_uploaded", id=stored.id)
        shown = self._show(stored, request)
        if self._host.faults.wrapped_upload:
            shown = {"code": 20000, "message": "Ok", "status": True, "data": shown}
        return json_response(shown)

    def _check_form(self, request: Request, form: dict[str, Part]) -> None:
        for name in ("file", "purpose", *self._knobs.also_needs):
            if name not in form:
                raise invalid(self._member, name, f"'{name}' is a required property", "missing_required_parameter")
        purpose = form["purpose"].data.decode()
        if purpose != self._knobs.purpose:
            text = f"Invalid value: '{purpose}'. Supported values are: '{self._knobs.purpose}'."
            raise invalid(self._member, "purpose", text)
        routed = any(name in form for name in ROUTING) or "x-litellm-model" in request.headers
        if self._host.faults.needs_routing and not (routed or "custom-llm-provider" in request.headers):
            raise refusal(self._member, 400, "No provider is named: send target_model_names or custom_llm_provider.")

    def _check_data(self, data: bytes, account: str) -> None:
        most = bounds_of(self._host, self._member).bytes
        if len(data) > most:
            raise refusal(self._member, 413, f"The file is too large. The limit is {most} bytes.")
        if not self._knobs.once:
            return
        digest = hashlib.sha256(data).digest()
        for stored in self._files.values():
            if stored.account == account and hashlib.sha256(stored.data).digest() == digest:
                text = f"A file with the same checksum exists already: {stored.id}"
                raise ApiError(409, {"error": text, "file_id": stored.id})

    def _expiry(self, form: dict[str, Part]) -> tuple[float, bool]:
        """Give the time at which a file goes, and whether nobody asked for one."""
        now, names = self._host.clock.now(), ("expires_after[seconds]", "expires_after.seconds")
        given = next((form[name] for name in names if name in form), None)
        if given is None:
            return now + self._knobs.kept, True
        shortest, longest = self._knobs.lasts or (1, 0)
        if not shortest <= int(given.data) <= longest:
            text = f"Invalid 'expires_after.seconds': must be between {shortest} and {longest}."
            raise invalid(self._member, "expires_after", text)
        return now + int(given.data), False

    def _count_lasting(self, account: str) -> int:
        mine = (self._files[name] for name in self._lasting if name in self._files)
        return sum(stored.account == account for stored in mine)

    def store(
        self, filename: str, data: bytes, account: str, expires: float | None, file_id: str | None = None
    ) -> StoredFile:
        """Keep a file: an uploaded one, or a result with an id of its own."""
        purpose = self._knobs.purpose if file_id is None else "batch_output"
        name = file_id or new_id(self._knobs.id)
        stored = StoredFile(name, purpose, filename, data, self._host.clock.now(), expires, account)
        self._files[stored.id] = stored
        return stored

    def _show(self, stored: StoredFile, request: Request) -> Json:
        shown = stored.show(self._host.faults.clock_skew)
        if self._knobs.shape == "together":
            lines = stored.data.count(b"\n") + 1
            more = {"processing_status": "COMPLETED", "LineCount": lines, "Processed": True, "FileType": "jsonl"}
            return {name: shown[name] for name in ("id", "object", "purpose", "bytes", "created_at", "filename")} | more
        if self._member.classic and request.method == "POST" and "/v1/" not in request.path:
            shown["status"] = "pending"  # the older route says so right after an upload
        return shown

    def _find(self, account: str, file_id: str) -> StoredFile:
        stored = self.get(file_id)
        if stored is None or stored.account != account:
            raise refusal(self._member, 404, f"No such File object: {file_id}", "not_found", "id")
        return stored

    def get_file(self, request: Request, account: str, file_id: str) -> Response:
        """Describe a file."""
        return json_response(self._show(self._find(account, file_id), request))

    def content(self, _request: Request, account: str, file_id: str) -> Response:
        """Give a file's bytes, or the address where they are."""
        stored = self._find(account, file_id)
        if not self._knobs.redirects:
            return _bytes_of(stored)
        signature = hex_token()
        self._signed[signature] = stored.id
        # "localhost" is another host than the address clients are given, so keys must stay behind.
        other = self._host.url.replace("127.0.0.1", "localhost")
        return Response(FOUND, b"", {"location": f"{other}/signed/{self._member.name}/{signature}"})

    def signed(self, request: Request, _account: str, signature: str) -> Response:
        """Give a file's bytes to who has its address, as storage does: once signed, with no key besides."""
        if any(name in request.headers for name in self._member.keys):
            raise ApiError(400, "Only one auth mechanism allowed; only the signature should be given.")
        if signature not in self._signed:
            raise ApiError(403, "SignatureDoesNotMatch")
        return _bytes_of(self._files[self._signed[signature]])

    def delete_file(self, _request: Request, account: str, file_id: str) -> Response:
        """Delete a file."""
        if not (self._knobs.deletes_anything and file_id not in self._files):
            self.forget(self._find(account, file_id).id)
        return json_response({"id": file_id, "object": "file", "deleted": True})

    def forget(self, file_id: str) -> None:
        """Delete a file that a job has used."""
        self._files.pop(file_id, None)

    def list_files(self, request: Request, account: str) -> Response:
        """List files."""
        mine = [stored for stored in self._files.values() if stored.account == account and self.get(stored.id)]
        if request.query.get("order", "desc") == "desc":
            mine.reverse()
        items = [(stored.id, self._show(stored, request)) for stored in mine]
        if self._member.lists.paging != "after":  # theirs have no pages
            return json_response({"object": "list", "data": [shown for _, shown in items]})
        return page_of(self._member, request, items, (10_000, 10_000))


def bounds_of(host: Host, member: Member) -> Any:
    """Give a member's bounds, or those of a test."""
    return host.limits.members.get(member.name, member.bounds)


def _bytes_of(stored: StoredFile) -> Response:
    headers = {
        "content-type": "application/octet-stream",
        "content-disposition": f'attachment; filename="{stored.filename}"',
    }
    return Response(OK, stored.data, headers)
