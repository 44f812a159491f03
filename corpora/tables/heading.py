"""What the columns of a table hold: by the names in its first row, else by their texts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from ..document import Language
from ..entry import COLUMNS
from ..language import parse
from ..patterns import lazy
from ..script import language_of

_NAMES: dict[str, Language] = {
    **dict.fromkeys(
        ("chinese", "cn", "mandarin", "中文", "汉语", "漢語", "华语", "简体中文", "繁体中文",
         "簡體中文", "繁體中文", "简体", "繁體"), "zh"
    ),
    **dict.fromkeys(("english", "英文", "英语", "英語"), "en"),
}  # fmt: skip
SIDES = frozenset(("source", "target", "source text", "target text", "src", "tgt", "原文", "译文",
                   "譯文", "text", "文本"))  # fmt: skip
"""What columns are called by their role; which language each holds is seen from its texts."""

# Language, script, region; en_pos is none.
_CODE = lazy(r"[a-z]{2,3}(?:[-_][a-z]{4})?(?:[-_](?:[a-z]{2}|[0-9]{3}))?")
_QUALIFIED = lazy(r"(chinese|english|中文|英文|汉语|英语|漢語|英語)\s*[-_(（\[ ]")
_OURS = frozenset(column.name for column in COLUMNS)
FINDINGS = frozenset(("unit", "severity", "message", "zh", "en"))
"""Columns by which a list of findings is distinguished from a table of units."""


class Heading(NamedTuple):
    """What the columns of a table hold.

    Attributes:
        names: of each column: ``zh``, ``en``, another name of `duizhao.corpora.entry.COLUMNS`,
            or "" for one that means nothing to us.
        rows: how many rows at the start name the columns: 1 or 0.
    """

    names: tuple[str, ...]
    rows: int

    @property
    def has_both(self) -> bool:
        """Whether there is a column for each language."""
        return "zh" in self.names and "en" in self.names


def language_named(cell: object) -> Language | None:
    """The language that the heading of a column names, by code or by name."""
    text = str(cell or "").strip().lower().lstrip("\ufeff")
    if text in _NAMES:
        return _NAMES[text]
    if qualified := _QUALIFIED.match(text):
        return _NAMES[qualified[1]]
    language = parse(text).language if _CODE.fullmatch(text) else ""
    return language if language in ("zh", "en") else None  # type: ignore[return-value]


def has_both(rows: Sequence[Sequence[Any]]) -> bool:
    """Whether a table that begins with these rows has a column for each language."""
    return heading_of(rows).has_both


def is_findings(cells: Iterable[object]) -> bool:
    """Whether the first row of a table, or the keys of an object, are those of a finding."""
    return {str(cell or "").strip().lower() for cell in cells} >= FINDINGS


def heading_of(sample: Sequence[Sequence[Any]]) -> Heading:
    """The columns of a table, by the names in its first row or by the script of the texts.

    Args:
        sample: the first rows of it.
    """
    if not sample:
        return Heading((), 0)
    names = _named(sample[0])
    if "zh" in names and "en" in names:
        return Heading(names, 1)
    below = _by_script(sample[1:])
    named = any(names) or {str(cell or "").strip().lower() for cell in sample[0]} & SIDES
    if below and (named or not _agree(_by_script(sample[:1]), below)):
        rest = ["" if name in ("zh", "en", "source") else name for name in names]
        rest += [""] * (len(below) - len(rest))
        pairs = zip(below, rest, strict=False)
        return Heading(tuple(language or name for language, name in pairs), 1)
    return Heading(_by_script(sample), 0)


def _named(cells: Sequence[Any]) -> tuple[str, ...]:
    """The columns that the cells of a first row name; of two for a language, the plainer one."""
    texts = [str(cell or "").strip().lower().lstrip("\ufeff") for cell in cells]
    names: list[str] = [text if text in _OURS else language_named(text) or "" for text in texts]
    for language in ("zh", "en"):
        places = [place for place, name in enumerate(names) if name == language]
        kept = next((place for place in places if texts[place] == language), None)
        for place in places:
            if place != (places[0] if kept is None else kept):
                names[place] = ""
    if "zh" not in names or "en" not in names:
        # Beside them it is a direction; alone it is a text.
        names = ["" if name == "source" else name for name in names]
    return tuple(names)


def _agree(first: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a first row has its languages in the same columns as the rows below."""
    return bool(first) and all(
        first.index(language) == below.index(language) for language in ("zh", "en")
    )


def _by_script(rows: Sequence[Sequence[Any]]) -> tuple[str, ...]:
    """A column for each language by the texts in it; () where nobody can say which."""
    width = max((len(row) for row in rows), default=0)
    names: list[str] = []
    for column in range(width):
        texts = [str(row[column]) for row in rows if column < len(row) and row[column]]
        enough = len(texts) >= max(1, len(rows) // 3)
        names.append((language_of("\n".join(texts)) or "") if enough else "")
    if names.count("zh") == 1 and names.count("en") == 1:
        return tuple(names)
    if set(names[:2]) == {"zh", "en"}:
        # A note after the two texts, as in a glossary.
        return (*names[:2], *[""] * (width - 2))
    return ()


def unread(names: Sequence[str], cells: Sequence[Any], known: Collection[int]) -> list[int]:
    """Columns that hold something here and mean nothing to us, those already known left out."""
    return [
        place
        for place, cell in enumerate(cells[: len(names)])
        if not names[place] and place not in known and cell not in (None, "")
    ]
