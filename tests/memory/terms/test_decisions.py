"""Decisions: ids that last, files that can be edited by hand."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import pytest

from duizhao.corpora.errors import FormatError, MissingFileError, UndecodableError
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding
from duizhao.memory.terms.checks import check
from duizhao.memory.terms.decisions import (
    Decision,
    add_decisions,
    apply,
    decide,
    finding_id,
    read_decisions,
    write_decisions,
)

ZH = "秘书长在报告中指出，缔约方数达到186个，并请各国继续努力执行公约的规定，谢谢各位。"
EN = "The Secretary-General notes that the number of parties has reached 168 and asks for more."


def one(zh: str = ZH, en: str = EN, before: Sequence[Unit] = ()) -> Finding:
    (finding,) = check([*before, Unit(zh=zh, en=en)], kinds=["number"])
    return finding


def test_an_id_survives_other_units_spacing_and_text_far_away() -> None:
    first = one()
    moved = one(before=[Unit(zh="大会", en="Assembly")] * 3)
    joined = one(
        "大会审议了本项目。" + ZH + "又请秘书长报告。",
        "The Assembly met. " + EN + " It thanks him.",
    )
    spaced = one(ZH.replace("186个", "186 个"), EN)
    assert moved.unit == 3
    assert finding_id(first) == finding_id(moved) == finding_id(joined) == finding_id(spaced)


def test_an_id_tells_places_and_values_apart() -> None:
    ids = {
        finding_id(one()),
        finding_id(one(ZH.replace("186", "187"))),
        finding_id(one(ZH.replace("缔约方数达到", "会员国数达到"))),
        finding_id(dataclasses.replace(one(), kind="date")),
    }
    assert len(ids) == 4


def test_here_settles_one_and_everywhere_all_alike() -> None:
    units = [
        Unit(zh="共有186个国家", en="168 States"),
        Unit(zh="有186个组织", en="168 organizations"),
    ]
    findings = check(units, kinds=["number"])
    assert len(findings) == 2
    here = apply([decide(findings[0], "here")], findings)
    assert here.settled == (findings[0],)
    everywhere = apply([decide(findings[0], "everywhere")], findings)
    assert not everywhere.open


def test_a_star_stands_for_anything() -> None:
    finding = one()
    assert apply([Decision("everywhere", "", "number", "168", "*")], [finding]).settled
    assert not apply([Decision("everywhere", "", "date", "*", "*")], [finding]).settled


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "decisions.tsv"
    decisions = [
        decide(one(), "here", 'says "why"'),
        Decision("everywhere", "", "term", "UN\tWomen", "*", ""),
    ]
    write_decisions([*decisions, decisions[0]], path)
    first, second = read_decisions(path)
    assert first == decisions[0]
    assert (second.scope, second.found) == ("everywhere", "UN Women")


def test_a_line_by_hand_needs_no_more_than_it_says(tmp_path: Path) -> None:
    path = tmp_path / "decisions.tsv"
    path.write_text("everywhere\t\tnumber\t5\t25\n\n# why\nhere\tabcdef012345\n", "utf-8")
    assert [d.scope for d in read_decisions(path)] == ["everywhere", "here"]


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "decisions.tsv"
    path.write_text("here\tabcdef012345\nsometimes\tx\n", "utf-8")
    with pytest.raises(FormatError, match="line 2"):
        read_decisions(path)


def test_a_missing_file_is_an_error_unless_it_is_to_be_made(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        read_decisions(tmp_path / "none.tsv")
    assert read_decisions(tmp_path / "none.tsv", missing_ok=True) == []


def test_a_file_begins_with_what_its_lines_mean(tmp_path: Path) -> None:
    path = tmp_path / "decisions.tsv"
    write_decisions([Decision("here", "1"), Decision("here", "1")], path)
    first, head, *rows = path.read_text("utf-8").splitlines()
    assert first.startswith("# duizhao decisions: here accepts one finding")
    assert head.split("\t")[:2] == ["scope", "id"]
    assert len(rows) == 1
    assert list(read_decisions(path)) == [Decision("here", "1")]


@pytest.mark.parametrize("found", ["a\u2028b", "a\x0bb", " a\r\n\tb ", "\x85", '"a" b', "#a", "*"])
def test_what_was_found_may_hold_any_sign(tmp_path: Path, found: str) -> None:
    finding = dataclasses.replace(one(), found=found)
    path = tmp_path / "d.tsv"
    rules = [decide(finding, "everywhere", "why"), decide(finding, "here")]
    assert add_decisions(rules, path) == rules
    assert add_decisions(rules, path) == []
    for rule in read_decisions(path):
        assert apply([rule], [finding]).settled == (finding,)
        other = dataclasses.replace(finding, expected="other")
        assert apply([rule], [other]).open == (other,)


def test_decisions_that_are_there_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "d.tsv"
    first, second = decide(one(), "here", "why"), Decision("everywhere", "", "number", "5", "*")
    assert add_decisions([first], path) == [first]
    before = path.stat().st_mtime_ns, path.read_bytes()
    assert add_decisions([first], path) == []
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before
    assert add_decisions([second, first], path) == [second]
    assert read_decisions(path) == [first, second]
    # The same finding may be accepted here and everywhere.
    assert add_decisions([decide(one(), "everywhere")], path)
    with pytest.raises(FormatError, match="line 2 is not a decision"):
        path.write_text("# by hand\nhere\t\n", "utf-8")
        read_decisions(path)
    path.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(UndecodableError, match="save it as UTF-8"):
        read_decisions(path)
    with pytest.raises(MissingFileError):
        read_decisions(tmp_path, missing_ok=True)
