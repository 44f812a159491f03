"""TMX files as entries with all that they hold, and entries as records of a TMX file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from typing import Any

from duizhao.corpora.document import Language
from duizhao.corpora.entry import Entry, Origin, Status, default_status
from duizhao.corpora.file_names import as_text
from duizhao.corpora.language import parse
from duizhao.corpora.script import is_traditional
from duizhao.corpora.skipped import Skipped
from duizhao.corpora.times import normal_time
from duizhao.corpora.unit import Unit

from . import remarks
from .markup import escape
from .read import read_header, read_tmx
from .record import Record, Variant
from .remarks import Attributes, notes_first, prop
from .units import PROPERTIES, to_record, to_units

OURS = frozenset((*PROPERTIES.values(), "x-status", "x-context-pre", "x-context-post"))
"""Properties that have a place of their own in an entry."""


_CONTEXT = ("x-context-pre", "x-context-post")


def read_entries(path: str | os.PathLike[str]) -> Iterator[Entry | Skipped]:
    """The entries of a TMX file: one for each Chinese and English pair of a ``<tu>``.

    Args:
        path: ``.tmx``, also packed by gzip or in a zip archive.

    Raises:
        InputError: as `duizhao.corpora.bilingual.tmx.read_tmx`.
    """
    attributes = dict(read_header(path).attributes)
    source = _language(attributes.get("srclang", ""))
    name = as_text(path)
    for index, item in enumerate(read_tmx(path)):
        if isinstance(item, Skipped):
            yield item
        else:
            yield from _of_record(item, source, name, index)


def _language(code: str) -> Language | None:
    language = parse(code).language
    return language if language in ("zh", "en") else None  # type: ignore[return-value]


def _of_record(
    record: Record, source: Language | None, name: str, index: int
) -> list[Entry | Skipped]:
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
    origin = Origin(name, position=index, place=place, line=record.line)
    return [
        _entry(record, unit, (zh, en), others, source, origin)
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
        created=normal_time(attributes.get("creationdate", "")),
        creator=attributes.get("creationid", ""),
        changed=normal_time(attributes.get("changedate", "")),
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
                origin.line,
                "x-status" in props,
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
        "context": "tu" if any(one.type in _CONTEXT for one in record.props) else "",
    }
    filled = {name: value for name, value in extra.items() if value}
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":")) if filled else ""


_TIMES = frozenset({"creationdate", "changedate"})
_KEPT = frozenset({"creationid", "changeid", *_TIMES})


def _not_kept(attributes: Attributes) -> Attributes:
    """Those that no field holds; a time that is none stays as it is."""
    return tuple(
        (name, value)
        for name, value in attributes
        if (name not in _KEPT or (name in _TIMES and not normal_time(value)))
        and not (name == "srclang" and _language(value))
    )


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


def source_code(entry: Entry) -> str:
    """Language code of the source of an entry, as its file had it."""
    extra: dict[str, Any] = json.loads(entry.extra) if entry.extra else {}
    code = entry.zh_language if entry.source == "zh" else entry.en_language
    return str(extra.get(entry.source, {}).get("language") or code)


def to_records(entries: Iterable[Entry], source: str = "en") -> Iterator[Record]:
    """Entries as records, with all that an import found in them.

    An entry that was seen in several contexts gives a record for each. The documents of the
    origin are noted; the status is in ``x-status``.

    Args:
        entries: in the order in which they are to be.
        source: ``srclang`` of the header; an entry with another source says so itself.
    """
    for entry in entries:
        contexts = {(origin.before, origin.after): origin for origin in reversed(entry.origins)}
        if len(contexts) < 2:
            yield _record(entry, source, entry.origins[0] if entry.origins else None)
            continue
        for origin in reversed(contexts.values()):
            yield _record(entry, source, origin)


def _record(entry: Entry, source: str, origin: Origin | None) -> Record:
    extra: dict[str, Any] = json.loads(entry.extra) if entry.extra else {}
    made = to_record(
        entry.unit,
        source=entry.source,
        chinese=entry.zh_language,
        before=(origin.before or None) if origin else None,
        after=(origin.after or None) if origin else None,
    )
    kept = extra.get("remarks", "")
    there = kept + "".join(extra.get(side, {}).get("remarks", "") for side in ("zh", "en"))
    given = (prop(name, value) for name, value in entry.properties)
    # Properties that no file had were given at import or by hand.
    added = "".join(text for text in given if text not in there)
    status = prop("x-status", entry.status.label)
    first, *rest = made.variants
    if extra.get("context") == "tu":
        status = first.remarks + status
        first = first._replace(remarks="")
    return Record(
        (
            *(_variant(variant, entry, extra) for variant in (first, *rest)),
            *(_other(variant) for variant in extra.get("others", ())),
        ),
        notes_first(made.remarks + status + kept + added),
        _kept_attributes(entry, extra.get("attributes", ()), source),
    )


def _kept_attributes(
    entry: Entry, kept: Iterable[list[str]], source: str
) -> tuple[tuple[str, str], ...]:
    found = {pair[0]: pair[1] for pair in kept}
    code = source_code(entry)
    if code != source:
        found["srclang"] = code
    for name, value in (
        ("creationdate", entry.created),
        ("creationid", entry.creator),
        ("changedate", entry.changed),
        ("changeid", entry.changer),
    ):
        if value:
            found[name] = value
    return tuple(found.items())


def _variant(made: Variant, entry: Entry, extra: dict[str, Any]) -> Variant:
    side = "zh" if parse(made.language).language == "zh" else "en"
    kept = extra.get(side, {})
    content = entry.zh_content if side == "zh" else entry.en_content
    return made._replace(
        language=kept.get("language") or made.language,
        content=content or escape(made.text),
        remarks=notes_first(made.remarks + kept.get("remarks", "")),
        attributes=_pairs(kept.get("attributes", ())),
    )


def _other(values: list[Any]) -> Variant:
    language, text, content, remarks, attributes, seg_attributes = values
    return Variant(language, text, content, remarks, _pairs(attributes), _pairs(seg_attributes))


def _pairs(values: Iterable[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((pair[0], pair[1]) for pair in values)
