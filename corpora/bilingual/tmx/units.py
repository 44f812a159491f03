"""Units of ours as records of a TMX file, and back."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from duizhao.corpora.codes import Coded
from duizhao.corpora.language import parse
from duizhao.corpora.unit import Unit

from .characters import visible
from .coded import Style, contents
from .markup import escape
from .record import Attributes, Record, Variant
from .remarks import prop

Source = Literal["en", "zh"]

_NEW = tuple.__new__


def to_record(
    unit: Unit,
    *,
    source: Source = "en",
    chinese: str = "zh-CN",
    english: str = "en",
    codes: Style = "tmx",
    before: str | None = None,
    after: str | None = None,
    attributes: Attributes = (),
) -> Record:
    """A unit as a record: the source first, then its counterpart.

    Args:
        unit: both sides of it filled.
        source: which side is the source.
        chinese, english: the language codes of the two sides.
        codes: how inline codes are written.
        before, after: source texts of the units before and behind it, its context; None
            where there is none.
        attributes: of the ``<tu>``.
    """
    context = ""
    if before is not None:
        context = f'\n      <prop type="x-context-pre">{_escaped(before)}</prop>'
    if after is not None:
        context += f'\n      <prop type="x-context-post">{_escaped(after)}</prop>'
    zh, en = unit.zh, unit.en
    sides = [(english, Coded(en, unit.en_codes)), (chinese, Coded(zh, unit.zh_codes))]
    if source != "en":
        sides.reverse()
    (first_code, first_side), (second_code, second_side) = sides
    content, translation = contents(first_side, second_side, codes)
    # As in `duizhao.corpora.bilingual.tmx.parse`: twice as fast as calling the classes.
    first = _NEW(Variant, (first_code, first_side.text, content, context, (), ()))
    second = _NEW(Variant, (second_code, second_side.text, translation, "", (), ()))
    return _NEW(Record, ((first, second), _remarks(unit), attributes, 0))


# A text is the context of two neighbours.
@lru_cache(maxsize=16)
def _escaped(text: str) -> str:
    return escape(visible(text))


def _remarks(unit: Unit) -> str:
    """What is known of a unit, as properties."""
    found = _steady(
        unit.kind,
        unit.label,
        unit.zh_file,
        unit.en_file,
        unit.reasons,
        unit.moved,
        unit.signature,
    )
    if unit.confidence is not None:
        found += f'\n      <prop type="x-confidence">{unit.confidence:.4f}</prop>'
    if unit.zh_segments:
        places = " ".join(map(str, unit.zh_segments))
        found += f'\n      <prop type="x-zh-segments">{places}</prop>'
    if unit.en_segments:
        places = " ".join(map(str, unit.en_segments))
        found += f'\n      <prop type="x-en-segments">{places}</prop>'
    return found


@lru_cache(maxsize=4096)
def _steady(
    kind: str,
    label: str,
    zh_file: str,
    en_file: str,
    reasons: tuple[str, ...],
    moved: bool,
    signature: str,
) -> str:
    """Those that many units have in common."""
    named = {
        "x-kind": kind,
        "x-label": label,
        "x-zh-file": zh_file,
        "x-en-file": en_file,
        "x-moved": "yes" if moved else "",
        "x-signature": signature,
    }
    found = [prop(name, value) for name, value in named.items() if value]
    return "".join(found + [prop("x-reason", reason) for reason in reasons])


def to_units(record: Record) -> list[Unit]:
    """Every Chinese–English pair in a record.

    A record may hold simplified and traditional Chinese, or British and American English,
    or two translations of one text: each Chinese variant is paired with each English one.
    A record without one of the languages gives none.
    """
    zh = [variant for variant in record.variants if parse(variant.language).language == "zh"]
    en = [variant for variant in record.variants if parse(variant.language).language == "en"]
    if not zh or not en:
        return []
    props = record.props
    # The first of a type, as in a file that several tools have written to.
    known = {one.type: one.text for one in reversed(props)}
    reasons = tuple(one.text for one in props if one.type == "x-reason")
    return [_unit(one.text, other.text, known, reasons) for one in zh for other in en]


def _unit(zh: str, en: str, known: dict[str, str], reasons: tuple[str, ...]) -> Unit:
    return Unit(
        zh=zh,
        en=en,
        kind=known.get("x-kind", ""),
        label=known.get("x-label", ""),
        confidence=_confidence(known.get("x-confidence", "")),
        zh_segments=_positions(known.get("x-zh-segments", "")),
        en_segments=_positions(known.get("x-en-segments", "")),
        reasons=reasons,
        moved=known.get("x-moved") == "yes",
        zh_file=known.get("x-zh-file", ""),
        en_file=known.get("x-en-file", ""),
        signature=known.get("x-signature", ""),
    )


def _confidence(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


def _positions(text: str) -> tuple[int, ...]:
    parts = text.split()
    if not all(part.isascii() and part.isdigit() for part in parts):
        return ()
    return tuple(map(int, parts))
