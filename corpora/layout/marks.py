"""The grammar of what stands at the head of a paragraph: labels, note marks, bullets."""

from __future__ import annotations

import re

from ..labels import LabelKind, read_label
from ..patterns import lazy

SUPERSCRIPTS = "⁰¹²³⁴-⁹"
"""Superscript digits as the inside of a regular expression's class."""


def words(text: str) -> frozenset[str]:
    """The words of a list written as one text."""
    return frozenset(text.split())


def label_of(text: str) -> str:
    """The number or letter at the head of `text`, as it stands, or ""; no note mark."""
    label = read_label(text)
    if label is None or label.start or label.kind is LabelKind.NOTE:
        return ""
    return label.text


_SUPERSCRIPT_VALUE = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹０１２３４５６７８９", "01234567890123456789")

_CIRCLED = "①-⑳㉑-㉟㊱-㊿"
_BRACKETED = r"(?:〔注?[0-9]{1,3}〕|【注?[0-9]{1,3}】|\[注\ ?[0-9]{1,3}\])"

# The mark at the head of a footnote: ¹ 12/ [3] ① 〔1〕 [注1] * †
NOTE = lazy(
    rf"""(?:
      [{SUPERSCRIPTS}]{{1,4}}
    | [0-9]{{1,3}}/(?=\s+\S|[\u4e00-\u9fff《“])
    | \*{{1,4}}/?(?=\s|[^\x00-\x7f]|[A-Z]) | [†‡]{{1,2}}
    | \[[0-9]{{1,3}}\](?=\s|[^\x00-\x7f]|[A-Z“"])
    | _[0-9]{{1,3}}/_
    | [{_CIRCLED}]
    | {_BRACKETED}
    )""",
    re.VERBOSE,
)


# m², km³ and 10⁶ are measures, not marks.
IN_TEXT = lazy(
    rf"""(?P<sup>(?<!\b[mM])(?<![kcdm]m)(?<!10)[{SUPERSCRIPTS}]+)
    | (?P<slash>(?<=[a-z\s,.;:，。；：、”"》)）\u4e00-\u9fff])[0-9]{{1,3}}/
        (?=[\s,.;:，。；：)）]|$))
    | (?P<bracket>\[[0-9]{{1,3}}\]|{_BRACKETED}|[{_CIRCLED}])
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
