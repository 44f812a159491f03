"""Pairs out of XLIFF 1.2 and 2, and of what tools make of it, through translate-toolkit."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from ..entry import Entry, Origin, Status
from ..errors import FormatError, UnsafeFileError
from ..file_names import as_text
from ..readers.limits import read_bytes
from ..readers.markup import local
from ..skipped import Skipped
from ..unit import Unit
from .direction import Direction, by_script, declared
from .inline import content, words
from .tmx.remarks import Note
from .tmx.remarks import write as remarks

if TYPE_CHECKING:
    from lxml import etree

VERSION = re.compile(rb"""<xliff\b[^>]*?\bversion\s*=\s*["']([0-9.]+)["']""", re.DOTALL)
_DEFINES = re.compile(rb"<!(?:DOCTYPE[^>\[]*\[|ENTITY)")
_FRONT = 1 << 16
_UNTRANSLATED = frozenset(("new", "needs-translation", "initial"))
_CHECKED = frozenset(("final", "signed-off", "reviewed"))


class _Segment(NamedTuple):
    source: etree._Element
    target: etree._Element | None
    unit: Any
    number: int


def check_entities(data: bytes, path: str) -> None:
    """Refuse a file of XML that defines entities or elements of its own.

    Raises:
        UnsafeFileError: it does.
    """
    if _DEFINES.search(data[:_FRONT].replace(b"\0", b"")):
        raise UnsafeFileError(
            "defines entities or elements of its own",
            path=path,
            mend="remove everything between [ and ] after DOCTYPE",
        )


def version_of(data: bytes) -> str:
    """The version of a file of XLIFF, or "" of any other."""
    found = VERSION.search(data[:_FRONT].replace(b"\0", b""))
    return found[1].decode() if found else ""


def parse_xliff(data: bytes, path: str, version: str) -> Any:
    """A file of XLIFF as translate-toolkit's store.

    Raises:
        FormatError: it is broken.
    """
    from lxml import etree
    from translate.storage.base import ParseError
    from translate.storage.xliff import xlifffile
    from translate.storage.xliff2 import Xliff2File

    try:
        return (xlifffile if version.startswith("1") else Xliff2File).parsestring(data)  # type: ignore[no-untyped-call]
    except (ParseError, etree.LxmlError, ValueError, StopIteration, AttributeError) as error:
        raise FormatError(
            f"is broken as XLIFF {version} ({error})", path=path, mend="export it again"
        ) from error


def read_entries(path: str | os.PathLike[str]) -> Iterator[Entry | Skipped]:
    """The entries of a file of XLIFF; see `duizhao.corpora.bilingual.read_pairs`.

    A unit that its tool has cut into segments (``mrk``) gives one for each. The state says
    the status: approved and final ones are checked.

    Raises:
        FormatError: it is broken.
        LanguageError: it is not in Chinese and English.
        UnsafeFileError: it defines entities.
    """
    name = as_text(path)
    data = read_bytes(path)
    check_entities(data, name)
    store = parse_xliff(data, name, version_of(data) or "1.2")
    try:
        segments = list(_segments(store))
        pairs = [
            (words(each.source), words(each.target) if each.target is not None else "")
            for each in segments
        ]
    except RecursionError as error:
        raise FormatError("is nested too deeply", path=path, mend="save it again") from error
    guessed: Direction | None = None
    for index, (segment, pair) in enumerate(zip(segments, pairs, strict=True)):
        codes = _codes(segment.source)
        direction = declared(*codes)
        if direction is None and not any(codes):
            direction = guessed = guessed or by_script(path, pairs)
        yield _entry(segment, pair, direction, codes, Origin(
            name, position=index, place=f"unit {segment.number}",
            line=_line(segment.source),
        ))  # fmt: skip


def _segments(store: Any) -> Iterator[_Segment]:
    for number, unit in enumerate(store.units, 1):
        if unit.isheader():
            continue
        parts = {local(child): child for child in reversed(unit.xmlelement)}
        source, target = parts.get("source"), parts.get("target")
        if source is None:
            continue
        cut = _marked(parts.get("seg-source"))
        if not cut:
            yield _Segment(source, target, unit, number)
        translated = _marked(target)
        for key, mark in cut.items():
            yield _Segment(mark, translated.get(key), unit, number)


def _marked(element: etree._Element | None) -> dict[str, etree._Element]:
    """The segments that a tool has marked in a source or target, by their number."""
    if element is None:
        return {}
    marks = (one for one in element.iter() if local(one) == "mrk" and one.get("mtype") == "seg")
    return {one.get("mid") or str(place): one for place, one in enumerate(marks)}


def _codes(element: etree._Element) -> tuple[str, str]:
    """Source and target language that the file declares around an element."""
    for outer in element.iterancestors():
        source = outer.get("source-language") or outer.get("srcLang") or ""
        target = outer.get("target-language") or outer.get("trgLang") or ""
        if source or target:
            return source, target
    return "", ""


def _entry(
    segment: _Segment,
    pair: tuple[str, str],
    direction: Direction | None,
    codes: tuple[str, str],
    origin: Origin,
) -> Entry | Skipped:
    if not any(text.strip() for text in pair):
        return Skipped(origin.place, "has no text on either side")
    if direction is None:
        return Skipped(origin.place, f"not Chinese and English ({' / '.join(codes)})", pair[0])
    state = _state(segment)
    if pair[1].strip() and state in _UNTRANSLATED:
        return Skipped(origin.place, f"not translated yet (state {state})", pair[0])
    zh, en = direction.sides(*pair)
    target = "" if segment.target is None else content(segment.target)
    zh_content, en_content = direction.sides(content(segment.source), target)
    approved = segment.unit.xmlelement.get("approved") == "yes" or state in _CHECKED
    notes = [Note(text) for text in segment.unit.getnotes().split("\n") if text.strip()]
    return Entry(
        Unit(zh, en),
        source=direction.source,
        zh_language=direction.code(zh),
        status=Status.CHECKED if approved and pair[1].strip() else Status.DRAFT,
        zh_content=zh_content,
        en_content=en_content,
        extra=json.dumps({"remarks": remarks((), notes)}) if notes else "",
        origins=(origin,),
    )


def _line(element: etree._Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 0


def _state(segment: _Segment) -> str:
    """What the file says of a translation, "" for nothing."""
    target = segment.target
    holder = segment.unit.xmlelement
    own = "" if target is None else target.get("state") or ""
    return str(own or holder.get("state") or "")
