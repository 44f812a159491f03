"""Line breaks inside a paragraph, and what stands between the parts of a unit."""

from __future__ import annotations

import pytest

from duizhao.corpora.document import Kind, Language, Paragraph
from duizhao.corpora.layout.glue import separator
from duizhao.corpora.readers.lines import unfold

APART = [
    "2.1\n读者\n在本馆借阅图书的人",
    "2.2\nlibrarian\na person employed by this library to look after its books",
    "本馆每年六月的第一个星期日举行图书交换活动，欢迎大家参加。\n地点：和平路七号",
    "The exchange of books takes place on the first Sunday of June.\nPlace: 7 Peace Road",
    "Contact the office of the library for further details\n(a) by telephone\n(b) by letter",
]
WRAPPED = [
    ("本馆每年六月的第一个星期日在阅览室举行图书交换\n活动，欢迎大家带书参加。", ""),
    ("Everybody may bring books to the exchange, which takes\nplace on the first Sunday.", " "),
]


@pytest.mark.parametrize("text", APART)
def test_a_line_of_its_own_stays_apart(text: str) -> None:
    lines, joins = unfold(text, (), "paragraph 1")
    assert [line for line, _ in lines] == text.split("\n")
    assert not joins


@pytest.mark.parametrize(("text", "between"), WRAPPED)
def test_a_wrapped_line_is_put_together(text: str, between: str) -> None:
    lines, joins = unfold(text, (), "paragraph 1")
    assert [line for line, _ in lines] == [text.replace("\n", between)]
    assert len(joins) == 1


@pytest.mark.parametrize(
    ("before", "after", "language", "between"),
    [
        (Paragraph("资源有效性", Kind.HEADING), Paragraph("确认并为用户提供资源"), "zh", " "),
        (Paragraph("本馆的规则"), Paragraph("适用于读者。"), "zh", ""),
        (Paragraph("本馆的规则如下："), Paragraph("一、爱护图书", Kind.HEADING), "zh", ""),
        (Paragraph("iPhone"), Paragraph("Pro"), "zh", " "),
        (Paragraph("Rules", Kind.HEADING), Paragraph("Take care."), "en", " "),
    ],
)
def test_parts_of_a_unit_do_not_run_together(
    before: Paragraph, after: Paragraph, language: Language, between: str
) -> None:
    assert separator(before, after, language) == between
