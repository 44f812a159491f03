"""A row of a table as an entry of a memory, with all that an export wrote beside the texts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from duizhao.corpora.bilingual.tmx.markup import plain
from duizhao.corpora.entry import Entry, Origin, Status, default_status
from duizhao.corpora.errors import SettingsError
from duizhao.corpora.script import is_traditional
from duizhao.corpora.skipped import Skipped
from duizhao.corpora.unit import Unit

from .units import text_of, unit_of

_TIME = re.compile(r"\d{8}T\d{6}Z")


def entry_of(values: Mapping[str, Any], file: str, place: str, index: int) -> Entry | Skipped:
    """An entry of a row, or why there is none.

    Args:
        values: by column of `duizhao.memory.tables` or `duizhao.memory.store.plain`.
        file: where the row stood.
        place: where in it, for people.
        index: 0-based place among its rows.
    """
    try:
        unit = unit_of(values)
        status = text_of(values, "status")
        return Entry(
            unit,
            zh_content=_content(values, "zh_content", unit.zh),
            en_content=_content(values, "en_content", unit.en),
            zh_language=_chinese(values, unit),
            source="zh" if text_of(values, "source") == "zh" else "en",
            status=Status.parse(status) if status else default_status(unit),
            created=_time(values, "created"),
            creator=text_of(values, "creator"),
            changed=_time(values, "changed"),
            changer=text_of(values, "changer"),
            properties=_properties(values.get("properties")),
            extra=_extra(text_of(values, "extra")),
            origins=(Origin(file, unit.zh_file, unit.en_file, index, place),),
        )
    except (TypeError, ValueError, SettingsError) as error:
        reason = error.problem if isinstance(error, SettingsError) else str(error)
        return Skipped(place, f"is not a unit ({reason})", str(dict(values)))


def _chinese(values: Mapping[str, Any], unit: Unit) -> str:
    code = text_of(values, "zh_language")
    if code in ("zh-CN", "zh-TW"):
        return code
    return "zh-TW" if is_traditional(unit.zh) else "zh-CN"


def _time(values: Mapping[str, Any], name: str) -> str:
    text = text_of(values, name)
    if text and not _TIME.fullmatch(text):
        raise ValueError(f"{name} is no time like 20240131T235959Z: {text}")
    return text


def _properties(value: object) -> tuple[tuple[str, str], ...]:
    if not value:
        return ()
    if not isinstance(value, Mapping):
        raise TypeError("properties are not an object")
    return tuple((str(key), str(text)) for key, text in value.items())


def _content(values: Mapping[str, Any], name: str, text: str) -> str:
    """Content with tags; it must be well formed and hold the text, or a file of TMX breaks."""
    content = text_of(values, name)
    if not content:
        return ""
    from lxml import etree

    try:
        etree.fromstring(f"<seg>{content}</seg>", etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as error:
        raise ValueError(f"{name} is not well formed") from error
    if plain(content) != text:
        raise ValueError(f"{name} has another text")
    return content


def _extra(text: str) -> str:
    if text and not isinstance(json.loads(text), dict):
        raise ValueError("extra is not an object")
    return text
