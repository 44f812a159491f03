"""XLIFF that is filled is valid where the file was: 1.2, strict and transitional, and 2.0."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory

FIXTURES = Path(__file__).parents[1] / "fixtures"
STRICT, TRANSITIONAL, TWO = "xliff12-strict", "xliff12-transitional", "xliff20"
PAIRS = [
    Unit("排空水泵。", "Drain the pump."),
    Unit("装上密封圈。", "Fit the seal."),
    Unit("等待3秒。", "Wait 3 seconds."),
]
HEAD = (
    '<file original="pump.docx" source-language="en" target-language="zh-CN" datatype="x-any">'
    '<header><note>handbook</note><q:own xmlns:q="urn:q"/></header><body>'
)
OLD = f"""<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:q="urn:q">{HEAD}
<group id="g"><context-group purpose="location"><context context-type="sourcefile">p</context>
</context-group><note>of a group</note><q:own/>
<trans-unit id="1" maxwidth="3" size-unit="char"><source>Drain the pump.</source>
<note priority="2">mind the tag</note><q:own/></trans-unit></group>
<trans-unit id="2" q:hash="x"><source>Drain the pump. Fit the seal.</source><seg-source>
<mrk mtype="seg" mid="1">Drain the pump.</mrk> <mrk mtype="seg" mid="2">Fit the seal.</mrk>
</seg-source><target><mrk mtype="seg" mid="1"/><mrk mtype="seg" mid="2"/></target>
<count-group name="c"><count count-type="total" unit="word">6</count></count-group></trans-unit>
<trans-unit id="3"><source>Drain <g id="1">the <x id="2"/>pump</g>.</source><target/>
<alt-trans match-quality="70" origin="old"><source>Drain it.</source><target>排空。</target>
</alt-trans></trans-unit>
<trans-unit id="4"><source>Wait <ph id="1">&lt;n/&gt;</ph>4 <bpt id="2">[</bpt>seconds<ept
 id="2">]</ept>.</source></trans-unit>
<trans-unit id="5" approved="yes"><source>Fit the seal.</source>
<target state="final">装好密封圈。</target></trans-unit>
{{}}</body></file></xliff>"""
DEPRECATED = """<trans-unit id="6" ts="x"><source>Fit the seal.</source>
<prop-group><prop prop-type="a">b</prop></prop-group></trans-unit>"""
NEW = """<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en"
 xmlns:q="urn:q"><file id="f"><q:own/><notes><note>handbook</note></notes>
<unit id="u1"><q:own/><notes><note id="n" priority="2">mind the tag</note></notes>
<originalData><data id="d1">&lt;n/&gt;</data></originalData>
<segment id="s1"><source>Drain <pc id="1">the pump</pc>.</source></segment>
<ignorable><source> </source></ignorable>
<segment id="s2" state="initial"><source>Fit the seal.</source><target/></segment>
<segment id="s3"><source>Wait <ph id="2" dataRef="d1"/>4 seconds.</source></segment>
<segment id="s4" state="final"><source>Fit the seal.</source><target>装好密封圈。</target></segment>
</unit><group id="g"><unit id="u2"><segment><source>Drain the pump.</source></segment></unit>
</group>
</file></xliff>"""


def faults(schema: str, text: bytes) -> list[str]:
    """What a schema has against a file."""
    rules = etree.RelaxNG(etree.parse(str(FIXTURES / f"{schema}.rng")))
    rules.validate(etree.fromstring(text))
    return [one.message for one in rules.error_log]


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    memory = Memory(tmp_path / "m.db")
    memory.add(PAIRS, status="checked")
    return memory


@pytest.mark.parametrize(
    ("text", "schemas", "filled"),
    [
        (OLD.replace("{}", ""), (STRICT, TRANSITIONAL), 5),
        (OLD.replace("{}", DEPRECATED), (TRANSITIONAL,), 6),
        (NEW, (TWO,), 4),
    ],
    ids=["strict", "transitional", "2.0"],
)
def test_what_is_filled_is_valid(
    memory: Memory, tmp_path: Path, text: str, schemas: tuple[str, ...], filled: int
) -> None:
    path, out = tmp_path / "a.xlf", tmp_path / "b.xlf"
    path.write_text(text, encoding="utf-8")
    outcome = memory.pretranslate(path, out)
    assert len(outcome.filled) == filled
    for schema in schemas:
        assert not faults(schema, path.read_bytes())
        assert not faults(schema, out.read_bytes())
    # Filled once more, from what is now in the file.
    again = tmp_path / "c.xlf"
    memory.pretranslate(out, again)
    assert not any(faults(schema, again.read_bytes()) for schema in schemas)


@pytest.mark.parametrize(
    ("schema", "text", "right", "wrong"),
    [
        (STRICT, OLD.replace("{}", DEPRECATED), "<body>", "<body>"),
        (TRANSITIONAL, OLD, "<target/>", '<target state="done"/>'),
        (TRANSITIONAL, OLD, "<target/>", "<note>n</note><target/>"),
        (TRANSITIONAL, OLD, "<note>of a group</note><q:own/>", "<q:own/><note>of a group</note>"),
        (STRICT, OLD, 'mtype="seg" mid="1"/>', 'mid="1"/>'),
        (STRICT, OLD, 'id="5" ', ""),
        (STRICT, OLD, "<q:own/></trans-unit>", "<own/></trans-unit>"),
        (TWO, NEW, 'state="final"', 'state="translated-well"'),
        (TWO, NEW, "<ignorable><source> </source></ignorable>", "<ignorable> </ignorable>"),
        (TWO, NEW, '<unit id="u2">', "<unit>"),
        (TWO, NEW, "</notes>\n<originalData>", "</notes><matches/>\n<originalData>"),
    ],
)
def test_the_schemas_refuse_what_is_wrong(schema: str, text: str, right: str, wrong: str) -> None:
    plain = text.replace("{}", "")
    assert right in plain
    assert faults(schema, plain.replace(right, wrong, 1).encode())


TAGGED = (
    "<tu><tuv xml:lang='en'><seg>Press <bpt i='1' x='3'>[</bpt>OK<ept i='1'>]</ept>"
    "<ph x='9'>{0}</ph> <hi type='bold'>now</hi>.<it pos='end'>)</it></seg></tuv>"
    "<tuv xml:lang='zh-CN'><seg><hi type='bold'>立即</hi><ph x='9'>{0}</ph>按"
    "<bpt i='4' x='3'>[</bpt>确定<ept i='4'>]</ept>。<it pos='end'>)</it></seg></tuv></tu>"
)
OF_ONE = {
    1: '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a"'
    ' source-language="en" target-language="zh-CN" datatype="x-any"><body><trans-unit id="1">'
    "<source>Press OK now.</source></trans-unit></body></file></xliff>",
    2: '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en"'
    ' trgLang="zh-CN"><file id="f"><unit id="u"><segment><source>Press OK now.</source>'
    "</segment></unit></file></xliff>",
}
WANTED = {
    1: (
        '<source>Press <bpt id="1">[</bpt>OK<ept id="1">]</ept><ph id="2">{0}</ph> '
        '<g id="3">now</g>.<it id="4" pos="close">)</it></source>'
        '<target><g id="3">立即</g><ph id="2">{0}</ph>按'
        '<bpt id="1">[</bpt>确定<ept id="1">]</ept>。<it id="4" pos="close">)</it></target>'
    ),
    2: (
        '<source>Press <sc id="1" disp="["/>OK<ec startRef="1" disp="]"/>'
        '<ph id="2" disp="{0}"/> <pc id="3">now</pc>.<ec id="4" isolated="yes" disp=")"/></source>'
        '<target><pc id="3">立即</pc><ph id="2" disp="{0}"/>按<sc id="1" disp="["/>确定'
        '<ec startRef="1" disp="]"/>。<ec id="4" isolated="yes" disp=")"/></target>'
    ),
}


@pytest.mark.parametrize("version", [1, 2])
def test_a_match_has_the_tags_of_its_unit(version: int, tmp_path: Path) -> None:
    tmx, path, out = tmp_path / "m.tmx", tmp_path / "a.xlf", tmp_path / "b.xlf"
    tmx.write_text(
        "<tmx version='1.4'><header creationtool='t' creationtoolversion='1' segtype='sentence'"
        " o-tmf='t' adminlang='en' srclang='en' datatype='plaintext'/><body>"
        f"{TAGGED}</body></tmx>",
        encoding="utf-8",
    )
    path.write_text(OF_ONE[version], encoding="utf-8")
    memory = Memory(tmp_path / "m.db")
    memory.import_file(tmx)
    assert len(memory.pretranslate(path, out).filled) == 1
    assert WANTED[version] in out.read_text("utf-8")
    for schema in (STRICT, TRANSITIONAL) if version == 1 else (TWO,):
        assert not faults(schema, out.read_bytes())
