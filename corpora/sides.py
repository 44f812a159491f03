"""Which of two texts is the Chinese one, where each by itself looks like the same language."""

from __future__ import annotations

from .document import Language, Source
from .script import has_han, latin_words

_SOME = 0.3
"""Share of lines in a language from which a file may be in it."""


def lines_with_han(source: Source) -> float:
    """Share of the lines of a text's prose that have Chinese in them."""
    # A single character may be what an English text speaks of, a single word a symbol.
    lines = source.prose().split("\n")
    han = sum(sum(map(has_han, line)) > 1 for line in lines)
    latin = sum(latin_words(line) > 1 and not any(map(has_han, line)) for line in lines)
    return han / max(han + latin, 1)


def chinese_of(first: float, second: float, language: Language) -> int | None:
    """Which of two texts (0 or 1) is Chinese, though both look like `language`.

    Compared are the shares of lines with Chinese in them: a manual may leave all names of
    menus in English. None where the two are too much alike to tell.

    Args:
        first, second: what `lines_with_han` says of them.
        language: what each of them looks like.
    """
    shares = [first, second]
    if language == "zh":  # lines without Chinese say which is English
        shares = [1 - share for share in shares]
    least, most = sorted(shares)
    if most < _SOME or least > most / 3:
        return None
    return int((shares[1] > shares[0]) is (language == "en"))
