"""Whether two texts are translations of each other, whatever else there is to pair them with."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from duizhao.align.aligner import Aligner
from duizhao.align.belief import likeness_of, right
from duizhao.align.dictionary import built_in
from duizhao.align.encode import load
from duizhao.align.encode.use import UseEncoder
from duizhao.align.shared_words import shared_words
from duizhao.align.words import words_of
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


def believed(log_odds: Sequence[float], alone: str = "") -> list[float]:
    """Of pairs, after each of which there is a segment of one text alone: "z", "e" or "ze"."""
    beads = "".join(f"p{alone}" for _ in log_odds)
    unpaired = np.array([[kind == side for kind in beads] for side in "ze"])
    return list(right(np.array(log_odds, np.float64), unpaired))


def test_a_document_says_how_many_of_its_pairs_are_right() -> None:
    assert believed([-1, *[5] * 40])[0] > 0.8
    assert believed([-1, *[-5] * 40])[0] < 0.1
    assert 0.1 < believed([-1])[0] < 0.7


def test_what_is_paired_amid_text_of_both_sides_without_a_counterpart_is_doubted() -> None:
    alike = [2, 1, 4, 0, 1, -1, 3, 5, 0, 1] * 3
    assert np.median(believed(alike)) > 0.9
    assert max(believed(alike, "ze")) < 0.9
    # What one text adds says nothing, and pairs that are sure of themselves stay so.
    assert np.median(believed(alike, "z")) > 0.9
    assert np.median(believed(alike, "e")) > 0.9
    assert min(believed([7] * 30, "ze")) > 0.9


def test_a_replaced_half_does_not_pull_down_the_other() -> None:
    true, replaced = [3, 1, 6, 0, 5, -1, 4, 2] * 5, [-4, -1, -6, 1, -2] * 8
    sure = believed(true + replaced)
    assert sure[:25] == pytest.approx(believed(true)[:25], abs=0.01)
    assert max(sure[-25:]) < DOUBTFUL


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


def test_articles_that_are_nothing_but_a_label_keep_their_number() -> None:
    zh, en = zip(*cases("yes"), strict=True)
    headings = [("第八条", "Article 8"), ("第九条", "Article 19"), ("第十条", "Article 10")]
    sure = likeness_of([*zh, *(a for a, _ in headings)], [*en, *(b for _, b in headings)])[-3:]
    assert sure[0] > 0.9
    assert sure[1] < DOUBTFUL
    assert sure[2] > 0.9


def test_a_salutation_is_believed_though_it_is_short() -> None:
    zh, en = zip(*cases("yes")[:6], strict=True)
    assert likeness_of(["亲爱的邻居们！", *zh], ["Dear neighbours,", *en])[0] > 0.8


def test_words_found_are_counted_by_pair() -> None:
    words = words_of(
        (["渔民", "红色的雪", "茶"], ["fisherman", "red snow today", "milk"]), built_in()
    )
    zh, zh_all, en, en_all = shared_words(words, ([(0,), (1, 2), (2,)], [(0,), (1, 2), (0, 1)])).T
    assert zh[0] == zh_all[0] > 0 and en[0] == en_all[0] > 0
    assert 0 < zh[1] < zh_all[1] and 0 < en[1] < en_all[1]
    assert zh[2] == en[2] == 0 < en_all[2]
