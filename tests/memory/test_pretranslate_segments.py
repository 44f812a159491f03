"""Files that a tool has cut into segments, filled from a memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from duizhao import Memory
from duizhao.memory.interchange import Outcome

from ..present import present

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t"
adminlang="en" srclang="en" datatype="plaintext"/><body>{}</body></tmx>"""
UNIT = '<tu><tuv xml:lang="en"><seg>{}</seg></tuv><tuv xml:lang="zh-CN"><seg>{}</seg></tuv></tu>'
PAIRS = [
    ("Drain the pump.", "排空水泵。"),
    ("Fit the seal.", "装上密封圈。"),
    (
        'Press <bpt i="1" x="3">[</bpt>OK<ept i="1">]</ept> in <ph x="9"/> seconds.',
        '<ph x="9"/>秒内按<bpt i="4" x="3">[</bpt>确定<ept i="4">]</ept>。',
    ),
]
SPACES = 'xmlns:mq="MQXliff" xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" xmlns:q="urn:q"'
START = (
    f'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" {SPACES}>'
    '<file original="pump.docx" source-language="en" target-language="zh-CN" datatype="x-any">'
    "<body>"
)
END = "</body></file></xliff>"
CUT = """<trans-unit id="p1"><source>Drain the pump. Fit the seal. Go.</source>
<seg-source><mrk mtype="seg" mid="7">Drain the pump.</mrk> <mrk mtype="seg" mid="8">Fit the seal.
</mrk> <mrk mtype="seg" mid="9">Go away from here.</mrk></seg-source>{}</trans-unit>"""


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    path = tmp_path / "m.tmx"
    path.write_text(TMX.format("".join(UNIT.format(*pair) for pair in PAIRS)), "utf-8")
    found = Memory(tmp_path / "m.db")
    found.import_file(path)
    return found


def fill(memory: Memory, folder: Path, text: str) -> tuple[Outcome, etree._Element, str]:
    path, out = folder / "a.xlf", folder / "b.xlf"
    path.write_bytes(
        (text if text.startswith("<") and "<xliff" in text[:80] else START + text + END).encode()
    )
    outcome = memory.pretranslate(path, out)
    return outcome, etree.parse(str(out)).getroot(), out.read_bytes().decode()


def targets(root: etree._Element) -> list[str]:
    return [etree.tostring(one, encoding="unicode", with_tail=False).partition(">")[2]
            .rpartition("<")[0] for one in root.iter("{*}target")
            if etree.QName(one.getparent()).localname != "alt-trans"]  # fmt: skip


def test_segment_by_segment(memory: Memory, tmp_path: Path) -> None:
    outcome, root, _ = fill(memory, tmp_path, CUT.format("<note>n</note><q:x/>"))
    assert [(one.place, one.sure) for one in outcome.filled] == [
        ("pump.docx, p1/7", True),
        ("pump.docx, p1/8", True),
    ]
    assert outcome.unmatched == 1
    unit = present(root.find(".//{*}trans-unit"))
    names = [etree.QName(child).localname for child in unit]
    assert names == ["source", "seg-source", "target", "note", "alt-trans", "alt-trans", "x"]
    target = present(unit.find("{*}target"))
    marks = [(one.get("mid"), one.text, one.tail) for one in target]
    assert marks == [("7", "排空水泵。", None), ("8", "装上密封圈。\n", None), ("9", None, None)]
    assert (target.get("state"), unit.get("approved")) == ("needs-translation", None)
    assert [one.get("mid") for one in unit.findall("{*}alt-trans")] == ["7", "8"]


def test_what_is_translated_stays(memory: Memory, tmp_path: Path) -> None:
    there = (
        '<target><mrk mtype="seg" mid="8">密封。</mrk><mrk mtype="seg" mid="9">走</mrk></target>'
    )
    outcome, root, _ = fill(memory, tmp_path, CUT.format(there))
    assert (outcome.kept, len(outcome.filled)) == (2, 1)
    unit = present(root.find(".//{*}trans-unit"))
    target = present(unit.find("{*}target"))
    marks = [(one.get("mid"), one.text) for one in target]
    assert marks == [("7", "排空水泵。"), ("8", "密封。"), ("9", "走")]
    assert target.get("state") == "translated"


def test_trados(memory: Memory, tmp_path: Path) -> None:
    outcome, root, text = fill(
        memory,
        tmp_path,
        CUT.format(
            '<target><mrk mtype="seg" mid="7"/><mrk mtype="seg" mid="8"/></target><sdl:seg-defs>'
            '<sdl:seg id="7"/><sdl:seg id="8" locked="true"/><sdl:seg id="9"/></sdl:seg-defs>'
        ),
    )
    assert len(outcome.filled) == 1
    seg = present(root.find(".//{*}seg"))
    assert dict(seg.attrib.items()) == {
        "id": "7",
        "conf": "Translated",
        "origin": "tm",
        "origin-system": "duizhao",
        "percent": "100",
    }
    assert "alt-trans" not in text
    assert "approved" not in text


def test_memoq(memory: Memory, tmp_path: Path) -> None:
    outcome, root, _ = fill(
        memory,
        tmp_path,
        '<trans-unit id="1" mq:status="NotStarted"><source>Fit the seal.</source>'
        '<target>Fit the seal.</target></trans-unit><trans-unit id="2" mq:locked="locked" '
        'mq:status="NotStarted"><source>Fit the seal.</source><target/></trans-unit>',
    )
    first, second = root.iter("{*}trans-unit")
    assert first.findtext("{*}target") == "装上密封圈。"
    assert (first.get("{MQXliff}status"), first.get("{MQXliff}percent")) == ("Pretranslated", "100")
    assert present(second.find("{*}target")).text is None
    assert outcome.kept == 1


def test_tags_stand_where_the_memory_has_them(memory: Memory, tmp_path: Path) -> None:
    outcome, root, _ = fill(
        memory,
        tmp_path,
        '<trans-unit id="1"><source>Press <g id="a">OK</g> in <x id="b"/> seconds.</source>'
        '</trans-unit><trans-unit id="2"><source>Press <bpt id="5">&lt;</bpt>OK<ept id="5">&gt;'
        '</ept> in <ph id="6"/> seconds.</source></trans-unit>'
        '<trans-unit id="3"><source>Press OK<x id="b"/> in seconds.</source></trans-unit>',
    )
    first, second, third = targets(root)
    assert first == '<x id="b"/>秒内按<g id="a">确定</g>。'
    assert second == '<ph id="6"/>秒内按<bpt id="5">&lt;</bpt>确定<ept id="5">&gt;</ept>。'
    assert third == '秒内按确定。<x id="b"/>'
    assert [one.sure for one in outcome.filled] == [True, True, False]


def test_too_long_for_its_place(memory: Memory, tmp_path: Path) -> None:
    outcome, _, text = fill(
        memory,
        tmp_path,
        '<trans-unit id="1" maxwidth="5" size-unit="char"><source>Fit the seal.</source>'
        '</trans-unit><trans-unit id="2" maxwidth="6" size-unit="char"><source>Fit the seal.'
        "</source></trans-unit>",
    )
    assert [one.sure for one in outcome.filled] == [False, True]
    assert outcome.filled[0].reason == "too long (6 of at most 5 chars)"
    assert "needs-review-translation" in text


def test_a_copy_of_the_source_is_no_translation(memory: Memory, tmp_path: Path) -> None:
    units = "".join(
        f'<trans-unit id="{n}"><source>Fit the seal.</source>'
        f"<target{state}>Fit the seal.</target></trans-unit>"
        for n, state in enumerate([' state="new"', ' state="needs-translation"', ""])
    )
    outcome, root, _ = fill(memory, tmp_path, units)
    assert targets(root) == ["装上密封圈。", "装上密封圈。", "Fit the seal."]
    assert outcome.kept == 1


def test_a_broken_unit_stays_as_it_is(memory: Memory, tmp_path: Path) -> None:
    broken = '<trans-unit id="1"><source>Salt & pepper</source></trans-unit>'
    path, out = tmp_path / "a.xlf", tmp_path / "b.xlf"
    path.write_text(
        f'{START}{broken}<trans-unit id="2"><source>Fit the seal.</source></trans-unit>{END}'
    )
    outcome = memory.pretranslate(path, out)
    assert (len(outcome.filled), len(outcome.skipped)) == (1, 1)
    assert broken in out.read_text("utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_the_rest_of_a_file_stays(memory: Memory, tmp_path: Path, encoding: str) -> None:
    name = {"utf-8-sig": "utf-8", "utf-16": "UTF-16"}.get(encoding, encoding)
    text = (
        f'<?xml version="1.0" encoding="{name}"?>\r\n<!-- 注 -->\r\n<?tool keep?>{START}\r\n'
        f'  <trans-unit id="1">\r\n    <source>Fit the seal.</source>\r\n  </trans-unit>{END}\r\n'
    )
    path, out = tmp_path / "a.xlf", tmp_path / "b.xlf"
    path.write_bytes(text.encode(encoding))
    assert memory.pretranslate(path, out).sure == 1
    written = out.read_bytes().decode(encoding)
    assert written.startswith(text.partition("<xliff")[0])
    assert '</source>\r\n    <target state="translated"' in written
    assert written.endswith(f"</trans-unit>{END}\r\n")


def test_a_text_that_is_too_long_to_compare_is_found_word_for_word(tmp_path: Path) -> None:
    long = " ".join(f"Clause number {n} is about safety at work." for n in range(700))
    memory = Memory(tmp_path / "m.db")
    from duizhao import Unit

    memory.add([Unit("很长。", long), Unit("短句。", "Short one.")], status="checked")
    outcome, root, _ = fill(
        memory,
        tmp_path,
        f'<trans-unit id="1"><source>Short one.</source></trans-unit>'
        f'<trans-unit id="2"><source>{long}</source></trans-unit>'
        f'<trans-unit id="3"><source>{long} Really.</source></trans-unit>',
    )
    assert targets(root) == ["短句。", "很长。"]
    assert outcome.unmatched == 1
