"""The review that a server shows: what is open, and the work that goes on beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from os import fspath
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, cast, get_args

from duizhao.corpora.document import Language
from duizhao.corpora.errors import MissingFileError, SettingsError
from duizhao.options import AlignOptions, Level

from . import recent
from .background import Background
from .beside import SUFFIXES, documents_of
from .collection import Collection, documents, is_results, level_of, paired
from .events import Events
from .opened import Opened
from .opening import SUFFIX, create_from_documents, create_from_pairs, pairs_path, project_path

if TYPE_CHECKING:
    from duizhao.align.encode.protocol import Encoder


class Session:
    """What one server shows. All methods may be called from any thread.

    Attributes:
        folder: where files that are dropped go, and where relative names start.
        events: what every window is told.
        opened: the project that is open, or None.
        collection: documents that are listed, or None.
        background: the work that goes on.

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
        self.collection: Collection | None = None
        self.background = Background(self.events)
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

        self.background.start(
            lambda progress: create_from_documents(path, zh, en, wanted, progress),
            lambda _: self.open_project(path),
        )

    def open_results(self, folder: Path) -> None:
        """Show the documents of a batch.

        Raises:
            InputError: it is no folder of results.
        """
        documents(folder)
        level = level_of(folder)
        with self._lock:
            self.collection = Collection(str(folder))
            if level in get_args(Level):
                self.options = replace(self.options, level=cast(Level, level))
        self.close_project()

    def open_files(self, paths: Sequence[Path]) -> None:
        """Pair files, and those of folders, in the background, and list the pairs.

        Raises:
            MissingFileError: one of them is not there.
        """
        for path in paths:
            if not path.exists():
                raise MissingFileError("no such file", path=path, mend="check the name")

        def show(found: Collection) -> None:
            self.collection = found
            self.close_project()

        encoder = self.options.encoder
        self.background.start(
            lambda progress: paired(paths, lambda: self._encoder(encoder), progress), show
        )

    def open_pairs(self, source: str) -> None:
        """Open the project of a file of pairs; it is made if there is none."""
        path = pairs_path(source)
        if path.is_file():
            self.open_project(path)
            return

        self.background.start(
            lambda _: create_from_pairs(path, source), lambda _: self.open_project(path)
        )

    def open_any(self, asked: Mapping[str, Any]) -> None:
        """Open whatever was named.

        Args:
            asked: ``path`` of a project, of pairs or of a folder; or ``paths`` of files and
                folders; or ``zh`` and ``en``, two documents. ``level``, ``memory``,
                ``termbase``, ``semicolon`` and ``srx`` for this time.

        Raises:
            DuizhaoError: it cannot be opened.
        """
        self._memory = asked.get("memory") or self._memory
        options = self._options_for(asked)
        several = [self._place(name) for name in asked.get("paths", ())]
        if asked.get("path"):
            place = self._place(asked["path"])
            if not place.is_dir():
                self._open_file(place, options)
                return
            if is_results(place):
                self.open_results(place)
                return
            several = [place]
        if len(several) == 1 and several[0].is_dir() and is_results(several[0]):
            self.open_results(several[0])
        elif several:
            self.options = options
            self.open_files(several)
        elif asked.get("zh") and asked.get("en"):
            first, second = (str(self._place(asked[side])) for side in ("zh", "en"))
            self.open_documents(first, second, options)
        else:
            raise SettingsError(
                "two documents are needed", mend="give a Chinese and an English one"
            )

    def _place(self, name: str) -> Path:
        return self.folder / Path(name).expanduser()

    def _options_for(self, asked: Mapping[str, Any]) -> AlignOptions:
        srx: dict[Language, str] | None = None
        if asked.get("srx"):
            srx = {"zh": str(asked["srx"]), "en": str(asked["srx"])}
        return replace(
            self.options,
            level=asked.get("level") or self.options.level,
            semicolon=bool(asked.get("semicolon")) or self.options.semicolon,
            srx=srx or self.options.srx,
            termbase=(*self.options.termbase, *asked.get("termbase", ())),
        )

    def _open_file(self, path: Path, options: AlignOptions) -> None:
        if path.suffix == SUFFIX:
            self.open_project(path)
        elif path.suffix in SUFFIXES:
            self.open_documents(*documents_of(path, options))
        else:
            self.open_pairs(str(path))

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

    def close_project(self, *, documents: bool = False) -> None:
        """Go back to the list of documents, if there is one, or to where reviews begin.

        Args:
            documents: whether the list is closed, too.
        """
        with self._lock:
            if self.opened:
                self.opened.close()
                self.opened = None
            if documents:
                self.collection = None
        self.events.send({"type": "opened"})

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
            "job": self.background.state,
            "recent": recent.recent(),
            "project": None,
            "collection": self.collection.name if self.collection else None,
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
                "pairs": project.meta.get("pairs", ""),
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

    def documents(self) -> dict[str, Any]:
        """What is listed: ``documents`` and ``left``, as `Collection` gives them."""
        here = self.collection
        return {
            "documents": here.documents() if here else [],
            "left": here.left() if here else [],
        }
