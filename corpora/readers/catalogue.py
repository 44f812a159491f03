"""Pairs of texts out of .tmx, .xliff (1.2 and 2) and .po files.

Only the words are taken: what inline elements mark stays, and the codes that stand inside
``ph``, ``bpt`` and their like do not. `memory` reads all the rest of such files.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..document import Change
from ..errors import EmptyFileError, FormatError
from .bilingual import kind_of
from .limits import LIMITS, read_bytes
from .markup import Element, attribute, child, children, local, parse_xml
from .pairs import Pairs, put_in_order

CODES = frozenset(("ph", "bpt", "ept", "it", "ut", "x", "bx", "ex", "pc-start", "note", "cp"))
Row = tuple[str, str, str]


def read(path: Path) -> Pairs:
    """Read a file of pairs; errors as `duizhao.corpora.readers.pairs.read_pairs`."""
    data = read_bytes(path)
    kind = kind_of(data[:8192])
    skipped: list[Change] = []
    if kind == "po":
        rows = list(_messages(data, path, skipped))
    else:
        root = parse_xml(data, str(path), "")
        found = _memory(root, skipped) if kind == "tmx" else _xliff(root)
        try:
            rows = list(found)
        except RecursionError as error:
            raise FormatError("is nested too deeply", path=path, mend="save it again") from error
    rows = [row for row in rows if row[0].strip() or row[1].strip()]
    if not rows:
        raise EmptyFileError("has no units in it", path=path, mend="check the file")
    return Pairs(str(path), kind, put_in_order(path, rows[: LIMITS.blocks]), tuple(skipped))


def words(element: Element | None) -> str:
    """The text of a segment without the codes inside it."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for item in element:
        if local(item) not in CODES:
            parts.append(words(item))
        parts.append(item.tail or "")
    return "".join(parts)


def _memory(root: Element, skipped: list[Change]) -> Iterator[Row]:
    body = child(root, "body")
    for number, unit in enumerate(children(body, "tu"), 1):
        place = f"unit {number}"
        sides = {}
        for variant in children(unit, "tuv"):
            language = attribute(variant, "lang").lower()[:2]
            if language in sides:
                reason = "a second text in one language"
                skipped.append(Change("skipped", reason, words(child(variant, "seg")), place))
            else:
                sides[language] = words(child(variant, "seg"))
        if "zh" in sides and "en" in sides:
            yield sides["zh"], sides["en"], place
        else:
            said = " / ".join(sides) or "no language"
            skipped.append(Change("skipped", f"not Chinese and English ({said})", "", place))


def _xliff(root: Element) -> Iterator[Row]:
    number = 0
    for item in root.iter():
        name = local(item)
        if name in ("trans-unit", "segment"):
            number += 1
            yield words(child(item, "source")), words(child(item, "target")), f"unit {number}"


def _messages(data: bytes, path: Path, skipped: list[Change]) -> Iterator[Row]:
    """Entries of a gettext catalogue; obsolete and fuzzy ones are left out."""
    from translate.storage.base import ParseError
    from translate.storage.pypo import pofile

    try:
        store: Any = pofile.parsestring(data)  # type: ignore[no-untyped-call]
    except (ParseError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise FormatError("is a broken message catalogue", path=path, mend="repair it") from error
    for number, unit in enumerate(store.units, 1):
        place = f"message {number}"
        if unit.isheader() or not unit.source:
            continue
        if unit.isobsolete() or unit.isfuzzy():
            reason = "marked as fuzzy" if unit.isfuzzy() else "marked as obsolete"
            skipped.append(Change("skipped", reason, str(unit.source), place))
        else:
            yield str(unit.source), str(unit.target), place
