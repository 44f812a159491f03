"""Parallel text made faulty, with the gold that follows: what a confidence has to doubt.

``replaced`` (a share of the English sides exchanged one for one for unrelated text of like length
and genre), ``swapped`` (runs of one to three segments omitted, and unrelated ones added in their
place), ``order`` (runs of four to eight segments in another order on the English side), ``wrong``
(the English of other documents), ``half`` (the same in the second half). A seed makes each
repeatable.
"""

from __future__ import annotations

from collections.abc import Sequence
from gettext import GNUTranslations
from pathlib import Path
from random import Random
from typing import Any

from rows import rows_of
from stress import Chapter, joined
from texts import chapters

from duizhao.align.bead import Bead

KINDS = ("replaced", "swapped", "order", "wrong", "half")

GENRES = (
    *("mac-dev", "mag", "aca", "un-dev", "laws"),
    *("news", "medical", "software", "terms", "places"),
)
"""Kinds of text; the last five are tables of pairs."""

DOCUMENT = 60
"""Pairs of a document made of a table."""


def genre(folder: Path, name: str, most: int = 3000) -> list[Chapter]:
    """Documents of a kind of text in 1-1 pairs (but novels, magazine and academic text)."""
    if name in ("mac-dev", "mag", "aca"):
        return [part for _, whole in chapters(folder, name) for part in pieces(whole)]
    if name == "laws":
        return [whole for _, whole in chapters(folder, name)]
    rows = _rows(folder, name)
    if name == "un-dev":
        documents: dict[str, list[tuple[str, str]]] = {}
        for key, zh, en in rows:
            documents.setdefault(key, []).append((zh, en))
        return [_pairs(own) for own in documents.values()]
    texts = [(zh, en) for _, zh, en in rows][:most]
    return [_pairs(texts[first : first + DOCUMENT]) for first in range(0, len(texts), DOCUMENT)]


def _rows(folder: Path, name: str) -> list[tuple[str, str, str]]:
    if name == "places":  # names of regions, which Chinese transcribes
        import pycountry

        translated = Path(pycountry.LOCALES_DIR) / "zh_CN/LC_MESSAGES/iso3166-2.mo"
        with translated.open("rb") as file:
            catalog: Any = GNUTranslations(file)
        known = {region.name for region in pycountry.subdivisions}
        names = sorted(name for name in known if catalog.gettext(name) != name)
        Random(1).shuffle(names)
        return [("", catalog.gettext(name), name) for name in names]
    if name == "software":
        from translate.storage import po

        parse: Any = po.pofile.parsefile
        units = parse(str(folder / "checks" / "gnucash.po")).units
        good = [u for u in units if u.source and u.target and not u.isheader() and not u.isfuzzy()]
        return [("", str(unit.target), str(unit.source)) for unit in good]
    path, zh, en = {
        "un-dev": ("un-dev/pairs.tsv", "zh", "en"),
        "news": ("checks/news_wmt19.tsv", "zh", "en"),
        "medical": ("checks/tico.tsv", "zh", "en"),
        "terms": ("terms/unbis.tsv", "zh_pref", "en_pref"),
    }[name]
    rows = rows_of(folder / path)
    if name == "terms":  # in alphabetical order as they are, and in capitals
        Random(1).shuffle(rows)
        return [("", row[zh], row[en].capitalize()) for row in rows]
    return [(row.get("doc", ""), row[zh], row[en]) for row in rows]


def _pairs(texts: Sequence[tuple[str, str]]) -> Chapter:
    beads = tuple(Bead((place,), (place,)) for place in range(len(texts)))
    return Chapter(tuple(zh for zh, _ in texts), tuple(en for _, en in texts), beads)


def pieces(whole: Chapter, size: int = DOCUMENT) -> list[Chapter]:
    """A long text in parts of so many beads, cut where no bead crosses."""
    return [part(whole, first, size) for first in range(0, len(whole.gold), size)]


def part(whole: Chapter, first: int, count: int) -> Chapter:
    """Some beads of a text as a text of their own."""
    beads = whole.gold[first : first + count]
    zh = {place: n for n, place in enumerate(sorted(p for bead in beads for p in bead.zh))}
    en = {place: n for n, place in enumerate(sorted(p for bead in beads for p in bead.en))}
    return Chapter(
        tuple(whole.zh[place] for place in zh),
        tuple(whole.en[place] for place in en),
        tuple(Bead(tuple(zh[p] for p in b.zh), tuple(en[p] for p in b.en)) for b in beads),
    )


def faulty(
    kind: str, chapter: Chapter, pool: Sequence[str], seed: int, share: float = 0.2
) -> Chapter:
    """A text with faults of one kind.

    Args:
        kind: see `KINDS`.
        chapter: right as it is.
        pool: unrelated English texts of the genre.
        seed: of what is drawn.
        share: of the beads that are hit.
    """
    random = Random(seed)
    here = {*chapter.en}
    pool = [text for text in pool if text not in here]
    if kind == "wrong":
        en = [like(text, pool, random) for text in chapter.en]
        return Chapter(chapter.zh, tuple(en), _apart(range(len(chapter.zh)), range(len(en))))
    if kind == "half":
        half = len(chapter.gold) // 2
        rest = part(chapter, half, len(chapter.gold) - half)
        return joined([part(chapter, 0, half), faulty("wrong", rest, pool, seed)])
    if kind == "order":
        return _reordered(chapter, random)
    sides: list[tuple[tuple[int, ...], list[str], bool]] = []
    beads = list(chapter.gold)
    place = 0
    while place < len(beads):
        hit = random.random() < (share if kind == "replaced" else share / 2)
        run = random.randint(1, 3) if hit and kind == "swapped" else 1
        zh = tuple(p for bead in beads[place : place + run] for p in bead.zh)
        own = [chapter.en[p] for bead in beads[place : place + run] for p in bead.en]
        if hit and kind == "swapped":
            own = random.sample(list(pool), random.randint(1, 3))
        elif hit:
            own = [like(text, pool, random) for text in own]
        sides.append((zh, own, not hit))
        place += run
    return _put_together(chapter, sides)


def like(text: str, pool: Sequence[str], random: Random) -> str:
    """A text of the pool that is about as long, and another one."""
    drawn = [other for other in random.sample(list(pool), min(60, len(pool))) if other != text]
    return min(drawn, key=lambda other: abs(len(other) - len(text)))


def _put_together(
    chapter: Chapter, sides: Sequence[tuple[tuple[int, ...], list[str], bool]]
) -> Chapter:
    en: list[str] = []
    gold: list[Bead] = []
    for zh, own, right in sides:
        places = tuple(range(len(en), len(en) + len(own)))
        en += own
        gold += [Bead(zh, places)] if right else _apart(zh, places)
    return Chapter(chapter.zh, tuple(en), tuple(gold))


def _apart(zh: Sequence[int], en: Sequence[int]) -> tuple[Bead, ...]:
    return (*(Bead((place,), ()) for place in zh), *(Bead((), (place,)) for place in en))


def _reordered(chapter: Chapter, random: Random) -> Chapter:
    order: list[int] = []
    beads = list(range(len(chapter.gold)))
    while len(order) < len(beads):
        run = beads[len(order) : len(order) + random.randint(4, 8)]
        if random.random() < 0.4:
            random.shuffle(run)
        order += run
    en: list[str] = []
    gold: list[Bead] = []
    for bead in (chapter.gold[place] for place in order):
        places = tuple(range(len(en), len(en) + len(bead.en)))
        en += [chapter.en[p] for p in bead.en]
        gold.append(Bead(bead.zh, places))
    return Chapter(chapter.zh, tuple(en), tuple(sorted(gold, key=lambda bead: bead.zh)))
