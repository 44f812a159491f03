"""Documents with both languages in fourteen forms, and how many of their pairs come out right.

    python scripts/bilingual_forms.py [TABLE.tsv | ZH.txt EN.txt] [--keep FOLDER] [--only FORM,…]

Without files the sample that ships is taken. A table has columns zh and en; of two texts each
line is a pair. For each form a document is written and aligned; a pair is right if both of its
texts are those of one pair that went in. Prints a line of JSON for each form.
"""

from __future__ import annotations

import argparse
import csv
import html
import json
import re
import sys
import tempfile
import textwrap
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

import duizhao

Pairs = Sequence[tuple[str, str]]


def wrapped(text: str, width: int) -> str:
    """A text in lines, as people wrap it: Chinese anywhere, English between words."""
    if re.search("[\u4e00-\u9fff]", text):
        return "\n".join(text[at : at + width // 2] for at in range(0, len(text), width // 2))
    return textwrap.fill(text, width, break_long_words=False)


def lines(pairs: Pairs) -> str:
    """Lines in turn."""
    return "\n".join(f"{zh}\n{en}" for zh, en in pairs)


def paragraphs(pairs: Pairs) -> str:
    """Paragraphs in turn, English first, each wrapped, with blank lines between them."""
    return "\n\n".join(f"{wrapped(en, 72)}\n\n{wrapped(zh, 72)}" for zh, en in pairs)


def stanzas(pairs: Pairs) -> str:
    """A line of each language, then a blank line."""
    return "\n\n".join(f"{zh}\n{en}" for zh, en in pairs)


def halves(pairs: Pairs) -> str:
    """The Chinese text, then the English one."""
    return "\n\n".join([zh for zh, _ in pairs] + [en for _, en in pairs])


def sections(pairs: Pairs) -> str:
    """Passages of eight paragraphs in Chinese, each followed by its English."""
    parts = [pairs[at : at + 8] for at in range(0, len(pairs), 8)]
    return "\n\n".join(halves(part) for part in parts)


def same_line(pairs: Pairs) -> str:
    """Both on a line, separated by a bar."""
    return "\n".join(f"{zh} | {en}" for zh, en in pairs)


def subtitles(pairs: Pairs) -> str:
    """Cues with a line in each language."""
    cues = []
    for number, (zh, en) in enumerate(pairs):
        at = f"00:{number // 60:02}:{number % 60:02}"
        cues.append(f"{number + 1}\n{at},000 --> {at},900\n{zh}\n{en}\n")
    return "\n".join(cues)


def markdown(pairs: Pairs) -> str:
    """Markdown in which the English follows in the same paragraph, after a line break."""

    def plain(text: str) -> str:
        return re.sub(r"([*_`<\[\]#|])", r"\\\1", re.sub(r"^(\d+)\.", r"\1\\.", text))

    return "\n\n".join(f"{plain(zh)}  \n{plain(en)}" for zh, en in pairs)


def markdown_table(pairs: Pairs) -> str:
    """A table of Markdown with a column for numbers."""
    rows = [f"| {n} | {zh} | {en} |" for n, (zh, en) in enumerate(pairs, 1)]
    return "\n".join(["| No. | 中文 | English |", "|---|---|---|", *rows])


def page(pairs: Pairs) -> str:
    """A page whose paragraphs have ``lang``."""
    body = "".join(
        f'<p lang="zh-CN">{html.escape(zh)}</p><p lang="en">{html.escape(en)}</p>'
        for zh, en in pairs
    )
    return f"<html><body>{body}</body></html>"


def broken(pairs: Pairs) -> str:
    """A page whose paragraphs hold both, separated by a break."""
    body = "".join(f"<p>{html.escape(zh)}<br>{html.escape(en)}</p>" for zh, en in pairs)
    return f"<html><body>{body}</body></html>"


def word_table(pairs: Pairs, path: Path) -> None:
    """A document with a table of two columns."""
    from docx import Document

    document = Document()
    table = document.add_table(rows=0, cols=2)
    for zh, en in pairs:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = en, zh
    document.save(str(path))


def word_breaks(pairs: Pairs, path: Path) -> None:
    """A document whose paragraphs hold both, separated by a break."""
    from docx import Document

    document = Document()
    for zh, en in pairs:
        run = document.add_paragraph().add_run(zh)
        run.add_break()
        run.add_text(en)
    document.save(str(path))


def workbook(pairs: Pairs, path: Path) -> None:
    """A workbook with two columns."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [("中文", "English"), *pairs]:
        sheet.append(row)
    book.save(path)


FORMS: dict[str, tuple[str, Callable[[Pairs], str] | Callable[[Pairs, Path], None]]] = {
    "lines": (".txt", lines),
    "paragraphs": (".txt", paragraphs),
    "stanzas": (".txt", stanzas),
    "halves": (".txt", halves),
    "sections": (".txt", sections),
    "same line": (".txt", same_line),
    "subtitles": (".srt", subtitles),
    "markdown": (".md", markdown),
    "markdown table": (".md", markdown_table),
    "page": (".html", page),
    "page with breaks": (".html", broken),
    "word table": (".docx", word_table),
    "word breaks": (".docx", word_breaks),
    "workbook": (".xlsx", workbook),
}


def read_given(given: Sequence[str]) -> list[tuple[str, str]]:
    """The pairs to write: of a table, or of two texts of the same number of lines."""
    if len(given) == 2:
        sides = [Path(path).read_text(encoding="utf-8").splitlines() for path in given]
        return [
            (a.strip(), b.strip()) for a, b in zip(*sides, strict=True) if a.strip() and b.strip()
        ]
    if given:
        text = Path(given[0]).read_text(encoding="utf-8")
    else:
        sample = files("duizhao.corpora") / "samples" / "resolution.gold.tsv"
        text = sample.read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(row["zh"], row["en"]) for row in rows if row["zh"] and row["en"]]


def bare(text: str) -> str:
    """A text without white space, which wrapping changes."""
    return "".join(text.split())


def main() -> int:
    """Write, align and count each form."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("given", nargs="*")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    pairs = read_given(args.given)
    gold = {(bare(zh), bare(en)) for zh, en in pairs}
    worst = 1.0
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for name, (suffix, write) in FORMS.items():
            if args.only and name not in args.only.split(","):
                continue
            path = folder / f"{name.replace(' ', '-')}{suffix}"
            if suffix in (".docx", ".xlsx"):
                write(pairs, path)  # type: ignore[call-arg]
            else:
                path.write_text(write(pairs), encoding="utf-8")  # type: ignore[call-arg, arg-type]
            pair = duizhao.align(path, checks=())
            found = {(bare(unit.zh), bare(unit.en)) for unit in pair.units if not unit.is_null}
            right = len(found & gold) / len(gold)
            worst = min(worst, right)
            said = pair.notes[0].rpartition("--layout ")[2].rstrip(")") if pair.notes else "pairs"
            shown = {"form": name, "layout": said, "pairs": len(gold), "right": round(right, 4)}
            print(json.dumps(shown), flush=True)
    return int(worst < 0.99)


if __name__ == "__main__":
    sys.exit(main())
