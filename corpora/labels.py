"""Labels: the number or letter that a line carries at its start, whatever it is written in.

``第三条``, ``Article 3``, ``Art. III`` and ``§ 3`` are one label in four forms; so are
``（一）``, ``(1)``, ``(a)`` and ``①``. Segmentation asks where a label ends, the aligner and the
checks ask whether two labels mean the same, and all of them ask here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from .label_kinds import ALIKE, EN_NAMES, ZH_NAMES, ZH_UNITS, LabelKind
from .numerals import ONES, TENS, chinese, english, roman
from .patterns import lazy

__all__ = [
    "Label",
    "LabelKind",
    "System",
    "Value",
    "alike",
    "read_label",
    "read_lone_numeral",
    "resolved",
]

Value = tuple[int, ...]
"""The number of a label, level by level: 第三条之一 and ``3.1`` are (3, 1)."""


class System(StrEnum):
    """What the figures of a label are."""

    ARABIC = "arabic"
    HAN = "han"
    ROMAN = "roman"
    LETTER = "letter"
    STEM = "stem"
    WORD = "word"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a line.

    Attributes:
        kind: what it numbers.
        values: its readings; more than one where figures are ambiguous, as ``(i)`` is.
        system: what its figures are.
        start, end: where it stands, punctuation included and space around it left out.
        text: as it stands there.
        alone: whether nothing follows it.
    """

    kind: LabelKind
    values: frozenset[Value]
    system: System
    start: int
    end: int
    text: str
    alone: bool


_LONGEST = 64
"""Characters among which a label is looked for."""

_TRADITIONAL = "條節編項冊講課場號註圖專欄錄貳參陸兩○﹝﹞"
_SIMPLIFIED = "条节编项册讲课场号注图专栏录贰叁陆两〇〔〕"
_ONE_FOR_ONE = str.maketrans(
    {
        **{chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F) if chr(code) != ","},
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\t", " "),
        **dict.fromkeys("‐‑‒–—", "-"),
        **dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True)),
    }
)

_DIGITS = r"[0-9]{1,4}"
_HAN = "[零〇一二三四五六七八九十百千两廿卅壹贰叁肆伍陆柒捌玖拾佰仟]{1,9}"
_ROMAN = "[IVXLC]{1,8}"
_SMALL_ROMAN = "[ivxlc]{1,7}"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SIGNS = "①-⑳㉑-㉟㊱-㊿❶-❿➀-➓⑴-⒇⒈-⒛㈠-㈩㊀-㊉Ⓐ-ⓩ⒜-⒵"

# A label ends where its text begins: space, Han character, opening quotation mark or bracket.
_STOP = r"(?=\s|[^\x00-\x7f]|$|[(\[\"'])"
# 3.5 million and 1.5亿 are amounts, 3.5 Scope is a label.
_AMOUNT = (
    r"(?!\s?(?:%|hundred|thousand|million|billion|trillion|per\b|times|hours|years|km|tons|met))"
    r"(?!\s?[万亿千百个倍年月日时点分秒元美欧公平立吨米度岁人名])"
)
# Article 3 of the Charter, Article 3 shall: the words go on, and this is no label.
_RUNS_ON = (
    r"(?!(?:\s?\([a-z0-9]{1,4}\))*,?\s+(?:of|and|or|to|in|above|below|through|shall|is|are|was|provides?|appl(?:y|ies)|has|"
    r"does|may|must|states?|sets?|shows?)\b)"
)
# 二　目录 and II  Catalogue: a wide space stands for the stop.
_WIDE = r"(?=(?:\u3000|\s\s+)[^\W\d])"
_COUNT_WORD = f"(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(ONES[1:10])}))?|{'|'.join(ONES[1:])}"


def _either_case(name: str) -> str:
    first, rest = name[0], name[1:]
    small = re.escape(rest)
    return rf"{first.upper()}(?:{small}|{re.escape(rest.upper())})" if rest else re.escape(first)


_EN_NAME = "|".join(_either_case(name) for name in sorted(EN_NAMES, key=len, reverse=True))
_ZH_NAME = "|".join(sorted(ZH_NAMES, key=len, reverse=True))
_ZH_UNIT = "|".join(sorted(ZH_UNITS, key=len, reverse=True))

_LABEL = lazy(
    rf"""\s*(?:[*•-]\s+)?(?P<label>
      (?P<name>{_EN_NAME})\s?(?:(?<=[a-z])(?<=\s)|(?<=[.§\sA-Z]))
        (?P<named>{_DIGITS}(?:[.-][0-9]{{1,3}}){{0,3}}[A-Z]?|{_ROMAN}|[A-Z]|(?i:{_COUNT_WORD}))
        (?:[.:](?=\s|[^\x00-\x7f]|$)|,(?=\s[A-Z])|(?=\s|$|[)(—:-]|[^\x00-\x7f])){_RUNS_ON}
    | (?P<zhname>{_ZH_NAME})\s?(?P<zhnamed>{_DIGITS}(?:[.-][0-9]{{1,3}})*|{_HAN}|{_ROMAN}|[A-Z])
        (?:[:.、](?![0-9])|(?=\s|$|[)(-]))
    | 第\s?(?P<part>{_HAN}|{_DIGITS}(?:-[0-9]{{1,3}})?)\s?(?P<unit>{_ZH_UNIT})
        (?P<more>(?:之(?:{_HAN}|{_DIGITS}))*)(?=\s|[^\x00-\x7f]|$|[:.(-])
    | 第(?P<ordinal>[一二三四五六七八九十]{{1,3}})[、.:](?=\s?\S)
    | (?P<levels>[0-9]{{1,3}}(?:[.][0-9]{{1,3}}){{1,4}})[.]?(?=\s|[\u4e00-\u9fff]|$){_AMOUNT}
    | (?P<outer>{_DIGITS})[.、]?\s?\((?P<inside>[0-9]{{1,3}}|[a-z]|{_SMALL_ROMAN})\){_STOP}
    | (?P<number>(?!(?:1[5-9]|20)[0-9]{{2}}){_DIGITS})\s?(?:
          [.](?:{_STOP}|(?=[A-Z][a-z]|(?:19|20)[0-9]{{2}}\s?年))
        | 、(?!\s*[0-9]{{1,4}}[、和至]) | [)]{_STOP} | {_WIDE})
    | \(\s?(?P<inner>[0-9]{{1,3}}|[A-Za-z]|[a-z]{{2}}|{_SMALL_ROMAN}|{_ROMAN}|{_HAN})\s?\){_STOP}
    | (?P<roman>{_ROMAN}|[Ⅰ-Ⅻⅰ-ⅻ])(?:\s?[.、](?:{_STOP}|(?=[A-Z][a-z]))|{_WIDE})
    | (?P<letter>[A-Z])\s?[.、]{_STOP}
    | (?P<small>[a-z]|{_SMALL_ROMAN})(?:[)]{_STOP}|[.、](?=\s+\S|[\u4e00-\u9fff]))
    | (?P<small2>[a-z]{{2}})[)]{_STOP}
    | (?P<han>{_HAN})(?:\s?(?:、|[.](?=\s|[^\x00-\x7f]|$))|{_WIDE})
    | (?P<stem>[{_STEMS}])\s?[、.]
    | (?P<sign>[{_SIGNS}])[.、]?
    | (?P<superscript>[{_SUPERSCRIPTS}]{{1,4}})
    | [\[〔【]\s?注?\s?(?P<bracket>[0-9]{{1,3}}|{_HAN})\s?[\]〕】]
    | (?P<slash>[0-9]{{1,3}})/(?=\s+\S|[\u4e00-\u9fff《“])
    )""",
    re.VERBOSE,
)

_ALONE = lazy(
    rf"\s*(?P<label>[-(\[]?\s?(?:(?P<number>{_DIGITS})|(?P<roman>{_ROMAN}|[Ⅰ-Ⅻⅰ-ⅻ])|(?P<han>{_HAN}))"
    r"\s?[-)\]]?)\s*$"
)


@lru_cache(maxsize=8192)
def read_label(text: str) -> Label | None:
    """The label at the start of a line, or None.

    Args:
        text: of the line, or as much of it as is at hand.
    """
    head = text[:_LONGEST].translate(_ONE_FOR_ONE)
    match = _LABEL.match(head)
    if match is None:
        return None
    known = _known(match)
    return _label(text, match, *known) if known else None


@lru_cache(maxsize=8192)
def read_lone_numeral(text: str) -> Label | None:
    """A numeral that is all there is on a line (``7``, ``IV``, ``三``, ``- 12 -``), or None.

    In a text such a line is a label; on a page it may be the page's number.
    """
    if len(text) > _LONGEST:
        return None
    match = _ALONE.match(text.translate(_ONE_FOR_ONE))
    if match is None:
        return None
    system, values = _read(match["number"] or match["roman"] or match["han"])
    return _label(text, match, LabelKind.NUMBER, system, values) if values else None


def alike(one: LabelKind, other: LabelKind) -> bool:
    """Whether a translator may put the one kind for the other."""
    return (
        one is other
        or LabelKind.NUMBER in (one, other)
        or any({one, other} <= group for group in ALIKE)
    )


def resolved(labels: Sequence[Label | None]) -> list[Label | None]:
    """Labels of lines in order, the ambiguous ones read as the run they stand in.

    ``(i)`` after ``(h)`` is a letter, before ``(ii)`` a Roman numeral; where nothing tells,
    it keeps both readings.
    """
    result = list(labels)
    for step, places in ((-1, range(len(labels))), (1, range(len(labels) - 1, -1, -1))):
        last: dict[tuple[LabelKind, str], Label] = {}
        for place in places:
            label = result[place]
            if label is None:
                continue
            form = label.kind, _form(label.text)
            if len(label.values) > 1 and form in last:
                fitting = _following(last[form].values, label.values, -step)
                if fitting:
                    label = result[place] = replace(label, values=fitting)
            last[form] = label
    return result


def _following(before: frozenset[Value], values: frozenset[Value], step: int) -> frozenset[Value]:
    wanted = {(*value[:-1], value[-1] + step) for value in before if value}
    return values & wanted


def _form(text: str) -> str:
    return re.sub(r"[0-9A-Za-z]+", "#", text.translate(_ONE_FOR_ONE))


def _label(
    text: str, match: re.Match[str], kind: LabelKind, system: System, values: frozenset[Value]
) -> Label:
    start, end = match.span("label")
    while end > start and text[end - 1].isspace():
        end -= 1
    alone = not any(map(str.isalnum, text[end:]))
    return Label(kind, values, system, start, end, text[start:end], alone)


def _known(match: re.Match[str]) -> tuple[LabelKind, System, frozenset[Value]] | None:
    """Kind, system and readings of what the grammar found; None where it is no number."""
    part = match.groupdict()
    kind, more = LabelKind.NUMBER, ""
    if part["name"]:
        kind, figure = EN_NAMES[part["name"].lower()], part["named"]
    elif part["zhname"]:
        kind, figure = ZH_NAMES[part["zhname"]], part["zhnamed"]
    elif part["part"]:
        kind, figure, more = ZH_UNITS[part["unit"]], part["part"], part["more"]
    elif part["outer"]:
        figure, more = part["outer"], "之" + part["inside"]
    else:
        marks = ("superscript", "bracket", "slash")
        kind = LabelKind.NOTE if any(part[mark] for mark in marks) else LabelKind.NUMBER
        names = ("ordinal", "levels", "number", "inner", "roman", "letter", "small", "small2")
        figure = next(part[name] for name in (*names, "han", "stem", "sign", *marks) if part[name])
    system, values = _read(figure)
    for deeper in more.split("之")[1:]:
        below = _read(deeper)[1]
        values = frozenset((*value, *under) for value in values for under in below)
    return (kind, system, values) if values else None


def _read(figure: str) -> tuple[System, frozenset[Value]]:
    """The readings of a numeral, and what it is written in."""
    digits = re.findall(r"[0-9]+", figure)
    if digits:
        value = tuple(int(each) for each in digits)
        letter = re.search(r"[A-Z]$", figure)
        return System.ARABIC, frozenset({(*value, ord(letter[0]) - 64) if letter else value})
    if len(figure) == 1 and figure in _STEMS:
        return System.STEM, frozenset({(_STEMS.index(figure) + 1,)})
    if figure.isascii():
        return _read_letters(figure)
    if (han := chinese(figure)) is not None:
        return System.HAN, frozenset({(han,)})
    plain = "".join(str(_digit(sign)) for sign in figure)
    return System.SIGN, frozenset({(int(plain),)} if plain.isdigit() else ())


def _digit(sign: str) -> int | str:
    known = unicodedata.numeric(sign, None)
    if known is not None:
        return int(known)
    letter = unicodedata.normalize("NFKC", sign).strip("()").lower()
    return ord(letter) - 96 if len(letter) == 1 and letter.isascii() else ""


def _read_letters(figure: str) -> tuple[System, frozenset[Value]]:
    values: set[Value] = set()
    system = System.ROMAN
    lower, value = figure.lower(), roman(figure)
    # (c), (d), (ll) and (mm) are letters: lists of fifty items are not numbered like that.
    if value is not None and (value < 50 or len(set(lower)) > 1):
        values.add((value,))
    if len(set(lower)) == 1 and (len(figure) == 1 or (len(figure) == 2 and not values)):
        values.add((ord(lower[0]) - 96 + 26 * (len(figure) - 1),))
        system = System.LETTER
    if not values and (word := english(lower)) is not None:
        return System.WORD, frozenset({(word[0],)})
    return system, frozenset(values)
