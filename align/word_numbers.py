"""Numbers that are written in Han figures or in English words, where digits do not tell."""

from __future__ import annotations

from duizhao.corpora.numerals import CARDINAL_WORDS, CHINESE, ORDINAL_WORDS, chinese, english
from duizhao.corpora.patterns import lazy

# Two figures, or one that counts or numbers something: 一 and 三 are parts of many words.
_HAN = lazy(
    rf"(?:第[{CHINESE}]{{1,20}}|[{CHINESE}]{{2,20}}|[{CHINESE}](?=[条條章节節款项項年月日天周岁歲倍]))"
)
_ENGLISH = lazy(
    rf"\b(?:{ORDINAL_WORDS}|{CARDINAL_WORDS})"
    rf"(?:(?:\s|-|\sand\s)(?:{ORDINAL_WORDS}|{CARDINAL_WORDS})){{0,9}}\b"
)


def in_han_figures(text: str) -> set[str]:
    """Numbers of a Chinese text that are written in Han figures, in digits."""
    runs = {run.removeprefix("第") for run in _HAN.findall(text)}
    return {str(value) for run in runs if (value := chinese(run)) is not None}


def in_words(text: str) -> set[str]:
    """Numbers of an English text that are written in words, in digits."""
    runs = (english(run) for run in _ENGLISH.findall(text.lower()))
    return {str(run[0]) for run in runs if run is not None}
