"""Two files of subtitles: times say which cues belong together, and stay with the units."""

from __future__ import annotations

from pathlib import Path

import duizhao
from duizhao.corpora.skipped import Skipped
from duizhao.memory.sources import read_pairs

CUES = [
    (1.0, 2.5, "你好，先生。", "Good morning, sir."),
    (3.0, 4.2, "是。", "It is."),
    (4.5, 7.0, "我们去图书馆看书。", "We are going to the library to read."),
    (8.0, 8.8, "是。", "Yes."),
    (9.0, 10.5, "今天晚上会下雨。", "It will rain tonight."),
]


SPLIT = [
    (1.0, 1.3, "你好，先生，", ""),
    (1.3, 4.0, "我们去图书馆看书。", ""),
    (5.0, 6.0, "今天晚上会下雨。", ""),
    (7.0, 8.0, "请带上雨伞。", ""),
]
WHOLE = [
    (1.0, 4.0, "", "Good morning, sir, we are going to the library to read."),
    (5.0, 6.0, "", "It will rain tonight."),
    (7.0, 8.0, "", "Please take your umbrella."),
]
Cues = list[tuple[float, float, str, str]]


def write(path: Path, late: float, column: int, cues: Cues = CUES) -> Path:
    def shown(seconds: float) -> str:
        return f"00:00:{int(seconds):02},{round(seconds % 1 * 1000):03}"

    path.write_text(
        "".join(
            f"{number}\n{shown(cue[0] + late)} --> {shown(cue[1] + late)}\n{cue[column]}\n\n"
            for number, cue in enumerate(cues, 1)
        ),
        encoding="utf-8",
    )
    return path


def test_cues_of_nearly_the_same_time(tmp_path: Path) -> None:
    pair = duizhao.align(write(tmp_path / "a.zh.srt", 0, 2), write(tmp_path / "a.en.srt", 0.1, 3))
    assert [(unit.zh, unit.en) for unit in pair] == [cue[2:] for cue in CUES]
    assert {unit.reasons for unit in pair} == {("at the same time in both",)}
    first = pair.units[0]
    assert first.zh_place == "00:00:01,000 --> 00:00:02,500"
    assert first.en_place == "00:00:01,100 --> 00:00:02,600"


def test_a_cue_that_the_other_side_divides(tmp_path: Path) -> None:
    """Both halves begin or end with it; neither is pinned to it."""
    zh = write(tmp_path / "a.zh.srt", 0, 2, SPLIT)
    pair = duizhao.align(zh, write(tmp_path / "a.en.srt", 0, 3, WHOLE))
    found = [(unit.zh_segments, unit.en_segments) for unit in pair]
    assert found == [((0, 1), (0,)), ((2,), (1,)), ((3,), (2,))]


def test_times_reach_the_memory(tmp_path: Path) -> None:
    pair = duizhao.align(write(tmp_path / "a.zh.srt", 0, 2), write(tmp_path / "a.en.srt", 0, 3))
    pair.write(tmp_path / "a.tmx")
    items = read_pairs(tmp_path / "a.tmx")
    places = [item.unit.zh_place for item in items if not isinstance(item, Skipped)]
    assert places[2] == "00:00:04,500 --> 00:00:07,000"
