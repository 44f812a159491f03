"""``duizhao eval`` and ``duizhao doctor`` as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from duizhao.cli import main
from duizhao.doctor import shadowed

GOLD = "[0]:[0]\n[1, 2]:[1]\n[3]:[]\n[4]:[2, 3]\n"
SYSTEM = "[0]:[0]:0.9\n[1]:[1]:0.5\n[2]:[]:0.5\n[3]:[]:0.8\n[4]:[2, 3]:0.7\n"


@pytest.fixture
def links(tmp_path: Path) -> tuple[Path, Path]:
    gold, system = tmp_path / "gold.links", tmp_path / "system.links"
    gold.write_text(GOLD)
    system.write_text(SYSTEM)
    return gold, system


def test_scores_leave_null_links_apart(
    links: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", *map(str, links), "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    # Three links with text on both sides in each; two of them equal, three overlap.
    assert scores["strict"]["precision"] == pytest.approx(2 / 3)
    assert scores["strict"]["recall"] == pytest.approx(2 / 3)
    assert scores["lax"]["f1"] == pytest.approx(1.0)
    assert scores["null"]["precision"] == pytest.approx(1 / 2)
    assert scores["null"]["recall"] == pytest.approx(1.0)


def test_a_table_by_shape(links: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", *map(str, links)]) == 0
    out = capsys.readouterr().out
    assert "strict" in out
    assert "1-2" in out


@pytest.mark.parametrize("text", ["[0]:[0\n", "zero\n", "[0]:[a]\n"])
def test_broken_links_are_one_line(
    text: str, links: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    gold, system = links
    system.write_text(text)
    assert main(["eval", str(gold), str(system)]) == 2
    err = capsys.readouterr().err
    assert "system.links" in err
    assert len(err.splitlines()) == 1


def test_doctor_finds_this_installation_healthy(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 0
    checks = json.loads(capsys.readouterr().out)
    names = {check["name"]: check for check in checks}
    assert names["use"]["ok"]
    assert names["faiss-cpu"]["ok"]
    assert names["duizhao"]["ok"]


def test_doctor_sees_a_foreign_package(tmp_path: Path) -> None:
    check = shadowed(home=tmp_path)
    assert not check.ok
    assert str(tmp_path) in check.detail


def test_gold_with_english_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, system = tmp_path / "gold", tmp_path / "system.links"
    gold.write_text("[0]:[0, 1]\n[1, 2]:[2]\n[3]:[3, 4]\n", encoding="utf-8")
    system.write_text("[0, 1]:[0]\n[2]:[1, 2]\n[3, 4]:[3]\n", encoding="utf-8")
    assert main(["eval", str(gold), str(system)]) == 0
    assert "add --swap" in capsys.readouterr().err
    assert main(["eval", str(gold), str(system), "--swap", "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["strict"]["f1"] == 1
    assert not said.err
