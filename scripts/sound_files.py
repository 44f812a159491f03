"""A small sound file of each format that is read, for the scripts that damage them.

    python scripts/sound_files.py FOLDER

Those that take a program to make (.pdf, .doc, .docx, .odt, .rtf, .html) come from `tests/fixtures`;
zip containers are made as the tests make them; tables, TMX and Parquet are exports of a memory; the
rest is written out here.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from duizhao.corpora.unit import Unit
from duizhao.memory import Memory

ROOT = Path(__file__).resolve().parents[1]

PAIRS = (
    ("第一条　借阅", "Article 1. Borrowing"),
    ("读者可以借阅图书5册，期限为30天。", "A reader may borrow 5 books for 30 days."),
    ("逾期者每天缴纳0.2元。", "Overdue books cost 0.2 yuan a day."),
    ("图书馆星期一闭馆。", "The library is closed on Mondays."),
    ("请爱护图书。", "Please take care of the books."),
)
FIXTURES = ("resolution.zh", "table.zh", "columns.en", "chromium-list.en", "chromium-vertical.zh")

_XLIFF = (
    '<?xml version="1.0" encoding="utf-8"?>\n<xliff version="1.2" '
    'xmlns="urn:oasis:names:tc:xliff:document:1.2" {}><file original="a.docx" '
    'source-language="zh-CN" target-language="en-GB" datatype="x"><body>{}</body></file></xliff>'
)
_SPACES = {
    "sdlxliff": 'xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0"',
    "mqxliff": 'xmlns:mq="MQXliff"',
    "txlf": 'xmlns:gs4tr="http://www.gs4tr.org/schema/xliff-ext"',
    "xlf": "",
}
_SEGMENTS = {
    "sdlxliff": '<sdl:seg-defs><sdl:seg id="{0}" conf="Translated" percent="90"/></sdl:seg-defs>',
    "mqxliff": "<mq:comments><mq:comment>no. {0}</mq:comment></mq:comments>",
    "txlf": "<note>no. {0}</note>",
    "xlf": '<alt-trans match-quality="80"><target>no. {0}</target></alt-trans>',
}


def xliff(kind: str) -> str:
    """XLIFF 1.2 as a tool writes it, cut into segments."""
    units = "".join(
        f'<trans-unit id="u{n}"><source>{zh}</source><seg-source><mrk mtype="seg" mid="{n}">'
        f'<g id="1">{zh}</g></mrk></seg-source><target><mrk mtype="seg" mid="{n}">'
        f'<g id="1">{en}</g></mrk></target>{_SEGMENTS[kind].format(n)}</trans-unit>'
        for n, (zh, en) in enumerate(PAIRS)
    )
    return _XLIFF.format(_SPACES[kind], units)


def texts() -> Mapping[str, str]:
    """Formats that are plain text, by their suffix."""
    zh = [first for first, _ in PAIRS]
    lines = "\n\n".join(zh)
    return {
        **{kind: xliff(kind) for kind in _SPACES},
        "xliff2.xlf": '<xliff version="2.0" srcLang="zh" trgLang="en"><file id="f">'
        + "".join(
            f'<unit id="{n}"><segment><source>{zh} <ph id="1"/></source><target>{en} <ph id="1"/>'
            "</target></segment></unit>"
            for n, (zh, en) in enumerate(PAIRS)
        )
        + "</file></xliff>",
        "txt": lines,
        "md": f"# {zh[0]}\n\n- {zh[1]}[^1]\n  1. **{zh[2]}**\n\n> {zh[3]}\n\n"
        f"| a | b |\n|---|---|\n| {zh[4]} | `x` |\n\n[^1]: {zh[3]} <b>x</b>\n",
        "mdx": f"import A from 'a'\n\n# {zh[0]}\n\n<A b={{1}}>\n{zh[1]}\n</A>\n\n{zh[2]}\n",
        "srt": "".join(
            f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n<i>{text}</i>\n\n"
            for n, text in enumerate(zh)
        ),
        "vtt": "WEBVTT\n\n"
        + "".join(f"00:0{n}.000 --> 00:0{n}.900\n{text}\n\n" for n, text in enumerate(zh)),
        "ass": "[Script Info]\nTitle: x\n\n[Events]\nFormat: Start, End, Text\n"
        + "".join(
            f"Dialogue: 0:00:0{n}.00,0:00:0{n}.90,{{\\i1}}{text}\\N\n"
            for n, text in enumerate(zh)
        ),
        "lrc": "[ti:x]\n" + "".join(f"[00:0{n}.00]{text}\n" for n, text in enumerate(zh)),
        "json": json.dumps({f"k{n}": [text, n] for n, text in enumerate(zh)}, ensure_ascii=False),
        "yaml": "menu:\n" + "".join(f"  k{n}: &a{n} {text}\n" for n, text in enumerate(zh))
        + "  more: [*a1, 'x', {b: \"\\u4e00\"}]\n",
        "properties": "# note\n"
        + "".join(f"k{n} = {json.dumps(text)[1:-1]}\n" for n, text in enumerate(zh)),
        "strings": "/* note */\n" + "".join(f'"k{n}" = "{t}";\n' for n, t in enumerate(zh)),
        "resx": "<root>"
        + "".join(f'<data name="k{n}"><value>{t}</value></data>' for n, t in enumerate(zh))
        + "</root>",
        "po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: zh_CN\\n"\n'
        '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
        + "".join(f'#: a:{n}\nmsgid "{b}"\nmsgstr "{a}"\n\n' for n, (a, b) in enumerate(PAIRS))
        + 'msgid "%d book"\nmsgid_plural "%d books"\nmsgstr[0] "%d册书"\n',
        "dita": f'<concept id="c"><title>{zh[0]}</title><conbody>'
        + "".join(f"<p>{text}<uicontrol>A</uicontrol></p>" for text in zh)
        + "<codeblock>x</codeblock></conbody></concept>",
        "xml": f"<article><title>{zh[0]}</title>"
        + "".join(f"<para>{text}<footnote><para>x</para></footnote></para>" for text in zh)
        + "</article>",
        "tei": f"<TEI><text><body><head>{zh[0]}</head>"
        + "".join(f"<p>{text}<note>x</note></p>" for text in zh)
        + "</body></text></TEI>",
    }  # fmt: skip


def write(folder: Path) -> None:
    """One file of each format."""
    sys.path.insert(0, str(ROOT))
    from tests.corpora import made_formats

    for path in sorted((ROOT / "tests" / "fixtures").iterdir()):
        if path.name.startswith(FIXTURES):
            shutil.copy(path, folder / path.name)
    for kind, text in texts().items():
        (folder / (kind if "." in kind else f"a.{kind}")).write_text(text, "utf-8")
    for kind in ("pptx", "odp", "ods", "epub", "idml"):
        getattr(made_formats, kind)(folder / f"a.{kind}", [zh for zh, _ in PAIRS])
    with Memory(folder / "a.db") as memory:
        memory.add(Unit(zh, en) for zh, en in PAIRS)
        for kind in ("tmx", "tmx.gz", "csv", "tsv", "xlsx", "parquet", "jsonl"):
            memory.export(folder / f"pairs.{kind}")
    (folder / "a.db").unlink()
    (folder / "gb18030.txt").write_text("\n".join(zh for zh, _ in PAIRS), "gb18030")
    (folder / "utf16.txt").write_text("\n".join(zh for zh, _ in PAIRS), "utf-16")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    write(target)
