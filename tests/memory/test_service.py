from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from starlette.testclient import TestClient

from duizhao.corpora.errors import MissingFileError, SettingsError, StoreError
from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory
from duizhao.memory.service import RequestLimits, is_loopback, read_tokens
from duizhao.memory.service.app import create_app

from ..present import present

UNITS = [
    Unit("大会，", "The General Assembly,", confidence=1.0, zh_file="a.zh.txt", en_file="a.en.txt"),
    Unit("回顾其第66/1号决议", "Recalling its resolution 66/1", confidence=1.0),
    Unit("安全理事會決議", "Resolutions of the Security Council", confidence=1.0),
    Unit("经/济", "and/or 100% +1", confidence=1.0),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("service") / "memory.db"
    with Memory(path) as memory:
        memory.add(UNITS)
    return path


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[TestClient]:
    with TestClient(create_app(store), base_url="http://127.0.0.1:8080") as client:
        yield client


# -- amaGama --------------------------------------------------------------------------------


def weblate(client: TestClient, source: str, target: str, text: str) -> list[dict[str, Any]]:
    """What Weblate sends: codes in lower case with underscores, the text quoted in the path."""
    languages = client.get("/tmserver/languages/").json()
    assert source in languages["sourceLanguages"]
    assert target in languages["targetLanguages"]
    response = client.get(f"/tmserver/{source}/{target}/unit/{quote(text.encode(), safe='')}")
    assert response.status_code == 200
    answer: list[dict[str, Any]] = response.json()
    return answer


def test_what_weblate_sends(client: TestClient) -> None:
    found = weblate(client, "en", "zh_hans", "The General Assembly,")
    assert found == [
        {"source": "The General Assembly,", "target": "大会，", "quality": 100.0, "rank": 100.0}
    ]
    back = weblate(client, "zh_hans", "en", "大会，")
    assert back[0]["target"] == "The General Assembly,"


def test_by_parameter(client: TestClient) -> None:
    for address in ("/tmserver/en/zh-CN/unit/", "/tmserver/en/zh_CN/unit"):
        found = client.get(address, params={"source": "The General Assembly,"}).json()
        assert found[0]["target"] == "大会，"


def test_slashes_and_signs_in_a_text(client: TestClient) -> None:
    assert weblate(client, "en", "zh", "and/or 100% +1")[0]["target"] == "经/济"
    assert weblate(client, "zh", "en", "经/济")[0]["quality"] == 100.0


def test_scripts_are_kept_apart(client: TestClient) -> None:
    text = "Resolutions of the Security Council"
    assert weblate(client, "en", "zh_hant", text)[0]["target"] == "安全理事會決議"
    assert weblate(client, "en", "zh_tw", text)[0]["target"] == "安全理事會決議"
    assert weblate(client, "en", "zh_hans", text) == []
    assert weblate(client, "en", "zh", text)[0]["target"] == "安全理事會決議"


def test_similarity_and_candidates(client: TestClient) -> None:
    address = "/tmserver/en/zh/unit/Recalling%20its%20resolution%2067%2F2"
    assert 90 < client.get(address).json()[0]["quality"] < 100
    assert client.get(address, params={"min_similarity": 100}).json() == []
    assert client.get(address, params={"max_candidates": 0}).json() == []
    assert client.get(address, params={"max_candidates": "x"}).status_code == 422


def test_other_languages(client: TestClient) -> None:
    # The first is what Weblate asks before it keeps its settings.
    for path in ("/tmserver/en/de/unit/test", "/tmserver/en/en_us/unit/a"):
        response = client.get(path)
        assert (response.status_code, response.json()) == (200, [])


def test_line_breaks_empty_parameters_and_amagamas_own_address(client: TestClient) -> None:
    text = quote("The General\nAssembly,", safe="")
    assert client.get(f"/tmserver/en/zh_hans/unit/{text}").status_code == 200
    path = "en/zh_cn/unit/" + quote("The General Assembly,", safe="")
    plain = client.get(f"/tmserver/{path}").json()
    assert plain
    assert client.get(f"/tmserver/{path}?min_similarity=&max_candidates=").json() == plain
    assert client.get(f"/api/v1/{path}").json() == plain
    assert "zh_cn" in client.get("/api/v1/languages/").json()["targetLanguages"]


def test_ids_that_no_unit_has(client: TestClient) -> None:
    for number in (0, -1, 1 << 63, 10**20):
        body = {"ids": [number], "status": "checked"}
        assert client.post("/api/status", json=body).status_code == 422


def test_nothing_asked(client: TestClient) -> None:
    assert client.get("/tmserver/en/zh/unit/").json() == []
    assert client.get("/tmserver/en/zh/unit/%20").json() == []


def test_the_other_script_takes_no_places(tmp_path: Path) -> None:
    with Memory(tmp_path / "m.db") as memory:
        memory.add([Unit(f"會議開幕{n}", "Opening of the session") for n in "甲乙丙丁"])
        memory.add([Unit("会议开幕", "Opening of the next session")])
    with TestClient(create_app(tmp_path / "m.db"), base_url="http://127.0.0.1") as client:
        address = "/tmserver/en/{}/unit/Opening%20of%20the%20session?max_candidates=2"
        simplified = client.get(address.format("zh_hans")).json()
        assert [match["target"] for match in simplified] == ["会议开幕"]
        assert len(client.get(address.format("zh_hant")).json()) == 2


@pytest.mark.parametrize(
    ("choice", "count"),
    [
        ({"origin": "a.zh"}, 1),
        ({"origin": "elsewhere"}, 0),
        ({"status": "aligned"}, 1),
        ({"status": ["draft", "checked"]}, 0),
        ({"since": "2001-01"}, 1),
        ({"until": "2001"}, 0),
        ({"property": "client=UN"}, 0),
    ],
)
@pytest.mark.parametrize("address", ["search", "concordance"])
def test_which_units_answer(
    client: TestClient, address: str, choice: dict[str, Any], count: int
) -> None:
    asked = {"text": "The General Assembly,", **choice}
    assert len(client.get(f"/api/{address}", params=asked).json()) == count


def test_choices_that_nobody_knows(client: TestClient) -> None:
    for choice in ({"since": "gestern"}, {"status": "good"}):
        response = client.get("/api/search", params={"text": "x", **choice})
        assert response.status_code == 422
        assert "detail" in response.json()


# -- /api -----------------------------------------------------------------------------------


def test_search(client: TestClient) -> None:
    (found,) = client.get("/api/search", params={"text": "大会，", "limit": 1}).json()
    assert found["target"] == "The General Assembly,"
    assert (found["score"], found["band"]) == (100, "exact")
    assert found["origin"] == "a.zh.txt | a.en.txt"
    assert {"source", "target", "score", "band", "reasons", "origin"} <= found.keys()
    body = {"text": "大会，", "lang": "zh", "limit": 1}
    assert client.post("/api/search", json=body).json() == [found]


def test_concordance(client: TestClient) -> None:
    (hit,) = client.get("/api/concordance", params={"text": "决议"}).json()[:1]
    start, end = hit["spans"][0]
    assert hit["source"][start:end] in ("决议", "決議")


def test_units_and_decisions(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    with Memory(path) as memory:
        memory.add(UNITS)
    with TestClient(create_app(path), base_url="http://localhost") as client:
        new = {
            "units": [{"zh": "新", "en": "new"}, {"zh": "大会，", "en": "The General Assembly,"}]
        }
        response = client.post("/api/units", json=new)
        assert response.status_code == 201
        assert (response.json()["added"], response.json()["merged"]) == (1, 1)
        assert client.get("/api/status").json()["units"] == 5
        (match,) = client.get("/api/search", params={"text": "新"}).json()
        change = {"ids": [match["id"]], "status": "rejected", "who": "me"}
        assert client.post("/api/status", json=change).json() == {"changed": 1}
        assert client.get("/api/search", params={"text": "新"}).json() == []


def test_amagama_units_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    Memory(path).close()
    with TestClient(create_app(path), base_url="http://127.0.0.1:8080") as client:
        unit = {"source": "Hello", "target": "你好", "context": "menu"}
        put = client.put("/tmserver/en/zh_CN/unit/Hello", json=unit)
        assert (put.status_code, put.json()["added"]) == (200, 1)
        units = [unit, {"source": "Bye", "target": "再見"}]
        posted = client.post("/api/v1/en/zh_TW/store/a.po", json=units)
        assert posted.json()["added"] == 2
        found = client.get("/tmserver/en/zh_TW/unit/Bye").json()
        assert [one["target"] for one in found] == ["再見"]
        assert client.put("/tmserver/en/de/unit/a", json={"target": "b"}).status_code == 422
        assert client.put("/tmserver/en/zh/unit/a", json={}).status_code == 422
        assert client.put("/tmserver/en/zh/unit/a", content=b"a").status_code == 415
        units = [{"source": "a", "target": "b"}] * 1001
        assert client.post("/tmserver/en/zh/store/a", json=units).status_code == 413


def test_a_base_address_may_end_in_a_slash(client: TestClient) -> None:
    address = "tmserver/en/zh_CN/unit/The%20General%20Assembly%2C"
    expected = client.get(f"/{address}").json()
    assert expected
    assert client.get(f"/{address.replace('/', '//', 1)}").json() == expected
    # A double slash within a text is text.
    assert client.get("/tmserver/en/zh/unit/a//b").status_code == 200


def test_errors_and_tokens_are_described(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    answers = described["paths"]["/api/search"]["post"]["responses"]
    assert {"200", "401", "413", "422", "429", "504"} <= answers.keys()
    assert described["security"] == [{}, {"bearer": []}, {"basic": []}]
    assert described["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"


def test_it_describes_itself(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/api/search", "/api/concordance", "/api/units", "/api/status"} <= paths.keys()
    assert "/tmserver/languages/" in paths


def test_it_is_ready(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}


# -- limits ---------------------------------------------------------------------------------


@pytest.fixture
def small(store: Path) -> Iterator[TestClient]:
    limits = RequestLimits(body=400, address=600, query=100, candidates=1, units=1, waiting=0)
    with TestClient(create_app(store, limits=limits), base_url="http://[::1]:80") as client:
        yield client


def test_too_much_is_refused(small: TestClient) -> None:
    many = {"units": [{"zh": "a", "en": "b"}] * 2}
    assert small.post("/api/units", json=many).status_code == 413
    assert small.post("/api/search", json={"text": "a" * 101}).status_code == 413
    assert small.post("/api/search", json={"text": "a" * 500}).status_code == 413
    assert small.get("/tmserver/en/zh/unit/" + "a" * 101).status_code == 414
    assert small.get("/tmserver/en/zh/unit/" + "a" * 700).status_code == 414


def test_a_body_of_no_declared_length(small: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'{"text": "a"'
        for _ in range(100):
            yield b" " * 10
        yield b"}"

    headers = {"content-type": "application/json"}
    assert small.post("/api/search", content=pieces(), headers=headers).status_code == 413


def test_too_many_are_told_to_come_back(small: TestClient) -> None:
    response = small.get("/api/search", params={"text": "a"})
    assert (response.status_code, response.headers["retry-after"]) == (429, "1")
    assert small.get("/healthz").status_code == 200
    assert small.get("/readyz").status_code == 429
    # Weblate takes a 429 or a 503 for the end of a quota, and asks nothing for half an hour.
    weblate = {"user-agent": "Weblate/5.13"}
    response = small.get("/tmserver/en/zh_hans/unit/a", headers=weblate)
    assert (response.status_code, response.headers["retry-after"]) == (504, "1")


def test_the_most_candidates(store: Path) -> None:
    app = create_app(store, limits=RequestLimits(candidates=1))
    with TestClient(app, base_url="http://localhost") as client:
        found = client.get("/api/search", params={"text": "决议", "limit": 9, "threshold": 0})
        assert len(found.json()) <= 1


def test_no_answer_in_time(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Memory, "search", lambda *_, **__: time.sleep(0.5))
    app = create_app(store, limits=RequestLimits(seconds=0.1, readers=1))
    with TestClient(app, base_url="http://localhost") as client:
        response = client.get("/api/search", params={"text": "决议"})
        assert (response.status_code, response.json()) == (504, {"detail": "no answer in time"})
        time.sleep(0.6)
        # The reader is back at work.
        assert client.get("/readyz").status_code == 200


def test_an_error_does_not_tell_where_the_file_is(store: Path) -> None:
    with TestClient(create_app(store), base_url="http://localhost") as client:
        response = client.post("/api/search", json={"text": "字" * 4000, "before": "b" * 5000})
        assert response.status_code == 413
        assert str(store) not in response.text


# -- who may ask ----------------------------------------------------------------------------


def test_a_token_is_needed(store: Path) -> None:
    app = create_app(store, tokens={"s3cret-token": ""})
    with TestClient(app, base_url="http://tm.example.org") as client:
        address = "/tmserver/en/zh/unit/a"
        refused = client.get(address)
        assert refused.status_code == 401
        assert "www-authenticate" in refused.headers
        for wrong in ("Bearer", "Bearer s3cret", "Basic s3cret-token", "s3cret-token", "Basic !"):
            assert client.get(address, headers={"Authorization": wrong}).status_code == 401
        right = {"Authorization": "Bearer s3cret-token"}
        assert client.get(address, headers=right).status_code == 200
        assert client.get(address, auth=("anybody", "s3cret-token")).status_code == 200
        assert client.get("/openapi.json").status_code == 401
        assert client.get("/healthz").status_code == 200


def test_without_a_token_only_local_names(store: Path) -> None:
    with TestClient(create_app(store), base_url="http://evil.example") as client:
        assert client.get("/api/status").status_code == 421
        assert client.get("/api/status", headers={"Host": "localhost:80"}).status_code == 200
        assert client.get("/api/status", headers={"Host": "[::1]"}).status_code == 200
        assert client.get("/api/status", headers={"Host": "127.0.0.1.evil.org"}).status_code == 421


@pytest.mark.parametrize(
    ("host", "answer"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.1", False),
        ("example.org", False),
        ("", False),
    ],
)
def test_loopback(host: str, answer: bool) -> None:
    assert is_loopback(host) is answer


def test_tokens(tmp_path: Path) -> None:
    path = tmp_path / "token"
    assert read_tokens(None, "127.0.0.1") == {}
    with pytest.raises(SettingsError, match="--token-file"):
        read_tokens(None, "0.0.0.0")
    with pytest.raises(MissingFileError):
        read_tokens(path, "0.0.0.0")
    path.write_text(" \n")
    with pytest.raises(SettingsError, match="no token"):
        read_tokens(path, "0.0.0.0")
    path.write_text("abc\n")
    assert read_tokens(path, "0.0.0.0") == {"abc": ""}
    path.write_text("\ufeff王 芳: s3cret\n\nLee: a b: c\nplain\n", encoding="utf-8")
    assert read_tokens(path, "0.0.0.0") == {"s3cret": "王 芳", "a b: c": "Lee", "plain": ""}
    for wrong in ("王: 密码", "a: x\nb: x", "x\x01"):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(SettingsError, match="in line"):
            read_tokens(path, "0.0.0.0")


def test_what_a_user_changes_carries_the_name_of_the_token(store: Path) -> None:
    tokens = {"one-token": "王芳", "two-token": ""}
    with TestClient(create_app(store, tokens=tokens), base_url="http://any:8080") as client:
        wang = {"Authorization": "Bearer one-token"}
        nobody = {"Authorization": "Bearer two-token"}
        assert client.get("/api/status", headers=wang).json()["user"] == "王芳"
        assert client.get("/api/status", headers=nobody).json()["user"] == ""
        new = {"units": [{"zh": "阅览室已满。", "en": "The reading room is full."}]}
        client.post("/api/units", json=new, headers=wang)
        unit = {"source": "The lamp is out.", "target": "灯灭了。"}
        client.put("/tmserver/en/zh_CN/unit/x", json=unit, headers=wang)
        (found,) = client.get("/api/search", params={"text": "阅览室已满。"}, headers=wang).json()
        status = {"ids": [found["id"]], "status": "checked", "who": "somebody else"}
        client.post("/api/status", json=status, headers=wang)
        texts = {"zh": "阅览室已满。", "en": "The reading room has no place left.", "who": "Lee"}
        client.post(f"/api/units/{found['id']}", json=texts, headers=nobody)
    with Memory(store, create=False) as memory:
        made = {entry.unit.en: entry.creator for entry in memory.store.entries()}
        assert made["The lamp is out."] == "王芳"
        assert made["The reading room has no place left."] == "王芳"
        who = [one.who for one in memory.history()]
        assert who[:2] == ["Lee", "王芳"]


def test_no_memory(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        create_app(tmp_path / "none.db")


# -- the commands ---------------------------------------------------------------------------


def duizhao(*args: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "duizhao", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_served_by_the_command(store: Path) -> None:
    command = [sys.executable, "-m", "duizhao", "tm", "serve", str(store), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            address = present(process.stdout).readline().split()[-1]
            text = quote("The General Assembly,")
            with urlopen(f"{address}/tmserver/en/zh_hans/unit/{text}", timeout=20) as response:
                assert json.load(response)[0]["target"] == "大会，"
        finally:
            process.terminate()
    assert process.returncode in (0, -15)


def test_the_command_refuses_an_open_door(store: Path) -> None:
    result = duizhao("tm", "serve", store, "--host", "0.0.0.0", "--port", "0")
    assert result.returncode == 2
    assert "--token-file" in result.stderr
    assert "Traceback" not in result.stderr


def test_pretranslated_by_the_command(store: Path, tmp_path: Path) -> None:
    path, out = tmp_path / "a.txt", tmp_path / "b.txt"
    path.write_text("The General Assembly,\nSomething else altogether\n", "utf-8")
    result = duizhao("tm", "pretranslate", store, path, "-o", out, "--json")
    assert result.returncode == 0, result.stderr
    outcome = json.loads(result.stdout)
    assert (outcome["units"], outcome["sure"], outcome["unmatched"]) == (2, 1, 1)
    assert outcome["filled"][0]["origin"] == "a.zh.txt | a.en.txt"
    assert out.read_text("utf-8") == "大会，\nSomething else altogether\n"
