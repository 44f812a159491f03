"""The review that a server shows: what is open, and the work that goes on beside it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property
from os import fspath
from pathlib import Path
from threading import RLock
from time import monotonic
from typing import TYPE_CHECKING, Any, cast, get_args

from duizhao.corpora.document import Language
from duizhao.corpora.errors import DuizhaoError, SettingsError
from duizhao.options import AlignOptions, Level

from . import recent
from .borders import proposed_border
from .checks import RowChecker, check_all
from .collection import documents, level_of
from .details import TermLookup, details
from .events import Events
from .exporting import ExportChoices, Exported, Sent, entries, export
from .opening import SUFFIX, create_from_documents, create_from_pairs, project_path
from .operations import Operation
from .project import Committed, Project
from .realigning import Proposal, proposals, stretch_around
from .sending import send
from .view import change_view, doubts, is_doubtful, row_view

if TYPE_CHECKING:
    from duizhao.align.encode.protocol import Encoder
    from duizhao.memory.facade import Memory
    from duizhao.memory.terms.termbase import Termbase

_TICK = 0.1
"""Seconds between two reports of progress."""


class Opened:
    """A project with what is worked out for it: findings, terms, matches.

    Attributes:
        project: see `Project`.
        findings: of each row that has any, as the page shows them.
        memory: path of the memory that is asked, or "".

    Args:
        path: the project file.
        memory: path of a memory that is asked, or "".
        termbases: files of terms beside those of the project.
    """

    def __init__(self, path: Path, memory: str, termbases: Collection[str]) -> None:
        self.project = Project(path)
        meta = self.project.meta
        self.findings = self.project.file.findings()
        self.memory = memory or meta.get("memory", "")
        self._termbase_files = tuple(dict.fromkeys((*meta.get("termbases", ()), *termbases)))
        self._asked: Memory | None = None
        self._memory_lock = RLock()

    def close(self) -> None:
        """Let go of the files."""
        self.forget_memory()
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

    def forget_memory(self) -> None:
        """Let go of the memory; it is opened again when it is asked."""
        with self._memory_lock:
            if self._asked is not None:
                self._asked.close()
                self._asked = None

    def _opened_memory(self) -> Memory | None:
        from duizhao.memory.facade import Memory

        if self._asked is None and self.memory and Path(self.memory).is_file():
            self._asked = Memory(self.memory, create=False)
        return self._asked


class Session:
    """What one server shows. All methods may be called from any thread.

    Attributes:
        folder: where files that are dropped go, and where relative names start.
        events: what every window is told.
        opened: the project that is open, or None.
        collection: folder of a batch whose documents are listed, or None.
        job: the work that goes on (``stage``, ``done``, ``total``), its ``error``, or None.

    Args:
        folder: see above.
        options: how documents are aligned unless the page says otherwise.
        memory: path of a memory that is asked, or "".
    """

    def __init__(
        self,
        folder: Path,
        options: AlignOptions | None = None,
        memory: str = "",
    ) -> None:
        self.folder = folder.resolve()
        self.events = Events()
        self.opened: Opened | None = None
        self.collection: Path | None = None
        self.job: dict[str, Any] | None = None
        self.options = options or AlignOptions(level="sentence")
        self._memory = memory
        self._lock = RLock()
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="review")
        self._encoders: dict[str, Encoder] = {}

    def close(self) -> None:
        """Let go of everything."""
        self.events.close()
        self._beside.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            if self.opened:
                self.opened.close()
                self.opened = None

    def here(self) -> Opened:
        """What is open.

        Raises:
            SettingsError: nothing is.
        """
        if self.opened is None:
            raise SettingsError("no project is open", mend="open one")
        return self.opened

    # Opening -------------------------------------------------------------------------------

    def open_documents(self, zh: str, en: str, options: AlignOptions | None = None) -> None:
        """Open the project of two documents; it is made, in the background, if there is none."""
        path = project_path(zh, en)
        if path.is_file():
            self.open_project(path)
            return
        wanted = options or self.options
        self._start(lambda progress: create_from_documents(path, zh, en, wanted, progress), path)

    def open_collection(self, folder: Path) -> None:
        """Show the documents of a batch."""
        documents(folder)
        level = level_of(folder)
        with self._lock:
            self.collection = folder
            if level in get_args(Level):
                self.options = replace(self.options, level=cast(Level, level))
        self.close_project()

    def open_pairs(self, source: str) -> None:
        """Open the project of a file of pairs; it is made if there is none."""
        path = Path(source).with_name(Path(source).name + ".duizhao")
        if path.is_file():
            self.open_project(path)
            return
        self._start(lambda _: create_from_pairs(path, source), path)

    def open_any(self, path: str, zh: str, en: str, asked: Mapping[str, Any]) -> None:
        """Open whatever was named: two documents, a project, or a file of pairs.

        Args:
            path: of a project or of pairs; "" for two documents.
            zh, en: the documents.
            asked: ``level``, ``memory``, ``termbase``, ``semicolon`` and ``srx`` for this time.
        """
        self._memory = asked.get("memory") or self._memory
        if path:
            place = self.folder / Path(path).expanduser()
            if place.is_dir():
                self.open_collection(place)
            elif place.suffix == SUFFIX:
                self.open_project(place)
            else:
                self.open_pairs(str(place))
            return
        if not zh or not en:
            raise SettingsError(
                "two documents are needed", mend="give a Chinese and an English one"
            )
        srx: dict[Language, str] | None = None
        if asked.get("srx"):
            srx = {"zh": str(asked["srx"]), "en": str(asked["srx"])}
        options = replace(
            self.options,
            level=asked.get("level") or self.options.level,
            semicolon=bool(asked.get("semicolon")) or self.options.semicolon,
            srx=srx or self.options.srx,
            termbase=(*self.options.termbase, *asked.get("termbase", ())),
        )
        first, second = (str(self.folder / Path(name).expanduser()) for name in (zh, en))
        self.open_documents(first, second, options)

    def open_project(self, path: Path) -> None:
        """Open a project that is there."""
        with self._lock:
            if self.opened and self.opened.project.file.path.resolve() == path.resolve():
                return
            new = Opened(path, self._memory, [fspath(one) for one in self.options.termbase])
            if self.opened:
                self.opened.close()
            self.opened = new
        recent.remember(path, new.project.meta.get("title", path.name))
        self.events.send({"type": "opened"})
        self._beside.submit(self._warm, new)

    def close_project(self) -> None:
        """Go back to where projects are opened."""
        with self._lock:
            if self.opened:
                self.opened.close()
                self.opened = None
        self.events.send({"type": "opened"})

    def _start(self, work: Callable[[Callable[[str, int, int], None]], None], path: Path) -> None:
        with self._lock:
            if self.job and not self.job.get("error"):
                raise SettingsError("documents are being aligned", mend="wait until they are")
            self.job = {"stage": "read", "done": 0, "total": 1}

        def run() -> None:
            try:
                work(self._progress())
                self.job = None
                self.open_project(path)
            except DuizhaoError as error:
                self._fail(str(error))
            except Exception as error:  # the page has to hear of it
                self._fail(f"{type(error).__name__}: {error}")
                raise

        self.events.send({"type": "progress", **self.job})
        threading.Thread(target=run, name="align", daemon=True).start()

    def _fail(self, said: str) -> None:
        self.job = {"stage": "", "done": 0, "total": 0, "error": said}
        self.events.send({"type": "progress", **self.job})

    def _progress(self) -> Callable[[str, int, int], None]:
        told = 0.0
        stage_told = ""

        def tell(stage: str, done: int, total: int) -> None:
            nonlocal told, stage_told
            self.job = {"stage": stage, "done": done, "total": total}
            now = monotonic()
            if stage != stage_told or now - told >= _TICK:
                told, stage_told = now, stage
                self.events.send({"type": "progress", **self.job})

        return tell

    def _warm(self, opened: Opened) -> None:
        """Load what the first action would wait for."""
        with self._lock:
            if self.opened is not opened:
                return
        self.encoder(opened)
        if opened.project.state.rows:
            opened.checker.check(opened.project.state, [opened.project.state.rows[0].id])

    def encoder(self, opened: Opened) -> Encoder:
        """The encoder of a project."""
        from duizhao.align.encode import load

        name = opened.project.meta.get("encoder", "use")
        with self._lock:
            if name not in self._encoders:
                self._encoders[name] = load(name)
            return self._encoders[name]

    # What is seen --------------------------------------------------------------------------

    def summary(self) -> dict[str, Any]:
        """What is open, and what goes on."""
        opened = self.opened
        shown: dict[str, Any] = {
            "folder": str(self.folder),
            "job": self.job,
            "recent": recent.recent(),
            "project": None,
            "collection": str(self.collection) if self.collection else None,
            "options": {"level": self.options.level, "memory": self._memory},
            "windows": len(self.events),
        }
        if opened:
            project = opened.project
            shown["project"] = {
                "path": str(project.file.path),
                "title": project.meta.get("title", ""),
                "zh": project.meta.get("zh", ""),
                "en": project.meta.get("en", ""),
                "notes": project.meta.get("notes", []),
                "level": project.meta.get("level", ""),
                "memory": opened.memory,
                "version": project.version,
                "rows": len(project.state.rows),
                "undo": project.can_undo,
                "redo": project.can_redo,
                "place": project.meta.get("place"),
            }
        return shown

    def documents(self) -> list[dict[str, Any]]:
        """The documents of the collection, the most doubtful first."""
        return documents(self.collection) if self.collection else []

    def rows(self) -> dict[str, Any]:
        """All rows, as `row_view` gives them."""
        opened = self.here()
        with self._lock:
            state, version = opened.project.state, opened.project.version
        return {
            "version": version,
            "undo": opened.project.can_undo,
            "redo": opened.project.can_redo,
            "rows": [row_view(state, row, opened.findings) for row in state.rows],
        }

    # What is done --------------------------------------------------------------------------

    def perform(
        self, operation: Operation, base: int | None = None, who: str = ""
    ) -> dict[str, Any]:
        """Carry out an operation; what the page has to change."""
        return self._changed(lambda project: project.perform(operation, base=base, who=who))

    def undo(self) -> dict[str, Any]:
        """Take the last change back."""
        return self._changed(lambda project: project.undo())

    def redo(self) -> dict[str, Any]:
        """Do what was taken back again."""
        return self._changed(lambda project: project.redo())

    def _changed(self, action: Callable[[Project], Committed | None]) -> dict[str, Any]:
        opened = self.here()
        project = opened.project
        with self._lock:
            done = action(project)
            if done is None:
                return {"type": "same", "version": project.version}
            for row in done.delta.rows_before:
                if row.id not in {one.id for one in done.delta.rows_after}:
                    opened.findings.pop(row.id, None)
            change = change_view(
                done, opened.findings, undo=project.can_undo, redo=project.can_redo
            )
            self.events.send(change)
        changed = {row.id for row in done.delta.rows_after}
        if _needs_check(done) and changed:
            self._beside.submit(self._check, opened, changed)
        return change

    def _check(self, opened: Opened, rows: Collection[int]) -> None:
        """Look for findings in rows that changed, and tell the windows."""
        if self.opened is not opened:
            return
        self.encoder(opened)
        found = opened.checker.check(opened.project.state, rows)
        self._keep(opened, found)

    def _keep(self, opened: Opened, found: Mapping[int, Any]) -> None:
        with self._lock:
            opened.project.keep_findings(found)
            there = {row.id for row in opened.project.state.rows}
            for row, data in found.items():
                if data and row in there:
                    opened.findings[row] = data
                else:
                    opened.findings.pop(row, None)
            changed = {
                str(row.id): [data, int(is_doubtful(row, data))]
                for row in opened.project.state.rows
                if (data := found.get(row.id)) is not None
            }
            self.events.send({"type": "findings", "rows": changed})

    def check(self) -> dict[str, Any]:
        """Look for findings in the whole document again."""
        opened = self.here()
        state = opened.project.state
        found = check_all(state, opened.project.meta, opened.termbases, self._progress())
        self.job = None
        self.events.send({"type": "progress", "stage": "", "done": 1, "total": 1})
        self._keep(opened, {row.id: found.get(row.id, []) for row in state.rows})
        return {"rows": len(found), "doubts": doubts(state, opened.findings)}

    def proposals(self, row: int | None = None) -> list[Proposal]:
        """What aligning again would change: around a row, or everywhere."""
        opened = self.here()
        state = opened.project.state
        rows = state.rows if row is None else stretch_around(state, row)
        encoder = self.encoder(opened)
        progress = self._progress() if row is None else None
        found = proposals(state, rows, encoder, opened.project.meta, progress)
        if row is None:
            self.job = None
            self.events.send({"type": "progress", "stage": "", "done": 1, "total": 1})
        return found

    def realign(self, row: int, base: int | None = None) -> dict[str, Any]:
        """Align again what is between the nearest confirmed rows around a row."""
        found = self.proposals(row)
        if not found:
            return {"type": "same", "version": self.here().project.version}
        # One operation, so that one undo takes it back: from the first change to the last.
        state = self.here().project.state
        first = state.index(found[0].rows[0])
        last = state.index(found[-1].rows[-1])
        changed = {number: one for one in found for number in one.rows}
        beads: list[Mapping[str, Any]] = []
        for place in range(first, last + 1):
            here = state.rows[place]
            proposal = changed.get(here.id)
            if proposal is None:
                beads.append(
                    {
                        "zh": here.zh,
                        "en": here.en,
                        "confidence": here.confidence,
                        "reasons": here.reasons,
                        "moved": here.moved,
                    }
                )
            elif here.id == proposal.rows[0]:
                beads += proposal.beads
        rows = [one.id for one in state.rows[first : last + 1]]
        return self.perform({"op": "realign", "rows": rows, "beads": beads}, base)

    def history(self) -> list[dict[str, Any]]:
        """All changes, the last first."""
        return [
            {"number": number, "time": time, "action": action, "op": op, "target": target}
            for number, time, action, op, target in self.here().project.file.history()
        ]

    def border(self, segment: int, at: int) -> list[int] | None:
        """Where the other side is likely to be cut."""
        opened = self.here()
        state = opened.project.state
        row = state.row_of(segment)
        found = proposed_border(state, row, state.segment(segment), at, self.encoder(opened))
        return None if found is None else list(found)

    def export(self, choices: ExportChoices) -> Exported:
        """Write a file."""
        opened = self.here()
        project = opened.project
        return export(project.state, project.meta, project.file.path.resolve(), choices)

    def send(self, memory: str) -> Sent:
        """Put the pairs into a memory, in place of what it had of these documents."""
        opened = self.here()
        name = memory or opened.memory
        if not name:
            raise SettingsError("no memory", mend="name one")
        path = opened.project.file.path.resolve().parent / Path(name).expanduser()
        opened.forget_memory()
        sent = send(path, entries(opened.project.state, opened.project.meta), opened.project)
        opened.memory = str(path)
        opened.project.keep("memory", str(path))
        self.events.send({"type": "memory", "path": str(path)})
        return sent


def _needs_check(done: Committed) -> bool:
    """Whether texts or pairs changed, not only what is said of them."""
    before = {row.id: (row.zh, row.en) for row in done.delta.rows_before}
    after = {row.id: (row.zh, row.en) for row in done.delta.rows_after}
    return bool(done.delta.segments_after) or before != after
