"""Which side of a file is Chinese: as it declares, else by the script of its texts."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple

from ..document import Language
from ..entry import chinese_code
from ..errors import LanguageError
from ..language import parse
from ..script import language_of


class Direction(NamedTuple):
    """From which language a file was translated into which.

    Attributes:
        source: ``zh`` or ``en``.
        chinese: the code that the file declares for its Chinese side (``zh-CN``, ``zh-TW``),
            or "" where each text shows it.
    """

    source: Language
    chinese: str = ""

    def sides(self, source: str, target: str) -> tuple[str, str]:
        """A source and its target, the Chinese one first."""
        return (source, target) if self.source == "zh" else (target, source)

    def code(self, zh: str) -> str:
        """The code of a Chinese text."""
        return self.chinese or chinese_code(zh)


def declared(source: str | None, target: str | None) -> Direction | None:
    """What two language codes say; None where they do not name Chinese and English."""
    codes = parse(source or ""), parse(target or "")
    languages = [code.language for code in codes]
    if not all(language in ("zh", "en", "") for language in languages):
        return None
    for first, second in (("zh", "en"), ("en", "zh")):
        if languages in ([first, second], [first, ""], ["", second]):
            chinese = codes[0] if first == "zh" else codes[1]
            script = {"Hans": "zh-CN", "Hant": "zh-TW", "": ""}[chinese.script]
            return Direction("zh" if first == "zh" else "en", script)
    return None


def by_script(path: str | os.PathLike[str], pairs: Iterable[tuple[str, str]]) -> Direction:
    """The direction of sources and targets by their script.

    Raises:
        LanguageError: not one Chinese and one English side.
    """
    both = list(pairs)
    texts = ["\n".join(pair[side] for pair in both if pair[side])[:200_000] for side in (0, 1)]
    match language_of(texts[0]), language_of(texts[1]):
        case ("zh", "en" | None) | (None, "en"):
            return Direction("zh")
        case ("en", "zh" | None) | (None, "zh"):
            return Direction("en")
    raise LanguageError(
        "is not a pair of Chinese and English", path=path, mend="check its languages"
    )
