"""The note of how far an import has come."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.corpora.errors import FormatError, InputError, MissingFileError
from duizhao.corpora.skipped import Skipped
from duizhao.memory.store import Store
from duizhao.memory.store.import_runs import begin_run, check_there, digest, note_progress
from duizhao.memory.store.insert import Added

SKIPPED = Skipped("unit 1", "has no text")


def test_an_import_goes_on_where_it_stopped(tmp_path: Path) -> None:
    with Store(tmp_path / "m.db") as store:
        run = begin_run(store, "a.tmx", "1f", "wang")
        assert (run.name, run.again) == ("a.tmx", False)
        assert (run.items, run.added, run.merged, run.skipped) == (0, 0, 0, 0)
        with store.writing() as connection:
            run = note_progress(connection, run, 10, Added(5, 3, (SKIPPED, SKIPPED)))
            run = note_progress(connection, run, 4, Added(1, 1, (SKIPPED, SKIPPED)))
        assert (run.items, run.added, run.merged, run.skipped) == (14, 6, 4, 4)
        # Begun again before it ended: the same run and action, with its counts.
        assert begin_run(store, "a.tmx", "1f", "wang") == run
        # Another content, or another name, is another import.
        other = begin_run(store, "a.tmx", "2f", "wang")
        assert other.id != run.id and other.operation != run.operation and not other.items
        with store.writing() as connection:
            connection.execute("UPDATE import SET ended = 'now' WHERE id = ?", (run.id,))
        after = begin_run(store, "a.tmx", "1f", "li")
        assert (after.id, after.again, after.items, after.added) == (run.id, True, 0, 0)
        assert after.operation > other.operation
        with store.writing() as connection:
            acts = connection.execute("SELECT id, who FROM operation ORDER BY id").fetchall()
        assert acts == [(run.operation, "wang"), (other.operation, "wang"), (after.operation, "li")]


def test_an_import_of_which_nothing_was_new_goes_on_as_well(tmp_path: Path) -> None:
    with Store(tmp_path / "m.db") as store:
        run = begin_run(store, "a.tmx", "1f", "wang")
        with store.writing() as connection:
            run = note_progress(connection, run, 10, Added(0, 10))
        resumed = begin_run(store, "a.tmx", "1f", "wang")
        assert resumed == run
        assert not resumed.again and (resumed.items, resumed.merged) == (10, 10)


def test_what_can_be_no_import(tmp_path: Path) -> None:
    for ask in (check_there, digest):
        with pytest.raises(FormatError, match="is a folder"):
            ask(tmp_path)
        with pytest.raises(MissingFileError, match="no such file"):
            ask(tmp_path / "none.tmx")


def test_a_digest_is_that_of_the_whole_content(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes(b"a" * (2 << 20) + b"x")
    second.write_bytes(b"a" * (2 << 20) + b"y")
    assert digest(first) != digest(second)
    second.write_bytes(first.read_bytes())
    assert digest(first) == digest(second) and len(digest(first)) == 32


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"a")

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(InputError, match="permission denied"):
        digest(path)
