"""Findings as JSON lines, and back."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.errors import FormatError, MissingFileError, UndecodableError
from duizhao.memory.finding import Finding, Severity, Span
from duizhao.memory.terms.decisions import finding_id


def as_dict(finding: Finding) -> dict[str, Any]:
    """A finding with the names of its fields.

    Spans are lists, in characters of the unit's texts. ``zh`` and ``en`` are what is near
    them, and ``zh_start`` and ``en_start`` where in the unit's texts those begin. ``id``
    identifies the finding.
    """
    near = finding.near()
    return {
        "kind": finding.kind,
        "severity": str(finding.severity),
        "unit": finding.unit,
        "zh": near.zh,
        "en": near.en,
        "zh_start": _shift(near.zh_span, finding.zh_span),
        "en_start": _shift(near.en_span, finding.en_span),
        "zh_span": None if finding.zh_span is None else list(finding.zh_span),
        "en_span": None if finding.en_span is None else list(finding.en_span),
        "found": finding.found,
        "expected": finding.expected,
        "message": finding.message,
        "id": finding_id(finding),
    }


def from_dict(values: Mapping[str, Any]) -> Finding:
    """The finding that `as_dict` gave these values for, with the texts near its places.

    Raises:
        KeyError, TypeError, ValueError: a field is missing or has a wrong type.
    """
    return Finding(
        kind=str(values["kind"]),
        severity=Severity(values["severity"]),
        unit=int(values["unit"]),
        zh=str(values["zh"]),
        en=str(values["en"]),
        zh_span=_span(values.get("zh_span"), int(values.get("zh_start", 0))),
        en_span=_span(values.get("en_span"), int(values.get("en_start", 0))),
        found=str(values.get("found", "")),
        expected=str(values.get("expected", "")),
        message=str(values.get("message", "")),
    )


def _shift(near: Span | None, span: Span | None) -> int:
    return span[0] - near[0] if near and span else 0


def _span(value: Any, first: int) -> Span | None:
    if value is None:
        return None
    start, end = value
    return int(start) - first, int(end) - first


def write_findings(findings: Iterable[Finding], path: str | os.PathLike[str]) -> None:
    """Write findings as JSON lines, in UTF-8.

    Raises:
        OutputError: the file cannot be written; an earlier one stays whole.
    """
    with atomic_write(path) as temporary, temporary.open("w", encoding="utf-8") as stream:
        for finding in findings:
            # A lone surrogate, which broken files bring, can only be written escaped.
            line = json.dumps(as_dict(finding), ensure_ascii=False)
            stream.write(line.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")


def read_findings(path: str | os.PathLike[str]) -> Iterator[Finding]:
    """Read what `write_findings` wrote.

    Raises:
        InputError: the file is missing, is not UTF-8, or a line is no finding.
    """
    file = Path(path)
    if not file.is_file():
        raise MissingFileError("no such file", path=path, mend="check the name")
    with file.open(encoding="utf-8") as stream:
        try:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    yield _parsed(line, number, path)
        except UnicodeDecodeError as error:
            raise UndecodableError(
                "is not UTF-8", path=path, mend="give the file that --findings wrote"
            ) from error


def _parsed(line: str, number: int, path: str | os.PathLike[str]) -> Finding:
    try:
        return from_dict(json.loads(line))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise FormatError(
            f"line {number} is not a finding ({error})",
            path=path,
            mend="give the file that --findings wrote",
        ) from error
