"""A text cut where marks begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from duizhao.corpora.characters import UNSEEN
from duizhao.memory.finding import Severity, Span

# Invisible on a page, or worse: shown by name. Tabs and line breaks are laid out.
_UNSEEN = re.compile(f"[^\\S\t\n\r \u3000\u00a0\u2002-\u200a\u202f]|[{UNSEEN}]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text that a finding is about.

    Attributes:
        span: start and end in characters.
        severity: of the finding.
        message: what is wrong there.
    """

    span: Span
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A run of text that is marked in one way.

    Attributes:
        text: the run; for an unseen character its name, ``U+000B``.
        severity: the gravest of the marks on it, or "".
        message: their messages, one a line.
        unseen: whether the text is the name of a character that cannot be seen.
    """

    text: str
    severity: str = ""
    message: str = ""
    unseen: bool = False


def pieces(text: str, marks: Sequence[Mark]) -> list[MarkedText]:
    """The text in pieces whose texts, names of unseen characters apart, add up to it.

    Marks may overlap, and may reach beyond the text; an empty one marks the character
    after it.
    """
    marks = [mark for mark in (_clipped(mark, len(text)) for mark in marks) if mark]
    unseen = {match.start() for match in _UNSEEN.finditer(text)}
    cuts = {0, len(text)}
    cuts.update(place for mark in marks for place in mark.span)
    cuts.update(place for start in unseen for place in (start, start + 1))
    waiting = sorted(marks, key=lambda mark: mark.span[0], reverse=True)
    here: list[Mark] = []
    result = []
    for start, end in pairwise(sorted(cuts)):
        here = [mark for mark in here if mark.span[1] > start]
        while waiting and waiting[-1].span[0] <= start:
            here.append(waiting.pop())
        result.append(_piece(text, start, end, here, unseen=start in unseen))
    return result


def _clipped(mark: Mark, length: int) -> Mark | None:
    start, end = mark.span
    end = min(max(end, start + 1), length)
    start = max(0, start)
    return Mark((start, end), mark.severity, mark.message) if start < end else None


def _piece(text: str, start: int, end: int, here: Sequence[Mark], *, unseen: bool) -> MarkedText:
    run = f"U+{ord(text[start]):04X}" if unseen else text[start:end]
    if not here:
        return MarkedText(run, unseen=unseen)
    worst = min((mark.severity for mark in here), key=lambda severity: severity.gravity)
    messages = dict.fromkeys(mark.message for mark in here)
    return MarkedText(run, str(worst), "\n".join(messages), unseen)
