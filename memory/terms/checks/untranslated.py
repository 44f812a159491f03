"""Text that was left in the other language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.corpora.patterns import lazy
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, finding, short

_HAN = lazy(r"[\u3400-\u9fff]+")
_WORD = r"[A-Za-z][A-Za-z'’-]{0,60}"
_LATIN = lazy(_WORD)
# A stretch of English in a Chinese text; names and titles in brackets end it.
_STRETCH = lazy(rf"(?<![A-Za-z]){_WORD}(?:[ ,;:]{{1,9}}{_WORD}){{2,}}")
_BRACKETED = lazy(r"[(（《“\"「][^()（）《》]*$")
_QUOTED = lazy(
    r"[(（“\"「'‘/](?:Chinese|Mandarin|simplified|traditional)?[\s:：,，\w()（）/]{0,40}$",
    re.IGNORECASE,
)
# Commands, paths and addresses are the same in every language.
_IS_CODE = lazy(
    r"(?:^|\s)--?[a-z]|[\\{}<>|=$_]|\w/\w|\w\(\)|https?:|\[[^\[\]]{0,200}\]|\.[a-z]{2,4}\b"
)
_NAMED = lazy(r"\w[._]\w|[a-z][A-Z]|[A-Za-z]\d|\w\(")
"""Names of a program's parts, which look like words: ``com.example.Reader``, ``toString(``."""
_CITED = lazy(r",[^,]*\b(?:1[5-9]|20)\d\d\b[.)]{0,2}$")
"""The end of a reference to a book or paper: these stay as they are."""
_IN_TITLES = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "for",
        "on",
        "with",
        "by",
        "from",
        "at",
        "as",
        "an",
        "or",
        "its",
        "pp",
        "vol",
        "no",
        "ed",
        "eds",
    ]
)
"""Words in lower case that titles have too."""
_SMALL = frozenset(
    {"the", "of", "and", "to", "in", "for", "on", "with", "by", "that", "this", "is", "are", "was"}
    | {"were", "be", "been", "from", "at", "as", "an", "a", "its", "their", "which", "has", "have"}
    | {"had", "shall", "should", "will", "not", "or", "it", "we", "they"}
)


def check_untranslated(unit: Unit, index: int) -> Iterator[Finding]:
    """English prose in the Chinese, Chinese in the English, and sides that are the same.

    Names, symbols, abbreviations and titles in brackets are left alone.
    """
    if not _HAN.search(unit.zh):
        yield from _whole(unit, index)
    else:
        yield from _english_inside(unit, index)
    yield from _chinese_inside(unit, index)


def _chinese_inside(unit: Unit, index: int) -> Iterator[Finding]:
    """Chinese in the English, all of it in one finding."""
    left = [match for match in _HAN.finditer(unit.en) if not _is_original(match, unit)]
    if not left:
        return
    longest = max(left, key=lambda match: len(match[0]))
    inside = _BRACKETED.search(unit.en, max(0, longest.start() - 40), longest.start())
    severity = Severity.ERROR if len(longest[0]) > 4 and not inside else Severity.WARNING
    start, end = left[0].start(), left[-1].end()
    yield finding(
        "untranslated",
        severity,
        unit,
        index,
        f"“{short(unit.en[start:end])}” was left in Chinese in the English.",
        en_span=(start, end),
    )


def _is_original(match: re.Match[str], unit: Unit) -> bool:
    """Whether it is the original of a name, given beside it in both texts."""
    before = (unit.en, max(0, match.start() - 40), match.start())
    return match[0] in unit.zh and _QUOTED.search(*before) is not None


def _whole(unit: Unit, index: int) -> Iterator[Finding]:
    """A Chinese side without a Han character."""
    text = unit.zh.strip()
    same = text == unit.en.strip()
    words = _LATIN.findall(" ".join(word for word in text.split() if not _NAMED.search(word)))
    prose = [word for word in words if word.islower() and len(word) > 1]
    cited = _CITED.search(text) and _IN_TITLES.issuperset(prose)
    if len(words) < 3 or (same and (_IS_CODE.search(text) or cited)):
        return
    plain = [word for word in prose if "-" not in word]  # v-if is a name
    if any(word in _SMALL for word in prose) or (same and len(plain) >= 2):
        # A title that keeps its language has capitals, and small words between them.
        is_prose = 3 * len([word for word in prose if word not in _IN_TITLES]) >= len(words)
        yield finding(
            "untranslated",
            Severity.ERROR if is_prose else Severity.WARNING,
            unit,
            index,
            f"The Chinese was left in English: “{short(text)}”.",
            zh_span=(0, len(unit.zh)),
        )


def _english_inside(unit: Unit, index: int) -> Iterator[Finding]:
    for match in _STRETCH.finditer(unit.zh):
        words = _LATIN.findall(match[0])
        lower = [word for word in words if word.islower()]
        if len(words) < 4 or len(lower) * 2 < len(words):
            continue
        if sum(len(word) > 1 for word in words) * 2 < len(words):
            continue  # a list of keys: y,n,q,a,d
        if not any(word in _SMALL for word in lower):
            continue
        if _BRACKETED.search(unit.zh, max(0, match.start() - 60), match.start()):
            continue
        yield finding(
            "untranslated",
            Severity.WARNING,
            unit,
            index,
            f"“{short(match[0])}” was left in English in the Chinese.",
            zh_span=match.span(),
        )
