"""How much text made hard costs, against the same beads in the text as it is.

    python scripts/bench_stress.py --eval FOLDER [--kind mac-dev] [--seeds 5] [--only HOW …]

The chapters are strung together and made hard (`stress.py`), and aligned with the weights that
ship. What is missing from a text takes beads along, easy and difficult ones; so each is compared
with those beads alone that both texts have. ``exchanged`` moves single beads elsewhere, ``moved``
whole chapters.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from random import Random
from statistics import mean

from stress import KINDS, Chapter, stressed
from texts import chapters, parts
from train_align import aligned

from duizhao.align.bead import Bead
from duizhao.align.encode import load
from duizhao.align.evaluate import evaluate
from duizhao.align.model import load_model
from duizhao.align.settings import Settings

Text = tuple[tuple[str, ...], tuple[str, ...]]

EVERY = 40
"""Beads of which one is moved."""


def exchanged(whole: Chapter, random: Random) -> Chapter:
    """A text of which a bead in forty stands ten to twenty beads further on in English."""
    order = list(range(len(whole.gold)))
    for first in range(random.randrange(EVERY), len(order) - EVERY, EVERY):
        order.insert(first + random.randrange(10, 20), order.pop(first))
    en: list[str] = []
    gold = []
    for bead in (whole.gold[number] for number in order):
        gold.append(Bead(bead.zh, tuple(range(len(en), len(en) + len(bead.en)))))
        en += [whole.en[place] for place in bead.en]
    return Chapter(whole.zh, tuple(en), tuple(gold))


def texts(chapter: Chapter, beads: Iterable[Bead]) -> set[Text]:
    """The beads with two sides as texts, which stay what they are in a text made hard."""
    return {
        (tuple(chapter.zh[i] for i in bead.zh), tuple(chapter.en[j] for j in bead.en))
        for bead in beads
        if not bead.is_null
    }


def shared_f1(whole: set[Text], made: Chapter) -> float:
    """Strict F1 of the beads found in a whole text, on those of which `made` has all."""
    gold = texts(made, made.gold)
    zh, en = {*made.zh}, {*made.en}
    found = {bead for bead in whole if zh.issuperset(bead[0]) and en.issuperset(bead[1])}
    return 2 * len(gold & found) / max(len(gold) + len(found), 1)


def main() -> None:
    """Print a line for each way to make a text hard."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--eval", type=Path, required=True, help="folder with the kinds of text")
    parser.add_argument("--kind", default="mac-dev")
    parser.add_argument("--chapters", type=int, default=2)
    every = [*KINDS[1:], "exchanged"]
    parser.add_argument("--only", nargs="*", default=every, choices=every)
    parser.add_argument("--seeds", type=int, default=5, help="ways to make the text hard, averaged")
    args = parser.parse_args()
    encoder, model = load("use"), load_model()
    own = [chapter for _, chapter in chapters(args.eval, args.kind)][: args.chapters]
    if len(own) < args.chapters:
        own = parts(own[0], 4)[: args.chapters]
    whole = stressed("clean", own)
    plain = texts(whole, aligned(model, whole, encoder, Settings()))
    for how in args.only:
        scores = []
        for seed in range(args.seeds):
            if how == "exchanged":
                made = exchanged(whole, Random(seed))
            else:
                made = stressed(how, own, seed=seed)
            found = evaluate(made.gold, aligned(model, made, encoder, Settings()))
            base = shared_f1(plain, made)
            scores.append((found.strict.f1, base, found.null.precision, found.null.recall))
        f1, base, precision, recall = (mean(column) for column in zip(*scores, strict=True))
        each = " ".join(f"{score[0] - score[1]:+.4f}" for score in scores)
        print(
            f"{args.kind} {how}: strict {f1:.4f}, the same beads as they are {base:.4f} "
            f"({f1 - base:+.4f}; {each}); nulls {precision:.2f} / {recall:.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
