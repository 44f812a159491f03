"""Paragraphs that a document itself puts side by side: pinned, and then judged as translations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from duizhao.align.bead import Bead, DoubtfulPair
from duizhao.align.project import sentences
from duizhao.corpora.bilingual.both import Both
from duizhao.corpora.document import Document, Segment
from duizhao.corpora.unit import DOUBTFUL

_ODDS = 4.0
"""How much likelier texts are to be translations for being side by side."""
REASON = "side by side in the document"
_PLACED = {"subtitles": "at the same time in both", "strings": "under the same key in both"}
"""Formats whose places mean the same in two files, and what is said of paragraphs of one place."""
_MET, _TOGETHER = 0.5, 0.7
"""Shares of the shorter cue's time, and of the time of both, from which two are shown together."""
_NEAR = 4
"""Cues of the other side that one is compared with."""
_SHARED = 0.5
"""Share of the places of the shorter document from which those that both have count."""


def by_place(zh: Document, en: Document) -> Both | None:
    """Two documents in which cues have times, or texts keys, as one that links what shares them.

    Returns:
        None for other formats, and where the two have few places in common.
    """
    if zh.format != en.format or zh.format not in _PLACED:
        return None
    sides = []
    for document in (zh, en):
        counts = Counter(each.place for each in document.paragraphs)
        sides.append(
            {p.place: n for n, p in enumerate(document.paragraphs) if counts[p.place] == 1}
        )
    if zh.format == "subtitles":
        shared = _shown_together(list(sides[0]), list(sides[1]))
    else:
        shared = [(place, place) for place in sides[0] if place in sides[1]]
    if len(shared) < _SHARED * min(len(zh.paragraphs), len(en.paragraphs)):
        return None
    links = tuple(((sides[0][a],), (sides[1][b],)) for a, b in shared)
    return Both("alternating", zh, en, links)


def _shown_together(zh: Sequence[str], en: Sequence[str]) -> list[tuple[str, str]]:
    """Cues that share nearly all the time that they are shown.

    Where a cue is shown with two of the other side, the aligner decides.
    """
    here, there = (sorted((_times(place), place) for place in side) for side in (zh, en))
    met: list[tuple[str, str]] = []
    found = []
    at = 0
    for times, place in here:
        while at < len(there) and there[at][0][1] < times[0]:
            at += 1
        for cue, other in there[at : at + _NEAR]:
            shorter, longer = _shared_time(times, cue)
            if shorter > _MET:
                met.append((place, other))
            if longer > _TOGETHER:
                found.append((place, other))
    claims = Counter(place for pair in met for place in enumerate(pair))
    return [pair for pair in found if all(claims[place] == 1 for place in enumerate(pair))]


def _shared_time(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """The time that two cues are both shown, as a share of the shorter's, and of both times."""
    (first, last), (begin, end) = one, other
    if first == last or begin == end:  # no end is known
        return float(first == begin), float(first == begin)
    both = max(min(last, end) - max(first, begin), 0.0)
    return both / min(last - first, end - begin), both / (max(last, end) - min(first, begin))


def _times(place: str) -> tuple[float, float]:
    """Begin and end of a cue in seconds; both the same where no end is known."""
    begin, _, end = place.partition("-->")
    return _seconds(begin), _seconds(end or begin)


def _seconds(time: str) -> float:
    total = 0.0
    for part in time.strip().replace(",", ".").split(":"):
        total = 60 * total + float(part)
    return total


def pins_of(both: Both, *, by_sentence: bool, decided: Sequence[Bead] = ()) -> list[Bead]:
    """The links of a document as pins for the aligner, less those that contradict a person's.

    Args:
        both: the document.
        by_sentence: whether sentences are aligned: then only paragraphs of one sentence are
            pinned, by the positions of the sentences.
        decided: pins of a person.
    """
    places: list[list[list[int]]] = []
    for paragraphs, language in ((both.zh.paragraphs, "zh"), (both.en.paragraphs, "en")):
        own: list[list[int]] = [[] for _ in paragraphs]
        if by_sentence:
            for position, sentence in enumerate(sentences(paragraphs, language)):  # type: ignore[arg-type]
                own[sentence.paragraph].append(position)
        else:
            own = [[position] for position in range(len(paragraphs))]
        places.append(own)
    taken = {("zh", i) for pin in decided for i in pin.zh}
    taken |= {("en", j) for pin in decided for j in pin.en}
    found = []
    for zh, en in both.links:
        pin = Bead(
            tuple(place for row in zh for place in places[0][row]),
            tuple(place for row in en for place in places[1][row]),
        )
        whole = not by_sentence or (len(pin.zh) == len(pin.en) == 1)
        free = taken.isdisjoint({("zh", i) for i in pin.zh} | {("en", j) for j in pin.en})
        if whole and free:
            found.append(pin)
    return found


def believed(
    beads: Sequence[Bead],
    pins: Sequence[Bead],
    zh: Sequence[Segment],
    en: Sequence[Segment],
    format: str = "",
) -> tuple[Bead, ...]:
    """Beads, those that were pinned with the confidence that they are translations.

    Args:
        beads: of all segments.
        pins: as `pins_of` gives them.
        zh, en: the segments.
        format: of the documents.
    """
    from duizhao.align.belief import likeness_of

    if not pins:
        return tuple(beads)
    pinned = {(pin.zh, pin.en) for pin in pins}
    places = [number for number, bead in enumerate(beads) if (bead.zh, bead.en) in pinned]
    texts = (
        ["".join(zh[i].text for i in beads[number].zh) for number in places],
        [" ".join(en[j].text for j in beads[number].en) for number in places],
    )
    found = list(beads)
    reason = _PLACED.get(format, REASON)
    for number, zh_text, en_text, alike in zip(places, *texts, likeness_of(*texts), strict=True):
        odds = _ODDS * alike / max(1 - alike, 1e-6)
        sure = odds / (1 + odds)
        doubts = (DoubtfulPair(zh_text, en_text, sure),) if sure < DOUBTFUL else ()
        found[number] = replace(
            beads[number], confidence=sure, likeness=sure, reasons=(reason,), doubts=doubts
        )
    return tuple(found)
