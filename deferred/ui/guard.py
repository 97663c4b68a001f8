"""Guard: who may see the pages. The address has a token; other sites, and names that lead here, are refused."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; style-src 'self'{}; script-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_WRONG_ADDRESS = "This address lacks the right token. Open the whole address that `deferred ui` has printed.\n"
_NO_HOST = "This server is asked by 127.0.0.1 and its port alone. Open the address that `deferred ui` has printed.\n"
_NO_ORIGIN = "Another page asked for this, so nothing was done. Use the buttons of this server's own pages.\n"
STYLE_HASH = "style_hash"  # in the state of a request: what its policy allows besides the file of styles


class Guard:
    """Lets requests through that have the token, name this host and, if they change something, come from its pages."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        """`port` is that of this server."""
        self._app, self._token = app, token
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                _seal(MutableHeaders(scope=message), state.get(STYLE_HASH, ""))
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, sealed)
            return
        await self._app({**scope, "root_path": f"/{self._token}"}, receive, sealed)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host not in self._hosts:  # a name of another's that was made to lead to this machine
            return PlainTextResponse(_NO_HOST, 421)
        given = scope["path"].split("/")[1]
        if not secrets.compare_digest(given.encode(), self._token.encode()):
            return PlainTextResponse(_WRONG_ADDRESS, 403)
        if scope["method"] not in {"GET", "HEAD"} and headers.get("origin") != f"http://{host}":
            return PlainTextResponse(_NO_ORIGIN, 403)
        return None


def _seal(headers: MutableHeaders, style_hash: str) -> None:
    """Allow a page its own styles and script alone, and let nobody keep it or show it inside another."""
    headers["Content-Security-Policy"] = _POLICY.format(f" '{style_hash}'" if style_hash else "")
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"  # with `no-referrer` browsers hide the origin of our own forms too
    headers["Cross-Origin-Opener-Policy"] = headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Cache-Control"] = "no-store"
