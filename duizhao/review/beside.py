"""The documents that a file of pins or links is about."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast, get_args

from duizhao.align.bead import Bead
from duizhao.align.pins import Pins, read_pins
from duizhao.align.project import sentences
from duizhao.corpora.document import LANGUAGES
from duizhao.corpora.errors import SettingsError
from duizhao.corpora.pairing.names import read_name
from duizhao.corpora.sentences.srx import read_splitters
from duizhao.options import AlignOptions, Level
from duizhao.pipeline import read_documents

SUFFIXES = (".pins", ".links")
_OTHERS = frozenset((*SUFFIXES, ".tmx", ".jsonl", ".csv", ".tsv", ".xlsx", ".parquet", ".duizhao"))
"""Suffixes of what is written beside documents, and is none."""


def documents_of(path: Path, options: AlignOptions) -> tuple[str, str, AlignOptions]:
    """The two documents, and the options to align them with what the file settles.

    Pins name their documents and their level. Links do neither: their documents are those beside
    them with the same name (``a.links``, ``a.zh.docx``, ``a.en.pdf``), their level that at which
    the documents have as many segments as the links.

    Raises:
        SettingsError: the documents are not there, or the links fit them at no level.
        InputError: a file cannot be read.
    """
    pins = read_pins(path)
    zh, en = _named(path, pins) if all(pins.documents) else _beside(path)
    level = options.level
    if pins.beads:
        level = _level_of(path, pins.beads, (zh, en), options)
    elif pins.pins and pins.pins[0].level in get_args(Level):
        level = cast(Level, pins.pins[0].level)
    return zh, en, replace(options, level=level, pins=(*options.pins, path))


def _named(path: Path, pins: Pins) -> tuple[str, str]:
    zh, en = (path.with_name(Path(name).name) for name in pins.documents)
    if not (zh.is_file() and en.is_file()):
        raise _not_found(path)
    return str(zh), str(en)


def _beside(path: Path) -> tuple[str, str]:
    key = read_name(path).key
    files = [each for each in sorted(path.parent.iterdir()) if each.suffix not in _OTHERS]
    named = [name for each in files if (name := read_name(each)).key == key and each.is_file()]
    sides = [[str(one.path) for one in named if one.language == side] for side in LANGUAGES]
    if [len(side) for side in sides] != [1, 1]:
        raise _not_found(path)
    return sides[0][0], sides[1][0]


def _not_found(path: Path) -> SettingsError:
    return SettingsError(
        "holds pairs without their texts, and it is not clear which documents they are of",
        path=path,
        mend=f"give the two documents and --pins {path.name}",
    )


def _level_of(
    path: Path, beads: tuple[Bead, ...], documents: tuple[str, str], options: AlignOptions
) -> Level:
    ends = (
        1 + max((place for bead in beads for place in bead.zh), default=-1),
        1 + max((place for bead in beads for place in bead.en), default=-1),
    )
    splitters = read_splitters(options.srx) if options.srx else {}
    levels: tuple[Level, ...] = get_args(Level)
    for level in sorted(levels, key=lambda one: one != options.level):
        zh, en, _ = read_documents(*documents, replace(options, level=level))
        counts = len(zh.paragraphs), len(en.paragraphs)
        if level == "sentence":
            counts = (
                len(sentences(zh.paragraphs, "zh", options.semicolon, splitters.get("zh"))),
                len(sentences(en.paragraphs, "en", options.semicolon, splitters.get("en"))),
            )
        if counts == ends:
            return level
    raise SettingsError(
        "has another number of segments than its documents at any level",
        path=path,
        mend="give the options it was made with, the two documents and --pins",
    )
