"""Pairs out of documents that hold both languages side by side."""

from __future__ import annotations

import os
from collections.abc import Iterator

from ..document import Document
from ..entry import Entry, Origin, chinese_code
from ..errors import FormatError, LanguageError
from ..file_names import as_text
from ..skipped import Skipped
from ..unit import Unit
from .both import Both, split
from .kinds import SHOWN


def read_entries(path: str | os.PathLike[str]) -> Iterator[Entry | Skipped]:
    """The pairs that a document itself puts side by side; see `split`.

    Paragraphs of which it is not certain which belong together are left out: aligning finds
    that.

    Raises:
        FormatError: it is no document in both languages, or has one after the other.
        InputError: it cannot be read.
    """
    both = _split(path)
    if not both.links:
        raise FormatError(
            f"holds Chinese and English {SHOWN[both.layout]}, so it has to be aligned first",
            path=path,
            mend="give it to `duizhao align FILE -o pairs.tmx`, and then pairs.tmx",
        )
    name = as_text(path)
    taken: tuple[set[int], set[int]] = (set(), set())
    for position, (zh, en) in enumerate(both.links):
        texts = _joined(both.zh, zh, ""), _joined(both.en, en, " ")
        place = both.zh.paragraphs[zh[0]].place
        yield Entry(
            Unit(*texts),
            source="zh",
            zh_language=chinese_code(texts[0]),
            origins=(Origin(name, position=position, place=place),),
        )
        taken[0].update(zh)
        taken[1].update(en)
    for document, used in zip((both.zh, both.en), taken, strict=True):
        for number, paragraph in enumerate(document.paragraphs):
            if number not in used:
                reason = "nothing is certainly beside it (`duizhao align FILE` pairs what it can)"
                yield Skipped(paragraph.place, reason, paragraph.text)
        for change in document.changes:
            if change.action in ("skipped", "removed"):
                yield Skipped(change.place, change.reason, change.text, units=0)


def _split(path: str | os.PathLike[str]) -> Both:
    from ..readers import read
    from .read import no_pairs

    try:
        return split(read(path).without_code())
    except LanguageError as error:
        raise no_pairs(path) from error


def _joined(document: Document, places: tuple[int, ...], between: str) -> str:
    return between.join(document.paragraphs[place].text for place in places)
