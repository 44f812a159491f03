"""Search by meaning, with an encoder made of a table."""

from __future__ import annotations

import resource
import signal
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from duizhao.corpora.errors import OutputError
from duizhao.corpora.unit import Unit
from duizhao.memory.search import Query, search, vector_index, vector_note, vectors
from duizhao.memory.search.vector_note import folder
from duizhao.memory.store import Store, from_units

from ...present import present

_TOPICS = ("会 议 meeting session", "贫 穷 困 poverty poor", "儿 童 children kids")


class Topics:
    """A vector that counts the words of a few topics."""

    name = "topics"
    dimension = 8

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        made = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(made, texts, strict=True):
            for place, topic in enumerate(_TOPICS):
                row[place] = sum(word in text for word in topic.split())
            row[7] = 0.01
        unit: npt.NDArray[np.float32] = made / np.linalg.norm(made, axis=1, keepdims=True)
        return unit


UNITS = [
    Unit("会议闭幕", "End of the meeting"),
    Unit("消除贫困", "Eradication of poverty"),
    Unit("儿童的权利", "Rights of children"),
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "m.db")
    store.add(from_units(UNITS))
    return store


def found(store: Store, text: str) -> list[tuple[str, str]]:
    opened, fault = vectors.opened(store, Topics())
    assert fault == ""
    return [(match.target, match.band) for match in search(store, Query(text, "zh"), opened)]


def test_near_in_meaning(store: Store) -> None:
    assert vectors.opened(store, Topics()) == (None, "")
    assert vectors.update(store, Topics()) == vectors.Updated(3, 3)
    assert found(store, "减少穷人") == [("Eradication of poverty", "semantic")]
    assert found(store, "消除贫困") == [("Eradication of poverty", "exact")]


def test_of_words_and_meaning_the_better_counts(store: Store) -> None:
    vectors.update(store, Topics())
    opened, _ = vectors.opened(store, Topics())
    near = search(store, Query("消去困难", "zh", threshold=20), opened)
    assert [(match.target, match.band, match.score) for match in near] == [
        ("Eradication of poverty", "semantic", 84)
    ]
    assert len(search(store, Query("消除贫困", "zh", threshold=20), opened)) == 1


def test_only_what_is_new_is_encoded(store: Store) -> None:
    vectors.update(store, Topics())
    store.add(from_units([Unit("会上的发言", "Statements at the session")]))
    assert vectors.update(store, Topics()) == vectors.Updated(1, 4)
    assert vectors.update(store, Topics()) == vectors.Updated(0, 4)


def test_removed_units_do_not_come_back(store: Store) -> None:
    vectors.update(store, Topics())
    store.remove([2])
    assert found(store, "减少穷人") == []


@pytest.mark.parametrize("damage", ["index", "note", "missing", "encoder", "store"])
def test_damage_is_said_and_mended(store: Store, tmp_path: Path, damage: str) -> None:
    vectors.update(store, Topics())
    (index,) = folder(store).glob("*.faiss")
    note = folder(store) / "note.json"
    if damage == "index":
        data = bytearray(index.read_bytes())
        data[len(data) // 2] ^= 0xFF
        index.write_bytes(data)
    elif damage == "note":
        note.write_text("{")
    elif damage == "missing":
        index.unlink()
    else:
        field = {"encoder": "encoder", "store": "store"}[damage]
        name = "topics" if damage == "encoder" else store.ask.identity()
        note.write_text(note.read_text().replace(f'"{field}": "{name}"', f'"{field}": "other"'))
    opened, fault = vectors.opened(store, Topics())
    assert opened is None
    assert fault
    updated = vectors.update(store, Topics())
    assert updated == vectors.Updated(3, 3, fault)
    assert found(store, "减少穷人") == [("Eradication of poverty", "semantic")]


def test_many_vectors_stand_in_cells(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    vectors.update(store, Topics())
    monkeypatch.setattr(vector_index, "FLAT_UNTIL", 100)
    store.add(from_units([Unit(f"文件{n}会{n % 7}", f"meeting {n}") for n in range(900)]))
    assert vectors.update(store, Topics()) == vectors.Updated(900, 903)
    assert found(store, "减少穷人") == [("Eradication of poverty", "semantic")]
    assert vectors.update(store, Topics()) == vectors.Updated(0, 903)
    assert present(vector_note.read(store)[0]).trained == 903
    store.add(from_units([Unit("会上的发言", "Statements at the session")]))
    assert vectors.update(store, Topics()) == vectors.Updated(1, 904)
    assert present(vector_note.read(store)[0]).trained == 903


def test_cells_are_learned_anew_when_an_index_has_grown(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_index, "FLAT_UNTIL", 100)
    store.add(from_units([Unit(f"文件{n}", f"paper {n}") for n in range(200)]))
    vectors.update(store, Topics())
    store.add(from_units([Unit(f"会议{n}", f"meeting {n}") for n in range(900)]))
    assert vectors.update(store, Topics()) == vectors.Updated(900, 1103)
    assert present(vector_note.read(store)[0]).trained == 1103
    assert found(store, "减少穷人") == [("Eradication of poverty", "semantic")]


def test_cells_hold_every_vector_that_was_there() -> None:
    rows = np.random.default_rng(1).normal(size=(2000, 16)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    index = vector_index.flat(16)
    index.add_with_ids(rows, np.arange(2000) * 3)
    for expected in (2000, 8000):
        index = vector_index.with_cells(index, expected)
        assert index.ntotal == 2000
        _, ids = index.search(rows, 1)
        assert np.mean(ids[:, 0] == np.arange(2000) * 3) > 0.99


def test_a_full_disk_is_said_and_leaves_the_earlier_index(store: Store) -> None:
    vectors.update(store, Topics())
    store.add(from_units([Unit(f"第{n}次会议", f"Meeting {n}") for n in range(200)]))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    try:
        with pytest.raises(OutputError, match="an index of 203 vectors"):
            vectors.update(store, Topics())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert sorted(item.suffix for item in vector_note.folder(store).iterdir()) == [
        ".faiss",
        ".json",
    ]
    assert vectors.update(store, Topics()).encoded == 200


def test_an_update_with_nothing_to_do_writes_nothing(store: Store) -> None:
    vectors.update(store, Topics())
    before = {path: path.stat().st_mtime_ns for path in folder(store).iterdir()}
    assert vectors.update(store, Topics()) == vectors.Updated(0, 3)
    assert {path: path.stat().st_mtime_ns for path in folder(store).iterdir()} == before
