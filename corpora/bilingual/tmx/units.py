"""Units of ours as records of a TMX file, and back."""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter
from typing import Any, Literal

from duizhao.corpora.codes import Coded
from duizhao.corpora.language import parse
from duizhao.corpora.unit import COLUMNS, Unit
from duizhao.corpora.values import DIGITS

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
        before, after: source texts of the units before and after it, its context; None
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


_FIELDS = tuple(column for column in COLUMNS if column.name not in ("zh", "en"))
PROPERTIES = {
    column.name: "x-reason" if column.name == "reasons" else f"x-{column.name.replace('_', '-')}"
    for column in _FIELDS
}
"""Types of the properties that hold the fields of a unit; of texts there is one for each."""
_OWN_TO_EACH = tuple(
    c.name for c in _FIELDS if c.kind in ("number", "positions") or c.name.endswith("_place")
)
_STEADY = tuple(c.name for c in _FIELDS if c.name not in _OWN_TO_EACH)
_own_to_each = attrgetter(*_OWN_TO_EACH)
_steady = attrgetter(*_STEADY)


def _remarks(unit: Unit) -> str:
    """What is known of a unit, as properties."""
    found = _cached(_steady(unit))
    for name, value in zip(_OWN_TO_EACH, _own_to_each(unit), strict=True):
        if isinstance(value, str):
            found += prop(PROPERTIES[name], value) if value else ""
        elif value is not None and value != ():
            text = " ".join(map(str, value)) if isinstance(value, tuple) else f"{value:.{DIGITS}f}"
            found += f'\n      <prop type="{PROPERTIES[name]}">{text}</prop>'
    return found


@lru_cache(maxsize=4096)
def _cached(values: tuple[str | bool | tuple[str, ...], ...]) -> str:
    """Those that many units have in common."""
    found: list[str] = []
    for name, value in zip(_STEADY, values, strict=True):
        if isinstance(value, str) and name.endswith("_file"):
            value = _without_folders(value)
        texts = value if isinstance(value, tuple) else ("yes" if value is True else value,)
        found += [prop(PROPERTIES[name], text) for text in texts if text]
    return "".join(found)


def _without_folders(path: str) -> str:
    """The name of a document, without the folders of the machine that it was on.

    A path within the folder that the user worked in stays as it is.
    """
    parts = path.replace("\\", "/").split("/")
    local = parts[0] in ("", "~", "..") or parts[0].endswith(":") or ".." in parts
    return parts[-1] if local else path


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
    fields = _fields(record) if record.remarks else {}
    return [Unit(one.text, other.text, **fields) for one in zh for other in en]


def _fields(record: Record) -> dict[str, Any]:
    """What properties say of a unit; a value that it cannot have is not said at all."""
    texts: dict[str, list[str]] = {}
    for one in record.props:
        texts.setdefault(one.type, []).append(one.text)
    found: dict[str, Any] = {}
    for column in _FIELDS:
        values = texts.get(PROPERTIES[column.name])
        if values is None:
            continue
        # The first of a type, as in a file that several tools have written to.
        first = values[0]
        if column.kind == "texts":
            found[column.name] = tuple(values)
        elif column.kind == "flag":
            found[column.name] = first == "yes"
        elif column.kind == "number":
            found[column.name] = _confidence(first)
        elif column.kind == "positions":
            found[column.name] = _positions(first)
        else:
            found[column.name] = first
    return found


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
