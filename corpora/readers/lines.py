"""Line breaks that stand inside one paragraph of a document format."""

from __future__ import annotations

from duizhao.corpora.borders import line_spans
from duizhao.corpora.codes import Code, carried, within
from duizhao.corpora.document import Change, Language
from duizhao.corpora.layout.continuity import Ending, Opening, ending, opening

from ..patterns import lazy

SHORT = {True: 22, False: 44}
"""Longest line (Han or not) that may be a line for its own sake: masthead, address, verse."""
_SLACK = {True: 3, False: 12}
"""How much shorter (Han or not) than the longest line a full one may be."""
HAN = lazy(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff]")


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
    """The lines of a paragraph, those put together that were only wrapped.

    Lines of a text and lines of its translation are never joined.

    Returns:
        The pieces, and the joins that were made.
    """
    stretches = line_spans(text)
    if len(stretches) > 1:
        apart = [unfold(text[a:b], within(codes, a, b), place) for a, b in stretches]
        return (
            [piece for pieces, _ in apart for piece in pieces],
            [change for _, changes in apart for change in changes],
        )
    lines: list[tuple[str, int]] = []
    at = 0
    for raw in text.split("\n"):
        line = raw.strip()
        if line:
            lines.append((line, at + raw.index(line)))
        at += len(raw) + 1
    pieces: list[list[tuple[str, int]]] = []
    longest = max((len(line) for line, _ in lines), default=0)
    for each in lines:
        if pieces and _wraps(pieces[-1][-1][0], each[0], longest, len(lines)):
            pieces[-1].append(each)
        else:
            pieces.append([each])
    found: Unfolded = []
    changes = []
    for piece in pieces:
        whole, start = piece[0]
        for line, _ in piece[1:]:
            around = f"{whole[-20:]}|{line[:20]}"
            changes.append(Change("joined", "line break inside a paragraph", around, place))
            whole = join(whole, line)
        last, end = piece[-1][0], piece[-1][1] + len(piece[-1][0])
        inside = within(codes, start, end) if codes else ()
        found.append((whole, inside if whole == last else carried(inside, text[start:end], whole)))
    return found, changes


def _wraps(left: str, right: str, longest: int, count: int) -> bool:
    """Whether a line break stands where a line was full, not where the author wanted one.

    Args:
        left, right: the lines before and after it.
        longest: characters of the longest line of the paragraph.
        count: how many lines it has.
    """
    han = bool(HAN.search(left))
    if len(left) <= SHORT[han]:
        return False
    language: Language = "zh" if han else "en"
    end, begin = ending(left, language), opening(right, language)
    if end is Ending.FINISHED or begin is Opening.LABEL:
        return False
    if end is not Ending.BARE or begin is Opening.RUNS_ON:
        return True
    full = len(left) >= longest - _SLACK[han]
    return full and (han or count > 2)
