from __future__ import annotations

import gzip
import io
import re
from collections.abc import Generator, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from duizhao.corpora.bilingual.tmx import (
    Header,
    Prop,
    Record,
    read_header,
    read_tmx,
    to_units,
    write_tmx,
)
from duizhao.corpora.bilingual.tmx.characters import ILLEGAL, mask, restore
from duizhao.corpora.bilingual.tmx.parse import parse
from duizhao.corpora.errors import OutputError
from duizhao.corpora.unit import Unit

from ..present import present
from .tmx_files import BACK, FRONT, GOOD, cases, read, save

DTD = Path(__file__).parents[1] / "fixtures" / "tmx14.dtd"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
FULL = Unit(
    zh="重申《宪章》第1条 & <附件>",
    en='Reaffirming "Article 1" & <annex>',
    kind="operative",
    label="1.",
    confidence=0.93125,
    zh_segments=(0, 1),
    en_segments=(0,),
    reasons=("same numbers", "lengths fit"),
    moved=True,
    zh_file="a.zh.txt",
    en_file="a.en.txt",
    signature="duizhao:0.1|encoder:use",
)


def written(units: Iterable[Unit] | Iterable[Record], **options: Any) -> str:
    stream = io.BytesIO()
    write_tmx(units, stream, **options)
    return stream.getvalue().decode()


def pairs(text: str) -> list[tuple[str, str]]:
    root = etree.fromstring(text.encode())
    segments = [[seg.text or "" for seg in tu.iter("seg")] for tu in root.iter("tu")]
    return [(first, second) for first, second in segments]


def test_a_unit_comes_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    write_tmx([FULL, Unit("二", "two")], path)
    units = [unit for record in read(path)[0] for unit in to_units(record)]
    assert units == [
        Unit(**{**{n: getattr(FULL, n) for n in FULL.__slots__}, "confidence": 0.9313}),
        Unit("二", "two"),
    ]


def test_valid_by_the_schema() -> None:
    units = [FULL, Unit("控制\x0b符\ufffe", "a\x00b"), Unit("", "none"), Unit("二\r\n", "two\t")]
    root = etree.fromstring(written(units).encode())
    dtd = etree.DTD(str(DTD))
    assert dtd.validate(root), dtd.error_log
    assert root.get("version") == "1.4"
    assert present(root.find("header")).get("segtype") == "sentence"
    assert [tuv.get(LANGUAGE) for tuv in root.iter("tuv")] == ["en", "zh-CN"] * 3


def test_the_schema_can_refuse() -> None:
    root = etree.fromstring(written([FULL]).encode())
    present(root.find("header")).attrib.pop("o-tmf")
    assert not etree.DTD(str(DTD)).validate(root)


def test_dates() -> None:
    time = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert written([FULL], created=time).count('creationdate="20200102T030405Z"') == 2


def test_the_same_units_give_the_same_bytes(tmp_path: Path) -> None:
    time = datetime(2020, 1, 2, tzinfo=UTC)
    files = [tmp_path / "a.tmx.gz", tmp_path / "b.tmx.gz"]
    for path in files:
        write_tmx([FULL], path, created=time)
    assert files[0].read_bytes() == files[1].read_bytes()
    assert gzip.decompress(files[0].read_bytes()).startswith(b"<?xml")


def test_source_and_target_may_change_places() -> None:
    text = written([FULL], source="zh")
    assert pairs(text) == [(FULL.zh, FULL.en)]
    assert 'srclang="zh-CN"' in text


@pytest.mark.parametrize("as_iterator", [False, True])
def test_traditional_text_has_its_own_code(as_iterator: bool) -> None:
    units = [Unit("大會", "The General Assembly"), Unit("一", "one")]
    text = written(iter(units) if as_iterator else units)
    assert text.count('xml:lang="zh-TW"') == 2
    assert 'xml:lang="zh-CN"' not in text


def test_context() -> None:
    units = [Unit("一", "one", en_file="a"), Unit("零", ""), Unit("", "n"), Unit("二", "two")]
    units = [Unit(u.zh, u.en, en_file="a") for u in units] + [Unit("三", "three", en_file="b")]
    root = etree.fromstring(written(units).encode())
    found = [
        [(prop.get("type"), prop.text) for prop in present(tu.find("tuv")).iter("prop")]
        for tu in root.iter("tu")
    ]
    # "n" has no counterpart, but it is what stands next to the others.
    assert found == [[("x-context-post", "n")], [("x-context-pre", "n")], []]
    assert "x-context" not in written(units, context=False)


def test_null_beads_are_listed() -> None:
    stream = io.BytesIO()
    result = write_tmx([Unit("一", "one"), Unit("", "lonely"), Unit("孤", "")], stream)
    assert result.units == 1
    assert [(one.place, one.reason, one.text, one.units) for one in result.skipped] == [
        ("unit 1", "has no Chinese side", "lonely", 1),
        ("unit 2", "has no English side", "孤", 1),
    ]


@pytest.mark.parametrize("as_iterator", [False, True])
def test_repeats(as_iterator: bool) -> None:
    units = [Unit("一", "one", label="1"), Unit("二", "two"), Unit("一", "one", label="2")]
    stream = io.BytesIO()
    result = write_tmx(iter(units) if as_iterator else units, stream)
    assert result.units == 2
    assert [(one.place, one.units) for one in result.skipped] == [("unit 2", 1)]
    assert b'"x-label">1<' in stream.getvalue()


def test_of_two_translations_the_surer_stands_last() -> None:
    units = [
        Unit("甲", "a", confidence=0.9),
        Unit("乙", "b"),
        Unit("丙", "a", confidence=0.4),
        Unit("丁", "a"),
        Unit("戊", "c"),
    ]
    assert [zh for _, zh in pairs(written(units))] == ["丁", "乙", "丙", "甲", "戊"]


def test_of_two_translations_as_sure_the_later_stands_last() -> None:
    units = [Unit("甲", "a", confidence=0.9), Unit("丙", "a", confidence=0.9)]
    assert [zh for _, zh in pairs(written(units))] == ["甲", "丙"]


def test_nothing_to_write_is_still_a_file(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    assert write_tmx([], path).units == 0
    assert read(path) == ([], [])


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="does not exist"):
        write_tmx([FULL], tmp_path / "none" / "m.tmx")


def test_an_earlier_file_outlives_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    write_tmx([FULL], path)
    before = path.read_bytes()

    def failing() -> Iterator[Unit]:
        yield FULL
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_tmx(failing(), path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["m.tmx"]


# -- characters that XML cannot hold --------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "seg", "entries"),
    [
        ("a\x0bb", "a b", "1 U+000B"),
        ("控\x0b制\ufffe符", "控 制 符", "1 U+000B, 3 U+FFFE"),
        ("\x01a\x02", "a", "0 +U+0001, 2 +U+0002"),
        (" \x01a \x02 ", " a  ", "1 +U+0001, 4 +U+0002"),
        ("\x00\ufffe", "", "0 +U+0000, 1 +U+FFFE"),
        ("a\ud800b", "a b", "1 U+D800"),
        ("tab\tand\nline", "tab\tand\nline", ""),
    ],
)
def test_a_space_stands_for_it(text: str, seg: str, entries: str) -> None:
    assert mask(text) == (seg, entries)
    assert restore(seg, entries) == text


@given(st.text(st.characters() | st.sampled_from('\x00\x0b \ufffe\ud800<&>"\r\n')))
def test_whatever_a_text_holds_comes_back(text: str) -> None:
    seg, entries = mask(text)
    assert not ILLEGAL.search(seg)
    assert restore(seg, entries) == text


def test_they_are_said_and_come_back(tmp_path: Path) -> None:
    unit = Unit("控制\x0b & 符\ufffe", "a\x00b <c>\x07", label="\x0c")
    path = tmp_path / "m.tmx"
    result = write_tmx([unit, Unit("二", "two\x0b")], path)
    assert [(one.place, one.units) for one in result.skipped] == [("unit 0", 0), ("unit 1", 0)]
    assert "U+0000, U+0007, U+000B, U+FFFE" in result.skipped[0].reason
    assert pairs(path.read_text("utf-8"))[0] == ("a b <c>", "控制  & 符")
    (back, _), skipped = read(path)
    assert [variant.text for variant in back.variants] == [unit.en, unit.zh]
    assert back.variants[0].props == (Prop("x-context-post", "two\\u000b"),)
    assert back.props == (Prop("x-label", "\\u000c"),)
    assert not skipped


def test_a_property_that_does_not_fit_changes_nothing(tmp_path: Path) -> None:
    unit = GOOD.replace("<seg>good", '<prop type="x-characters">9 U+000B</prop><seg>good')
    (record,), _ = read(save(tmp_path, unit))
    assert record.variants[0].text == "good"
    assert record.variants[0].props == (Prop("x-characters", "9 U+000B"),)


# -- round trips ----------------------------------------------------------------------------


def told(record: Record) -> tuple[object, ...]:
    """All of a record but the way in which its XML was laid out."""
    variants = [
        (v.language, v.text, v.content, v.props, v.notes, v.attributes, v.seg_attributes)
        for v in record.variants
    ]
    return record.attributes, record.props, record.notes, variants


@pytest.mark.parametrize("case", cases("units"), ids=lambda case: case["case"])
def test_a_record_goes_round(case: dict[str, Any], tmp_path: Path) -> None:
    path, again = save(tmp_path, case["tu"]), tmp_path / "again.tmx"
    records, _ = read(path)
    write_tmx(records, again)
    assert [told(one) for one in read(again)[0]] == [told(one) for one in records]
    etree.parse(str(again))


def test_everything_beside_the_texts_goes_round(tmp_path: Path) -> None:
    header = (
        '<header creationtool="other" creationtoolversion="9" segtype="block" o-tmf="x" '
        'adminlang="de" srclang="*all*" datatype="html" changeid="me"><prop type="p">v</prop>'
        '<note>n</note><ude name="u"><map unicode="#xE001" code="#xF0"/></ude></header>'
    )
    unit = (
        '<tu tuid="1" usagecount="3"><prop type="b" xml:lang="en">&lt;w&gt;</prop>'
        '<note>m &amp; n</note><tuv xml:lang="EN-us" changedate="20200102T030405Z">'
        '<prop type="c">z</prop><note>o</note><seg>a<ph x="1">&amp;lt;</ph></seg></tuv>'
        '<tuv xml:lang="ZH_CN"><seg>甲<ph x="1">&amp;lt;</ph></seg></tuv></tu>'
    )
    path, again = tmp_path / "a.tmx", tmp_path / "b.tmx"
    path.write_text(re.sub("<header.*?/>", header, FRONT) + unit + GOOD * 2 + BACK, "utf-8")
    head = read_header(path)
    records = read(path)[0]
    assert write_tmx(iter(records), again, header=head).units == 3  # repeats are not ours to judge
    assert [told(one) for one in read(again)[0]] == [told(one) for one in records]
    assert read_header(again)._replace(remarks="") == head._replace(remarks="")
    assert (read_header(again).props, read_header(again).notes) == (head.props, head.notes)
    root = etree.parse(str(again)).getroot()
    assert etree.DTD(str(DTD)).validate(root)
    for element in root.iter("header", "tu", "tuv"):
        names = [child.tag for child in element if child.tag in ("note", "prop")]
        assert names == sorted(names)


def test_a_poor_header_is_completed() -> None:
    text = written([FULL], header=Header(attributes=(("srclang", "en"),)))
    assert etree.DTD(str(DTD)).validate(etree.fromstring(text.encode()))


def test_translate_toolkit_reads_every_unit_equal(tmp_path: Path) -> None:
    from translate.storage.tmx import tmxfile

    units = [
        FULL,
        Unit("  两边\t有 空格 ", " a\n b "),
        Unit("\u3000全角", "“quotes” — dash"),
        Unit("第一号😀", "&amp; is no entity here"),
    ]
    path = tmp_path / "m.tmx"
    write_tmx(units, path)
    with path.open("rb") as stream:
        store = tmxfile(stream, sourcelanguage="en", targetlanguage="zh-CN")
    assert [(one.source, one.target) for one in store.units] == [(u.en, u.zh) for u in units]


def test_units_of_several_variants() -> None:
    text = (
        '<tu><tuv xml:lang="EN-GB"><seg>colour</seg></tuv><tuv xml:lang="en-US"><seg>color</seg>'
        '</tuv><tuv xml:lang="fr"><seg>couleur</seg></tuv><tuv xml:lang="zh-Hant"><seg>顏色</seg>'
        '</tuv><tuv xml:lang="cmn"><seg>颜色</seg></tuv></tu>'
    )
    units = to_units(parse(text.encode(), 1))
    assert [(unit.zh, unit.en) for unit in units] == [
        ("顏色", "colour"),
        ("顏色", "color"),
        ("颜色", "colour"),
        ("颜色", "color"),
    ]


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = save(tmp_path, GOOD * 3)
    records = read_tmx(path)
    first = next(records)
    assert isinstance(first, Record) and first.line == 4
    assert isinstance(records, Generator)
    records.close()
