"""Units that hold a text anywhere: what the index leaves over is what is there."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from duizhao.corpora.unit import Unit
from duizhao.memory.store import Store, from_units, postings
from duizhao.memory.store.connection import writing
from duizhao.memory.store.substring import holding, needs_of

PIECES = ["peace", "peacekeeping", "A/RES/7", "1968", "大会", "会议", "附件1", "of", "、", " "]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    chance = random.Random(4)
    made = [" ".join(chance.choices(PIECES, k=chance.randint(1, 6))) for _ in range(300)]
    return [text for text in made if text.strip()] + ["会" * 3, "x"]


@pytest.fixture(scope="module")
def store(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("store") / "m.db")
    store.add(from_units([Unit(text, f"Unit {n}") for n, text in enumerate(texts)]))
    with writing(store.connection, store.path), pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "PENDING", 0)
        postings.index(store.connection)
    return store


def found(store: Store, wanted: str) -> set[int]:
    needs = needs_of(wanted)
    return {
        number
        for segment in store.coverage.segments()
        for number in holding(store.connection, segment, needs, "zh")
    }


@pytest.mark.parametrize("few", [0, 100])
def test_nothing_is_missed(
    store: Store, texts: list[str], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("duizhao.memory.store.substring._FEW", few)
    units = {entry.unit.zh: entry.id for entry in store.entries()}
    chance = random.Random(5)
    for _ in range(400):
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        wanted = text[start : start + chance.randint(1, 12)].strip()
        there = {number for zh, number in units.items() if wanted in zh}
        assert there <= found(store, wanted), wanted


@pytest.mark.parametrize("wanted", ["keep", "ace of 大", "会议 peacek", "/RES"])
def test_little_else_is_left(
    store: Store, texts: list[str], wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("duizhao.memory.store.substring._FEW", 0)
    there = sum(wanted in text for text in texts)
    assert there <= len(found(store, wanted)) <= there + 8


def test_an_older_store_gets_its_vocabulary(store: Store, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    store.connection.execute("VACUUM INTO ?", (str(old),))
    whole = store.connection.execute("SELECT segment, zh, en FROM vocabulary").fetchall()
    with closing(sqlite3.connect(old)) as copy:
        copy.execute("DROP TABLE vocabulary")
        for table in ("operation", "revision", "addition"):
            copy.execute(f"DROP TABLE {table}")
        copy.execute("ALTER TABLE origin DROP COLUMN import")
        copy.execute("ALTER TABLE file DROP COLUMN pair")
        copy.execute("PRAGMA user_version = 1")
        copy.commit()
    with Store(old) as copy:
        made = copy.connection.execute("SELECT segment, zh, en FROM vocabulary").fetchall()
    for new, known in zip(made, whole, strict=True):
        assert new[0] == known[0]
        assert [sorted(side.split("\n")) for side in new[1:]] == [
            sorted(side.split("\n")) for side in known[1:]
        ]
        assert all(side.startswith("\n") and side.endswith("\n") for side in new[1:])
