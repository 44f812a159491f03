"""Pairing by name: ``report-zh.docx`` and ``report_en.pdf``, ``N1234C`` and ``N1234E``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..document import Language

_ZH = (
    "zh(?:[-_]?(?:cn|tw|hk|hans|hant))?|cn|chs|cht|chi|zho|chinese|simplified|"
    "中文版?|中|汉语|汉|漢語|简体|繁體"
)
_EN = "en(?:[-_]?(?:us|gb|uk))?|eng|english|英文版?|英语|英|英語"
_EDGE_BEFORE = r"(?:^|(?<=[\s._\-()\[\]+~]))"
_EDGE_AFTER = r"(?=$|[\s._\-()\[\]+~])"
_TAG = re.compile(
    rf"{_EDGE_BEFORE}(?:(?P<zh>{_ZH})|(?P<en>{_EN})){_EDGE_AFTER}"
    "|(?P<zh_end>中文版?|汉语|简体|(?<=[（(])中(?=[)）]))|(?P<en_end>英文版?|英语|(?<=[（(])英(?=[)）]))",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"(?:(?<=\d)|(?<=[\d)][\s._-])|(?<=[._-]))(?P<letter>[CE])$|^(?P<first>[CE])[\s._-]"
    r"|[（(\[](?P<bracketed>[CE])[)）\]]$|^(?P<alone>[CEce])$"
)
_SEPARATORS = re.compile(r"[\s._\-()（）\[\]+~]+")


@dataclass(frozen=True, slots=True)
class Named:
    """What a file's name says: its language, or None, and the name without that."""

    path: Path
    language: Language | None
    key: str


def read_name(path: Path, root: Path | None = None) -> Named:
    """Part a name into language and the rest.

    Folders between `root` and the file count too: ``zh/a.txt`` and ``en/a.txt`` are a pair.
    """
    stem = _stem(path.name)
    folders = list(path.relative_to(root).parts[:-1]) if root and path.is_relative_to(root) else []
    language: Language | None = None
    keys = []
    for part in [*folders, stem]:
        found, rest = _part(part, last=part is stem)
        language = found or language
        keys.append(rest)
    return Named(path, language, "/".join(key for key in keys if key))


def _stem(name: str) -> str:
    stem = name
    # "report.zh.tar" has one suffix, "report.zh.docx" a language before it.
    suffix = Path(stem).suffix
    if suffix and len(suffix) <= 10 and not _TAG.fullmatch(suffix[1:]):
        stem = stem[: -len(suffix)]
    return stem


def _part(text: str, *, last: bool) -> tuple[Language | None, str]:
    tags = list(_TAG.finditer(text))
    if tags:
        # Of several the last one tells: "en-tete-zh".
        tag = tags[-1]
        language: Language = "zh" if tag["zh"] or tag["zh_end"] else "en"
        return language, _clean(text[: tag.start()] + " " + text[tag.end() :])
    letter = _LETTER.search(text)
    # Of a folder only the whole name tells: "C" and "E", as archives of two languages have them.
    if letter and (last or letter["alone"]):
        sign = (letter[letter.lastgroup or 0]).upper()
        rest = text[: letter.start()] + " " + text[letter.end() :]
        return ("zh" if sign == "C" else "en"), _clean(rest)
    return None, _clean(text)


def _clean(text: str) -> str:
    return _SEPARATORS.sub(" ", text).strip().casefold()


def by_name(
    zh: Sequence[Named], en: Sequence[Named]
) -> tuple[list[tuple[Named, Named]], dict[str, list[Named]]]:
    """Files whose names are the same but for the language.

    Returns:
        The pairs whose name is unique on each side, and by name the files of the others
        that could be paired in more than one way.
    """
    groups: dict[str, tuple[list[Named], list[Named]]] = defaultdict(lambda: ([], []))
    for side, files in enumerate((zh, en)):
        for file in files:
            groups[file.key][side].append(file)
    pairs = []
    unclear = {}
    for key, (left, right) in groups.items():
        if not left or not right:
            continue
        # Without a key the name is nothing but a language: "C.docx" and "E.docx".
        if len(left) == len(right) == 1:
            pairs.append((left[0], right[0]))
        else:
            unclear[key] = [*left, *right]
    return pairs, unclear
