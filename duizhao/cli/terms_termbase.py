"""``duizhao terms termbase``: search, join and convert termbases."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from duizhao.corpora.counted import counted

from .paths import Read, Written

if TYPE_CHECKING:
    from duizhao.memory.terms.termbase import Concept, Termbase

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

STARTER = "starter"
"""Stands for the termbase that ships with duizhao, where a file is asked for."""


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Read termbases (TBX, CSV, TSV, XLSX, JSON lines, OmegaT glossaries; "
        "'starter' is the one of United Nations names that ships with duizhao). Without "
        "--find and -o, summarise them."
    )
    parser.add_argument("termbases", type=Read, nargs="*", metavar="FILE", help="default: starter")
    parser.add_argument("--find", metavar="TEXT", help="print the concepts that TEXT names")
    parser.add_argument(
        "-o",
        "--output",
        type=Written,
        metavar="FILE",
        help="write all concepts as .tbx, .csv, .tsv, .xlsx, .jsonl or .txt (OmegaT glossary)",
    )
    parser.add_argument(
        "--format",
        choices=("tbx", "tbx-2019", "csv", "tsv", "xlsx", "jsonl", "omegat"),
        help="format of FILE, whatever its suffix",
    )
    parser.add_argument(
        "--source",
        choices=("zh", "en"),
        default="en",
        help="language that an OmegaT glossary is looked up in (default en)",
    )
    parser.add_argument("--json", action="store_true", help="print as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do it."""
    bases = [_read(name) for name in args.termbases or [STARTER]]
    for base in bases:
        for one in base.skipped:
            print(f"{base.name}: left out {one}", file=sys.stderr)
    joined = bases[0].joined(bases[1:])
    if args.find is not None:
        return _find(joined, args.find, as_json=args.json)
    if args.output:
        joined.write(args.output, args.format, args.source)
        _report_left_out(joined, args)
    counts = {
        "concepts": len(joined),
        "zh": sum(len(concept.of("zh")) for concept in joined),
        "en": sum(len(concept.of("en")) for concept in joined),
    }
    if args.json:
        print(json.dumps(counts))
    else:
        concepts = counted(counts["concepts"], "concept")
        print(f"{concepts}, terms: {counts['zh']:,} Chinese, {counts['en']:,} English")
    return 0


def _report_left_out(base: Termbase, args: argparse.Namespace) -> None:
    """Report what an OmegaT glossary has no place for; the other formats hold everything."""
    from duizhao.memory.terms.termbase import TermStatus
    from duizhao.memory.terms.termbase_files import GLOSSARY, format_of

    if format_of(args.output, args.format) != GLOSSARY:
        return
    without = (TermStatus.DEPRECATED, TermStatus.SHORT)
    terms = sum(term.status in without for concept in base for term in concept.of(args.source))
    details = sum(bool(one.details or any(t.details for t in one.terms)) for one in base)
    reverse = sum(one.direction not in (None, args.source) for one in base)
    left_out = [
        counted(terms, "short or deprecated term") if terms else "",
        f"details of {counted(details, 'concept')}" if details else "",
        f"{counted(reverse, 'concept')} of the other direction" if reverse else "",
    ]
    if any(left_out):
        print(f"not in the glossary: {', '.join(filter(None, left_out))}", file=sys.stderr)


def _read(name: str) -> Termbase:
    from duizhao.memory.terms.termbase import Termbase

    return Termbase.starter() if name == STARTER else Termbase.read(name)


def _find(base: Termbase, text: str, *, as_json: bool) -> int:
    concepts = base.find(text)
    for concept in concepts:
        if as_json:
            terms = [[t.language, t.status.value, t.text] for t in concept.terms]
            print(json.dumps({"id": concept.id, "terms": terms}, ensure_ascii=False))
        else:
            print(_lines(concept))
    return 0 if concepts else 1


def _lines(concept: Concept) -> str:
    head = concept.id if not concept.subject else f"{concept.id} ({concept.subject})"
    terms = (f"  {t.language}  {t.status.value:12} {t.text}" for t in concept.terms)
    said = (*concept.details, *(one for term in concept.terms for one in term.details))
    return "\n".join((head, *terms, *(f"  {name}: {text}" for name, text in said)))
