"""How names are rendered, as a table, as JSON lines, and for the page.

A row is one rendering of one name in one direction; both directions of a name follow each
other. `reason` says why a rendering is no legitimate variant; `status` what the termbase says
of one that is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.errors import SettingsError
from duizhao.corpora.tables.write import text_columns, write_table
from duizhao.memory.finding import Finding

from ..consistency import NameUse, Rendering
from .places import Place, labels

NAME_COLUMNS = (
    *("zh", "en", "rendered_in", "rendering", "units", "status", "reason", "majority"),
    *("authority", "unrecognised", "places"),
)
"""Columns of the table."""

NAME_FORMATS = ("csv", "tsv", "jsonl", "xlsx")
"""Suffixes that `write_names` knows."""

_MOST_PLACES = 12  # in the page


def pair(use: NameUse) -> tuple[str, str]:
    """The Chinese and the English name."""
    return (use.name, use.preferred) if use.language == "zh" else (use.preferred, use.name)


def sections(names: Sequence[NameUse]) -> list[tuple[NameUse, ...]]:
    """Both directions of each name together, in the order of their first."""
    found: dict[tuple[str, str], list[NameUse]] = {}
    for use in names:
        found.setdefault(pair(use), []).append(use)
    return [tuple(uses) for uses in found.values()]


def rows(names: Sequence[NameUse], label: Callable[[int], str]) -> Iterator[list[str | int]]:
    """The cells of the table, without its heading."""
    for uses in sections(names):
        for use in uses:
            for one in use.renderings:
                yield [
                    *pair(use),
                    "Chinese" if use.language == "en" else "English",
                    one.text,
                    len(one.units),
                    one.status.value if one.status else "",
                    one.reason,
                    "yes" if one is use.majority else "",
                    use.authority or "these texts",
                    use.bare,
                    "; ".join(label(unit) for unit in one.units),
                ]


def page_names(
    names: Sequence[NameUse], label: Callable[[int], str]
) -> tuple[list[list[Any]], dict[tuple[int, str], int]]:
    """What the page's script draws, and which section a finding belongs to.

    Returns:
        Sections as [Chinese, English, authority, directions], a direction as [language of the
        renderings, units with nothing recognised, renderings], a rendering as [text, status,
        units, reason, places]; and the section of each (unit, text at fault).
    """
    drawn: list[list[Any]] = []
    of: dict[tuple[int, str], int] = {}
    for number, uses in enumerate(sections(names)):
        directions = [
            [
                "en" if use.language == "zh" else "zh",
                use.bare,
                [_drawn(one, label) for one in use.renderings],
            ]
            for use in uses
        ]
        drawn.append([*pair(uses[0]), uses[0].authority, directions])
        for use in uses:
            for one in use.doubtful:
                of.update(((unit, one.text), number) for unit in one.units)
    return drawn, of


def _drawn(one: Rendering, label: Callable[[int], str]) -> list[Any]:
    places = [label(unit) for unit in one.units[:_MOST_PLACES]]
    return [one.text, one.status.value if one.status else "", len(one.units), one.reason, places]


def section_of(finding: Finding, of: dict[tuple[int, str], int]) -> int:
    """The section of a finding, -1 for none."""
    return of.get((finding.unit, finding.found), -1) if finding.kind == "term" else -1


def as_dict(use: NameUse) -> dict[str, Any]:
    """A name with the names of its fields; units are 0-based."""
    return {
        "zh": pair(use)[0],
        "en": pair(use)[1],
        "rendered_in": "zh" if use.language == "en" else "en",
        "majority": use.majority.text,
        "authority": use.authority,
        "unrecognised": use.bare,
        "renderings": [
            {
                "text": one.text,
                "status": one.status.value if one.status else None,
                "reason": one.reason,
                "count": len(one.units),
                "units": list(one.units),
            }
            for one in use.renderings
        ],
    }


def names_format(path: str | os.PathLike[str]) -> str:
    """The format that the suffix names.

    Raises:
        SettingsError: we write no such table.
    """
    suffix = Path(path).suffix.lower().removeprefix(".")
    if suffix not in NAME_FORMATS:
        raise SettingsError(
            f"cannot write a table of names as {suffix or Path(path).name}",
            path=path,
            mend=f"use one of .{', .'.join(NAME_FORMATS)}",
        )
    return suffix


def write_names(
    names: Sequence[NameUse], path: str | os.PathLike[str], places: Sequence[Place] = ()
) -> None:
    """Write every name that is rendered in more than one way, with its renderings.

    Args:
        names: of a survey.
        path: the suffix says the form (see `NAME_FORMATS`).
        places: where unit 0, 1, … stand.

    Raises:
        SettingsError: there is no table with that suffix.
        OutputError: the file cannot be written; an earlier one stays whole.
    """
    form = names_format(path)
    label = labels(places)
    with atomic_write(path) as temporary, temporary.open("wb") as stream:
        if form == "xlsx":
            from .workbook import write_names_xlsx

            write_names_xlsx(rows(names, label), stream)
        elif form == "jsonl":
            for uses in sections(names):
                for use in uses:
                    line = json.dumps(as_dict(use), ensure_ascii=False) + "\n"
                    stream.write(line.encode("utf-8", "surrogatepass"))
        else:
            table = (dict(zip(NAME_COLUMNS, row, strict=True)) for row in rows(names, label))
            write_table(form, stream, text_columns(NAME_COLUMNS), table)
