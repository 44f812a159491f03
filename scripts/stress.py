"""Clean text made hard: what is missing, added or moved, with the gold that follows.

Every kind takes chapters with their gold beads, strings them together, and changes one
side: ``clean``, ``block`` (a quarter of the Chinese text missing), ``gaps`` (12 gaps of 20
segments, on either side), ``furniture`` (page numbers and running heads between English
segments), ``notes`` (translator's notes in the English text), ``moved`` (two chapters
exchanged).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from duizhao.align.bead import Bead

KINDS = ("clean", "block", "gaps", "furniture", "notes", "moved")

_NAMED = (
    "The office named here",
    "The measure used in this place",
    "This custom",
    "The play on words",
    "The festival",
    "The steamed bread spoken of",
    "The poem that is quoted",
    "The old name of the town",
    "The title given to him",
    "The proverb",
    "The song",
    "The coin",
)
_TOLD = (
    "was abolished a few years later",
    "is no longer known in the north",
    "cannot be kept in English",
    "is explained in the preface",
    "differs in the earlier edition",
    "was borrowed from an opera that every schoolchild knew",
    "lives on in some villages",
    "sounds like the word for luck",
    "is left as it stands",
    "goes back to a story of the third century",
    "was worth about a week's wages",
)
_FORMS = (
    "[Translator's note: {}.]",
    "(Translator's note: {}.)",
    "{}.",
    "Note: {}.",
    "{}.",
    "({}.)",
)


def _note(number: int) -> str:
    """A translator's note; no two of the first hundred are the same."""
    said = f"{_NAMED[number % len(_NAMED)]} {_TOLD[number % len(_TOLD)]}"
    return _FORMS[number % len(_FORMS)].format(said)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Two texts with the beads between them, each segment of each side in one bead."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    gold: tuple[Bead, ...]


def joined(chapters: Sequence[Chapter]) -> Chapter:
    """Chapters as one."""
    zh: list[str] = []
    en: list[str] = []
    gold: list[Bead] = []
    for chapter in chapters:
        gold += [_shifted(bead, len(zh), len(en)) for bead in chapter.gold]
        zh += chapter.zh
        en += chapter.en
    return Chapter(tuple(zh), tuple(en), tuple(gold))


def paragraphs(chapter: Chapter, seed: int = 0) -> Chapter:
    """Segments joined to paragraphs that end where beads end, not always on both sides."""
    random = Random(seed)
    texts: dict[str, list[list[str]]] = {"zh": [[]], "en": [[]]}
    links: set[tuple[int, int]] = set()
    for bead in chapter.gold:
        texts["zh"][-1] += [chapter.zh[place] for place in bead.zh]
        texts["en"][-1] += [chapter.en[place] for place in bead.en]
        if not bead.is_null:
            links.add((len(texts["zh"]) - 1, len(texts["en"]) - 1))
        both, only = random.random(), random.random()
        for name, alone in (("zh", only < 0.06), ("en", only > 0.94)):
            if texts[name][-1] and (both < 0.35 or alone):
                texts[name].append([])
    zh = ["".join(parts) for parts in texts["zh"] if parts]
    en = [" ".join(parts) for parts in texts["en"] if parts]
    return Chapter(tuple(zh), tuple(en), tuple(_components(links)))


def _components(links: Iterable[tuple[int, int]]) -> list[Bead]:
    """Links that rise together, those that share a paragraph as one bead."""
    beads: list[Bead] = []
    for zh, en in sorted(links):
        if beads and (zh in beads[-1].zh or en in beads[-1].en):
            last = beads.pop()
            beads.append(Bead(tuple(sorted({*last.zh, zh})), tuple(sorted({*last.en, en}))))
        else:
            beads.append(Bead((zh,), (en,)))
    return beads


def mirrored(chapter: Chapter) -> Chapter:
    """A chapter with its sides exchanged, to make the other side hard."""
    gold = tuple(Bead(bead.en, bead.zh) for bead in chapter.gold)
    return Chapter(chapter.en, chapter.zh, gold)


def stressed(kind: str, chapters: Sequence[Chapter], seed: int = 0) -> Chapter:
    """Chapters strung together and made hard in one way."""
    random = Random(seed)
    whole = joined(chapters)
    if kind == "clean":
        return whole
    if kind == "moved":
        return _exchanged(chapters, random)
    if kind == "block":
        first = random.randrange(len(whole.zh) // 4, len(whole.zh) // 2)
        return _without(whole, {"zh": set(range(first, first + len(whole.zh) // 4)), "en": set()})
    if kind == "gaps":
        missing: dict[str, set[int]] = {"zh": set(), "en": set()}
        number_of_gaps = min(12, max(len(whole.zh) // 100, 1))
        for number in range(number_of_gaps):
            side = "zh" if number % 2 else "en"
            count = len(whole.zh if side == "zh" else whole.en)
            space = count // number_of_gaps
            first = number * space + random.randrange(max(space - 20, 1))
            missing[side] |= set(range(first, min(first + 20, count)))
        return _without(whole, missing)
    if kind == "furniture":
        return _with_furniture(whole, random)
    return _inserted(whole, _places(len(whole.en), 30, random), _note)


def _with_furniture(whole: Chapter, random: Random) -> Chapter:
    places: list[int] = []
    place = 0
    while place < len(whole.en):
        places += [place, place]
        place += random.randrange(24, 34)
    heads = ("THE JOURNEY HOME", "Chapter and Verse: The Journey Home")

    def line(number: int) -> str:
        return str(number // 2 + 7) if number % 2 else heads[number // 2 % 2]

    return _inserted(whole, places, line)


def _places(count: int, every: int, random: Random) -> list[int]:
    return sorted(random.sample(range(1, count), max(count // every, 1)))


def _inserted(whole: Chapter, places: Sequence[int], line: Callable[[int], str]) -> Chapter:
    """English lines put in before the given positions; inside a bead they split nothing."""
    en: list[str] = []
    new_place: list[int] = []
    added: list[int] = []
    waiting = list(enumerate(places))
    for position, text in enumerate(whole.en):
        while waiting and waiting[0][1] <= position:
            number, _ = waiting.pop(0)
            added.append(len(en))
            en.append(line(number))
        new_place.append(len(en))
        en.append(text)
    gold = [Bead(bead.zh, tuple(new_place[each] for each in bead.en)) for bead in whole.gold]
    gold += [Bead((), (position,)) for position in added]
    return Chapter(whole.zh, tuple(en), tuple(gold))


def _without(whole: Chapter, missing: dict[str, set[int]]) -> Chapter:
    """Segments taken out, with what stood in their beads on the same side.

    A bead whose one side is gone leaves nulls on the other.
    """
    gone = {side: set(positions) for side, positions in missing.items()}
    for bead in whole.gold:  # no bead loses a part only
        if gone["zh"].intersection(bead.zh):
            gone["zh"].update(bead.zh)
        if gone["en"].intersection(bead.en):
            gone["en"].update(bead.en)
    kept_zh = [place for place in range(len(whole.zh)) if place not in gone["zh"]]
    kept_en = [place for place in range(len(whole.en)) if place not in gone["en"]]
    new_zh = {place: number for number, place in enumerate(kept_zh)}
    new_en = {place: number for number, place in enumerate(kept_en)}
    gold: list[Bead] = []
    for bead in whole.gold:
        zh = tuple(new_zh[place] for place in bead.zh if place in new_zh)
        en = tuple(new_en[place] for place in bead.en if place in new_en)
        if zh and en:
            gold.append(Bead(zh, en))
        else:
            gold += [Bead((place,), ()) for place in zh]
            gold += [Bead((), (place,)) for place in en]
    return Chapter(
        tuple(whole.zh[place] for place in kept_zh),
        tuple(whole.en[place] for place in kept_en),
        tuple(gold),
    )


def _exchanged(chapters: Sequence[Chapter], random: Random) -> Chapter:
    """The English text of two neighbouring chapters in the other order."""
    first = random.randrange(1, max(len(chapters) - 2, 2))
    order = list(range(len(chapters)))
    if len(order) > first + 1:
        order[first], order[first + 1] = order[first + 1], order[first]
    zh_start = _starts([len(chapter.zh) for chapter in chapters], range(len(chapters)))
    en_start = _starts([len(chapter.en) for chapter in chapters], order)
    gold = [
        _shifted(bead, zh_start[number], en_start[number])
        for number, chapter in enumerate(chapters)
        for bead in chapter.gold
    ]
    return Chapter(
        tuple(text for chapter in chapters for text in chapter.zh),
        tuple(text for number in order for text in chapters[number].en),
        tuple(gold),
    )


def _starts(counts: Sequence[int], order: Sequence[int]) -> dict[int, int]:
    starts, total = {}, 0
    for number in order:
        starts[number] = total
        total += counts[number]
    return starts


def _shifted(bead: Bead, zh: int, en: int) -> Bead:
    return Bead(tuple(each + zh for each in bead.zh), tuple(each + en for each in bead.en))
