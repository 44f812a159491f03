"""Which Chinese word answers which English word.

Eflomal (Östling and Tiedemann, Efficient word alignment with Markov chain Monte Carlo, 2016)
as sil-thot has it, in both directions, made symmetrical by growing the intersection along
the diagonal (Koehn, Och and Marcu, Statistical phrase-based translation, 2003).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from duizhao.corpora.errors import ToolError

from .corpus import Progress, TokenizedUnit

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SAMPLERS = 3
_ITERATIONS = (8, 8, 8)

Links = list[tuple[int, int]]
"""Linked positions, (English word, Chinese word)."""


def link(
    pairs: Sequence[TokenizedUnit], seed: int = 1, progress: Progress | None = None
) -> list[Links]:
    """Word links of every pair; the same for the same seed.

    Raises:
        ToolError: when the aligner is not installed.
    """
    english = [[token.key for token in pair.en] for pair in pairs]
    chinese = [[token.key for token in pair.zh] for pair in pairs]
    forward = _train(english, chinese, seed, progress, "linking words")
    backward = _train(chinese, english, seed, progress, "linking words back")
    found: list[Links] = []
    for position in range(len(pairs)):
        _, matrix = forward.get_training_alignment(position)
        _, other = backward.get_training_alignment(position)
        other.transpose()
        matrix.grow_diag_final_and(other)
        cells: NDArray[Any] = matrix.to_numpy()
        rows, columns = cells.nonzero()
        found.append(list(zip(rows.tolist(), columns.tolist(), strict=True)))
    return found


def _train(
    source: Sequence[Sequence[str]],
    target: Sequence[Sequence[str]],
    seed: int,
    progress: Progress | None,
    stage: str,
) -> Any:
    try:
        from thot.alignment import EflomalAlignmentModel
    except ImportError as error:
        raise ToolError(
            "extracting terms needs the package sil-thot", mend="pip install sil-thot"
        ) from error
    model = EflomalAlignmentModel()
    model.seed = seed
    model.deterministic = True
    model.num_samplers = _SAMPLERS
    model.auto_iterations = False
    model.set_iterations(*_ITERATIONS)
    model.emit_training_alignments = True
    for left, right in zip(source, target, strict=True):
        model.add_sentence_pair(left, right)
    model.start_training()
    rounds = model.scheduled_iterations
    for number in range(rounds):
        if progress:
            progress(stage, number, rounds)
        model.train()
    model.end_training()
    return model
