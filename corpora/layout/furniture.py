"""Page furniture: page numbers, job numbers, running heads, rules.

Some lines are furniture by their form alone (``- 3 -``, ``12-58345 (E)``). Others are
suspects, furniture only where the page says so: a bare number, a line that comes again
and again. What speaks against them is a page end or certain furniture next to them, or a
sentence that they interrupt.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ..document import Change, Language, Role
from .continuity import Ending, Opening, ending, opening
from .line import Line
from .marks import label_of, note_mark

_LONGEST = 120

_DASH = "[-–—―－~～·]"
_PAGE_WORD = (
    r"(?:[Pp]age|PAGE|[Pp]\.)\s{0,4}\d{1,4}(?:\s{0,4}(?:of|/)\s{0,4}\d{1,4})?"
    r"|第\s{0,4}[\d一二三四五六七八九十百]{1,5}\s{0,4}[页頁](?:\s{0,4}[，,/／、]?\s{0,4}[共总總]\s{0,4}[\d一二三四五六七八九十百]{1,5}\s{0,4}[页頁])?"
)
_JOB = (
    r"(?:[A-Z]{1,5}\.)?\d{2}-\d{5,6}\*?(?:\s*\([A-Z]\))?(?:\s+\d{6}){0,3}"
    r"|\*(?:[A-Z]{1,5}\.)?\d{2}-?\d{5,6}\*"
)
_SYMBOL = r"[A-Z]{1,6}(?:/[A-Z0-9][A-Za-z0-9.()\-–]*)+\*{0,2}"
_FRACTION = r"\d{1,4}\s*/\s*\d{1,4}"

_PAGE = re.compile(rf"{_DASH}++\s*+(?:\d{{1,4}}|[ivxlc]{{1,6}})\s*+{_DASH}+|{_PAGE_WORD}")
_OF = re.compile(r"(\d{1,4})\s*[/／]\s*(\d{1,4})")
_JOB_LINE = re.compile(_JOB)
_RULE = re.compile(r"[_\-–—―─━═=＿￣]{3,}|_(?:\s+_){2,}")
_MORE = re.compile(r"/\s*(?:\.{3}|…+)|(?:\.{3}|…+)\s*/")
_RECYCLE = re.compile(r"(?:Please recycle|请回收|請回收)\s*+[\u2600-\u27bf]?\s*+", re.IGNORECASE)
_SYMBOL_LINE = re.compile(_SYMBOL)
_TOKEN = re.compile(rf"(?:{_PAGE_WORD}|{_JOB}|{_SYMBOL}|{_FRACTION}|\d{{1,4}})(?:\s+|$)")
_TELLING = re.compile(rf"{_PAGE_WORD}|{_JOB}|(?:^|\s){_FRACTION}(?:\s|$)")
_NUMBER = re.compile(r"\d{1,4}|[ivxlc]{1,6}")
_DIGITS = re.compile(r"[0-9０-９]+")


@dataclass
class _PageLines:
    """What is known of the lines so far: reasons by position."""

    lines: Sequence[Line]
    language: Language
    gone: dict[int, str] = field(default_factory=dict)

    def neighbours(self, position: int) -> list[int]:
        """Positions next to one, on both sides."""
        return [other for other in (position - 1, position + 1) if 0 <= other < len(self.lines)]

    def at_page_end(self, position: int) -> bool:
        """Whether a page ends next to a line, as far as is known."""
        if self.lines[position].turned:
            return True
        if position + 1 < len(self.lines) and self.lines[position + 1].turned:
            return True
        return any(other in self.gone for other in self.neighbours(position))

    def after_page_end(self, position: int) -> bool:
        """Whether a page ended before a line, as far as is known."""
        return self.lines[position].turned or any(p < position for p in self.gone)

    def apart(self, position: int) -> bool:
        """Whether a line stands alone on one side at least, as a head or foot does."""
        if position + 1 == len(self.lines) or position == 0:
            return True
        before, after = self.lines[position], self.lines[position + 1]
        return before.gap > 0 or after.gap > 0 or self.at_page_end(position)

    def _before_notes(self, position: int) -> int:
        # The last line of the body: footnotes stand between it and the foot of the page.
        start = position + 1
        while position >= 0:
            if position in self.gone or note_mark(self.lines[position].text):
                start = position
            elif self.lines[position].gap or start - position > 4:
                break
            position -= 1
        return start - 1

    def interrupts(self, position: int) -> bool:
        """Whether the text before a line runs on after it."""
        before = self._before_notes(position - 1)
        after = position + 1
        while after in self.gone:
            after += 1
        if before < 0 or after >= len(self.lines):
            return False
        end = ending(self.lines[before].text, self.language)
        begin = opening(self.lines[after].text, self.language)
        if begin is Opening.LABEL or end is Ending.FINISHED:
            return False
        long = len(self.lines[before].text) >= (20 if self.language == "zh" else 45)
        if self.language == "en":
            return begin is Opening.RUNS_ON and long
        return end >= Ending.BARE and long and begin >= Opening.NEUTRAL


def furniture(
    lines: Sequence[Line], language: Language
) -> tuple[list[Line], dict[int, str], list[tuple[int, Change]]]:
    """Lines without page furniture.

    Args:
        lines: all lines with text.
        language: of the text.

    Returns:
        The lines that stay; for the index of each line that followed furniture, what that
        was; and a change for each line taken out, with its position.
    """
    page = _PageLines(lines, language)
    suspects = _by_form(page)
    _repeated(page, suspects)
    _numbers(page, suspects)
    kept = []
    cuts: dict[int, str] = {}
    changes = []
    cut = ""
    for position, line in enumerate(lines):
        reason = page.gone.get(position)
        if reason:
            changes.append((line.index, Change("removed", reason, line.text, line.block.place)))
            cut = cut or reason
            continue
        if cut:
            cuts[line.index] = cut
            cut = ""
        kept.append(line)
    return kept, cuts, changes


def _by_form(page: _PageLines) -> list[int]:
    # Furniture for certain, and the positions of bare numbers.
    numbers = []
    symbols: dict[str, list[int]] = defaultdict(list)
    for position, line in enumerate(page.lines):
        text = line.text
        if line.block.role is Role.FURNITURE:
            page.gone[position] = "page furniture by the file's own marking"
        if line.block.role is not Role.TEXT or len(text) > _LONGEST:
            continue
        if _NUMBER.fullmatch(text):
            numbers.append(position)
        elif _SYMBOL_LINE.fullmatch(text):
            symbols[text.rstrip("*")].append(position)
        else:
            reason = _form(text)
            if reason:
                page.gone[position] = reason
    for places in symbols.values():
        places = [place for place in places if page.apart(place)]
        if not places:
            continue
        # At the head of the document the symbol is part of the text.
        first = 1 if places[0] < 12 and not page.after_page_end(places[0]) else 0
        alone = len(places) == 1 and first == 0 and page.at_page_end(places[0])
        if len(places) > 1 or alone:
            for position in places[first:]:
                page.gone[position] = "a document symbol as a page head"
    return numbers


def _form(text: str) -> str:
    if not any(char.isalnum() for char in text):
        if _RULE.fullmatch(text):
            return "a rule"
        return "a mark for the next page" if _MORE.fullmatch(text) else ""
    if _PAGE.fullmatch(text):
        return "a page number"
    if match := _OF.fullmatch(text):
        page, pages = int(match[1]), int(match[2])
        return "a page number" if 0 < page <= pages and pages > 1 else ""
    if _JOB_LINE.fullmatch(text):
        return "a job number"
    if _RECYCLE.fullmatch(text):
        return "a printer's note"
    if _TELLING.search(text) and _only_tokens(text):
        return "a page head or foot"
    return ""


def _only_tokens(text: str) -> bool:
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if not match:
            return False
        position = match.end()
    return True


def _repeated(page: _PageLines, numbers: Sequence[int]) -> None:
    """Running heads: lines that come again, figures aside, where pages end."""
    groups: dict[str, list[int]] = defaultdict(list)
    for position, line in enumerate(page.lines):
        if position in page.gone or line.block.role is not Role.TEXT or len(line.text) > _LONGEST:
            continue
        if line.text[-1] in ".。;；,，:：?？!！、" or _NUMBER.fullmatch(line.text):
            continue
        groups[" ".join(_DIGITS.sub("#", line.text).split())].append(position)
    bare = set(numbers)
    for places in groups.values():
        if len(places) < 2:
            continue
        marked = [
            place
            for place in places
            if page.at_page_end(place) or any(n in bare for n in page.neighbours(place))
        ]
        # A name that fills a line of a wrapped paragraph comes again too.
        broken = [place for place in places if page.apart(place) and page.interrupts(place)]
        evidence = len({*marked, *broken})
        # The first may be the document's own title.
        enough = evidence >= 2 and evidence >= 0.6 * (len(places) - 1)
        if len(places) == 2:
            enough = evidence == 2 and bool(broken)
        if not enough or label_of(page.lines[places[0]].text):
            continue
        first = 0 if places[0] in marked or places[0] in broken else 1
        if places[0] < 12 and places[0] not in broken:
            first = 1
        for place in places[first:]:
            page.gone[place] = "a running head that comes again on other pages"


def _numbers(page: _PageLines, numbers: Sequence[int]) -> None:
    """Bare page numbers."""
    rows = [
        (position, int(page.lines[position].text))
        for position in numbers
        if page.lines[position].text.isdigit()
    ]
    # Numbers that count up where something interrupts the text at least once.
    counting: set[int] = set()
    for (a, m), (b, n) in pairwise(rows):
        if 0 < n - m <= 2 and b - a > 3:
            counting |= {a, b}
    broken = {position for position in counting if page.interrupts(position)}
    if len(counting) < 3 or not broken:
        counting = set()
    for position in numbers:
        line = page.lines[position]
        alone = line.gap > 0 and (
            position + 1 == len(page.lines) or page.lines[position + 1].gap > 0
        )
        if (
            position in counting
            or page.at_page_end(position)
            or (alone and line.text.isdigit() and page.interrupts(position))
        ):
            page.gone[position] = "a page number"
