"""A project with what is worked out for it: findings, terms, matches, proposals."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from threading import RLock, Timer
from typing import TYPE_CHECKING, Any

from duizhao.corpora.errors import SettingsError

from .borders import proposed_border
from .checks import RowChecker, check_all
from .details import TermLookup, details
from .events import Events
from .exporting import ExportChoices, Exported, Sent, entries, export
from .operations import Operation
from .packing import packed
from .project import Committed, Project
from .realigning import Proposal, as_operation, proposals, stretch_around
from .sending import send
from .view import change_view, doubts, is_doubtful, row_view

if TYPE_CHECKING:
    from duizhao.align.encode.protocol import Encoder
    from duizhao.memory.facade import Memory
    from duizhao.memory.terms.termbase import Termbase


_PAUSE_SECONDS = 0.4
"""After the last change, until the rows that changed are checked."""


class Opened:
    """An open project. All methods may be called from any thread.

    Attributes:
        project: see `Project`.
        findings: of each row that has any, as the page shows them.
        memory: path of the memory that is asked, or "".

    Args:
        path: the project file.
        memory: path of a memory that is asked, or "".
        termbases: files of terms beside those of the project.
        events: that every window is told.
        encoder_of: gives the encoder of a name.
    """

    def __init__(
        self,
        path: Path,
        memory: str,
        termbases: Collection[str],
        events: Events,
        encoder_of: Callable[[str], Encoder],
    ) -> None:
        self.project = Project(path)
        meta = self.project.meta
        self.findings = self.project.file.findings()
        self.memory = memory or meta.get("memory", "")
        self._events = events
        self._encoder_of = encoder_of
        self._termbase_files = tuple(dict.fromkeys((*meta.get("termbases", ()), *termbases)))
        self._searched: Memory | None = None
        self._memory_lock = RLock()
        self._lock = RLock()
        self._closed = False
        self._views: dict[int, tuple[int, str]] = {}
        self._waiting: set[int] = set()
        self._timer: Timer | None = None
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="review")
        self._beside.submit(self._warm)

    def close(self) -> None:
        """Let go of the files."""
        self._closed = True
        if self._timer is not None:
            self._timer.cancel()
        self._beside.shutdown(wait=False, cancel_futures=True)
        self._forget_memory()
        with self._lock:
            self.project.close()

    @cached_property
    def termbases(self) -> list[Termbase]:
        """The user's termbases, those that are still there."""
        from duizhao.memory.terms.termbase import Termbase

        return [Termbase.read(one) for one in self._termbase_files if Path(one).is_file()]

    @cached_property
    def lookup(self) -> TermLookup:
        """Finds terms and names."""
        return TermLookup(self.termbases)

    @cached_property
    def checker(self) -> RowChecker:
        """Checks single rows."""
        return RowChecker(self.project.state, self.project.meta, self.termbases)

    def details(self, row: int) -> dict[str, Any]:
        """What the side panel shows of a row."""
        state = self.project.state
        here = state.rows[state.index(row)]
        with self._memory_lock:
            return details(state, here, self.project.meta, self.lookup, self._opened_memory())

    def _forget_memory(self) -> None:
        """Let go of the memory; it is opened again when it is asked."""
        with self._memory_lock:
            if self._searched is not None:
                self._searched.close()
                self._searched = None

    def _opened_memory(self) -> Memory | None:
        from duizhao.memory.facade import Memory

        if self._searched is None and self.memory and Path(self.memory).is_file():
            self._searched = Memory(self.memory, create=False)
        return self._searched

    @property
    def encoder(self) -> Encoder:
        """The encoder that its documents were aligned with."""
        return self._encoder_of(self.project.meta.get("encoder", "use"))

    def _warm(self) -> None:
        """Load what the first action would wait for."""
        self.rows()
        self._check([row.id for row in self.project.state.rows[:1]])

    def rows(self) -> str:
        """All rows, as `row_view` gives them, with the version that they are of; JSON."""
        with self._lock:
            project = self.project
            state, known = project.state, self._views
            views = []
            for row in state.rows:
                version, text = known.get(row.id, (-1, ""))
                if version != row.version:
                    text = packed(row_view(state, row, self.findings))
                    known[row.id] = (row.version, text)
                views.append(text)
            head = {"version": project.version, "undo": project.can_undo, "redo": project.can_redo}
            return f'{packed(head)[:-1]},"rows":[{",".join(views)}]}}'

    def perform(
        self, operation: Operation, base: int | None = None, who: str = ""
    ) -> dict[str, Any]:
        """Carry out an operation; what the page has to change."""
        return self._changed(lambda project: project.perform(operation, base=base, who=who))

    def undo(self, who: str = "") -> dict[str, Any]:
        """Take the last change back."""
        return self._changed(lambda project: project.undo(who))

    def redo(self, who: str = "") -> dict[str, Any]:
        """Do what was taken back again."""
        return self._changed(lambda project: project.redo(who))

    def _changed(self, action: Callable[[Project], Committed | None]) -> dict[str, Any]:
        project = self.project
        with self._lock:
            done = action(project)
            if done is None:
                return {"type": "same", "version": project.version}
            changed = {row.id for row in done.delta.rows_after}
            for row in done.delta.rows_before:
                if row.id not in changed:
                    self.findings.pop(row.id, None)
            change = change_view(done, self.findings, undo=project.can_undo, redo=project.can_redo)
            self._events.send(change)
        if changed and _needs_check(done):
            self._check_later(changed)
        return change

    def _check_later(self, rows: Collection[int]) -> None:
        """Check rows when the person pauses: the next action has the processor for itself."""
        with self._lock:
            self._waiting |= set(rows)
            if self._timer is not None:
                self._timer.cancel()
            self._timer = Timer(_PAUSE_SECONDS, self._check_waiting)
            self._timer.daemon = True
            self._timer.start()

    def _check_waiting(self) -> None:
        with self._lock:
            rows, self._waiting = self._waiting, set()
            if not self._closed:
                self._beside.submit(self._check, rows)

    def _check(self, rows: Collection[int]) -> None:
        """Look for findings in rows that changed, and tell the windows."""
        self._keep(self.checker.check(self.project.state, rows))

    def _keep(self, found: Mapping[int, Any]) -> None:
        with self._lock:
            if self._closed:
                return
            self.project.keep_findings(found)
            there = {row.id for row in self.project.state.rows}
            for row, data in found.items():
                self._views.pop(row, None)
                if data and row in there:
                    self.findings[row] = data
                else:
                    self.findings.pop(row, None)
            changed = {
                str(row.id): [data, int(is_doubtful(row, data))]
                for row in self.project.state.rows
                if (data := found.get(row.id)) is not None
            }
            self._events.send({"type": "findings", "rows": changed})

    def check(self) -> dict[str, Any]:
        """Look for findings in the whole document again."""
        state = self.project.state
        progress = self._events.progress()
        try:
            found = check_all(state, self.project.meta, self.termbases, progress)
        finally:
            progress("", 1, 1)
        self._keep({row.id: found.get(row.id, []) for row in state.rows})
        return {"rows": len(found), "doubts": doubts(state, self.findings)}

    def proposals(self, row: int | None = None) -> list[Proposal]:
        """What aligning again would change: around a row, or everywhere."""
        state = self.project.state
        rows = state.rows if row is None else stretch_around(state, row)
        progress = self._events.progress()
        try:
            return proposals(state, rows, self.encoder, self.project.meta, progress)
        finally:
            progress("", 1, 1)

    def realign(self, row: int, base: int | None = None, who: str = "") -> dict[str, Any]:
        """Align again what is between the nearest confirmed rows around a row."""
        found = self.proposals(row)
        if not found:
            return {"type": "same", "version": self.project.version}
        return self.perform(as_operation(self.project.state, found), base, who)

    def history(self) -> list[dict[str, Any]]:
        """All changes, the last first."""
        return [
            {
                "number": number,
                "time": time,
                "action": action,
                "op": op,
                "target": target,
                "who": who,
            }
            for number, time, action, op, target, who in self.project.file.history()
        ]

    def border(self, segment: int, at: int) -> list[int] | None:
        """Where the other side is likely to be cut."""
        state = self.project.state
        row = state.row_of(segment)
        found = proposed_border(state, row, state.segment(segment), at, self.encoder)
        return None if found is None else list(found)

    def export(self, choices: ExportChoices) -> Exported:
        """Write a file."""
        project = self.project
        return export(project.state, project.meta, project.file.path.resolve(), choices)

    def send(self, memory: str) -> Sent:
        """Put the pairs into a memory, in place of what it had of these documents."""
        name = memory or self.memory
        if not name:
            raise SettingsError("no memory", mend="name one")
        path = self.project.file.path.resolve().parent / Path(name).expanduser()
        self._forget_memory()
        sent = send(path, entries(self.project.state, self.project.meta), self.project)
        self.memory = str(path)
        self.project.keep("memory", str(path))
        self._events.send({"type": "memory", "path": str(path)})
        return sent


def _needs_check(done: Committed) -> bool:
    """Whether texts or pairs changed, not only what is said of them."""
    before = {row.id: (row.zh, row.en) for row in done.delta.rows_before}
    after = {row.id: (row.zh, row.en) for row in done.delta.rows_after}
    return bool(done.delta.segments_after) or before != after
