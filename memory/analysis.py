"""How much of some documents a memory has: words and characters by band of matches."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from duizhao.corpora.codes import Coded, CodeKind, cut
from duizhao.corpora.document import Language, Paragraph
from duizhao.corpora.entry import Entry
from duizhao.corpora.errors import LanguageError
from duizhao.corpora.sentences import Splitter, split

from .facade import Memory
from .search import Match
from .search.rules import PenaltyRule
from .several import search_several

BANDS = ("repetition", "101", "100", "95-99", "85-94", "75-84", "50-74", "no match")
"""Bands of matches, the best first; of a text that is met again, none is looked for."""

_LEAST = 50
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"\w+(?:['’.,]\w+)*")

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Volume:
    """How much text.

    Attributes:
        segments: how many.
        words: each Han character is one, as in Trados and memoQ; a Latin word or a figure is
            one; a hyphen separates words, as in OmegaT.
        characters: without white space.
    """

    segments: int = 0
    words: int = 0
    characters: int = 0

    def __add__(self, other: Volume) -> Volume:
        return Volume(
            self.segments + other.segments,
            self.words + other.words,
            self.characters + other.characters,
        )


def volume_of(text: str) -> Volume:
    """The volume of one segment."""
    han = len(_HAN.findall(text))
    words = len(_WORD.findall(_HAN.sub(" ", text)))
    return Volume(1, han + words, len("".join(text.split())))


@dataclass(frozen=True, slots=True)
class Analysis:
    """The volumes of one file, or of all.

    Attributes:
        name: of the file, or ``total``.
        bands: volume by band, each of `BANDS`.
    """

    name: str
    bands: dict[str, Volume] = field(default_factory=dict)

    @property
    def total(self) -> Volume:
        """Of all bands together."""
        return sum(self.bands.values(), Volume())

    def rows(self) -> Iterator[tuple[str, str, int, int, int]]:
        """File, band, segments, words, characters; the last row is the total."""
        for band, volume in [*self.bands.items(), ("total", self.total)]:
            yield self.name, band, volume.segments, volume.words, volume.characters


def analyse(
    memory: Memory,
    paths: Sequence[str | os.PathLike[str]],
    source: Language,
    *,
    splitter: Splitter | None = None,
    also: Sequence[Memory] = (),
    rules: tuple[PenaltyRule, ...] = (),
    progress: Progress | None = None,
) -> list[Analysis]:
    """What a memory has for some files, one after the other.

    Args:
        memory: the memory; it is only read.
        paths: documents, or files of pairs, of which the source side counts.
        source: language that is translated from.
        splitter: what cuts paragraphs into segments; our own sentences by default.
        also: further memories to search, after this one.
        rules: penalties; see `duizhao.memory.search.rules`. A match that loses points by them is
            in the band of what is left.
        progress: called with ``analyse``, files done, and files in all.

    Returns:
        An analysis for each file, and one of the total.

    Raises:
        InputError: a file cannot be used.
        LanguageError: a file holds no text in the source language.
    """
    seen: set[str] = set()
    found = []
    for done, path in enumerate(paths):
        if progress:
            progress("analyse", done, len(paths))
        volumes = dict.fromkeys(BANDS, Volume())
        texts = _segments(path, source, splitter)
        for place, text in enumerate(texts):
            band = "repetition"
            if text not in seen:
                band = _band([memory, *also], texts, place, source, rules)
            seen.add(text)
            volumes[band] += volume_of(text)
        found.append(Analysis(os.fspath(path), volumes))
    whole = {band: sum((each.bands[band] for each in found), Volume()) for band in BANDS}
    return [*found, Analysis("total", whole)]


def _band(
    memories: Sequence[Memory],
    texts: Sequence[str],
    place: int,
    source: Language,
    rules: tuple[PenaltyRule, ...],
) -> str:
    before = texts[place - 1] if place else ""
    after = texts[place + 1] if place + 1 < len(texts) else ""
    matches = search_several(
        memories,
        texts[place],
        source,
        1,
        _LEAST,
        before=before,
        after=after,
        semantic=False,
        rules=rules,
    )
    return _named(matches[0], penalised=bool(rules)) if matches else "no match"


def _named(match: Match, *, penalised: bool) -> str:
    """The band, whatever points the match lost for its origin unless the user asked for that."""
    if match.band in ("context", "exact") and (match.score >= 100 or not penalised):
        return "101" if match.band == "context" else "100"
    for least, name in ((95, "95-99"), (85, "85-94"), (75, "75-84")):
        if match.score >= least:
            return name
    return "50-74"


def _segments(
    path: str | os.PathLike[str], source: Language, splitter: Splitter | None
) -> list[str]:
    from duizhao.corpora.bilingual.kinds import kind_of
    from duizhao.corpora.bilingual.read import read_pairs

    if kind_of(path) is not None:
        entries = (item for item in read_pairs(path) if isinstance(item, Entry))
        return [text for entry in entries if (text := entry.text(source).strip())]
    return list(_of_document(path, source, splitter))


def _of_document(
    path: str | os.PathLike[str], source: Language, splitter: Splitter | None
) -> Iterator[str]:
    from duizhao.corpora.layout import segment
    from duizhao.corpora.readers import read
    from duizhao.corpora.script import language_of

    read_source = read(path)
    language = language_of("\n".join(block.text for block in read_source.blocks))
    if language != source:
        raise LanguageError(
            f"is not in {'Chinese' if source == 'zh' else 'English'}",
            path=path,
            mend="say which language is translated from with --source",
        )
    document = segment(read_source.without_code(), source).with_heads()
    for paragraph in document.paragraphs:
        text = _shown(paragraph)
        for start, end in (splitter or split)(text, source) or [(0, len(text))]:
            if text[start:end].strip():
                yield text[start:end]


def _shown(paragraph: Paragraph) -> str:
    """The text of a paragraph as a client shows it."""
    coded = Coded(paragraph.text, paragraph.codes)
    return cut(coded, {CodeKind.NUMBER, CodeKind.NOTE})[0].text
