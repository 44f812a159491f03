"""Random texts: nothing crashes, and each segment of each side is in exactly one bead.

    CASES=10000 pytest tests/align/test_random_lists.py

runs ten thousand cases of each property; without `CASES` it is 60, always the same.
"""

from __future__ import annotations

import os
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duizhao.align.aligner import Aligner
from duizhao.align.bead import Bead
from duizhao.align.encode import load
from duizhao.corpora.document import Segment

from .hashed import Hashed

CASES = int(os.environ.get("CASES", "60"))


@pytest.fixture(scope="module")
def built_in() -> Aligner:
    return Aligner(load("use"))


@pytest.fixture(scope="module")
def aligner(built_in: Aligner) -> Aligner:
    return Aligner(Hashed(), judge=built_in.encoder)


line = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "\t\u3000",
            "。",
            "……！？",
            "...",
            "—",
            "同一行",
            "the same line",
            "第3页",
            "Page 4",
            "“他说",
            "he said.”",
            "\x00\x07\x1b[0m",
            "\u200b\ufeff",
            "\ud800",
            "a\udfffb",
            "😀👩‍👩‍👧",
            "x" * 2_000,
            "汉，" * 500,
        ]
    ),
    st.text(max_size=30),
    st.text(alphabet=st.characters(), max_size=8),
    st.text(alphabet="的一是不了人我在有他，。；：、“”0123456789", max_size=40),
    st.text(alphabet="abcdefghij ,.;:'\"0123456789", max_size=60),
)
some = st.lists(line, max_size=14)
repeated = st.builds(lambda text, count: [text] * count, line, st.integers(1, 60))
long = st.builds(
    lambda lines, count: [f"{text} {i}" for i in range(count) for text in lines],
    st.lists(st.text(max_size=6), min_size=1, max_size=2),
    st.integers(1, 60),
)
texts = st.one_of(some, some, repeated, long)


@st.composite
def pinned(draw: st.DrawFn) -> tuple[list[str], list[str], list[Bead]]:
    """Two texts and pins that rise on both sides: here and there, adjacent, or everywhere."""
    zh, en = draw(texts), draw(texts)
    i = j = 0
    pins: list[Bead] = []
    gap = draw(st.integers(0, 3))
    while True:
        i += draw(st.integers(0, gap))
        j += draw(st.integers(0, gap))
        p, q = draw(st.integers(0, 3)), draw(st.integers(0, 3))
        if p + q == 0 or i + p > len(zh) or j + q > len(en) or len(pins) > 30:
            break
        pins.append(Bead(tuple(range(i, i + p)), tuple(range(j, j + q))))
        i, j = i + p, j + q
    return zh, en, pins


def aligned(
    aligner: Aligner, zh: list[str], en: list[str], pins: list[Bead] | None = None
) -> list[Bead]:
    """Align, and look that each segment is in exactly one bead."""
    beads = aligner.align(
        [Segment(text) for text in zh], [Segment(text) for text in en], pins or []
    )
    assert sorted(place for bead in beads for place in bead.zh) == list(range(len(zh)))
    assert sorted(place for bead in beads for place in bead.en) == list(range(len(en)))
    for bead in beads:
        assert bead.zh or bead.en
        assert 0 <= bead.confidence <= 1
        assert bead.reasons
    path = [bead for bead in beads if not bead.is_null and not bead.moved]
    for first, second in pairwise(path):
        assert first.zh[-1] < second.zh[0]
        assert first.en[-1] < second.en[0]
    return beads


quick = settings(
    max_examples=CASES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
    # The same cases in each run; a larger number of cases draws others.
    derandomize="CASES" not in os.environ,
)


@quick
@given(texts, texts)
def test_each_segment_in_exactly_one_bead(aligner: Aligner, zh: list[str], en: list[str]) -> None:
    aligned(aligner, zh, en)


@quick
@given(pinned())
def test_with_pins_anywhere(
    aligner: Aligner, case: tuple[list[str], list[str], list[Bead]]
) -> None:
    zh, en, pins = case
    beads = aligned(aligner, zh, en, pins)
    assert {(pin.zh, pin.en) for pin in pins} <= {(bead.zh, bead.en) for bead in beads}


@settings(quick, max_examples=max(CASES // 10, 1))
@given(texts, texts)
def test_with_the_built_in_encoder(built_in: Aligner, zh: list[str], en: list[str]) -> None:
    aligned(built_in, zh, en)


def test_a_copy_that_crosses_a_pin_is_moved(aligner: Aligner) -> None:
    same = ["㐀㐀㐀㐀"] * 2
    aligned(aligner, same, same, [Bead((0,), (1,))])


PLACES: dict[str, list[tuple[tuple[int, ...], tuple[int, ...]]]] = {
    "start": [((0,), (0,))],
    "end": [((11,), (11,))],
    "start and end": [((0,), (0, 1)), ((10, 11), (11,))],
    "start on one side, end on the other": [((0,), (11,))],
    "adjacent": [((3,), (3,)), ((4, 5), (4,)), ((6,), (5, 6))],
    "adjacent on one side": [((3,), (3,)), ((4,), (7,))],
    "adjacent on the other side": [((3,), (3,)), ((7,), (4,))],
    "everything, one by one": [((i,), (i,)) for i in range(12)],
    "everything in one": [(tuple(range(12)), tuple(range(12)))],
    "one side whole": [(tuple(range(12)), (4,))],
    "end of one side": [(tuple(range(1, 12)), (0,))],
    "end of the other side": [((0,), tuple(range(1, 12)))],
    "nulls": [((2,), ()), ((), (0,)), ((), (11,))],
    "crossing": [((2,), (9,)), ((9,), (2,))],
}


@pytest.mark.parametrize("place", PLACES)
def test_pins_at_every_place(aligner: Aligner, place: str) -> None:
    zh = [f"{chr(97 + i) * 6}。" for i in range(12)]
    pins = [Bead(left, right) for left, right in PLACES[place]]
    beads = aligned(aligner, zh, zh, pins)
    assert {(pin.zh, pin.en) for pin in pins} <= {(bead.zh, bead.en) for bead in beads}


@pytest.mark.parametrize(("m", "n"), [(1, 50), (50, 1), (6, 300), (300, 6)])
def test_one_side_fifty_times_the_other(built_in: Aligner, m: int, n: int) -> None:
    aligned(built_in, [f"第{i}句话。" for i in range(m)], [f"Line {j}." for j in range(n)])
