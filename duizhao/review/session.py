"""The review that a server shows: what is open, and the work that goes on beside it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from os import fspath
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, cast, get_args

from duizhao.corpora.document import Language
from duizhao.corpora.errors import DuizhaoError, SettingsError
from duizhao.options import AlignOptions, Level

from . import recent
from .collection import documents, level_of
from .events import Events
from .opened import Opened
from .opening import SUFFIX, create_from_documents, create_from_pairs, project_path

if TYPE_CHECKING:
    from duizhao.align.encode.protocol import Encoder


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
        self._encoders: dict[str, Encoder] = {}
        self._encoder_lock = RLock()

    def close(self) -> None:
        """Let go of everything."""
        self.events.close()
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
            elif place.suffix in (".links", ".pins"):
                raise SettingsError(
                    "holds pairs without their texts",
                    path=path,
                    mend=f"give the two documents and --pins {place.name}",
                )
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
            termbases = [fspath(one) for one in self.options.termbase]
            new = Opened(path, self._memory, termbases, self.events, self._encoder)
            if self.opened:
                self.opened.close()
            self.opened = new
        recent.remember(path, new.project.meta.get("title", path.name))
        self.events.send({"type": "opened"})

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
        tell = self.events.progress()

        def note(stage: str, done: int, total: int) -> None:
            self.job = {"stage": stage, "done": done, "total": total}
            tell(stage, done, total)

        return note

    def _encoder(self, name: str) -> Encoder:
        """An encoder, loaded once."""
        from duizhao.align.encode import load

        with self._encoder_lock:
            if name not in self._encoders:
                self._encoders[name] = load(name)
            return self._encoders[name]

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
            "names": self.events.names,
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
