"""What the search page asks, and the files it is made of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from duizhao.corpora.entry import Entry
from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory
from duizhao.memory.search.rules import PenaltyRule
from duizhao.memory.service.app import create_app
from duizhao.memory.service.limits import RequestLimits

PAGE = files("duizhao.memory.service") / "page"
SAID = (
    ("各国承诺促进{}。", "States undertook to promote {}."),
    ("秘书长的报告谈到{}问题。", "The report of the Secretary-General deals with {}."),
    ("没有和平就没有{}。", "There is no {} without peace."),
    ("基金会资助了四个{}项目。", "The foundation paid for four projects of {}."),
)
PAIRS = [
    (zh.format("可持续发展"), en.format(said))
    for said in ("sustainable development", "lasting growth")
    for zh, en in SAID
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "memory.db"
    with Memory(path) as memory:
        memory.add(
            Entry(Unit(zh, en, zh_file="plan.zh.docx"), created=f"{2018 + n // 3}0101T000000Z")
            for n, (zh, en) in enumerate(PAIRS)
        )
        memory.add([Unit("预算增加了。", "The budget grew."), Unit("会议结束。", "It ended.")])
    return path


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    limits = RequestLimits(draft=2)
    with TestClient(create_app(path, limits=limits), base_url="http://127.0.0.1:8080") as client:
        yield client


def test_lines_are_counted_by_rendering_and_year(client: TestClient) -> None:
    found = client.get("/api/kwic", params={"text": "可持续发展"}).json()
    assert found["lang"] == "zh" and len(found["lines"]) == 8 and not found["more"]
    counts = {one["name"]: one["count"] for one in found["renderings"]}
    assert counts == {"sustainable development": 4, "lasting growth": 4}
    years = [(one["name"], one["count"]) for one in found["years"]]
    assert years == [("2020", 2), ("2019", 3), ("2018", 3)]
    line = found["lines"][0]
    start, end = line["spans"][0]
    assert line["source"][start:end] == "可持续发展" and line["rendering"]


def test_both_languages_filter(client: TestClient) -> None:
    both = {"text": "可持续发展", "other": "LASTING growth"}
    found = client.get("/api/kwic", params=both).json()
    assert len(found["lines"]) == 4
    assert all("lasting growth" in line["target"] for line in found["lines"])
    assert not client.get("/api/kwic", params=both | {"other": "budget"}).json()["lines"]
    some = client.get("/api/kwic", params={"text": "可持续发展", "limit": 3}).json()
    assert len(some["lines"]) == 3 and some["more"]
    one = client.get("/api/kwic", params={"text": "发展", "since": "2019", "until": "2019"})
    assert len(one.json()["lines"]) == 3


def test_two_who_edit_a_unit_lose_nothing(client: TestClient, path: Path) -> None:
    old = client.get("/api/kwic", params={"text": "预算"}).json()["lines"][0]
    change = {"zh": "预算增加了。", "en": "The budget increased.", "who": "Ada"}
    made = client.post(f"/api/units/{old['id']}", json=change).json()
    assert made["en"] == "The budget increased." and made["status"] == "checked"
    late = client.post(f"/api/units/{old['id']}", json=change | {"en": "The budget rose."})
    assert late.status_code == 409 and "somebody else" in late.json()["detail"]
    # A link to the old number leads to what it became.
    assert client.get(f"/api/units/{old['id']}").json() == made
    assert client.get("/api/units/99999").status_code == 404
    with Memory(path) as memory:
        (unit,) = [entry for entry in memory.store.entries() if "预算" in entry.unit.zh]
        assert unit.unit.en == "The budget increased." and unit.changer == "Ada"
        memory.undo()
        assert "The budget grew." in [entry.unit.en for entry in memory.store.entries()]


def test_a_draft_is_answered_in_parts(client: TestClient) -> None:
    text = "预算增加了。会议结束了。\n\n  这一句话记忆库里没有任何东西与之相近。"
    first = client.post("/api/draft", json={"text": text}).json()
    pieces = [text[one["start"] : one["end"]] for one in first["segments"]]
    assert pieces == ["预算增加了。", "会议结束了。"]
    assert first["segments"][0]["match"]["score"] == 100
    assert 60 <= first["segments"][1]["match"]["score"] < 100
    rest = text[first["rest"] :]
    second = client.post("/api/draft", json={"text": rest}).json()
    assert [one["match"] for one in second["segments"]] == [None]
    assert second["rest"] == len(rest)
    assert client.post("/api/draft", json={"text": "字" * 5000}).status_code == 413


def test_further_memories_answer_and_penalties_count(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with Memory(other) as memory:
        memory.add([Unit("法律生效。", "The law is in force."), Unit("会议结束。", "The end.")])
    rules = (PenaltyRule(5, memory="other", reason="of others"),)
    app = create_app(path, also=[other], rules=rules)
    with TestClient(app, base_url="http://127.0.0.1:8080") as client:
        found = client.get("/api/search", params={"text": "法律生效。"}).json()
        assert [(one["target"], one["score"], one["id"]) for one in found] == [
            ("The law is in force.", 95, 0)
        ]
        assert "in other.db" in found[0]["reasons"]
        both = client.get("/api/search", params={"text": "会议结束。"}).json()
        assert [one["target"] for one in both[:2]] == ["It ended.", "The end."]
        assert both[0]["id"] > 0
        told = client.get("/tmserver/zh/en/unit/", params={"source": "法律生效。"}).json()
        assert told[0]["quality"] == 95
        text = client.post("/api/draft", json={"text": "法律生效。"}).json()
        assert text["segments"][0]["match"]["score"] == 95


def test_files_of_the_page(client: TestClient) -> None:
    page = client.get("/")
    assert (
        page.status_code == 200 and "default-src 'none'" in page.headers["content-security-policy"]
    )
    named = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
    scripts = [each.name for each in PAGE.iterdir() if each.name.endswith(".js")]
    for name in [*named, *(f"/static/{each}" for each in scripts), "/static/words/zh.json"]:
        assert client.get(name).status_code == 200, name
    for wrong in ("../app.py", "words%2f..%2f..%2fapp.py", "app.py", "words", "%2e%2e/app.py"):
        assert client.get(f"/static/{wrong}").status_code == 404, wrong


def test_both_languages_have_the_words_that_are_used() -> None:
    words = [
        json.loads((PAGE / "words" / f"{name}.json").read_text("utf-8")) for name in ("en", "zh")
    ]
    assert words[0].keys() == words[1].keys()
    text = "".join(each.read_text("utf-8") for each in PAGE.iterdir() if "." in each.name)
    used = set(re.findall(r'data-(?:word|label)="(\w+)"', text)) | set(
        re.findall(r'\bt\("(\w+)"', text)
    )
    assert used <= words[0].keys()
    for key in words[0].keys() - used:
        assert re.search(rf'"{key}"', text), key
    places = [
        {key: set(re.findall(r"\{\w+\}", said)) for key, said in one.items()} for one in words
    ]
    assert places[0] == places[1]


def test_a_browser_is_asked_for_the_token(path: Path) -> None:
    with TestClient(create_app(path, tokens={"secret": ""}), base_url="http://any:8080") as client:
        refused = client.get("/")
        assert refused.status_code == 401
        assert "Basic" in refused.headers["www-authenticate"]
        assert client.get("/", auth=("anybody", "secret")).status_code == 200
