"""Findings as rows of a table, and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import BinaryIO

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
    """A row for every finding, in UTF-8 with a byte-order mark, which Excel asks for."""
    text = io.TextIOWrapper(
        stream, encoding="utf-8-sig", errors="backslashreplace", newline="", write_through=True
    )
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for finding in findings:
        table.writerow(cells(finding, label))
    text.flush()
    text.detach()
