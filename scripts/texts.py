"""The texts that the weights are trained on and measured with, from a folder of evaluation data."""

from __future__ import annotations

from pathlib import Path
from random import Random

from made import MADE
from rows import un_pairs
from stress import Chapter, joined, mirrored, stressed
from training import Work

from duizhao.align.bead import Bead
from duizhao.align.learning.example import monotone
from duizhao.align.links import read_links

KINDS = ("mac-dev", "mag", "aca", "un-dev", "laws")
"""Novels, magazine, academic text, United Nations, laws."""

ENGLISH_FIRST = ("mag", "aca")
"""Kinds whose source is English."""

SHARE = {"mac-dev": 1.0, "mag": 1.0, "aca": 1.0, "un-dev": 0.3, "laws": 0.3}
"""Weight of a clean example. The last two hold 1-1 beads only."""

MADE_SHARE, STRESS_SHARE = 0.3, 0.2
"""Weights of an example with lines put in, and of one with text missing or added."""

LINES = 500
"""Pairs of `un-dev` that make a chapter."""


def chapters(folder: Path, kind: str) -> list[tuple[str, Chapter]]:
    """Chapters of one kind of text, Chinese first, with their names."""
    if kind == "un-dev":
        return _united_nations(folder)
    result = []
    for gold in sorted((folder / kind / "gold").iterdir()):
        src, tgt = (_lines(folder / kind / side / gold.name) for side in ("src", "tgt"))
        beads = tuple(read_links(gold))
        if kind in ENGLISH_FIRST:
            src, tgt = tgt, src
            beads = tuple(Bead(bead.en, bead.zh) for bead in beads)
        result.append((f"{kind}/{gold.name}", Chapter(src, tgt, beads)))
    return result


def _lines(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8-sig").rstrip("\n").split("\n"))


def _united_nations(folder: Path) -> list[tuple[str, Chapter]]:
    rows = un_pairs(folder)
    result = []
    for first in range(0, len(rows), LINES):
        part = rows[first : first + LINES]
        gold = tuple(Bead((place,), (place,)) for place in range(len(part)))
        zh, en = (tuple(row[side] for row in part) for side in ("zh", "en"))
        result.append((f"un-dev/{first // LINES}", Chapter(zh, en, gold)))
    return result


def parts(chapter: Chapter, count: int) -> list[Chapter]:
    """A chapter cut into so many parts between its beads."""
    path = monotone(chapter.gold, len(chapter.zh), len(chapter.en))
    size = len(path) // count + 1
    result = []
    for first in range(0, len(path), size):
        zh: list[str] = []
        en: list[str] = []
        gold = []
        for bead in path[first : first + size]:
            rows = range(len(zh), len(zh) + len(bead.zh))
            columns = range(len(en), len(en) + len(bead.en))
            gold.append(Bead(tuple(rows), tuple(columns)))
            zh += [chapter.zh[i] for i in bead.zh]
            en += [chapter.en[j] for j in bead.en]
        result.append(Chapter(tuple(zh), tuple(en), tuple(gold)))
    return result


def work(folder: Path) -> list[Work]:
    """All that the weights are trained on: clean texts, texts with lines put in, hard ones."""
    bases = {kind: _bases(folder, kind) for kind in KINDS}
    result = [
        Work(kind, name, "clean", chapter, SHARE[kind])
        for kind, texts in bases.items()
        for name, chapter in texts
    ]
    for kind in ("mac-dev", "mag", "un-dev", "laws"):
        for number, (how, make) in enumerate(MADE.items()):
            name, chapter = bases[kind][number % len(bases[kind])]
            if len(chapter.zh) > 300:
                chapter = parts(chapter, 2)[number % 2]
            made = make(chapter, Random(10 * number))
            result.append(Work(kind, name, how, made, MADE_SHARE))
    for kind, count in (("mac-dev", 3), ("mag", 1)):
        for number, how in enumerate(("block", "gaps", "notes")):
            for name, chapter in bases[kind][:count]:
                # Both sides are made hard in turn, so that neither has a prior of its own.
                here = stressed(how, [chapter], seed=11 + number)
                there = mirrored(stressed(how, [mirrored(chapter)], seed=21 + number))
                result += [Work(kind, name, how, each, STRESS_SHARE) for each in (here, there)]
    return result


def _bases(folder: Path, kind: str) -> list[tuple[str, Chapter]]:
    whole = chapters(folder, kind)
    if kind == "un-dev":
        return whole[:2]
    if kind == "laws":
        four = [whole[first : first + 4] for first in range(0, len(whole), 4)]
        return [
            (f"laws/{number}", joined([chapter for _, chapter in group]))
            for number, group in enumerate(four)
        ]
    if kind in ENGLISH_FIRST:
        return [(f"{kind}/{number}", part) for number, part in enumerate(parts(whole[0][1], 3))]
    return whole
