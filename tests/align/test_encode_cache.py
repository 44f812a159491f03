"""Vectors on disk: shared by processes, bounded, and never in the way."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from duizhao.align.encode import cache as module
from duizhao.align.encode import load, pool, pool_pieces
from duizhao.align.encode.cache import CachedEncoder, VectorCache, default_folder
from duizhao.align.encode.protocol import Vectors


class Counting:
    """An encoder that counts the texts it encodes; vectors tell of length and first letter."""

    def __init__(self, name: str = "counting", dimension: int = 4) -> None:
        self.name = name
        self.dimension = dimension
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.seen.extend(texts)
        rows = [[len(text), ord((text or "a")[0]), *[1] * (self.dimension - 2)] for text in texts]
        vectors = np.array(rows, np.float32).reshape(len(texts), self.dimension)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def test_what_was_encoded_is_not_encoded_again(tmp_path: Path) -> None:
    inner = Counting()
    texts = ["b", "a", "b", "", "中文", "x\ud800"]
    first = CachedEncoder(inner, VectorCache(tmp_path)).encode(texts)
    assert sorted(inner.seen) == sorted(set(texts))
    again = Counting()
    second = CachedEncoder(again, VectorCache(tmp_path)).encode([*texts, "new"])
    assert again.seen == ["new"]
    assert np.array_equal(first, second[:-1])
    assert np.array_equal(first, Counting().encode(texts))


def test_encoders_are_kept_apart(tmp_path: Path) -> None:
    CachedEncoder(Counting("one"), VectorCache(tmp_path)).encode(["a"])
    other = Counting("other")
    CachedEncoder(other, VectorCache(tmp_path)).encode(["a"])
    assert other.seen == ["a"]
    # Even under one name, a vector of another length is not taken for ours.
    longer = CachedEncoder(Counting("one", 6), VectorCache(tmp_path))
    assert longer.encode(["a"]).shape == (1, 6)


def test_joins_come_from_single_vectors(tmp_path: Path) -> None:
    inner = Counting()
    pools = CachedEncoder(inner, VectorCache(tmp_path)).pool(["a", "bb", "ccc"])
    joins = pools.runs(np.array([0, 1]), np.array([2, 3]))
    assert joins.shape == (2, 4)
    assert sorted(inner.seen) == ["a", "bb", "ccc"]
    assert np.linalg.norm(joins, axis=1) == pytest.approx(1, abs=1e-3)


def test_pieces_by_themselves_are_kept_too(tmp_path: Path) -> None:
    inner = Counting()
    pieces = [["a", "b"], ["ccc"], []]
    cached = CachedEncoder(inner, VectorCache(tmp_path))
    pools, vectors = pool_pieces(cached, ["ab", "ccc", ""], pieces)
    assert len(pools) == 3
    assert np.array_equal(vectors, Counting().encode(["a", "b", "ccc"]))
    assert sorted(inner.seen) == ["", "a", "ab", "b", "ccc"]
    _, alone = pool_pieces(Counting(), ["ab", "ccc", ""], pieces)
    assert np.array_equal(vectors, alone)


def test_no_text_is_written(tmp_path: Path) -> None:
    CachedEncoder(Counting(), VectorCache(tmp_path)).encode(["confidential"])
    data = (tmp_path / "vectors.sqlite").read_bytes()
    assert data
    assert b"confidential" not in data


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path)
    inner = Counting()
    encoder = CachedEncoder(inner, cache)
    texts = [str(number) for number in range(400)]
    expected = encoder.encode(texts)
    for damage in (b"no database at all", cache.path.read_bytes()[:20_000], b""):
        cache.path.write_bytes(damage)
        assert np.array_equal(encoder.encode(texts), expected)
        assert np.array_equal(encoder.encode(texts), expected)
        before = len(inner.seen)
        encoder.encode(texts)
        assert len(inner.seen) == before, "the new file is not used"


def test_a_damaged_vector_is_encoded_again(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path)
    inner = Counting()
    encoder = CachedEncoder(inner, cache)
    expected = encoder.encode(["a", "b"])
    with sqlite3.connect(cache.path) as connection:
        connection.execute("UPDATE vectors SET vector = zeroblob(length(vector)) || x''")
        connection.execute("UPDATE vectors SET vector = x'00' WHERE number = 1")
        broken = b"\1\2\3\4" + bytes(16)
        connection.execute("UPDATE vectors SET vector = ? WHERE number = 2", (broken,))
    connection.close()
    assert np.array_equal(encoder.encode(["a", "b"]), expected)
    assert inner.seen == ["a", "b", "a", "b"]
    encoder.encode(["a", "b"])
    assert len(inner.seen) == 4


def test_a_file_of_another_layout_is_made_anew(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path)
    with sqlite3.connect(cache.path) as connection:
        connection.execute("CREATE TABLE vectors (something TEXT)")
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    inner = Counting()
    encoder = CachedEncoder(inner, cache)
    encoder.encode(["a"])
    encoder.encode(["a"])
    assert inner.seen == ["a"]


def test_it_stays_within_its_limit_and_drops_the_oldest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = 1 << 20
    cache = VectorCache(tmp_path, limit)
    inner = Counting(dimension=256)
    encoder = CachedEncoder(inner, cache)
    for day in range(6):
        monkeypatch.setattr(time, "time", lambda day=day: 86_400.0 * (day + 1))
        encoder.encode([f"{day}/{number}" for number in range(256)])
        # Used each day, so never the oldest.
        encoder.encode([f"0/{number}" for number in range(10)])
    assert cache.path.stat().st_size < 1.5 * limit
    inner.seen.clear()
    encoder.encode([f"0/{number}" for number in range(10)])
    encoder.encode([f"5/{number}" for number in range(256)])
    assert inner.seen == []
    encoder.encode([f"1/{number}" for number in range(256)])
    assert inner.seen


def test_a_folder_that_cannot_be_used_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = VectorCache(tmp_path / "file" / "folder")
    encoder = CachedEncoder(Counting(), cache)
    assert encoder.encode(["a"]).shape == (1, 4)
    assert cache.problem


def test_a_locked_file_is_waited_for_then_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_SECONDS_TO_WAIT", 0.05)
    cache = VectorCache(tmp_path)
    inner = Counting()
    encoder = CachedEncoder(inner, cache)
    expected = encoder.encode(["a"])
    with sqlite3.connect(cache.path, isolation_level=None) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        assert np.array_equal(encoder.encode(["a"]), expected)
        assert "locked" in cache.problem
    connection.close()
    assert cache.path.exists()
    encoder.encode(["a"])
    assert cache.problem == ""
    assert inner.seen == ["a", "a"]


CHILD = """
import sys
from pathlib import Path
import numpy as np
sys.path.insert(0, sys.argv[3])
from test_encode_cache import Counting
from duizhao.align.encode.cache import CachedEncoder, VectorCache
cache = VectorCache(Path(sys.argv[1]), int(sys.argv[2]))
encoder = CachedEncoder(Counting(dimension=64), cache)
for turn in range(20):
    texts = [str(number) for number in range(turn * 10, turn * 10 + 60)]
    assert np.array_equal(encoder.encode(texts), Counting(dimension=64).encode(texts))
    assert not cache.problem, cache.problem
print("whole")
"""


@pytest.mark.parametrize("limit", [1 << 30, 40_000])
def test_two_processes_at_once(tmp_path: Path, limit: int) -> None:
    arguments = [sys.executable, "-c", CHILD, str(tmp_path), str(limit), str(Path(__file__).parent)]
    children = [subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [child.communicate(timeout=60)[0].strip() for child in children] == ["whole"] * 2
    with sqlite3.connect(tmp_path / "vectors.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_a_kill_leaves_a_sound_file(tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", CHILD, str(tmp_path), "1000000000"]
    child = subprocess.Popen([*arguments, str(Path(__file__).parent)], stdout=subprocess.PIPE)
    while not (tmp_path / "vectors.sqlite").exists() and child.poll() is None:
        pass
    child.kill()
    child.communicate()
    inner = Counting()
    encoder = CachedEncoder(inner, VectorCache(tmp_path))
    encoder.encode(["a"])
    encoder.encode(["a"])
    assert inner.seen == ["a"]


def test_where_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DUIZHAO_CACHE", "off")
    assert default_folder() is None
    monkeypatch.setenv("DUIZHAO_CACHE", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.delenv("DUIZHAO_CACHE")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "x"))
    assert default_folder() == tmp_path / "x" / "duizhao"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert default_folder() == tmp_path / "local" / "duizhao"


def test_how_large_it_may_grow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DUIZHAO_CACHE_MB", "3")
    assert VectorCache(tmp_path).limit == 3 << 20
    monkeypatch.setenv("DUIZHAO_CACHE_MB", "much")
    assert VectorCache(tmp_path).limit == 1 << 30


def test_the_built_in_encoder_keeps_nothing_unless_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DUIZHAO_CACHE", str(tmp_path))
    load("use").encode(["a"])
    assert list(tmp_path.iterdir()) == []
    kept = load("use", cache=True)
    vectors = kept.encode(["a", "好"])
    assert [path.name for path in tmp_path.iterdir()] == ["vectors.sqlite"]
    assert np.array_equal(kept.encode(["a", "好"]), vectors)
    assert pool(kept, ["a", "好"]).singles().shape == (2, 512)
