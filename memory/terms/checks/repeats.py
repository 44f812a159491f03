"""Words that are repeated: 的的, the the."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.corpora.patterns import lazy
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, finding

# Function words that are never doubled, with the characters before and after that make
# the first or the second of two a part of another word (目的的, 的的确确, 参与与会).
# Doubled nouns, verbs and adjectives (人人, 看看, 慢慢) are words of the language.
_PARTICLES = {
    "的": ("目标有中靶鹄端", "确"),
    "了": ("为除罢终未明", "解结断如却得"),
    "和": ("总缓温饱柔调共谐中议媾平", "平睦谐解气"),
    "与": ("参给赠授干赋", "会"),
    "在": ("存现所正内实潜外旨", ""),
    "及": ("普涉埃以危波顾遍殃", "时格早至其"),
    "是": ("于但还只就可若凡国", "非否"),
    "被": ("植棉覆毛", "告动害迫"),
    "将": ("即行必大小少上中准", "军来领士近会"),
    "把": ("一火拖", "握柄手"),
    "对": ("相反针面绝应敌成核不", "方于象策话抗待立外此其他"),
    "并": ("合兼吞归", "非且"),
    "或": ("", "者许"),
    "于": ("由对关至属等鉴限基出", ""),
    "由": ("自理", "于此"),
    "从": ("服听遵", "事此而"),
    "为": ("行作成认以因称人视", "了什此"),
}
_DOUBLED = lazy(f"([{''.join(_PARTICLES)}])\\1+")
# Words of two characters that are not doubled either.
_PAIRS = (
    "以及|或者|并且|但是|因此|因为|所以|关于|对于|由于|根据|按照|通过|为了|作为|其中|他们|我们|它们|"
    "这些|那些|应当|应该|必须|可以|已经|正在|没有|包括|进行|联合国|以便|从而|如果|虽然|然而|同时"
)
_PAIR = lazy(rf"({_PAIRS})\1+")
_RUN = lazy(r"([\u4e00-\u9fff]{3,12}?)\1+")
_POINTS = lazy(r"([，、；：。》《])\1+")
# A run of any length is one slip.
_WORD = lazy(
    r"(?<![\w'’%-])([A-Za-z][A-Za-z'’-]*)(\s+)(\1)\b(?!-\w)(?:\s+\1\b(?!-\w))*", re.IGNORECASE
)
# "had had", "that that", and what people say twice.
_ALLOWED = frozenset(
    {"that", "had", "is", "bye", "very", "no", "so", "blah", "ha", "her", "many", "more", "far"}
    | {"yes", "now", "there", "knock", "tut", "hear", "well", "do", "long", "please", "never"}
)
_SMALL = frozenset({"the", "and", "of", "in", "a", "an", "to", "for", "on", "with", "by"})


def check_repeats(unit: Unit, index: int) -> Iterator[Finding]:
    """Doubled words of either text."""
    for start, end, half in zh_repeats(unit.zh):
        yield finding(
            "repeat",
            Severity.WARNING,
            unit,
            index,
            f"“{half}” is repeated in the Chinese.",
            zh_span=(start, end),
            expected=half,
        )
    for start, end in en_repeats(unit.en):
        half = unit.en[start:end].split()[0]
        yield finding(
            "repeat",
            Severity.WARNING,
            unit,
            index,
            f"“{half}” is repeated in the English.",
            en_span=(start, end),
            expected=half,
        )


def zh_repeats(text: str) -> Iterator[tuple[int, int, str]]:
    """Places of doubled function words, longer words and marks of a Chinese text, and the word.

    Places that touch or overlap are one run of repetitions.
    """
    last = None
    for start, end, word in sorted(_zh_doubled(text)):
        if last and start <= last[1]:
            last = last[0], max(end, last[1]), last[2]
            continue
        if last:
            yield last
        last = start, end, word
    if last:
        yield last


def _zh_doubled(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _DOUBLED.finditer(text):
        ends, starts = _PARTICLES[match[1]]
        start, end = match.span()
        if (start and text[start - 1] in ends) or (end < len(text) and text[end] in starts):
            continue
        yield start, end, match[1]
    for pattern in (_PAIR, _RUN, _POINTS):
        for match in pattern.finditer(text):
            if pattern is not _RUN or _is_slip(match[1]):
                yield *match.span(), match[1]


def _is_slip(word: str) -> bool:
    """Not 一个一个 or 一步一步又, nor a run of one character."""
    return len(set(word)) > 1 and word[0] not in "一又越边"


def en_repeats(text: str) -> Iterator[tuple[int, int]]:
    """Places of doubled words of an English text."""
    for match in _WORD.finditer(text):
        first, second = match[1], match[3]
        if first.lower() in _ALLOWED or (len(first) == 1 and first.isupper()):
            continue
        # Two lines, two columns, and what a command calls a thing: "-p PORT  port number".
        if "\n" in match[2] or "\t" in match[2] or len(match[2]) > 2:
            continue
        if first.isupper() != second.isupper() and len(first) > 1:
            continue
        # What has a capital after what has none is a name: [object Object].
        if first[0].islower() and second[0].isupper():
            continue
        # Two capitals are a name (Pago Pago); "The the" is a slip.
        if first[0].isupper() and second[0].isupper() and first.lower() not in _SMALL:
            continue
        yield match.span()
