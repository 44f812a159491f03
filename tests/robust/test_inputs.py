"""Files and requests that no program should trip over."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from duizhao.cli import main
from duizhao.corpora.bilingual import read_pairs
from duizhao.corpora.entry import Entry
from duizhao.corpora.errors import FormatError, InputError, UndecodableError, UnsafeFileError
from duizhao.corpora.readers import read
from duizhao.corpora.readers.encoding import text_codec
from duizhao.corpora.readers.guard import guarded, guarded_items
from duizhao.corpora.unit import Unit
from duizhao.memory import Memory
from duizhao.memory.service.app import create_app
from duizhao.memory.store import Store
from duizhao.memory.store.importing import import_file
from duizhao.memory.terms.sources import read_checked
from duizhao.memory.terms.termbase_files import read_termbase

from ..present import present

TMX = (
    '{}<tmx version="1.4"><header srclang="zh"/><body><tu>'
    '<tuv xml:lang="zh">{}<seg>海港</seg></tuv>'
    '<tuv xml:lang="en"><seg>harbour</seg></tuv></tu></body></tmx>'
)


def doors(path: Path) -> list[int | InputError]:
    """What each way into a file of pairs makes of it: a number of units, or our error."""
    made = []
    with Store(path.with_suffix(".db")) as store:
        made.append(told(lambda: import_file(store, path).added))
    made.append(told(lambda: len(read_checked([path]).units)))
    made.append(told(lambda: len(list(read_pairs(path)))))
    made.append(told(lambda: len(read_termbase(path).concepts)))
    return made


def told(call: Callable[[], int]) -> int | InputError:
    try:
        return call()
    except InputError as error:
        assert "\n" not in str(error)
        return error


@pytest.mark.parametrize(
    "name",
    ["base64", "rot13", "idna", "undefined", "punycode", "hex", "unicode_escape", "zip", "x"],
)
def test_codecs_that_are_no_encodings_of_text_are_none(tmp_path: Path, name: str) -> None:
    with pytest.raises(LookupError):
        text_codec(name)
    path = tmp_path / "a.tmx"
    path.write_text(TMX.format(f'<?xml version="1.0" encoding="{name}"?>', ""), encoding="utf-8")
    first, second = doors(path)[:2]
    assert isinstance(first, UndecodableError) and isinstance(second, UndecodableError)
    page = tmp_path / "a.html"
    page.write_text(f'<html><meta charset="{name}"><p>海港开放</p></html>', encoding="utf-8")
    assert read(page).blocks[0].text == "海港开放"


@pytest.mark.parametrize("name", ["utf-8", "GB2312", "big5", "cp1252", "utf-16", "latin-1"])
def test_encodings_are_known(name: str) -> None:
    assert text_codec(name)


@pytest.mark.parametrize(
    "inside",
    [
        f'<prop type="x-characters">{"1" * 5_000} U+000B</prop>',
        '<prop type="x-characters">0 U+FFFFFF</prop>',
        f"<note>&#{'9' * 5_000};</note>",
    ],
)
def test_numbers_without_end_in_a_memory_cost_nothing_but_their_unit(
    tmp_path: Path, inside: str
) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(TMX.format("", inside), encoding="utf-8")
    assert all(isinstance(made, int | InputError) for made in doors(path))


@pytest.mark.parametrize(
    "line",
    ["[" * 100_000, "9" * 5_000, '{"zh":"港","en":"port","confidence":1e999}',
     '{"zh":"港","en":"port","confidence":NaN}', '{"zh":"港","en":"port","creator":"\\ud800"}',
     '{"zh":"港\\udfff","en":"port"}', '{"zh":["港"],"en":7}',
     '{"zh":"港","en":"port","zh_segments":[1e400]}',
     '{"zh":"港","en":"port","confidence":' + "9" * 5_000 + "}"],
)  # fmt: skip
def test_a_line_that_is_no_unit_leaves_the_others(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{line}\n{{"zh":"海港","en":"harbour"}}\n', encoding="utf-8")
    made = doors(path)
    assert made[0] in (1, 2) or (isinstance(made[0], InputError) and line[0] != "{")
    assert all(isinstance(one, int | InputError) for one in made)


def workbook(change: Callable[[str, bytes], bytes]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = present(book.active)
    sheet.append(["zh", "en"])
    sheet.append(["海港", "harbour"])
    stream = io.BytesIO()
    book.save(stream)
    made = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return made.getvalue()


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
@pytest.mark.parametrize("way", ["cut", "open", "empty", "noise"])
def test_a_workbook_with_broken_xml_is_one_line(tmp_path: Path, part: str, way: str) -> None:
    def change(name: str, data: bytes) -> bytes:
        if name != part:
            return data
        middle = len(data) // 2
        return {
            "cut": data[:middle],
            "open": data.replace(b">", b"", 2),
            "empty": b"",
            "noise": data[:middle] + b"\xff<&" + data[middle:],
        }[way]

    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(change))
    for made in doors(path):
        assert isinstance(made, InputError) or part == "xl/styles.xml"


def test_what_a_library_raises_becomes_ours() -> None:
    for error, ours in (
        (MemoryError(), UnsafeFileError),
        (RecursionError(), FormatError),
        (AssertionError(), FormatError),
        (OSError(5, "Input/output error"), InputError),
        (KeyError("x"), FormatError),
    ):
        with pytest.raises(ours, match=r"a\.xlsx: ") as caught, guarded("a.xlsx"):
            raise error
        assert caught.value.__cause__ is error


def test_what_is_raised_between_items_is_not_taken_for_the_files() -> None:
    with pytest.raises(KeyError):
        for _ in guarded_items("a.tmx", iter([1, 2])):
            raise KeyError


@pytest.mark.parametrize("value", ["NaN", "-Infinity", '"\\ud800"', "1e999", "9" * 5_000])
def test_requests_with_values_that_json_lacks_are_refused(tmp_path: Path, value: str) -> None:
    with Memory(tmp_path / "memory.db") as memory:
        memory.add([Unit("海港", "harbour")])
    with TestClient(
        create_app(tmp_path / "memory.db"),
        base_url="http://127.0.0.1:8080",
        raise_server_exceptions=False,
    ) as client:
        described = client.get("/openapi.json").json()
        asked = 0
        for address, methods in described["paths"].items():
            for method in set(methods) & {"post", "put"}:
                for body in (f'{{"source":{value},"text":{value},"limit":{value}}}', value):
                    answer = client.request(
                        method,
                        address.replace("{source_language}", "zh"),
                        content=body,
                        headers={"content-type": "application/json"},
                    )
                    asked += 1
                    assert answer.status_code < 500, (address, body, answer.text)
                    json.loads(answer.text)
        assert asked


XML = '<?xml version="1.0" encoding="{}"?>\n'
IN_EVERY_ENCODING = {
    "md": "# 借阅\n\n- 读者可以借阅**图书**。\n",
    "xml": XML + "<article><para>读者可以借阅图书。</para></article>",
    "dita": XML + '<topic id="a"><title>读者可以借阅图书。</title></topic>',
    "html": "<!DOCTYPE html><title>借阅</title><p>读者可以借阅图书。</p>",
    "srt": "1\n00:00:01,000 --> 00:00:02,000\n<i>读者可以借阅图书。</i>\n",
    "lrc": "[00:01.00]读者可以借阅图书。\n[00:02.00]请爱护图书。\n",
    "json": '{{"k": "读者可以借阅图书。"}}',
    "resx": XML + '<root><data name="k"><value>读者可以借阅图书。</value></data></root>',
    "strings": '"k" = "读者可以借阅图书。";\n',
}


@pytest.mark.parametrize("suffix", IN_EVERY_ENCODING)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "gb18030"])
def test_a_format_is_known_in_every_encoding(tmp_path: Path, suffix: str, encoding: str) -> None:
    texts = []
    for name in ("utf-8", encoding):
        path = tmp_path / f"{name}.{suffix}"
        text = IN_EVERY_ENCODING[suffix].format(name.removesuffix("-be"))
        path.write_bytes(("\ufeff" * (name == "utf-16-be") + text).encode(name))
        texts.append([block.text for block in read(path).blocks])
    assert texts[0] == texts[1]
    assert not any(mark in text for text in texts[1] for mark in "<[#{")


@pytest.mark.parametrize("encoding", ["UTF68", "utf-o", "base64"])
def test_xml_in_an_unknown_encoding_is_refused(tmp_path: Path, encoding: str) -> None:
    for suffix in ("xml", "tmx", "xlf", "dita", "tbx"):
        path = tmp_path / f"a.{suffix}"
        path.write_text(XML.format(encoding) + "<a>海港</a>", "utf-8")
        doors(path)
        if suffix in ("xml", "dita"):
            with pytest.raises(InputError, match=re.escape(encoding)):
                read(path)


@pytest.mark.parametrize("encoding", ["UTF-8", "GB2312", "gbk", "GB18030", "Big5"])
def test_catalogues_in_the_encoding_that_they_declare(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.po"
    head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={encoding}\\n"\n'
    body = 'msgid "harbour"\nmsgstr "海港"\n\nmsgid "ship"\nmsgstr ""\n'
    path.write_bytes(f'{head}"Language: zh_CN\\n"\n\n{body}'.encode(encoding))
    assert next(item.unit.zh for item in read_pairs(path) if isinstance(item, Entry)) == "海港"
    with Memory(tmp_path / "m.db") as memory:
        memory.add([Unit("船舶", "ship")])
    assert main(["tm", "pretranslate", str(tmp_path / "m.db"), str(path), "-o",
                 str(tmp_path / "b.po"), "-q"]) == 0  # fmt: skip
    filled = (tmp_path / "b.po").read_bytes().decode(encoding)
    assert f"charset={encoding}" in filled
    assert 'msgstr "船舶"' in filled
