"""Which two names mean one file, and what no result may replace."""

from __future__ import annotations

import os
import sqlite3
from argparse import Namespace
from pathlib import Path

import pytest

from duizhao.cli.paths import Written, check_folder, check_paths
from duizhao.corpora import lock
from duizhao.corpora.atomic import umask
from duizhao.corpora.errors import OutputError, SettingsError
from duizhao.corpora.lock import locked
from duizhao.corpora.overwrite import refuse_databases, refuse_overwriting


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    path = tmp_path / "m.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE a (b)")
    connection.close()
    return path


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal"])
def test_what_a_memory_keeps_beside_it(memory: Path, end: str) -> None:
    beside = memory.with_name(memory.name + end)
    for kept in (memory, memory.with_name("new.db")):
        with pytest.raises(SettingsError, match="would be overwritten"):
            refuse_overwriting([kept.with_name(kept.name + end)], [kept])
    with pytest.raises(OutputError, match="translation memory"):
        refuse_databases(beside)


def test_the_folder_of_its_vectors(memory: Path) -> None:
    with pytest.raises(SettingsError, match="would be overwritten"):
        refuse_overwriting([memory.with_name("m.db.vectors") / "a.npy"], [memory])


def test_a_text_has_nothing_beside_it(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("a")
    refuse_overwriting([tmp_path / "a.txt-wal", tmp_path / "a.txt.vectors" / "b"], [text])
    refuse_databases(text)
    refuse_databases(tmp_path / "missing")


def test_one_output_may_go_to_standard_output(tmp_path: Path) -> None:
    refuse_overwriting(["-", None, tmp_path / "a"], ["-", None])
    with pytest.raises(SettingsError, match="two outputs to standard output"):
        refuse_overwriting(["-", "-"])
    with pytest.raises(SettingsError, match="two outputs to"):
        refuse_overwriting([tmp_path / "a", f"{tmp_path}/./a"])


def test_a_device_is_written_to_as_often_as_one_likes() -> None:
    refuse_overwriting(["/dev/null", "/dev/null"], ["/dev/null"])


def test_hard_links_are_one_file(tmp_path: Path) -> None:
    text, link = tmp_path / "a.txt", tmp_path / "b.txt"
    text.write_text("a")
    os.link(text, link)
    with pytest.raises(SettingsError, match="would be overwritten"):
        refuse_overwriting([link], [text])


def test_a_file_that_cannot_be_opened_is_no_database(
    memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "open", refuse)
    refuse_databases(memory)


def test_where_a_result_could_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_folder(str(tmp_path / "a"))
    with pytest.raises(OutputError, match="is a folder"):
        check_folder(str(tmp_path))
    with pytest.raises(OutputError, match="does not exist"):
        check_folder(str(tmp_path / "no" / "a"))
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(OutputError, match="read-only"):
        check_folder(str(tmp_path / "a"))
    check_folder("/dev/null")


def test_options_are_refused_before_any_work(memory: Path) -> None:
    check_paths(Namespace(output=[Written("-")], quiet=True))
    with pytest.raises(OutputError, match="does not exist"):
        check_paths(Namespace(output=[Written(memory.parent / "no" / "a.tmx")]))
    with pytest.raises(OutputError, match="translation memory"):
        check_paths(Namespace(output=Written(memory)))


def test_a_lock_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be changed"), locked(tmp_path / "no" / "a"):
        pass


def test_who_waits_for_a_lock_pauses_between_tries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(lock, "sleep", pauses.append)
    monkeypatch.setattr(lock, "monotonic", lambda: float(len(pauses)))
    path = tmp_path / "d.tsv"
    with locked(path):
        with pytest.raises(OutputError, match="another program is changing it"), locked(path, 3.5):
            pass
        mode = (tmp_path / ".d.tsv.lock").stat().st_mode & 0o777
    assert pauses == [lock._PAUSE] * 4 and 0 < lock._PAUSE <= 1
    assert mode == 0o666 & ~umask()
    assert not list(tmp_path.iterdir())
    with locked(path):  # free again
        pass
