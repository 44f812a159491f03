"""Words that stand twice: 的的, the the."""

from __future__ import annotations

import re
from collections.abc import Iterator

from memory.finding import Finding, Severity
from memory.unit import Unit

# Function words of Chinese that are never doubled inside a sentence. Doubled nouns, verbs
# and adjectives (慢慢, 人人, 看看) are words, and 和和 or 为为 may be two words that meet.
_PARTICLES = re.compile(
    r"的的(?!确)|了了(?!解|[结断])|和和(?!平|睦|谐|解)|与与(?!会)|在在|及及(?!时|格)|是是(?!非)|被被|将将|把把|对对(?!方|于|[象策])|并并|或或|但但|等等等|《《|》》|，，|。。(?!。)|、、|；；|：："
)
_RUN = re.compile(r"([\u4e00-\u9fff]{2,12}?)\1+")
_WORD = re.compile(r"\b([A-Za-z][A-Za-z'’-]*)(\s+)\1\b", re.IGNORECASE)
_ALLOWED = frozenset(["that", "had", "is", "bye", "very", "no", "so", "blah", "ha", "her"])


def check_repeats(unit: Unit, index: int) -> Iterator[Finding]:
    """Doubled words on either side."""
    for start, end in zh_repeats(unit.zh):
        text = unit.zh[start:end]
        half = text[: len(text) // 2]
        yield Finding(
            "repeat",
            Severity.WARNING,
            index,
            unit.zh,
            unit.en,
            (start, end),
            None,
            text,
            half,
            f"“{half}” stands twice in the Chinese.",
        )
    for start, end in en_repeats(unit.en):
        text = unit.en[start:end]
        half = text.split()[0]
        yield Finding(
            "repeat",
            Severity.WARNING,
            index,
            unit.zh,
            unit.en,
            None,
            (start, end),
            text,
            half,
            f"“{half}” stands twice in the English.",
        )


def zh_repeats(text: str) -> Iterator[tuple[int, int]]:
    """Places of doubled particles and of words of two and more characters."""
    for match in _PARTICLES.finditer(text):
        yield match.span()
    for match in _RUN.finditer(text):
        if len(set(match[1])) > 1:
            yield match.span()


def en_repeats(text: str) -> Iterator[tuple[int, int]]:
    """Places of doubled words."""
    for match in _WORD.finditer(text):
        word = match[1]
        if word.lower() in _ALLOWED or "\n" in match[2]:
            continue
        second = text[match.end() - len(word) : match.end()]
        # Two names that are alike (Baden Baden, Ban Ban) are no slip; "The the" is.
        if (
            word[0].isupper()
            and second[0].isupper()
            and word.lower() not in ("the", "and", "of", "in")
        ):
            continue
        yield match.span()
