"""``duizhao terms check``: look for doubts in translated text."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from duizhao.corpora.counted import counted
from duizhao.memory.finding import Severity, any_at_least

from .paths import Read, Written
from .shared import add_json, add_quiet

if TYPE_CHECKING:
    from duizhao.memory.finding import Finding
    from duizhao.memory.terms.checks import CheckSettings
    from duizhao.memory.terms.checks.meaning import Doubts
    from duizhao.memory.terms.consistency import Survey
    from duizhao.memory.terms.sources import Checked

    from . import Commands

_SHOWN = 40
_READ_QUICKLY = 20_000
"""Units up to which meaning is checked without being asked for."""


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the parser of this sub-command."""
    from duizhao.memory.terms.kinds import KINDS

    parser = commands.add_parser(
        "check",
        parents=[common],
        help="check numbers, dates, symbols, notes, labels, names, terms and more",
        description="Check numbers, dates, document symbols, note marks, labels, names and terms "
        "of translated text. Takes TMX, XLIFF, PO, tables with columns zh and en, JSON lines, "
        "a memory, or a pair of documents, which is aligned first.",
    )
    parser.add_argument("files", type=Read, nargs="+", metavar="FILE", help="what to check")
    parser.add_argument(
        "--kinds",
        "--checks",
        dest="checks",
        metavar="KINDS",
        help=f"kinds of finding, separated by commas: {', '.join(KINDS)}",
    )
    parser.add_argument(
        "--termbase",
        type=Read,
        action="append",
        default=[],
        metavar="FILE",
        help="terms to check against; may be repeated",
    )
    parser.add_argument(
        "--off", metavar="KINDS", help="kinds that are not looked for, separated by commas"
    )
    parser.add_argument(
        "--settings",
        "--check-settings",
        type=Read,
        metavar="FILE",
        help="TOML: severity and switch of each kind, in [checks]",
    )
    parser.add_argument(
        "--checklist",
        type=Read,
        metavar="FILE",
        help="a table of your own rules: expressions and messages",
    )
    parser.add_argument(
        "--no-starter",
        action="store_true",
        help="do without the built-in termbase of United Nations names",
    )
    parser.add_argument(
        "--memory",
        type=Read,
        action="append",
        default=[],
        metavar="FILE",
        help="pairs that say how names are rendered where the checked text does not; "
        "may be repeated",
    )
    parser.add_argument("--decisions", type=Read, metavar="FILE", help="file of accepted findings")
    parser.add_argument(
        "--findings", type=Written, metavar="FILE", help="write the findings as JSON lines"
    )
    parser.add_argument(
        "--report",
        type=Written,
        action="append",
        default=[],
        metavar="FILE",
        help="write a report: .html .xlsx .csv .jsonl .sarif; may be repeated",
    )
    parser.add_argument(
        "--names",
        type=Written,
        metavar="FILE",
        help="write how each name is rendered, where it is in more than one way: "
        ".csv .tsv .jsonl .xlsx",
    )
    parser.add_argument(
        "--fail-on",
        choices=tuple(Severity),
        help="exit with code 1 if there is a finding of this severity or higher",
    )
    add_json(parser, "summary and findings")
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Read, check, report."""
    from duizhao.memory.terms.checks import survey, wanted_kinds
    from duizhao.memory.terms.decisions import apply, read_decisions
    from duizhao.memory.terms.sources import read_checked
    from duizhao.memory.terms.termbase_files import read_termbase
    from duizhao.progress import terminal_progress

    from .outputs import kinds_from

    started = time.perf_counter()
    kinds = kinds_from(args.checks)
    if kinds is not None and not kinds:
        from duizhao.corpora.errors import SettingsError

        raise SettingsError("--kinds names no check", mend="give one, or leave it out for all")
    wanted_kinds(kinds)
    settings = _settings(args)
    _check_outputs(args)
    decisions = read_decisions(args.decisions) if args.decisions else []
    termbases = [read_termbase(path) for path in args.termbase]
    with terminal_progress(not args.quiet and not args.json) as progress:
        checked = _read(args.files, progress)
        found = survey(
            checked.units,
            kinds=kinds,
            termbases=termbases,
            settings=settings,
            doubts=_doubts(kinds, checked, progress),
            memory=read_checked(args.memory).units,
            contents=checked.contents,
            progress=progress,
        )
    for base in termbases:
        checked.skipped += [replace(one, file=base.name) for one in base.skipped]
    result = apply(decisions, found.findings)
    _write(args, checked, result.open, found, len(result.settled))
    seconds = time.perf_counter() - started
    if args.json:
        print(json.dumps(_summary(checked, result.open, len(result.settled), seconds)))
    elif not args.quiet:
        _print(checked, result.open, len(result.settled), seconds)
        _print_names(found)
    return int(any_at_least(args.fail_on, result.open))


def _settings(args: argparse.Namespace) -> CheckSettings:
    """What the settings file says, and what the options say beside it."""
    from duizhao.memory.terms.checks import (
        CheckSettings,
        read_checklist,
        read_settings,
        wanted_kinds,
    )

    from .outputs import kinds_from

    settings = read_settings(args.settings) if args.settings else CheckSettings()
    if args.off:
        settings = replace(settings, off=settings.off | wanted_kinds(kinds_from(args.off)))
    if args.checklist:
        settings = replace(settings, rules=(*settings.rules, *read_checklist(args.checklist)))
    if args.no_starter:
        settings = replace(settings, starter=False)
    return settings


def _doubts(kinds: tuple[str, ...] | None, checked: Checked, progress: Any) -> Doubts | None:
    """Doubts about meaning, unless there is too much text for what nobody asked for."""
    from duizhao.memory.terms.checks.meaning import find_doubts

    if checked.doubts is not None or (kinds is not None and "meaning" not in kinds):
        return checked.doubts
    if kinds is not None or len(checked.units) <= _READ_QUICKLY:
        return find_doubts(checked.units, progress)
    checked.notes.append(
        f"meaning was not checked in {len(checked.units):,} units, since that takes long; "
        "--checks meaning does it"
    )
    return None


def _check_outputs(args: argparse.Namespace) -> None:
    """Refuse outputs without a form."""
    from duizhao.memory.terms.report import names_format, report_format

    for path in args.report:
        report_format(path)
    if args.names:
        names_format(args.names)


def _write(
    args: argparse.Namespace,
    checked: Checked,
    findings: tuple[Finding, ...],
    found: Survey,
    settled: int,
) -> None:
    from duizhao.corpora.file_names import as_text
    from duizhao.memory.terms.report import write_findings, write_names, write_report
    from duizhao.version import __version__

    if args.findings:
        write_findings(findings, args.findings)
    if args.names:
        write_names(found.names, args.names, checked.places)
    for path in args.report:
        write_report(
            findings,
            path,
            units=len(checked.units),
            places=checked.places,
            title=as_text(", ".join(args.files)),
            settled=settled,
            version=__version__,
            names=found.names,
        )


def _read(files: list[str], progress: Any) -> Checked:
    from duizhao.corpora.bilingual import holds_pairs
    from duizhao.memory.terms.sources import Checked, read_checked

    if len(files) == 2 and not any(holds_pairs(path) for path in files):
        from duizhao.memory.terms.report.places import Place
        from duizhao.pipeline import align

        pair = align(files[0], files[1], checks=(), progress=progress)
        places = [Place(unit.en_file, row, 0, f"pair {row}") for row, unit in enumerate(pair.units)]
        doubts = [bead.doubts for bead in pair.beads]
        return Checked(list(pair.units), places, notes=list(pair.notes), doubts=doubts)
    return read_checked(files)


def _summary(
    checked: Checked, findings: tuple[Finding, ...], settled: int, seconds: float
) -> dict[str, Any]:
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


def _print(checked: Checked, findings: tuple[Finding, ...], settled: int, seconds: float) -> None:
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


def _print_names(found: Survey) -> None:
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
