"""Whatever happens during an import, the store is whole and the import goes on."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from duizhao.corpora.bilingual.tmx import write_tmx
from duizhao.corpora.errors import InputError, OutputError, StoreError, UnsafeFileError
from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory
from duizhao.memory.store import Store
from duizhao.memory.store.connection import connect
from duizhao.memory.store.importing import Options, import_file

UNITS = [
    Unit(
        f"第{number}条规定，缔约方应于{number + 3}日内提出报告。",
        f"Article {number}: report in time.",
    )
    for number in range(3000)
]
IMPORT = """
import sys
from duizhao.memory.store import Store
from duizhao.memory.store.importing import Options, import_file
with Store(sys.argv[1]) as store:
    print("ready", flush=True)
    import_file(store, sys.argv[2], Options(batch=100))
    print("done", flush=True)
"""


@pytest.fixture(scope="module")
def tmx(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tmx") / "units.tmx"
    write_tmx(UNITS, path)
    return path


def started(store: Path, tmx: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", IMPORT, str(store), str(tmx)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def sound(path: Path) -> int:
    """How many units there are, once store and index are seen to agree."""
    with Store(path) as store:
        assert store.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        entries = list(store.entries())
        assert all(entry.origins for entry in entries)
        assert len({entry.unit.zh for entry in entries}) == len(entries)
        with Memory(path) as memory:
            for entry in random.Random(1).sample(entries, min(20, len(entries))):
                assert memory.search(entry.unit.zh, limit=1)[0].entry.id == entry.id
        return len(entries)


def test_kill_at_ten_random_points(tmp_path: Path, tmx: Path) -> None:
    store = tmp_path / "m.db"
    chance = random.Random(7)
    counts = []
    for _ in range(10):
        process = started(store, tmx)
        time.sleep(chance.uniform(0, 0.12))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
        counts.append(sound(store))
    assert counts == sorted(counts), "nothing that was there is lost"
    assert all(count % 100 == 0 for count in counts), "batches are whole"
    with Store(store) as opened:
        result = import_file(opened, tmx, Options(batch=100))
    assert (result.read, result.added, result.merged, result.skipped) == (3000, 3000, 0, 0)
    assert result.resumed == counts[-1]
    assert sound(store) == 3000


def test_two_writers_at_once(tmp_path: Path, tmx: Path) -> None:
    store = tmp_path / "m.db"
    other = tmp_path / "other.tmx"
    write_tmx([*UNITS[:1500], *(Unit(f"另{n}", f"other {n}") for n in range(500))], other)
    Store(store).close()
    processes = [started(store, tmx), started(store, other)]
    for process in processes:
        out, _ = process.communicate(timeout=60)
        assert out == "done\n"
        assert process.returncode == 0
    assert sound(store) == 3500


def test_readers_see_whole_batches_while_one_writes(tmp_path: Path, tmx: Path) -> None:
    store = tmp_path / "m.db"
    process = started(store, tmx)
    with Memory(store) as memory:
        seen = []
        while process.poll() is None:
            seen.append(len(memory))
            memory.search("第7条规定，缔约方应于10日内提出报告。")
    assert process.stdout is not None
    process.stdout.close()
    assert seen == sorted(seen)
    assert all(count % 100 == 0 for count in seen)


def test_a_writer_that_does_not_let_go(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    with Store(path) as holder, Store(path) as waiter:
        holder.connection.execute("BEGIN IMMEDIATE")
        waiter.connection.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(StoreError, match="another program is writing"):
            waiter.remove([1])
        holder.connection.execute("ROLLBACK")


def test_a_full_disk(tmp_path: Path, tmx: Path) -> None:
    path = tmp_path / "m.db"
    with Store(path) as store:
        # SQLite reports a file that may not grow as it reports a full disk.
        pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
        store.connection.execute(f"PRAGMA max_page_count = {pages + 60}")
        with pytest.raises(OutputError, match="disk is full; what was written before is whole"):
            import_file(store, tmx, Options(batch=200))
    before = sound(path)
    assert before % 200 == 0
    assert before > 0
    with Store(path) as store:
        assert import_file(store, tmx, Options(batch=200)).read == 3000
    assert sound(path) == 3000


def test_a_truncated_file(tmp_path: Path, tmx: Path) -> None:
    cut = tmp_path / "cut.tmx"
    cut.write_bytes(tmx.read_bytes()[: tmx.stat().st_size // 2])
    with Store(tmp_path / "m.db") as store:
        result = import_file(store, cut)
        assert result.added > 1000
        assert result.read == result.added + result.merged + result.skipped
        assert result.skips
        assert len(store) == result.added


def test_an_entity_bomb(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.tmx"
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    bomb.write_text(
        f'<?xml version="1.0"?><!DOCTYPE tmx [{entities}]><tmx version="1.4"><header/>'
        '<body><tu><tuv xml:lang="en"><seg>&a9;</seg></tuv></tu></body></tmx>'
    )
    with Store(tmp_path / "m.db") as store:
        with pytest.raises(UnsafeFileError):
            import_file(store, bomb)
        assert len(store) == 0


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with Store(tmp_path / "m.db") as store, pytest.raises(InputError, match=r"no such file"):
        import_file(store, tmp_path / "missing.tmx")


def test_a_damaged_store(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    with Store(path) as store:
        import_entries(store)
    size = path.stat().st_size
    with path.open("r+b") as stream:
        stream.seek(8192)
        stream.write(os.urandom(size - 8192))
    with pytest.raises(StoreError, match=r"damaged|no translation memory"):
        connection = connect(path)
        connection.close()
        with Store(path) as store:
            list(store.entries())


def import_entries(store: Store) -> None:
    from duizhao.memory.store import from_units

    store.add(from_units(UNITS[:300]))
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
