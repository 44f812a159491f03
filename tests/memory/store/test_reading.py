"""Reading a memory needs no writing, and leaves nothing that could be in the way."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from duizhao.cli import main
from duizhao.corpora.entry import Status
from duizhao.corpora.errors import StoreError
from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory
from duizhao.memory.store import Store

UNITS = [Unit(f"第{n}条 附件", f"Article {n}, annex") for n in range(1, 31)]
NOBODY = 65534


@contextmanager
def somebody_else() -> Iterator[None]:
    """Without the rights of root, where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.setresgid(NOBODY, NOBODY, 0)
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
        os.setresgid(0, 0, 0)


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can grow by a byte."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that others can get at."""
    path = Path(tempfile.mkdtemp())
    path.chmod(0o755)
    yield path
    path.chmod(0o755)
    shutil.rmtree(path)


@pytest.fixture
def path(folder: Path) -> Path:
    path = folder / "m.db"
    with Memory(path) as memory:
        memory.add(UNITS)
    path.chmod(0o644)
    return path


def read(path: Path) -> None:
    """All that only reads."""
    with Memory(path, create=False) as memory:
        assert len(memory) == len(UNITS)
        assert memory.search(UNITS[4].zh)[0].score == 100
        assert memory.concordance("附件", limit=3)
        assert len(list(memory.store.entries())) == len(UNITS)


def logged(path: Path) -> None:
    """As a version before left it: with the write-ahead log on."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


@pytest.mark.parametrize("older", [False, True])
@pytest.mark.parametrize("rights", [0o555, 0o777])
def test_somebody_else_reads_and_leaves_nothing(path: Path, older: bool, rights: int) -> None:
    if older:
        logged(path)
    path.parent.chmod(rights)
    read(path)  # what is imported late is imported now
    before = path.read_bytes()
    with somebody_else():
        read(path)
    assert [one.name for one in path.parent.iterdir()] == ["m.db"]
    assert path.read_bytes() == before
    with Memory(path) as memory:
        memory.add([Unit("正文", "Text")])


def test_a_memory_with_the_log_on_is_read_where_nothing_can_be_written(path: Path) -> None:
    read(path)  # what is imported late is imported now
    logged(path)
    path.parent.chmod(0o555)
    with somebody_else():
        read(path)
    assert [one.name for one in path.parent.iterdir()] == ["m.db"]


@pytest.mark.parametrize("older", [False, True])
@pytest.mark.parametrize(
    "command",
    [["search", "第5条 附件"], ["concordance", "附件"], ["stats"], ["clean", "--dry-run"]],
)
def test_a_full_disk_can_be_searched(
    path: Path, command: list[str], older: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    if older:
        logged(path)
    words = ["tm", command[0], str(path), *command[1:]]
    assert main(words) == 0
    wanted = capsys.readouterr().out
    if older:
        logged(path)
    with full_disk():
        assert main(words) == 0
    assert capsys.readouterr().out == wanted


def test_what_only_reads_says_so_when_it_is_asked_to_write(path: Path) -> None:
    path.parent.chmod(0o555)
    read(path)
    with somebody_else(), Memory(path, create=False) as memory:
        with pytest.raises(StoreError, match=r"m\.db: cannot be opened for writing"):
            memory.add([Unit("正文", "Text")])
        assert len(memory) == len(UNITS)


def test_readers_see_what_a_writer_writes_meanwhile(path: Path) -> None:
    with Memory(path) as reader, Memory(path) as writer:
        assert not reader.search("正文一节")
        writer.add([Unit("正文一节", "Text of a section")])
        assert reader.search("正文一节")[0].score == 100
        writer.store.set_status([1], Status.CHECKED)
        assert next(reader.store.entries([1])).status == Status.CHECKED
        with writer.store.writing() as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            connection.execute("UPDATE unit SET status = 0 WHERE id = 2")
            assert len(reader) == len(UNITS) + 1
    assert [one.name for one in path.parent.iterdir()] == ["m.db"]


KILLED = """
import os, signal, sys
from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory
memory = Memory(sys.argv[1])
memory.add([Unit("正文一节", "Text of a section")])
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_writer_wrote_is_read(path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, path])
    assert done.returncode == -signal.SIGKILL
    with Memory(path) as reader:
        assert reader.search("正文一节")[0].score == 100
    assert [one.name for one in path.parent.iterdir()] == ["m.db"]
    with Store(path) as store:
        assert len(store) == len(UNITS) + 1
