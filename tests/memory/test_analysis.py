"""What a memory has for documents, counted as translators are paid."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import duizhao
from duizhao.cli import main
from duizhao.corpora.unit import Unit
from duizhao.memory.analysis import Volume, analyse, volume_of
from duizhao.memory.clients import CLIENTS, client_for
from duizhao.memory.facade import Memory

from .omegat import statistics


@pytest.mark.parametrize(
    ("text", "words", "characters"),
    [
        ("The well-being of 1,000 people.", 6, 27),
        ("共有15名成员。", 6, 8),
        ("见A/RES/70/1号文件", 8, 14),
        ("…", 0, 1),
    ],
)
def test_words_are_counted_as_clients_do(text: str, words: int, characters: int) -> None:
    assert volume_of(text) == Volume(1, words, characters)


LINES = ("The meeting is open.", "The meeting is open.", "Chapter 2", "The meeting is now closed.")
TEXT = "\n\n".join((*LINES, "Rice is cheap here today.")) + "\n"


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    with Memory(tmp_path / "m.db") as memory:
        memory.add(
            [
                Unit("会议开始。", "The meeting is open."),
                Unit("第1章", "Chapter 1"),
                Unit("会议结束。", "The meeting is closed."),
            ]
        )
    return tmp_path / "m.db"


def test_each_segment_is_in_one_band(
    memory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "a.txt"
    document.write_text(TEXT, encoding="utf-8")
    table = tmp_path / "t.csv"
    options = ["--json", "-o", str(table), "-q"]
    assert main(["tm", "analyse", str(memory), str(document), str(document), *options[:1]]) == 0
    rows = json.loads(capsys.readouterr().out)
    first = {row["band"]: row["segments"] for row in rows if row["file"] == str(document)}
    total = {row["band"]: row["segments"] for row in rows if row["file"] == "total"}
    assert sum(total.values()) == 2 * total["total"] == 20
    # The second time every segment is a repetition.
    assert total["repetition"] == 6
    assert (total["100"], total["95-99"], total["75-84"], total["no match"]) == (1, 1, 1, 1)
    assert first["total"] == 5
    assert main(["tm", "analyse", str(memory), str(document), *options[1:]]) == 0
    with table.open(encoding="utf-8") as stream:
        assert [row["band"] for row in csv.DictReader(stream)][-1] == "total"


def test_the_other_language_is_refused(memory: Path, tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text(TEXT, encoding="utf-8")
    assert main(["tm", "analyse", str(memory), str(document), "--source", "zh"]) == 2


def test_further_memories_and_penalties(
    memory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other, text, rules = (tmp_path / name for name in ("other.db", "t.txt", "rules.toml"))
    with Memory(other) as more:
        more.add([Unit("今天这里的大米很便宜。", "Rice is cheap here today.")])
    text.write_text(TEXT, encoding="utf-8")
    rules.write_text('[[penalty]]\npoints = 10\nmemory = "other"\n', encoding="utf-8")

    def bands(*options: str) -> dict[str, int]:
        command = ["tm", "analyse", str(memory), str(text), "--json", "-q", *options]
        assert main(command) == 0
        rows = json.loads(capsys.readouterr().out)
        return {row["band"]: row["segments"] for row in rows if row["file"] == "total"}

    alone, both = bands(), bands("--also", str(other))
    assert both["100"] == alone["100"] + 1 and both["no match"] == alone["no match"] - 1
    lower = bands("--also", str(other), "--penalties", str(rules))
    assert lower["85-94"] == both["85-94"] + 1 and lower["100"] == alone["100"]


@pytest.mark.acceptance
def test_words_as_omegat_counts_them(tmp_path: Path) -> None:
    fixtures = Path(__file__).parents[1] / "fixtures"
    zh, en = (fixtures / f"resolution.{side}.docx" for side in ("zh", "en"))
    tmx, store = tmp_path / "r.tmx", tmp_path / "r.db"
    client = client_for("omegat", "en")
    pair = duizhao.align(zh, en, level="sentence", segments_of=client, checks=())
    pair.write(tmx, client=client)
    theirs = statistics(tmp_path, tmx, en)
    with Memory(store) as memory:
        # Not from the TMX: in OmegaT's form tags are text.
        memory.add(unit for unit in pair.units if unit.zh and unit.en)
        (found, _) = analyse(memory, [en], "en", splitter=CLIENTS["omegat"].splitter)
    bands = found.bands
    repeated = bands["repetition"]
    assert (found.total.segments, found.total.characters) == (
        theirs["Total"][0],
        theirs["Total"][2],
    )
    assert found.total.segments - repeated.segments == theirs["Unique"][0]
    assert found.total.words == pytest.approx(theirs["Total"][1], rel=0.02)
    unique = found.total.words - repeated.words
    assert unique == pytest.approx(theirs["Unique"][1], rel=0.02)
    known = bands["101"].words + bands["100"].words
    remaining = theirs["Unique Remaining"][1]
    assert known == pytest.approx(theirs["Unique"][1] - remaining, rel=0.02)
