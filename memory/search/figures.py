"""A unit that differs from the query in figures only, and its target with those of the query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from duizhao.corpora.document import Language
from duizhao.memory.finding import Span
from duizhao.memory.store.keys import tokens
from duizhao.memory.terms.figures import Figure, Form, Role, read_chinese, read_english

from .writing import write_like


@dataclass(frozen=True, slots=True)
class Adapted:
    """A target with the figures of the query in it.

    Attributes:
        target: the new text.
        marks: places in it that were changed, or that hold a figure to be changed by hand.
        source_marks: places in the unit's source where a figure differs.
        changes: each difference in words.
        complete: whether every one could be carried over.
    """

    target: str
    marks: tuple[Span, ...]
    source_marks: tuple[Span, ...]
    changes: tuple[str, ...]
    complete: bool


def adapt(query: str, source: str, target: str, language: Language) -> Adapted | None:
    """Carry the figures of a query over to the target of a unit.

    Args:
        query: the text that is looked for.
        source: the unit's text in the same language.
        target: its counterpart.
        language: of the query and the source.

    Returns:
        None unless query and source are the same but for figures.
    """
    wanted = _figures(query, language)
    stored = _figures(source, language)
    if len(wanted) != len(stored) or _skeleton(query, wanted) != _skeleton(source, stored):
        return None
    changed = [(old, new) for old, new in zip(stored, wanted, strict=True) if not _same(old, new)]
    there = _figures(target, "en" if language == "zh" else "zh")
    edits: list[tuple[Figure, str | None]] = []
    changes: list[str] = []
    complete = True
    free = list(there)
    # Figures that stay claim their counterparts first, so that a 5 that stays is not
    # taken for the 5 that changes.
    for old, new in zip(stored, wanted, strict=True):
        if _same(old, new):
            _take(old, free)
    for old, new in changed:
        place = _take(old, free)
        text = write_like(place, new) if place else None
        if place is None or text is None:
            complete = False
            changes.append(f"{old.text} is {new.text} here: to be put in by hand")
        else:
            changes.append(f"{old.text} is {new.text} here: {place.text} → {text}")
        if place is not None:
            edits.append((place, text))
    text, marks = _edit(target, edits)
    return Adapted(
        text, marks, tuple((old.start, old.end) for old, _ in changed), tuple(changes), complete
    )


def _figures(text: str, language: Language) -> list[Figure]:
    read = read_chinese if language == "zh" else read_english
    found: list[Figure] = []
    for figure in sorted(read(text).figures, key=lambda figure: (figure.start, -figure.end)):
        # A word that implies a value (both, half) is part of the wording.
        if figure.form != Form.LOOSE and (not found or figure.start >= found[-1].end):
            # 第二页 and 第3页 differ in the figure alone.
            found.append(_bare(figure))
    return found


def _bare(figure: Figure) -> Figure:
    if len(figure.text) < 2 or not figure.text.startswith("第"):
        return figure
    return replace(figure, start=figure.start + 1, text=figure.text[1:])


def _skeleton(text: str, figures: Sequence[Figure]) -> list[list[str]]:
    starts = [0, *(figure.end for figure in figures)]
    ends = [*(figure.start for figure in figures), len(text)]
    return [tokens(text[start:end]) for start, end in zip(starts, ends, strict=True)]


def _same(left: Figure, right: Figure) -> bool:
    return left.values == right.values


def _take(figure: Figure, free: list[Figure]) -> Figure | None:
    """Remove the counterpart of a figure from those that are free."""
    agreeing = [other for other in free if other.values & figure.values]
    same = [other for other in agreeing if other.role == figure.role]
    loose = [other for other in agreeing if Role.NUMBER in (other.role, figure.role)]
    for choice in (same, loose, agreeing):
        if choice:
            free.remove(choice[0])
            return choice[0]
    return None


def _edit(target: str, edits: Sequence[tuple[Figure, str | None]]) -> tuple[str, tuple[Span, ...]]:
    pieces: list[str] = []
    marks: list[Span] = []
    end = length = 0
    for place, text in sorted(edits, key=lambda edit: edit[0].start):
        written = target[place.start : place.end] if text is None else text
        pieces += [target[end : place.start], written]
        length += place.start - end
        marks.append((length, length + len(written)))
        length += len(written)
        end = place.end
    return "".join([*pieces, target[end:]]), tuple(marks)
