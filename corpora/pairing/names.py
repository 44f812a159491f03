"""Pairing by name: ``report-zh.docx`` and ``report_en.pdf``, ``N1234C`` and ``N1234E``.

Names that are the same but for the language belong together; of the others those that end in the
same path (``docs/a.md``, ``i18n/zh/docs/a.md``), and those of one folder that share their numbers
(``01-前言``, ``01-preface``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..document import Language
from ..numerals import chinese

_ZH = (
    "(?:zh|cmn)(?:[-_]?(?:hans|hant))?(?:[-_]?(?:cn|tw|hk|mo|sg|my))?|cn|chs|cht|chi|zho|zhs|zht|"
    "chinese|simplified|traditional|zhongwen|"
    "(?:简体|繁体|繁體)?(?:中文|汉语|漢語|华语|華語)[版本稿]?|中|汉|简体|繁體|繁体|简中|繁中|中译[文本稿]?"
)
_EN = (
    "en(?:[-_]?(?:us|gb|uk|au|ca|nz|ie|in|sg|hk|za))?|eng|english|"
    "(?:英文|英语|英語)[版本稿]?|英|英译[文本稿]?"
)
_SEVERAL = re.compile(r"hant|tw|hk|mo|cht|zht|trad|繁|us|gb|uk|au|ca|nz|ie|in|za", re.IGNORECASE)
"""What tells a script or a country of a language from its usual one."""
_EDGE_BEFORE = r"(?:^|(?<=[\s._\-()（）\[\]【】+~,，@]))"
_EDGE_AFTER = r"(?=$|[\s._\-()（）\[\]【】+~,，@])"
_TAG = re.compile(
    rf"{_EDGE_BEFORE}(?:(?P<zh>{_ZH})|(?P<en>{_EN})){_EDGE_AFTER}"
    "|(?P<zh_end>中文[版本稿]?|汉语|简体|(?<=[（(])中(?=[)）]))"
    "|(?P<en_end>英文[版本稿]?|英语|(?<=[（(])英(?=[)）]))",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"(?:(?<=\d)|(?<=[\d)][\s._-])|(?<=[._-]))(?P<letter>[CE])$|^(?P<first>[CE])[\s._-]"
    r"|[（(\[](?P<bracketed>[CE])[)）\]]$|^(?P<alone>[CEce])$"
)
_SEPARATORS = re.compile(r"[\s._\-()（）\[\]【】+~,，@]+")
_NUMBER = re.compile(r"\d{1,15}|第([〇零一二三四五六七八九十百]{1,8})")
_DEEPEST = 4
"""Most parts of a path that are compared from its end."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a file's name says: its language, or None, and the name without that.

    Attributes:
        path: the file.
        language: None where the name does not say it.
        key: the name without its language.
        variant: the script or country of the language (``zh-TW``), or "".
    """

    path: Path
    language: Language | None
    key: str
    variant: str = ""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers in the name, Chinese ones after 第 too; not those of its folders."""
        name = self.key.rpartition("/")[2]
        found = []
        for match in _NUMBER.finditer(name):
            value = chinese(match[1]) if match[1] else int(match.group())
            if value is not None:
                found.append(value)
        return tuple(found)


class NamedPair(NamedTuple):
    """Two files, and why their names leave a doubt, or ""."""

    zh: Named
    en: Named
    doubt: str = ""


def read_name(path: Path, root: Path | None = None) -> Named:
    """Part a name into language and the rest.

    Folders between `root` and the file count too: ``zh/a.txt`` and ``en/a.txt`` are a pair.
    """
    stem = _stem(path.name)
    folders = list(path.relative_to(root).parts[:-1]) if root and path.is_relative_to(root) else []
    language: Language | None = None
    variant = ""
    keys = []
    for part in [*folders, stem]:
        found, code, rest = _part(part, last=part is stem)
        if found:
            language, variant = found, code
        keys.append(rest)
    return Named(path, language, "/".join(key for key in keys if key), variant)


def _stem(name: str) -> str:
    stem = name
    # "report.zh.tar" has one suffix, "report.zh.docx" a language before it.
    suffix = Path(stem).suffix
    if suffix and len(suffix) <= 10 and not _TAG.fullmatch(suffix[1:]):
        stem = stem[: -len(suffix)]
    return stem


def _part(text: str, *, last: bool) -> tuple[Language | None, str, str]:
    """The language, its variant, and the rest of a part of a path."""
    tags = list(_TAG.finditer(text))
    if tags:
        # Of several the last one tells: "en-tete-zh".
        tag = tags[-1]
        language: Language = "zh" if tag["zh"] or tag["zh_end"] else "en"
        variant = _clean(tag[0]) if _SEVERAL.search(tag[0]) else ""
        return language, variant, _clean(text[: tag.start()] + " " + text[tag.end() :])
    letter = _LETTER.search(text)
    # Of a folder only the whole name tells: "C" and "E", as archives of two languages have them.
    if letter and (last or letter["alone"]):
        sign = (letter[letter.lastgroup or 0]).upper()
        rest = text[: letter.start()] + " " + text[letter.end() :]
        return ("zh" if sign == "C" else "en"), "", _clean(rest)
    return None, "", _clean(text)


def _clean(text: str) -> str:
    return _SEPARATORS.sub(" ", text).strip().casefold()


def by_name(zh: Sequence[Named], en: Sequence[Named]) -> list[NamedPair]:
    """Files whose names belong together.

    Each is in at most one pair, but for a file that the other side has in several variants of
    its language (``zh``, ``zh-TW``), which is in a pair with each of them.

    Args:
        zh, en: the files of each side.
    """
    left, right = list(zh), list(en)
    pairs: list[NamedPair] = []

    def take(found: Iterator[NamedPair]) -> None:
        new = list(found)
        pairs.extend(new)
        gone = {id(file) for pair in new for file in pair[:2]}
        left[:] = [file for file in left if id(file) not in gone]
        right[:] = [file for file in right if id(file) not in gone]

    # Without a key the name is nothing but a language: "C.docx" and "E.docx".
    take(_unique(left, right, lambda file: file.key))
    for depth in range(_DEEPEST, 0, -1):
        take(_unique(left, right, lambda file, depth=depth: _tail(file, depth)))  # type: ignore[misc]
    take(_by_number(left, right))
    return pairs


def _unique(
    zh: Sequence[Named], en: Sequence[Named], key: Callable[[Named], object]
) -> Iterator[NamedPair]:
    """The files that alone on either side have a key, or its variants; None is none."""
    groups: dict[object, tuple[list[Named], list[Named]]] = defaultdict(lambda: ([], []))
    for side, files in enumerate((zh, en)):
        for file in files:
            groups[key(file)][side].append(file)
    for value, (left, right) in groups.items():
        if value is None or min(len(left), len(right)) != 1:
            continue
        variants = [file.variant for file in max(left, right, key=len)]
        if len({*variants}) == len(variants):
            yield from (NamedPair(one, other) for one in left for other in right)


def _tail(file: Named, depth: int) -> str | None:
    parts = file.key.split("/")
    return "/".join(parts[-depth:]) if len(parts) >= depth and parts[-1] else None


def _by_number(zh: Sequence[Named], en: Sequence[Named]) -> Iterator[NamedPair]:
    """Files of one folder whose names share their numbers alone, as numbered chapters do."""

    def key(file: Named) -> tuple[str, tuple[int, ...]] | None:
        return (file.key.rpartition("/")[0], file.numbers) if file.numbers else None

    found = list(_unique(zh, en, key))
    counts: dict[str, int] = defaultdict(int)
    for pair in found:
        counts[pair.zh.key.rpartition("/")[0]] += 1
    numbered: dict[str, int] = defaultdict(int)
    for file in (*zh, *en):
        numbered[file.key.rpartition("/")[0]] += bool(file.numbers)
    for pair in found:
        folder = pair.zh.key.rpartition("/")[0]
        series = counts[folder] > 1 and numbered[folder] == 2 * counts[folder]
        yield pair._replace(doubt="" if series else "their names share nothing but numbers")


_EDITION = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<![a-z])(?:v|rev|ver|version) ?\d{1,4}|第.版")


def editions_differ(zh: Named, en: Named) -> bool:
    """Whether two names speak of different years or versions."""
    one, other = (set(_EDITION.findall(file.key)) for file in (zh, en))
    return bool(one and other and one != other)
