"""OmegaT, run without a screen, applies a memory that we wrote."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from memory.tmx import read_tmx, write_tmx
from memory.unit import Unit

pytestmark = pytest.mark.acceptance

JAR = Path("/usr/share/omegat/OmegaT.jar")
FOLDERS = ["source_dir", "target_dir", "tm_dir", "glossary_dir", "dictionary_dir"]
PROJECT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><omegat><project version="1.0">'
    + "".join(f"<{name}>__DEFAULT__</{name}>" for name in FOLDERS)
    + "<source_lang>EN-US</source_lang><target_lang>ZH-CN</target_lang>"
    "<sentence_seg>true</sentence_seg></project></omegat>"
)
SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"


def translate(
    folder: Path, memory: Path, text: str, *, sentences: bool = True
) -> tuple[str, str, int]:
    """The text as OmegaT translates it, its log, and the segments that remain."""
    project = folder / "project"
    for name in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary"):
        (project / name).mkdir(parents=True)
    settings = PROJECT if sentences else PROJECT.replace(">true<", ">false<")
    (project / "omegat.project").write_text(settings, "utf-8")
    shutil.copy(memory, project / "tm" / "auto")
    (project / "source" / "s.txt").write_bytes(text.encode("utf-8"))
    java = shutil.which("java")
    assert java, "java is missing: apt-get install default-jre-headless"
    assert JAR.exists(), "OmegaT is missing: apt-get install --no-install-recommends omegat"
    command = [java, "-Djava.awt.headless=true", "-jar", str(JAR), str(project)]
    command += ["--mode=console-translate", f"--config-dir={folder / 'settings'}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    statistics = (project / "omegat" / "project_stats.txt").read_text("utf-8")
    remaining = int(re.search(r"Remaining:\s+(\d+)", statistics)[1])
    translated = (project / "target" / "s.txt").read_bytes().decode("utf-8")
    return translated, done.stdout + done.stderr, remaining


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
    write_tmx(list(read_tmx(first)), second)
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
