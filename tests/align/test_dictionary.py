"""Dictionaries as evidence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from duizhao.align.dictionary import Dictionary, built_in, dictionary_of, read_dictionary
from duizhao.align.settings import Settings
from duizhao.align.words import met, words_of
from duizhao.corpora.errors import InputError

ENTRIES = replace(
    Dictionary.of(
        {"和平": "peace/peaceful", "使命": "mission", "会议": "meeting/conference (CL:次)"}
    ),
    readings={"小": frozenset({"xiao"}), "明": frozenset({"ming"}), "和": frozenset({"he", "huo"})},
)


def test_both_forms_are_read(tmp_path: Path) -> None:
    place = tmp_path / "words.txt"
    place.write_text(
        "# remark\n和平\tpeace\n會議 会议 [hui4 yi4] /meeting/conference/\n使命\tmission\n",
        encoding="utf-8",
    )
    assert read_dictionary(place) == {
        "和平": "peace",
        "会议": "meeting/conference",
        "使命": "mission",
    }


def test_traditional_words_are_found() -> None:
    zh, _ = words_of((["會議"], [""]), ENTRIES)
    assert len(zh.weights) == 1


def test_what_meets_what() -> None:
    zh, en = words_of(
        (["和平使命", "没有", "会议"], ["Peaceful missions.", "The conferences met.", ""]), ENTRIES
    )
    assert np.diff(zh.start).tolist() == [2, 0, 1]
    assert met(zh, en, (0, 3), (0, 3)).tolist() == [[1, 0, 0], [1, 0, 0], [0, 1, 0]]
    there = met(en, zh, (0, 3), (0, 3))
    assert there.tolist()[:3] == [[1, 0, 0], [1, 0, 0], [0, 0, 1]]
    assert met(zh, en, (1, 2), (0, 3)).shape == (0, 3)
    assert met(zh, en, (2, 3), (1, 2)).tolist() == [[1]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"# nothing but a remark\n", "no dictionary entry"),
        (b"\xff\xfe\x00", "not UTF-8"),
        ("和平 peace\n".encode(), "line 1"),
    ],
)
def test_bad_files_are_refused(tmp_path: Path, content: bytes, said: str) -> None:
    place = tmp_path / "words.txt"
    place.write_bytes(content)
    with pytest.raises(InputError, match=said):
        read_dictionary(place)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_dictionary(tmp_path / "none.txt")


def test_settings_name_the_dictionary() -> None:
    assert "dictionary" in Settings(dictionary="words.txt").signature()


def test_the_built_in_dictionary_knows_words_and_readings() -> None:
    dictionary = built_in()
    assert "library" in dictionary.entries["图书馆"]
    assert dictionary.readings["行"] >= {"xing", "hang"}
    assert dictionary.longest("图书") >= 5
    assert dictionary.longest("\u3400\u3400") == 1
    assert "CP值" in dictionary.entries and "CP值值" not in dictionary.entries
    assert "图" in dictionary.entries and "\ud800" not in dictionary.entries
    assert len(dictionary.entries) == len(list(dictionary.entries)) > 100_000


def test_a_file_comes_beside_the_built_in_dictionary(tmp_path: Path) -> None:
    place = tmp_path / "words.txt"
    place.write_text("图书馆\treading hall\n对照宝\tgadget\n", encoding="utf-8")
    both = dictionary_of(place)
    assert both.entries["图书馆"].startswith("reading hall/")
    assert "library" in both.entries["图书馆"]
    assert both.entries["对照宝"] == "gadget"


def test_parts_of_long_words_are_met() -> None:
    dictionary = Dictionary.of({"和平使命": "an operation", "和平": "peace", "使命": "mission"})
    zh, en = words_of((["和平使命"], ["A mission"]), dictionary)
    assert met(zh, en, (0, 1), (0, 1)).tolist() == [[1]]


def test_names_in_pinyin_are_met_where_they_stand() -> None:
    zh, en = words_of((["小明和", "和平"], ["Xiaoming", "The Huo family", "he"]), ENTRIES)
    assert met(zh, en, (0, 2), (0, 3)).max(axis=0).tolist() == [1, 1, 0]


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("neighbours", "neighbor"),
        ("organised", "organize"),
        ("modernisations", "modernization"),
        ("theatre", "theater"),
        ("catalogues", "catalog"),
        ("defence", "defense"),
        ("programmes", "program"),
        ("travelling", "traveling"),
    ],
)
def test_british_words_meet_the_american_ones_of_the_dictionary(
    british: str, american: str
) -> None:
    zh, en = words_of((["和平"], [f"{british} four merely"]), Dictionary.of({"和平": american}))
    assert met(zh, en, (0, 1), (0, 1)).tolist() == [[1]]
