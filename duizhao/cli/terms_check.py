"""``duizhao terms check``: look for doubts in translated text."""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from duizhao.memory.finding import Severity, any_at_least

from .findings import show, show_names, summary
from .paths import Read, Written
from .shared import add_json, add_quiet

if TYPE_CHECKING:
    from duizhao.memory.finding import Finding
    from duizhao.memory.terms.checks import CheckSettings
    from duizhao.memory.terms.checks.meaning import Doubts
    from duizhao.memory.terms.consistency import Survey
    from duizhao.memory.terms.sources import Checked


_READ_QUICKLY = 20_000
"""Units up to which meaning is checked without being asked for."""


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    from duizhao.memory.terms.kinds import KINDS

    parser.description = (
        "Check numbers, dates, document symbols, note marks, labels, names and terms "
        "of translated text. Takes TMX, XLIFF, PO, tables with columns zh and en, JSON lines, "
        "a memory, or a pair of documents, which is aligned first."
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
        "--domain",
        action="append",
        default=[],
        metavar="NAME",
        help="use only the termbase entries of this subject or project, and those without one; "
        "may be repeated",
    )
    parser.add_argument("--off", metavar="KINDS", help="kinds to skip, separated by commas")
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
        help="pairs that show how names are rendered where the checked text does not; "
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
        help="write the renderings of each name that has more than one: .csv .tsv .jsonl .xlsx",
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
    from duizhao.memory.terms.termbase import in_domains
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
    termbases = in_domains([read_termbase(path) for path in args.termbase], args.domain)
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
        print(json.dumps(summary(checked, result.open, len(result.settled), seconds)))
    elif not args.quiet:
        show(checked, result.open, len(result.settled), seconds)
        show_names(found)
    return int(any_at_least(args.fail_on, result.open))


def _settings(args: argparse.Namespace) -> CheckSettings:
    """What the settings file says, and what the options say beside it."""
    from duizhao.memory.terms.checks import settings_of

    from .outputs import kinds_from

    return settings_of(
        args.settings,
        off=kinds_from(args.off) or (),
        checklist=args.checklist,
        starter=False if args.no_starter else None,
    )


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
    from duizhao.corpora.version import __version__
    from duizhao.memory.terms.report import write_findings, write_names, write_report

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
