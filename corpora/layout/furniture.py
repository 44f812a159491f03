"""Page furniture: page numbers, job numbers, running heads, rules.

A line leaves the text only where the layout proves it: by the file's own marking, by a page
end beside it, by numbers that count the pages, or by a sentence that it interrupts. Any other
line stays, however much it looks like furniture, and the aligner may leave it unpaired.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..document import BlockRole, Change, Language
from ..script import has_han
from .continuity import Ending, Opening, ending, opening
from .line import Line
from .marks import label_of, note_mark
from .printed import DIGITS, LONGEST, NUMBER, SYMBOL_LINE, Suspect, printed, suspect_of

# Lines among which the title of a document stands.
_HEAD = 12
# Lines that a page has at least.
_FEWEST = 3
# Lines of furniture or notes among which the end of a page is looked for.
_FOOT = 60


@dataclass
class _PageLines:
    """What is known of the lines so far: reasons by position."""

    lines: Sequence[Line]
    language: Language
    gone: dict[int, str] = field(default_factory=dict)
    suspects: set[int] = field(default_factory=set)

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
        """Whether a page ended before one of the first lines, as far as is known."""
        return self.lines[position].turned or any(place in self.gone for place in range(position))

    def apart(self, position: int) -> bool:
        """Whether a line stands alone on one side at least, as a head or foot does."""
        if position + 1 == len(self.lines) or position == 0:
            return True
        before, after = self.lines[position], self.lines[position + 1]
        return before.gap > 0 or after.gap > 0 or self.at_page_end(position)

    def bounds(self, position: int) -> bool:
        """Whether a line looks like the first or last of a paragraph: apart on one side only."""
        after = position + 1
        if position == 0 or after == len(self.lines):
            return False
        gaps = self.lines[position].gap > 0, self.lines[after].gap > 0
        return gaps[0] != gaps[1] and not self._passed(after if gaps[0] else position - 1)

    def _passed(self, position: int) -> bool:
        return position in self.gone or position in self.suspects

    def _before_notes(self, position: int) -> int:
        # The last line of the body: footnotes stand between it and the foot of the page.
        start = position + 1
        least = max(0, position - _FOOT)
        while position >= least:
            if self._passed(position) or note_mark(self.lines[position].text):
                start = position
            elif self.lines[position].gap or start - position > 4:
                break
            position -= 1
        return start - 1

    def interrupts(self, position: int) -> bool:
        """Whether the text before a line runs on after it."""
        before = self._before_notes(position - 1)
        after = position + 1
        while self._passed(after) and after - position < _FOOT:
            after += 1
        if before < 0 or after >= len(self.lines):
            return False
        around = self.lines[before].text, self.lines[after].text
        if self.language == "zh" and not all(any(map(has_han, text)) for text in around):
            return False  # lines of code have no stops
        end = ending(around[0], self.language)
        begin = opening(around[1], self.language)
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
    repeats = _repeats(page)
    page.suspects.update(suspect.position for suspect in suspects)
    page.suspects.update(place for places in repeats if len(places) > 2 for place in places)
    _numbers(page, suspects)
    _repeated(page, repeats)
    # A head may prove the number beside it.
    _beside(page, suspects)
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


def _by_form(page: _PageLines) -> list[Suspect]:
    # Takes out printers' marks; what needs more proof is given back.
    suspects = []
    symbols: dict[str, list[int]] = defaultdict(list)
    for position, line in enumerate(page.lines):
        text = line.text
        if line.block.role is BlockRole.FURNITURE:
            page.gone[position] = "page furniture by the file's own marking"
        if line.block.role is not BlockRole.TEXT or len(text) > LONGEST:
            continue
        if SYMBOL_LINE.fullmatch(text):
            symbols[text.rstrip("*")].append(position)
        elif reason := printed(text):
            page.gone[position] = reason
        elif suspect := suspect_of(text, position):
            suspects.append(suspect)
    for places in symbols.values():
        _symbols(page, [place for place in places if page.apart(place)])
    return suspects


def _symbols(page: _PageLines, places: Sequence[int]) -> None:
    # A document symbol at the head of pages; at the head of the document it is text.
    if not places:
        return
    first = 1 if places[0] < _HEAD and not page.after_page_end(places[0]) else 0
    alone = len(places) == 1 and first == 0 and page.at_page_end(places[0])
    if len(places) > 1 or alone:
        for position in places[first:]:
            page.gone[position] = "a document symbol as a page head"


def _repeats(page: _PageLines) -> list[list[int]]:
    """Places of the lines that come again, figures aside."""
    groups: dict[str, list[int]] = defaultdict(list)
    for position, line in enumerate(page.lines):
        if (
            position in page.gone
            or line.block.role is not BlockRole.TEXT
            or len(line.text) > LONGEST
        ):
            continue
        if not any(map(str.isalnum, line.text)):
            continue
        if line.text[-1] in ".。;；,，:：?？!！、" or NUMBER.fullmatch(line.text):
            continue
        groups[" ".join(DIGITS.sub("#", line.text).split())].append(position)
    return [places for places in groups.values() if len(places) > 1]


def _repeated(page: _PageLines, repeats: Sequence[Sequence[int]]) -> None:
    """Running heads: lines that come again where pages end."""
    for places in repeats:
        marked = {place for place in places if page.at_page_end(place)}
        # A name that fills a line of a wrapped paragraph comes again too.
        broken = {
            place
            for place in places
            if page.apart(place) and not page.bounds(place) and page.interrupts(place)
        }
        evidence = len(marked | broken)
        # The first may be the document's own title.
        enough = evidence >= 2 and evidence >= 0.6 * (len(places) - 1)
        if len(places) == 2:
            enough = evidence == 2 and bool(broken)
        if not enough or label_of(page.lines[places[0]].text):
            continue
        first = 0 if places[0] in marked or places[0] in broken else 1
        if places[0] < _HEAD and places[0] not in broken:
            first = 1
        for place in places[first:]:
            page.gone[place] = "a running head that comes again on other pages"


def _numbers(page: _PageLines, suspects: Sequence[Suspect]) -> None:
    """Numbers that count the pages, and those where a page ends or a sentence is interrupted."""
    counted: dict[str, set[int]] = defaultdict(set)
    last: dict[str, Suspect] = {}
    for suspect in suspects:
        if suspect.number is None:
            continue
        before = last.get(suspect.form)
        last[suspect.form] = suspect
        if before is None or before.number is None:
            continue
        apart = suspect.position - before.position > _FEWEST
        if apart and 0 < suspect.number - before.number <= 2:
            counted[suspect.form] |= {before.position, suspect.position}
    # Bare numbers may be numbers of chapters or verses: one of them must interrupt the text.
    bare = counted["bare"]
    if len(bare) < 3 or not any(page.interrupts(place) for place in bare):
        counted["bare"] = set()
    for suspect in suspects:
        place, line = suspect.position, page.lines[suspect.position]
        last_line = place + 1 == len(page.lines)
        alone = line.gap > 0 and (last_line or page.lines[place + 1].gap > 0)
        digits = suspect.form != "bare" or line.text.isdigit()
        if place in counted[suspect.form] or (
            digits and (alone or suspect.form != "bare") and page.interrupts(place)
        ):
            page.gone[place] = suspect.reason
    _beside(page, suspects)


def _beside(page: _PageLines, suspects: Sequence[Suspect]) -> None:
    for suspect in suspects:
        if page.at_page_end(suspect.position):
            page.gone.setdefault(suspect.position, suspect.reason)
