"""Random operations and undos lose nothing, replay to the same state, and survive the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from duizhao.corpora.errors import DuizhaoError, OutputError, SettingsError
from duizhao.review.file import JournalLine, ProjectFile
from duizhao.review.operations import perform
from duizhao.review.project import Project, StaleError
from duizhao.review.state import Delta, RowState, State, applied

from .made import check, plain_state, random_operation, texts


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made(tmp_path / "a.duizhao", plain_state())


def made(path: Path, state: State) -> Path:
    file = ProjectFile(path, create=True)
    file.fill(state, {"zh": "a.zh.txt", "en": "a.en.txt"}, {})
    file.close()
    return path


@pytest.mark.parametrize("seed", range(6))
def test_500_random_operations_and_undos(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    first = plain_state(14)
    path = made(tmp_path / "a.duizhao", first)
    whole = [texts(first, side) for side in ("zh", "en")]
    project = Project(path)
    done = 0
    states = {0: project.state}
    for step in range(500):
        choice = random.random()
        before = project.version
        try:
            if choice < 0.25:
                project.undo()
            elif choice < 0.35:
                project.redo()
            else:
                project.perform(random_operation(random, project.state))
        except SettingsError:
            assert project.version == before
        done += project.version > before
        states[project.version] = project.state
        check(project.state)
        assert [texts(project.state, side) for side in ("zh", "en")] == whole
        if step % 100 == 99:
            project.close()
            project = Project(path)
            assert project.state == states[project.version]
    assert done > 250
    assert replayed(first, project.file.lines()) == project.state
    while project.undo():
        pass
    assert plain(project.state) == plain(first)
    project.close()


def replayed(first: State, lines: Iterable[JournalLine]) -> State:
    """The state that a journal leads to, each operation carried out again."""
    state = first
    deltas: dict[int, Delta] = {}
    for line in lines:
        if line.action == "do":
            delta = perform(state, line.operation)
        else:
            delta = deltas[line.target]
            delta = delta.reversed() if line.action == "undo" else delta
        after = tuple(replace(row, version=line.number) for row in delta.rows_after)
        delta = replace(delta, rows_after=after)
        if line.action == "do":
            deltas[line.number] = delta
        state = applied(state, delta)
    return state


def plain(state: State) -> list[object]:
    """Rows and texts, without versions."""
    rows: list[object] = [(row.zh, row.en, row.state, row.comment) for row in state.rows]
    return [*rows, *sorted((n, one.text, one.source) for n, one in state.segments.items())]


def test_what_is_shown_is_on_disk(path: Path) -> None:
    """Another connection sees each change at once, as after a kill."""
    with Project(path) as project:
        row = project.state.rows[2].id
        project.perform({"op": "merge", "row": row})
        project.perform({"op": "confirm", "row": row})
        project.undo()
        seen = ProjectFile(path)
        assert seen.state() == project.state
        assert [action for _, action, _ in seen.actions()] == ["do", "do", "undo"]
        seen.close()


def test_undo_and_redo_after_a_restart(path: Path) -> None:
    with Project(path) as project:
        row = project.state.rows[0].id
        project.perform({"op": "confirm", "row": row})
        project.perform({"op": "comment", "row": row, "text": "good"})
        project.undo()
    with Project(path) as project:
        assert project.can_redo
        again = project.redo()
        assert again is not None
        assert again.operation["op"] == "comment"
        assert project.state.rows[0].comment == "good"
        project.undo()
        project.undo()
        assert project.state.rows[0].state == RowState.AUTOMATIC
        assert project.undo() is None


def test_two_windows_never_lose_an_edit(path: Path) -> None:
    with Project(path) as project:
        row = project.state.rows[0]
        seen = project.version
        project.perform({"op": "edit", "segment": row.zh[0], "text": "第一窗。"}, base=seen)
        with pytest.raises(StaleError):
            project.perform({"op": "edit", "segment": row.zh[0], "text": "第二窗。"}, base=seen)
        assert project.state.segments[row.zh[0]].text == "第一窗。"
        elsewhere = project.state.rows[5]
        assert project.perform({"op": "confirm", "row": elsewhere.id}, base=seen)
        project.perform({"op": "merge", "row": project.state.rows[7].id}, base=project.version)
        gone = project.version - 1
        with pytest.raises(StaleError):
            project.perform({"op": "confirm", "row": 9}, base=gone)


def test_one_process_at_a_time(path: Path) -> None:
    with Project(path), pytest.raises(OutputError, match="another program"):
        Project(path)
    Project(path).close()


def test_what_is_no_project_is_refused(tmp_path: Path) -> None:
    for name, content in (("text.duizhao", b"hello"), ("empty.duizhao", b"")):
        place = tmp_path / name
        place.write_bytes(content)
        with pytest.raises(DuizhaoError, match=name):
            Project(place)
        assert place.read_bytes() == content
    with pytest.raises(DuizhaoError, match="no such project"):
        Project(tmp_path / "missing.duizhao")
