"""Line breaks that stand inside one paragraph of a document format."""

from __future__ import annotations

import re

from duizhao.corpora.borders import line_spans
from duizhao.corpora.codes import Code, carried, within
from duizhao.corpora.document import Change

SHORT = {True: 22, False: 44}
"""Longest line (Han or not) that may be a line for its own sake: masthead, address, verse."""
HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff]")


def needs_no_space(left: str, right: str) -> bool:
    """Whether the two ends of a line break join without a space (Chinese on either side)."""
    return not left or not right or bool(HAN.match(left[-1]) or HAN.match(right[0]))


def join(left: str, right: str) -> str:
    """Two lines of one paragraph as one."""
    left, right = left.rstrip(" \t"), right.lstrip(" \t")
    return left + ("" if needs_no_space(left, right) else " ") + right


Unfolded = list[tuple[str, tuple[Code, ...]]]
"""Pieces of a paragraph, each with its codes."""


def unfold(text: str, codes: tuple[Code, ...], place: str) -> tuple[Unfolded, list[Change]]:
    """The lines of a paragraph: kept apart when all are short, joined to one otherwise.

    Lines of a text and lines of its translation are never joined.

    Returns:
        The pieces (one, unless they were kept apart) and the joins that were made.
    """
    stretches = line_spans(text)
    if len(stretches) > 1:
        apart = [unfold(text[a:b], within(codes, a, b), place) for a, b in stretches]
        return (
            [piece for pieces, _ in apart for piece in pieces],
            [change for _, changes in apart for change in changes],
        )
    lines: Unfolded = []
    at = 0
    for raw in text.split("\n"):
        line = raw.strip()
        if line:
            start = at + raw.index(line)
            lines.append((line, within(codes, start, start + len(line)) if codes else ()))
        at += len(raw) + 1
    if len(lines) < 2 or all(len(line) <= SHORT[bool(HAN.search(line))] for line, _ in lines):
        return lines, []
    whole = lines[0][0]
    changes = []
    for line, _ in lines[1:]:
        around = f"{whole[-20:]}|{line[:20]}"
        changes.append(Change("joined", "line break inside a paragraph", around, place))
        whole = join(whole, line)
    return [(whole, carried(codes, text, whole))], changes
