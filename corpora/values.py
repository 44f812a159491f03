"""Fields of a data class as columns of a table: how each kind of value is written and read.

The annotation of a field says its kind, so that a new field needs nothing else. Formats with
types (JSON lines, Parquet) hold lists and objects as they are; in the others a list of
numbers is written ``[0, 1]``, texts are separated by ``; ``, and yes and no are words.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Literal

Kind = Literal["text", "number", "integer", "flag", "positions", "texts", "pairs"]
DIGITS = 4
"""Decimals of a number."""

_KINDS: dict[str, Kind] = {
    "str": "text",
    "Language": "text",
    "float | None": "number",
    "int": "integer",
    "bool": "flag",
    "tuple[int, ...]": "positions",
    "tuple[str, ...]": "texts",
    "tuple[tuple[str, str], ...]": "pairs",
}
_YES = frozenset((True, 1, "yes", "true", "True", "TRUE", "1", "是"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: its heading, which is the name of the field.
        kind: what its cells hold.
    """

    name: str
    kind: Kind = "text"


@cache
def columns_of(cls: type) -> tuple[Column, ...]:
    """The columns of a data class, those of its fields whose values fit into a cell."""
    return tuple(
        Column(field.name, _KINDS[str(field.type)])
        for field in fields(cls)
        if str(field.type) in _KINDS
    )


def plain(value: Any) -> Any:
    """A value as JSON and Parquet have it: lists for tuples, four decimals."""
    if isinstance(value, tuple):
        return list(value)
    return round(value, DIGITS) if isinstance(value, float) else value


def flat(value: Any) -> str | float | bool | None:
    """A plain value as a cell without a structure of its own."""
    if isinstance(value, list):
        if value and isinstance(value[0], str):
            simple = not any("; " in text or text.startswith("[") for text in value)
            return "; ".join(value) if simple else json.dumps(value, ensure_ascii=False)
        return json.dumps(value) if value else ""
    if isinstance(value, Mapping):
        return json.dumps(dict(value), ensure_ascii=False) if value else ""
    return value  # type: ignore[no-any-return]


def read(values: Mapping[str, Any], columns: tuple[Column, ...]) -> dict[str, Any]:
    """The arguments for a data class out of a row; columns without a value are left out.

    Raises:
        TypeError, ValueError: a value is not what its column holds.
    """
    found = {}
    for column in columns:
        value = values.get(column.name)
        # A data frame says "not there" with a number that is none.
        if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
            continue
        found[column.name] = _READERS[column.kind](value, column.name)
    return found


def text_of(value: Any, name: str) -> str:
    """A text; a workbook keeps 2015 as a number.

    Raises:
        TypeError: it is something else.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise TypeError(f"{name} is not text")


def _number(value: Any, name: str) -> float | None:
    number = float(str(value))
    if not 0 <= number <= 1:
        raise ValueError(f"{name} {value} is not between 0 and 1")
    return number


def _integer(value: Any, name: str) -> int:
    return int(str(value))


def _flag(value: Any, name: str) -> bool:
    return value in _YES


def _positions(value: Any, name: str) -> tuple[int, ...]:
    found = json.loads(value) if isinstance(value, str) else value
    found = found.tolist() if hasattr(found, "tolist") else found
    if not isinstance(found, list | tuple) or not all(isinstance(one, int) for one in found):
        raise ValueError(f"{value} are not segment numbers")
    return tuple(found)


def _texts(value: Any, name: str) -> tuple[str, ...]:
    if isinstance(value, str):
        value = json.loads(value) if value.startswith("[") else value.split("; ")
    return tuple(str(one) for one in value)


def _pairs(value: Any, name: str) -> tuple[tuple[str, str], ...]:
    found = json.loads(value) if isinstance(value, str) else value
    if not isinstance(found, Mapping):
        raise TypeError(f"{name} are not an object")
    return tuple(
        (str(key), str(text))
        for key, one in found.items()
        if one is not None
        for text in (one if isinstance(one, list) else [one])
    )


_READERS: dict[Kind, Callable[[Any, str], Any]] = {
    "text": text_of,
    "number": _number,
    "integer": _integer,
    "flag": _flag,
    "positions": _positions,
    "texts": _texts,
    "pairs": _pairs,
}
