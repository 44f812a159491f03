"""Messages of programs: what only looks like a fault there, and what is one."""

from __future__ import annotations

import pytest

from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity
from duizhao.memory.terms.checks import check


def more_than_information(units: list[Unit]) -> list[Finding]:
    return [one for one in check(units) if one.severity is not Severity.INFO]


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        # Placeholders: numbered ones, the error's message, a width, a line break of a URL.
        ('cannot lend "%s" to "%s": %m', '无法把 "%1$s" 借给 "%2$s"：%3$m'),
        ('cannot lend "%s" to "%s": %m', '无法借给 "%2$s" 书籍 "%1$s"：%m'),
        ("no shelf '%.*s' in '%s'", "'%3$s' 里没有书架 '%2$.*1$s'"),
        ("Enter the number%0Aof your card", "请输入借书证%0A的号码"),
        ("%snotice: %s", "%s提示：%s"),
        ("%XShelf %d is full", "%X 书架 %d 满了"),
        ("Ask %s about %s", "关于 %2$s 请问 %1$s，即 %1$s 本人"),
        ("%s s late", "迟了 %s 秒"),
        ("from -15..3", "从 -15 到 3"),
        ("shelf_name", "书架名称"),
        ("It is under /usr/local.", "它在 /usr/local 下。"),
        ("reads $SHELF; else $HOME", "读取 $SHELF；没有 $SHELF 时读取 $HOME"),
        ("%e %B", "%-m月%-d日"),
        # Variables of commands are words: both languages have their own.
        ("lend <mark> to <option>", "把 <标记> 借给 <选项>"),
        ("-c command or -O name", "-c <命令> 或 -O <name 选项> 和 <编号>"),
        ("--shelf=FIRST_SHELF begins there", "--shelf=第一个书架 从这里开始"),
        ("lend [shelf_name ...]", "lend [书架名称 ...]"),
        ("add BOOK to the list", "把 <BOOK> 添加到列表中"),
        ("a <shelf> in a <shelf>, closed with </shelf>", "<shelf> 里的 <shelf>，以 </shelf> 结束"),
        # An element that a text speaks of, as often as it likes; names with a hyphen.
        ("Put a <button> around it. The <button> is native.", "外面放一个原生的 <button>。"),
        ("v-lend vs. v-return", "v-lend vs. v-return"),
        # No repetitions.
        ("When used in in-hall lists, it is short.", "用在馆内列表中时，它很短。"),
        ("It prints [object Object] there.", "它在那里印出 [object Object]。"),
        # Options that one text has in words, and dashes around a heading.
        ("the due date may not be given here", "此处不能使用 --due-date 选项"),
        ("--Due List--", "--到期清单--"),
        # Quotation marks of older programs begin no code.
        ("type `lend' or `return' to see `help'", '键入 "lend" 或 "return" 以查看 "help"'),
        ("the list `%s` is empty", "列表 `%s' 是空的"),
        # Names of keys are no shortcuts; keys to press are no text.
        ("Lend it [y,n,q,a,d]?", "借出 [y,n,q,a,d]？"),
        ("  -b BOOK     book to lend", "  -b 书       要借的书"),
        ("  list        List the books", "  list        列出书籍"),
        # Figures.
        ("-1 switches it off.", "使用-1关闭它。"),
        ("Zero is all, -1 none.", "0表示全部.-1表示没有。"),
        ("a gap [0x%lx - 0x%lx] in it", "其中有空缺 [0x%lx - 0x%lx]"),
        ("It cannot lend more than 6 books", "最多不能超过 6 本书"),
        ("It may not hold more than two shelves", "不能包含两个以上的书架"),
        ("No reader shall keep more than two books", "任何读者借书不得超过两本"),
        ("The term shall not be less than 30 days", "期限不得少于 30 天"),
        ("The week date is wrong", "周日期是错误的"),
        ("12/31/99 23:13:48", "1999年12月31日 23时13分48秒"),
        ("Aug", "八月"),
        ("May", "五月"),
        # Somebody else.
        ("other reading lists", "其他的第三方书单"),
        ("lists of third parties", "他人的书单"),
        ("Books may be lent to a third party.", "图书可以借给第三人。"),
        # A mark that is spoken of, and patterns.
        ("a digit is missing after '.'", '在 "." 后缺少数字'),
        ("'", "”"),
        ("Naxi ²Ggŏ-¹baw", "纳西哥巴文"),
        ("the count in [c*n] is wrong", "[字符*个数] 中的个数是错误的"),
        ("Attention. Call the porter.", "** 注意。** 请给看门人打电话。"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_fault(en: str, zh: str) -> None:
    assert more_than_information([Unit(zh, en)]) == []


@pytest.mark.parametrize(
    ("en", "zh", "kind"),
    [
        ('cannot lend "%s" to "%s": %m', '无法把 "%1$s" 借出：%3$m', "placeholder"),
        ("%snotice: %s", "%s提示：%s%s", "placeholder"),
        ("reads $SHELF", "读取 $SHELVES", "placeholder"),
        ("the <b>bold</b> one", "<标记> 的那个", "tag"),
        ("<mark>one</mark>", "<标记>一</标记>", "tag"),
        ("the <b>bold</b> and the <b>big</b> one", "<b>粗的</b>和大的那个", "tag"),
        ("a <button> in a <form>", "表单里的按钮 <form>", "tag"),
        ("<li>one <li>two", "<li>一，二", "tag"),
        ("lend it first", "lend it first", "untranslated"),
        ("the due date may not be given here", "此处不能使用 --shelf 选项", "code"),
        ("--shelf may not be given here", "此处不能使用 --shelff 选项", "code"),
        ("see the code `a b` for `c`", "见代码 `a b`", "code"),
        ("the the list", "列表", "repeat"),
        ("The list of of in-hall books", "馆内图书列表", "repeat"),
        ("It cannot lend more than 6 books", "最多不能超过 7 本书", "number"),
        ("The term shall not be more than 30 days", "期限不得少于 30 天", "number"),
        ("-1 switches it off.", "使用1关闭它。", "number"),
        ("12/31/99", "1999年12月30日", "date"),
        ("23:13:48", "23时13分49秒", "date"),
        ("Aug", "七月", "date"),
        ("the plan", "第三方案", "number"),
        ("the third part", "该部分", "number"),
        ("due at 8*, please", "八点到期，谢谢", "note"),
    ],
)
def test_what_is_a_fault(en: str, zh: str, kind: str) -> None:
    assert {one.kind for one in more_than_information([Unit(zh, en)])} == {kind}


def test_variables_that_the_chinese_never_has_are_translated() -> None:
    units = [
        Unit(f"<书架清单> 第 {n} 项放在 <书架清单> 里", f"item {n} of SHELF_LIST into SHELF_LIST")
        for n in range(3, 6)
    ]
    assert more_than_information(units) == []
    kept = Unit("设置 SHELF_LIST 的值", "set the value of SHELF_LIST")
    assert {one.kind for one in more_than_information([*units, kept])} == {"code"}


def test_names_of_keys_have_no_shortcut() -> None:
    units = [Unit(f"{zh}(_{key})", f"_{en}") for zh, key, en in
             (("打开", "O", "Open"), ("关闭", "C", "Close"), ("退出", "Q", "Quit"))]  # fmt: skip
    assert more_than_information([*units, Unit("小键盘 Enter", "KP_Enter")]) == []
    assert more_than_information([*units, Unit("打印", "_Print")]) != []


def test_end_marks_lost_in_one_direction_say_nothing_of_the_other() -> None:
    both = [Unit(f"第{n}本书已归还。", f"Book {n} is back.") for n in range(3, 60)]
    added = [Unit(f"第{n}本书已借出。", f"Book {n} is lent") for n in range(3, 30)]
    assert more_than_information([*both, *added]) == []
    lost = Unit("门已关闭", "The door is shut.")
    assert [one.unit for one in more_than_information([*both, *added, lost])] == [84]


def test_a_word_in_braces_may_be_translated() -> None:
    units = [Unit("位于 \\x{编号} 处", "at \\x{NUMBER}"), Unit("位于 {名称} 处", "at {name}")]
    assert [one.severity for one in check(units)] == [Severity.WARNING, Severity.ERROR]
