"""Pairs out of message catalogues of gettext, through translate-toolkit."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..entry import Entry, Origin
from ..errors import FormatError
from ..file_names import as_text
from ..readers.encoding import text_codec
from ..readers.guard import quieten
from ..readers.limits import read_bytes
from ..skipped import Skipped
from ..unit import Unit
from .direction import Direction, by_script
from .tmx.remarks import Note
from .tmx.remarks import write as remarks

_CHARSET = re.compile(rb"Content-Type:[^\n]{0,100}?charset=[ \t]*([\w.:-]+)", re.I)


def parse_po(data: bytes, path: str | os.PathLike[str]) -> Any:
    """A message catalogue as translate-toolkit's store.

    Raises:
        FormatError: it is broken.
    """
    from translate.storage.base import ParseError
    from translate.storage.poparser import PoParseState, parse_units
    from translate.storage.pypo import pofile, splitlines

    quieten("translate")
    try:
        codec = _codec(data)
        if codec == "utf-8":
            return pofile.parsestring(data)  # type: ignore[no-untyped-call]
        # Given bytes, it takes the header alone for what it declares to be, and the rest for UTF-8.
        store = pofile()
        lines, store.newline = splitlines(data)
        decoded = [line.decode(codec) for line in lines]
        parse_units(PoParseState(decoded, store.create_unit), store)
        return store
    except (ParseError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise FormatError("is a broken message catalogue", path=path, mend="repair it") from error


def _codec(data: bytes) -> str:
    """The encoding that the header of a catalogue declares."""
    declared = _CHARSET.search(data)
    name = declared[1].decode().lower() if declared else "utf-8"
    # What is called GB2312 holds characters of its successors as well.
    name = "gb18030" if name in ("gb2312", "gbk") else name
    return "utf-8" if name == "charset" else text_codec(name)


def read_entries(path: str | os.PathLike[str]) -> Iterator[Entry | Skipped]:
    """The entries of a catalogue; see `duizhao.corpora.bilingual.read_pairs`.

    What is marked as fuzzy or obsolete is left out. The context of a message is a property
    of its entry, and comments are notes.

    Raises:
        FormatError: it is broken.
        LanguageError: it is not in Chinese and English.
    """
    name = as_text(path)
    store = parse_po(read_bytes(path), path)
    units = [unit for unit in store.units if unit.source and not unit.isheader()]
    direction = by_script(path, [(str(unit.source), str(unit.target)) for unit in units])
    code = _declared(store, direction)
    # A plural comes after all messages, so that a message keeps its number.
    index, plurals = 0, []
    for number, unit in enumerate(units, 1):
        place = f"message {number}"
        if unit.isobsolete() or unit.isfuzzy():
            reason = "marked as fuzzy" if unit.isfuzzy() else "marked as obsolete"
            yield Skipped(place, reason, str(unit.source))
            continue
        context = unit.getcontext()
        notes = [Note(text) for text in unit.getnotes().split("\n") if text.strip()]
        kept = json.dumps({"remarks": remarks((), notes)}, ensure_ascii=False) if notes else ""
        for form, pair in enumerate(_forms(unit)):
            zh, en = direction.sides(*pair)
            entry = Entry(
                Unit(zh, en),
                source=direction.source,
                zh_language=code or direction.code(zh),
                properties=(("msgctxt", context),) if context else (),
                extra=kept,
            )
            if form:
                plurals.append((entry, place))
                continue
            yield replace(entry, origins=(Origin(name, position=index, place=place),))
            index += 1
    for at, (entry, place) in enumerate(plurals, index):
        yield replace(entry, origins=(Origin(name, position=at, place=place),))


def _forms(unit: Any) -> list[tuple[str, str]]:
    """Source and target of a message, or of its singular and its plural, each pair once.

    Chinese has one form for both; of several, the last one is that of the plural.
    """
    if not unit.hasplural():
        return [(str(unit.source), str(unit.target))]
    sources = [str(one) for one in unit.source.strings]
    targets = [str(one) for one in getattr(unit.target, "strings", [unit.target])]
    return list(dict.fromkeys([(sources[0], targets[0]), (sources[-1], targets[-1])]))


def _declared(store: Any, direction: Direction) -> str:
    """The code of the Chinese side as the header has it, or ""."""
    from ..language import code, parse

    tag = parse(store.gettargetlanguage() or "")
    return code(tag) if direction.source == "en" and tag.language == "zh" and tag.script else ""
