"""Files of units that can be checked, each unit with its place."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from duizhao.align.bead import DoubtfulPair
from duizhao.corpora.entry import Entry
from duizhao.corpora.file_names import as_text
from duizhao.corpora.skipped import Skipped
from duizhao.corpora.unit import Unit
from duizhao.memory.sources import read_pairs

from .report.places import Place


@dataclass(slots=True)
class Checked:
    """Units to be checked.

    Attributes:
        units: in the order of their files.
        places: where each of them stands.
        skipped: what was left out.
        notes: what else is to be told, a sentence each.
        contents: each text with its inline tags, Chinese first; "" for one without.
        doubts: about the meaning of each unit, where aligning gave them.
    """

    units: list[Unit] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    contents: list[tuple[str, str]] = field(default_factory=list)
    doubts: Sequence[Sequence[DoubtfulPair]] | None = None

    def add(self, entry: Entry) -> None:
        """Take a unit with its place."""
        origin = entry.origins[0]
        self.units.append(entry.unit)
        self.contents.append((entry.zh_content, entry.en_content))
        self.places.append(Place(origin.file, origin.position, origin.line, origin.place))


def read_checked(paths: Sequence[str | os.PathLike[str]]) -> Checked:
    """Read files of units, one after the other.

    Raises:
        InputError: as of `duizhao.memory.sources.read_pairs`.
    """
    checked = Checked()
    for path in paths:
        for item in read_pairs(path):
            if isinstance(item, Skipped):
                checked.skipped.append(replace(item, file=as_text(path)))
            else:
                checked.add(item)
    return checked
