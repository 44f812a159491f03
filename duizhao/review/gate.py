"""Who may see a review: a browser that came with a one-time link, and nobody else."""

from __future__ import annotations

import hmac
import secrets
from threading import Lock
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; script-src 'self' '{hash}'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; "
    "base-uri 'none'"
)


class Gate:
    """Lets in who carries a cookie, and gives one for a one-time token.

    Args:
        app: what is behind the gate.
        script_hash: of the one script that stands in the page itself, as a content security
            policy writes it.
    """

    def __init__(self, app: ASGIApp, passes: Passes, script_hash: str) -> None:
        self._app = app
        self._passes = passes
        self._policy = _POLICY.format(hash=script_hash).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, answer a token with a cookie, or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        token = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["path"] == "/" and token and self._passes.use(token):
            cookie = f"{self._passes.name}={self._passes.secret}; HttpOnly; SameSite=Strict; Path=/"
            # Not a redirect by the server: a browser withholds a strict cookie on one that
            # begins at another site, as a link in a mail does.
            await _send(send, 200, _ARRIVED, [(b"set-cookie", cookie.encode())])
            return
        if not self._passes.knows(headers.get(b"cookie", b"").decode("latin-1")):
            await _send(send, 401, _REFUSED, [])
            return

        async def with_policy(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                given = message.get("headers")
                own = [
                    (b"content-security-policy", self._policy),
                    (b"x-content-type-options", b"nosniff"),
                    (b"referrer-policy", b"no-referrer"),
                    (b"cache-control", b"no-store"),
                ]
                message = {
                    **message,
                    "headers": [*(given if isinstance(given, list) else []), *own],
                }
            await send(message)

        await self._app(scope, receive, with_policy)  # type: ignore[arg-type]


class Passes:
    """One-time tokens, and the secret that a browser gets for one.

    Attributes:
        name: of the cookie; differs by port, since cookies do not.
        secret: its value.

    Args:
        port: of the server.
    """

    def __init__(self, port: int) -> None:
        self.name = f"duizhao-{port}"
        self.secret = secrets.token_urlsafe(32)
        self._lock = Lock()
        self._tokens: set[str] = set()

    def new(self) -> str:
        """A token that lets one browser in."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._tokens.add(token)
        return token

    def use(self, token: str) -> bool:
        """Whether a token is good; it is used up."""
        with self._lock:
            found = [one for one in self._tokens if hmac.compare_digest(one, token)]
            self._tokens.difference_update(found)
        return bool(found)

    def knows(self, cookies: str) -> bool:
        """Whether a header of cookies has the secret."""
        pairs = (one.strip().partition("=") for one in cookies.split(";"))
        return any(
            name == self.name and hmac.compare_digest(value.encode(), self.secret.encode())
            for name, _, value in pairs
        )


_ARRIVED = """<!doctype html><html lang="en"><meta charset="utf-8"><title>duizhao</title>
<meta http-equiv="refresh" content="0; url=/"><p><a href="/">Open the review</a></p></html>"""
_REFUSED = """<!doctype html><html lang="en"><meta charset="utf-8"><title>duizhao</title>
<p>This link has been used. Start <code>duizhao review</code> again, or make a new link in the
window that is open (“Link for another browser”).</p>
<p lang="zh">此链接已经用过。请重新运行 <code>duizhao review</code>，
或在已打开的窗口中新建链接。</p></html>"""


async def _send(send: Send, status: int, page: str, headers: list[tuple[bytes, bytes]]) -> None:
    body = page.encode()
    start = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
        (b"referrer-policy", b"no-referrer"),
        *headers,
    ]
    await send({"type": "http.response.start", "status": status, "headers": start})
    await send({"type": "http.response.body", "body": body})
