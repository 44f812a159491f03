"""Names that sound alike, numbers in words, and texts without words."""

from __future__ import annotations

import pytest

from duizhao.align.belief import likeness_of
from duizhao.align.sounds import sounds_alike
from duizhao.align.word_numbers import in_han_figures, in_words
from duizhao.align.wordless import without_key, wordless

NAMES = (
    ("特雷布涅", "Trebnje"),
    ("库尔德语", "Kurdish"),
    ("埃斯梅拉尔达斯省", "Esmeraldas"),
    ("博洛尼亚", "Bologna"),
    ("費城", "Philadelphia"),
    ("布哈拉", "Buxoro"),
)


def test_a_transcribed_name_sounds_like_its_own_text_more_than_like_others() -> None:
    for zh, en in NAMES[:4]:
        own, share = sounds_alike(zh, en)
        assert share > 0.6
        assert own > max(sounds_alike(zh, other)[0] for _, other in NAMES if other != en)


def test_long_texts_and_those_without_a_capital_letter_have_no_sound() -> None:
    assert sounds_alike("特雷布涅", "trebnje") == (0, 0)
    assert sounds_alike("特雷布涅在本市的东南方向约五十公里", "Trebnje") == (0, 0)
    assert sounds_alike("", "Trebnje") == sounds_alike("布哈拉", "AEIOU") == (0, 0)


def test_numbers_of_both_languages_are_in_digits() -> None:
    text = "第三条　自收受之日起三十日内，一切如常，共二〇一五件"
    assert in_han_figures(text) == {"3", "30", "2015"}
    assert in_words("Within Thirty days of the twenty-fifth, none too soon") == {"30", "25"}
    assert in_words("someone often weighs anyone") == set()


@pytest.mark.parametrize(
    "text",
    ["result_rows", "--help", "$HOME", "/etc/fstab", "setup.cfg", "main()", "%s: %d", "{0}", " "],
)
def test_code_has_no_words(text: str) -> None:
    assert wordless(text)


@pytest.mark.parametrize("text", ["File", "read-only", "%d files", "U.S.", "1,234", "文件_一"])
def test_words_are_words(text: str) -> None:
    assert not wordless(text)


def test_the_key_of_a_menu_is_no_word() -> None:
    assert without_key("清除(_E)", "Cl_ear") == ("清除", "Clear")
    assert without_key("文件（&F）", "&File") == ("文件", "File")
    assert without_key("清除", "Cl_ear") == ("清除", "Cl_ear")


def test_nothing_is_said_against_code_and_copies() -> None:
    good = [("文件", "File"), ("打开文件", "Open the file"), ("关闭窗口", "Close the window")] * 4
    odd = [("返回记录的数量", "result_rows"), ("使用随机密码", "genpin.tooltip"), ("    ", "    ")]
    zh, en = zip(*good, *odd, strict=True)
    assert min(likeness_of(zh, en)) > 0.5
    wrong = likeness_of([*zh, "返回记录的数量"], [*en, "The weather is fine"])
    assert wrong[-1] < 0.5
