"""What shows without comparing values: empty sides, broken characters, punctuation.

Punctuation is partly taste; what is only taste is information unless the settings say more.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from duizhao.corpora.characters import XML_CONTROLS
from duizhao.corpora.patterns import lazy
from duizhao.corpora.script import simplify, traditional
from duizhao.corpora.sentences.abbreviations import CLOSING, EITHER
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, Span, finding

from ..figures.markup import spans
from ..words import han_lines, not_simple
from .genre import BRACKET_BESIDE_HAN, Genre

_LETTER = lazy(r"[A-Za-z\u3400-\u9fff]")
_BROKEN = lazy("\ufffd+")
# UTF-8 read as Latin-1 or Windows-1252: ä¸­å›½, â€™.
_MOJIBAKE = lazy(
    "(?:[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
    "{1,3}){2,}|[\u00e4-\u00e9][\u0080-\u00bf][\u0080-\u00bf]|â€[™œ\u009d\u0153\u201c\u201d\u2122]|[\u0080-\u009f]"
)
_CONTROL = lazy(f"[{XML_CONTROLS}]")

_LIST_ENDS = frozenset(";:,")
# A mark in quotation marks of its own is spoken of: the number after '.'
_NAMED = r"(?!(?<=[\"'“‘].)[\"'”’])"
_ZH_END = lazy(rf"([。！？!?；：;:…]|[.](?!\d)){_NAMED}[”’」』\"'）)】\]\s]*$")
_EN_END = lazy(rf"([.!?;:…。！？；：]){_NAMED}[”’\"')\]\s]*$")
_SAME_END = {"。": ".", "！": "!", "？": "?", "；": ";", "：": ":"}
_HALF_WIDTH_MARKS = frozenset(".,;:!?")
_HALF_WIDTH = lazy(
    r"(?<=[\u4e00-\u9fff])\s?[,;!?](?=\s?[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])[.,;?!]$"
)
_SPACED_MARK = lazy(r"(?<=[A-Za-z)])[ \u00a0][.,;!?](?=\s|$)")
_FULL_WIDTH = lazy(r"[，。；：！？、（）]")
_DOUBLE_SPACE = lazy(r"(?<=[^\s.!?:])[ \u00a0]{2,}(?=\S)")
_DOUBLE_MARK = lazy(
    r"(?<![！？])([，、；：。])\1(?!\1)|(?<![.,;:])([,;:])\2(?![,;:])|(?<![./])\.\.(?![./\d])"
)
_DOUBLED = [mark * 2 for mark in "，、；：。.,;:"]
_STRONG = ("!!", "！！", "??", "？？")
_HAN = lazy(r"[\u4e00-\u9fff]+")


def check_empty(unit: Unit, index: int) -> Iterator[Finding]:
    """A text without its translation; null beads of aligned documents are no fault."""
    if unit.zh_segments or unit.en_segments:
        return
    zh, en = unit.zh.strip(), unit.en.strip()
    if bool(zh) == bool(en) or not _LETTER.search(zh or en):
        return
    side, other = ("Chinese", "English") if en else ("English", "Chinese")
    yield finding(
        "empty",
        Severity.ERROR,
        unit,
        index,
        f"The {side} is empty: the {other} is not translated.",
        zh_span=(0, len(unit.zh)) if zh else None,
        en_span=(0, len(unit.en)) if en else None,
        found="",
    )


def check_encoding(unit: Unit, index: int) -> Iterator[Finding]:
    """Characters that were lost or spoilt on their way."""
    for text, other, english in ((unit.zh, unit.en, False), (unit.en, unit.zh, True)):
        if text.isascii() and (text.isprintable() or not _CONTROL.search(text)):
            continue
        for pattern, what in (
            (_BROKEN, "a character was lost"),
            (_MOJIBAKE, "the characters were read in a wrong encoding"),
            (_CONTROL, "a control character stands in the text"),
        ):
            match = pattern.search(text)
            if match is None or match[0] in other:
                continue
            side = "English" if english else "Chinese"
            message = f"In the {side} {what}."
            yield _at("encoding", Severity.ERROR, unit, index, message, match.span(), english)
            break


def _at(
    kind: str,
    severity: Severity,
    unit: Unit,
    index: int,
    message: str,
    span: Span,
    english: bool,
    expected: str = "",
) -> Finding:
    return finding(
        kind,
        severity,
        unit,
        index,
        message,
        zh_span=None if english else span,
        en_span=span if english else None,
        expected=expected,
    )


def check_punctuation(unit: Unit, index: int, shown: Genre) -> Iterator[Finding]:
    """End marks, doubled marks and spaces, widths, and both scripts in one text."""
    yield from _ends(unit, index, shown)
    yield from _widths(unit, index, shown)
    yield from _strength(unit, index)
    for text, english in ((unit.zh, False), (unit.en, True)):
        if "  " in text and not shown.spaced and (match := _DOUBLE_SPACE.search(text)):
            message = f"Two spaces in the {'English' if english else 'Chinese'}."
            span = match.span()
            yield _at("punctuation", Severity.INFO, unit, index, message, span, english, " ")
        doubled = any(marks in text for marks in _DOUBLED)
        match = _DOUBLE_MARK.search(text) if doubled else None
        if match and match[0] not in (unit.zh if english else unit.en):
            mark, span = match[0][0], match.span()
            message = f"The mark “{mark}” is repeated."
            yield _at("punctuation", Severity.WARNING, unit, index, message, span, english, mark)
    mixed = _mixed(unit.zh)
    if mixed is not None:
        message = f"“{unit.zh[mixed]}” is traditional in a text that is simplified elsewhere."
        span = (mixed, mixed + 1)
        yield _at("punctuation", Severity.WARNING, unit, index, message, span, english=False)


def _ends(unit: Unit, index: int, shown: Genre) -> Iterator[Finding]:
    """The marks that end the texts, and spaces at either end."""
    zh, en = _ZH_END.search(unit.zh), _EN_END.search(unit.en)
    first = _SAME_END.get(zh[1], zh[1]) if zh else ""
    second = _SAME_END.get(en[1], en[1]) if en else ""
    if second == "." and not first and _ends_short(unit.en):
        second = ""
    if first != second and _LETTER.search(unit.zh) and _LETTER.search(unit.en):
        asked = "?" in (first, second) and first and second and "…" not in (first, second)
        # Items of a list end as the house likes; a sentence that breaks off does not.
        lost = ("en" if en else "zh") in shown.ended and not (zh and en)
        lost = lost and not {first, second} & _LIST_ENDS
        severity = Severity.WARNING if asked or lost else Severity.INFO
        said = [f"“{match[1]}”" if match else "no mark" for match in (en, zh)]
        yield finding(
            "punctuation",
            severity,
            unit,
            index,
            f"The English ends with {said[0]}, the Chinese with {said[1]}.",
            zh_span=zh.span(1) if zh else (max(0, len(unit.zh) - 1), len(unit.zh)),
            en_span=en.span(1) if en else (max(0, len(unit.en) - 1), len(unit.en)),
        )
    yield from _outer_spaces(unit, index)


def _ends_short(text: str) -> bool:
    """Whether the full stop at the end belongs to an abbreviation: "… Co., Ltd."."""
    last = text.split()[-1].rstrip(".”’\"')]").lower()
    return last.lstrip("(“\"'") in EITHER | CLOSING


def _outer_spaces(unit: Unit, index: int) -> Iterator[Finding]:
    for place, at in (("begins", 0), ("ends", -1)):
        spaces = unit.zh[at].isspace(), unit.en[at].isspace()
        if spaces[0] == spaces[1]:
            continue
        english = spaces[1]
        length = len(unit.en if english else unit.zh)
        span = (0, 1) if place == "begins" else (length - 1, length)
        message = (
            f"The {'English' if english else 'Chinese'} {place} with a space, the other text "
            "does not."
        )
        yield _at("punctuation", Severity.INFO, unit, index, message, span, english)


def _strength(unit: Unit, index: int) -> Iterator[Finding]:
    """Marks of exclamation or question that one text alone repeats."""
    places = [
        min((at for mark in _STRONG if (at := text.find(mark)) >= 0), default=-1)
        for text in (unit.zh, unit.en)
    ]
    if (places[0] < 0) == (places[1] < 0):
        return
    english = places[1] >= 0
    text, at = (unit.en, places[1]) if english else (unit.zh, places[0])
    message = f"“{text[at : at + 2]}” in the {'English' if english else 'Chinese'} only."
    yield _at("punctuation", Severity.INFO, unit, index, message, (at, at + 2), english)


def _widths(unit: Unit, index: int, shown: Genre) -> Iterator[Finding]:
    """Half-width marks between Chinese characters, full-width ones in English prose."""
    match = None if _HALF_WIDTH_MARKS.isdisjoint(unit.zh) else _HALF_WIDTH.search(unit.zh)
    if match is None and shown.wide and "(" in unit.zh:
        match = BRACKET_BESIDE_HAN.search(unit.zh)
    if match is not None:
        message = f"“{match[0].strip()}” is a half-width mark in the Chinese."
        yield _at("punctuation", Severity.INFO, unit, index, message, match.span(), english=False)
    match = _SPACED_MARK.search(unit.en)
    if match is not None and match[0] not in unit.zh:
        message = f"A space before “{match[0].strip()}” in the English."
        yield _at("punctuation", Severity.INFO, unit, index, message, match.span(), english=True)
    if unit.en.isascii():
        return
    for match in _FULL_WIDTH.finditer(unit.en):
        around = unit.en[max(0, match.start() - 2) : match.end() + 2]
        if _HAN.search(around) or any(a <= match.start() < b for a, b in spans(unit.en)):
            continue
        message = f"“{match[0]}” is a full-width mark in the English."
        yield _at("punctuation", Severity.WARNING, unit, index, message, match.span(), english=True)
        return


def _mixed(text: str) -> int | None:
    """The place of a traditional character in a text whose script is the simplified one."""
    if text.isascii():
        return None
    if not_simple().isdisjoint(text):
        return None  # as for most texts; the other way need not be loaded
    traditional_only, simple_only = _scripts()
    old = [place for place, letter in enumerate(text) if letter in traditional_only]
    new = sum(letter in simple_only for letter in text)
    return old[0] if old and new >= _ENOUGH and new >= len(old) else None


_ENOUGH = 2  # characters of one script that make it the script of a text


@cache
def _scripts() -> tuple[frozenset[str], frozenset[str]]:
    """Characters of traditional text only, and of simplified text only."""
    lines = han_lines()
    forms = (lines, simplify(lines), traditional(lines))
    rows = list(zip(*(form.split("\n") for form in forms), strict=True))
    return (
        frozenset(one for one, a, b in rows if a != one and b == one),
        frozenset(one for one, a, b in rows if a == one and b != one),
    )
