"""Train the weights of the path model.

    python scripts/train_align.py --eval FOLDER [--out align/weights/default.json] [--encoder NAME]
        [--keep FILE] [--only KIND …]

FOLDER holds one folder for each kind of text, see `texts.py`. Without --out, two chapters of the
novels and each other kind are left out in turn and scored with weights that never saw them. With
--out the weights are trained on everything and written. Most of the time goes into the features
of the examples; --keep FILE keeps them for the next run, as long as no feature changes.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from random import Random

import numpy as np
from made import MADE
from stress import KINDS as STRESS
from stress import Chapter, paragraphs, stressed
from texts import KINDS, chapters, work
from training import Work, example

from duizhao.align.aligner import Aligner
from duizhao.align.bead import Bead
from duizhao.align.encode import load
from duizhao.align.encode.protocol import Encoder
from duizhao.align.evaluate import Evaluation, evaluate
from duizhao.align.learning.example import Example
from duizhao.align.learning.fit import PENALTY, fit, usual_shapes
from duizhao.align.model import Model, load_model
from duizhao.align.project import align_paragraphs
from duizhao.align.settings import Settings
from duizhao.corpora.document import Paragraph, Segment


def aligned(model: Model, chapter: Chapter, encoder: Encoder, settings: Settings) -> list[Bead]:
    """Beads of the whole aligner with these weights."""
    zh, en = ([Segment(text) for text in texts] for texts in (chapter.zh, chapter.en))
    return Aligner(encoder, settings, model=model).align(zh, en)


def projected(
    model: Model, chapter: Chapter, encoder: Encoder, settings: Settings
) -> tuple[Chapter, list[Bead]]:
    """A chapter made of paragraphs, and beads of those by projection."""
    whole = paragraphs(chapter, seed=5)
    zh, en = ([Paragraph(text) for text in texts] for texts in (whole.zh, whole.en))
    return whole, align_paragraphs(zh, en, Aligner(encoder, settings, model=model))


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


def measured(name: str, cases: Sequence[tuple[Chapter, Model]], encoder: Encoder) -> None:
    """Print the accuracy of chapters aligned with weights that never saw them."""
    total, sure = Evaluation(), []
    for chapter, model in cases:
        beads = aligned(model, chapter, encoder, Settings())
        total += evaluate(chapter.gold, beads)
        links = {(bead.zh, bead.en) for bead in chapter.gold}
        sure += [(b.confidence, (b.zh, b.en) in links) for b in beads if not b.is_null]
    error, area = calibration(sure)
    print(
        f"{name}: strict {total.strict.f1:.4f} lax {total.lax.f1:.4f} "
        f"null {total.null.precision:.2f}/{total.null.recall:.2f} "
        f"calibration {error:.3f} AUC {area:.3f}",
        flush=True,
    )
    for said, found, count in reliability(sure):
        print(f"  confidence {said:.2f}: {found:.3f} right of {count}", flush=True)


def kept(file: Path | None, tasks: Sequence[Work], encoder: Encoder) -> list[Example]:
    """The examples, from a file where there is one."""
    if file and file.exists():
        examples: list[Example] = pickle.loads(file.read_bytes())
        return examples
    examples = [example(task.name, task.chapter, encoder) for task in tasks]
    if file:
        file.write_bytes(pickle.dumps(examples))
    return examples


def main() -> None:
    """Score with each kind or chapter left out, or write weights trained on all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--eval", type=Path, required=True, help="folder with the kinds of text")
    parser.add_argument("--out", type=Path, help="write weights trained on everything")
    parser.add_argument("--encoder", default="use", help="as for duizhao align")
    every = (*KINDS, *STRESS, *MADE, "paragraphs")
    parser.add_argument("--only", nargs="*", default=every, choices=every, help="what to score")
    parser.add_argument("--keep", type=Path, help="file that the examples are kept in")
    args = parser.parse_args()
    encoder = load(args.encoder)
    tasks = work(args.eval)
    examples = kept(args.keep, tasks, encoder)

    def trained(keep: Callable[[Work], bool], near: Model | None) -> Model:
        chosen = [number for number, task in enumerate(tasks) if keep(task)]
        shares = [tasks[number].share for number in chosen]
        clean = [number for number in chosen if tasks[number].how == "clean"]
        usual = usual_shapes([examples[n] for n in clean], [tasks[n].share for n in clean])
        chosen_examples = [examples[number] for number in chosen]
        return fit(chosen_examples, weights=shares, near=near, usual=usual)

    if args.out:
        whole = trained(lambda task: True, None)
        content = {
            "about": "weights of align.model, made by scripts/train_align.py",
            "data": "mac-dev, mag, aca, un-dev, laws; the same with lines put in and made hard",
            "encoder": encoder.name,
            "penalty": PENALTY,
            **{name: value for name, value in asdict(whole).items() if name != "shapes"},
        }
        args.out.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        return
    # Only the length of the search depends on where it begins.
    near = load_model()
    for kind in [kind for kind in KINDS[1:] if kind in args.only]:
        model = trained(lambda task, kind=kind: task.kind != kind, near)  # type: ignore[misc]
        measured(kind, [(chapter, model) for _, chapter in chapters(args.eval, kind)], encoder)
    hard = [how for how in (*STRESS, *MADE) if how in args.only]
    if not hard and not {"mac-dev", "paragraphs"} & {*args.only}:
        return
    novels = chapters(args.eval, "mac-dev")
    pairs = [novels[first : first + 2] for first in range(0, len(novels), 2)]
    without = [
        trained(lambda task, names=[name for name, _ in two]: task.name not in names, near)  # type: ignore[misc]
        for two in pairs
    ]
    cases = [(chapter, m) for two, m in zip(pairs, without, strict=True) for _, chapter in two]
    if "mac-dev" in args.only:
        measured("mac-dev, two chapters left out", cases, encoder)
    for how in hard:
        texts = []
        for two, model in zip(pairs, without, strict=True):
            own = [chapter for _, chapter in two]
            if how in MADE:
                texts += [(MADE[how](chapter, Random(99)), model) for chapter in own]
            else:
                texts.append((stressed(how, own, seed=3), model))
        measured(how, texts, encoder)
    if "paragraphs" not in args.only:
        return
    total = Evaluation()
    for chapter, model in cases:
        made, beads = projected(model, chapter, encoder, Settings())
        total += evaluate(made.gold, beads)
    print(f"paragraphs by projection: strict {total.strict.f1:.4f}", flush=True)


if __name__ == "__main__":
    main()
