"""The service where something is scarce or somebody means ill: files, time, manners."""

from __future__ import annotations

import json
import logging
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import uvicorn
from starlette.testclient import TestClient

from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory
from duizhao.memory.search.match import Match
from duizhao.memory.service.app import address_of, create_app
from duizhao.memory.service.connections import BoundedConnection, Sparing, most_connections

from ..present import present

LOCAL = "http://127.0.0.1:8080"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("service") / "memory.db"
    with Memory(path) as memory:
        memory.add([Unit("大会，", "The General Assembly,")])
    return path


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[TestClient]:
    with TestClient(create_app(store), base_url=LOCAL) as client:
        yield client


# -- manners --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/tmserver/en/zh_hans/unit/The%20General%20Assembly,", "/api/status", "/healthz"]
)
def test_head_is_get_without_the_body(client: TestClient, path: str) -> None:
    whole, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"] != "0"
    assert head.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/tmserver/languages/", "GET, HEAD, OPTIONS"),
        ("/api/status", "GET, HEAD, OPTIONS, POST"),
        ("/api/units", "OPTIONS, POST"),
        ("/tmserver/en/zh/unit/and/or", "GET, HEAD, OPTIONS, POST, PUT"),
    ],
)
def test_options(client: TestClient, path: str, allowed: str) -> None:
    response = client.options(path)
    assert (response.status_code, response.headers["allow"]) == (204, allowed)
    assert not any(name.startswith("access-control") for name in response.headers)


def test_no_such_address(client: TestClient) -> None:
    for path in ("/nowhere", "/tmserver/languages/zh/en", "/tmserver///unit/x"):
        assert client.options(path).status_code == 404
    assert client.head("/nowhere").status_code == 404
    assert client.head("/api/units").status_code == 405
    assert (
        client.delete("/api/units", headers={"content-type": "application/json"}).status_code == 405
    )


CHANGE = json.dumps({"ids": [1], "status": "rejected"}).encode()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 415),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({"content-type": "application/json", "origin": "http://evil.example"}, 403),
        ({"content-type": "application/json", "origin": "null"}, 403),
        ({"content-type": "application/json", "origin": "http://127.0.0.1:9999"}, 403),
        ({"origin": "http://evil.example"}, 403),
    ],
)
def test_a_page_of_another_site_changes_nothing(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    for path in ("/api/status", "/api/units", "/api/search"):
        response = client.request("POST", path, content=CHANGE, headers=headers)
        assert response.status_code == status
    assert client.get("/api/search", params={"text": "大会，"}).json()[0]["status"] == "draft"


def test_our_own_page_may(client: TestClient) -> None:
    headers = {"content-type": "application/json; charset=utf-8", "origin": LOCAL}
    body = json.dumps({"ids": [1], "status": "draft"})
    assert client.post("/api/status", content=body, headers=headers).json() == {"changed": 0}


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:80"),
        ("::1", "http://[::1]:80"),
        ("[::1]", "http://[::1]:80"),
        ("localhost", "http://localhost:80"),
    ],
)
def test_the_address_that_is_printed(host: str, address: str) -> None:
    assert address_of(host, 80) == address


def test_the_log_is_on_before_anybody_reads(tmp_path: Path) -> None:
    store = tmp_path / "m.db"
    with Memory(store) as memory:
        memory.add([Unit("附件", "Annex")])
    with TestClient(create_app(store), base_url=LOCAL) as client:
        assert client.get("/readyz").status_code == 200
        assert store.with_name(store.name + "-wal").exists()
    assert not store.with_name(store.name + "-wal").exists()


# -- connections ----------------------------------------------------------------------------


@contextmanager
def served(store: Path, kind: type[BoundedConnection]) -> Iterator[tuple[str, int]]:
    config = uvicorn.Config(create_app(store), http=kind, log_level="critical", port=0)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[:2]
    finally:
        server.should_exit = True
        thread.join(10)


REQUEST = b"GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n"


def test_one_too_many_is_told_to_come_back(store: Path) -> None:
    class Few(BoundedConnection):
        most = 2

    with served(store, Few) as address:
        held = [socket.create_connection(address, 5) for _ in range(2)]
        for one in held:
            one.sendall(REQUEST)
            assert one.recv(4096).startswith(b"HTTP/1.1 200")
        with socket.create_connection(address, 5) as further:
            said = b"".join(iter(lambda: further.recv(4096), b""))
        assert said.startswith(b"HTTP/1.1 429 ")
        assert b"retry-after: 1\r\n" in said
        held.pop().close()
        time.sleep(0.1)
        with socket.create_connection(address, 5) as further:
            further.sendall(REQUEST)
            assert further.recv(4096).startswith(b"HTTP/1.1 200")
        held.pop().close()


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET /healthz HT",
        b"POST /api/search HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
        b"content-length: 100\r\n\r\n{",
    ],
)
def test_half_open_connections_time_out(store: Path, sent: bytes) -> None:
    class Hasty(BoundedConnection):
        receive_seconds = 0.3

    with served(store, Hasty) as address, socket.create_connection(address, 5) as slow:
        slow.sendall(sent)
        began = time.monotonic()
        with suppress(ConnectionResetError):
            assert slow.recv(4096) == b""
        assert 0.2 < time.monotonic() - began < 4


def test_an_answer_that_nobody_takes_in_time_is_cut_off(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Hasty(BoundedConnection):
        answer_seconds = 0.3

    def slowly(*_: object, **__: object) -> list[Match]:
        time.sleep(1.5)
        return []

    monkeypatch.setattr(Memory, "search", slowly)
    with served(store, Hasty) as address, socket.create_connection(address, 5) as slow:
        slow.sendall(REQUEST.replace(b"/healthz", b"/api/search?text=a"))
        with suppress(ConnectionResetError):
            assert slow.recv(4096) == b""


# -- the whole process ----------------------------------------------------------------------

SLOW = """
import sys, time
from duizhao.memory.facade import Memory
Memory.search = lambda *_, **__: time.sleep(60)
from duizhao.cli import main
sys.exit(main(["tm", "serve", sys.argv[1], "--port", "0"]))
"""


@contextmanager
def process(
    *command: str, files: int | None = None
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    def limit() -> None:
        if files:
            resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))

    running = subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=limit,
    )
    with running:
        try:
            yield running, int(present(running.stdout).readline().rpartition(b":")[2])
        finally:
            running.kill()


def test_it_ends_within_ten_seconds_whatever_is_at_work(store: Path) -> None:
    with process("-c", SLOW, str(store)) as (running, port):
        with socket.create_connection(("127.0.0.1", port), 5) as waiting:
            waiting.sendall(REQUEST.replace(b"/healthz", b"/api/search?text=a"))
            time.sleep(0.3)
            began = time.monotonic()
            running.send_signal(signal.SIGTERM)
            assert running.wait(20) in (0, -signal.SIGTERM)
        assert time.monotonic() - began < 10


def test_out_of_files_it_answers_and_keeps_quiet(store: Path) -> None:
    words = ("-m", "duizhao", "tm", "serve", str(store), "--port", "0")
    with process(*words, files=100) as (running, port):
        held = []
        for _ in range(150):
            one = socket.create_connection(("127.0.0.1", port), 5)
            one.sendall(REQUEST)
            held.append(one)
        time.sleep(1)
        answers = [one.recv(64)[:12] for one in held]
        assert set(answers) == {b"HTTP/1.1 200", b"HTTP/1.1 429"}
        for one in held:
            one.close()
        time.sleep(0.2)
        with socket.create_connection(("127.0.0.1", port), 5) as later:
            later.sendall(REQUEST)
            assert later.recv(64).startswith(b"HTTP/1.1 200")
        running.terminate()
        assert len(present(running.stderr).read()) < 5000


def test_there_are_files_for_all_connections() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 300), hard))
        assert 1 <= most_connections(400) <= 400
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= min(hard, 464)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_log_has_ten_lines_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("duizhao.memory.service.connections.time.monotonic", lambda: now)
    sparing = Sparing(most=10)

    def record() -> logging.LogRecord:
        return logging.LogRecord("a", logging.ERROR, "", 0, "out of %s", ("files",), None)

    assert sum(sparing.filter(record()) for _ in range(1000)) == 10
    now += 61
    later = record()
    assert sparing.filter(later)
    assert later.getMessage() == "out of files (990 further messages left out)"
