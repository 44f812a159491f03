"""What `duizhao learn` gives a person: novels, with weights that never saw any.

    python scripts/bench_learn.py --eval FOLDER --prior FILE

FOLDER is as for train_align.py. FILE holds the weights that are learnt from: they are trained on
all kinds but the novels and written there, unless the file is there. Two corrected chapters are
learnt from in turn, and the other four aligned.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path

from stress import Chapter
from texts import chapters, work
from train_align import aligned
from training import example

from duizhao.align.encode import load
from duizhao.align.encode.protocol import Encoder
from duizhao.align.evaluate import Evaluation, evaluate
from duizhao.align.learning.fit import fit, usual_shapes
from duizhao.align.model import Model, load_model, model_for
from duizhao.align.settings import Settings
from duizhao.learning import learn
from duizhao.review.file import ProjectFile
from duizhao.review.state import Row, RowState, TextSegment, state_of


def project(path: Path, chapter: Chapter) -> Path:
    """A review of a chapter in which a person has confirmed every row."""
    count = len(chapter.zh)
    segments = [
        TextSegment(1 + offset + n, side, Fraction(n), str(n + 1), text, text, paragraph=n)  # type: ignore[arg-type]
        for side, offset, texts in (("zh", 0, chapter.zh), ("en", count, chapter.en))
        for n, text in enumerate(texts)
    ]
    rows = [
        Row(
            len(segments) + n + 1,
            Fraction(n),
            tuple(1 + i for i in bead.zh),
            tuple(1 + count + j for j in bead.en),
            RowState.CONFIRMED,
        )
        for n, bead in enumerate(chapter.gold)
    ]
    file = ProjectFile(path, create=True)
    file.fill(state_of(segments, rows), {"level": "line", "encoder": "use"}, {})
    file.close()
    return path


def prior_of(path: Path, folder: Path, encoder: Encoder) -> Model:
    """Weights trained on all kinds but the novels."""
    if not path.exists():
        tasks = [task for task in work(folder) if task.kind != "mac-dev"]
        examples = [example(task.name, task.chapter, encoder) for task in tasks]
        shares = [task.share for task in tasks]
        usual = usual_shapes(examples, shares)
        model = fit(examples, weights=shares, near=load_model(), usual=usual)
        path.write_text(json.dumps({"encoder": encoder.name, **asdict(model)}), encoding="utf-8")
    return model_for(encoder.name, str(path))


def main() -> None:
    """Learn, align, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--eval", type=Path, required=True, help="folder with the kinds of text")
    parser.add_argument("--prior", type=Path, required=True, help="weights that saw no novel")
    args = parser.parse_args()
    encoder = load("use")
    prior = prior_of(args.prior, args.eval, encoder)
    novels = chapters(args.eval, "mac-dev")

    def scored(model: Model, which: list[Chapter]) -> float:
        total = Evaluation()
        for chapter in which:
            total += evaluate(chapter.gold, aligned(model, chapter, encoder, Settings()))
        return total.strict.f1

    with tempfile.TemporaryDirectory() as name:
        for first in range(0, len(novels), 2):
            two = novels[first : first + 2]
            rest = [chapter for _, chapter in novels if (_, chapter) not in two]
            projects = [
                project(Path(name) / f"{first + n}.duizhao", chapter)
                for n, (_, chapter) in enumerate(two)
            ]
            lesson = learn(projects, encoder, prior)
            print(
                f"learnt from chapters {first + 1} and {first + 2} ({lesson.pairs} pairs): "
                f"each by the other {lesson.before.strict.f1:.4f} -> "
                f"{lesson.after.strict.f1:.4f}, the other four {scored(prior, rest):.4f} -> "
                f"{scored(lesson.model, rest):.4f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
