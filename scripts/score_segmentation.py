"""Measure segmentation on text whose paragraphs and sentences are known.

    python scripts/score_segmentation.py sentences FOLDER
    python scripts/score_segmentation.py paragraphs FOLDER

``FOLDER`` holds a file of sentences or paragraphs a line for each genre, ``NAME.zh.txt`` or
``NAME.en.txt``. With ``sentences``, neighbouring lines are strung together and split again:
precision and recall of the borders. With ``paragraphs``, the lines are wrapped in several ways,
read again, and the share of paragraphs found whole is shown; ``1`` in every column is the aim.
"""

from __future__ import annotations

import argparse
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from duizhao.corpora.document import Language
from duizhao.corpora.errors import InputError
from duizhao.corpora.layout import segment
from duizhao.corpora.readers.text import from_text
from duizhao.corpora.script import columns
from duizhao.corpora.sentences import split

STRUNG = 4
"""Neighbouring sentences that make up a paragraph."""
DOCUMENT = 40
"""Paragraphs that make up a document."""
_STOPS = tuple(".!?。！？…”\"’'」』）)")

Wrap = Callable[[str, Language], list[str]]


def files_in(folder: Path) -> Iterator[tuple[str, Language, list[str]]]:
    """Name, language and lines of each file."""
    for path in sorted(folder.glob("*.txt")):
        language: Language = "zh" if ".zh." in path.name else "en"
        lines = [line.strip() for line in path.read_text(encoding="utf-8").split("\n")]
        yield path.stem, language, [line for line in lines if line]


def score_sentences(lines: Sequence[str], language: Language) -> tuple[float, float]:
    """Precision and recall of the borders between lines that end with a stop."""
    hits = found = expected = 0
    for start in range(0, len(lines), STRUNG):
        group = lines[start : start + STRUNG]
        between = " " if language == "en" else ""
        gold, kept, length = set[int](), "", 0
        for line in group:
            if kept and kept.endswith(_STOPS):
                gold.add(length)
            elif kept:
                kept, gold, length = "", set(), 0
            kept = f"{kept}{between}{line}" if kept else line
            length = len(kept)
        got = {end for _, end in split(kept, language)[:-1]}
        hits += len(got & gold)
        found += len(got)
        expected += len(gold)
    return hits / max(1, found), hits / max(1, expected)


def _cut(width: int) -> Wrap:
    return lambda text, _: [text[i : i + width] for i in range(0, len(text), width)]


def _words(width: int) -> Wrap:
    return lambda text, _: textwrap.wrap(text, width, break_long_words=False) or [text]


def _typeset(width: int) -> Wrap:
    """Chinese as word processors break it: words whole, no stop at the head of a line."""

    def wrap(text: str, _: Language) -> list[str]:
        atoms = re.findall(r"[A-Za-z0-9.,%/-]+|.", text)
        lines, line = [], ""
        for position, atom in enumerate(atoms):
            after = atoms[position + 1] if position + 1 < len(atoms) else ""
            hang = after if after and after in "，。、；：！？”’）》" else ""
            if line and columns(line + atom + hang) > 2 * width:
                lines.append(line.strip())
                line = ""
            line += atom
        return [*lines, line.strip()] if line.strip() else lines

    return wrap


WRAPS: dict[Language, dict[str, Wrap]] = {
    "en": {"none": lambda text, _: [text], "70": _words(70), "40": _words(40)},
    "zh": {
        "none": lambda text, _: [text],
        "35 exact": _cut(35),
        "35 typeset": _typeset(35),
        "20 exact": _cut(20),
        "20 typeset": _typeset(20),
    },
}


def score_paragraphs(lines: Sequence[str], language: Language, wrap: Wrap, blank: bool) -> float:
    """Share of paragraphs that are found whole again, documents of forty each."""
    right = 0
    between = "\n\n" if blank else "\n"
    for start in range(0, len(lines), DOCUMENT):
        group = lines[start : start + DOCUMENT]
        text = between.join("\n".join(wrap(line, language)) for line in group)
        try:
            found = Counter(
                " ".join(each.text.split())
                for each in segment(from_text(text), language).paragraphs
            )
        except InputError:
            continue
        right += (Counter(" ".join(line.split()) for line in group) & found).total()
    return right / max(1, len(lines))


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("sentences", "paragraphs"))
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    for name, language, lines in files_in(args.folder):
        if args.what == "sentences":
            precision, recall = score_sentences(lines, language)
            print(f"{name:<16} {len(lines):>6} lines  {precision:.3f} / {recall:.3f}")
            continue
        cells = []
        for label, how in WRAPS[language].items():
            for blank in (True, False):
                share = score_paragraphs(lines, language, how, blank)
                cells.append(f"{label}{' blank' if blank else ''} {share:.3f}")
        print(f"{name:<16} {len(lines):>6}  " + "  ".join(cells), flush=True)


if __name__ == "__main__":
    main()
