"""Train the weights of the path model.

    python scripts/train_align.py --eval FOLDER [--out align/weights/default.json] [--encoder NAME]

FOLDER holds one folder for each kind of text (``mac-dev``, ``mag``, ``aca``), each with
``src``, ``tgt`` and ``gold``. Without --out every chapter (and every kind that has one
chapter) is left out in turn and scored with weights that never saw it. With --out the
weights are trained on everything and written.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from stress import KINDS, Chapter, mirrored, paragraphs, stressed
from training import PENALTY, example, fit

from duizhao.align.aligner import align_segments
from duizhao.align.bead import Bead
from duizhao.align.encode import load
from duizhao.align.evaluate import Evaluation, evaluate
from duizhao.align.links import read_links
from duizhao.align.model import Model
from duizhao.align.project import align_paragraphs
from duizhao.align.settings import Settings
from duizhao.corpora.document import Paragraph, Segment

HARD = 0.2
"""Weight of an example that was made hard, of which there are six for each clean one."""


def chapters(folder: Path, kind: str) -> list[tuple[str, Chapter]]:
    """Chapters of one kind of text, Chinese first."""
    result = []
    for gold in sorted((folder / kind / "gold").iterdir()):
        src, tgt = (_lines(folder / kind / side / gold.name) for side in ("src", "tgt"))
        beads = read_links(gold)
        if kind.startswith("mac"):
            result.append((f"{kind}/{gold.name}", Chapter(src, tgt, tuple(beads))))
        else:
            turned = tuple(Bead(bead.en, bead.zh) for bead in beads)
            result.append((f"{kind}/{gold.name}", Chapter(tgt, src, turned)))
    return result


def _lines(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8-sig").rstrip("\n").split("\n"))


def aligned(model: Model, chapter: Chapter, encoder: Any, settings: Settings) -> list[Bead]:
    """Beads of the whole aligner with these weights."""
    zh, en = ([Segment(text) for text in texts] for texts in (chapter.zh, chapter.en))
    return align_segments(zh, en, encoder, model=model, settings=settings)


def projected(
    model: Model, chapter: Chapter, encoder: Any, settings: Settings
) -> tuple[Chapter, list[Bead]]:
    """A chapter made of paragraphs, and beads of those by projection."""
    whole = paragraphs(chapter, seed=5)
    zh, en = ([Paragraph(text) for text in texts] for texts in (whole.zh, whole.en))
    return whole, align_paragraphs(zh, en, encoder, model=model, settings=settings)


def reliability(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """Mean confidence, share that is right and number of beads, in ten bins."""
    sure = np.array([each for each, _ in pairs])
    right = np.array([each for _, each in pairs])
    bins = np.minimum((sure * 10).astype(int), 9)
    there = [bins == number for number in range(10) if (bins == number).any()]
    return [(float(sure[b].mean()), float(right[b].mean()), int(b.sum())) for b in there]


def calibration(pairs: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Expected calibration error in ten bins, and the area under the ROC curve."""
    sure = np.array([each for each, _ in pairs])
    right = np.array([each for _, each in pairs])
    error = sum(abs(said - found) * count for said, found, count in reliability(pairs))
    error /= max(len(pairs), 1)
    order = np.argsort(sure, kind="stable")
    rank = np.empty(len(sure))
    rank[order] = np.arange(1, len(sure) + 1)
    good, bad = right.sum(), (~right).sum()
    area = (rank[right].sum() - good * (good + 1) / 2) / max(good * bad, 1)
    return float(error), float(area)


def main() -> None:
    """Score with each chapter left out, or write weights trained on all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--eval", type=Path, required=True, help="folder with the kinds of text")
    parser.add_argument("--out", type=Path, help="write weights trained on everything")
    parser.add_argument("--encoder", default="use", help="as for duizhao align")
    args = parser.parse_args()
    encoder = load(args.encoder)
    settings = Settings()
    kinds = {kind: chapters(args.eval, kind) for kind in ("mac-dev", "mag", "aca")}
    clean = {
        kind: [example(name, chapter, encoder) for name, chapter in parts]
        for kind, parts in kinds.items()
    }

    # Both sides are made hard in turn, so that neither has a prior of its own.
    hard = [
        example(name, made, encoder)
        for part in kinds.values()
        for name, chapter in part
        for kind in ("block", "gaps", "notes")
        for made in (
            stressed(kind, [chapter], seed=11),
            mirrored(stressed(kind, [mirrored(chapter)], seed=12)),
        )
    ]

    def trained(without: Sequence[str]) -> Model:
        easy = [each for part in clean.values() for each in part if each.name not in without]
        more = [each for each in hard if each.name not in without]
        return fit([*easy, *more], weights=[1.0] * len(easy) + [HARD] * len(more))

    if args.out:
        model = trained(())
        content = {
            "about": "weights of align.model, made by scripts/train_align.py",
            "data": "mac-dev, mag, aca: clean (weight 1), made hard by stress.py (6 x .2)",
            "encoder": encoder.name,
            "penalty": PENALTY,
            "beads": model.beads,
            "zh_null": model.zh_null,
            "en_null": model.en_null,
            "zh_open": model.zh_open,
            "en_open": model.en_open,
        }
        args.out.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        return
    for kind, parts in kinds.items():
        total, sure = Evaluation(), []
        for name, chapter in parts:
            beads = aligned(trained([name]), chapter, encoder, settings)
            total += evaluate(chapter.gold, beads)
            links = {(bead.zh, bead.en) for bead in chapter.gold}
            sure += [(b.confidence, (b.zh, b.en) in links) for b in beads if not b.is_null]
        error, area = calibration(sure)
        print(
            f"{kind}: strict {total.strict.f1:.4f} lax {total.lax.f1:.4f} "
            f"null {total.null.precision:.2f}/{total.null.recall:.2f} "
            f"calibration {error:.3f} AUC {area:.3f}",
            flush=True,
        )
        for said, found, count in reliability(sure):
            print(f"  confidence {said:.2f}: {found:.3f} right of {count}", flush=True)
    halves = [kinds["mac-dev"][:3], kinds["mac-dev"][3:]]
    models = [trained([name for name, _ in half]) for half in halves]
    for kind in KINDS:
        total = Evaluation()
        for model, half in zip(models, halves, strict=True):
            case = stressed(kind, [chapter for _, chapter in half], seed=3)
            total += evaluate(case.gold, aligned(model, case, encoder, settings))
        print(
            f"stress {kind}: strict {total.strict.f1:.4f} "
            f"null {total.null.precision:.2f}/{total.null.recall:.2f}",
            flush=True,
        )
    total = Evaluation()
    for model, half in zip(models, halves, strict=True):
        for _, chapter in half:
            whole, beads = projected(model, chapter, encoder, settings)
            total += evaluate(whole.gold, beads)
    print(f"paragraphs by projection: strict {total.strict.f1:.4f}", flush=True)


if __name__ == "__main__":
    main()
