"""``duizhao align``: two files in, a translation memory out."""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import TYPE_CHECKING, Any

from duizhao.corpora.bilingual.kinds import LAYOUTS
from duizhao.corpora.counted import counted
from duizhao.corpora.skipped import left_out
from duizhao.memory.clients import client_for
from duizhao.memory.finding import Severity, any_at_least

from .aligning import add_aligning, add_client, aligning_from
from .paths import Read, Written
from .shared import add_quiet

if TYPE_CHECKING:
    from duizhao.corpora.document import Document
    from duizhao.pair import Pair


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Pair the paragraphs (or sentences, or lines) of a Chinese document with "
        "those of its English counterpart, write the pairs, and report where figures, names and "
        "terms disagree. One file alone is a document that holds both languages. Input: plain "
        "text, .docx .doc .odt .rtf .pdf .html .md .epub .pptx .odp .idml, DITA, DocBook, TEI, "
        "subtitles, tables of texts (.json .yaml .properties .resx .strings)."
    )
    parser.add_argument(
        "zh",
        type=Read,
        nargs="?",
        metavar="ZH",
        help="the Chinese document, or one that holds both languages; - for standard input",
    )
    parser.add_argument(
        "en", type=Read, nargs="?", metavar="EN", help="the English document; - for standard input"
    )
    parser.add_argument(
        "--zh",
        dest="stated_zh",
        type=Read,
        metavar="FILE",
        help="the Chinese document, even if it looks English; with --en, in place of ZH EN",
    )
    parser.add_argument(
        "--en", dest="stated_en", type=Read, metavar="FILE", help="the English document, likewise"
    )
    out = parser.add_argument_group("results")
    out.add_argument(
        "-o",
        "--output",
        type=Written,
        action="append",
        default=[],
        metavar="FILE",
        help="write the pairs: .tmx .html .tsv .csv .jsonl .xlsx .parquet .links .pins .docx; "
        "may be repeated; - for standard output",
    )
    out.add_argument(
        "--format",
        metavar="NAME",
        help="format of the pairs, for -o - or a suffix that is not one of these: tmx, tsv, …",
    )
    add_client(out)
    out.add_argument(
        "--findings", type=Written, metavar="FILE", help="write the findings as JSON lines"
    )
    out.add_argument(
        "--explain",
        action="store_true",
        help="list every page number removed, note moved, line joined and pair doubted, with the "
        "reason",
    )
    out.add_argument(
        "--json", action="store_true", help="print the summary as JSON, not as a table"
    )
    add_quiet(out)
    groups = add_aligning(parser)
    groups["aligning"].add_argument(
        "--layout",
        choices=LAYOUTS,
        help="how one file holds both languages: alternating (paragraphs, lines or cues in turn), "
        "table (columns), inline (on the same lines), sections (one after the other); detected "
        "if not given",
    )
    groups["checking"].add_argument(
        "--fail-on",
        choices=tuple(Severity),
        help="exit with code 1 if there is a finding of this severity or higher",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Align, write, report."""
    from duizhao.memory.write import format_of
    from duizhao.pipeline import align
    from duizhao.progress import terminal_progress

    started = time.perf_counter()
    client = client_for(args.client, args.source, args.codes)
    zh, en = _documents(args)
    # Nobody should wait for an alignment only to learn that it cannot be written.
    for path in args.output:
        format_of(path, args.format)
    with terminal_progress(not args.quiet) as progress:
        pair = align(
            zh,
            en,
            layout=args.layout,
            stated=args.stated_zh is not None,
            segments_of=client,
            progress=progress,
            **aligning_from(args),
        )
    # Standard output belongs to the data when that is where it goes.
    console = sys.stderr if "-" in args.output else sys.stdout
    said = [
        line for path in args.output for line in pair.write(path, format=args.format, client=client)
    ]
    # Two memories leave out the same.
    skipped = list(dict.fromkeys(said))
    if args.findings:
        from duizhao.memory.terms.report.lines import write_findings

        write_findings(pair.findings, args.findings)
    for note in pair.notes:
        print(f"duizhao: {note}", file=sys.stderr)
    if args.explain:
        for document in (pair.zh, pair.en):
            for line in _changes(document):
                print(line, file=console)
        for line in _doubts(pair):
            print(line, file=console)
    if args.json:
        summary = _summary(pair, time.perf_counter() - started)
        summary["written"] = [path for path in args.output if path != "-"]
        summary["left_out"] = skipped
        print(json.dumps(summary, ensure_ascii=False), file=console)
    elif not args.quiet:
        print(_table(_summary(pair, time.perf_counter() - started)), file=console)
        for line in skipped:
            print(f"  {line}", file=console)
    return int(any_at_least(args.fail_on, pair.findings))


def _documents(args: argparse.Namespace) -> tuple[str, str | None]:
    """The two files, or one that holds both languages; standard input for ``-``."""
    from duizhao.corpora.errors import SettingsError

    given, stated = (args.zh, args.en), (args.stated_zh, args.stated_en)
    zh, en = stated if any(stated) else given
    if any(stated) and (any(given) or not all(stated)):
        raise SettingsError(
            "two documents are needed", mend="give ZH EN, or --zh FILE and --en FILE"
        )
    if not zh:
        raise SettingsError(
            "a document is needed",
            mend="give ZH EN, --zh FILE and --en FILE, or one file with both languages",
        )
    if en and args.layout:
        raise SettingsError("--layout is for one file with both languages", mend="leave it out")
    if zh == en == "-":
        raise SettingsError(
            "both documents from standard input", mend="give a file for one of them"
        )
    return "/dev/stdin" if zh == "-" else zh, "/dev/stdin" if en == "-" else en or None


def _changes(document: Document) -> list[str]:
    lines = [f"{document.path}: {counted(len(document.changes), 'change')}"]
    for change in document.changes:
        lines.append(f"  {change.place}: {change.action}: {change.reason}")
        lines.append(f"    {change.text!r}")
    return lines


def _doubts(pair: Pair) -> list[str]:
    """What was left apart for its language, and pairs that are hardly translations."""
    from duizhao.align.languages import FOREIGN

    lines = []
    for number, (bead, unit) in enumerate(zip(pair.beads, pair.units, strict=True)):
        if FOREIGN in bead.reasons:
            lines += [f"  pair {number}: left unpaired: {FOREIGN}", f"    {(unit.zh or unit.en)!r}"]
        for doubt in bead.doubts:
            lines.append(f"  pair {number}: {doubt.likeness:.0%} likely to be a translation")
            lines += [f"    {doubt.zh!r}", f"    {doubt.en!r}"]
    return ["pairs:", *lines] if lines else []


def _counts(names: list[str]) -> dict[str, int]:
    """How often each name occurs, the most frequent first."""
    ordered = sorted(set(names), key=lambda name: (-names.count(name), name))
    return {name: names.count(name) for name in ordered}


def _summary(pair: Pair, seconds: float) -> dict[str, Any]:
    linked = [bead for bead in pair.beads if not bead.is_null]
    return {
        "zh": pair.zh.path,
        "en": pair.en.path,
        "pairs": len(linked),
        "shapes": _counts([bead.shape for bead in linked]),
        "zh_only": sum(not bead.en for bead in pair.beads),
        "en_only": sum(not bead.zh for bead in pair.beads),
        "moved": sum(bead.moved for bead in pair.beads),
        "mean_confidence": round(sum(b.confidence for b in linked) / len(linked), 4)
        if linked
        else None,
        "findings": _counts([finding.kind for finding in pair.findings]),
        "severities": _counts([str(finding.severity) for finding in pair.findings]),
        "changes": len(pair.zh.changes) + len(pair.en.changes),
        "recognised": {
            side: sum(change.action == "recognised" for change in document.changes)
            for side, document in (("zh", pair.zh), ("en", pair.en))
        },
        "omitted": {"zh": left_out(pair.zh.changes), "en": left_out(pair.en.changes)},
        "signature": pair.signature,
        "notes": list(pair.notes),
        "seconds": round(seconds, 3),
    }


_SIDES = {"zh": "Chinese", "en": "English"}


def _table(summary: dict[str, Any]) -> str:
    def listed(counts: Any) -> str:
        return ", ".join(f"{count} {name}" for name, count in counts.items()) or "none"

    mean = summary["mean_confidence"]
    rows = [
        ("pairs", f"{summary['pairs']} ({listed(summary['shapes'])})"),
        ("unpaired", f"{summary['zh_only']} Chinese, {summary['en_only']} English"),
        ("mean confidence", "-" if mean is None else f"{mean:.3f}"),
        ("findings", listed(summary["findings"])),
        ("segmentation", f"{counted(summary['changes'], 'change')} (--explain lists them)"),
        ("time", f"{summary['seconds']:.2f} s"),
    ]
    for side, pages in summary["recognised"].items():
        if pages:
            number = counted(pages, "scanned page")
            advice = f"{_SIDES[side]}: {number}, to be read against the picture"
            rows.insert(-1, ("recognised", advice))
    for side, omitted in summary["omitted"].items():
        if omitted:
            reasons = "; ".join(f"{count} × {reason}" for reason, count in omitted.items())
            rows.insert(-1, ("left out", f"{_SIDES[side]}: {reasons}"))
    if summary["moved"]:
        rows.insert(2, ("moved", str(summary["moved"])))
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in rows)
