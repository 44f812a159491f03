"""Checks: what is flagged, where, and what is not."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.corpora.errors import SettingsError
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Severity
from duizhao.memory.terms.checks import FIGURE_KINDS, KINDS, check

from ...present import present

ROOT = Path(__file__).parents[3]
KINDS_OF_TEXT = frozenset(KINDS) - {"term"}
QUICK = KINDS_OF_TEXT - {"meaning"}
"""Without the kind that encodes all texts."""


def cases() -> list[tuple[str, ...]]:
    lines = (ROOT / "tests/cases/figures.tsv").read_text("utf-8").splitlines()[1:]
    return [tuple(line.split("\t")) for line in lines]


@pytest.mark.parametrize(("verdict", "en", "zh"), cases())
def test_figures(verdict: str, en: str, zh: str) -> None:
    findings = check([Unit(zh=zh, en=en)], kinds=FIGURE_KINDS | {"placeholder"})
    assert bool(findings) == (verdict == "differs"), findings


def sample() -> list[Unit]:
    lines = (ROOT / "corpora/samples/resolution.gold.tsv").read_text("utf-8").splitlines()[1:]
    return [Unit(kind=k, zh=z, en=e) for k, z, e in (line.split("\t") for line in lines)]


def test_the_sample_has_one_fault_of_its_own() -> None:
    (finding,) = check(sample(), kinds=KINDS_OF_TEXT)
    assert (finding.kind, finding.found, finding.unit) == ("repeat", "的的", 36)
    assert finding.zh[slice(*present(finding.zh_span))] == "的的"


PLANTED = [
    ("zh", "第 64/293 号", "第 64/239 号", "number"),
    ("zh", "2009 年 12 月 18 日", "2008 年 12 月 18 日", "date"),
    ("zh", "2009 年 12 月 18 日", "2009 年 12 月 19 日", "date"),
    ("en", "18 December 2009", "19 December 2009", "date"),
    ("en", "in December 2012", "in November 2012", "date"),
    ("zh", "10月15日至19日", "10月15日至20日", "date"),
    ("en", "slavery,¹", "slavery,²", "note"),
    ("en", "Crime⁴ and", "Crime and", "note"),
    ("zh", "⁴ 和", "⁵ 和", "note"),
    ("zh", "A/67/156", "A/67/165", "symbol"),
    ("en", "E/2011/10", "E/2011/11", "symbol"),
    ("zh", "CTOC/COP/2012/___", "CTOC/COP/2011/___", "symbol"),
    ("zh", "168 个", "186 个", "number"),
    ("zh", "第 39574 号。", "第 39547 号。", "number"),
    ("zh", "第六十七届会议", "第六十八届会议", "number"),
    ("zh", "第四次会议", "第五次会议", "number"),
    ("zh", "第一章", "第二章", "number"),
    ("zh", "D 节", "E 节", "number"),
    ("zh", "第三委员会", "第二委员会", "number"),
    ("zh", "8. 表示支持", "表示支持", "label"),
    ("zh", "8. 表示支持", "9. 表示支持", "label"),
    ("zh", "55/67、58/137", "58/137、55/67", "number"),
    ("en", "the Protocol", "the the Protocol", "repeat"),
]


@pytest.mark.parametrize(("side", "old", "new", "kind"), PLANTED)
def test_a_planted_fault_is_the_one_more_finding(side: str, old: str, new: str, kind: str) -> None:
    units = sample()
    place = next(i for i, unit in enumerate(units) if old in getattr(unit, side))
    text = getattr(units[place], side).replace(old, new, 1)
    units[place] = dataclasses.replace(units[place], **{side: text})
    more = [f for f in check(units, kinds=QUICK) if f.found != "的的"]
    assert {(f.unit, f.kind) for f in more} == {(place, kind)}


def test_the_places_are_those_of_the_figures() -> None:
    unit = Unit(zh="回顾第67/97号决议第21段，", en="Recalling paragraph 12 of resolution 67/97,")
    (finding,) = check([unit], kinds=["number"])
    assert (finding.found, finding.expected) == ("12", "21")
    assert finding.zh[slice(*present(finding.zh_span))] == "21"
    assert finding.en[slice(*present(finding.en_span))] == "12"
    assert finding.severity is Severity.ERROR


def test_a_figure_on_one_side_is_a_warning_without_a_place_on_the_other() -> None:
    (finding,) = check([Unit(zh="见报告。", en="See article 19 of the report.")], kinds=["number"])
    assert finding.zh_span is None
    assert finding.severity is Severity.WARNING
    assert finding.expected == ""


@pytest.mark.parametrize(
    ("zh", "found"),
    [
        ("打击人口贩运行为的的活动", "的的"),
        ("工会和和妇女", "和和"),
        ("特别委员会特别委员会", "特别委员会特别委员会"),
        ("以及以及其他", "以及以及"),
        ("各国，，并", "，，"),
        ("以剥削为目的的行为", ""),
        ("的的确确", ""),
        ("除了了解情况", ""),
        ("一个一个地处理，慢慢看看，人人天天", ""),
        ("参与与会者的讨论", ""),
        ("缓和和稳定", ""),
    ],
)
def test_doubled_chinese(zh: str, found: str) -> None:
    findings = check([Unit(zh=zh, en="text")], kinds=["repeat"])
    assert "".join(f.found for f in findings) == found


@pytest.mark.parametrize(
    ("en", "found"),
    [
        ("the the report", "the the"),
        ("The the report", "The the"),
        ("of of", "of of"),
        ("He had had enough, and that that was so very very", ""),
        ("Pago Pago", ""),
        ("Paris in the the spring", "the the"),
        ("It is built-in in the first version.", ""),
    ],
)
def test_doubled_english(en: str, found: str) -> None:
    findings = check([Unit(zh="文字", en=en)], kinds=["repeat"])
    assert "".join(f.found for f in findings) == found


@pytest.mark.parametrize(
    ("zh", "en", "flagged"),
    [
        ("大会takes note of the report of the Secretary-General", "The General Assembly", True),
        ("Takes note of the report of the Committee", "Takes note of the report", True),
        ("大会", "The General Assembly 注意到秘书长的报告", True),
        (
            "世界基督教女青年会(World Young Women's Christian Association of the East)",
            "YWCA",
            False,
        ),
        ("A/67/156", "A/67/156", False),
        ("Ban Ki-moon", "Ban Ki-moon", False),
        ("使用UNIFIL和HIV/AIDS等缩写", "uses UNIFIL and HIV/AIDS", False),
        (
            "Ann Author, A House of Books, London 1998",
            "Ann Author, A House of Books, London 1998",
            False,
        ),
        ("The report was adopted, in May 1998.", "The report was adopted, in May 1998.", True),
        ("org.example.text.LineReader", "org.example.text.LineReader", False),
        ('Parser.toLines(file, "utf-8")', 'Parser.toLines(file, "utf-8")', False),
    ],
)
def test_untranslated(zh: str, en: str, flagged: bool) -> None:
    assert bool(check([Unit(zh=zh, en=en)], kinds=["untranslated"])) == flagged


@pytest.mark.parametrize(
    ("en", "severity", "found"),
    [
        (
            "Orchid 以 make 作为工具，启动方式相同。",
            Severity.ERROR,
            "以 make 作为工具，启动方式相同",
        ),
        ("Orchid, 兰花, is a kind of flower.", Severity.WARNING, "兰花"),
    ],
)
def test_chinese_left_in_one_text_is_one_finding(en: str, severity: Severity, found: str) -> None:
    (one,) = check(
        [Unit(zh="Orchid 以 make 作为工具，启动方式相同。", en=en)], kinds=["untranslated"]
    )
    assert (one.severity, one.found) == (severity, found)


@pytest.mark.parametrize(
    ("zh", "en", "found"),
    [
        ("可能出现 Out Of Memory 的问题。", "Many problems, such as OOM, are our own.", []),
        ("Ant 使用两种方式：甲和乙。", "It has two modes, a and b.", []),
        ("自定义 reader/writer 应为单例。", "Custom readers/writers are singletons.", []),
        ("用 Readar 读取文件。", "Reader reads the file.", ["Reader"]),
    ],
)
def test_a_name_is_no_word_of_the_sentence(zh: str, en: str, found: list[str]) -> None:
    assert [one.found for one in check([Unit(zh=zh, en=en)], kinds=["name"])] == found


@pytest.mark.parametrize(
    ("zh", "en", "flagged"),
    [
        ("Maven:", "Maven:", False),
        ("安装:", "Installation:", False),
        ("流程预览：", "Preview：", False),
        ("流程预览：", "Preview", True),
    ],
)
def test_end_marks_are_equal_in_either_width(zh: str, en: str, flagged: bool) -> None:
    found = check([Unit(zh=zh, en=en)], kinds=["punctuation"])
    assert any("ends with" in one.message for one in found) == flagged


@pytest.mark.parametrize(
    ("zh", "en", "found"),
    [
        ("条约(第一个", "The Treaty", "("),
        ("条约）", "The Treaty", "）"),
        ("《公约", "the Convention", "《"),
        ("（a）条约", "(a) Treaty", ""),
        ("a) 条约", "a) The Treaty", ""),
        ("条约(第一个", "The Treaty (the first", ""),
        ('"引文在此继续', "continues", ""),
    ],
)
def test_brackets(zh: str, en: str, found: str) -> None:
    findings = check([Unit(zh=zh, en=en)], kinds=["bracket"])
    assert "".join(f.found for f in findings) == found


def test_length_is_judged_by_the_collection() -> None:
    usual = [Unit(zh="大会审议了该报告。", en="The Assembly considered the report.")] * 60
    odd = Unit(zh="大会。", en="The Assembly considered the report and took many decisions on it.")
    findings = check([*usual, odd], kinds=["length"])
    assert [f.unit for f in findings] == [60]


def test_null_units_are_passed_over() -> None:
    assert not check([Unit(zh="", en="3 May 2014"), Unit(zh="第5段", en="")], kinds=FIGURE_KINDS)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(SettingsError, match="no check named figures"):
        check([], kinds=["figures"])


def test_only_the_kinds_asked_for() -> None:
    unit = Unit(zh="1. 的的2012年", en="2. 2013")
    assert {f.kind for f in check([unit], kinds=["label"])} == {"label"}
    assert not check([unit], kinds=[])


TEXT = st.text(
    alphabet=st.sampled_from(
        '第年月日至和、的，（）()[]/.-0123456789一二十万亿段条%“”"*¹²IVXabc of$\n\U00020000'
    ),
    max_size=50,
)


@given(TEXT, TEXT)
def test_spans_lie_in_the_texts(zh: str, en: str) -> None:
    for finding in check([Unit(zh=zh, en=en)], kinds=QUICK):
        for text, span in ((zh, finding.zh_span), (en, finding.en_span)):
            if span is not None:
                assert 0 <= span[0] <= span[1] <= len(text)


@given(TEXT)
def test_a_text_never_differs_from_its_own_figures(text: str) -> None:
    """Digits, symbols and codes compare equal with themselves in both readers."""
    digits = "".join(c if c.isdigit() and c.isascii() else " " for c in text)
    assert not check([Unit(zh=f"文{digits}", en=f"Text{digits}")], kinds=["number"])


def test_a_unit_that_is_repeated_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from duizhao.memory.terms.checks import run

    checking = Mock(wraps=run.check_unit)
    monkeypatch.setattr(run, "check_unit", checking)
    monkeypatch.setattr(run, "REMEMBERED", 3)
    wrong = Unit(zh="共有25艘渡船。", en="There are 26 ferries.")
    right = Unit(zh="共有25艘渡船。", en="There are 25 ferries.")
    found = check([right, *[wrong] * 40, right], kinds=["number"])
    assert [finding.unit for finding in found] == list(range(1, 41))
    assert checking.call_count == 5  # the wrong one after, between and before others
    # A unit of another kind, or beside another one, is another unit.
    monkeypatch.setattr(run, "REMEMBERED", 100)
    checking.reset_mock()
    check([wrong, wrong, wrong, Unit(zh=wrong.zh, en=wrong.en, kind="heading")], kinds=["number"])
    assert checking.call_count == 3
