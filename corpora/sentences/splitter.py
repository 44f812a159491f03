"""One paragraph divided into sentences.

Every full stop, question mark, exclamation mark and run of dots is a candidate. It is a
border unless something speaks against it: a figure or symbol that it stands in, an
abbreviation, the number of the paragraph, a small letter that follows, a bracket or a
quotation that it stands in. What closes a sentence stays with it (see `tails`).
"""

from __future__ import annotations

import re

from ..document import Language
from ..layout.marks import label_of, note_mark
from ..patterns import lazy
from ..script import HAN, has_han
from .abbreviations import FIRMS, NUMBERED, NUMBERED_THINGS, SPEECH
from .enclosures import BRACKETS, CLOSERS, OPENERS, STOPS, find_enclosures
from .full_stops import FullStops
from .spans import Span
from .tails import EMOJI, FACE, Tails

_CANDIDATE = lazy(
    r"[。｡！？!?][。｡！？!?.…]*|\.(?:\s?\.)*|．+|…+|[；;]"
    rf"|(?P<dash>(?<=[—–])[”\"])|(?P<tilde>[～~]+)|(?P<face>{FACE}|{EMOJI})"
    r"|(?P<tag><(?:br\s*/?|/(?:p|li|div|td|th|tr|h[1-6]))>)"
)
_HAN = lazy(f"[{HAN}]")
# Hearts stand for words: I ❤ NY.
_HEART = lazy("[\u2764\u2665\U0001f493-\U0001f49f]")
# Who said what was quoted just before.
_SAID = {
    "zh": lazy(
        "[^，。！？：；“”]{0,10}(?:说|說|道|问|問|答|喊|叫|嚷|想|写|寫"
        "|(?:催|劝|勸|求|骂|罵|夸|誇|提醒|安慰|吩咐|[嘱囑]咐|回|抗[议議]|附和|解[释釋]|[补補]充|嘀咕)"
        "[我你您他她它咱大家们們]{0,3})[道着著]?[，。：！]"
        "|[^，。！？：；“”「」]{1,24}[，,][“「]"
    ),
    "en": lazy(
        r"\s+(?!(?:He|She|They|It|I|We|You|The|Then|And|But|So|One|Who|What)\s)"
        rf"(?:[A-Z][\w.’'-]*\s+){{1,3}}(?:{SPEECH})\b"
    ),
}
_FIRM = lazy(r"\s+(\w+)")
_PARTICLES = "啦呀哦哟呢吧嘛啊哈嘿了的么吗好"
_LABEL_HEAD = lazy(
    r"(?P<thing>[A-Z][A-Za-z]{1,15})\.?\s(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[IVXLC]{1,6}|[A-Z])\.(?=\s)"
    r"|(?:[a-h]|[ivx]{1,4}|[A-Z][0-9]{1,3}|[0-9]{1,3}(?:st|nd|rd|th))\.(?=\s+\S)"
    r"|[-*•]\s+"
)
_LABELLED = NUMBERED_THINGS | NUMBERED


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
        self.enclosures = find_enclosures(text, self.language)
        self.tails = Tails(text, self.language, self.enclosures)
        self.full_stops = FullStops(text)
        self.casual = text.rstrip()[-1:] in tuple("～~")
        self.start = self._skip(0)

    def run(self) -> list[Span]:
        end = len(self.text.rstrip())
        spans: list[Span] = []
        head = self._head(first=True)
        for match in _CANDIDATE.finditer(self.text):
            if match.start() < head:
                continue
            border = self._border(match)
            if border is None or border >= end:
                continue
            spans.append((self.start, border))
            self.start = self._skip(border)
            head = self._head(first=False)
        if self.start < end:
            spans.append((self.start, end))
        return spans

    def _skip(self, position: int) -> int:
        while position < len(self.text) and self.text[position].isspace():
            position += 1
        return position

    def _head(self, *, first: bool) -> int:
        # The label or mark at the start of a sentence belongs to it.
        piece = self.text[self.start : self.start + 40]
        found = _LABEL_HEAD.match(piece)
        if found and (not found["thing"] or (first and found["thing"].lower() in _LABELLED)):
            return self.start + found.end()
        rest = piece[len(note_mark(piece)) :].lstrip()
        return self.start + len(piece) - len(rest) + len(label_of(rest))

    def _border(self, match: re.Match[str]) -> int | None:
        """End of the sentence that a candidate closes, or None when it closes none."""
        text, mark, kind = self.text, match.group(), match.lastgroup
        end = self.tails.end(match.end(), self.start)
        after = self._skip(end)
        follows = text[after : after + 1]
        around = self.enclosures.around(match.start())
        if around and (
            mark in "；;" or match.end() != around[1] or not self._over(around[0], after)
        ):
            return None
        if kind:
            return end if self._stops_without_mark(match, end, after) else None
        if mark in "；;":
            return end if self.semicolon else None
        if not follows:
            return end
        if follows in ",;:，、；：)）":
            return None
        if mark[0] in "。｡！？":
            return end
        if mark[0] in "!?":
            return end if self._exclaims(match.end(), end, after) else None
        if mark[0] == "…" or len(mark) > 1:
            return end if self._trails(match.end(), end, after) else None
        if self.language == "zh":
            return end if self.full_stops.ends_chinese(match.start(), end, after) else None
        return end if self.full_stops.ends(match.start(), end, after) else None

    def _exclaims(self, stop: int, end: int, after: int) -> bool:
        text = self.text
        if _HAN.match(text, after):
            return True
        if end > stop and text[end - 1] in CLOSERS and _SAID["en"].match(text, end):
            return False
        firm = _FIRM.match(text, end)
        if firm and firm[1].lower() in FIRMS:
            return False
        return after > end and not self.full_stops.continues(after)

    def _trails(self, stop: int, end: int, after: int) -> bool:
        # Whether dots end a sentence.
        follows, spaced, closed = self.text[after], after > end, end > stop
        if _HAN.match(follows):
            return closed or (spaced and self.language == "en")
        if follows in OPENERS:
            if self.language == "en" or closed:
                return closed or spaced
            quoted = self.enclosures.around(after + 1) if follows in "“「『" else None
            return quoted is not None and self.text[quoted[1] - 1] in STOPS
        return (spaced or closed) and follows.isupper()

    def _stops_without_mark(self, match: re.Match[str], end: int, after: int) -> bool:
        """Whether a sentence ends at a smiley, a tag and the like."""
        text, kind = self.text, match.lastgroup
        if after >= len(text):
            return False
        large = after > end and (text[after].isupper() or text[after] in OPENERS)
        han = _HAN.match(text, after) is not None
        if kind == "tag":
            return True
        if kind == "dash":
            said = _SAID["en"].match(text, end)
            return self.language == "en" and large and not said
        if kind == "tilde":
            particle = text[match.start() - 1 : match.start()] in tuple(_PARTICLES)
            return self.language == "zh" and han and (self.casual or particle)
        if match.start() == self.start or _HEART.match(match.group()):
            return False
        if not self.tails.is_face(match.start(), match.end()):
            return False
        return not self.tails.bullets and (han if self.language == "zh" else large)

    def _over(self, start: int, after: int) -> bool:
        """Whether a sentence may end with the enclosure that began at `start`."""
        before = self.text[max(0, start - 20) : start].rstrip()[-1:]
        follows = self.text[after : after + 1]
        whole = not before or before in STOPS or before in CLOSERS
        if self.text[start] in "《〈【":
            return False
        if self.text[start] in BRACKETS:
            return whole or (self.language == "en" and follows.isupper())
        if self.language == "en":
            return not self.full_stops.continues(after)
        if before not in tuple("：:") and _SAID["zh"].match(self.text, after):
            return False
        return before in tuple("：:，,。！？”") or whole or follows in tuple(OPENERS)
