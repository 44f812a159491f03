"""Files with both languages, recognised here so that nobody aligns them."""

from __future__ import annotations

from pathlib import Path

from ..bilingual.kinds import holds_pairs, is_pairs, kind_of
from ..document import Source


def sniff(head: bytes, path: Path) -> bool:
    """A memory, a catalogue, JSON or a text whose every line is a pair; tables come later."""
    kind = kind_of(path)
    if kind is None or (kind == "table" and _is_sheet(head, path)):
        return False
    return kind != "json" or holds_pairs(path)


def _is_sheet(head: bytes, path: Path) -> bool:
    from .sheets import sniff

    return sniff(head, path)


def read(path: Path) -> Source:
    """Refused: there is nothing to align in it.

    Raises:
        FormatError: always; `duizhao.corpora.bilingual.read_pairs` reads it.
    """
    raise is_pairs(path)
