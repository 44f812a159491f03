from __future__ import annotations

from itertools import pairwise

import pytest

from duizhao.align.aligner import Aligner
from duizhao.align.bead import Bead
from duizhao.align.encode import load
from duizhao.corpora.document import Segment
from duizhao.corpora.errors import SettingsError

from .hashed import Hashed


def segments(texts: list[str]) -> list[Segment]:
    return [Segment(text) for text in texts]


def assert_each_once(beads: list[Bead], m: int, n: int) -> None:
    assert sorted(place for bead in beads for place in bead.zh) == list(range(m))
    assert sorted(place for bead in beads for place in bead.en) == list(range(n))
    assert all(0 <= bead.confidence <= 1 for bead in beads)
    assert all(bead.zh or bead.en for bead in beads)


@pytest.fixture(scope="module")
def aligner() -> Aligner:
    return Aligner(Hashed())


@pytest.mark.parametrize(("m", "n"), [(1, 50), (50, 1), (4, 200), (200, 4), (0, 5), (5, 0)])
def test_one_side_much_longer(aligner: Aligner, m: int, n: int) -> None:
    beads = aligner.align(
        segments([f"句{i}" for i in range(m)]), segments([f"line {j}" for j in range(n)])
    )
    assert_each_once(beads, m, n)


def test_blank_segments_are_nulls(aligner: Aligner) -> None:
    zh, en = ["abc", "", "def"], ["abc", " ", "def"]
    beads = aligner.align(segments(zh), segments(en))
    assert {(bead.zh, bead.en) for bead in beads if not bead.is_null} == {
        ((0,), (0,)),
        ((2,), (2,)),
    }


def test_pins_hold_and_the_rest_goes_around_them(aligner: Aligner) -> None:
    lines = [chr(97 + i) * 6 for i in range(12)]
    pin = Bead((4,), (7,))
    beads = aligner.align(segments(lines), segments(lines), [pin])
    assert ((4,), (7,)) in {(bead.zh, bead.en) for bead in beads}
    assert_each_once(beads, 12, 12)
    path = [bead for bead in beads if not bead.is_null and not bead.moved]
    assert all(a.en[-1] < b.en[0] for a, b in pairwise(path))


@pytest.mark.parametrize(
    "pins",
    [
        [Bead((0,), (0,)), Bead((0,), (1,))],
        [Bead((0,), (1,)), Bead((1,), (1,))],
        [Bead((9,), (0,))],
    ],
)
def test_contradictory_pins(aligner: Aligner, pins: list[Bead]) -> None:
    lines = segments(["aaa", "bbb", "ccc"])
    with pytest.raises(SettingsError, match="pin"):
        aligner.align(lines, lines, pins)


def test_min_confidence_takes_beads_apart(aligner: Aligner) -> None:
    lines = segments([chr(97 + i) * 6 for i in range(6)])
    beads = aligner.but(min_confidence=1.0).align(lines, lines)
    assert_each_once(beads, 6, 6)
    assert all(bead.confidence == 1.0 for bead in beads if not bead.is_null)


def test_the_same_result_on_every_run(aligner: Aligner) -> None:
    lines = segments([f"{i} {chr(97 + i % 26) * (i % 7 + 1)}" for i in range(80)])
    first = aligner.align(lines, lines[::2])
    assert first == aligner.align(lines, lines[::2])


def test_page_furniture_is_null_and_does_not_disturb_the_text(aligner: Aligner) -> None:
    lines = [chr(97 + i) * 6 for i in range(20)]
    with_heads = [
        line
        for number, text in enumerate(lines)
        for line in ([f"Page {number}, a running head", text] if number % 4 == 0 else [text])
    ]
    beads = aligner.align(segments(lines), segments(with_heads))
    heads = {place for place, line in enumerate(with_heads) if line.startswith("Page")}
    assert {bead.en[0] for bead in beads if not bead.zh} >= heads
    assert_each_once(beads, len(lines), len(with_heads))
    assert all("furniture" in bead.reasons[0] for bead in beads if set(bead.en) & heads)


def test_a_refrain_of_both_sides_is_text(aligner: Aligner) -> None:
    lines = [text for i in range(6) for text in (chr(97 + i) * 6, "the same long refrain")]
    beads = aligner.align(segments(lines), segments(lines))
    assert not any("furniture" in reason for bead in beads for reason in bead.reasons)


def test_lines_that_are_all_the_same_pair_one_by_one() -> None:
    zh, en = segments(["渡船往返于两岸之间。"] * 30), segments(["The ferry runs all day."] * 30)
    beads = Aligner(load("use")).align(zh, en)
    assert [(bead.zh, bead.en) for bead in beads] == [((each,), (each,)) for each in range(30)]
