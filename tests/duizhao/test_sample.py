"""The sample pair, as it is and in every disguise that a user's file may wear."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import opencc
import pytest

import duizhao
from duizhao.options import AlignOptions
from duizhao.pipeline import read_documents

Disguise = Callable[[str], bytes]


def _wrapped(text: str, width: int, *, words: bool) -> str:
    """Every line broken at `width` columns: at spaces, or anywhere in Chinese."""
    pattern = rf".{{1,{width}}}(?:\s+|$)|\S+\s*" if words else rf".{{1,{width}}}"
    lines = (
        "\n".join(piece.rstrip() if words else piece for piece in re.findall(pattern, line)) or ""
        for line in text.split("\n")
    )
    return "\n".join(lines)


def _traditional(text: str) -> str:
    return str(opencc.OpenCC("s2t").convert(text))


DISGUISES: dict[str, tuple[Disguise, Disguise, Callable[[str], str]]] = {
    "as it is": (str.encode, str.encode, str),
    "byte-order mark": (
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-8-sig"),
        str,
    ),
    "gb18030": (lambda text: text.encode("gb18030"), str.encode, str),
    "utf-16": (lambda text: text.encode("utf-16"), lambda text: text.encode("utf-16"), str),
    "utf-16 big-endian": (lambda text: text.encode("utf-16-be"), str.encode, str),
    "traditional": (lambda text: _traditional(text).encode(), str.encode, _traditional),
    "windows line ends": (
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        str,
    ),
    "hard-wrapped": (
        lambda text: _wrapped(text, 35, words=False).encode(),
        lambda text: _wrapped(text, 70, words=True).encode(),
        str,
    ),
}


@pytest.fixture(scope="module")
def clean(zh_sample: Path, en_sample: Path) -> duizhao.Pair:
    return duizhao.align(zh_sample, en_sample)


@pytest.mark.parametrize("swapped", [False, True], ids=["in order", "swapped"])
@pytest.mark.parametrize("name", DISGUISES)
def test_the_same_paragraphs_in_every_disguise(
    name: str, swapped: bool, zh_sample: Path, en_sample: Path, clean: duizhao.Pair, tmp_path: Path
) -> None:
    disguise_zh, disguise_en, shown = DISGUISES[name]
    zh, en = tmp_path / "zh.txt", tmp_path / "en.txt"
    zh.write_bytes(disguise_zh(zh_sample.read_text(encoding="utf-8")))
    en.write_bytes(disguise_en(en_sample.read_text(encoding="utf-8")))
    given = (en, zh) if swapped else (zh, en)
    left, right, notes = read_documents(*given, AlignOptions())
    for found, plain, text in ((left, clean.zh, shown), (right, clean.en, str)):
        assert [(each.text, each.kind) for each in found.paragraphs] == [
            (text(each.text), each.kind) for each in plain.paragraphs
        ]
    assert bool(notes) is swapped


def test_all_55_pairs_and_no_other(clean: duizhao.Pair, gold: list[tuple[str, str]]) -> None:
    assert [(unit.zh, unit.en) for unit in clean.units] == gold
    assert [unit.kind for unit in clean.units].count("footnote") == 12


def test_all_55_pairs_in_traditional_characters(
    zh_sample: Path, en_sample: Path, gold: list[tuple[str, str]], tmp_path: Path
) -> None:
    zh = tmp_path / "zh.txt"
    zh.write_text(_traditional(zh_sample.read_text(encoding="utf-8")), encoding="utf-8")
    pair = duizhao.align(en_sample, zh, checks=())
    assert [(unit.zh, unit.en) for unit in pair.units] == [(_traditional(a), b) for a, b in gold]


def test_sentences_cover_every_paragraph(
    zh_sample: Path, en_sample: Path, gold: list[tuple[str, str]]
) -> None:
    pair = duizhao.align(zh_sample, en_sample, level="sentence", checks=())
    for side, column in (("zh", 0), ("en", 1)):
        kept = "".join(getattr(unit, side) for unit in pair.units)
        there = "".join(row[column] for row in gold)
        assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", there)


def test_the_same_result_twice(clean: duizhao.Pair, zh_sample: Path, en_sample: Path) -> None:
    assert duizhao.align(zh_sample, en_sample) == clean


def test_the_clean_sample_has_one_doubled_word_and_few_false_findings(
    clean: duizhao.Pair,
) -> None:
    repeats = [finding for finding in clean.findings if finding.kind == "repeat"]
    assert [finding.found for finding in repeats] == ["的的"]
    assert len(clean.findings) - len(repeats) <= 2


FAULTS = r"""
en  term    UN-Women → UNICEF
en  term    High Commissioner for Refugees, the → High Commission on Refugees, the
zh  term    国际移民组织和其他政府间组织等 → 国际移民局和其他政府间组织等
en  number  parties to 168 → parties to 186
zh  number  第 39574 号。\n\n⁵ → 第 39547 号。\n\n⁵
en  date    18 December 2009 → 19 December 2009
en  date    from 15 to 19 October 2012 → from 15 to 18 October 2012
en  symbol  ⁸ A/67/156. → ⁸ A/67/165.
zh  note    贩运人口问题的其他相关决议，³ → 贩运人口问题的其他相关决议，⁴
zh  label   11. 回顾其关于 → 12. 回顾其关于
"""


def test_planted_faults_are_found(
    clean: duizhao.Pair, zh_sample: Path, en_sample: Path, tmp_path: Path
) -> None:
    """All are planted at once: each is found in its unit, and hardly anything else is."""
    texts = {"zh": zh_sample.read_text("utf-8"), "en": en_sample.read_text("utf-8")}
    planted = []
    for fault in FAULTS.strip().splitlines():
        side, kind, change = fault.split(maxsplit=2)
        right, wrong = change.replace(r"\n", "\n").split(" → ")
        assert texts[side].count(right) == 1
        texts[side] = texts[side].replace(right, wrong)
        planted.append((side, kind, wrong.partition("\n")[0]))
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    pair = duizhao.align(tmp_path / "zh", tmp_path / "en")
    before = {(finding.kind, finding.unit) for finding in clean.findings}
    new = {(f.kind, f.unit) for f in pair.findings} - before
    for side, kind, wrong in planted:
        (unit,) = (n for n, unit in enumerate(pair.units) if wrong in getattr(unit, side))
        assert (kind, unit) in new, wrong
    assert len(new) <= len(planted) + 4
