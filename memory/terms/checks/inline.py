"""Inline tags of a translation file (XLIFF, TMX) that only one text of a unit has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from duizhao.corpora.bilingual.tmx.tags import InlineTag, tags_of
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, Span, finding, short

Contents = Sequence[tuple[str, str]]
"""Of each unit its Chinese and English as content of TMX; "" for a text without tags."""


def check_inline(unit: Unit, index: int, content: tuple[str, str]) -> Iterator[Finding]:
    """Tags that are lost, added, or in an order in which they do not nest.

    Between two documents that were aligned they are information only.

    Args:
        unit: the texts, without tags.
        index: its position.
        content: see `Contents`.
    """
    zh, en = (tags_of(one)[1] for one in content)
    # The two authors of two documents format as they like; a translation keeps its tags.
    of_documents = unit.zh_segments and unit.en_segments
    severity = Severity.INFO if of_documents else Severity.ERROR
    names = [Counter(map(_key, side)) for side in (zh, en)]
    if names[0] != names[1] and not _numbered(zh, en):
        # Tools number their tags on each side by themselves: the kinds are all that compares.
        zh, en = (
            tuple(InlineTag(tag.kind, tag.at, "", tag.pair) for tag in side) for side in (zh, en)
        )
        names = [Counter(map(_key, side)) for side in (zh, en)]
    lost, added = _only(en, names[1] - names[0]), _only(zh, names[0] - names[1])
    for old, new in zip_longest(lost, added):
        missing = _about(old, en, unit.en) if old else _about(new, zh, unit.zh)
        if old and new:
            message = (
                f"The tag {missing} of the English is {_about(new, zh, unit.zh)} in the Chinese."
            )
        elif old:
            message = f"The tag {missing} of the English is missing in the Chinese."
        else:
            message = f"The tag {missing} of the Chinese is missing in the English."
        yield finding(
            "tag",
            severity,
            unit,
            index,
            message,
            zh_span=_place(new, zh) if new else None,
            en_span=_place(old, en) if old else None,
        )
    if not lost and not added and _nests(en) and not _nests(zh):
        message = "The tags of the Chinese are in an order in which they do not nest."
        yield finding("tag", severity, unit, index, message, zh_span=(zh[0].at, zh[-1].at))


def _key(tag: InlineTag) -> tuple[str, str]:
    return tag.kind, tag.name


def _numbered(zh: Sequence[InlineTag], en: Sequence[InlineTag]) -> bool:
    """Whether a number means the same tag on both sides, as an ``x`` does and an ``i`` does not."""
    shared = {tag.name for tag in zh} & {tag.name for tag in en}
    return bool(shared) or all(tag.name.isdecimal() for tag in (*zh, *en))


def _only(tags: Sequence[InlineTag], more: Counter[tuple[str, str]]) -> list[InlineTag]:
    """The tags that `more` counts; of a pair its opening half alone."""
    found = []
    for tag in tags:
        if more[_key(tag)]:
            more[_key(tag)] -= 1
            if tag.kind != "close" or not tag.pair:
                found.append(tag)
    return found


def _place(tag: InlineTag, tags: Sequence[InlineTag]) -> Span:
    """The text that a pair of tags is around; an empty place for a tag on its own."""
    end = next((one.at for one in tags if one.kind == "close" and one.pair == tag.pair), tag.at)
    return (tag.at, end) if tag.pair and end > tag.at else (tag.at, tag.at)


def _about(tag: InlineTag, tags: Sequence[InlineTag], text: str) -> str:
    name = tag.name.removeprefix("i")
    start, end = _place(tag, tags)
    if start < end:
        return f"{name} around “{short(text[start:end])}”".lstrip()
    before = text[max(0, start - 12) : start].strip()
    return f"{name} after “{before}”".lstrip() if before else f"{name} at the beginning".lstrip()


def _nests(tags: Sequence[InlineTag]) -> bool:
    """Whether every pair that is opened inside another is closed inside it."""
    waiting: list[str] = []
    for tag in tags:
        if tag.kind == "open" and tag.pair:
            waiting.append(tag.name)
        elif tag.kind == "close" and tag.pair and (not waiting or waiting.pop() != tag.name):
            return False
    return not waiting
