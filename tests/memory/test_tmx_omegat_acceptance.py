"""OmegaT, run without a screen, applies a memory that we wrote."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from duizhao.corpora.bilingual.tmx import Record, read_tmx, write_tmx
from duizhao.corpora.unit import Unit

from .omegat import translate

pytestmark = pytest.mark.acceptance

SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"


UNITS = [
    Unit("大会，", "The General Assembly,"),
    Unit("回顾其第67/1号决议，", "Recalling its resolution 67/1,"),
    Unit("引号与符号", 'Signs such as "<a>" & <b>, and “more”'),
    Unit("纵向制表符", "A vertical\x0btab inside"),
    Unit("空字符", "A null\x00inside"),
    Unit("转义符", "An escape\x1binside"),
    Unit("非字符", "A noncharacter\ufffeinside"),
    Unit("另一非字符", "Another\uffffinside"),
    Unit("控制字符在前", "\x01Control at the start"),
    Unit("控制字符在后", "Control at the end\x02"),
    Unit("非字符在后", "Noncharacter at the end\ufffe"),
    Unit("译文里\x0b也有\ufffe", "In the translation as well"),
    Unit("表情", "Beyond the plane \U0001f600 here"),
]


@pytest.mark.parametrize("name", ["m.tmx", "m.tmx.gz"])
def test_every_unit_is_applied(name: str, tmp_path: Path) -> None:
    memory = tmp_path / name
    write_tmx(UNITS, memory)
    text = "\n\n".join(unit.en for unit in UNITS)
    translated, log, remaining = translate(tmp_path, memory, text)
    assert "TF_TM_LOAD_ERROR" not in log
    assert remaining == 0
    expected = [unit.zh for unit in UNITS]
    expected[11] = "译文里 也有"
    # OmegaT takes the space at the edges of a line for part of the document.
    assert [re.sub("[\x01\x02\ufffe]", "", line) for line in translated.split("\n\n")] == expected


def test_a_rewritten_memory_is_applied(tmp_path: Path) -> None:
    first, second = tmp_path / "first.tmx", tmp_path / "second.tmx"
    write_tmx(UNITS, first)
    write_tmx([one for one in read_tmx(first) if isinstance(one, Record)], second)
    text = "\n\n".join(unit.en for unit in UNITS[:9])
    _, log, remaining = translate(tmp_path, second, text)
    assert "TF_TM_LOAD_ERROR" not in log
    assert remaining == 0


def test_without_a_memory_everything_remains(tmp_path: Path) -> None:
    memory = tmp_path / "m.tmx"
    write_tmx([Unit("无关", "Unrelated")], memory)
    text = "\n\n".join(unit.en for unit in UNITS[:3])
    translated, _, remaining = translate(tmp_path, memory, text)
    assert remaining == 3
    assert translated == text


def test_of_two_translations_the_surer_is_applied(tmp_path: Path) -> None:
    memory = tmp_path / "m.tmx"
    write_tmx([Unit("甲", "A word", confidence=0.9), Unit("乙", "A word", confidence=0.4)], memory)
    assert translate(tmp_path, memory, "A word")[0] == "甲"


@pytest.mark.parametrize("sentences", [False, True])
def test_the_sample_is_applied(sentences: bool, tmp_path: Path) -> None:
    """Whole where OmegaT works by paragraphs; by sentences, what it does not cut up."""
    with (SAMPLES / "resolution.gold.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    units = [Unit(row["zh"], row["en"], confidence=0.9) for row in rows]
    memory = tmp_path / "m.tmx"
    write_tmx(units, memory)
    text = "\n\n".join(unit.en for unit in units)
    translated, log, remaining = translate(tmp_path, memory, text, sentences=sentences)
    assert "TF_TM_LOAD_ERROR" not in log
    lines = translated.split("\n\n")
    applied = sum(line == unit.zh for unit, line in zip(units, lines, strict=True))
    if sentences:
        # A paragraph is applied whole or not at all; OmegaT cuts 20 of the 55.
        assert applied == 35
        assert all(line in (unit.zh, unit.en) for unit, line in zip(units, lines, strict=True))
    else:
        assert (applied, remaining) == (55, 0)
