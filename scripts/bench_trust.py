"""Confidence, findings of the kind `meaning` and warnings, on right and on faulty text.

    python scripts/bench_trust.py --eval FOLDER [--only GENRE …] [--documents 2] [--shipped]
        [--keep FILE]

Each kind of text is aligned whole, with faults of every kind (`scripts/faults.py`), and in
documents of one to ten segments, right and wrong; with weights of likeness that were trained on
the other kinds, or with --shipped those that ship, which have seen all kinds. Printed are, for
each kind of text: on right text, pairs flagged in 1,000, calibration error and area under the
curve of the confidence; on faulty text, the share of pairs that are no translations with a
confidence of .9 or more, and of those flagged; of short documents, the share warned of.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence, Set
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from faults import DOCUMENT, GENRES, KINDS, faulty, genre, part
from stress import Chapter, joined
from train_align import calibration
from train_likeness import examples, fit

from duizhao.align import belief, likeness
from duizhao.align.aligner import Aligner
from duizhao.align.bead import Bead
from duizhao.align.encode import load
from duizhao.corpora.document import Segment
from duizhao.corpora.unit import DOUBTFUL
from duizhao.verdict import remarks, shared

SHORT = 30
"""Short documents of each kind of text, right and wrong."""


def aligned(chapter: Chapter, encoder: Any) -> tuple[list[Bead], list[Segment], list[Segment]]:
    """Beads of a text whose lines are segments."""
    zh, en = (
        [Segment(text, paragraph=place) for place, text in enumerate(texts)]
        for texts in (chapter.zh, chapter.en)
    )
    return Aligner(encoder).align(zh, en), zh, en


def verdicts(
    made: Chapter, beads: Sequence[Bead], known: Set[tuple[str, str]]
) -> Iterator[tuple[Bead, bool, bool]]:
    """Each pair, whether it is right as a whole, and whether it is one of translations at all.

    Texts that are a pair anywhere in the kind of text (`known`) are translations where a fault put
    them opposite each other too.
    """
    links = {(i, j) for bead in made.gold for i in bead.zh for j in bead.en}
    whole = {(bead.zh, bead.en) for bead in made.gold}
    for bead in beads:
        if not bead.is_null:
            same = _texts(made, bead) in known
            alike = same or any((i, j) in links for i in bead.zh for j in bead.en)
            yield bead, same or (bead.zh, bead.en) in whole, alike


def _texts(chapter: Chapter, bead: Bead) -> tuple[str, str]:
    return "".join(chapter.zh[i] for i in bead.zh), " ".join(chapter.en[j] for j in bead.en)


def long_enough(documents: Sequence[Chapter]) -> list[Chapter]:
    """Documents, short ones strung together."""
    result: list[Chapter] = []
    waiting: list[Chapter] = []
    for chapter in documents:
        waiting.append(chapter)
        if sum(len(each.gold) for each in waiting) >= DOCUMENT:
            result.append(joined(waiting))
            waiting = []
    return result or [joined(waiting)]


def share(count: int, total: int) -> str:
    """A share with its numbers."""
    return f"{count / max(total, 1):.4f} ({count}/{total})"


def measure(name: str, documents: Sequence[Chapter], encoder: Any, most: int) -> None:
    """Print everything for one kind of text."""
    random = Random(3)
    pool = list(dict.fromkeys(text for chapter in documents for text in chapter.en))
    known = {_texts(chapter, bead) for chapter in documents for bead in chapter.gold}
    chosen = sorted(long_enough(documents), key=lambda each: -len(each.gold))[: 4 * most]
    chosen = random.sample(chosen, min(most, len(chosen)))
    sure: list[tuple[float, bool]] = []
    for kind in ("clean", *KINDS):
        flagged = right = wrong = high = reported = 0
        own: list[tuple[float, bool]] = []
        for number, chapter in enumerate(chosen):
            made = chapter if kind == "clean" else faulty(kind, chapter, pool, 17 + number)
            beads = aligned(made, encoder)[0]
            for bead, whole, alike in verdicts(made, beads, known):
                own.append((bead.confidence, whole))
                if alike:
                    right += 1
                    flagged += bead.likeness < DOUBTFUL
                else:
                    wrong += 1
                    high += bead.confidence >= 0.9
                    reported += bead.likeness < DOUBTFUL
        sure += own
        error, area = calibration(own)
        print(
            f"{name:9s} {kind:9s} true pairs flagged {share(flagged, right)}; no translations: "
            f"confidence >= .9 {share(high, wrong)}, reported {share(reported, wrong)}; "
            f"calibration {error:.3f} AUC {area:.3f}",
            flush=True,
        )
    for size in ((1, 1), (2, 4), (5, 10)):
        warned = {True: 0, False: 0}
        shares: dict[bool, list[float]] = {True: [], False: []}
        for _ in range(SHORT):
            chapter = random.choice(documents)
            count = min(random.randint(*size), len(chapter.gold))
            piece = part(chapter, random.randrange(len(chapter.gold) - count + 1), count)
            other = faulty("wrong", piece, pool, random.randrange(10**6))
            for good, made in ((True, piece), (False, other)):
                beads, zh, en = aligned(made, encoder)
                warned[good] += any(
                    "translations" in said for said in remarks(beads, zh, en, ("", ""))
                )
                shares[good].append(max(shared(beads, zh, en)[1]))
        print(
            f"{name:9s} {size[0]} to {size[1]} segments: warned of wrong "
            f"{share(warned[False], SHORT)}, of right {share(warned[True], SHORT)}; "
            "share of text, highest of wrong "
            f"{[round(each, 2) for each in sorted(shares[False])[-3:]]}, lowest right "
            f"{[round(each, 2) for each in sorted(shares[True])[:3]]}",
            flush=True,
        )


def main() -> None:
    """Measure each kind of text with weights trained on the others."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--eval", type=Path, required=True, help="folder with the kinds of text")
    parser.add_argument("--only", nargs="*", default=GENRES, help="kinds of text")
    parser.add_argument("--documents", type=int, default=2, help="documents of each kind of text")
    parser.add_argument("--shipped", action="store_true", help="likeness as it ships")
    parser.add_argument("--keep", type=Path, help="features kept by train_likeness.py")
    args = parser.parse_args()
    encoder = load("use")
    if args.shipped:
        for name in args.only:
            measure(name, genre(args.eval, name), encoder, args.documents)
        return
    made = examples(args.eval, encoder, args.keep)
    for name in args.only:
        weights = fit([each for other, each in made.items() if other != name])
        with (
            patch.object(likeness, "_weights", lambda weights=weights: weights),
            patch.object(belief, "load", lambda _: encoder),
        ):
            measure(name, genre(args.eval, name), encoder, args.documents)


if __name__ == "__main__":
    main()
