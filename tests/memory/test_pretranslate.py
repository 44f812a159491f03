from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from translate.storage.pypo import pofile
from translate.storage.xliff import xlifffile
from translate.storage.xliff2 import Xliff2File

from duizhao.corpora.bilingual.inline import words
from duizhao.corpora.bilingual.placing import place
from duizhao.corpora.entry import Entry
from duizhao.corpora.errors import FormatError, LanguageError, UnsafeFileError
from duizhao.corpora.language import Script
from duizhao.corpora.unit import Unit
from duizhao.memory.interchange import pretranslate
from duizhao.memory.interchange.outcome import Asked
from duizhao.memory.search.match import Band, Match


def found(source: str, target: str, score: int, band: Band) -> Match:
    return Match(source, target, score, band, (), "folder/m.tmx", 1.0, Entry(Unit("", "")))


MEMORY = {
    "The General Assembly,": found("The General Assembly,", "大会，", 100, Band.EXACT),
    "Press OK now": found("Press OK now", "现在按确定", 100, Band.EXACT),
    "Recalls its resolution 67/1": found(
        "Recalls its resolution 66/1", "回顾第67/1号决议", 96, Band.FIGURES
    ),
    "大会，": found("大会，", "The General Assembly,", 101, Band.CONTEXT),
}


def find(asked: Asked, script: Script = "") -> Match | None:
    return MEMORY.get(asked.text)


XLIFF1 = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:x="urn:x">
<file original="a.txt" source-language="en-US" target-language="zh-CN" datatype="plaintext"><body>
<trans-unit id="1"><source>The General Assembly,</source></trans-unit>
<trans-unit id="2" x:own="kept"><source>Recalls its resolution 67/1</source><target/>
<note>n</note></trans-unit>
<trans-unit id="3"><source>The General Assembly,</source>
<target state="translated">大會</target></trans-unit>
<trans-unit id="4" translate="no"><source>The General Assembly,</source></trans-unit>
<trans-unit id="5"><source>Nothing like this</source></trans-unit>
<trans-unit id="6"><source><g id="1">Press <x id="2"/>OK</g> now</source></trans-unit>
<trans-unit id="7"><source><x id="1"/>The General Assembly,<x id="2"/></source>
<target></target></trans-unit>
<trans-unit id="8" approved="yes"><source>The General Assembly,</source></trans-unit>
<trans-unit id="9"><source>The General Assembly,</source>
<seg-source><mrk mtype="seg" mid="1">The General Assembly,</mrk></seg-source></trans-unit>
</body></file></xliff>
"""


def test_xliff_1(tmp_path: Path) -> None:
    path, out = tmp_path / "a.xlf", tmp_path / "b.xlf"
    path.write_text(XLIFF1, "utf-8")
    outcome = pretranslate(path, out, find)
    assert outcome.format == "xliff 1.2"
    assert [(one.place[-1], one.score, one.sure) for one in outcome.filled] == [
        ("1", 100, True),
        ("2", 96, False),
        ("6", 100, False),
        ("7", 100, True),
        ("1", 100, True),
    ]
    assert (outcome.units, outcome.kept, outcome.unmatched, outcome.sure) == (9, 3, 1, 3)
    assert outcome.skipped == ()
    store: Any = xlifffile(BytesIO(out.read_bytes()))
    by_id = {unit.xmlelement.get("id"): unit for unit in store.units}
    assert by_id["1"].target == "大会，"
    assert by_id["1"].istranslated() and not by_id["1"].isfuzzy()
    assert by_id["2"].target == "回顾第67/1号决议"
    assert by_id["2"].isfuzzy()
    assert by_id["2"].xmlelement.get("{urn:x}own") == "kept"
    assert by_id["2"].getnotes() == "n"
    assert by_id["3"].target == "大會"
    assert by_id["3"].getalttrans() == []
    assert not by_id["4"].target and not by_id["8"].target
    assert by_id["9"].target == "大会，"
    (other,) = by_id["2"].getalttrans()
    assert (other.source, other.target) == ("Recalls its resolution 66/1", "回顾第67/1号决议")
    other = by_id["2"].xmlelement.find(by_id["2"].namespaced("alt-trans"))
    assert (other.get("match-quality"), other.get("origin")) == ("96", "duizhao: m.tmx")
    names = [etree.QName(child).localname for child in by_id["2"].xmlelement]
    assert names == ["source", "target", "note", "alt-trans"]
    target = by_id["6"].xmlelement.find(by_id["6"].namespaced("target"))
    assert (target.get("state"), target.get("state-qualifier")) == (
        "needs-review-translation",
        "exact-match",
    )
    inside = [(etree.QName(tag).localname, tag.get("id")) for tag in target.iter()][1:]
    assert inside == [("g", "1"), ("x", "2")]
    assert words(target) == "现在按确定"


def test_nothing_translated_is_touched(tmp_path: Path) -> None:
    """A second run finds nothing to do."""
    path, out, again = (tmp_path / f"{name}.xlf" for name in "abc")
    path.write_text(XLIFF1, "utf-8")
    pretranslate(path, out, find)
    outcome = pretranslate(out, again, find)
    assert outcome.filled == ()
    assert again.read_bytes() == out.read_bytes()


XLIFF2 = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en">
<file id="f"><unit id="u1"><segment><source>The General Assembly,</source></segment></unit>
<unit id="u2"><segment id="s1"><source>Recalls its resolution 67/1</source></segment>
<segment id="s2" state="final"><source>The General Assembly,</source>
<target>大會</target></segment></unit>
<unit id="u3"><segment><source><pc id="1">Press OK now</pc><ph id="2"/></source></segment></unit>
<unit id="u4" translate="no"><segment><source>The General Assembly,</source></segment></unit>
</file></xliff>
"""


def test_xliff_2(tmp_path: Path) -> None:
    path, out = tmp_path / "a.xlf", tmp_path / "b.xlf"
    path.write_text(XLIFF2, "utf-8")
    outcome = pretranslate(path, out, find)
    assert outcome.format == "xliff 2"
    assert [(one.score, one.sure) for one in outcome.filled] == [
        (100, True),
        (96, False),
        (100, True),
    ]
    store = Xliff2File(BytesIO(out.read_bytes()))
    assert store.gettargetlanguage() == "zh-CN"
    first, fuzzy, final, tagged, locked = store.units
    assert (first.target, first.istranslated(), first.isfuzzy()) == ("大会，", True, False)
    assert (fuzzy.target, fuzzy.istranslated(), fuzzy.isfuzzy()) == (
        "回顾第67/1号决议",
        False,
        True,
    )
    assert final.target == "大會"
    assert not locked.target
    target = tagged.xmlelement.find(tagged.namespaced("target"))
    assert [etree.QName(tag).localname for tag in target.iter()] == ["target", "pc", "ph"]
    assert words(target) == "现在按确定"
    spaces = {"m": "urn:oasis:names:tc:xliff:matches:2.0"}
    matches = etree.parse(str(out)).findall(".//m:match", spaces)
    assert [one.get("matchQuality") for one in matches] == ["100.0", "96.0", "100.0"]
    assert matches[1].get("ref") == "#s1"


PO = r"""msgid ""
msgstr ""
"Language: zh_CN\n"
"Content-Type: text/plain; charset=UTF-8\n"

#. from the meeting
#: a.c:1
msgid "The General Assembly,"
msgstr ""

msgid "Recalls its resolution 67/1"
msgstr ""

msgid "Press OK now"
msgstr "按"

#, fuzzy
msgid "Press OK now"
msgctxt "x"
msgstr "按钮"

msgid "one"
msgid_plural "many"
msgstr[0] ""
"""


def test_po(tmp_path: Path) -> None:
    path, out = tmp_path / "a.po", tmp_path / "b.po"
    path.write_text(
        PO.replace('msgid "Press OK now"\nmsgctxt "x"', 'msgctxt "x"\nmsgid "Press OK now"')
    )
    outcome = pretranslate(path, out, find)
    assert [(one.score, one.sure) for one in outcome.filled] == [
        (100, True),
        (96, False),
        (100, True),
    ]
    assert (outcome.kept, outcome.unmatched) == (1, 1)
    units = pofile(BytesIO(out.read_bytes())).units[1:]
    assert (units[0].target, units[0].isfuzzy()) == ("大会，", False)
    assert units[0].getlocations() == ["a.c:1"]
    assert (units[1].target, units[1].isfuzzy()) == ("回顾第67/1号决议", True)
    assert units[1].prev_source == "Recalls its resolution 66/1"
    assert "duizhao: 96 figures, m.tmx" in units[1].getnotes("translator")
    assert (units[2].target, units[2].isfuzzy()) == ("按", False)
    assert (units[3].target, units[3].isfuzzy()) == ("现在按确定", False)


def test_plain_text(tmp_path: Path) -> None:
    path, out = tmp_path / "a.txt", tmp_path / "b.txt"
    path.write_bytes(b"  The General Assembly,\r\n\r\nNothing like this\nPress OK now")
    outcome = pretranslate(path, out, find)
    assert out.read_bytes().decode() == "  大会，\r\n\r\nNothing like this\n现在按确定"
    assert (outcome.format, outcome.units, outcome.unmatched) == ("text", 3, 1)
    assert [one.place for one in outcome.filled] == ["line 1", "line 4"]


def test_from_chinese(tmp_path: Path) -> None:
    path, out = tmp_path / "a.txt", tmp_path / "b.txt"
    path.write_text("大会，\n", "utf-8")
    seen = []

    def finder(asked: Asked, script: Script) -> Match | None:
        seen.append((asked.text, asked.language, asked.before, asked.after))
        return find(asked)

    pretranslate(path, out, finder)
    assert out.read_text("utf-8") == "The General Assembly,\n"
    assert seen == [("大会，", "zh", "", "")]


def test_the_neighbours_are_the_context(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one\n\ntwo\nthree\n", "utf-8")
    asked = []
    pretranslate(path, tmp_path / "b.txt", lambda one, script: asked.append(one))
    assert asked == [
        Asked("one", "en", "", "two"),
        Asked("two", "en", "one", "three"),
        Asked("three", "en", "two", ""),
    ]


@pytest.mark.parametrize(
    ("source", "target", "placed"),
    [
        ("<s>a</s>", "<t>T</t>", True),
        ("<s><x/>a<x/></s>", "<t><x/>T<x/></t>", True),
        ("<s> <g>a </g> </s>", "<t> <g>T </g> </t>", True),
        ("<s>a<x/>b</s>", "<t>T<x/></t>", False),
        ("<s><g>a</g> and <g>b</g>.</s>", "<t>T<g/><g/></t>", False),
        ("<s><ph>code</ph>a</s>", "<t><ph>code</ph>T</t>", True),
        ("<s><g><g>a</g></g></s>", "<t><g><g>T</g></g></t>", True),
    ],
)
def test_tags_are_kept(source: str, target: str, placed: bool) -> None:
    element = etree.Element("t")
    assert (place(etree.fromstring(source), element, "T") == "") is placed
    assert etree.tostring(element, encoding="unicode") == target


def test_what_cannot_be_filled(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    for text, error in [
        (XLIFF1.replace("en-US", "fr"), LanguageError),
        (XLIFF1[:-40], FormatError),
        (XLIFF1.replace("<xliff", '<!DOCTYPE x [<!ENTITY a "b">]><xliff'), UnsafeFileError),
        ("<?xml version='1.0'?><html/>", FormatError),
    ]:
        path.write_text(text, "utf-8")
        with pytest.raises(error):
            pretranslate(path, tmp_path / "b.xlf", find)
    assert not (tmp_path / "b.xlf").exists()
