"""Segments of XLIFF and of what tools make of it, read as pairs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from duizhao.corpora.bilingual.read import read_pairs
from duizhao.corpora.entry import Entry
from duizhao.corpora.errors import FormatError
from duizhao.corpora.skipped import Skipped

START = (
    '<?xml version="1.0" encoding="utf-8"?>\n<xliff version="1.2" '
    'xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:mq="MQXliff" '
    'xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" '
    'xmlns:gs4tr="http://www.gs4tr.org/schema/xliff-ext"><file original="pump.docx" '
    'source-language="en-GB" target-language="zh-HK" datatype="x-any"><body>'
)
END = "</body></file></xliff>"


def read(folder: Path, units: str) -> tuple[list[Entry], list[Skipped]]:
    path = folder / "a.xlf"
    path.write_text(units if units.startswith("<xliff") else START + units + END, "utf-8")
    items = list(read_pairs(path))
    return (
        [item for item in items if isinstance(item, Entry)],
        [item for item in items if isinstance(item, Skipped)],
    )


CUT = """<trans-unit id="p1"><source>Drain the pump. Fit the seal.</source>
<seg-source><mrk mtype="seg" mid="7">Drain the pump.</mrk> <mrk mtype="seg" mid="8">Fit the
<g id="4">seal</g>.</mrk></seg-source>
<target><mrk mtype="seg" mid="7">排空水泵。</mrk><mrk mtype="seg" mid="8"/></target>
{}</trans-unit>"""


def test_a_unit_that_is_cut_gives_a_pair_for_each_segment(tmp_path: Path) -> None:
    entries, _ = read(tmp_path, CUT.format("<note>mind the tag</note>"))
    assert [(one.unit.en, one.unit.zh) for one in entries] == [
        ("Drain the pump.", "排空水泵。"),
        ("Fit the\nseal.", ""),
    ]
    first = entries[0]
    assert first.properties == (("x-document", "pump.docx"), ("x-id", "p1/7"))
    assert (first.origins[0].before, first.origins[0].after) == ("", "Fit the\nseal.")
    extra = json.loads(first.extra)
    assert "mind the tag" in extra["remarks"]
    assert (extra["en"], extra["zh"]) == ({"language": "en-GB"}, {"language": "zh-HK"})
    assert entries[1].en_content == 'Fit the\n<bpt i="1" x="4"/>seal<ept i="1"/>.'


def test_what_trados_says(tmp_path: Path) -> None:
    entries, skipped = read(
        tmp_path,
        CUT.replace('mid="8"/>', 'mid="8">装上密封圈。</mrk>').format(
            '<sdl:seg-defs><sdl:seg id="7" conf="ApprovedSignOff">'
            '<sdl:value key="last_modified_by">lin</sdl:value>'
            '<sdl:value key="modified_on">03/25/2021 08:09:10</sdl:value></sdl:seg>'
            '<sdl:seg id="8" conf="RejectedTranslation"/></sdl:seg-defs>'
        ),
    )
    assert [one.unit.zh for one in entries] == ["排空水泵。"]
    assert (entries[0].status.label, entries[0].changer) == ("checked", "lin")
    assert entries[0].changed == "20210325T080910Z"
    assert [one.reason for one in skipped] == [
        "its translation was rejected (state RejectedTranslation)"
    ]


def test_what_memoq_says(tmp_path: Path) -> None:
    entries, skipped = read(
        tmp_path,
        '<trans-unit id="1" mq:status="Proofread" mq:lastchanginguser="bo" '
        'mq:lastchangedtimestamp="2022-01-02T03:04:05Z"><source>Stop it.</source>'
        "<target>停下。</target><mq:comments><mq:comment>ask the client</mq:comment>"
        '</mq:comments></trans-unit><trans-unit id="2" mq:status="NotStarted">'
        "<source>Go on.</source><target>Go on.</target></trans-unit>"
        '<trans-unit id="3" mq:status="PartiallyEdited"><source>Wait.</source>'
        "<target>等一下。</target></trans-unit>",
    )
    assert [(one.unit.zh, one.status.label) for one in entries] == [
        ("停下。", "checked"),
        ("等一下。", "draft"),
    ]
    assert (entries[0].changer, entries[0].changed) == ("bo", "20220102T030405Z")
    assert "ask the client" in entries[0].extra
    assert [one.reason for one in skipped] == ["not translated yet (state NotStarted)"]


def test_what_wordfast_says(tmp_path: Path) -> None:
    entries, _ = read(
        tmp_path,
        '<trans-unit id="1"><source>Stop it.</source><target state="translated" '
        'gs4tr:seginfo="&lt;root username=&quot;mei&quot; timestamp=&quot;20200102T030405Z&quot;'
        '/&gt;">停下。</target></trans-unit>',
    )
    assert (entries[0].changer, entries[0].changed) == ("mei", "20200102T030405Z")


def test_xliff_2(tmp_path: Path) -> None:
    entries, skipped = read(
        tmp_path,
        '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="zh-CN" '
        'trgLang="en-US"><file id="f"><unit id="u"><notes><note>short</note></notes>'
        '<segment id="s1" state="final"><source>停下<ph id="1"/>。</source>'
        '<target>Stop<ph id="1"/>.</target></segment><ignorable><source> </source></ignorable>'
        '<segment state="initial"><source>等待。</source><target>等待。</target></segment>'
        "</unit></file></xliff>",
    )
    (entry,) = entries
    assert (entry.source, entry.status.label) == ("zh", "checked")
    assert entry.properties == (("x-document", "f"), ("x-id", "u/s1"), ("x-state", "final"))
    assert entry.en_content == 'Stop<ph x="1"></ph>.'
    assert len(skipped) == 1


def test_deleted_text_of_a_tracked_change_is_no_text(tmp_path: Path) -> None:
    entries, _ = read(
        tmp_path,
        '<trans-unit id="1"><source>Stop it.</source><target>'
        '停<mrk mtype="x-sdl-deleted">车</mrk>下<mrk mtype="x-sdl-added">来</mrk>。</target>'
        "</trans-unit>",
    )
    assert (entries[0].unit.zh, entries[0].zh_content) == ("停下来。", "")


def test_a_broken_unit_costs_itself(tmp_path: Path) -> None:
    entries, skipped = read(
        tmp_path,
        '<trans-unit id="1"><source>Salt & pepper</source><target>盐</target></trans-unit>'
        '<trans-unit id="2"><source>Stop it.</source><target>停下。</target></trans-unit>',
    )
    assert [one.unit.zh for one in entries] == ["停下。"]
    assert [one.reason for one in skipped] == ["is not well formed"]
    assert "Salt & pepper" in skipped[0].text


@pytest.mark.parametrize(
    ("given", "time"),
    [
        ("20180601", "20180601T000000Z"),
        ("2018-06-01T08:00:00Z", "20180601T080000Z"),
        ("20180601T080000", "20180601T080000Z"),
        ("2018-06-01T08:00:00+08:00", "20180601T000000Z"),
        ("06/01/2018 08:09:10", "20180601T080910Z"),
        ("2018-06-01 08:00:00.123", "20180601T080000Z"),
        ("yesterday", ""),
        ("20181301", ""),
    ],
)
def test_times(given: str, time: str) -> None:
    from duizhao.corpora.times import normal_time

    assert normal_time(given) == time


def test_plural_forms_of_a_catalogue(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"Language: zh_CN\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgctxt "menu"\nmsgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d 个文件"\n',
        "utf-8",
    )
    entries = [item for item in read_pairs(path) if isinstance(item, Entry)]
    assert [(one.unit.en, one.unit.zh) for one in entries] == [
        ("%d file", "%d 个文件"),
        ("%d files", "%d 个文件"),
    ]
    assert {one.properties for one in entries} == {(("msgctxt", "menu"),)}


def test_units_that_are_never_closed_take_no_time(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text('<xliff version="1.2">' + "<unit <unit> " * 60_000)
    with pytest.raises(FormatError, match="is broken as XLIFF"):
        list(read_pairs(path))
