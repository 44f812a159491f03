"""Pairs out of JSON: an object a line, one object, or an array of objects."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from ..entry import Entry, Origin
from ..errors import DuizhaoError, FormatError
from ..file_names import as_text
from ..readers.encoding import decode
from ..readers.limits import read_bytes
from ..skipped import Skipped
from ..tables.heading import is_findings, language_named
from ..tables.separated import opened
from .rows import entry_of

_LONGEST = 16 << 20
_Line = tuple[str, int, Any]
"""Place, line, and the value, or the error that it is not JSON."""


def read_entries(path: str | os.PathLike[str]) -> Iterator[Entry | Skipped]:
    """The entries of a file of JSON; see `duizhao.corpora.bilingual.read_pairs`.

    Raises:
        FormatError: it holds findings; or it is one value, and broken.
    """
    name = as_text(path)
    index = 0
    for place, line, value in _values(path):
        if isinstance(value, str):
            yield Skipped(place, value.partition("\n")[0], value.partition("\n")[2])
            continue
        if isinstance(value, dict) and is_findings(value):
            raise FormatError(
                "holds findings, not units", path=path, mend="give the file that was checked"
            )
        values = _named(value)
        if values is None:
            shown = json.dumps(value, ensure_ascii=False)
            yield Skipped(place, "is not an object with zh and en", shown)
            continue
        entry = entry_of(values, Origin(name, position=index, place=place, line=line))
        index += isinstance(entry, Entry)
        yield entry


def has_both(path: str | os.PathLike[str]) -> bool:
    """Whether the first values of the file hold both languages."""
    try:
        first = list(islice(_values(path), 20))
    except DuizhaoError:
        return False
    return any(
        not isinstance(value, str) and not is_findings(value if isinstance(value, dict) else ())
        and _named(value) is not None
        for _, _, value in first
    )  # fmt: skip


def _named(value: Any) -> Mapping[str, Any] | None:
    """An object with both languages, under our names; None for anything else."""
    if not isinstance(value, dict):
        return None
    if {"zh", "en"} & value.keys():
        return value
    found = dict(value)
    for key in value:
        language = language_named(key)
        if language and language not in found:
            found[language] = found.pop(key)
    return found if {"zh", "en"} <= found.keys() else None


def _values(path: str | os.PathLike[str]) -> Iterator[_Line]:
    with opened(path) as again:
        lines = again()
        first = lines.readline(_LONGEST)
        while first and not first.strip():
            first = lines.readline(_LONGEST)
        if not _is_line(first):
            yield from _whole(path)
            return
    with opened(path) as again:
        for number, line in enumerate(again(), 1):
            if line.strip():
                yield f"line {number}", number, _parsed(line)


def _is_line(line: str) -> bool:
    text = line.strip()
    return text.startswith("{") and (text.endswith("}") or not isinstance(_parsed(text), str))


def _parsed(line: str) -> Any:
    """The value of a line; where it has none, why, and below it the line."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"is not JSON ({error})\n{line.strip()}"
    return None if isinstance(value, str) else value


def _whole(path: str | os.PathLike[str]) -> Iterator[_Line]:
    """The objects of a file that is one value."""
    text, _ = decode(read_bytes(path), path)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FormatError(
            f"is not JSON ({error})", path=path, mend="give an object a line"
        ) from error
    for number, one in enumerate(value if isinstance(value, list) else [value], 1):
        yield f"object {number}", 0, None if isinstance(one, str) else one
