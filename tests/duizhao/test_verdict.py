"""What is said of a pair of documents as a whole."""

from __future__ import annotations

import pytest

from duizhao.align.bead import Bead
from duizhao.align.languages import FOREIGN
from duizhao.corpora.document import Segment
from duizhao.verdict import remarks

PAIRED = [Bead((n,), (n,), 0.9, (), False, 0.97) for n in range(4)]
UNLIKE = [Bead((n,), (n,), 0.1, (), False, 0.1) for n in range(4)]
APART = [Bead((n,), ()) for n in range(4)] + [Bead((), (n,)) for n in range(4)]
HALF = [*PAIRED[:1], *(Bead((n,), ()) for n in range(1, 4))]
ABSTRACT = [*PAIRED[:3], Bead((3,), (), 1.0, (FOREIGN,))]


@pytest.mark.parametrize(
    ("beads", "english", "said"),
    [
        (PAIRED, 4, ""),
        (UNLIKE, 4, "do not look like translations"),
        (UNLIKE[:1], 1, "do not look like translations"),
        (APART, 4, "do not look like translations"),
        (HALF, 1, "only 25% of a.txt has a counterpart: check that b.txt is complete"),
        (ABSTRACT, 3, "a.txt holds English as well as Chinese: 1 of 4 segments"),
    ],
)
def test_documents_are_warned_of(beads: list[Bead], english: int, said: str) -> None:
    chinese = 1 + max(place for bead in beads for place in bead.zh)
    zh, en = [Segment("文字")] * chinese, [Segment("text")] * english
    found = list(remarks(beads, zh, en, ("a.txt", "b.txt")))
    assert len(found) == bool(said)
    assert all(said in each for each in found)
