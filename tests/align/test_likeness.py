"""Whether two texts are translations of each other, whatever else there is to pair them with."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from duizhao.align.aligner import Aligner
from duizhao.align.belief import likeness_of, right
from duizhao.align.encode import load
from duizhao.align.encode.use import UseEncoder
from duizhao.corpora.document import Segment
from duizhao.corpora.unit import DOUBTFUL

CASES = Path(__file__).parents[1] / "cases" / "likeness.tsv"


def cases(kind: str) -> list[tuple[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["zh"], row["en"]) for row in rows if row["right"] == kind]


@pytest.fixture(scope="module")
def encoder() -> UseEncoder:
    return load("use")  # type: ignore[return-value]


def test_right_pairs_are_believed_short_ones_too() -> None:
    zh, en = zip(*cases("yes"), strict=True)
    sure = likeness_of(zh, en)
    assert [zh[n] for n, each in enumerate(sure) if each < DOUBTFUL] == []
    assert np.median(sure) > 0.99


@pytest.mark.parametrize(("zh", "en"), cases("no"))
def test_a_wrong_pair_among_right_ones_is_doubted(zh: str, en: str) -> None:
    others = cases("yes")[10:]
    assert likeness_of([zh, *(a for a, _ in others)], [en, *(b for _, b in others)])[0] < 0.9


def test_most_wrong_pairs_among_right_ones_are_reported() -> None:
    good, wrong = cases("yes"), [pair for pair in cases("no") if len(pair[0]) > 7]
    for first in range(0, len(wrong), 4):
        some = [*good, *wrong[first : first + 4]]
        sure = likeness_of([zh for zh, _ in some], [en for _, en in some])
        assert sum(each < DOUBTFUL for each in sure[len(good) :]) >= len(some) - len(good) - 1


def test_a_document_says_how_many_of_its_pairs_are_right() -> None:
    unsure = np.array([-1.0])
    among_right, among_wrong = np.full(40, 5.0), np.full(40, -5.0)
    assert right(np.concatenate([unsure, among_right]))[0] > 0.8
    assert right(np.concatenate([unsure, among_wrong]))[0] < 0.1
    assert 0.1 < right(unsure)[0] < 0.7


def test_a_replaced_clause_is_doubted_and_its_neighbours_are_not(encoder: UseEncoder) -> None:
    zh = ["租金为每月三千元。", "租期为两年。", "承租人不得养宠物。", "水电费由承租人支付。"]
    en = [
        "The rent is three thousand yuan a month.",
        "The lease runs for two years.",
        "The landlord shall repair the roof every spring.",
        "Water and electricity are paid by the tenant.",
    ]
    beads = Aligner(encoder).align([Segment(t) for t in zh], [Segment(t) for t in en])
    found = {bead.zh: bead for bead in beads if not bead.is_null}
    assert all(found[place,].confidence > 0.8 for place in (0, 1, 3))
    if (2,) in found:
        assert found[2,].confidence < DOUBTFUL
        assert [(each.zh, each.en) for each in found[2,].doubts] == [(zh[2], en[2])]
