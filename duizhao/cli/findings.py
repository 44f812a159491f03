"""Findings on the terminal: as lines with a summary, or as JSON."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from duizhao.corpora.counted import counted

if TYPE_CHECKING:
    from duizhao.memory.finding import Finding
    from duizhao.memory.terms.consistency import Survey
    from duizhao.memory.terms.sources import Checked

_SHOWN = 40


def summary(
    checked: Checked, findings: tuple[Finding, ...], settled: int, seconds: float
) -> dict[str, Any]:
    """What ``--json`` prints."""
    from duizhao.memory.terms.report.lines import as_dict

    return {
        "units": len(checked.units),
        "findings": [as_dict(finding) for finding in findings],
        "kinds": dict(Counter(finding.kind for finding in findings)),
        "severities": dict(Counter(str(finding.severity) for finding in findings)),
        "accepted": settled,
        "skipped": [str(one) for one in checked.skipped],
        "notes": checked.notes,
        "seconds": round(seconds, 3),
    }


def show(checked: Checked, findings: tuple[Finding, ...], settled: int, seconds: float) -> None:
    """The gravest findings in the order of the units, and how many there are of each kind."""
    from duizhao.memory.terms.decisions import finding_id
    from duizhao.memory.terms.report.places import labels

    for line in checked.notes:
        print(f"duizhao: {line}", file=sys.stderr)
    for one in checked.skipped:
        print(f"duizhao: left out: {one}", file=sys.stderr)
    shown = sorted(findings, key=lambda f: (f.severity.gravity, f.unit))[:_SHOWN]
    shown.sort(key=lambda finding: finding.unit)
    label = labels(checked.places)
    for finding in shown:
        about = f"{finding.severity:7}  {finding.kind:12}  {finding.message}"
        print(f"{label(finding.unit):>10}  {finding_id(finding)}  {about}")
    if len(findings) > len(shown):
        print(f"… and {len(findings) - len(shown)} more; --report FILE.html shows them all")
    if shown:
        print()
    counts = Counter(finding.kind for finding in findings)
    severities = Counter(str(finding.severity) for finding in findings)
    units = len({finding.unit for finding in findings})
    print(
        f"{counted(len(checked.units), 'unit')}, "
        f"{counted(len(findings), 'finding')} in {units} of them"
    )
    if counts:
        print("  " + ", ".join(f"{kind} {count}" for kind, count in counts.most_common()))
        print("  " + ", ".join(f"{count} {name}" for name, count in severities.most_common()))
    if settled:
        print(f"  {settled} accepted earlier")
    print(f"  {seconds:.1f} s")


def show_names(found: Survey) -> None:
    """Names that are rendered in a way for which there is no finding."""
    reported = {(finding.unit, finding.found) for finding in found.findings}
    unlisted = sum(
        any((one.units[0], one.text) not in reported for one in use.doubtful) for use in found.names
    )
    if unlisted:
        verb = "has a rendering" if unlisted == 1 else "have renderings"
        print(
            f"  {counted(unlisted, 'name')} {verb} that no termbase lists; --names FILE shows where"
        )
