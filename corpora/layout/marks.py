"""The grammar of what stands at the head of a paragraph: labels, note marks, bullets."""

from __future__ import annotations

import re

SUPERSCRIPTS = "⁰¹²³⁴-⁹"
"""Superscript digits as the inside of a regular expression's class."""

SUPERSCRIPT = re.compile(f"[{SUPERSCRIPTS}]+")

_DIGITS = "[0-9０-９]{1,3}"
_CHINESE = "[一二三四五六七八九十百〇零]{1,5}"
_ROMAN = "[IVXL]{1,7}"

# A label ends where its text begins: blank, Han character, opening quote or bracket.
_STOP = r"(?=\s|[^\x00-\x7f]|$|[(\[\"'])"

LABEL = re.compile(
    rf"""(?:
      {_DIGITS}(?:[.][0-9]{{1,3}}){{1,4}}[.]?(?=[\s\u4e00-\u9fff])   # 1.2  1.2.3.
    | {_DIGITS}[.．、]?[\ ]?[(（][a-z0-9ivx]{{1,4}}[)）]{_STOP}        # 8 (a)  8. (a)
    | {_DIGITS}[.．]{_STOP}                                          # 8.
    | {_DIGITS}、(?!\s*{_DIGITS}[、和至])                            # 8、
    | {_DIGITS}[)）]{_STOP}                                          # 8)
    | [(（][\ ]?(?:{_DIGITS}|[A-Za-z]|[ivx]{{1,5}}|{_CHINESE})[\ ]?[)）]{_STOP}
    | [a-z]{{1,2}}[)）]{_STOP} | [ivx]{{1,5}}[)）]{_STOP}
    | {_CHINESE}、
    | 第[\ ]?(?:{_CHINESE}|{_DIGITS})[\ ]?[章節节條条編编篇部卷](?=\s|[^\x00-\x7f]|$)
    | {_ROMAN}[.．、]{_STOP} | [A-Z][.．、]{_STOP}
    | (?:Article|Chapter|Section|Part|Annex|Appendix|ARTICLE|CHAPTER|SECTION|PART|ANNEX|APPENDIX)
      \ (?:{_DIGITS}|{_ROMAN}|[A-Z])(?:[.:]|(?=\s|$))
    | [①-⑳⑴-⒇]
    )""",
    re.VERBOSE,
)


def words(text: str) -> frozenset[str]:
    """The words of a list written as one text."""
    return frozenset(text.split())


def label_of(text: str) -> str:
    """The number or letter at the head of `text`, as it stands, or ""."""
    match = LABEL.match(text)
    return match.group() if match else ""


_SUPERSCRIPT_VALUE = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹０１２３４５６７８９", "01234567890123456789")

# The mark at the head of a footnote: ¹ 12/ [3] * †
NOTE = re.compile(
    rf"""(?:
      [{SUPERSCRIPTS}]{{1,4}}
    | [0-9]{{1,3}}/(?=\s+\S|[\u4e00-\u9fff《“])
    | \*{{1,4}}/?(?=\s|[^\x00-\x7f]|[A-Z]) | [†‡]{{1,2}}
    | \[[0-9]{{1,3}}\](?=\s|[^\x00-\x7f]|[A-Z“"])
    | _[0-9]{{1,3}}/_
    )""",
    re.VERBOSE,
)


# m², km³ and 10⁶ are measures, not marks.
IN_TEXT = re.compile(
    rf"""(?P<sup>(?<!\b[mM])(?<![kcdm]m)(?<!10)[{SUPERSCRIPTS}]+)
    | (?P<slash>(?<=[a-z\s,.;:，。；：、”"》)）\u4e00-\u9fff])[0-9]{{1,3}}/
        (?=[\s,.;:，。；：)）]|$))
    | (?P<bracket>\[[0-9]{{1,3}}\])
    | (?P<star>(?<=[^\s*(（])(?:\*{{1,4}}|[†‡]{{1,2}})(?=[\s,.;:，。；：)）\u4e00-\u9fff]|$))""",
    re.VERBOSE,
)


def note_mark(text: str) -> str:
    """The mark at the head of `text` when it looks like a footnote, as it stands, or ""."""
    match = NOTE.match(text)
    return match.group() if match else ""


def number_of(mark: str) -> int | None:
    """The first number in a label or mark, superscript and full-width figures included."""
    digits = re.search("[0-9]+", mark.translate(_SUPERSCRIPT_VALUE))
    return int(digits.group()) if digits else None
