"""Penalties as rules in a file, and several memories in one search."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from duizhao.corpora.errors import SettingsError
from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory
from duizhao.memory.search.rules import PenaltyRule, read_rules
from duizhao.memory.several import search_several
from duizhao.memory.store import Entry, Origin, Status

ENTRY = Entry(
    Unit("阀门", "Valve"),
    status=Status.ALIGNED,
    created="20150601T000000Z",
    creator="li",
    properties=(("client", "Acme"),),
    origins=(Origin("folder/old-pumps.tmx", en_file="manual.docx"),),
)


@pytest.mark.parametrize(
    ("rule", "applies"),
    [
        (PenaltyRule(1), True),
        (PenaltyRule(1, status="aligned"), True),
        (PenaltyRule(1, status="draft"), False),
        (PenaltyRule(1, origin="PUMPS"), True),
        (PenaltyRule(1, origin="manual.docx"), True),
        (PenaltyRule(1, origin="tanks"), False),
        (PenaltyRule(1, property="client"), True),
        (PenaltyRule(1, property="client=Acme"), True),
        (PenaltyRule(1, property="client=Beta"), False),
        (PenaltyRule(1, who="li"), True),
        (PenaltyRule(1, who="wang"), False),
        (PenaltyRule(1, before="2016"), True),
        (PenaltyRule(1, before="2015-06-01"), False),
        (PenaltyRule(1, years=3), True),
        (PenaltyRule(1, years=500), False),
        (PenaltyRule(1, memory="house"), True),
        (PenaltyRule(1, memory="client"), False),
        (PenaltyRule(1, status="aligned", who="wang"), False),
    ],
)
def test_conditions(rule: PenaltyRule, applies: bool) -> None:
    assert rule.applies(ENTRY, "house.tm") is applies


def test_a_file_of_rules(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(
        '[[penalty]]\npoints = 3\norigin = "old"\n[[penalty]]\npoints = 2\nyears = 5\n'
        'reason = "too old"\n'
    )
    first, second = read_rules(path)
    assert (first, first.shown()) == (PenaltyRule(3, origin="old"), "origin old")
    assert second.shown() == "too old"
    memory = Memory(tmp_path / "m.tm")
    memory.add([ENTRY])
    (match,) = memory.search("Valve", rules=(first, second))
    assert match.score == 94  # one more point for what nobody has checked
    assert match.reasons[-2:] == ("origin old (−3)", "too old (−2)")


@pytest.mark.parametrize(
    "text",
    ["points = 3", "[[penalty]]\norigin = 'a'", "[[penalty]]\npoints = 'a'", "[penalty]\na = 1",
     "[[penalty]]\npoints = 1\nfile = 'a'", "[[penalty]]\npoints = 1\nyears = 'a'", "[[penalty",
     "[[penalty]]\npoints = 1\nstatus = 'perfect'"],
)  # fmt: skip
def test_what_is_no_rule_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.toml"
    path.write_text(text)
    with pytest.raises(SettingsError):
        read_rules(path)


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Memory]:
    def make(name: str, *units: Unit) -> Memory:
        memory = Memory(tmp_path / f"{name}.tm")
        memory.add(units, status="checked")
        return memory

    return make


def test_several_memories_count_in_their_order(made: Callable[..., Memory]) -> None:
    first = made("house", Unit("阀门", "Valve"), Unit("阀门们", "Valves"))
    second = made("client", Unit("活门", "Valve"), Unit("阀门", "Valve"))
    found = search_several([first, second], "Valve", "en")
    assert [(match.target, match.reasons[-1]) for match in found] == [
        ("阀门", "in house.tm"),
        ("活门", "in client.tm"),
    ]
    found = search_several([second, first], "Valve", "en", 1)
    assert [match.target for match in found] == ["阀门"]
    rule = PenaltyRule(5, memory="house")
    found = search_several([first, second], "Valve", "en", rules=(rule,))
    assert [match.reasons[-1] for match in found] == ["in client.tm", "in client.tm"]


def test_a_memory_that_is_only_read_is_searched_too(
    made: Callable[..., Memory], tmp_path: Path
) -> None:
    made("house", Unit("阀门", "Valve")).close()
    made("client", Unit("泵", "Pump")).close()
    source = tmp_path / "a.txt"
    source.write_text("Valve\nPump\n")
    before = {path.name for path in tmp_path.iterdir()}
    with (
        Memory(tmp_path / "house.tm", create=False) as first,
        Memory(tmp_path / "client.tm", create=False) as second,
    ):
        first.pretranslate(source, tmp_path / "b.txt", also=[second])
    assert (tmp_path / "b.txt").read_text("utf-8") == "阀门\n泵\n"
    assert {path.name for path in tmp_path.iterdir()} == before | {"b.txt"}
