"""A pair of documents, aligned: what `duizhao.align` gives back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from duizhao.align.bead import Bead
from duizhao.align.pins import Border, Pin, Pins, pin_lines
from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.counted import counted
from duizhao.corpora.document import Document, Segment
from duizhao.corpora.file_names import as_text
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding

from .options import AlignOptions

if TYPE_CHECKING:
    import pandas as pd

    from duizhao.memory.clients import Client


SHOWN = 20
"""Units that a notebook shows."""


@dataclass(frozen=True, slots=True, repr=False)
class Pair:
    """A Chinese document and its English counterpart, aligned and checked.

    Attributes:
        zh, en: the documents as segmented.
        zh_segments, en_segments: what was aligned, in order; beads count from 0 in these.
        beads: every segment of each side in exactly one of them.
        units: one for each bead, in the same order.
        findings: doubts about the units; ``finding.unit`` is a position in `units`.
        signature: version, encoder, level and settings that reproduce all this.
        notes: what the user ought to know, a sentence each (sides put right, …).
        borders: places at which a person cut paragraphs.
        options: how it was aligned; None for pairs that were aligned elsewhere.
        decided: the beads that a person decided; None where that is not known.
    """

    zh: Document
    en: Document
    zh_segments: tuple[Segment, ...]
    en_segments: tuple[Segment, ...]
    beads: tuple[Bead, ...]
    units: tuple[Unit, ...]
    findings: tuple[Finding, ...]
    signature: str
    notes: tuple[str, ...] = ()
    borders: tuple[Border, ...] = ()
    options: AlignOptions | None = None
    decided: tuple[Bead, ...] | None = None

    def __iter__(self) -> Iterator[Unit]:
        return iter(self.units)

    def __len__(self) -> int:
        return len(self.units)

    def __repr__(self) -> str:
        null = sum(unit.is_null for unit in self.units)
        names = " ↔ ".join(Path(side.path).name or "text" for side in (self.zh, self.en))
        return (
            f"<Pair {names}: {counted(len(self) - null, 'pair')}, {null} unpaired, "
            f"{counted(len(self.findings), 'finding')}>"
        )

    def _repr_html_(self) -> str:
        """A table of the first units, for notebooks."""
        from html import escape

        rows = "".join(
            f"<tr><td>{escape(unit.zh)}</td><td>{escape(unit.en)}</td>"
            f"<td>{'' if unit.confidence is None else f'{unit.confidence:.2f}'}</td></tr>"
            for unit in self.units[:SHOWN]
        )
        more = f"<p>and {len(self) - SHOWN} more</p>" if len(self) > SHOWN else ""
        head = "<tr><th>zh</th><th>en</th><th>confidence</th></tr>"
        return f"<p>{escape(repr(self))}</p><table>{head}{rows}</table>{more}"

    def to_frame(self) -> pd.DataFrame:
        """The units as a pandas table, a row each, with the columns of the ``.csv``."""
        from duizhao.corpora.unit import to_frame

        return to_frame(self.units)

    def write(
        self,
        path: str | PathLike[str],
        *,
        format: str | None = None,
        client: Client | None = None,
    ) -> tuple[str, ...]:
        """Write the units to a file, in the format that its suffix names.

        Args:
            path: ``.tmx``, ``.html``, ``.tsv``, ``.csv``, ``.jsonl``, ``.xlsx``,
                ``.parquet``, ``.links`` or ``.pins``; ``.docx``, and ``.xlsx`` for the client
                ``excel``, are worksheets that `duizhao apply` takes back.
            format: one of these without the dot, where the suffix does not say it.
            client: the tool that a TMX is for (`duizhao.memory.clients.client_for`).

        Returns:
            What the format could not hold (units with an empty side in a ``.tmx``), a
            sentence each.

        Raises:
            OutputError: the file cannot be written; an earlier one is left whole.
            SettingsError: no such format, or the file is one of the two documents.
        """
        from duizhao.corpora.overwrite import refuse_overwriting
        from duizhao.memory.write import format_of, write

        refuse_overwriting([path], [self.zh.path, self.en.path])
        name = format_of(fspath(path), format)
        if name == "pins":
            self._write_pins(path)
            return ()
        if name == "docx" or (name == "xlsx" and client and client.name == "excel"):
            return self._write_worksheet(path, name)
        return write(
            self.units,
            path,
            format=format,
            findings=self.findings,
            client=client,
            title=as_text(f"{Path(self.zh.path).name} ↔ {Path(self.en.path).name}"),
        )

    def pins(self) -> Pins:
        """The beads that a person decided as pins, to be given to `duizhao.align`.

        Where that is not known, every bead, from which a person takes out what is not settled.
        """
        zh, en = ([each.text for each in side] for side in (self.zh_segments, self.en_segments))
        level = next(
            (part[6:] for part in self.signature.split("|") if part.startswith("level:")), ""
        )
        beads = self.beads if self.decided is None else self.decided
        found = tuple(Pin.of(zh, en, bead, level) for bead in beads)
        return Pins(found, self.borders, documents=(_name(self.zh), _name(self.en)))

    def _write_worksheet(self, path: str | PathLike[str], format: str) -> tuple[str, ...]:
        from .worksheet.files import write_docx, write_xlsx
        from .worksheet.rows import about_of, rows_of

        write = write_docx if format == "docx" else write_xlsx
        if fspath(path) == "-":
            return tuple(write(rows_of(self), about_of(self), sys.stdout.buffer))
        with atomic_write(path) as temporary, temporary.open("wb") as stream:
            return tuple(write(rows_of(self), about_of(self), stream))

    def _write_pins(self, path: str | PathLike[str]) -> None:
        lines = "".join(f"{line}\n" for line in pin_lines(self.pins()))
        if fspath(path) == "-":
            sys.stdout.write(lines)
            return
        with atomic_write(path) as temporary:
            temporary.write_text(lines, encoding="utf-8", newline="\n")


def _name(document: Document) -> str:
    """Its path within the user's folder; without the folders of the machine elsewhere."""
    path = PurePath(document.path)
    outside = path.is_absolute() or ".." in path.parts
    return as_text(path.name if outside else document.path)
