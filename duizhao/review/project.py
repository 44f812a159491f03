"""A review that is open: its state, its journal, undo and redo."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import RLock
from typing import Any

from duizhao.corpora.errors import DuizhaoError
from duizhao.corpora.lock import locked

from .file import Action, JournalLine, ProjectFile
from .operations import Operation, perform
from .state import Delta, State, applied


class StaleError(DuizhaoError):
    """Somebody else changed a row that an operation is about."""


@dataclass(frozen=True, slots=True)
class Committed:
    """A change that is on disk.

    Attributes:
        version: of the project after it.
        delta: what changed.
        state: after it.
        action: see `JournalLine`.
        operation: what was asked for, or what was undone or redone.
    """

    version: int
    delta: Delta
    state: State
    action: Action
    operation: Mapping[str, Any]


class Project(AbstractContextManager["Project"]):
    """A review that is open, for any number of threads of one process.

    Attributes:
        file: where it is kept.
        meta: what is known of the documents, and settings.

    Args:
        path: the project file.

    Raises:
        OutputError: another process has it open.
        MissingFileError, FormatError, StoreError: as `ProjectFile`.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._lock = RLock()
        self._held = ExitStack()
        self._held.enter_context(locked(path, wait=0))
        try:
            self.file = ProjectFile(path)
            self._held.callback(self.file.close)
            self._state = self.file.state()
            self.meta = self.file.meta()
            self._done: list[int] = []
            self._undone: list[int] = []
            self._version = 0
            for number, action, target in self.file.actions():
                self._remember(number, action, target)
        except BaseException:
            self._held.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._held.close()

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def state(self) -> State:
        """As it is; it never changes, a later one takes its place."""
        return self._state

    @property
    def version(self) -> int:
        """How many changes there were."""
        return self._version

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to undo."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is anything to redo."""
        return bool(self._undone)

    def perform(
        self, operation: Operation, *, base: int | None = None, who: str = ""
    ) -> Committed | None:
        """Carry out an operation and write it down.

        Args:
            operation: see `duizhao.review.operations`.
            base: the version that the person saw; None for the present one.
            who: who did it, or "".

        Returns:
            What changed; None if nothing did.

        Raises:
            SettingsError: it is impossible here.
            StaleError: one of its rows was changed after `base`.
        """
        with self._lock:
            if base is not None and base < self._version:
                self._refuse_stale(operation, base)
            delta = perform(self._state, operation)
            if delta.is_empty:
                return None
            if base is not None and any(row.version > base for row in delta.rows_before):
                raise _stale()
            number = self._version + 1
            return self._commit(number, "do", number, operation, delta, who)

    def undo(self, who: str = "") -> Committed | None:
        """Take back the last change that is not taken back; None if there is none."""
        with self._lock:
            if not self._done:
                return None
            target = self._done[-1]
            delta = self.file.delta(target).reversed()
            operation = self._operation(target)
            return self._commit(self._version + 1, "undo", target, operation, delta, who)

    def redo(self, who: str = "") -> Committed | None:
        """Do again what was taken back last; None if there is nothing."""
        with self._lock:
            if not self._undone:
                return None
            target = self._undone[-1]
            delta = self.file.delta(target)
            operation = self._operation(target)
            return self._commit(self._version + 1, "redo", target, operation, delta, who)

    def keep_findings(self, findings: Mapping[int, Any]) -> None:
        """Keep the findings of rows that are still there."""
        with self._lock:
            there = {row.id for row in self._state.rows}
            self.file.find({row: data for row, data in findings.items() if row in there})

    def keep(self, name: str, value: object) -> None:
        """Keep a setting."""
        with self._lock:
            self.file.note(name, value)
            self.meta[name] = value

    def _operation(self, number: int) -> Mapping[str, Any]:
        return next(iter(self.file.lines(number))).operation

    def _commit(
        self,
        number: int,
        action: Action,
        target: int,
        operation: Mapping[str, Any],
        delta: Delta,
        who: str,
    ) -> Committed:
        delta = replace(
            delta, rows_after=tuple(replace(row, version=number) for row in delta.rows_after)
        )
        state = applied(self._state, delta)
        when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        line = JournalLine(number, when, who, action, target, operation, delta)
        self.file.append(line, state.following)
        self._state = state
        self._remember(number, action, target)
        return Committed(number, delta, state, action, operation)

    def _remember(self, number: int, action: Action, target: int) -> None:
        self._version = number
        if action == "do":
            self._done.append(number)
            self._undone.clear()
        elif action == "undo":
            self._undone.append(self._done.pop())
        else:
            self._done.append(self._undone.pop())

    def _refuse_stale(self, operation: Operation, base: int) -> None:
        """Refuse an operation on rows or segments that others changed or took away."""
        segments = {
            *_numbers(operation.get("segment")),
            *_numbers(operation.get("segments")),
        }
        rows = {*_numbers(operation.get("row")), *_numbers(operation.get("rows"))}
        known = {row.id: row for row in self._state.rows}
        if not rows <= known.keys() or not segments <= self._state.segments.keys():
            raise _stale()
        related = [row for row in known.values() if segments & {*row.segments}] if segments else []
        if any(row.version > base for row in (*(known[number] for number in rows), *related)):
            raise _stale()


def _numbers(value: object) -> Collection[int]:
    if isinstance(value, int):
        return (value,)
    return value if isinstance(value, list | tuple) else ()


def _stale() -> StaleError:
    return StaleError("somebody else has just changed this row", mend="look at it again")
