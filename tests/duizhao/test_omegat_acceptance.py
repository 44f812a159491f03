"""The memory that ``duizhao align`` writes, applied by OmegaT, run headless."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import duizhao

pytestmark = pytest.mark.acceptance

OMEGAT = Path("/usr/share/omegat/OmegaT.jar")

PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat>
  <project version="1.0">
    <source_dir>__DEFAULT__</source_dir>
    <source_dir_excludes/>
    <target_dir>__DEFAULT__</target_dir>
    <tm_dir>__DEFAULT__</tm_dir>
    <glossary_dir>__DEFAULT__</glossary_dir>
    <glossary_file>__DEFAULT__</glossary_file>
    <dictionary_dir>__DEFAULT__</dictionary_dir>
    <source_lang>EN-US</source_lang>
    <target_lang>ZH-CN</target_lang>
    <sentence_seg>{sentences}</sentence_seg>
  </project>
</omegat>
"""


def _translated(folder: Path, memory: Path, text: str, sentences: bool) -> tuple[str, str]:
    """What OmegaT makes of an English text with our memory, and what it said."""
    for name in ("source", "target", "tm/auto", "glossary", "dictionary", "omegat"):
        (folder / name).mkdir(parents=True)
    (folder / "omegat.project").write_text(
        PROJECT.format(sentences=str(sentences).lower()), encoding="utf-8"
    )
    (folder / "source" / "text.txt").write_text(text, encoding="utf-8")
    shutil.copy(memory, folder / "tm" / "auto" / "resolution.tmx")
    assert OMEGAT.is_file(), "OmegaT is not installed"
    done = subprocess.run(
        [
            *("java", "-Djava.awt.headless=true", "-jar", OMEGAT, folder),
            *("--mode=console-translate", f"--config-dir={folder / 'settings'}"),
        ],
        capture_output=True,
        text=True,
        timeout=300,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return (folder / "target" / "text.txt").read_text(encoding="utf-8-sig"), said


@pytest.mark.parametrize("sentences", [False, True], ids=["paragraphs", "sentences"])
@pytest.mark.parametrize("dirty", [False, True], ids=["clean", "control characters"])
def test_omegat_applies_the_memory(
    dirty: bool, sentences: bool, zh_sample: Path, en_sample: Path, tmp_path: Path
) -> None:
    zh, en = zh_sample.read_text(encoding="utf-8"), en_sample.read_text(encoding="utf-8")
    if dirty:
        # One of these in the XML, and the whole memory would be refused.
        zh = zh.replace("白俄罗斯：", "白俄罗斯：\x0b\ufffe")
        en = en.replace("Sixty-seventh session", "Sixty-seventh\x02 session\ufffe")
    (tmp_path / "zh.txt").write_text(zh, encoding="utf-8")
    (tmp_path / "en.txt").write_text(en, encoding="utf-8")
    pair = duizhao.align(tmp_path / "zh.txt", tmp_path / "en.txt")
    assert len(pair.units) == 55
    pair.write(tmp_path / "resolution.tmx")
    # A project that cuts its text into sentences has "8." for a sentence of its own, so
    # that numbered paragraphs are found only where the project keeps paragraphs whole.
    wanted = [
        unit
        for unit in pair.units
        if unit.kind != "footnote"
        and not (sentences and unit.label)
        and not set("\x02\x0b\ufffe") & set(unit.zh + unit.en)
    ]
    assert len(wanted) >= (27 if sentences else 41)
    source = "\n\n".join(unit.en for unit in wanted) + "\n"
    target, said = _translated(tmp_path / "project", tmp_path / "resolution.tmx", source, sentences)
    assert "TF_TM_LOAD_ERROR" not in said
    assert [unit.en for unit in wanted if unit.zh not in target] == []
    remaining = (tmp_path / "project" / "omegat" / "project_stats.txt").read_text("utf-8-sig")
    (line,) = [line for line in remaining.splitlines() if line.startswith("Remaining:")]
    assert int(line.split()[1]) == 0
