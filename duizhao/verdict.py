"""What is said of a pair of documents as a whole: whether they are translations of each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duizhao.align.bead import Bead
from duizhao.align.languages import FOREIGN
from duizhao.corpora.document import Segment

UNRELATED, ALONE = 0.4, 0.2
"""Share of either text in pairs of translations below which the two are no translations; of a text
of a single segment."""
PARTLY = 0.4
"""Share of one text in any pairs below which much of it is missing from the other."""


def shared(
    beads: Sequence[Bead], zh: Sequence[Segment], en: Sequence[Segment]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Shares of the Chinese and of the English text, 0 to 1: in any pairs, in translations.

    In the second, each bead counts as far as its sides are likely to be translations of each
    other. Segments in the other side's language are not counted.
    """
    paired, alike = [], []
    for side, segments in ((0, zh), (1, en)):
        total = in_pairs = in_likely = 0.0
        for bead in beads:
            size = sum(_size(segments[place].text) for place in (bead.zh, bead.en)[side])
            if FOREIGN not in bead.reasons:
                total += size
                in_pairs += 0 if bead.is_null else size
                in_likely += 0 if bead.is_null else size * bead.likeness
        paired.append(in_pairs / total if total else 0.0)
        alike.append(in_likely / total if total else 0.0)
    return (paired[0], paired[1]), (alike[0], alike[1])


def _size(text: str) -> int:
    return len(text.strip().encode("utf-8", "replace"))


def remarks(
    beads: Sequence[Bead],
    zh: Sequence[Segment],
    en: Sequence[Segment],
    paths: tuple[str, str],
) -> Iterator[str]:
    """What the user ought to know of the documents, a sentence each.

    Args:
        beads: of all segments.
        zh, en: the segments.
        paths: of the Chinese and the English document.
    """
    for side, segments, path, own, other in (
        (0, zh, paths[0], "Chinese", "English"),
        (1, en, paths[1], "English", "Chinese"),
    ):
        foreign = sum(bool((b.zh, b.en)[side]) for b in beads if FOREIGN in b.reasons)
        if foreign:
            yield (
                f"{path} holds {other} as well as {own}: {foreign} of {len(segments)} segments are "
                f"in {other} and were left unpaired"
            )
    paired, alike = shared(beads, zh, en)
    if max(alike) < (ALONE if min(len(zh), len(en)) == 1 else UNRELATED):
        yield (
            "these documents do not look like translations of each other: only "
            f"{max(alike):.0%} of the text is in pairs that look right; check that the files "
            "belong together, and name the language of each with --zh and --en"
        )
    elif min(paired) < PARTLY:
        least = paired.index(min(paired))
        yield (
            f"only {paired[least]:.0%} of {paths[least]} has a counterpart: check that "
            f"{paths[1 - least]} is complete, and that both are of the same version"
        )
