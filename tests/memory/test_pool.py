"""Who waits for a memory, how long, and what becomes of the work that nobody waits for."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from duizhao.corpora.errors import MissingFileError, StoreError
from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory
from duizhao.memory.service import RequestLimits
from duizhao.memory.service.pool import BusyError, LateError, MemoryPool

LONG = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
"""A question that is never answered."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Memory(tmp_path / "m.db") as memory:
        memory.add([Unit("渡船靠岸。", "The ferry has landed.", confidence=1.0)])
    return tmp_path / "m.db"


@pytest.fixture
def release() -> Iterator[threading.Event]:
    """What lets jobs that wait go on, at the latest when the test is over."""
    event = threading.Event()
    yield event
    event.set()


def ask(memory: Memory) -> int:
    return int(memory.store.connection.execute(LONG).fetchone()[0])


@pytest.mark.parametrize("what", ["own", "also"])
def test_no_memory_is_made(path: Path, what: str) -> None:
    missing = path.with_name("none.db")
    with pytest.raises((MissingFileError, StoreError)):
        if what == "own":
            MemoryPool(missing, 1, RequestLimits())
        else:
            MemoryPool(path, 1, RequestLimits(), also=[missing])
    assert not missing.exists()


def test_a_pool_that_writes_has_its_log_on_before_anybody_reads(path: Path) -> None:
    pool = MemoryPool(path, 1, RequestLimits(), writes=True)
    assert path.with_name("m.db-wal").exists()
    pool.close()
    assert not path.with_name("m.db-wal").exists()


def test_matches_of_further_memories_have_no_id_here(path: Path, tmp_path: Path) -> None:
    with Memory(tmp_path / "other.db") as memory:
        memory.add([Unit("渡船靠岸了。", "The ferry landed.", confidence=1.0)])
    pool = MemoryPool(path, 1, RequestLimits(), also=[tmp_path / "other.db"])
    found = asyncio.run(pool.run(lambda memory: pool.search(memory, "渡船靠岸。", "zh", 5, 50)))
    assert {(match.entry.unit.en, match.entry.id > 0) for match in found} == {
        ("The ferry has landed.", True),
        ("The ferry landed.", False),
    }
    pool.close()


def test_more_than_may_wait_are_told_so_at_once(path: Path, release: threading.Event) -> None:
    pool = MemoryPool(path, 1, RequestLimits(waiting=2))

    async def all_at_once() -> list[object]:
        jobs = [asyncio.ensure_future(pool.run(lambda _: release.wait(20))) for _ in range(3)]
        await asyncio.sleep(0.05)
        assert [job.done() for job in jobs] == [False, False, True]
        release.set()
        return await asyncio.gather(*jobs, return_exceptions=True)

    first, second, third = asyncio.run(all_at_once())
    assert (first, second) == (True, True)
    assert isinstance(third, BusyError)
    # Those that are through count no more.
    assert asyncio.run(pool.run(lambda _: 7)) == 7
    pool.close()


def test_nobody_waits_for_ever_for_a_memory(path: Path, release: threading.Event) -> None:
    pool = MemoryPool(path, 1, RequestLimits(patience=0.05))

    async def one_after_the_other() -> None:
        first = asyncio.ensure_future(pool.run(lambda _: release.wait(20)))
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await pool.run(lambda _: None)
        assert not first.done()
        release.set()
        assert await first

    asyncio.run(one_after_the_other())
    pool.close()


def test_what_takes_too_long_is_interrupted_and_its_memory_used_again(path: Path) -> None:
    pool = MemoryPool(path, 1, RequestLimits(seconds=0.2))
    reported: list[object] = []

    async def late() -> int:
        asyncio.get_running_loop().set_exception_handler(lambda _, what: reported.append(what))
        with pytest.raises(LateError):
            await pool.run(ask)
        return await pool.run(lambda memory: len(memory.store))

    assert asyncio.run(late()) == 1
    gc.collect()
    assert not reported
    pool.close()


def test_what_is_at_work_when_the_service_ends_is_interrupted(path: Path) -> None:
    pool = MemoryPool(path, 2, RequestLimits())
    memories = list(pool._all)
    failed: list[sqlite3.Error] = []

    def work(memory: Memory) -> None:
        try:
            ask(memory)
        except sqlite3.Error as error:
            failed.append(error)

    thread = threading.Thread(target=pool._work, args=(work, memories[0]))
    thread.start()
    while not pool._working:
        time.sleep(0.001)
    began = time.monotonic()
    pool.close()
    thread.join(10)
    assert [type(error) for error in failed] == [sqlite3.OperationalError]
    assert time.monotonic() - began < 2
    for memory in memories:
        with pytest.raises(sqlite3.ProgrammingError):
            memory.store.connection.execute("SELECT 1")


def test_a_memory_that_will_not_stop_is_left_open(
    path: Path, release: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("duizhao.memory.service.pool._LAST_SECONDS", 0.05)
    pool = MemoryPool(path, 1, RequestLimits())
    (memory,) = pool._all
    found: list[int] = []

    def work(memory: Memory) -> None:
        release.wait(20)
        found.append(len(memory.store))

    job = pool._threads.submit(pool._work, work, memory)
    while not pool._working:
        time.sleep(0.001)
    pool.close()
    assert not found  # nobody waited for it
    release.set()
    job.result(10)
    assert found == [1]
    memory.close()
