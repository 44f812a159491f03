"""What follows a stop and belongs to the sentence before it.

Closing quotes and brackets, note marks, citations, closing tags and Markdown marks, emoji and
smileys, marks that nobody sees.
"""

from __future__ import annotations

import re

from ..document import Language
from ..patterns import lazy
from ..script import HAN, LATIN
from .enclosures import CLOSERS, OPENERS, STOPS, Enclosures

UNSEEN = "\u00ad\u200b-\u200f\u2060-\u2064\ufeff\ufe0e\ufe0f"
"""Marks without width as the inside of a regular expression's class."""

_PICTURE = "[\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u2b55\U0001f1e6-\U0001f1ff]"
EMOJI = rf"(?:{_PICTURE}[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d{_PICTURE}\ufe0f?)*)+"
FACE = r"(?:\^[_-]?\^|[:;=]-?[)(DP](?![A-Za-z0-9]))"
"""Smileys made of marks; a bracket is one only where it closes or opens nothing else."""

_UNSEEN = lazy(f"[{UNSEEN}]+")
_EMOJI = lazy(rf"\s?{EMOJI}")
_FACE = lazy(rf"\s?({FACE})")
_TAG = lazy(r"</[A-Za-z][^<>]{0,80}>|<br\s*/?>", re.IGNORECASE)
_MARKUP = lazy(r"\*{1,3}|_{1,3}|`{1,3}|~~")
_NUMBER = r"[0-9]{1,3}(?:\s?[-–,，、]\s?[0-9]{1,3})*"
_MARKS = lazy(
    r"[⁽⁰¹²³⁴-⁹⁾]+(?:[,，˒][⁰¹²³⁴-⁹]+)*|\[[a-z]\](?=\s|$)"
    rf"|[\[［【〔](?:[注註]\s?)?{_NUMBER}[\]］】〕](?![A-Za-z0-9])|\*{{1,3}}(?=\s|$)|[†‡]+"
    r"|[\[［【〔](?:译者|譯者|编者|編者|[译譯原])?[注註按][：: ][^\[\]［］【】〔〕]{1,60}[\]］】〕]"
    rf"|(?<=[。！？])\*(?=[{HAN}][^*]{{0,200}}$)"
)
_SPACED_MARK = lazy(rf"\s\[{_NUMBER}\](?=\s+[A-Z“\"]|\s*$)")
_CIRCLED = lazy("[①-⑳❶-❿]")
# A footnote mark that lost its superscript: "resolution.4 The", "决议。4 委员会".
_FLAT_MARK = lazy(rf"[0-9]{{1,3}}(?=\s+[A-Z“\"(]|\s+[{HAN}《“]|\s*$)")
_YEAR = lazy(r"\b(?:19|20)[0-9]{2}$")
_WORD = lazy(rf"(?<![{LATIN}])(?<![{LATIN}]\.)[{LATIN}][{LATIN}.]*$")
_HAN = lazy(f"[{HAN}]")
_REMARK = (
    "[0-9《/／]|[记記]者|[图圖摄攝] ?[:：]|[来來]源|[编編]者|[责責][编編]|[译譯][注註]|"
    "[见見参參][：:上下前后後本第]|修[订訂正]|掌[声聲]|笑[）)]|同上|完[）)]|待[续續]"
)
# A source, credit or remark in brackets after the stop. Labels look the same, but are short.
_CITATION = {
    "zh": lazy(
        r"[（(](?![0-9A-Za-z一二三四五六七八九十]{1,3}[）)])"
        rf"(?=[^（）()]{{0,60}}(?:{_REMARK}))([^（）()]{{1,60}})[）)][。．]?"
    ),
    "en": lazy(r"\s\((?![0-9A-Za-z]{1,4}\))([^()]{2,80})\)(?=\s+[A-Z“\"(‘]|\s*$)"),
}
# Marks that number items instead of referring to notes.
_NUMBERED = lazy(r"(?:^\s*|[:：;；]\s*)(?:[\[［【〔][0-9]{1,3}[\]］】〕]|[①-⑳❶-❿])")
_DASH = {"zh": lazy(r"\s?[—–]{1,2}(?=\S)"), "en": lazy(r"\s(?:--|—)(?=\s)")}
_LOOK_BACK = 400


class Tails:
    """Finds where a sentence ends once its stop is known, in one paragraph."""

    def __init__(self, text: str, language: Language, enclosures: Enclosures) -> None:
        self.text = text
        self.language: Language = language
        self.enclosures = enclosures
        self.numbered = _NUMBERED.search(text) is not None
        # Where emoji stand in front of items, they do not close what is before them.
        self.bullets = _EMOJI.match(text.lstrip()) is not None
        # Dashes that speakers begin with: ——谁？——我。
        self.speakers = text.lstrip().startswith(("—", "–", "--"))

    def end(self, position: int, start: int) -> int:
        """Where the sentence from `start` ends whose stop ends at `position`."""
        stop = position
        while (after := self._next(position, start)) > position:
            position = after
        position = self._flat_mark(position)
        if self.text[stop - 1 : stop] not in tuple(STOPS):
            return position
        citation = _CITATION[self.language].match(self.text, position)
        if citation and citation[1].rstrip(CLOSERS)[-1:] not in tuple("。！？!?.:："):
            position = citation.end()
        dash = None if self.speakers else _DASH[self.language].match(self.text, position)
        if dash:
            position = dash.end()
        return position

    def _next(self, position: int, start: int) -> int:
        text = self.text
        char = text[position : position + 1]
        if not char:
            return position
        if char in CLOSERS and position not in self.enclosures.opening:
            return position + 1
        if char == " " and text[position + 1 : position + 2] == '"':
            # A straight quotation mark set apart on both sides.
            opens = position + 1 in self.enclosures.opening
            if not opens and text[position + 2 : position + 3].isspace():
                return position + 2
        for pattern in (_UNSEEN, _TAG):
            if found := pattern.match(text, position):
                return found.end()
        if not self.numbered:
            for pattern in (_MARKS, _SPACED_MARK):
                if found := pattern.match(text, position):
                    return found.end()
            if self.language == "zh" and _CIRCLED.match(text, position):
                return position + 1
        elif char in "⁰¹²³⁴⁵⁶⁷⁸⁹":
            return position + 1
        if (found := _MARKUP.match(text, position)) and self._is_open(
            found.group(), start, position
        ):
            return found.end()
        if not self.bullets and (found := _EMOJI.match(text, position)):
            return found.end()
        if (found := _FACE.match(text, position)) and self.is_face(found.start(1), found.end(1)):
            return found.end()
        return position

    def is_face(self, start: int, end: int) -> bool:
        """Whether what looks like a smiley is one."""
        return self.text[end - 1] not in "()" or end - 1 in self.enclosures.faces

    def _is_open(self, mark: str, start: int, position: int) -> bool:
        # Whether the sentence holds an opening mark without its closing one.
        sentence = self.text[max(start, position - _LOOK_BACK) : position]
        if sentence.count(mark) % 2 == 0:
            return False
        inside = sentence[sentence.rindex(mark) + len(mark) :]
        return inside[:1].isalnum() or inside[:1] in tuple(OPENERS)

    def _flat_mark(self, position: int) -> int:
        text = self.text
        flat = _FLAT_MARK.match(text, position)
        if not flat or position < 2 or text[position - 1] not in STOPS + CLOSERS:
            return position
        # Not "3.5" or "A.1".
        word = text[max(0, position - 30) : position - 1]
        latin = _WORD.search(word)
        if _YEAR.search(word) or (latin and len(latin.group()) > 2) or not word[-1].isalnum():
            return flat.end()
        return flat.end() if _HAN.match(word[-1]) else position


def opening_after(text: str, position: int) -> int:
    """The place of the first character from `position` that is no opening mark."""
    while position < len(text) and text[position] in OPENERS:
        position += 1
    return position
