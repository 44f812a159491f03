"""Where Chinese ends and English begins inside one paragraph."""

from __future__ import annotations

from itertools import groupby

from .document import Language
from .patterns import lazy
from .script import HAN, LATIN, has_han, language_of, latin_words

Span = tuple[int, int]

_HAN = lazy(f"[{HAN}]")
_LATIN = lazy(f"[{LATIN}]")
_SYMBOL = lazy(r"[\d/_@\\]")
_WORD = lazy(f"[{LATIN}]{{3}}")
_BAR = lazy(r"[|｜\t／]|\s//?\s")
_TAIL = lazy(r"[（(]([^（()）]{1,500})[)）]$")
_SEPARATORS = " \t\u3000|/｜／—–-·•:："
_LEAST, _MOST = 0.8, 9.0
"""Characters of English to one of Chinese, in two texts that may be translations."""
_SHORT = 6
"""Chinese characters up to which English may be longer than that."""
_CHINESE_MARK = lazy("[，。、；：！？（）《》「」『』【】]")
_CHINESE_END = tuple("。，、；：！？）》」』】")


def language_of_line(text: str) -> Language | None:
    """The language of a line; None also for symbols and abbreviations alone (``A/67/156``)."""
    found = language_of(text)
    if found == "en" and not any(
        _WORD.search(word) for word in text.split() if not _SYMBOL.search(word)
    ):
        return "zh" if has_han(text) or text.rstrip().endswith(_CHINESE_END) else None
    return found


def may_be_pair(zh: str, en: str) -> bool:
    """Whether two texts are a Chinese and an English one of lengths that fit."""
    size = sum(1 for _ in _HAN.finditer(zh))
    if not size or has_han(en) or not latin_words(en) or _CHINESE_MARK.search(en):
        return False
    ratio = len(en) / len(zh)
    return _LEAST <= ratio <= (_MOST if size > _SHORT else 3 * _MOST)


def line_spans(text: str) -> list[Span]:
    """Stretches of lines in one language each, where the lines of a text are of both in turn.

    Returns:
        Start and end of each stretch; one of the whole text where it is not clear that each
        stretch of one language is followed by its translation.
    """
    whole = [(0, len(text))]
    if "\n" not in text or not _HAN.search(text) or not _LATIN.search(text):
        return whole
    lines: list[tuple[Language | None, Span]] = []
    at = 0
    for line in text.split("\n"):
        language = language_of_line(line) or (lines[-1][0] if lines else None)
        lines.append((language, (at, at + len(line))))
        at += len(line) + 1
    runs: list[Span] = []
    for _, group in groupby(lines, key=lambda line: line[0]):
        spans = [span for _, span in group]
        runs.append((spans[0][0], spans[-1][1]))
    if len(runs) < 2 or len(runs) % 2:
        return whole
    texts = [text[start:end] for start, end in runs]
    for one, other in zip(texts[::2], texts[1::2], strict=True):
        if not may_be_pair(*((one, other) if language_of_line(one) == "zh" else (other, one))):
            return whole
    return runs


def line_halves(text: str) -> tuple[Span, Span] | None:
    """The two halves of a line that holds a Chinese text and its translation.

    ``第一条 总则 Article 1 General Provisions``; either language may be first, and a bar, a
    stroke, a dash or brackets around the second half belong to neither.

    Returns:
        Start and end of the first and of the second half; None for any other line.
    """
    bars = list(_BAR.finditer(text))
    if len(bars) == 1:
        start, end = bars[0].span()
        languages = language_of_line(text[:start]), language_of_line(text[end:])
        if {*languages} in ({"zh", "en"}, {"zh", None}) and text[:start].strip() and text[end:]:
            return _trimmed(text, 0, start), _trimmed(text, end, len(text))
    han = [match.start() for match in _HAN.finditer(text)]
    if not han:
        return None
    tail = _TAIL.search(text.rstrip())
    if tail is not None:
        # Chinese with a foreign name in it is Chinese: only the brackets divide it from English.
        outside, inside = text[: tail.start()], tail[1]
        zh, en = (outside, inside) if has_han(outside) else (inside, outside)
        if not (has_han(outside) and has_han(inside)) and may_be_pair(zh, en):
            return _trimmed(text, 0, tail.start()), tail.span(1)
    before, after = latin_words(text[: han[0]]), latin_words(text[han[-1] + 1 :])
    if after > before:
        border = han[-1] + 1
        while border < len(text) and not (
            text[border] in _SEPARATORS or _LATIN.match(text[border])
        ):
            border += 1
        # A bracket that opens right at the border belongs to the English.
        border -= text[border - 1] in "(（[【“‘\"'" and border - 1 > han[-1]
    else:
        border = han[0]
        while border and not (text[border - 1] in _SEPARATORS or _LATIN.match(text[border - 1])):
            border -= 1
        while border < han[0] and text[border] in ".,;!?)）]】”’":
            border += 1
    halves = _trimmed(text, 0, border), _trimmed(text, border, len(text))
    halves = halves[0], _unwrapped(text, *halves[1])
    texts = [text[start:end] for start, end in halves]
    zh, en = texts if after > before else texts[::-1]
    return halves if may_be_pair(zh, en) else None


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _SEPARATORS:
        start += 1
    while start < end and text[end - 1] in " \t\u3000|/｜／—–":
        end -= 1
    return start, end


def _unwrapped(text: str, start: int, end: int) -> Span:
    """A half without brackets around the whole of it."""
    inside = text[start:end]
    around = len(inside) > 2 and inside[0] + inside[-1] in ("()", "（）", "[]", "【】")
    if around and not any(char in "()（）[]【】" for char in inside[1:-1]):
        return start + 1, end - 1
    return start, end
