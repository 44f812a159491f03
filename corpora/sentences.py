"""Sentences inside a paragraph, by rule, for Chinese and English.

Every full stop, question mark, exclamation mark and run of dots is a candidate. It is a
border unless something speaks against it: a figure or symbol that it stands in, an
abbreviation, the number of the paragraph, a small letter that follows, a bracket or a
quotation that it stands in. Closing quotes, brackets and footnote marks stay with the
sentence that they close.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from .abbreviations import BEGINNERS, EITHER, NUMBERED, TITLES
from .document import Language
from .layout.marks import label_of, note_mark
from .script import HAN, LATIN, has_han

Span = tuple[int, int]
"""Start and end (exclusive) in characters."""

_CANDIDATE = re.compile(r"[。｡！？!?][。｡！？!?.…]*|\.(?:\s?\.)*|．+|…+|[；;]")

_STOPS = "。｡！？!?.…"
_CLOSERS = "”’」』）)】》〉\"'］]"
_OPENERS = "“‘「『（(【《〈\"'［["
_BRACKETS = {"(": ")", "（": "）", "[": "]", "［": "］", "【": "】", "《": "》", "〈": "〉"}
_QUOTES = {"“": "”", "「": "」", "『": "』"}
_PAIRS = {**_BRACKETS, **_QUOTES}
_ENCLOSING = re.compile('[“”「」『』（）()\\[\\]［］【】《》〈〉"]')

# Brackets further apart than this are taken for strays.
_LONGEST = 1500
# Quotations longer than this are divided, the second where the sentence runs on after them.
_QUOTATION = {"zh": 30, "en": 80}
_LONG_QUOTATION = {"zh": 120, "en": 300}

_MARKS = re.compile(
    r"[⁰¹²³⁴-⁹]+(?:[,，˒][⁰¹²³⁴-⁹]+)*|\[[0-9]{1,3}\](?![A-Za-z0-9])|\*{1,3}(?=\s|$)"
)
# A footnote mark that lost its superscript: "resolution.4 The", "决议。4 委员会".
_FLAT_MARK = re.compile(rf"[0-9]{{1,3}}(?=\s+[A-Z“\"(]|\s+[{HAN}《“]|\s*$)")
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}$")
# The number or letter of an item that begins here.
_ITEM = re.compile(r"(?:[0-9]{1,3}[.)]|[a-z][.)]|\([a-z0-9]{1,4}\))\s+[\"“]?[A-Z]")

_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile(rf"[{LATIN}][{LATIN}.]*$")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")  # u.s, h.e, but no address
# Who said what was quoted just before.
_SAID = re.compile(
    "[^，。！？：；“”]{0,10}(?:说|說|道|问|問|答|喊|叫|嚷|想|写|寫)[道着著]?[，。：！]"
)
_NEXT_WORD = re.compile(rf"[{re.escape(_OPENERS)}]*([{LATIN}0-9]+)")


def split(text: str, language: Language, *, semicolon: bool = False) -> list[Span]:
    """Spans of the sentences of a paragraph, in order.

    Args:
        text: a paragraph.
        language: of the paragraph; a Chinese paragraph without Han characters is split as
            English.
        semicolon: whether a semicolon ends a sentence too.

    Returns:
        Spans that hold all of `text` but white space at their edges; none for a text of
        white space.
    """
    return _Splitter(text, language, semicolon).run()


class _Splitter:
    """One paragraph; what was found out about it so far is the state."""

    def __init__(self, text: str, language: Language, semicolon: bool) -> None:
        self.text = text
        self.language: Language = language if language == "en" or has_han(text) else "en"
        self.semicolon = semicolon
        self.opening: set[int] = set()  # positions of straight quotes that open
        self.closed = self._enclosures()
        self.starts = [start for start, _ in self.closed]

    def run(self) -> list[Span]:
        end = len(self.text.rstrip())
        start = self._skip(0)
        spans: list[Span] = []
        head = self._head(start)
        for match in _CANDIDATE.finditer(self.text):
            if match.start() < head:
                continue
            border = self._border(match)
            if border is None or border >= end:
                continue
            spans.append((start, border))
            start = self._skip(border)
            head = self._head(start)
        if start < end:
            spans.append((start, end))
        return spans

    def _skip(self, position: int) -> int:
        while position < len(self.text) and self.text[position].isspace():
            position += 1
        return position

    def _head(self, start: int) -> int:
        # The label or mark at the start of a sentence belongs to it.
        piece = self.text[start : start + 40]
        rest = piece[len(note_mark(piece)) :].lstrip()
        return start + len(piece) - len(rest) + len(label_of(rest))

    def _enclosures(self) -> list[Span]:
        """Spans from an opening to a closing mark in which nothing is a border."""
        open_at: list[tuple[str, int]] = []
        found: list[Span] = []
        straight = self._straight_quotes()
        for match in _ENCLOSING.finditer(self.text):
            char, place = match.group(), match.start()
            if char in _PAIRS or place in self.opening:
                open_at.append((char, place))
                continue
            if char == '"' and not straight:
                continue
            # A closing mark closes the last opening one of its kind, strays between aside.
            for depth in range(len(open_at) - 1, max(-1, len(open_at) - 6), -1):
                opener, start = open_at[depth]
                if _PAIRS.get(opener, '"') == char:
                    del open_at[depth:]
                    if self._holds(opener, start, place):
                        found.append((start, place))
                    break
        found.sort()
        outer: list[Span] = []
        for span in found:
            if not outer or span[0] > outer[-1][1]:
                outer.append(span)
        return outer

    def _straight_quotes(self) -> bool:
        """Find out which straight quotes open; whether they come in pairs."""
        places = [match.start() for match in re.finditer('"', self.text)]
        if len(places) % 2:
            return False
        self.opening = set(places[::2])
        return True

    def _holds(self, opener: str, start: int, end: int) -> bool:
        # Whether an enclosure has no borders inside.
        text, length = self.text, end - start
        if opener in _BRACKETS:
            return length <= _LONGEST
        if length <= _QUOTATION[self.language]:
            return True
        if length > _LONG_QUOTATION[self.language]:
            return False
        if text[end - 1] not in _STOPS:
            # A title or phrase, or speech cut off by a comma: the sentence runs on.
            return True
        after = self._skip(end + 1)
        follows = text[after : after + 1]
        if self.language == "en":
            return follows.islower() or follows in tuple(",;:)–—")
        return follows in tuple("，、；：）)的地得之等")

    def _border(self, match: re.Match[str]) -> int | None:
        """End of the sentence that a candidate closes, or None when it closes none."""
        text, mark = self.text, match.group()
        end = self._after_closers(match.end())
        after = self._skip(end)
        follows = text[after : after + 1]
        index = bisect_right(self.starts, match.start()) - 1
        if index >= 0 and match.start() < self.closed[index][1]:
            start, close = self.closed[index]
            if mark in "；;" or match.end() != close or not self._over(start, after):
                return None
        if mark in "；;":
            return end if self.semicolon else None
        if not follows:
            return end
        if follows in ",;:，、；：)）":
            return None
        if mark[0] in "。｡！？":
            return end
        spaced = after > end
        han = bool(_HAN.match(follows))
        if mark[0] in "!?":
            return end if han or (spaced and not self._continues(after)) else None
        if mark[0] == "…" or len(mark) > 1:
            closed = end > match.end()
            if han or follows in _OPENERS:
                return end if closed or (spaced and self.language == "en") else None
            return end if (spaced or closed) and follows.isupper() else None
        return end if self._stops(match.start(), end, after) else None

    def _over(self, start: int, after: int) -> bool:
        """Whether a sentence may end with the enclosure that began at `start`."""
        before = self.text[max(0, start - 20) : start].rstrip()[-1:]
        follows = self.text[after : after + 1]
        whole = not before or before in _STOPS or before in _CLOSERS
        if self.text[start] in "《〈【":
            return False
        if self.text[start] in _BRACKETS:
            return whole or (self.language == "en" and follows.isupper())
        if self.language == "en":
            return not follows.islower()
        if before not in tuple("：:") and _SAID.match(self.text, after):
            return False
        return before in tuple("：:，,。！？”") or whole or follows in tuple(_OPENERS)

    def _after_closers(self, position: int) -> int:
        text = self.text
        while position < len(text):
            if text[position] in _CLOSERS and position not in self.opening:
                position += 1
            elif text[position] == " " and text[position + 1 : position + 2] == '"':
                # A straight quote set apart on both sides.
                if position + 1 in self.opening or not text[position + 2 : position + 3].isspace():
                    break
                position += 2
            elif found := _MARKS.match(text, position):
                position = found.end()
            else:
                break
        flat = _FLAT_MARK.match(text, position)
        if flat and position >= 2 and text[position - 1] in _STOPS + _CLOSERS:
            # Not "3.5" or "A.1".
            word = text[max(0, position - 30) : position - 1]
            latin = _WORD.search(word)
            if _YEAR.search(word) or (latin and len(latin.group()) > 2) or not word[-1].isalnum():
                return flat.end()
            if _HAN.match(word[-1]):
                return flat.end()
        return position

    def _continues(self, after: int) -> bool:
        """Whether what begins at `after` goes on with the sentence before: a small letter."""
        if _ITEM.match(self.text, after):
            return False
        while after < len(self.text) and self.text[after] in _OPENERS:
            after += 1
        return after < len(self.text) and self.text[after].islower()

    def _stops(self, dot: int, end: int, after: int) -> bool:
        """Whether a single full stop at `dot` ends a sentence."""
        text = self.text
        before, follows, spaced = text[dot - 1 : dot], text[after], after > end
        if _HAN.match(before) or (before in "”’》）)】" and self.language == "zh"):
            return spaced or not follows.isdigit()
        head = text[max(0, dot - 30) : dot]
        word = _WORD.search(head)
        if self.language == "zh":
            # In Chinese a Latin full stop ends an English phrase, or stands in a figure.
            whole = bool(word) and len(word.group()) > 2 if word else False
            return spaced and whole and bool(_HAN.match(follows)) and "." not in head[-5:]
        if not spaced or self._continues(after):
            return False
        if not word:
            return True
        token = word.group().lower().strip(".")
        item = _ITEM.match(text, after) is not None
        found = _NEXT_WORD.match(text, after)
        following = found.group(1) if found else ""
        begins = following.lower() in BEGINNERS
        if token in TITLES:
            return False
        if token in NUMBERED:
            return not (following[:1].isdigit() or re.fullmatch("[A-Z]|[IVXLC]+", following))
        if token in EITHER or _DOTTED.fullmatch(token):
            return begins or item or not following
        unit = head[: word.start()][-1:].isdigit()
        if len(token) == 1 and word.group().isupper() and not unit:
            # An initial, unless the sentence is over with "Annex B" or "sect. D".
            leads = head[: word.start()].rstrip()
            previous = _WORD.search(leads.rstrip("."))
            numbered = previous is not None and previous.group().lower() in NUMBERED
            return (leads[-1:].islower() or numbered) and (begins or item)
        return True
