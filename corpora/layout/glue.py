"""How two pieces of one paragraph are put together again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..document import Kind, Language, Paragraph
from ..patterns import lazy
from ..script import HAN, LATIN
from .continuity import Ending, ending
from .marks import SUPERSCRIPTS, words

_CJK = lazy(f"[{HAN}\u3000-\u303f\uff01-\uff60\uff64\u2014\u2026“”‘’·]")
_HAN = lazy(f"[{HAN}]")
_ALNUM = lazy(f"[{LATIN}0-9]")
_FIRST_WORD = lazy(f"[{LATIN}0-9]++")
_LAST_WORD = lazy(rf"(?<![{LATIN}0-9])[{LATIN}0-9]++(?=[-‐]$)")
_HYPHENATED = lazy(rf"(?<![{LATIN}])[{LATIN}]++(?:[-‐][{LATIN}]++)+")
_WORD = lazy(rf"[{LATIN}]{{2,}}")
_SPACED = lazy(f"[{HAN}] [{LATIN}0-9]|[{LATIN}0-9] [{HAN}]")
_SPACED_MARK = lazy(f"[{SUPERSCRIPTS}] [{HAN}《“（]")
_TIGHT_MARK = lazy(f"[{SUPERSCRIPTS}][{HAN}《“（]")
_TIGHT = lazy(f"[{HAN}][{LATIN}0-9]|[{LATIN}0-9][{HAN}]")

# First parts that take a hyphen of their own, so that one at a line end is no division.
_PREFIXES = words(
    "non anti inter intra multi pre post self co counter cross semi sub vice ex pro pan mid "
    "extra over under up down on off well ill high low long short large small full half part "
    "open near far all so twenty thirty forty fifty sixty seventy eighty ninety one two three "
    "four five six seven eight nine ten man micro macro meta neo quasi socio geo euro afro "
    "radio electro"
)
# Second parts of compounds.
_SECONDS = words(
    "related based specific raising making building wide term terms level scale led owned "
    "oriented sensitive free being going keeping sharing setting saving driven friendly "
    "effective existing operation operate ordination ordinate ordinating ordinated general "
    "governmental member members year years old day days month page point elect depth house "
    "site line time person border sector party use up off out down in class quality income "
    "profit face like style type size range risk"
)
# Words after a hyphen that stands for the rest of a compound: "short- and long-term".
_SUSPENDED = words("and or to nor but as versus")
# Ends of words that are no words: what follows the hyphen of a divided word.
_SUFFIXES = words(
    "ing ings tion tions sion sions ment ments ness able ible ance ence ances ences ity ities "
    "ly ally ized ised izing ising ization isation ive ives ous ious ical ic ics al ally er ers "
    "ed es ism ist ists ure ures ency ancy ate ates ated ating cy gy ty ry ful tional sional"
)


@dataclass(frozen=True, slots=True)
class JoinStyle:
    """How a document writes, so that a join restores what stood there.

    Attributes:
        words: its words in small letters, with their counts.
        hyphenated: neighbouring parts of its hyphenated words in small letters, with counts.
        spaced: whether it sets a space between a Han character and a figure or Latin letter.
        spaced_marks: the same between a superscript mark and what follows.
    """

    words: Counter[str]
    hyphenated: Counter[str]
    spaced: bool
    spaced_marks: bool

    def of(self, texts: Sequence[str]) -> JoinStyle:
        """The same with the spacing of one paragraph, where that shows any."""
        spaced, marks = _spacing(texts)
        return replace(
            self,
            spaced=spaced > 0 if spaced else self.spaced,
            spaced_marks=marks > 0 if marks else self.spaced_marks,
        )


def style_of(texts: Sequence[str]) -> JoinStyle:
    """The style of a document, from its lines."""
    spaced, marks = _spacing(texts)
    vocabulary: Counter[str] = Counter()
    hyphenated: Counter[str] = Counter()
    if any(text[-1:] in "-‐" for text in texts if text):
        for text in texts:
            if "-" in text or "‐" in text:
                for compound in _HYPHENATED.findall(text):
                    parts = compound.lower().replace("‐", "-").split("-")
                    hyphenated.update(map("-".join, pairwise(parts)))
            vocabulary.update(match.lower() for match in _WORD.findall(text))
    return JoinStyle(vocabulary, hyphenated, spaced > 0, marks > 0)


def _spacing(texts: Sequence[str]) -> tuple[int, int]:
    # Places with a space less those without, beside Han characters and after marks.
    spaced = marks = 0
    for text in texts:
        if text.isascii():
            continue
        spaced += len(_SPACED.findall(text)) - len(_TIGHT.findall(text))
        # A mark at the head of a footnote says nothing of those in the text.
        marks += len(_SPACED_MARK.findall(text, 5)) - len(_TIGHT_MARK.findall(text, 5))
    return spaced, marks


@dataclass(frozen=True, slots=True)
class Joint:
    """How to join: `before` loses `cut` characters at its end, `between` goes in."""

    cut: int
    between: str


def joint(before: str, after: str, style: JoinStyle) -> Joint:
    """How two pieces of a paragraph fit together.

    Chinese is joined without a space, other text with one. A hyphen at the end of `before`
    goes when it divides a word, by the evidence of the document's other words, and stays
    when it belongs to the word.

    Args:
        before, after: the pieces, without white space at the join.
        style: of the document.
    """
    last, first = before[-1], after[0]
    if last == "\u00ad":
        return Joint(0, "")
    if last in "-‐" and _ALNUM.match(first):
        return _hyphen(before, after, style)
    if last in "—–" and len(before) > 1 and not before[-2].isspace():
        return Joint(0, "")
    wide_last, wide_first = bool(_CJK.match(last)), bool(_CJK.match(first))
    if wide_last and wide_first:
        quotes = "“”‘’—…·"
        latin = last in quotes and first in quotes
        return Joint(0, " " if latin and not _HAN.search(before[-20:] + after[:20]) else "")
    if wide_last or wide_first:
        return Joint(0, _mixed(before, after, style))
    return Joint(0, " ")


_APART = frozenset(
    (Kind.MASTHEAD, Kind.TITLE, Kind.HEADING, Kind.LIST_ITEM, Kind.TABLE_CELL, Kind.FOOTNOTE)
)
"""Kinds of paragraphs that are never one half of another."""


def separator(before: Paragraph, after: Paragraph, language: Language) -> str:
    """What stands between two paragraphs of one unit.

    English takes a space. Chinese takes none after punctuation and between halves of running
    text; a heading or a cell would run together with what comes after it.
    """
    last, first = before.text[-1:], after.text[:1]
    if language == "en" or not (_CJK.match(last) or _CJK.match(first)):
        return " "
    if ending(before.text, language) <= Ending.COMMA:
        return ""
    return " " if before.kind in _APART or after.kind in _APART else ""


def _mixed(before: str, after: str, style: JoinStyle) -> str:
    last, first = before[-1], after[0]
    if last in "“‘(（[《「『" or first in "”’)）]》」』，。；：、！？":
        return ""
    if last in "⁰¹²³⁴⁵⁶⁷⁸⁹":
        return " " if style.spaced_marks else ""
    if _HAN.match(last) or _HAN.match(first):
        if _ALNUM.match(last) or _ALNUM.match(first):
            return " " if style.spaced else ""
        return ""
    # Curly quotes, dashes and dots stand in both languages.
    if last in "“”‘’—…·" or first in "“”‘’—…·":
        return " " if not _HAN.search(before[-20:] + after[:20]) else ""
    return ""


def _hyphen(before: str, after: str, style: JoinStyle) -> Joint:
    head = _LAST_WORD.search(before)
    tail = _FIRST_WORD.match(after)
    keep = Joint(0, "")
    if not head or not tail:
        # " - " as a dash between words.
        return Joint(0, " ") if not head else keep
    first, second = head.group(), tail.group()
    if first[-1].isdigit() or not second[0].islower():
        return keep
    # "Asia-" may be the middle of a longer compound.
    if before[: head.start()].endswith(("-", "‐")):
        return keep
    first, second = first.lower(), second.lower()
    if second in _SUSPENDED:
        return Joint(0, " ")
    compound, whole = style.hyphenated[f"{first}-{second}"], style.words[first + second]
    if compound or whole:
        return keep if compound >= whole else Joint(1, "")
    if second in _SUFFIXES:
        return Joint(1, "")
    if first in _PREFIXES or second in _SECONDS:
        return keep
    # The pieces of a divided word are counted once, here at the line end; true words
    # stand elsewhere too. Where nothing tells, pieces that are no words are put together.
    return keep if style.words[first] > 1 or style.words[second] > 1 else Joint(1, "")
