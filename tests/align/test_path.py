"""Viterbi and forward–backward against an enumeration of all paths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pytest

from duizhao.align.corridor import Corridor, along
from duizhao.align.path import Scores, best_path
from duizhao.align.posterior import posterior
from duizhao.align.shapes import Shapes, shapes

Move = tuple[int, int, int, int]


def all_paths(
    scores: Scores, corridor: Corridor, kinds: Shapes, i: int, j: int, state: str
) -> Iterator[tuple[float, tuple[Move, ...]]]:
    if (i, j) == (corridor.rows, corridor.columns):
        yield 0.0, ()

    def bead(k: int, cell: int) -> float:
        return float(scores.beads[cell, k])

    moves: list[tuple[int, int, str, Callable[[int], float]]] = []
    if state != "en":
        opening = 0.0 if state == "zh" else scores.zh_open
        moves.append((1, 0, "zh", lambda _: float(scores.zh_null[i] + opening)))
    opening_en = 0.0 if state == "en" else scores.en_open
    moves.append((0, 1, "en", lambda _: float(scores.en_null[j] + opening_en)))
    for k, (p, q) in enumerate(zip(kinds.zh, kinds.en, strict=True)):
        moves.append((int(p), int(q), "bead", partial(bead, k)))
    for p, q, name, value in moves:
        if i + p > corridor.rows or j + q > corridor.columns:
            continue
        cell = int(corridor.locate(np.array(i + p), np.array(j + q)))
        if cell < 0:
            continue
        here = value(cell)
        for total, rest in all_paths(scores, corridor, kinds, i + p, j + q, name):
            yield here + total, ((i + p, j + q, p, q), *rest)


@pytest.mark.parametrize("seed", range(25))
def test_against_all_paths(seed: int) -> None:
    random = np.random.default_rng(seed)
    m, n = (int(each) for each in random.integers(0, 5, 2))
    kinds = shapes(int(random.integers(2, 6)))
    corridor = along([], m, n, width=int(random.integers(1, 4)))
    beads = random.normal(size=(corridor.cells, len(kinds))).astype(np.float32)
    scores = Scores(beads, random.normal(size=m), random.normal(size=n), -0.4, 0.3)
    paths = list(all_paths(scores, corridor, kinds, 0, 0, "bead"))
    best = tuple((s.row, s.column, s.zh, s.en) for s in best_path(scores, corridor, kinds))
    assert best == max(paths)[1]
    belief = posterior(scores, corridor, kinds)
    totals = np.array([total for total, _ in paths])
    found = belief.beads()
    assert belief.log_total == pytest.approx(np.log(np.exp(totals).sum()), abs=1e-6)
    for cell in range(corridor.cells):
        for k, (p, q) in enumerate(zip(kinds.zh, kinds.en, strict=True)):
            share = sum(
                np.exp(total - belief.log_total)
                for total, path in paths
                if any(
                    (p, q) == move[2:]
                    and int(corridor.locate(np.array(move[0]), np.array(move[1]))) == cell
                    for move in path
                )
            )
            assert found[cell, k] == pytest.approx(share, abs=1e-5)
