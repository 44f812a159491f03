"""Where the texts of rows stand in a document, whatever a person did to the rows.

Both are compared character by character, without spaces: the rows one after the other, and the
document. A row whose text was moved elsewhere is looked for among what no other row holds, and
a row that is new from end to end is what its neighbours leave between them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

_SPACE = re.compile(r"\s+")
_ENOUGH = 0.5
"""Share of a row's characters that stand in the document, of a row that comes from there."""

Range = tuple[int, int]
"""A part of a document: characters without spaces, from the first to before the last."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A row in the document.

    Attributes:
        where: the part that it holds; None where its text is not in the document.
        is_edited: whether the text differs there.
    """

    where: Range | None
    is_edited: bool = False


def packed(text: str) -> str:
    """A text without spaces."""
    return _SPACE.sub("", text)


def placed(rows: Sequence[str], whole: str, borders: Sequence[int]) -> list[Placed]:
    """The part of the document that each row holds; parts do not overlap.

    Args:
        rows: their texts; those that are empty hold nothing.
        whole: the document, packed.
        borders: where its segments begin, rising; a row that was edited at its end is taken to
            end at one of them.
    """
    texts = [packed(row) for row in rows]
    steps = Levenshtein.opcodes(whole, "".join(texts))
    blocks = [(s.src_start, s.src_end, s.dest_start, s.dest_end, s.tag) for s in steps]
    ends = [block[3] for block in blocks]
    begins = [block[2] for block in blocks]
    found: list[Placed] = []
    at = reached = 0
    for text in texts:
        if not text:
            found.append(Placed(None))
            continue
        start = max(_mapped(blocks, bisect_right(begins, at) - 1, at, borders, first=True), reached)
        at += len(text)
        end = max(_mapped(blocks, bisect_left(ends, at), at, borders, first=False), start)
        part = whole[start:end]
        # What stands elsewhere word for word was moved, however like the text here is.
        if part != text and (text in whole or _same(text, part) < _ENOUGH):
            found.append(Placed(None))
            continue
        reached = end
        found.append(Placed((start, end), part != text))
    return _with_reworded(texts, len(whole), borders, _with_moved(texts, whole, found))


def _mapped(
    blocks: Sequence[tuple[int, int, int, int, str]],
    number: int,
    at: int,
    borders: Sequence[int],
    *,
    first: bool,
) -> int:
    """The place in the document of a place in the rows, as the first or the last of a row."""
    number = min(max(number, 0), len(blocks) - 1)
    low, high, begin, end, tag = blocks[number]
    if tag == "equal":
        return low + at - begin
    if at == begin:
        here = low
    elif at == end:
        here = high
    else:
        here = low + round((at - begin) / (end - begin) * (high - low))
    near = borders[bisect_left(borders, low) : bisect_right(borders, high)]
    return min(near, key=lambda border: abs(border - here)) if near else here


def _same(text: str, part: str) -> float:
    return float(Levenshtein.normalized_similarity(text, part)) if part else 0.0


def _with_moved(texts: Sequence[str], whole: str, found: list[Placed]) -> list[Placed]:
    """The same, with rows that stand word for word in what no row holds."""
    taken = sorted(one.where for one in found if one.where)
    for number, text in enumerate(texts):
        if found[number].where or not text:
            continue
        start = whole.find(text)
        while start >= 0:
            here = (start, start + len(text))
            if all(here[1] <= a or b <= here[0] for a, b in taken):
                found[number] = Placed(here)
                taken.append(here)
                break
            start = whole.find(text, start + 1)
    return found


def _with_reworded(
    texts: Sequence[str], length: int, borders: Sequence[int], found: list[Placed]
) -> list[Placed]:
    """The same, with rows that alone are between two others, as whole segments are there too."""
    edges = {*borders, length}
    taken = sorted(one.where for one in found if one.where)
    filled = [number for number, text in enumerate(texts) if text]
    for place, number in enumerate(filled):
        if found[number].where:
            continue
        before = found[filled[place - 1]].where if place else (0, 0)
        after = found[filled[place + 1]].where if place + 1 < len(filled) else (length, length)
        if not before or not after or before[1] >= after[0]:
            continue
        here = (before[1], after[0])
        free = all(here[1] <= a or b <= here[0] for a, b in taken)
        if free and here[0] in edges and here[1] in edges:
            found[number] = Placed(here, True)
            taken.append(here)
    return found
