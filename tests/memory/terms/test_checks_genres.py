"""Checks outside the United Nations: values as people write them, software, signs, names."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.align.bead import DoubtfulPair
from duizhao.cli import main
from duizhao.corpora.errors import FormatError, SettingsError
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Severity
from duizhao.memory.terms.checks import (
    CheckSettings,
    check,
    checklist,
    read_checklist,
    read_settings,
)
from duizhao.memory.terms.sources import read_checked

AGREE = [
    ("违约金为每日万分之七。", "The penalty is 0.07% a day."),
    ("费率为千分之六", "a rate of 0.6%"),
    ("百分之七十五的股份", "three quarters of the shares"),
    ("北港贸易有限公司", "Northport Trading Co., Ltd."),
    ("他在9日上午抵达。", "He arrived on the morning of the 9th day of the month."),
    ("须在二十日内答复。", "A reply is due within twenty days."),
    ("逾期10日未付的", "where payment is 10 days overdue"),
    ("罚款在25日内缴清。", "The fine is paid within 25 days."),
    ("据了解，46 岁的店主受伤。", "The 46-year-old shopkeeper was reportedly hurt."),
    ("4 月，商店关门。", "In April, shops closed."),
    ("去年三月，他们搬家了。", "Last March, they moved house."),
    ("她六点半下班。", "She leaves work at 6:30 p.m."),
    ("电影九时二十分开始。", "The film starts at twenty minutes past nine."),
    ("公司亏损2.4亿英镑。", "The firm lost £240m."),
    ("月薪8万英镑。", "A monthly salary of £80k."),
    ("项目投资6个亿。", "The project took 600 million yuan."),
    ("罚款二到五万元。", "A fine of 20,000 to 50,000 yuan."),
    ("约36名学生缺课。", "Some three dozen pupils missed class."),
    ("她有40多年经验。", "She has over four decades of experience."),
    ("大桥建于18世纪。", "The bridge was built in the 1700s."),
    ("他是85后。", "He was born after 1985."),
    ("自2021财年起", "from FY21"),
    ("他61年写了这本书。", "He wrote the book in 1961."),
    ("15个省份中的9个省份参加。", "9 of the 15 provinces took part."),
    ("误差为0.05%。", "an error of .05%"),
    ("15~30%的病人", "15~30% of patients"),
    ("他走了5公里。", "He walked 3.1 miles."),
    ("水温达到25摄氏度。", "The water reached 77 degrees Fahrenheit."),
    ("四个小时1次", "once every four hours"),
    ("他们在湖四周散步。", "They walked around the lake."),
    ("客机由长征三号火箭运送。", "It was carried by a Long March 3 rocket."),
    ("在 %2$s 里没有 %1$s", "no %s in %s"),
    ("请点击<i>取消</i>。", "Click <i>Cancel</i>."),
    ("编辑(&E)", "&Edit"),
    ("她说：“我们再等等。", 'She said: "We will wait.'),
    ("输入*口令*并回车。", "Type the *password* and press Enter."),
    ("tar -xf [--strip] 文件", "tar -xf [--strip] file"),
    ("至少持续 15 秒", "for at least 15 seconds"),
    ("没有国家的比例超过 4%。", "No country had more than 4%."),
    ("65岁以上的人", "people over 65"),
    ("平均减少 76%", "was reduced by up to 76%"),
    ("销售额增长了8%。", "Sales rose by 8%."),
    ("如图3-2所示", "as Figure 3.2 shows"),
    ("速度为48千比特每秒", "at 48 kilobits per second"),
    ("世界卫生组织 (WHO) 宣布", "the World Health Organization (WHO) announced"),
    ("近百万元", "almost one million yuan"),
    ("电话：010-5555 8621", "Tel.: +86 10 5555 8621"),
    ("ISBN 978-7-5555-0123-4（平装）", "ISBN 9787555501234 (paperback)"),
    ("见 https://example.org/zh/help。", "See https://example.org/en/help."),
    ("他打了15000个电话。", "He made 15,000 calls."),
    ("夜间降到零下10摄氏度。", "It fell to 14°F at night."),
    ("利率上调50个基点。", "Rates rose by half a point."),
    ("全场七五折。", "25% off everything."),
    ("SPF30防晒霜", "SPF 30 sunscreen"),
    ("最后一项是rows[-1]。", "The last item is rows[-1]."),
    ("支持五种格式：甲、乙、丙、丁和戊。", "It reads A, B, C, D, and E."),
    ("等了三刻钟", "after a wait of 45 minutes"),
    ("净亏损（2,300）万元", "a net loss of RMB(23) million"),
    ("百万分之三百五十", "350 parts per million"),
    ("合同一式四份", "The contract is made in quadruplicate."),
    ("前三季度", "in the first three quarters"),
    ("一个三元表达式", "a ternary expression"),
    ("占前三分之二", "the first two-thirds of it"),
    ("支持率为五成三", "Support stood at 53 per cent."),
    ("协议一式伍份", "The agreement is made in five copies."),
    ("六一儿童节", "Children's Day on 1 June"),
    ("五一长假", "the May Day holiday"),
    ("全场七折。", "Everything is 30% off."),
    ("全场七折。", "Everything is sold at 70% of the price."),
    ("商品打9折。", "Goods are sold at a 10% discount."),
    ("公元前475年至前221年", "475 to 221 BC"),
    ("公元前三世纪", "the third century BCE"),
    ("他于公元105年改进了造纸术。", "He improved papermaking in AD 105."),
    ("时速120公里", "120 kilometres per hour"),
    ("每小时生产120件。", "It makes 120 pieces an hour."),
    ("每年每月都是如此。", "It is so every month of the year."),
    ("使用 $1 引用第一个组。", "Use $1 to refer to the first group."),
]


@pytest.mark.parametrize(("zh", "en"), AGREE)
def test_what_agrees_is_not_flagged(zh: str, en: str) -> None:
    graver = [f for f in check([Unit(zh=zh, en=en)]) if f.severity != Severity.INFO]
    assert graver == []


DIFFER = [
    ("约三分之一的人", "about two thirds of people", "number"),
    ("合同一式三份", "The contract is made in duplicate.", "number"),
    (
        "2019年利润为31亿元，2018年为26亿元。",
        "Profit was 2.6 billion yuan in 2019 and 3.1 billion yuan in 2018.",
        "number",
    ),
    ("该标准由ISO制定。", "The standard was drawn up by the IEC.", "name"),
    ("百万分之三百五十", "530 parts per million", "number"),
    ("利率上调50个基点。", "Rates rose by a quarter of a point.", "number"),
    ("零下10摄氏度", "24°F", "number"),
    ("约为千分之一", "about 1%", "number"),
    (
        "感染COVID-19者须隔离，直到COVID-19检测为阴性。",
        "Those with COVID-19 are isolated until tests for COVIN-19 are negative.",
        "name",
    ),
    ("两队二比二战平", "The teams drew 3-3.", "number"),
    ("数量è´µ", "The number is high", "encoding"),
    ("违约金为每日万分之七。", "The penalty is 0.7% a day.", "number"),
    ("电话：010-5555 8621", "Tel.: +86 10 5555 8612", "number"),
    ("书号ISBN 978-7-5555-0123-4", "ISBN 978-7-5555-0123-5", "number"),
    ("见 https://example.org/zh/help。", "See https://example.org/en/hello.", "link"),
    ("长40米", "It is 40 kilograms long.", "unit"),
    ("身高170英里的人", "a 170cm-tall man", "unit"),
    ("桥长300公里。", "The bridge is 300 metres long.", "unit"),
    ("至下午 8:00", "until 8:00 a.m.", "unit"),
    ("货款为人民币300万欧元。", "The price is 3 million yuan.", "unit"),
    ("损失近百万美元", "a loss of almost one million yuan", "unit"),
    ("最多持续 15 秒", "for at least 15 seconds", "number"),
    ("该组最多有三个名称", "The group has at least three names", "number"),
    ("他希望最多干到60岁。", "He hopes to work until 60, at least.", "number"),
    ("销售额下降了8%。", "Sales rose by 8%.", "number"),
    ("；-8% 的病人", "; 8% of patients", "number"),
    ("对于 MRSA- 患者，DS-19 无效。", "DS-19 does not help MRSA-26 patients.", "number"),
    ("自 年 3 月起", "since March 2018", "date"),
    ("与 ACE 受体结合", "binds the ACE2 receptor", "name"),
    ("五角大楼 (WHO) 宣布", "The WHO announced", "name"),
    ("联合国讲话，然后联合国投票。", "The UN spoke, then NATO voted.", "name"),
    ("据悉，80 人受伤。", "People were reportedly hurt.", "number"),
    ("在20日内付清。", "Pay by the 21st.", "number"),
    ("5月，她辞职了。", "In September, she resigned.", "date"),
    ("会议上午4时开始。", "The meeting starts at 4 p.m.", "unit"),
    ("全长30公里。", "It is 30 miles long.", "unit"),
    ("租期为6年。", "The lease is 6 months.", "unit"),
    ("人民币800元。", "800 US dollars.", "unit"),
    ("气温为零下7度。", "The temperature is 7 degrees.", "number"),
    ("不超过40人。", "At least 40 people.", "number"),
    ("找到文件，共有行。", "Found %s and %d lines.", "placeholder"),
    ("第%d行有%s", "%s in line %d", "placeholder"),
    ("请点击<b>保存按钮。", "Click the <b>Save</b> button.", "tag"),
    ("文件", "&File", "code"),
    ("使用 --quite 选项", "use the option --quiet", "code"),
    ("型号BX-300C", "Model BX-300D", "name"),
    ("由ESO建造。", "It was built by ESA.", "name"),
    ("中国与法国签约。", "China and Germany signed.", "name"),
    ("参议院发表了声明。", "The White House made a statement.", "name"),
    ("这句没有译。", "", "empty"),
    ("文\ufffd很好", "The text is good", "encoding"),
    ("ä¸­å›½", "China", "encoding"),
    ("他走了，我走了。", "He went， I went.", "punctuation"),
    ("他們来了，我们见面了。", "They came and we met.", "punctuation"),
    ("全场七折。", "Everything is 70% off.", "number"),
    ("商品打八五折。", "Goods are sold at an 85% discount.", "number"),
    ("商品打9折。", "Goods are sold at 90 per cent off.", "number"),
    ("秦始皇于公元前221年统一中国。", "Qin Shi Huang unified China in AD 221.", "number"),
    ("他于公元105年改进了造纸术。", "He improved papermaking in 105 BC.", "number"),
    ("心率为每分钟60次。", "The heart rate is 60 beats per hour.", "unit"),
    ("每天一片。", "One tablet per week.", "unit"),
    ("运行脚本 foo $1 $2。", "Run the script foo $1.", "placeholder"),
]


@pytest.mark.parametrize(("zh", "en", "kind"), DIFFER)
def test_what_differs_is_one_finding(zh: str, en: str, kind: str) -> None:
    graver = [f for f in check([Unit(zh=zh, en=en)]) if f.severity != Severity.INFO]
    kinds = {finding.kind for finding in graver}
    assert kinds == {kind}, graver


def test_a_number_after_punctuation_is_a_note_mark_only_where_notes_run() -> None:
    notes = [Unit(zh=f"回顾各项公约，{n}", en=f"Recalling the conventions,{n}") for n in (1, 2, 3)]
    unit = Unit(zh="铭记人权，4", en="Bearing in mind human rights,")
    assert check([unit], kinds=["number"])
    assert check([*notes, unit], kinds=["number"]) == []


def test_one_text_with_several_translations_is_grouped_majority_first() -> None:
    units = [
        Unit(zh="删除文件。", en="Delete the file."),
        Unit(zh="清除档案。", en="Delete the file"),
        Unit(zh="删除文件", en="delete the file."),
    ]
    (finding,) = check(units, kinds=["consistency"])
    assert (finding.unit, finding.expected) == (1, "删除文件。")
    assert "删除文件。 (2); 清除档案。 (1)" in finding.message


def test_settings_give_severities_and_switches(tmp_path: Path) -> None:
    (tmp_path / "rules.tsv").write_text(
        "language\tpattern\tseverity\tmessage\tunless\nzh\t登陆\terror\t登录\t\nen\tplease\tinfo\t\t请\n",
        encoding="utf-8",
    )
    (tmp_path / "duizhao.toml").write_text(
        '[checks]\nchecklist = "rules.tsv"\nstarter = false\n'
        '[checks.severity]\nempty = "info"\nnumber = "off"\n',
        encoding="utf-8",
    )
    settings = read_settings(tmp_path / "duizhao.toml")
    assert settings.starter is False
    units = [Unit(zh="", en="Words."), Unit(zh="登陆5次", en="please sign in 6 times")]
    found = [(f.kind, str(f.severity), f.found) for f in check(units, settings=settings)]
    assert found == [
        ("empty", "info", ""),
        ("checklist", "error", "登陆"),
        ("checklist", "info", "please"),
    ]


@pytest.mark.parametrize(
    "text",
    ["[checks", '[checks.severity]\nnothing = "error"', '[checks.severity]\nnumber = "grave"'],
)
def test_settings_that_say_nothing_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError):
        read_settings(tmp_path / "s.toml")


def test_a_rule_that_is_no_expression_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rules.tsv").write_text("zh\t(\twarning\tx\n", encoding="utf-8")
    with pytest.raises(FormatError):
        list(read_checklist(tmp_path / "rules.tsv"))


@pytest.mark.parametrize("rule", ["en\t(a|aa)+$\t\t\t", "en\ta\t\t\t(长|长长)+$"])
def test_a_rule_that_takes_too_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    monkeypatch.setattr(checklist, "SECONDS", 0.05)
    (tmp_path / "rules.tsv").write_text(f"# mine\n{rule}\n", encoding="utf-8")
    settings = CheckSettings(rules=tuple(read_checklist(tmp_path / "rules.tsv")))
    with pytest.raises(FormatError, match=r"rules\.tsv: line 2: the rule takes more than"):
        check([Unit(zh="长" * 40 + "。", en="a" * 40 + "!")], settings=settings)


def test_kinds_can_be_switched_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "t.tsv"
    table.write_text("zh\ten\n有5个\tThere are 6\n\tEmpty here\n", encoding="utf-8")
    assert main(["terms", "check", str(table), "--off", "number,punctuation,meaning"]) == 0
    assert "1 finding" in capsys.readouterr().out


def test_the_starter_termbase_is_off_where_its_field_does_not_show() -> None:
    units = [Unit(zh="人权理事会开会。", en="The Human Rights Committee met.")]
    assert check(units, kinds=["term"])
    assert check(units, kinds=["term"], settings=CheckSettings(starter=False)) == []


def severities(zh: str, en: str) -> set[Severity]:
    return {one.severity for one in check([Unit(zh=zh, en=en)])}


def test_a_rounded_value_is_no_error() -> None:
    assert severities("温度为1.413度", "The temperature is 1.4126 degrees") == {Severity.WARNING}
    assert severities("温度为1.423度", "The temperature is 1.4126 degrees") == {Severity.ERROR}


def test_codes_without_a_word_of_chinese_are_no_error() -> None:
    assert severities("GB18030 BIG5", "ISO-8859-1") == {Severity.WARNING}


def test_the_singular_of_a_message_may_lack_the_number() -> None:
    singular = Unit(zh="%d 个文件已到期。", en="The file has expired.")
    plural = Unit(zh="%d 个文件已到期。", en="The %d files have expired.")
    other = Unit(zh="%d 个文件已到期。", en="Really delete everything there is?")
    assert check([singular], kinds=("placeholder",))
    assert check([singular, plural], kinds=("placeholder",)) == []
    assert [one.unit for one in check([other, plural], kinds=("placeholder",))] == [0]


@pytest.mark.parametrize(
    ("zh", "en", "kinds"),
    [
        ("第五条", "Article 6", {"number"}),
        ("付款期限为30天，方式为信用证。", "The seller shall insure 50 goods.", {"meaning"}),
    ],
)
def test_one_fault_is_one_finding(zh: str, en: str, kinds: set[str]) -> None:
    unit = Unit(zh=zh, en=en)
    found = check([unit], doubts=[(DoubtfulPair(zh, en, 0.2),)])
    assert {one.kind for one in found} == kinds


XLIFF = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a"
source-language="en" target-language="zh-CN" datatype="html"><body>
<trans-unit id="1"><source>Press <g id="1">Stop</g> to<x id="2"/> leave.</source>
<target>%s</target></trans-unit></body></file></xliff>"""


@pytest.mark.parametrize(
    ("target", "messages"),
    [
        ('按<g id="1">停止</g>键<x id="2"/>离开。', []),
        ('按停止键<x id="2"/>离开。', ["The tag 1 around “Stop” of the English is missing"]),
        ('按<g id="1">停止</g>键离开。', ["The tag 2 after"]),
        ('按<g id="7">停止</g>键<x id="2"/>离开。', ["“Stop” of the English is 7 around “停止”"]),
    ],
)
def test_inline_tags_of_a_translation_file_are_compared(
    tmp_path: Path, target: str, messages: list[str]
) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(XLIFF % target, encoding="utf-8")
    checked = read_checked([path])
    found = check(checked.units, kinds=("tag",), contents=checked.contents)
    assert len(found) == len(messages)
    assert all(part in one.message for part, one in zip(messages, found, strict=True))


def test_formatting_of_two_documents_is_information() -> None:
    contents = [("运行", '<bpt i="1" type="code"/>run<ept i="1"/>')]
    cases: list[tuple[tuple[int, ...], Severity]] = [((0,), Severity.INFO), ((), Severity.ERROR)]
    for places, severity in cases:
        unit = Unit(zh="运行", en="run", zh_segments=places, en_segments=places)
        (found,) = check([unit], kinds=("tag",), contents=contents)
        assert found.severity is severity


def test_tags_of_a_memory_that_close_crosswise_do_not_nest() -> None:
    unit = Unit(zh="甲乙丙", en="one two three")
    pair = '<bpt i="1" x="1"/>{}<bpt i="2" x="2"/>{}<ept i="{}"/>{}<ept i="{}"/>'
    english = pair.format("one", "two", 2, "three", 1)
    for crossed in (False, True):
        chinese = pair.format("甲", "乙", *((1, "丙", 2) if crossed else (2, "丙", 1)))
        found = check([unit], kinds=("tag",), contents=[(chinese, english)])
        assert bool(found) is crossed


def test_headings_go_without_labels_where_one_document_has_none() -> None:
    names = [("借阅", "Loans"), ("归还", "Returns"), ("赔偿", "Damages"), ("附则", "Other rules")]
    bare = [
        Unit(zh=zh, en=f"Item {number}: {en}", kind="heading")
        for number, (zh, en) in enumerate(names, 1)
    ]
    assert check(bare, kinds=["number", "label"]) == []
    labelled = [
        Unit(zh=f"第{number}章 {zh}", en=f"Chapter {number}: {en}", kind="heading")
        for number, (zh, en) in enumerate(names, 1)
    ]
    lost = Unit(zh="解释", en="Chapter 5: Interpretation", kind="heading")
    assert [one.found for one in check([*labelled, lost], kinds=["number"])] == ["5"]


def test_texts_that_differ_in_their_figures_only_are_one() -> None:
    units = [
        Unit(zh="第1章", en="Chapter 1"),
        Unit(zh="第2章", en="Chapter 2"),
        Unit(zh="第3章", en="Section 3"),
        Unit(zh="2014年", en="2014"),
        Unit(zh="2015年", en="the year 2015"),
    ]
    (found,) = check(units, kinds=["consistency"])
    assert (found.unit, found.found, found.expected) == (2, "Section 3", "")
    assert "Chapter 1 (2); Section 3 (1)" in found.message


def test_a_memory_counts_for_the_majority_and_is_not_reported() -> None:
    known = [Unit(zh="退出", en="Exit"), Unit(zh="退出", en="Exit"), Unit(zh="打开", en="Open")]
    units = [Unit(zh="退出", en="Quit"), Unit(zh="打开", en="Open")]
    (found,) = check(units, kinds=["consistency"], memory=known)
    assert (found.unit, found.found, found.expected) == (0, "Quit", "Exit")


def test_scripts_and_cases_are_one_text_across_files() -> None:
    units = [Unit("阀门", "valve"), Unit("阀门", "Valve"), Unit("閥門", "gate valve")]
    (found,) = check(units, kinds=["consistency"])
    assert found.unit == 2
    assert "valve (2); gate valve (1)" in found.message


@pytest.mark.parametrize(
    ("zh", "en", "found"),
    [
        ("他走了.", "He left.", "."),
        ("他走了。", "He left .", " ."),
        ("他走了 .", "He left .", None),
        ("他走了！！", "He left!", "！！"),
        ("他走了？", "Did he leave??", "??"),
        ("他走了！！", "He left!!", None),
    ],
)
def test_spaces_and_widths_are_information(zh: str, en: str, found: str | None) -> None:
    made = check([Unit(zh, en)], kinds=["punctuation"])
    assert [one.found for one in made] == ([] if found is None else [found])
    assert all(one.severity is Severity.INFO for one in made)


def test_a_half_width_bracket_is_one_where_the_others_are_wide() -> None:
    wide = [Unit(f"第{n}条（一）房间（甲）", f"Article {n} (1) Room (A)") for n in range(9)]
    odd = Unit("房间(乙)很大。", "Room (B) is large.")
    found = check([*wide, odd], kinds=["punctuation"])
    assert [(one.unit, one.found, one.severity) for one in found] == [(9, "(", Severity.INFO)]
    assert check([odd] * 9, kinds=["punctuation"]) == []
