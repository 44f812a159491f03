"""What a memory holds, as records of a TMX file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from duizhao.corpora.bilingual.tmx import Record, Variant, to_record
from duizhao.corpora.bilingual.tmx.markup import escape
from duizhao.corpora.bilingual.tmx.remarks import notes_first, prop
from duizhao.corpora.entry import Entry
from duizhao.corpora.language import parse


def to_records(entries: Iterable[Entry]) -> Iterator[Record]:
    """Entries as records, with all that an import found in them.

    The documents and the context of the first origin are noted; the status stands in
    ``x-status``.
    """
    return map(_record, entries)


def _record(entry: Entry) -> Record:
    extra: dict[str, Any] = json.loads(entry.extra) if entry.extra else {}
    origin = entry.origins[0] if entry.origins else None
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
    return Record(
        (
            *(_variant(variant, entry, extra) for variant in made.variants),
            *(_other(variant) for variant in extra.get("others", ())),
        ),
        notes_first(made.remarks + status + kept + added),
        _attributes(entry, extra.get("attributes", ())),
    )


def _attributes(entry: Entry, kept: Iterable[list[str]]) -> tuple[tuple[str, str], ...]:
    found = {pair[0]: pair[1] for pair in kept}
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
