"""What every request passes before anything is done for it."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import re
from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import Depends, Request
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .limits import RequestLimits, is_loopback

_DOUBLE = re.compile(r"^(/tmserver|/api/v1)//+")
_OPEN = ("/healthz", "/readyz")
_USER = "duizhao.user"
"""Under which a request carries the name of its user."""
_CHANGING = ("POST", "PUT", "PATCH", "DELETE")


class Guard:
    """Turns away what is too large, carries no token, or comes by another name.

    Args:
        app: what is guarded.
        limits: see `RequestLimits`.
        tokens: of which requests must carry one, as ``Authorization: Bearer`` or as the password
            of ``Basic``, which is all that some clients can send, each with the name of its user;
            none for a service that anybody on this machine may use.
        methods: says what may be asked of a path.
    """

    def __init__(
        self,
        app: ASGIApp,
        limits: RequestLimits,
        tokens: Mapping[str, str],
        methods: Callable[[str], set[str]],
    ) -> None:
        self._methods = methods
        self._app = app
        self._limits = limits
        self._tokens = {token.encode(): name for token, name in tokens.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        user = self._user(headers.get(b"authorization", b""))
        # Virtaal puts a slash after a base address that ends in one.
        scope = {**scope, "path": _DOUBLE.sub(r"\1/", scope["path"]), _USER: user or ""}
        refusal = self._refusal(scope, headers, is_known=user is not None)
        if refusal is not None:
            await _answer(send, *refusal)
            return
        if scope["method"] == "OPTIONS" and (methods := self._methods(scope["path"])):
            await _allow(send, methods)
            return
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
            send = _without_body(send)
        left = self._limits.body

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(413, "the body is too large")
            return message

        await self._app(scope, counted, send)

    def _refusal(
        self, scope: Scope, headers: dict[bytes, bytes], *, is_known: bool
    ) -> tuple[int, str] | None:
        length = len(scope.get("raw_path") or b"") + len(scope["query_string"])
        if length > self._limits.address:
            return 414, "the address is too long"
        declared = headers.get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > self._limits.body:
            return 413, "the body is too large"
        if not self._tokens:
            # A page of somebody else's can make a browser ask us under its own name.
            host = headers.get(b"host", b"localhost").decode("latin-1")
            if not is_loopback(host.rpartition(":")[0] if _has_port(host) else host):
                return 421, "this service answers to local names only"
        elif scope["path"] not in _OPEN and not is_known:
            return 401, "a token is needed"
        if scope["method"] in _CHANGING:
            return _foreign(headers)
        return None

    def _user(self, header: bytes) -> str | None:
        """The name that goes with the token of a request; None where it carries none of ours."""
        kind, _, value = header.partition(b" ")
        given = value.strip()
        if kind.lower() == b"basic":
            try:
                given = base64.b64decode(given, validate=True).partition(b":")[2]
            except (binascii.Error, ValueError):
                given = b""
        elif kind.lower() != b"bearer":
            given = b""
        # All are compared, so that the time says nothing of which.
        found = [name for token, name in self._tokens.items() if hmac.compare_digest(given, token)]
        return found[0] if found else None


def _user_of(request: Request) -> str:
    return str(request.scope.get(_USER, ""))


User = Annotated[str, Depends(_user_of)]
"""Name of the user whose token a request carries, or ""."""


def _foreign(headers: dict[bytes, bytes]) -> tuple[int, str] | None:
    """Why a request that changes something may be the doing of somebody else's page."""
    origin = headers.get(b"origin")
    own = (b"http://" + headers.get(b"host", b""), b"https://" + headers.get(b"host", b""))
    if origin is not None and origin not in own:
        return 403, "this service takes no changes from pages of other sites"
    # A page can send other types, or none, without asking the browser's leave.
    kind = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
    if kind != b"application/json":
        return 415, "the content type must be application/json"
    return None


def _without_body(send: Send) -> Send:
    async def headers_only(message: Message) -> None:
        await send({**message, "body": b""} if "body" in message else message)

    return headers_only


async def _allow(send: Send, methods: set[str]) -> None:
    """Say what may be asked."""
    if "GET" in methods:
        methods = methods | {"HEAD"}
    allowed = ", ".join(sorted(methods | {"OPTIONS"})).encode()
    await send({"type": "http.response.start", "status": 204, "headers": [(b"allow", allowed)]})
    await send({"type": "http.response.body", "body": b""})


def _has_port(host: str) -> bool:
    return ":" in host.rpartition("]")[2] and host.rpartition(":")[2].isdigit()


async def _answer(send: Send, status: int, detail: str) -> None:
    body = json.dumps({"detail": detail}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    if status == 401:
        # A browser asks for the token as the password of any name.
        headers.append((b"www-authenticate", b'Bearer realm="duizhao"'))
        headers.append((b"www-authenticate", b'Basic realm="duizhao", charset="UTF-8"'))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
