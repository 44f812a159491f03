"""Wrapped lines put together to paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from ..document import BlockRole, Change, Language
from ..labels import LabelKind, read_label
from ..patterns import lazy
from .continuity import Ending, Opening, ending, names_body, opening
from .glue import JoinStyle, Joint, joint
from .line import EDGE, Line, Piece
from .marks import IN_TEXT, label_of, note_mark, number_of
from .wrap import Wrap, find_wrap

# A sentence that ends inside a line.
_STOP_INSIDE: dict[Language, re.Pattern[str]] = {
    "zh": lazy("[。！？][”’」』）]?(?=[^”’」』）\\s])"),
    "en": lazy('[a-z0-9][.!?][”’")]?(?=\\s+[A-Z“"])'),
}


def reflow(
    lines: Sequence[Line],
    cuts: Mapping[int, str],
    style: JoinStyle,
    language: Language,
    *,
    wrapped: bool,
) -> tuple[list[Piece], list[tuple[int, Change]]]:
    """Pieces of paragraphs out of lines.

    Args:
        lines: those that hold text, page furniture taken out.
        cuts: for the index of a line, what stood between it and the line before.
        style: how the document writes.
        language: of the text.
        wrapped: False when each line is a paragraph for certain.

    Returns:
        The pieces, and a change for every join, with the position of its second line.
    """
    wrap: Wrap | None = None
    if wrapped:
        pairs = [
            (before, after) for before, after in pairwise(lines) if _neighbours(before, after, cuts)
        ]
        wrap = find_wrap(pairs, lines, language)
    if wrap is None:
        return [_piece([line], line.text, cuts, full=False) for line in lines], []
    return _Reflow(wrap, lines, cuts, style, language).run()


def _neighbours(before: Line, after: Line, cuts: Mapping[int, str]) -> bool:
    if after.gap or after.turned or after.index in cuts:
        return False
    return before.block.role is BlockRole.TEXT and after.block.role is BlockRole.TEXT


def _piece(lines: Sequence[Line], text: str, cuts: Mapping[int, str], *, full: bool) -> Piece:
    first = lines[0]
    cut = cuts.get(first.index, "page end" if first.turned else "")
    return Piece(text, first.block, first.index, lines[-1].index, first.gap, cut, full)


def _is_number_alone(text: str) -> bool:
    """Whether a line holds an item's number and nothing else: 3., (a), no Article 3."""
    label = read_label(text)
    return label is not None and label.text == text and label.kind is LabelKind.NUMBER


class _Reflow:
    """One pass over the lines of a wrapped file; the paragraph so far is its state."""

    def __init__(
        self,
        wrap: Wrap,
        lines: Sequence[Line],
        cuts: Mapping[int, str],
        style: JoinStyle,
        language: Language,
    ) -> None:
        self.wrap = wrap
        self.lines = lines
        self.cuts = cuts
        self.style = style
        self.language = language
        self.pieces: list[Piece] = []
        self.changes: list[tuple[int, Change]] = []
        self.label = 0  # the last paragraph number
        self.note = 0  # the last footnote number
        self.referred: set[str] = set()  # footnote marks seen in the text
        self.unfinished = False  # whether the last paragraph of the body is
        self.resolution = any(names_body(line.text, language) for line in lines)
        self.spaced = self._blank_lines_between()
        self.sentences = self._sentences_a_paragraph()

    def run(self) -> tuple[list[Piece], list[tuple[int, Change]]]:
        open_lines: list[Line] = []
        for line in self.lines:
            if open_lines and not self._runs_on(open_lines, line):
                self._finish(open_lines, line)
                open_lines = []
            if not open_lines:
                self._begin(line)
            open_lines.append(line)
            self.referred.update(m.group() for m in IN_TEXT.finditer(line.text, 1))
        if open_lines:
            self._finish(open_lines, None)
        return self.pieces, self.changes

    def _blank_lines_between(self) -> bool:
        # Whether paragraphs are set apart by blank lines: then a full line never ends one
        # unless something clearly begins after it.
        gaps = ends = 0
        for before, after in pairwise(self.lines):
            if not _neighbours(before, after, self.cuts):
                gaps += after.gap > 0
            elif not self.wrap.fills(before, after):
                ends += 1
        return gaps >= 2 * ends

    def _sentences_a_paragraph(self) -> float:
        # About how many, by the stops inside lines for each line that ends a paragraph.
        inside = ends = 0
        for before, after in pairwise(self.lines):
            inside += len(_STOP_INSIDE[self.language].findall(before.text))
            ends += not _neighbours(before, after, self.cuts) or not self.wrap.fills(before, after)
        return 1 + inside / max(1, ends)

    def _ends_by_chance(self, before: Line, after: Line) -> bool:
        """Whether a full line that ends with a stop more likely ends its paragraph.

        Of sentences, one in `sentences` ends its paragraph. Such a line looks full when the
        room that it leaves is less than the next word, whose length is known; any other
        sentence ends a line only when its last word is the line's last.
        """
        measure = self.wrap.measure
        room = measure.head(after.text) + measure.slack - 1
        word = 6.0 if self.language == "en" else float(measure.width("字"))
        return room > (self.sentences - 1) * word

    def _runs_on(self, open_lines: Sequence[Line], line: Line) -> bool:
        before = open_lines[-1]
        if not _neighbours(before, line, self.cuts):
            return False
        end, begin = ending(before.text, self.language), opening(line.text, self.language)
        wide = self.wrap.measure.width(before.raw.rstrip(EDGE))
        if begin is not Opening.LABEL and _is_number_alone(before.text):
            # Left alone when its paragraph was wrapped.
            return True
        if not self.wrap.fills(before, line):
            # Ragged lines of running text; shorter ones are headings and lists.
            ragged = end >= Ending.BARE and not self.wrap.exact
            if begin is Opening.RUNS_ON and self.language == "en":
                return ragged and wide >= 0.6 * self.wrap.limit
            least = 0.5 if end is Ending.OPEN else 0.85
            if not (ragged and self.spaced and wide >= least * self.wrap.limit):
                return False
        if begin is Opening.LABEL:
            return not self._starts(before, line, end)
        if names_body(line.text, self.language):
            return False
        indented = line.indent >= 2 and line.indent > before.indent
        if indented and len(open_lines) > 1 and end is Ending.FINISHED:
            return False
        if self.spaced:
            return True
        if self.unfinished and end is Ending.FINISHED and note_mark(open_lines[0].text):
            # The note is over, and the body that it interrupted goes on.
            return False
        if end is Ending.FINISHED and self._ends_by_chance(before, line):
            return False
        # The opening of a preambular paragraph seldom stands at a line's head by chance.
        preamble = self.resolution and not self.label
        return not (preamble and begin is Opening.FORMULA and end <= Ending.COMMA)

    def _starts(self, before: Line, line: Line, end: Ending) -> bool:
        # A full line, and after it something like a label. It is one when the sentence
        # before is over and the number is the next in order.
        mark = note_mark(line.text)
        if mark:
            # A mark stands in the text before it stands at the head of its note.
            return mark in self.referred and number_of(mark) in (None, self.note + 1)
        if end in (Ending.OPEN, Ending.BARE):
            return False
        label = label_of(line.text)
        if label and label[0].isdigit():
            in_order = number_of(label) == self.label + 1
            return in_order and (end is Ending.FINISHED or not self.spaced)
        return end is Ending.FINISHED

    def _begin(self, first: Line) -> None:
        mark, label = note_mark(first.text), label_of(first.text)
        if mark:
            self.note = number_of(mark) or self.note
        elif label and label[0].isdigit():
            self.label = number_of(label) or self.label

    def _finish(self, open_lines: Sequence[Line], after: Line | None) -> None:
        last = open_lines[-1]
        if not note_mark(open_lines[0].text):
            self.unfinished = ending(last.text, self.language) >= Ending.BARE
        full = after is not None and self.wrap.fills(last, after)
        text = self._exact(open_lines) if self.wrap.exact else self._joined(open_lines)
        self.pieces.append(_piece(open_lines, text, self.cuts, full=full))

    def _joined(self, open_lines: Sequence[Line]) -> str:
        parts = [open_lines[0].text]
        style = self.style.of([line.text for line in open_lines])
        for before, line in pairwise(open_lines):
            how = self._joint(parts, before, line, style)
            self._record(parts[-1], line, hyphen=how.cut > 0)
            if how.cut:
                parts[-1] = parts[-1][: -how.cut]
            # A part is a line with the space before it: enough to judge the next join by.
            parts.append(how.between + line.text)
        return "".join(parts)

    def _joint(self, parts: Sequence[str], before: Line, line: Line, style: JoinStyle) -> Joint:
        how = joint(parts[-1], line.text, style)
        measure, limit = self.wrap.measure, self.wrap.limit
        if self.language == "en" or measure.atom != "word" or parts[-1][-1] in "-‐\xad":
            return how
        # Chinese wrapped at spaces only: a line that is not full broke at one, a full one
        # may have been cut through what is longer than a line.
        if measure.width(before.raw.rstrip(EDGE)) < limit:
            return Joint(0, " ")
        tail = (parts[-2] if len(parts) > 1 else "") + parts[-1]
        chunk = tail.split()[-1] + line.text.split(None, 1)[0]
        if measure.width(chunk) <= limit:
            return Joint(0, " ")
        return Joint(0, "") if tail[-1].isascii() and line.text[0].isascii() else how

    def _exact(self, open_lines: Sequence[Line]) -> str:
        # Lines cut at a fixed number of characters are whole when put together as they
        # stood, spaces at their edges included.
        if self.wrap.stripped:
            return self._stripped(open_lines)
        for before, line in pairwise(open_lines):
            self._record(before.text, line)
        return "".join(line.raw for line in open_lines).strip(EDGE)

    def _stripped(self, open_lines: Sequence[Line]) -> str:
        # A line shorter than the limit lost a space at one of its ends; which one follows
        # from the line before, or from how the document writes.
        parts = [open_lines[0].text]
        style = self.style.of([line.text for line in open_lines])
        lost = len(open_lines[0].text) < self.wrap.limit
        for position, line in enumerate(open_lines[1:], 1):
            self._record(parts[-1], line)
            between = " " if lost else ""
            missing = self.wrap.limit - len(line.text)
            last = position == len(open_lines) - 1
            if lost:
                lost = missing > 0
            else:
                likely = joint(parts[-1], line.text, style).between
                if parts[-1][-1].isascii() and line.text[0].isascii():
                    # Through a word far more often than between two.
                    likely = ""
                if last or missing == 1:
                    between = likely
                elif missing > 1:
                    between = " "
                lost = missing - len(between) > 0
            parts.append(between + line.text)
        return "".join(parts)

    def _record(self, text: str, line: Line, *, hyphen: bool = False) -> None:
        change = Change(
            "joined",
            "a line that was wrapped",
            f"{text[-24:]}⏎{line.text[:24]}",
            line.block.place,
        )
        self.changes.append((line.index, change))
        if hyphen:
            self.changes.append(
                (
                    line.index,
                    Change(
                        "removed",
                        "a hyphen that divided a word at a line end",
                        text[-1],
                        line.block.place,
                    ),
                )
            )
