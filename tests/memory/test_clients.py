"""Memories for one tool: its text, its tags, its direction and codes."""

from __future__ import annotations

from pathlib import Path

import pytest

import duizhao
from duizhao.cli import main
from duizhao.corpora.bilingual.tmx.read import read_tmx
from duizhao.corpora.codes import Code, CodeKind
from duizhao.corpora.errors import SettingsError
from duizhao.corpora.unit import Unit
from duizhao.memory.clients import CLIENTS, client_for
from duizhao.memory.finding import Finding, Severity
from duizhao.memory.unnumbered import unnumbered

FIXTURES = Path(__file__).parents[1] / "fixtures"
ZH, EN = FIXTURES / "resolution.zh.docx", FIXTURES / "resolution.en.docx"


def test_automatic_numbers_and_note_marks_are_no_text() -> None:
    dropped = duizhao.align(ZH, EN, checks=())
    kept = duizhao.align(ZH, EN, checks=(), numbers="keep")
    labelled = [n for n, unit in enumerate(kept.units) if unit.label == "1."]
    assert labelled
    for n in labelled:
        assert kept.units[n].en == f"1. {dropped.units[n].en}"
        assert dropped.units[n].label == "1."
    marks = [unit.en for unit in dropped.units if any(c.kind == "note" for c in unit.en_codes)]
    assert marks
    assert not any("⁸" in text for text in marks)


def test_findings_follow_the_text() -> None:
    unit = Unit("1. 共 5 人", "1. 6 people", zh_codes=(Code(0, 3, CodeKind.NUMBER),))
    finding = Finding(
        "number", Severity.ERROR, 0, unit.zh, unit.en, (5, 6), (3, 4), "5", "6", "differ"
    )
    (left,), (moved,) = unnumbered([unit], [finding])
    assert left.zh == moved.zh == "共 5 人"
    assert moved.zh_span is not None
    assert left.zh[slice(*moved.zh_span)] == "5"
    assert moved.en_span == (3, 4)


@pytest.mark.parametrize("source", ["zh", "en"])
def test_direction_and_codes_are_the_users(source: str, tmp_path: Path) -> None:
    out = tmp_path / "m.tmx"
    options = ["--for", "trados", "--source", source, "--codes", "zh-Hans-CN,en-GB"]
    assert (
        main(["align", str(ZH), str(EN), "-q", "--checks", "none", "-o", str(out), *options]) == 0
    )
    text = out.read_text(encoding="utf-8")
    first = {"zh": "zh-Hans-CN", "en": "en-GB"}[source]
    assert f'srclang="{first}"' in text
    assert f'<tuv xml:lang="{first}"' in text.split("<body>")[1].split("</tuv>")[0]
    assert "<bpt" in text
    assert len(list(read_tmx(out))) == text.count("<tu ")


def test_a_client_brings_its_segments(tmp_path: Path) -> None:
    out = tmp_path / "s.jsonl"
    for options, level in (([], "paragraph"), (["--for", "omegat"], "sentence")):
        assert (
            main(["align", str(ZH), str(EN), "-q", "--checks", "none", "-o", str(out), *options])
            == 0
        )
        assert f"level:{level}" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "source", "codes"),
    [
        ("wordfast", None, None),
        (None, "fr", None),
        (None, None, "zh-CN"),
        (None, None, "zh,zh-TW"),
        (None, None, "zh CN,en"),
    ],
)
def test_what_no_client_has_is_refused(
    name: str | None, source: str | None, codes: str | None
) -> None:
    with pytest.raises(SettingsError):
        client_for(name, source, codes)


def test_every_client_is_documented() -> None:
    docs = Path(__file__).parents[2] / "docs"
    written = "\n".join(path.read_text(encoding="utf-8") for path in docs.rglob("*.md"))
    assert all(f"--for {name}" in written for name in CLIENTS)
