"""The guard of the service by itself: borders of its limits, tokens, other sites."""

from __future__ import annotations

import asyncio
import base64
from typing import Any

import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from duizhao.memory.service.guard import Guard
from duizhao.memory.service.limits import RequestLimits

LIMITS = RequestLimits(body=10, address=20)
HOST = (b"host", b"localhost:80")
JSON = (b"content-type", b"application/json; charset=utf-8")


def ask(
    path: str = "/a",
    *,
    method: str = "GET",
    query: bytes = b"",
    headers: tuple[tuple[bytes, bytes], ...] = (HOST,),
    bodies: tuple[bytes, ...] = (b"",),
    tokens: dict[str, str] | None = None,
    kind: str = "http",
) -> tuple[int, dict[str, Any], dict[bytes, bytes], bytes]:
    """Status, the scope that was passed on, headers, and body; 0 where nothing was answered."""
    passed: dict[str, Any] = {}
    sent: list[dict[str, Any]] = []
    waiting = list(bodies)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        passed.update(scope)
        for _ in bodies:
            await receive()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"text"})

    async def receive() -> Message:
        return {"type": "http.request", "body": waiting.pop(0)}

    async def send(message: Message) -> None:
        sent.append(dict(message))

    scope = {
        "type": kind, "path": path, "raw_path": path.encode(), "query_string": query,
        "method": method, "headers": headers,
    }  # fmt: skip
    guard = Guard(app, LIMITS, tokens or {}, lambda path: {"GET"} if path == "/a" else set())
    asyncio.run(guard(scope, receive, send))
    start = sent[0]
    return start["status"], passed, dict(start["headers"]), sent[1]["body"]


def test_addresses_up_to_the_limit() -> None:
    assert ask("/" + "a" * 14, query=b"12345")[0] == 200
    status, passed, _, body = ask("/" + "a" * 14, query=b"123456")
    assert (status, passed) == (414, {}) and b"too long" in body


def test_bodies_up_to_the_limit() -> None:
    assert ask(bodies=(b"12345", b"67890"))[0] == 200
    with pytest.raises(HTTPException) as raised:
        ask(bodies=(b"12345", b"678901"))
    assert raised.value.status_code == 413
    assert ask(headers=(HOST, (b"content-length", b"10")))[0] == 200
    for declared in (b"11", b"-1", b"ten"):
        assert ask(headers=(HOST, (b"content-length", declared)))[0] == 413


@pytest.mark.parametrize(
    ("host", "status"),
    [
        (b"localhost", 200), (b"127.0.0.1:80", 200), (b"[::1]:80", 200), (b"[::1]", 200),
        (b"example.org", 421), (b"example.org:80", 421), (b"localhost.example.org:1", 421),
    ],
)  # fmt: skip
def test_local_names_only(host: bytes, status: int) -> None:
    assert ask(headers=((b"host", host),))[0] == status
    # Where a token is asked for, it may have any name.
    known = (b"authorization", b"Bearer secret")
    assert ask(headers=((b"host", host), known), tokens={"secret": "wang"})[0] == 200


@pytest.mark.parametrize(
    ("header", "user"),
    [
        (b"Bearer secret", "wang"), (b"bearer  secret ", "wang"), (b"Bearer other", "li"),
        (b"Basic " + base64.b64encode(b"any:secret"), "wang"), (b"Bearer wrong", None),
        (b"Basic " + base64.b64encode(b"secret:"), None), (b"Basic %%%", None), (b"", None),
        (b"Digest secret", None), (b"secret", None),
    ],
)  # fmt: skip
def test_tokens_and_their_users(header: bytes, user: str | None) -> None:
    tokens = {"secret": "wang", "other": "li"}
    status, passed, headers, _ = ask(headers=(HOST, (b"authorization", header)), tokens=tokens)
    assert status == (200 if user else 401)
    assert passed.get("duizhao.user") == user
    assert (b"www-authenticate" in headers) is (user is None)
    for path in ("/healthz", "/readyz"):
        assert ask(path, tokens=tokens)[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_changes_from_elsewhere(method: str) -> None:
    assert ask(method=method, headers=(HOST, JSON))[0] == 200
    assert ask(method=method)[0] == 415
    assert ask(method=method, headers=(HOST, (b"content-type", b"text/plain")))[0] == 415
    for origin, status in (
        (b"http://localhost:80", 200), (b"https://localhost:80", 200),
        (b"http://localhost:81", 403), (b"null", 403),
    ):  # fmt: skip
        assert ask(method=method, headers=(HOST, JSON, (b"origin", origin)))[0] == status
    assert ask(headers=(HOST, (b"origin", b"http://example.org")))[0] == 200


def test_head_options_and_slashes() -> None:
    status, passed, _, body = ask(method="HEAD")
    assert (status, passed["method"], body) == (200, "GET", b"")
    status, passed, headers, body = ask(method="OPTIONS")
    assert (status, passed, headers[b"allow"], body) == (204, {}, b"GET, HEAD, OPTIONS", b"")
    assert ask("/none", method="OPTIONS")[1]["method"] == "OPTIONS"
    assert ask()[3] == b"text"
    # What is no request is passed on as it is.
    assert ask(kind="websocket", headers=())[0] == 200
