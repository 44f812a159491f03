"""Units of ours as records of a TMX file, and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from memory.unit import Unit

from . import markup
from .language import Tag, parse
from .record import Attributes, Prop, Record, Variant

Source = Literal["en", "zh"]

MARK = "x-"
"""What begins the names of our properties, as it does those of other tools."""


def to_record(
    unit: Unit,
    *,
    source: Source = "en",
    chinese: str = "zh-CN",
    before: str | None = None,
    after: str | None = None,
    attributes: Attributes = (),
) -> Record:
    """A unit as a record: the source first, then its counterpart.

    Args:
        unit: both sides of it filled.
        source: which side is the source.
        chinese: the language code of the Chinese side.
        before, after: source texts of the units before and behind it, its context; None
            where there is none.
        attributes: of the ``<tu>``.
    """
    context = []
    if before is not None:
        context.append(Prop("x-context-pre", before))
    if after is not None:
        context.append(Prop("x-context-post", after))
    zh = Variant(chinese, unit.zh, markup.escape(unit.zh))
    en = Variant("en", unit.en, markup.escape(unit.en))
    first, second = (en, zh) if source == "en" else (zh, en)
    if context:
        first = first._replace(props=tuple(context))
    return Record((first, second), tuple(_props(unit)), (), attributes)


def _props(unit: Unit) -> Iterator[Prop]:
    if unit.kind:
        yield Prop("x-kind", unit.kind)
    if unit.label:
        yield Prop("x-label", unit.label)
    if unit.confidence is not None:
        yield Prop("x-confidence", f"{unit.confidence:.4f}")
    if unit.zh_file:
        yield Prop("x-zh-file", unit.zh_file)
    if unit.zh_segments:
        yield Prop("x-zh-segments", " ".join(map(str, unit.zh_segments)))
    if unit.en_file:
        yield Prop("x-en-file", unit.en_file)
    if unit.en_segments:
        yield Prop("x-en-segments", " ".join(map(str, unit.en_segments)))
    for reason in unit.reasons:
        yield Prop("x-reason", reason)
    if unit.moved:
        yield Prop("x-moved", "yes")
    if unit.signature:
        yield Prop("x-signature", unit.signature)


def to_units(record: Record) -> list[Unit]:
    """Every Chinese–English pair in a record.

    A record may hold simplified and traditional Chinese, or British and American English,
    or two translations of one text: each Chinese variant is paired with each English one.
    A record without one of the languages gives none.
    """
    zh = [variant for variant in record.variants if parse(variant.language).language == "zh"]
    en = [variant for variant in record.variants if parse(variant.language).language == "en"]
    return [_unit(record, one, other) for one in zh for other in en]


def _unit(record: Record, zh: Variant, en: Variant) -> Unit:
    return Unit(
        zh=zh.text,
        en=en.text,
        kind=record.prop("x-kind"),
        label=record.prop("x-label"),
        confidence=_confidence(record.prop("x-confidence")),
        zh_segments=_positions(record.prop("x-zh-segments")),
        en_segments=_positions(record.prop("x-en-segments")),
        reasons=tuple(prop.text for prop in record.props if prop.type == "x-reason"),
        moved=record.prop("x-moved") == "yes",
        zh_file=record.prop("x-zh-file"),
        en_file=record.prop("x-en-file"),
        signature=record.prop("x-signature"),
    )


def _confidence(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


def _positions(text: str) -> tuple[int, ...]:
    parts = text.split()
    return (
        tuple(map(int, parts)) if all(part.isascii() and part.isdigit() for part in parts) else ()
    )


def languages(record: Record) -> list[Tag]:
    """What the codes of its variants say, in their order."""
    return [parse(variant.language) for variant in record.variants]
