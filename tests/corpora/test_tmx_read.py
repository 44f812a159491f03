from __future__ import annotations

import gzip
import zipfile
from pathlib import Path
from typing import Any

import pytest

from duizhao.corpora.bilingual.tmx import Prop, read_header, read_tmx, survey
from duizhao.corpora.bilingual.tmx.parse import PLAIN, _parsed, from_match
from duizhao.corpora.errors import (
    EmptyFileError,
    FormatError,
    MissingFileError,
    UndecodableError,
    UnsafeFileError,
)

from .tmx_files import BACK, FRONT, GOOD, HEADER, cases, read, save


@pytest.mark.parametrize("case", cases("units"), ids=lambda case: case["case"])
def test_a_unit_is_read(case: dict[str, Any], tmp_path: Path) -> None:
    records, skipped = read(save(tmp_path, GOOD + case["tu"] + GOOD))
    assert not skipped
    assert len(records) == 3
    assert {one.language: one.text for one in records[1].variants} == case["texts"]


@pytest.mark.parametrize("case", cases("broken"), ids=lambda case: case["case"])
def test_a_fault_costs_one_unit(case: dict[str, Any], tmp_path: Path) -> None:
    records, skipped = read(save(tmp_path, case["body"] + "\n" + GOOD))
    assert [one.variants[0].text for one in records] == ["good"]
    assert [(one.place, one.units) for one in skipped] == [
        (f"line {line}", 1) for line, _ in case["skipped"]
    ]
    for one, (_, reason) in zip(skipped, case["skipped"], strict=True):
        assert reason in one.reason


@pytest.mark.parametrize("case", cases("units"), ids=lambda case: case["case"])
def test_the_short_way_reads_what_lxml_reads(case: dict[str, Any]) -> None:
    """Where the expression for plain units vouches for one, lxml must find the same in it."""
    match = PLAIN.fullmatch(case["tu"].encode("utf-8", "surrogatepass"))
    short = match and from_match(match, 1)
    if short:
        assert short == _parsed(case["tu"], 1, ())


def test_most_cases_go_the_short_way() -> None:
    short = 0
    for case in cases("units"):
        match = PLAIN.fullmatch(case["tu"].encode("utf-8", "surrogatepass"))
        short += bool(match and from_match(match, 1))
    assert short >= 7


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings(encoding: str, line_end: str, tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    body = GOOD.replace("<tu>", '<tu tuid="9">').replace("good", "a\nb").replace("好", "甲😀")
    text = (FRONT + GOOD + "\n" + body + BACK).replace('encoding="UTF-8"', "")
    path.write_bytes(text.replace("\n", line_end).encode(encoding))
    records, skipped = read(path)
    assert not skipped
    assert [one.text for one in records[1].variants] == ["a\nb", "甲😀"]
    assert records[1].line == 5
    assert records[1].attributes == (("tuid", "9"),)


@pytest.mark.parametrize(("encoding", "name"), [("gb18030", "GB2312"), ("big5", "big5")])
def test_a_declared_encoding(encoding: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    path.write_bytes((FRONT.replace("UTF-8", name) + GOOD + BACK).encode(encoding))
    assert read(path)[0][0].variants[1].text == "好"


def test_an_unknown_encoding(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    path.write_text(FRONT.replace("UTF-8", "klingon") + GOOD + BACK, "utf-8")
    with pytest.raises(UndecodableError, match="klingon"):
        read_tmx(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_bytes_of_another_encoding_cost_one_unit(encoding: str, tmp_path: Path) -> None:
    text = (
        FRONT.replace("UTF-8", encoding[:6]) + GOOD + "\n" + GOOD.replace("好", "@") + GOOD + BACK
    )
    bad = b"\xff\xfe\xfd" if encoding == "utf-8" else b"\x00\xd8"
    path = tmp_path / "m.tmx"
    path.write_bytes(text.encode(encoding).replace("@".encode(encoding), bad))
    records, skipped = read(path)
    assert len(records) == 2
    assert [(one.place, one.units) for one in skipped] == [("line 5", 1)]
    assert "not of the file's encoding" in skipped[0].reason


def test_gzip_in_one_piece_or_several(tmp_path: Path) -> None:
    text = (FRONT + GOOD * 3 + BACK).encode()
    path = tmp_path / "m.tmx.gz"
    path.write_bytes(gzip.compress(text))
    assert len(read(path)[0]) == 3
    path.write_bytes(gzip.compress(text[:300]) + gzip.compress(text[300:]))
    assert len(read(path)[0]) == 3


def test_a_gzip_file_that_breaks_off(tmp_path: Path) -> None:
    numbered = "".join(GOOD.replace("good", f"good {n} {hash(n) ** 9}") for n in range(200))
    path = tmp_path / "m.tmx.gz"
    packed = gzip.compress((FRONT + numbered + BACK).encode())
    path.write_bytes(packed[: len(packed) // 2])
    records, skipped = read(path)
    assert 50 < len(records) < 150
    assert sum(one.units for one in skipped) == 1
    assert any("end too early" in one.reason for one in skipped if not one.units)


def test_a_zip_archive(tmp_path: Path) -> None:
    path = tmp_path / "m.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/one.tmx", FRONT + GOOD + BACK)
        archive.writestr("readme.txt", "not this")
        archive.writestr("two.TMX", FRONT + GOOD + "<tu></tu>" + BACK)
    records, skipped = read(path)
    assert len(records) == 2
    assert [one.reason for one in skipped] == ["two.TMX: holds no variant"]


def test_an_archive_without_tmx(tmp_path: Path) -> None:
    path = tmp_path / "m.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(FormatError, match=r"no \.tmx"):
        read_tmx(path)


@pytest.mark.parametrize("cut", [1, 30, 60, 80])
def test_a_truncated_file(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    text = FRONT + GOOD + GOOD
    path.write_text(text[:-cut], "utf-8")
    records, skipped = read(path)
    assert len(records) + sum(one.units for one in skipped) == 2
    assert len(records) == 1
    assert [one.reason for one in skipped] == [
        "the file ends inside this unit",
        "the file ends before </tmx>",
    ]


def test_units_across_blocks(tmp_path: Path) -> None:
    """Units of every length up to the margin, so that a block ends at each place of one."""
    body = "".join(GOOD.replace("good", "g" * (n % 160)) for n in range(16_000))
    tally = survey(save(tmp_path, body))
    assert (tally.units, tally.read, tally.skipped) == (16_000, 16_000, ())


def test_what_looks_like_a_unit_and_is_none(tmp_path: Path) -> None:
    body = f"<!-- {GOOD} -->{GOOD}<?pi <tu> ?><![CDATA[ <tu> ]]>{GOOD}"
    tally = survey(save(tmp_path, body))
    assert (tally.units, tally.read, tally.skipped) == (2, 2, ())


def test_properties_and_notes(tmp_path: Path) -> None:
    unit = (
        '<tu tuid="1" creationdate="20200102T030405Z"><note xml:lang="en">n &amp; m</note>'
        '<prop type="x-a" xml:lang="en">v</prop><prop type="x-b"></prop>'
        '<tuv xml:lang="en" changeid="me"><prop type="x-c">w</prop><seg>a</seg></tuv>'
        '<tuv xml:lang="zh"><seg>甲</seg></tuv></tu>'
    )
    (record,), _ = read(save(tmp_path, unit))
    assert record.attributes == (("tuid", "1"), ("creationdate", "20200102T030405Z"))
    assert [note.text for note in record.notes] == ["n & m"]
    assert record.props == (Prop("x-a", "v", (("xml:lang", "en"),)), Prop("x-b", ""))
    assert record.variants[0].props == (Prop("x-c", "w"),)
    assert record.variants[0].attributes == (("changeid", "me"),)


def test_the_header(tmp_path: Path) -> None:
    header = (
        '<header creationtool="t" srclang="en"><prop type="p">v</prop><note>n</note>'
        '<ude name="u"><map unicode="#xE001"/></ude></header>'
    )
    path = tmp_path / "m.tmx"
    path.write_text(FRONT.replace(HEADER, header) + BACK, "utf-8")
    found = read_header(path)
    assert found.version == "1.4"
    assert found.attributes == (("creationtool", "t"), ("srclang", "en"))
    assert (found.props, found.notes[0].text) == ((Prop("p", "v"),), "n")
    assert found.other == ('<ude name="u"><map unicode="#xE001"/></ude>',)


def test_namespaces(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    unit = '<tu ex:a="1"><tuv xml:lang="en" ex:b="2"><seg>a<ph ex:c="3"/></seg></tuv></tu>'
    path.write_text(FRONT.replace("<tmx ", '<tmx xmlns:ex="urn:x" ') + unit + BACK, "utf-8")
    (record,), skipped = read(path)
    assert not skipped
    assert record.attributes == (("ex:a", "1"),)
    assert record.variants[0].content == 'a<ph ex:c="3"/>'


def test_a_document_type_by_name_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    text = FRONT.replace("<tmx", '<!DOCTYPE tmx SYSTEM "file:///nowhere/tmx14.dtd">\n<tmx')
    path.write_text(text + GOOD + BACK, "utf-8")
    assert len(read(path)[0]) == 1


BOMB = '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">'


@pytest.mark.parametrize(
    "subset",
    [BOMB, '<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY % p SYSTEM "http://a/">%p;', ""],
)
def test_definitions_in_the_file_are_refused(subset: str, tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    text = FRONT.replace("<tmx", f"<!DOCTYPE tmx [{subset}]>\n<tmx")
    path.write_text(text + GOOD.replace("good", "&c;") + BACK, "utf-8")
    with pytest.raises(UnsafeFileError, match="defines entities"):
        read_tmx(path)


def test_a_packed_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx.gz"
    with gzip.open(path, "wb") as stream:
        stream.write((FRONT + GOOD).encode())
        for _ in range(80):
            stream.write(b" " * (1 << 20))
    with pytest.raises(UnsafeFileError):
        read(path)


def test_a_unit_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    with path.open("w") as stream:
        stream.write(FRONT + '<tu><tuv xml:lang="en"><seg>')
        for _ in range(20):
            stream.write("a" * (1 << 20))
    with pytest.raises(UnsafeFileError, match="more than 16 MB"):
        read(path)


@pytest.mark.parametrize("content", [b"plain text\n" * 99, b"\x00\x01\x02\xff" * 99, b"<html/>"])
def test_what_is_no_tmx(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    path.write_bytes(content)
    with pytest.raises(FormatError, match="not a TMX file"):
        read_tmx(path)


def test_no_file_and_nothing_in_it(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        read_tmx(tmp_path / "none.tmx")
    (tmp_path / "empty.tmx").touch()
    with pytest.raises(EmptyFileError):
        read_tmx(tmp_path / "empty.tmx")


def test_no_header_is_said(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    path.write_text(FRONT.replace(HEADER, "") + GOOD + BACK, "utf-8")
    records, skipped = read(path)
    assert len(records) == 1
    assert [(one.units, one.reason) for one in skipped] == [(0, "the file has no header")]
