"""Search: one list, the best first, with the reason for every score."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein

from duizhao.corpora.document import Language
from duizhao.corpora.errors import SettingsError
from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory
from duizhao.memory.search import Filters
from duizhao.memory.store import Entry, Origin, Status, keys

SOURCE = "秘书长于2015年3月5日提出报告。"
TARGET = "The Secretary-General reported on 5 March 2015."


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    memory = Memory(tmp_path / "m.db")
    memory.add(
        [
            Unit(SOURCE, TARGET),
            Unit("附件", "Annex"),
            Unit("大会欢迎会员国作出的承诺", "The General Assembly welcomes the commitments made"),
        ]
    )
    return memory


@pytest.mark.parametrize(
    ("language", "text", "band", "score", "reason"),
    [
        ("zh", SOURCE, "exact", 100, "same text"),
        ("en", TARGET, "exact", 100, "same text"),
        ("zh", "附件", "exact", 100, "same text"),
        ("en", "Annex", "exact", 100, "same text"),
        ("zh", "秘书长于2016年4月6日提出报告。", "figures", 97, "differs in figures"),
        ("zh", "秘书长于2015年3月5日提出报告", "format", 98, "punctuation differs"),
        ("zh", "秘书长于２０１５年3月5日提出报告。", "format", 98, "width differs"),
        ("zh", "秘书长于 2015 年 3 月 5 日提出报告。", "format", 99, "spaces differ"),
        ("en", "ANNEX", "format", 98, "case differs"),
        ("zh", "附件一", "fuzzy", 66, "66% of the text is the same"),
        ("zh", "大會歡迎會員國作出的承諾", "format", 96, "script"),
        ("zh", "大会赞赏会员国作出的承诺", "fuzzy", 83, "83% of the text is the same"),
        ("en", "The General Assembly notes the commitments made", "fuzzy", 85, "85% of the text"),
    ],
)
def test_bands(
    memory: Memory, language: Language, text: str, band: str, score: int, reason: str
) -> None:
    match = memory.search(text, language)[0]
    assert (match.band, match.score) == (band, score)
    assert any(reason in one for one in match.reasons)
    assert match.source == match.entry.text(language)


def test_figures_of_the_query_stand_in_the_target(memory: Memory) -> None:
    match = memory.search("秘书长于2016年4月6日提出报告。")[0]
    assert match.target == "The Secretary-General reported on 6 April 2016."
    assert [match.target[start:end] for start, end in match.marks] == ["6", "April", "2016"]
    assert match.entry.unit.en == TARGET


@pytest.mark.parametrize("text", ["", "  ", "。，", "zzz qqq"])
def test_nothing(memory: Memory, text: str) -> None:
    assert memory.search(text, "zh") == []


def test_threshold_and_limit(memory: Memory) -> None:
    memory.add([Unit(f"附件{sign}", f"Annex {sign}") for sign in "甲乙丙丁"])
    assert len(memory.search("附件", limit=3)) == 3
    assert [match.score for match in memory.search("附件", threshold=90)] == [100]
    assert memory.search("附件", limit=0) == []


def test_context_from_the_neighbours_in_a_document(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "m.db")
    texts = ["甲", "同上", "乙", "丙", "同上", "丁"]
    memory.add(
        [
            Unit(zh, str(n), zh_file="a.zh", en_file="a.en", zh_segments=(n,), en_segments=(n,))
            for n, zh in enumerate(texts)
        ]
    )
    matches = memory.search("同上", before="丙", after="丁")
    assert [(match.score, match.band, match.target) for match in matches] == [
        (101, "context", "4"),
        (99, "exact", "1"),
    ]
    assert memory.search("同上", before="丁")[0].band == "exact"
    assert memory.search("丙", before="乙")[0].score == 101


def test_context_that_a_file_gives(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "m.db")
    origin = Origin("f.tmx", before="before it", after="behind it")
    memory.add([Entry(Unit("附件", "Annex"), origins=(origin,))])
    assert memory.search("Annex", "en", before="Before it.")[0].band == "context"
    assert memory.search("Annex", "en", before="Before it.", after="no")[0].band == "exact"
    assert memory.search("附件", "zh", before="before it")[0].band == "exact"


def test_penalties(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "m.db")
    memory.add([Unit("附件", "Annex", confidence=0.7), Unit("序言", "Preamble", confidence=0.99)])
    match = memory.search("附件")[0]
    assert match.score == 97
    assert "aligned, not yet checked (−3)" in match.reasons
    assert memory.search("序言")[0].score == 100
    memory.store.set_status([match.entry.id], Status.CHECKED, "li")
    assert memory.search("附件")[0].score == 100
    assert memory.search("附件")[0].entry.changer == "li"


def test_several_translations_are_said_and_the_checked_one_leads(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "m.db")
    memory.add([Entry(Unit("附件", "Appendix")), Entry(Unit("附件", "Annex"))])
    memory.add([Entry(Unit("附件", "Annex"), status=Status.CHECKED)])
    matches = memory.search("附件")
    assert [(match.target, match.score) for match in matches] == [("Annex", 99), ("Appendix", 99)]
    assert "has several translations (−1)" in matches[0].reasons


def test_rejected_units_are_not_found_unless_asked_for(memory: Memory) -> None:
    number = memory.search("附件")[0].entry.id
    for many in (0, 300):  # before and after it is indexed
        memory.add([Unit(f"{n}号文件", f"document {n}") for n in range(many)])
        memory.store.set_status([number], Status.REJECTED)
        assert memory.search("附件") == []
        only = Filters(statuses=(Status.REJECTED,))
        assert memory.search("附件", filters=only)[0].target == "Annex"
        memory.store.set_status([number], Status.CHECKED)
        assert memory.search("附件")[0].target == "Annex"


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(origin="OLD"), ["old"]),
        (Filters(since="2020-01-01"), ["new"]),
        (Filters(until="2010"), ["old"]),
        (Filters(since="20100203", until="20100203"), ["old"]),
        (Filters(properties=(("domain", "law"),)), ["new"]),
        (Filters(statuses=(Status.CHECKED,)), ["new"]),
        (Filters(origin="none"), []),
    ],
)
@pytest.mark.parametrize("filler", [0, 300])
def test_filters(tmp_path: Path, filters: Filters, found: list[str], filler: int) -> None:
    memory = Memory(tmp_path / "m.db")
    memory.add(
        [
            Entry(Unit("附件", "old"), created="20100203T000000Z", origins=(Origin("old.tmx"),)),
            Entry(
                Unit("附件", "new"),
                created="20200203T000000Z",
                status=Status.CHECKED,
                properties=(("domain", "law"),),
                origins=(Origin("new.tmx"),),
            ),
            *(Entry(Unit(f"文件{n}", f"{n}"), origins=(Origin("f.tmx"),)) for n in range(filler)),
        ]
    )
    assert [match.target for match in memory.search("附件", filters=filters)] == found


def test_tags_are_told(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "m.db")
    memory.add([Entry(Unit("附件", "Annex"), zh_content="<ph/>附件")])
    match = memory.search("附件")[0]
    assert (match.score, match.band, match.reasons) == (99, "format", ("has inline tags",))
    assert memory.search("附件", content="<ph/>附件")[0].score == 100
    # What a tag holds is its tool's; what counts is where it stands.
    assert memory.search("附件", content="<ph x='1'/>附件")[0].score == 100
    assert memory.search("附件", content="附<ph x='1'/>件")[0].score == 97


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_best_is_that_of_comparing_all(tmp_path: Path, language: Language) -> None:
    chance = random.Random(3)
    common = "大会决定请秘书长就本决议的执行情况提出报告并审议有关问题安全理事会各国合作"
    words = [f"word{n}" for n in range(300)]

    def made(length: int) -> str:
        if language == "zh":
            return "".join(
                chance.choice(common)
                if chance.random() < 0.7
                else chr(0x4E00 + chance.randrange(800))
                for _ in range(length)
            )
        return " ".join(words[int(300 * chance.random() ** 2)] for _ in range(length))

    texts = list(dict.fromkeys(made(chance.randint(1, 25)) for _ in range(1500)))
    memory = Memory(tmp_path / "m.db")
    memory.add([Unit(text, "x") if language == "zh" else Unit("某", text) for text in texts])
    held = [keys.tokens(text) for text in texts]
    for _ in range(150):
        query = list(chance.choice(held))
        for _ in range(chance.randint(0, max(1, len(query) // 3))):
            query[chance.randrange(len(query))] = chance.choice(chance.choice(held))
        best = max(Levenshtein.normalized_similarity(query, other) for other in held)
        joined = ("" if language == "zh" else " ").join(query)
        found = memory.search(joined, language)
        assert (found[0].similarity if found else 0.0) == pytest.approx(best if best >= 0.6 else 0)


def test_bad_queries(memory: Memory) -> None:
    with pytest.raises(SettingsError, match="take zh or en"):
        memory.search("texte", "fr")  # type: ignore[arg-type]


def test_plain_values(memory: Memory) -> None:
    found = memory.search("附件")[0].to_dict()
    assert {"source", "target", "score", "band", "reasons", "origin"} <= set(found)
    assert (found["source"], found["target"], found["score"]) == ("附件", "Annex", 100)


@pytest.mark.parametrize("day", ["gestern", "20", "2024-1-1", "2024-01-01T00"])
def test_what_is_no_day_is_refused(tmp_path: Path, day: str) -> None:
    with Memory(tmp_path / "m.db") as memory:
        memory.add([Unit("附件", "Annex")])
        with pytest.raises(SettingsError, match="no day"):
            memory.search("附件", filters=Filters(since=day))


def _alike(count: int) -> list[Unit]:
    """So many units that differ in the word before the last only, in a fixed order."""
    words = ["rain", "fish", "tower", "sand", "lamp", "bridge", "cloud", "stone", "river", "glass"]
    return [
        Unit(
            f"委员会注意到关于{number}号事项的年度报告",
            f"The Committee took note of the annual report on {words[number % 10]} number "
            f"{words[number // 10 % 10]} {words[number // 100 % 10]} {words[number // 1000]}",
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("limit", [1, 5])
def test_it_looks_further_where_the_first_candidates_may_not_answer(
    tmp_path: Path, limit: int
) -> None:
    memory = Memory(tmp_path / "m.db")
    units = _alike(5000)
    memory.add(units)
    wanted = "The Committee took note of the annual report on rain number rain rain rain"
    checked = [3999, 4001, 4999]
    memory.store.set_status([number + 1 for number in checked], Status.CHECKED)
    filters = Filters(statuses=(Status.CHECKED,))
    found = memory.search(wanted, "en", limit, filters=filters, semantic=False)
    assert {match.source for match in found} <= {units[number].en for number in checked}
    assert len(found) == min(limit, 3)
    exact = memory.search(units[4001].en, "en", limit, filters=filters, semantic=False)
    assert exact[0].score == 100


@pytest.mark.parametrize("gone", ["rejected", "removed"])
def test_it_looks_past_units_that_were_rejected_or_removed(tmp_path: Path, gone: str) -> None:
    memory = Memory(tmp_path / "m.db")
    units = _alike(5000)
    memory.add(units)
    first = range(1, 4991)
    if gone == "rejected":
        memory.store.set_status(first, Status.REJECTED)
    else:
        memory.store.remove(first)
    wanted = "The Committee took note of the annual report on rain number rain rain rain"
    found = memory.search(wanted, "en", 3, semantic=False)
    assert len(found) == 3
    assert {match.source for match in found} <= {unit.en for unit in units[4990:]}


def test_context_by_id_and_by_text(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "m.db")
    origin = Origin(before="Lid", after="<seg>End</seg>")
    memory.add(
        [
            Entry(Unit("按下", "Press"), properties=(("x-id", "7"),), origins=(origin,)),
            Entry(Unit("请按", "Press"), properties=(("msgctxt", "menu"),)),
        ]
    )

    def best(**context: Any) -> tuple[int, str]:
        match = memory.search("Press", **context)[0]
        return match.score, match.target

    assert best(context_id="menu") == (101, "请按")
    assert best(before="Lid", after="End") == (101, "按下")
    assert best(before="Lid", after="End", context_id="7") == (102, "按下")
    assert best(context_id="8")[0] == 99


def test_the_newest_is_so_by_date(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "m.db")
    memory.add(
        [
            Entry(Unit("密封圈", "Seal"), created="20100101T000000Z", changed="20240106T000000Z"),
            Entry(Unit("封条", "Seal"), created="20200105T000000Z"),
        ]
    )
    assert [match.target for match in memory.search("Seal")] == ["密封圈", "封条"]


def test_of_figures_the_same_way_of_writing_comes_first(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "m.db")
    memory.add([Unit("第1章", "Chapter 1"), Unit("第一章", "Chapter one")], status="checked")
    assert [match.target for match in memory.search("Chapter 2")] == ["第2章", "第二章"]
    assert memory.search("第三章")[0].target == "Chapter three"
