"""Score the sentence splitter on files of marked paragraphs.

    python scripts/score_sentences.py tests/cases/sentences/hard.zh.txt …

A file holds ``tag<TAB>paragraph`` a line; ``‖`` marks a border that must be found, ``¦`` one
that may be. The language is taken from the file name (``.zh.`` or ``.en.``). A paragraph is
right when all of its borders are; the wrong ones are printed with what was found.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from duizhao.corpora.document import Language
from duizhao.corpora.sentences import split

MUST, MAY = "‖", "¦"
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Case:
    """A paragraph with its borders, each as the number of visible characters before it."""

    tag: str
    text: str
    must: frozenset[int]
    may: frozenset[int]

    def is_right(self, found: frozenset[int]) -> bool:
        """Whether all required borders were found and none that is not allowed."""
        return self.must <= found <= self.must | self.may


def _visible(text: str) -> int:
    return sum(not char.isspace() and char not in _UNSEEN for char in text)


def case_of(line: str, language: Language) -> Case:
    """The case that a line describes."""
    tag, marked = line.split("\t", 1)
    text = ""
    borders: dict[str, set[int]] = {MUST: set(), MAY: set()}
    for position, char in enumerate(marked):
        if char not in borders:
            text += char
            continue
        borders[char].add(_visible(text))
        beside = (text[-1:], marked[position + 1 : position + 2])
        glued = tag.startswith("no-space")
        if language == "en" and not glued and not any(each.isspace() for each in beside):
            text += " "
    return Case(tag, text, frozenset(borders[MUST]), frozenset(borders[MAY]))


def borders_of(text: str, language: Language) -> frozenset[int]:
    """The borders that our splitter finds, counted like those of a case."""
    return frozenset(_visible(text[:end]) for _, end in split(text, language)[:-1])


def cases_in(path: Path) -> tuple[Language, list[Case]]:
    """The language and the cases of a file."""
    language: Language = "zh" if ".zh" in path.name else "en"
    lines = path.read_text(encoding="utf-8").split("\n")
    kept = [line for line in lines if "\t" in line and not line.startswith("#")]
    return language, [case_of(line, language) for line in kept]


def main() -> None:
    """Print the wrong paragraphs and the share of right ones of each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("-q", "--quiet", action="store_true", help="print the shares only")
    args = parser.parse_args()
    for path in args.files:
        language, cases = cases_in(path)
        right = 0
        for case in cases:
            if case.is_right(borders_of(case.text, language)):
                right += 1
            elif not args.quiet:
                spans = split(case.text, language)
                print(f"{case.tag}\t{'‖'.join(case.text[start:end] for start, end in spans)}")
        share = right / len(cases) if cases else 0.0
        sys.stdout.write(f"{path}: {right} of {len(cases)} right ({share:.1%})\n")


if __name__ == "__main__":
    main()
