"""A report in the form that its suffix names."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.errors import SettingsError
from duizhao.memory.finding import Finding

from ..consistency import NameUse
from .places import Place, labels

REPORT_FORMATS = ("html", "xlsx", "csv", "jsonl", "sarif")
"""Suffixes of the reports that we write."""


def report_format(path: str | os.PathLike[str]) -> str:
    """The format that the suffix names.

    Raises:
        SettingsError: we write no such report.
    """
    name = Path(path).name.lower()
    if name.endswith(".sarif.json"):
        return "sarif"
    suffix = Path(name).suffix.removeprefix(".")
    if suffix not in REPORT_FORMATS:
        raise SettingsError(
            f"cannot write a report as {suffix or name}",
            path=path,
            mend=f"use one of .{', .'.join(REPORT_FORMATS)}",
        )
    return suffix


def write_report(
    findings: Sequence[Finding],
    path: str | os.PathLike[str],
    *,
    units: int = 0,
    places: Sequence[Place] = (),
    title: str = "",
    settled: int = 0,
    version: str = "",
    names: Sequence[NameUse] = (),
) -> None:
    """Write a report of the findings.

    Args:
        findings: those that are open.
        path: the suffix says the form (see `REPORT_FORMATS`).
        units: how many units were checked.
        places: where unit 0, 1, … stand.
        title: the heading; the files that were checked.
        settled: how many findings earlier decisions have settled.
        version: of duizhao.
        names: how names are rendered, for .html and .xlsx.

    Raises:
        SettingsError: there is no report with that suffix.
        OutputError: the file cannot be written; an earlier one stays whole.
    """
    form = report_format(path)
    if form == "jsonl":
        from .lines import write_findings

        write_findings(findings, path)
        return
    with atomic_write(path) as temporary, temporary.open("wb") as stream:
        if form == "html":
            from .page import write_page

            write_page(
                findings,
                stream,
                units=units,
                places=places,
                title=title,
                settled=settled,
                names=names,
            )
        elif form == "xlsx":
            from .names import rows
            from .workbook import write_xlsx

            write_xlsx(findings, stream, labels(places), title, rows(names, labels(places)))
        elif form == "csv":
            from .table import write_csv

            write_csv(findings, stream, labels(places))
        else:
            from .sarif import write_sarif

            write_sarif(findings, stream, places, version=version)
