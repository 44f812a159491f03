r"""The user's own checklist: expressions that must not occur in one of the texts.

A table with tabs and a heading, a rule a line::

    language	pattern	severity	message	unless
    zh	帐户	warning	the house spells 账户
    en	\bplease\b	info	no "please" in messages	请
    en	utili[sz]e	error	write "use"

`pattern` and `unless` are regular expressions of Python; letters of either case match. The
rule is silent where `unless` matches the other text. Lines that begin with # are comments.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from duizhao.corpora.errors import FormatError, MissingFileError, UndecodableError
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, finding

if TYPE_CHECKING:
    import regex

SECONDS = 5.0
"""Longest time of one expression on one text."""
COLUMNS = ("language", "pattern", "severity", "message", "unless")


@dataclass(frozen=True, slots=True)
class ChecklistRule:
    """A line of a checklist.

    Attributes:
        language: ``zh`` or ``en``: the text that must not match.
        pattern: what must not occur in it.
        severity: of the finding.
        message: for people.
        unless: what in the other text excuses it, or None.
        path, line: where it is written.
    """

    language: str
    pattern: regex.Pattern[str]
    severity: Severity
    message: str
    unless: regex.Pattern[str] | None
    path: str
    line: int


def read_checklist(path: str | os.PathLike[str]) -> Iterator[ChecklistRule]:
    """Read a checklist.

    Raises:
        InputError: the file is missing, is not UTF-8, or a line is no rule.
    """
    file = Path(path)
    if not file.is_file():
        raise MissingFileError("no such file", path=path, mend="check the name")
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise UndecodableError("is not UTF-8", path=path, mend="save it as UTF-8") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if cells[0].lower() == COLUMNS[0]:
            continue
        cells += [""] * (len(COLUMNS) - len(cells))
        yield _rule(cells, number, path)


def _rule(cells: Sequence[str], number: int, path: str | os.PathLike[str]) -> ChecklistRule:
    # Unlike `re`, it gives up a search when its time is over.
    import regex

    language, pattern, severity, message, unless = cells[: len(COLUMNS)]
    try:
        if language not in ("zh", "en") or not pattern:
            raise ValueError("language is zh or en, and the pattern is not empty")
        return ChecklistRule(
            language,
            regex.compile(pattern, regex.IGNORECASE),
            Severity(severity or "warning"),
            message,
            regex.compile(unless, regex.IGNORECASE) if unless else None,
            os.fspath(path),
            number,
        )
    except (ValueError, regex.error, OverflowError, RecursionError) as error:
        raise FormatError(
            f"line {number} is not a rule ({error})",
            path=path,
            mend=f"write the columns {', '.join(COLUMNS)} with tabs",
        ) from error


def check_rules(unit: Unit, index: int, rules: Sequence[ChecklistRule]) -> Iterator[Finding]:
    """What the user's rules find in a unit: each rule once.

    Raises:
        FormatError: an expression takes too long.
    """
    for rule in rules:
        english = rule.language == "en"
        own, other = (unit.en, unit.zh) if english else (unit.zh, unit.en)
        match = _search(rule, rule.pattern, own)
        if match is None or match.start() == match.end():
            continue
        if rule.unless is not None and _search(rule, rule.unless, other):
            continue
        yield finding(
            "checklist",
            rule.severity,
            unit,
            index,
            rule.message or f"“{match[0]}” is on the checklist.",
            zh_span=None if english else match.span(),
            en_span=match.span() if english else None,
        )


def _search(rule: ChecklistRule, pattern: regex.Pattern[str], text: str) -> regex.Match[str] | None:
    try:
        return pattern.search(text, timeout=SECONDS)
    except TimeoutError as error:
        raise FormatError(
            f"line {rule.line}: the rule takes more than {SECONDS:.0f} seconds on one text "
            f"({text[:24]!r}…)",
            path=rule.path,
            mend="write it without repetitions inside repetitions",
        ) from error
