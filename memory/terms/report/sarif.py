"""Findings as SARIF 2.1.0, the form in which code hosts and editors show remarks.

After OASIS, "Static Analysis Results Interchange Format Version 2.1.0" (2020).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any, BinaryIO
from urllib.parse import quote

from duizhao.memory.finding import Finding, Severity
from duizhao.memory.terms.decisions import finding_id

from .places import Place
from .wording import KIND_TITLES

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(
    findings: Sequence[Finding], places: Sequence[Place] = (), *, version: str = ""
) -> dict[str, Any]:
    """The findings as one run of one tool.

    Args:
        findings: what is reported.
        places: where unit 0, 1, … stand; findings of units beyond have no file.
        version: of duizhao, or "".
    """
    kinds = list(dict.fromkeys(finding.kind for finding in findings))
    driver: dict[str, Any] = {
        "name": "duizhao",
        "rules": [
            {
                "id": kind,
                "name": kind,
                "shortDescription": {"text": KIND_TITLES.get(kind, kind)},
            }
            for kind in kinds
        ],
    }
    if version:
        driver["version"] = version
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, kinds, places) for finding in findings],
            }
        ],
    }


def write_sarif(
    findings: Sequence[Finding],
    stream: BinaryIO,
    places: Sequence[Place] = (),
    *,
    version: str = "",
) -> None:
    """Write the findings as a SARIF log."""
    text = json.dumps(sarif(findings, places, version=version), ensure_ascii=False, indent=1)
    stream.write(text.encode("utf-8", "backslashreplace"))


def _result(finding: Finding, kinds: list[str], places: Sequence[Place]) -> dict[str, Any]:
    near = finding.near()
    return {
        "ruleId": finding.kind,
        "ruleIndex": kinds.index(finding.kind),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(finding, places)],
        "partialFingerprints": {"duizhao/v1": finding_id(finding)},
        "properties": {
            "unit": finding.unit,
            "zh": near.zh,
            "en": near.en,
            "zhSpan": finding.zh_span,
            "enSpan": finding.en_span,
            "found": finding.found,
            "expected": finding.expected,
        },
    }


def _location(finding: Finding, places: Sequence[Place]) -> dict[str, Any]:
    place = places[finding.unit] if finding.unit < len(places) else None
    name = place.name if place is not None and place.name else f"unit {finding.unit}"
    location: dict[str, Any] = {"logicalLocations": [{"name": name, "kind": "member"}]}
    if place is not None and place.file:
        path = PurePath(place.file)
        uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
        physical: dict[str, Any] = {"artifactLocation": {"uri": uri}}
        if place.line:
            near = finding.near()
            text = near.zh if near.zh_span and not near.en_span else near.en
            physical["region"] = {"startLine": place.line, "snippet": {"text": text}}
        location["physicalLocation"] = physical
    return location
