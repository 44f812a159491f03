"""What pairing looks at in a document: some of its text, its numbers, its symbol."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ..document import BlockRole, Language, Source
from ..errors import DuizhaoError, ToolError
from ..readers import read
from ..script import language_of
from ..sides import lines_with_han

MOST_PIECES = 48
"""Pieces of text that stand for a document."""
PIECE = {"zh": 160, "en": 480}
"""Longest piece, in characters."""

_SYMBOL = re.compile(r"(?<![\w/])[A-Z]{1,6}(?:/[A-Z0-9][A-Za-z0-9.()\-–]*){1,7}(?![\w/])")
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")


@dataclass(frozen=True, slots=True)
class Sample:
    """A document as pairing sees it.

    Attributes:
        path: the file.
        language: None when it is neither.
        pieces: at most `MOST_PIECES` texts from all over it.
        length: characters of all its text, white space aside.
        numbers: figures in it, thousands unseparated, with their counts.
        symbol: the symbol that the document carries itself, or "".
        chinese: share of its lines that have Chinese in them.
    """

    path: Path
    language: Language | None
    pieces: tuple[str, ...]
    length: int
    numbers: Counter[str]
    symbol: str
    chinese: float = 0.0


def sample_of(path: Path, source: Source) -> Sample:
    """The sample of a document that has been read."""
    texts = [line.strip() for line in source.prose().split("\n") if any(map(str.isalnum, line))]
    language = language_of("\n".join(texts))
    numbers: Counter[str] = Counter()
    for text in texts:
        numbers.update(found.replace(",", "") for found in _NUMBER.findall(text))
    return Sample(
        path,
        language,
        _pieces(texts, language or "en"),
        sum(len(text) - text.count(" ") for text in texts),
        numbers,
        symbol_of(source),
        lines_with_han(source),
    )


def read_sample(path: Path) -> Sample | DuizhaoError:
    """The sample of a file, or why it cannot be read."""
    try:
        return sample_of(path, read(path))
    except DuizhaoError as error:
        return error
    except (MemoryError, RecursionError) as error:
        return ToolError(f"needs more memory than is available ({type(error).__name__})", path=path)


def symbol_of(source: Source) -> str:
    """The symbol that a document carries: on a line of its own, at its head or on every page.

    A symbol inside a sentence belongs to another document.
    """
    found: Counter[str] = Counter()
    seen = 0
    for block in source.blocks:
        text = block.text.strip()
        if not text:
            continue
        furniture = block.role is BlockRole.FURNITURE
        seen += not furniture
        match = _SYMBOL.search(text)
        if match is None or len(match.group()) < 5 or not any(c.isdigit() for c in match.group()):
            continue
        alone = len(text) <= len(match.group()) + 4
        if furniture or (alone and seen <= 15):
            found[match.group().rstrip(".-")] += 1
    if not found:
        return ""
    (best, count), *others = found.most_common(2)
    return "" if others and others[0][1] == count else best


def _pieces(texts: list[str], language: Language) -> tuple[str, ...]:
    """All texts of a short document; windows at even distances of a long one."""
    longest = PIECE[language]
    if len(texts) <= MOST_PIECES and sum(map(len, texts)) <= MOST_PIECES * longest:
        return tuple(text[:longest] for text in texts)
    whole = "\n".join(texts)
    step = max(len(whole) // MOST_PIECES, 1)
    windows = (whole[start : start + longest] for start in range(0, len(whole), step))
    return tuple(" ".join(w.split()) for w in windows if w.strip())[:MOST_PIECES]
