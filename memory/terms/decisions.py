"""What people have decided about findings, so that a settled one does not return.

A decisions file is a table with tabs, made to be read and edited by hand::

    # duizhao decisions
    scope	id	kind	found	expected	note
    here	3f9ac21b77d0	number	5	25	the annex has it right
    everywhere		term	Protocol to Prevent	*	the client's own form

``here`` accepts one finding by its id. ``everywhere`` accepts whatever has this kind,
this `found` and this `expected`; ``*`` stands for anything.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.errors import FormatError, MissingFileError, UndecodableError
from duizhao.corpora.lock import locked
from duizhao.corpora.patterns import lazy
from duizhao.corpora.tables.write import text_columns, write_table
from duizhao.memory.finding import Finding, Span

Scope = Literal["here", "everywhere"]
COLUMNS = ("scope", "id", "kind", "found", "expected", "note")
_CONTEXT = 12
_NOT_SAID = lazy(r"[\W_]+")
_BREAKS = lazy(r"[\t\r\n]+")


def finding_id(finding: Finding) -> str:
    """Twelve hexadecimal digits that name a finding wherever its text goes.

    They are made of the kind, what was found and expected, and the words around the
    place in both texts, spaces and punctuation apart. The number of the unit and text
    farther away play no part, so that an id survives another alignment of the same
    documents, another order of files, and changes elsewhere in the paragraph.
    """
    parts = [finding.kind, finding.found, finding.expected]
    parts += _around(finding.zh, finding.zh_span)
    parts += _around(finding.en, finding.en_span)
    data = "\x1f".join(parts).encode("utf-8", "backslashreplace")
    return blake2b(data, digest_size=6).hexdigest()


def _around(text: str, span: Span | None) -> list[str]:
    if span is None:
        return [""]
    start, end = span
    before = _NOT_SAID.sub("", text[max(0, start - 4 * _CONTEXT) : start]).lower()
    after = _NOT_SAID.sub("", text[end : end + 4 * _CONTEXT]).lower()
    return [before[-_CONTEXT:], text[start:end], after[:_CONTEXT]]


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of a decisions file.

    Attributes:
        scope: see the module.
        id: of the finding, for ``here``; may be given for ``everywhere`` as a memory aid.
        kind, found, expected: of the finding.
        note: why, for people.
    """

    scope: Scope
    id: str
    kind: str = ""
    found: str = ""
    expected: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sorted:
    """Findings that are open, and those that were settled by a decision."""

    open: tuple[Finding, ...]
    settled: tuple[Finding, ...]


def apply(decisions: Iterable[Decision], findings: Iterable[Finding]) -> Sorted:
    """Part the findings into those still open and those settled."""
    here = set()
    rules: dict[str, list[Decision]] = {}
    for decision in decisions:
        if decision.scope == "here":
            here.add(decision.id)
        else:
            rules.setdefault(decision.kind, []).append(decision)
    kept: list[Finding] = []
    settled: list[Finding] = []
    for finding in findings:
        accepted = any(_covers(rule, finding) for rule in rules.get(finding.kind, ())) or (
            bool(here) and finding_id(finding) in here
        )
        (settled if accepted else kept).append(finding)
    return Sorted(tuple(kept), tuple(settled))


def _covers(rule: Decision, finding: Finding) -> bool:
    found, expected = _cell(finding.found), _cell(finding.expected)
    return _cell(rule.found) in ("*", found) and _cell(rule.expected) in ("*", expected)


def _cell(text: str) -> str:
    """A text as a cell of the file holds it."""
    return _BREAKS.sub(" ", text).strip()


def decide(finding: Finding, scope: Scope, note: str = "") -> Decision:
    """The decision that accepts a finding."""
    return Decision(scope, finding_id(finding), finding.kind, finding.found, finding.expected, note)


def read_decisions(path: str | os.PathLike[str], *, missing_ok: bool = False) -> list[Decision]:
    """Read a decisions file.

    Args:
        path: the file.
        missing_ok: whether a file that is not there is an empty one.

    Raises:
        InputError: the file is missing, is not UTF-8, or a line is not a decision.
    """
    file = Path(path)
    if not file.is_file():
        if missing_ok and not file.exists():
            return []
        raise MissingFileError("no such file", path=path, mend="check the name")
    try:
        # Not `splitlines`, which also cuts at signs that texts may hold.
        lines = file.read_text("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise UndecodableError("is not UTF-8", path=path, mend="save it as UTF-8") from error
    decisions = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        (cells,) = csv.reader([line], delimiter="\t")
        cells = [cell.strip() for cell in cells]
        if cells[0] == "scope":
            continue
        decisions.append(_parsed(cells, number, path))
    return decisions


def _parsed(cells: Sequence[str], number: int, path: str | os.PathLike[str]) -> Decision:
    cells = [*cells, *[""] * (len(COLUMNS) - len(cells))]
    scope = cells[0]
    if scope == "here" and cells[1]:
        return Decision("here", *cells[1 : len(COLUMNS)])
    if scope == "everywhere" and cells[2]:
        return Decision("everywhere", *cells[1 : len(COLUMNS)])
    raise FormatError(
        f"line {number} is not a decision",
        path=path,
        mend=f"write the columns {', '.join(COLUMNS)} with tabs, scope here or everywhere",
    )


def add_decisions(decisions: Iterable[Decision], path: str | os.PathLike[str]) -> list[Decision]:
    """Add decisions to a file, which is made if it is missing.

    Whoever else adds to it at the same time loses nothing.

    Returns:
        Those that were not there before.

    Raises:
        InputError: what is there is no decisions file.
        OutputError: it cannot be written, or others do not let go of it.
    """
    with locked(path):
        there = read_decisions(path, missing_ok=True)
        settled = {(decision.scope, decision.id) for decision in there}
        added = [one for one in decisions if (one.scope, one.id) not in settled]
        if added or not there:
            write_decisions([*there, *added], path)
    return added


def write_decisions(decisions: Iterable[Decision], path: str | os.PathLike[str]) -> None:
    """Write a decisions file; a repeated decision is written once.

    Raises:
        OutputError: the file cannot be written; an earlier one stays whole.
    """
    rows = (
        {name: _cell(getattr(decision, name)) for name in COLUMNS}
        for decision in dict.fromkeys(decisions)
    )
    with atomic_write(path) as temporary, temporary.open("wb") as stream:
        stream.write(b"# duizhao decisions: here accepts one finding, everywhere all alike\n")
        write_table("tsv", stream, text_columns(COLUMNS), rows)
