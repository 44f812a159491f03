"""The server: who is let in, what is refused, what comes back."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from starlette.testclient import TestClient

import duizhao
from duizhao.review import recent
from duizhao.review.file import ProjectFile
from duizhao.review.gate import Passes
from duizhao.review.server import create_app
from duizhao.review.session import Session

from .made import plain_state


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setenv("DUIZHAO_STATE", str(tmp_path / "state"))
    file = ProjectFile(tmp_path / "a.duizhao", create=True)
    file.fill(plain_state(), {"title": "a", "zh": "a.zh.txt", "en": "a.en.txt"}, {})
    file.close()
    running = Session(tmp_path)
    running.open_project(tmp_path / "a.duizhao")
    yield running
    running.close()


@pytest.fixture
def passes() -> Passes:
    return Passes(8000)


@pytest.fixture
def client(session: Session, passes: Passes) -> TestClient:
    client = TestClient(create_app(session, passes), base_url="http://127.0.0.1:8000")
    client.get("/", params={"token": passes.new()})
    return client


def operate(client: TestClient, base: int | None = None, **operation: Any) -> Any:
    return client.post("/api/operations", json={"operation": operation, "base": base})


def test_links_without_their_documents_are_refused(session: Session, client: TestClient) -> None:
    (session.folder / "nowhere.links").write_text("[0]:[0]\n", "utf-8")
    answer = client.post("/api/open", json={"path": "nowhere.links"})
    assert answer.status_code == 422
    assert "give the two documents and --pins nowhere.links" in answer.json()["detail"]


def test_a_token_works_once(session: Session, passes: Passes) -> None:
    app = create_app(session, passes)
    token = passes.new()
    stranger = TestClient(app, base_url="http://127.0.0.1:8000")
    assert stranger.get("/api/rows").status_code == 401
    assert stranger.get("/", params={"token": "guess"}).status_code == 401
    first = TestClient(app, base_url="http://127.0.0.1:8000")
    assert "HttpOnly" in first.get("/", params={"token": token}).headers["set-cookie"]
    assert first.get("/api/rows").status_code == 200
    assert stranger.get("/", params={"token": token}).status_code == 401


def test_pages_of_others_get_nothing(client: TestClient) -> None:
    assert client.get("/api/rows", headers={"host": "evil.example"}).status_code == 421
    answer = client.post("/api/undo", json={}, headers={"origin": "http://evil.example"})
    assert answer.status_code == 403
    assert client.post("/api/undo", content="{}").status_code == 415
    policy = client.get("/").headers["content-security-policy"]
    assert "script-src 'self' 'sha256-" in policy
    for name in ("../session.py", "..%2fsession.py", "vendor/../../file.py", "none.js"):
        assert client.get(f"/static/{name}").status_code == 404


def test_a_change_and_its_undo(client: TestClient) -> None:
    rows = client.get("/api/rows").json()["rows"]
    changed = operate(client, 0, op="merge", row=rows[0][0]).json()
    assert changed["version"] == 1
    assert changed["removed"] == [rows[1][0]]
    assert changed["total"] == len(rows) - 1
    (place, merged), *_ = changed["rows"]
    assert place == 0
    assert [one[2] for one in merged[1]] == [rows[0][1][0][2], rows[1][1][0][2]]
    assert operate(client, 0, op="confirm", row=rows[0][0]).status_code == 409
    assert operate(client, 1, op="merge", row=9999).status_code == 422
    assert operate(client, 1, op="nonsense").json()["detail"].startswith("no operation")
    assert client.post("/api/undo", json={}).json()["total"] == len(rows)
    assert not client.get("/api/rows").json()["undo"]
    assert client.post("/api/undo", json={}).json()["type"] == "same"
    ops = [one["action"] for one in client.get("/api/journal").json()]
    assert ops == ["undo", "do"]


def test_details_and_export(client: TestClient, tmp_path: Path) -> None:
    row = client.get("/api/rows").json()["rows"][1][0]
    told = client.get(f"/api/rows/{row}").json()
    assert {mark["key"] for mark in told["marks"] if mark["both"]} >= {"1"}
    assert told["around"]["zh"]["segments"]
    done = client.post("/api/export", json={"path": "a.tmx", "client": "omegat"}).json()
    assert done["pairs"] == 9
    assert "Article 1:" in (tmp_path / "a.tmx").read_text("utf-8")
    for path in ("a.zh.txt", "a.duizhao", "a.nonsense"):
        assert client.post("/api/export", json={"path": path}).status_code == 422
    assert client.post("/api/export", json={"path": "no/where.tmx"}).status_code == 422


def dropped(client: TestClient, *files: tuple[str, str]) -> Any:
    data = [{"name": n, "data": base64.b64encode(text.encode()).decode()} for n, text in files]
    return client.post("/api/dropped", json={"files": data})


def test_files_that_are_dropped(client: TestClient, tmp_path: Path) -> None:
    first = str(tmp_path / "x.txt")
    assert dropped(client, ("x.txt", "一。")).json() == {"zh": first, "en": ""}
    assert Path(first).read_text("utf-8") == "一。"
    assert dropped(client, ("x.txt", "一。")).json()["zh"] == first
    other = dropped(client, ("x.txt", "Something other.")).json()
    assert other == {"zh": "", "en": str(tmp_path / "x-2.txt")}
    for name in ("..", "../../y.txt", "/y.txt", "C:\\y.txt", ""):
        assert dropped(client, (name, "一。")).status_code == 422
    files = [{"name": "z.txt", "data": "!"}]
    assert client.post("/api/dropped", json={"files": files}).status_code == 422


def test_two_files_go_to_the_sides_of_their_languages(client: TestClient, tmp_path: Path) -> None:
    english, chinese = ("one.txt", "The meeting began at nine.\n"), ("two.txt", "会议九点开始。\n")
    found = dropped(client, english, chinese).json()
    assert (Path(found["zh"]).name, Path(found["en"]).name) == ("two.txt", "one.txt")
    # Two of one language: both are shown, for the person to see.
    found = dropped(client, ("a.txt", "会议开始。"), ("b.txt", "会议结束。")).json()
    assert (Path(found["zh"]).name, Path(found["en"]).name) == ("a.txt", "b.txt")
    table = dropped(client, ("pairs.csv", "zh,en\n会议开始。,The meeting began.\n")).json()
    assert table == {"path": str(tmp_path / "pairs.csv")}


def test_a_folder_that_is_dropped(client: TestClient, session: Session, tmp_path: Path) -> None:
    texts = [
        ("set/zh/1.txt", "会议开始。\n\n会议结束。\n"),
        ("set/en/1.txt", "The meeting began.\n\nThe meeting ended.\n"),
        ("set/en/notes.txt", "Nobody translated these notes on the harvest.\n"),
    ]
    told = dropped(client, *texts).json()
    assert told == {"paths": [str(tmp_path / "set")]}
    assert dropped(client, *texts).json() == told
    changed = dropped(client, ("set/zh/1.txt", "另一个。")).json()
    assert changed == {"paths": [str(tmp_path / "set-2")]}
    client.post("/api/open", json={**told, "level": "paragraph"})
    wait_for(lambda: session.collection)
    listed = client.get("/api/collection").json()
    (pair,) = listed["documents"]
    assert [Path(pair[side]).parent.name for side in ("zh", "en")] == ["zh", "en"]
    assert [Path(one["path"]).name for one in listed["left"]] == ["notes.txt"]
    client.post("/api/open", json={"zh": pair["zh"], "en": pair["en"]})
    wait_for(lambda: session.opened)
    assert session.here().project.meta["level"] == "paragraph"
    client.post("/api/close", json={})
    (pair,) = client.get("/api/collection").json()["documents"]
    assert (pair["decided"], pair["rows"]) == (0, 2)
    assert client.post("/api/close", json={"documents": True}).json()["collection"] is None
    answer = client.post("/api/open", json={"paths": ["no-such-folder"]})
    assert answer.json()["problem"] == "no such file"


def wait_for(what: Callable[[], object]) -> None:
    deadline = monotonic() + 60
    while not what():
        assert monotonic() < deadline
        sleep(0.02)


def test_recent_projects(client: TestClient, tmp_path: Path) -> None:
    assert [one["title"] for one in recent.recent()] == ["a"]
    assert client.post("/api/close", json={}).json()["project"] is None
    assert client.get("/api/rows").status_code == 422
    answer = client.post("/api/open", json={"path": str(tmp_path / "a.duizhao")})
    assert answer.json()["project"]["rows"] == 12
    assert client.post("/api/open", json={"path": "nothing.tmx"}).status_code in (200, 422)


def test_realigning_around_what_is_confirmed(client: TestClient, session: Session) -> None:
    rows = client.get("/api/rows").json()["rows"]
    operate(client, op="confirm", row=rows[0][0])
    operate(client, op="merge", row=rows[1][0])
    answer = client.post("/api/realign", json={"row": rows[1][0]}).json()
    assert answer["type"] == "change"
    texts = [[one[2] for one in row[1]] for row in client.get("/api/rows").json()["rows"]]
    assert [rows[1][1][0][2]] in texts
    state = session.here().project.state
    assert str(state.rows[0].state) == "confirmed"
    assert client.post("/api/realign", json={"row": rows[0][0]}).status_code == 422


def test_a_memory_has_what_was_decided(
    client: TestClient, session: Session, tmp_path: Path
) -> None:
    first = client.post("/api/memory", json={"path": "m.db"}).json()
    assert (first["added"], first["replaced"], first["removed"]) == (9, 0, 0)
    rows = client.get("/api/rows").json()["rows"]
    operate(client, op="merge", row=rows[0][0])
    operate(client, op="reject", row=rows[2][0])
    operate(client, op="confirm", row=rows[4][0])
    second = client.post("/api/memory", json={"path": ""}).json()
    assert second["path"] == str(tmp_path / "m.db")
    assert (second["added"], second["replaced"], second["removed"]) == (1, 2, 1)
    from duizhao import Memory

    with Memory(tmp_path / "m.db", create=False) as memory:
        assert len(memory) == 7
        assert not memory.search(rows[2][1][0][2], "zh", threshold=100)
        (match,) = memory.search(rows[4][1][0][2], "zh", 1, 100)
        assert match.entry.status.label == "checked"


def test_the_results_of_a_batch_are_listed(session: Session, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.zh.txt").write_text("会议开始。\n\n会议结束。\n", encoding="utf-8")
        text = "The meeting began.\n\nThe meeting ended.\n"
        (tmp_path / f"{name}.en.txt").write_text(text, encoding="utf-8")
    pairs = [(tmp_path / f"{name}.zh.txt", tmp_path / f"{name}.en.txt") for name in ("a", "b")]
    folder = tmp_path / "results"
    duizhao.batch(pairs, checks=()).write(folder)
    session.open_results(folder)
    listed = session.documents()["documents"]
    assert sorted(Path(one["zh"]).name for one in listed) == ["a.zh.txt", "b.zh.txt"]
    assert all(one["pairs"] == 2 for one in listed)
    assert session.options.level == "paragraph"
