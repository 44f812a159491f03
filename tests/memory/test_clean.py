"""Cleaning: what goes, why, and where it goes to."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from duizhao.corpora.errors import OutputError, SettingsError
from duizhao.corpora.unit import Unit
from duizhao.memory.clean import RULES, clean, doubts
from duizhao.memory.store import Entry, Status, Store, from_units
from duizhao.memory.store.importing import import_file

GOOD = Unit("大会欢迎会员国作出的承诺", "The General Assembly welcomes the commitments made")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "m.db")


@pytest.mark.parametrize(
    ("unit", "rule"),
    [
        (Unit("2015", "2015"), "same"),
        (Unit("——", "Annex"), "empty"),
        (Unit("附件", "…"), "empty"),
        (Unit("Report of the Council on the matter", "Report of the Council"), "language"),
        (Unit("附件一", "附件一的内容"), "language"),
        (Unit("附件", "The Assembly decided to postpone consideration of the matter"), "length"),
        (Unit("大会决定推迟审议这一事项直至下届会议", "Postponed"), "length"),
        (Unit("附件二", "Annex", confidence=0.2), "confidence"),
        (Unit("会议于2015年举行", "The meeting was held in 2017"), "numbers"),
    ],
)
def test_rules(store: Store, unit: Unit, rule: str) -> None:
    store.add(from_units([GOOD, unit]))
    (doubt,) = doubts(store)
    assert (doubt.rule, doubt.entry.unit.zh) == (rule, unit.zh)
    assert doubt.reason
    assert list(doubts(store, [other for other in RULES if other != rule])) == []


def test_of_duplicates_the_most_trusted_stays(store: Store) -> None:
    store.add(
        [
            Entry(Unit("附件", "Annex")),
            Entry(Unit("附件。", "annex"), status=Status.CHECKED),
            Entry(Unit("附件", "ANNEX")),
            Entry(Unit("附件", "Appendix")),
        ]
    )
    assert [doubt.entry.id for doubt in doubts(store)] == [1, 3]


def test_checked_units_are_left_alone_by_rules_that_guess(store: Store) -> None:
    unit = Unit("会议于2015年举行", "The meeting was held in 2017", confidence=0.1)
    store.add([Entry(unit, status=Status.CHECKED)])
    assert list(doubts(store)) == []


def test_units_are_judged_piece_by_piece_and_none_twice(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("duizhao.memory.clean._CHUNK", 2)
    store.add(from_units([Unit(f"附件{n}", f"Annex {n}", confidence=0.2) for n in range(5)]))
    calls: list[tuple[str, int, int]] = []
    found = list(doubts(store, progress=lambda *call: calls.append(call)))
    assert [doubt.entry.unit.en for doubt in found] == [f"Annex {n}" for n in range(5)]
    assert calls == [("clean", 2, 5), ("clean", 4, 5)]


def test_removed_units_go_to_a_file_that_can_be_imported(store: Store, tmp_path: Path) -> None:
    store.add(from_units([GOOD, Unit("附件二", "Annex", confidence=0.2)]))
    removed = tmp_path / "removed.jsonl"
    assert clean(store, removed) == {"confidence": 1}
    assert [entry.unit.zh for entry in store.entries()] == [GOOD.zh]
    (row,) = map(json.loads, removed.read_text("utf-8").splitlines())
    assert (row["rule"], row["zh"], row["reason"]) == ("confidence", "附件二", "confidence 0.20")
    assert import_file(store, removed).added == 1


def test_a_removed_unit_comes_back_whole(store: Store, tmp_path: Path) -> None:
    given = Entry(
        Unit("附件二", "Annex 2", confidence=0.2),
        en_content='<ph x="1">{b}</ph>Annex 2',
        status=Status.ALIGNED,
        created="20200102T030405Z",
        properties=(("client", "UN"),),
        extra='{"remarks":"<note>seen</note>"}',
    )
    store.add([given])
    clean(store, tmp_path / "removed.jsonl")
    assert len(store) == 0
    import_file(store, tmp_path / "removed.jsonl")
    (entry,) = store.entries()
    assert replace(entry, id=0, origins=given.origins) == given


@pytest.mark.parametrize("content", ["<b>Annex", "another text", "a & b"])
def test_tags_that_would_break_a_file_are_refused(
    store: Store, tmp_path: Path, content: str
) -> None:
    row = {"zh": "附件", "en": "Annex", "en_content": content}
    sound = {"zh": "序言", "en": "Preamble"}
    (tmp_path / "a.jsonl").write_text(f"{json.dumps(row)}\n{json.dumps(sound)}\n", "utf-8")
    result = import_file(store, tmp_path / "a.jsonl")
    assert (result.read, result.added) == (2, 1)
    assert "en_content" in result.skips[0].reason


def test_refusals(store: Store, tmp_path: Path) -> None:
    store.add(from_units([Unit("附件二", "Annex", confidence=0.2)]))
    (tmp_path / "there.jsonl").touch()
    with pytest.raises(SettingsError, match="already exists"):
        clean(store, tmp_path / "there.jsonl")
    with pytest.raises(OutputError):
        clean(store, tmp_path / "no" / "folder.jsonl")
    with pytest.raises(SettingsError, match="no rule"):
        clean(store, tmp_path / "new.jsonl", ["spelling"])
    assert len(store) == 1


@pytest.mark.parametrize(
    ("zh", "en", "reason"),
    [
        (7, 1, ""),  # too short to say
        (8, 1, "8 Chinese characters for 1 English words"),
        (11, 2, ""),
        (12, 2, "12 Chinese characters for 2 English words"),
        (9, 20, ""),
        (8, 18, "8 Chinese characters for 18 English words"),
        (3, 7, ""),
        (3, 8, "3 Chinese characters for 8 English words"),
    ],
)
def test_borders_of_the_lengths(store: Store, zh: int, en: int, reason: str) -> None:
    store.add(from_units([Unit("港口每日开放并于中午关闭"[:zh], " ".join(["port"] * en))]))
    assert [doubt.reason for doubt in doubts(store, ["length"])] == [reason] * bool(reason)


def test_borders_of_the_confidence(store: Store) -> None:
    given = (0.49, 0.5, None, 0.0, 0.7)
    store.add(
        from_units([Unit(f"第{n}条", f"Article {n}", confidence=c) for n, c in enumerate(given)])
    )
    assert [doubt.reason for doubt in doubts(store)] == ["confidence 0.49", "confidence 0.00"]
    few = doubts(store, ["confidence"], min_confidence=0.71)
    assert [doubt.entry.unit.confidence for doubt in few] == [0.49, 0.5, 0.0, 0.7]


@pytest.mark.parametrize(
    ("one", "other", "goes"),
    [
        ((None, Status.DRAFT), (None, Status.DRAFT), 2),  # the first of equals stays
        ((0.6, Status.DRAFT), (0.9, Status.DRAFT), 1),
        ((None, Status.REJECTED), (None, Status.DRAFT), 1),
        ((None, Status.CHECKED), (0.9, Status.DRAFT), 2),
    ],
)  # fmt: skip
def test_which_of_two_copies_goes(
    store: Store, one: tuple[float, Status], other: tuple[float, Status], goes: int
) -> None:
    store.add(
        [
            Entry(Unit(zh, "Annex", confidence=confidence), status=status)
            for zh, (confidence, status) in (("附件", one), ("附件。", other))
        ]
    )
    (doubt,) = doubts(store, ["duplicate"])
    assert doubt.entry.id == goes and doubt.reason.endswith(f": {3 - goes}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("用C#写成。", "Written in C#."), ("用C++写成。", "Written in C++.")),
        (("真的吗？", "Really?"), ("真的吗。", "Really.")),
        (("问我们", "Ask us"), ("问我们。", "Ask US")),
        (("——", "…"), ("…", "——")),
        (("——", "Annex"), ("…", "Annex")),
    ],
)
def test_what_is_no_copy(store: Store, one: tuple[str, str], other: tuple[str, str]) -> None:
    store.add(from_units([Unit(*one), Unit(*other)]))
    assert list(doubts(store, ["duplicate"])) == []


def test_a_name_in_letters_is_no_wrong_language(store: Store) -> None:
    store.add(from_units([Unit("A/67/L.6 rev", "A/67/L.6 rev.1"), Unit("IBM", "IBM Corporation")]))
    assert list(doubts(store, ["language"])) == []


def test_counts_by_rule(store: Store, tmp_path: Path) -> None:
    store.add(from_units([GOOD, Unit("7", "7"), Unit("8", "8"), Unit("附件", "…")]))
    assert clean(store, tmp_path / "gone.jsonl") == {"same": 2, "empty": 1}
    assert [entry.unit.zh for entry in store.entries()] == [GOOD.zh]
    reasons = [json.loads(line)["reason"] for line in (tmp_path / "gone.jsonl").open("rb")]
    assert reasons[2] == "the English side has no letters or figures"
