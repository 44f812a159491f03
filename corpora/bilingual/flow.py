"""Paragraphs of two languages in one flow: stretches of each, and which belong together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ..borders import language_of_line, line_halves
from ..document import Block, BlockRole, Language
from ..language import parse

_SKIP, _MOST, _TURNED = 0.9, 1.6, 0.8
"""What it costs to leave a stretch alone, what a pair of stretches costs at most, and what one
costs more whose languages are the other way round than elsewhere in the document."""
_TURNS = 0.5
"""Share of neighbours in different languages from which paragraphs are in turn."""


@dataclass(slots=True)
class Group:
    """Blocks that belong together.

    Attributes:
        zh, en: its blocks; one may be empty.
        row: whether they are a row of a table.
    """

    zh: list[Block] = field(default_factory=list)
    en: list[Block] = field(default_factory=list)
    row: bool = False


@dataclass(slots=True)
class _Stretch:
    language: Language
    blocks: list[Block]

    @property
    def size(self) -> int:
        return sum(len(block.text) for block in self.blocks)


def language_in(block: Block) -> Language | None:
    """The language of a block: by its script, else as its file declares."""
    found = language_of_line(block.text)
    if found is None and block.text.strip():
        declared = parse(block.language).language
        found = declared if declared in ("zh", "en") else None  # type: ignore[assignment]
    return found


def grouped(blocks: Sequence[Block], usual: float) -> Iterator[Group]:
    """Stretches of the two languages, those that follow each other put together.

    Args:
        blocks: of one flow, blank ones included.
        usual: characters of English to one of Chinese in this document.
    """
    runs = _runs(blocks, _languages(blocks))
    costs = [_cost(*both, usual) for both in pairwise(runs)]
    _, together = min(_paired(runs, costs, lead) for lead in ("zh", "en"))
    at = 0
    while at < len(runs):
        size = 2 if at in together else 1
        group = Group()
        for run in runs[at : at + size]:
            (group.zh if run.language == "zh" else group.en).extend(run.blocks)
        yield group
        at += size


def _cost(one: _Stretch, other: _Stretch, usual: float) -> float:
    zh, en = (one, other) if one.language == "zh" else (other, one)
    return min(_MOST, abs(math.log((en.size + 8) / (zh.size * usual + 8))))


def _paired(
    runs: Sequence[_Stretch], costs: Sequence[float], lead: str
) -> tuple[float, tuple[int, ...]]:
    """The cheapest way to put neighbours together: its cost, and the first of each pair.

    Args:
        runs: stretches, in turn.
        costs: of each with the next.
        lead: the language that comes first in a pair.
    """
    best = [0.0] * (len(runs) + 2)
    with_next = [False] * len(runs)
    for at in range(len(runs) - 1, -1, -1):
        best[at] = best[at + 1] + _SKIP
        if at + 1 < len(runs):
            cost = costs[at] + (0 if runs[at].language == lead else _TURNED) + best[at + 2]
            with_next[at] = cost <= best[at]
            best[at] = min(best[at], cost)
    found = []
    at = 0
    while at < len(runs):
        if with_next[at]:
            found.append(at)
        at += 2 if with_next[at] else 1
    return best[0], tuple(found)


def _languages(blocks: Sequence[Block]) -> list[Language | None]:
    """The language of each block, those without letters by what is around them."""
    found = [language_in(block) for block in blocks]
    places = [place for place, block in enumerate(blocks) if block.text.strip()]
    for place, following in pairwise(places):
        # The same name or address twice: once for each language.
        if found[place] == "en" and blocks[place].text.strip() == blocks[following].text.strip():
            found[place] = found[following] = None
    # Where there are blank lines, lines without one between them are a paragraph.
    wrapped = len(places) < len(blocks)
    known: list[Language] = []
    for number, place in enumerate(places):
        language = found[place]
        same = wrapped and number and places[number - 1] == place - 1 and known[-1:] == [language]
        if language and not same:
            known.append(language)
    if not known:
        return found
    lead = known[0]
    turns = sum(a != b for a, b in pairwise(known)) >= _TURNS * max(len(known) - 1, 1)
    before: Language | None = None
    position = 0
    while position < len(places):
        if found[places[position]]:
            before = found[places[position]]
            position += 1
            continue
        end = position
        while end < len(places) and found[places[end]] is None:
            end += 1
        after = found[places[end]] if end < len(places) else None
        stretch = places[position:end]
        half = len(stretch) // 2
        texts = [blocks[place].text.strip() for place in stretch]
        # Whether both go on in turn through the stretch.
        first = _other(before) if before else lead
        in_turn = after is None or (first == after) == (len(stretch) % 2 == 0)
        for number, place in enumerate(stretch):
            if turns and in_turn:
                found[place] = _other(first) if number % 2 else first
            elif turns and texts[:half] == texts[half:]:
                found[place] = lead if number < half else _other(lead)
            else:
                found[place] = before or after
        position = end
    return found


def _other(language: Language) -> Language:
    return "en" if language == "zh" else "zh"


def _runs(blocks: Sequence[Block], languages: Sequence[Language | None]) -> list[_Stretch]:
    runs: list[_Stretch] = []
    for block, language in zip(blocks, languages, strict=True):
        if language is None or (runs and runs[-1].language == language):
            if runs:
                runs[-1].blocks.append(block)  # a blank line stays where it is
        else:
            runs.append(_Stretch(language, [block]))
    return runs


def halved(block: Block) -> list[Block]:
    """The two halves of a block that holds a text and its translation on one line, or itself."""
    spans = line_halves(block.text)
    if spans is None:
        return [block]
    return [replace(block, text=block.text[start:end], codes=()) for start, end in spans]


def surplus_halved(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in turn, those halved that hold both languages where a pair of blocks should be.

    A heading that holds both is such a pair wherever it is.
    """
    lettered = [(place, language_in(block)) for place, block in enumerate(blocks)]
    lettered = [(place, language) for place, language in lettered if language]
    if not lettered:
        return list(blocks)
    lead = lettered[0][1]
    found = {place: [block] for place, block in enumerate(blocks)}
    for number, (place, _) in enumerate(lettered):
        before = lettered[number - 1][1] if number else None
        after = lettered[number + 1][1] if number + 1 < len(lettered) else None
        heading = blocks[place].role is BlockRole.HEADING
        if heading or (before != lead and after in (None, lead)):
            found[place] = halved(blocks[place])
    return [block for place in range(len(blocks)) for block in found[place]]
