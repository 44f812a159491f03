from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.align.bead import Bead
from duizhao.align.evaluate import evaluate, evaluate_paths
from duizhao.align.links import format_link, read_links
from duizhao.corpora.errors import FormatError, InputError, MissingFileError


def test_links_come_back(tmp_path: Path) -> None:
    beads = [Bead((0, 1), (0,), 0.93), Bead((), (1,), 0.5), Bead((2,), ())]
    file = tmp_path / "a.links"
    file.write_text("".join(format_link(bead) + "\n" for bead in beads), encoding="utf-8")
    assert read_links(file) == beads


def test_a_cost_is_no_confidence(tmp_path: Path) -> None:
    file = tmp_path / "a.links"
    file.write_text("# made elsewhere\n\n[0]:[0]:3.25\n", encoding="utf-8")
    assert read_links(file) == [Bead((0,), (0,), 1.0)]


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.links"
    file.write_text("[0]:[0]\n0-0\n", encoding="utf-8")
    with pytest.raises(FormatError, match="line 2"):
        read_links(file)


def test_strict_lax_and_null() -> None:
    gold = [Bead((0,), (0,)), Bead((1, 2), (1,)), Bead((3,), (2,)), Bead((), (3,)), Bead((4,), ())]
    system = [
        Bead((0,), (0,)),
        Bead((1,), (1,)),
        Bead((2, 3), (2,)),
        Bead((), (3,)),
        Bead((4,), ()),
    ]
    scores = evaluate(gold, system)
    assert (scores.strict.gold, scores.strict.said, scores.strict.right) == (3, 3, 1)
    assert scores.lax.precision == scores.lax.recall == 1
    assert (scores.null.precision, scores.null.recall) == (1, 1)
    assert scores.shapes["2-1"].right == 0
    assert scores.shapes["1-1"].found == 1


def test_folders_add_up(tmp_path: Path) -> None:
    for folder, second in (("gold", "[0]:[1]"), ("system", "[0]:[0]")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a").write_text("[0]:[0]\n")
        (tmp_path / folder / "b").write_text(second + "\n")
    scores = evaluate_paths(tmp_path / "gold", tmp_path / "system")
    assert scores.strict.f1 == 0.5
    with pytest.raises(MissingFileError):
        evaluate_paths(tmp_path / "gold", tmp_path / "nowhere")
    with pytest.raises(InputError):
        evaluate_paths(tmp_path / "gold", tmp_path / "system" / "a")
