"""Weights of the path model fitted on documents that a person corrected."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from os import PathLike, fspath
from typing import TYPE_CHECKING

from duizhao.align.bead import Bead
from duizhao.align.evaluate import Evaluation, evaluate_all
from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.document import Kind, Segment
from duizhao.corpora.errors import InputError, SettingsError

from .progress import Progress

if TYPE_CHECKING:
    from duizhao.align.encode.protocol import Encoder
    from duizhao.align.learning.example import Example
    from duizhao.align.model import Model
    from duizhao.review.state import Row, State

LEAST = 8
"""Fewest neighbouring pairs, all decided, that are learnt from."""

ENOUGH = 100
"""Fewest pairs in all: below, a difference says nothing."""

PARTS = 5
"""Into how many parts a single document is cut to be tested on what was not learnt from."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A stretch of a document all of whose pairs a person decided.

    Attributes:
        document: the project that it is from.
        zh, en: the segments.
        gold: beads of their positions, each segment in exactly one.
    """

    document: str
    zh: tuple[Segment, ...]
    en: tuple[Segment, ...]
    gold: tuple[Bead, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learnt, and what it is worth on text that it was not learnt from.

    Attributes:
        pairs: of segments that were learnt from.
        folds: how often a part was left out and aligned with what the others teach.
        before, after: strict F1 of the pairs left out, with the shipped weights and with learnt
            ones, 0 to 1.
        before_loss, after_loss: negative log-likelihood of the pairs left out, in nats a pair.
        model: weights learnt from everything.
        encoder: that they are for, by its name.
    """

    pairs: int
    folds: int
    before: Evaluation
    after: Evaluation
    before_loss: float
    after_loss: float
    model: Model
    encoder: str

    @property
    def lifts(self) -> bool:
        """Whether text that was not learnt from is aligned better, and nothing speaks against."""
        return self.after.strict.f1 > self.before.strict.f1 and self.after_loss <= self.before_loss

    def write(self, path: str | PathLike[str]) -> None:
        """Write the weights, for ``--weights``."""
        content = {
            "about": "weights of the path model, learnt by duizhao learn",
            "encoder": self.encoder,
            "pairs": self.pairs,
            **asdict(self.model),
        }
        with atomic_write(path) as temporary:
            temporary.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def learn(
    projects: Iterable[str | PathLike[str]],
    encoder: Encoder | None = None,
    prior: Model | None = None,
    progress: Progress | None = None,
) -> Lesson:
    """Fit the weights of the path model on the decided pairs of reviews.

    What ships is the prior: the fewer pairs there are, the nearer the weights stay to it. Each
    document in turn is left out, the weights are fitted on the others, and it is aligned with
    those and with the shipped ones; a single document is cut into parts for that.

    Args:
        projects: ``.duizhao`` files of sentences or lines.
        encoder: by default the one that the documents were aligned with.
        prior: weights to begin with; by default those that ship for the encoder.
        progress: called with stage, done and total.

    Raises:
        InputError: a project cannot be read, or pairs paragraphs.
        SettingsError: there are too few decided pairs, or the encoders differ.
    """
    from duizhao.align.encode import load
    from duizhao.align.learning.example import example
    from duizhao.align.learning.fit import fit
    from duizhao.align.model import load_model, weights_for

    tell = progress or _silent
    texts, names = read_corrected(projects)
    pairs = sum(len(each.gold) for each in texts)
    if pairs < ENOUGH:
        raise SettingsError(
            f"only {pairs} pairs are decided without a gap, {LEAST} neighbours at least",
            mend=f"confirm or correct {ENOUGH} or more",
        )
    if len(names) > 1:
        raise SettingsError(
            f"the projects were aligned with different encoders ({', '.join(sorted(names))})",
            mend="learn from those of one encoder at a time",
        )
    own = encoder or load(names.pop())
    shipped = prior or load_model(weights_for(own.name))
    folds = _folds(texts)
    parts = [part for fold in folds for part in fold]
    examples: dict[int, Example] = {}
    for number, part in enumerate(parts):
        tell("read", number, len(parts))
        examples[id(part)] = example(part.document, part.zh, part.en, part.gold, own)
    scores = []
    for number, fold in enumerate(folds):
        tell("test", number, len(folds))
        others = [examples[id(part)] for other in folds if other is not fold for part in other]
        learnt = fit(others, prior=shipped)
        here = [examples[id(part)] for part in fold]
        scores.append((_Score.of(shipped, fold, here, own), _Score.of(learnt, fold, here, own)))
    tell("learn", 0, 0)
    before, after = (sum(column, _Score()) for column in zip(*scores, strict=True))
    model = fit(list(examples.values()), prior=shipped)
    return Lesson(
        pairs, len(folds), before.beads, after.beads, before.loss / pairs, after.loss / pairs,
        model, own.name,
    )  # fmt: skip


def read_corrected(
    projects: Iterable[str | PathLike[str]],
) -> tuple[list[Corrected], set[str]]:
    """The decided stretches of reviews, and the names of the encoders they were aligned with.

    Raises:
        InputError: a project cannot be read, or pairs paragraphs.
    """
    from duizhao.review.file import ProjectFile

    texts: list[Corrected] = []
    encoders: set[str] = set()
    for path in dict.fromkeys(fspath(each) for each in projects):
        file = ProjectFile(path)
        try:
            state, meta = file.state(), file.meta()
        finally:
            file.close()
        if meta.get("level") == "paragraph":
            raise InputError(
                "pairs paragraphs, and weights are learnt from sentences",
                path=path,
                mend="review the documents with --level sentence",
            )
        encoders.add(meta.get("encoder") or "use")
        texts += _stretches(path, state)
    return texts, encoders


def _stretches(document: str, state: State) -> list[Corrected]:
    """What a person decided without a gap."""
    from duizhao.review.state import RowState

    found: list[list[Row]] = [[]]
    for row in state.rows:
        if row.moved:  # no step of a path
            continue
        if row.state in (RowState.CONFIRMED, RowState.EDITED):
            found[-1].append(row)
        elif found[-1]:
            found.append([])
    return [_corrected(document, state, rows) for rows in found if len(rows) >= LEAST]


def _corrected(document: str, state: State, rows: Sequence[Row]) -> Corrected:
    held = {number for row in rows for number in row.segments}
    order = [
        [number for number in side if number in held] for side in (state.zh_order, state.en_order)
    ]
    places = {number: place for side in order for place, number in enumerate(side)}
    zh, en = (
        tuple(
            Segment(one.source, Kind(one.kind), one.label, (), one.paragraph)
            for one in map(state.segment, side)
        )
        for side in order
    )
    gold = tuple(
        Bead(tuple(places[n] for n in row.zh), tuple(places[n] for n in row.en)) for row in rows
    )
    return Corrected(document, zh, en, gold)


def _folds(texts: Sequence[Corrected]) -> list[list[Corrected]]:
    """What is left out at a time: a document, or a part of the only one."""
    by_document: dict[str, list[Corrected]] = {}
    for text in texts:
        by_document.setdefault(text.document, []).append(text)
    if len(by_document) > 1:
        return list(by_document.values())
    size = -(-sum(len(text.gold) for text in texts) // PARTS)
    return [[part] for text in texts for part in _cut(text, size)]


def _cut(text: Corrected, size: int) -> list[Corrected]:
    """A stretch in parts of about so many pairs, cut where both sides may be cut."""
    from duizhao.align.learning.example import monotone

    path = monotone(text.gold, len(text.zh), len(text.en))
    count = max(1, round(len(path) / size))
    borders = [len(path) * number // count for number in range(count + 1)]
    parts = []
    for first, last in pairwise(borders):
        beads = path[first:last]
        zh = [place for bead in beads for place in bead.zh]
        en = [place for bead in beads for place in bead.en]
        if not zh or not en:
            continue
        gold = tuple(
            Bead(tuple(p - zh[0] for p in bead.zh), tuple(p - en[0] for p in bead.en))
            for bead in beads
        )
        parts.append(
            Corrected(text.document, text.zh[zh[0] : zh[-1] + 1], text.en[en[0] : en[-1] + 1], gold)
        )
    return parts


@dataclass(frozen=True, slots=True)
class _Score:
    beads: Evaluation = field(default_factory=Evaluation)
    loss: float = 0.0

    @classmethod
    def of(
        cls, model: Model, texts: Sequence[Corrected], examples: Sequence[Example], encoder: Encoder
    ) -> _Score:
        from duizhao.align.aligner import Aligner
        from duizhao.align.learning.fit import unlikeliness

        aligner = Aligner(encoder, model=model)
        beads = evaluate_all((text.gold, aligner.align(text.zh, text.en)) for text in texts)
        return cls(beads, unlikeliness(model, examples))

    def __add__(self, other: _Score) -> _Score:
        return _Score(self.beads + other.beads, self.loss + other.loss)


def _silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody sees."""
