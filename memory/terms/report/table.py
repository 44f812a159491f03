"""Findings as rows of a table, and as CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import BinaryIO

from duizhao.corpora.tables.write import text_columns, write_table
from duizhao.memory.finding import Finding
from duizhao.memory.terms.decisions import finding_id

COLUMNS = ("unit", "place", "kind", "severity", "message", "found", "expected", "zh", "en", "id")
"""Columns of the table."""


def cells(finding: Finding, label: Callable[[int], str]) -> list[str | int]:
    """A finding as the cells of a row; `label` says what to call the place of a unit."""
    near = finding.near(ellipsis="…")
    return [
        finding.unit,
        label(finding.unit),
        finding.kind,
        str(finding.severity),
        finding.message,
        finding.found,
        finding.expected,
        near.zh,
        near.en,
        finding_id(finding),
    ]


def write_csv(findings: Sequence[Finding], stream: BinaryIO, label: Callable[[int], str]) -> None:
    """A row for every finding."""
    rows = (dict(zip(COLUMNS, cells(finding, label), strict=True)) for finding in findings)
    write_table("csv", stream, text_columns(COLUMNS), rows)
