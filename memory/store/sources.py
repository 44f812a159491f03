"""Files as entries of a memory: TMX with all that it holds, and tables of units."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from duizhao.corpora.bilingual.tmx import (
    Record,
    Variant,
    read_header,
    read_tmx,
    remarks,
    to_units,
)
from duizhao.corpora.bilingual.tmx.markup import escape
from duizhao.corpora.bilingual.tmx.remarks import Attributes
from duizhao.corpora.document import Language
from duizhao.corpora.entry import Entry, Origin, Status, default_status
from duizhao.corpora.language import parse
from duizhao.corpora.script import is_traditional
from duizhao.corpora.skipped import Skipped
from duizhao.corpora.unit import Unit

Item = list[Entry | Skipped]
"""What one element of a file gives: an entry for each pair in it, or why there is none."""

OURS = frozenset(
    {
        "x-kind",
        "x-label",
        "x-confidence",
        "x-zh-file",
        "x-zh-segments",
        "x-en-file",
        "x-en-segments",
        "x-reason",
        "x-moved",
        "x-signature",
        "x-status",
        "x-context-pre",
        "x-context-post",
    }
)
"""Properties that have a place of their own in an entry."""


def items_of(path: str | os.PathLike[str]) -> Iterator[Item]:
    """The entries of a file, element by element.

    Args:
        path: ``.tmx`` (also ``.tmx.gz`` or zipped), or what
            `duizhao.memory.interchange.units.read_rows` reads.

    Raises:
        InputError: it cannot be read.
    """
    if is_tmx(path):
        yield from _tmx_items(path)
        return
    from duizhao.memory.interchange.entries import entry_of
    from duizhao.memory.interchange.units import read_rows

    name = os.fspath(path)
    for index, row in enumerate(read_rows(path)):
        yield [row if isinstance(row, Skipped) else entry_of(row.values, name, row.place, index)]


def is_tmx(path: str | os.PathLike[str]) -> bool:
    """Whether a file goes by the name of a TMX file, or begins like one."""
    suffixes = [suffix.lower() for suffix in Path(path).suffixes[-2:]]
    if suffixes[-1:] in ([".tmx"], [".zip"]) or suffixes == [".tmx", ".gz"]:
        return True
    if not Path(path).is_file():
        return False
    with Path(path).open("rb") as stream:
        return b"<tmx" in stream.read(4096).replace(b"\0", b"")


def _tmx_items(path: str | os.PathLike[str]) -> Iterator[Item]:
    attributes = dict(read_header(path).attributes)
    source = _language(attributes.get("srclang", ""))
    name = os.fspath(path)
    for index, item in enumerate(read_tmx(path)):
        if isinstance(item, Skipped):
            yield [item]
        else:
            yield _of_record(item, source, name, index)


def _language(code: str) -> Language | None:
    language = parse(code).language
    return language if language in ("zh", "en") else None  # type: ignore[return-value]


def _of_record(record: Record, source: Language | None, name: str, index: int) -> Item:
    units = to_units(record)
    place = f"line {record.line}"
    if not units:
        languages = ", ".join(dict.fromkeys(variant.language for variant in record.variants))
        text = record.variants[0].text if record.variants else ""
        return [Skipped(place, f"no Chinese beside English in it ({languages or 'empty'})", text)]
    pairs = [
        (zh, en)
        for zh in record.variants
        if parse(zh.language).language == "zh"
        for en in record.variants
        if parse(en.language).language == "en"
    ]
    if len(record.variants) > 2:
        others = tuple(
            variant
            for variant in record.variants
            if parse(variant.language).language not in ("zh", "en")
        )
    else:
        others = ()
    own = dict(record.attributes)
    source = _language(own.get("srclang", "")) or source
    return [
        _entry(record, unit, (zh, en), others, source, Origin(name, position=index, place=place))
        for unit, (zh, en) in zip(units, pairs, strict=True)
    ]


def _entry(
    record: Record,
    unit: Unit,
    pair: tuple[Variant, Variant],
    others: tuple[Variant, ...],
    source: Language | None,
    origin: Origin,
) -> Entry:
    zh, en = pair
    first: Language = source or ("zh" if record.variants[0] is zh else "en")
    of_source, of_target = (zh, en) if first == "zh" else (en, zh)
    props = {prop.type: prop.text for prop in (*record.props, *of_source.props)}
    attributes = dict((*of_source.attributes, *of_target.attributes, *record.attributes))
    properties = tuple(
        dict.fromkeys(
            (prop.type, prop.text)
            for prop in (*record.props, *zh.props, *en.props)
            if prop.type not in OURS
        )
    )
    return Entry(
        unit,
        zh_content=_content(zh),
        en_content=_content(en),
        zh_language="zh-TW" if _is_traditional(zh) else "zh-CN",
        en_language="en",
        source=first,
        status=_status(props.get("x-status", ""), unit),
        created=attributes.get("creationdate", ""),
        creator=attributes.get("creationid", ""),
        changed=attributes.get("changedate", ""),
        changer=attributes.get("changeid", ""),
        properties=properties,
        extra=_extra(record, zh, en, others),
        origins=(
            Origin(
                origin.file,
                unit.zh_file,
                unit.en_file,
                origin.position,
                origin.place,
                props.get("x-context-pre", ""),
                props.get("x-context-post", ""),
            ),
        ),
    )


def _content(variant: Variant) -> str:
    return "" if variant.content == escape(variant.text) else variant.content


def _is_traditional(variant: Variant) -> bool:
    script = parse(variant.language).script
    return script == "Hant" if script else is_traditional(variant.text)


def _status(name: str, unit: Unit) -> Status:
    try:
        return Status[name.upper()]
    except KeyError:
        return default_status(unit)


def _extra(record: Record, zh: Variant, en: Variant, others: tuple[Variant, ...]) -> str:
    """What an entry has no field for, so that an export gives it back."""
    extra: dict[str, Any] = {
        "attributes": _not_kept(record.attributes),
        "remarks": _not_ours(record),
        "zh": _side(zh, "zh-TW" if _is_traditional(zh) else "zh-CN"),
        "en": _side(en, "en"),
        "others": others,
    }
    filled = {name: value for name, value in extra.items() if value}
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":")) if filled else ""


_KEPT = frozenset({"creationdate", "creationid", "changedate", "changeid"})


def _not_kept(attributes: Attributes) -> Attributes:
    return tuple(pair for pair in attributes if pair[0] not in _KEPT)


def _side(variant: Variant, code: str) -> dict[str, Any]:
    side = {
        "language": "" if variant.language == code else variant.language,
        "attributes": variant.attributes,
        "remarks": _not_ours(variant),
    }
    return {name: value for name, value in side.items() if value}


def _not_ours(holder: Record | Variant) -> str:
    if not holder.remarks:
        return ""
    return remarks.write((one for one in holder.props if one.type not in OURS), holder.notes)
