from __future__ import annotations

import os
import random
import threading
from pathlib import Path

import pytest
from opencc import OpenCC

from duizhao.corpora.document import Source
from duizhao.corpora.errors import (
    DuizhaoError,
    EmptyFileError,
    FormatError,
    MissingFileError,
    UndecodableError,
)
from duizhao.corpora.readers import read

ZH = (
    "大会，\n重申其关于贩运人口问题的决议，并回顾“联合国打击贩运人口的全球行动计划”；\n"
    "1. 请秘书长提出报告；\n2. 决定第六十八届会议继续审议此事。\n"
)
EN = "The General Assembly,\nRecalling its “plan of action” – and the café’s name,\n1. Decides.\n"


def saved(folder: Path, data: bytes) -> Source:
    path = folder / "file.txt"
    path.write_bytes(data)
    return read(path)


def lines(source: Source) -> list[str]:
    return [block.text for block in source.blocks]


NAMES = {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "cp1252": "windows-1252"}
CODECS = {
    "zh": ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"],
    "tw": ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5"],
    "en": ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "gb18030"],
}


@pytest.mark.parametrize("length", [None, 60, 12])
@pytest.mark.parametrize(
    ("text", "codec"), [(t, c) for t, codecs in CODECS.items() for c in codecs]
)
def test_encodings(tmp_path: Path, text: str, codec: str, length: int | None) -> None:
    if text == "en" and codec == "gb18030":
        whole = EN.replace("é", "e")
    else:
        whole = {"zh": ZH, "tw": OpenCC("s2t").convert(ZH), "en": EN}[text]
    part = whole if length is None else whole.replace("\n", "")[-length - 8 :]
    source = saved(tmp_path, part.encode(codec))
    plain_ascii = part.isascii() and codec in ("utf-8", "cp1252", "gb18030")
    assert source.encoding == ("utf-8" if plain_ascii else NAMES.get(codec, codec))
    assert lines(source) == part.removesuffix("\n").split("\n")


@pytest.mark.parametrize("word", ["联通", "大会", "模板", "中国人民", "秘书长"])
def test_a_word_in_gb18030(tmp_path: Path, word: str) -> None:
    source = saved(tmp_path, word.encode("gb18030"))
    assert (source.encoding, lines(source)) == ("gb18030", [word])


@pytest.mark.parametrize("word", ["聯合國", "大會", "決議", "香港", "臺灣"])
def test_a_word_in_big5(tmp_path: Path, word: str) -> None:
    source = saved(tmp_path, word.encode("big5"))
    assert (source.encoding, lines(source)) == ("big5", [word])


def test_ascii_before_the_first_chinese(tmp_path: Path) -> None:
    text = "Cover page\n" * 5000 + ZH
    assert saved(tmp_path, text.encode("gb18030")).encoding == "gb18030"


def test_the_notepad_riddle(tmp_path: Path) -> None:
    # Even numbers of ASCII letters are valid UTF-16, and no Chinese.
    assert lines(saved(tmp_path, b"Bush hid the facts")) == ["Bush hid the facts"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85"])
def test_line_ends(tmp_path: Path, end: str) -> None:
    source = saved(tmp_path, f"大会，{end}{end}第二行{end}".encode())
    assert lines(source) == ["大会，", "", "第二行"]
    assert [block.place for block in source.blocks] == ["line 1", "line 2", "line 3"]
    assert source.lines


def test_what_is_no_line_end_stays(tmp_path: Path) -> None:
    assert lines(saved(tmp_path, "a\x0b b\x1c c\x1d d\x1e e\xad\n".encode())) == [
        "a\x0b b\x1c c\x1d d\x1e e\xad"
    ]


def test_form_feeds_are_page_ends(tmp_path: Path) -> None:
    source = saved(tmp_path, b"one\n\ftwo\nthree\fthree again\n\f\n")
    assert [(b.text, b.page, b.place) for b in source.blocks if b.text] == [
        ("one", 1, "line 1"),
        ("two", 2, "line 2"),
        ("three", 2, "line 3"),
        ("three again", 3, "line 3"),
    ]


def test_white_space_and_control_characters_stay(tmp_path: Path) -> None:
    text = "\u3000\u3000大会\x07，\xa0 \ufffe\u200b "
    assert lines(saved(tmp_path, text.encode())) == [text]


def test_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=lambda: path.write_bytes(ZH.encode("gb18030")))
    writer.start()
    source = read(path)
    writer.join()
    assert source.path == str(path)
    assert lines(source)[0] == "大会，"


def refused(path: Path) -> DuizhaoError:
    with pytest.raises(DuizhaoError) as caught:
        read(path)
    assert str(path) in str(caught.value)
    assert caught.value.mend
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_missing_file(tmp_path: Path) -> None:
    assert isinstance(refused(tmp_path / "none.txt"), MissingFileError)


def test_a_folder(tmp_path: Path) -> None:
    error = refused(tmp_path)
    assert isinstance(error, MissingFileError)
    assert "folder" in error.problem


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t\r\n",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        "\ufeff \n\u3000".encode("utf-16"),
        "\u200b\n".encode(),
    ],
)
def test_an_empty_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(data)
    assert isinstance(refused(path), EmptyFileError)


@pytest.mark.parametrize(
    "data",
    [
        random.Random(1).randbytes(5000),
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"\x7fELF" + bytes(400) + bytes(range(256)),
        bytes(300),
        b"\xff\xd8\xff\xe0\x00\x10JFIF" + random.Random(2).randbytes(3000),
    ],
    ids=["random", "png", "program", "zeros", "jpeg"],
)
def test_a_binary_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "binary.txt"
    path.write_bytes(data)
    assert isinstance(refused(path), UndecodableError | FormatError)


def test_damaged_utf8_says_where(tmp_path: Path) -> None:
    path = tmp_path / "damaged.txt"
    path.write_bytes(ZH.encode() + b"\xe5\xff" + ZH.encode())
    error = refused(path)
    assert isinstance(error, UndecodableError)
    assert "damaged" in error.problem
    assert "line 5" in error.problem


def test_damaged_utf16(tmp_path: Path) -> None:
    path = tmp_path / "damaged.txt"
    path.write_bytes(ZH.encode("utf-16") + b"\x00")
    assert isinstance(refused(path), UndecodableError)


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("koi8-r", "Генеральная Ассамблея, ссылаясь на свои резолюции"),
        ("cp1251", "Генеральная Ассамблея, ссылаясь на свои резолюции"),
        ("euc-kr", "유엔 총회는 인신매매에 관한 결의를 상기하며"),
        ("shift_jis", "国際連合総会は、人身取引に関する決議を想起し"),
    ],
)
def test_another_encoding(tmp_path: Path, codec: str, text: str) -> None:
    path = tmp_path / "other.txt"
    path.write_bytes(text.encode(codec))
    assert isinstance(refused(path), UndecodableError)
