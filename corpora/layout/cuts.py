"""Paragraphs that a page break or a block of footnotes cut in two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ..document import BlockRole, Change, Language
from .continuity import Ending, Opening, ending, is_formula, names_body, opening
from .glue import JoinStyle, joint
from .line import Piece
from .marks import label_of

# A text this long that ends without punctuation is no heading.
_LONG = {"zh": 60, "en": 150}
# A text this long may be running text.
_RUNNING = {"zh": 20, "en": 45}


def mend_cuts(
    pieces: Sequence[Piece], style: JoinStyle, language: Language, *, lines: bool
) -> tuple[list[Piece], list[tuple[int, Change]]]:
    """Pieces with those joined that belong to one paragraph.

    Args:
        pieces: of the whole document, footnotes among them.
        style: how the document writes.
        language: of the text.
        lines: whether gaps between lines are known; False for formats that mark their
            paragraphs, where only a page end or footnotes can stand inside one.

    Returns:
        The pieces, footnotes in their places, and a change for each join.
    """
    gaps = Counter(piece.gap for piece in pieces if piece.gap)
    usual = gaps.most_common(1)[0][0] if gaps else 0
    mended: list[Piece] = []
    changes: list[tuple[int, Change]] = []
    body: int | None = None  # place of the last body piece in `mended`
    begun = False  # whether running text has been seen
    since = ""  # what stood between it and here
    for piece in pieces:
        if piece.is_note:
            since = since or "footnotes"
            mended.append(piece)
            continue
        cut = piece.cut or since
        if not cut and lines and piece.gap >= 2 and piece.gap > usual:
            cut = "a wide gap"
        since = ""
        if body is not None and _belongs(mended[body], piece, cut, begun, language, lines=lines):
            before = mended[body]
            how = joint(before.text, piece.text, style.of((before.text, piece.text)))
            text = before.text[: len(before.text) - how.cut] + how.between + piece.text
            mended[body] = replace(before, text=text, last=piece.last, full=piece.full)
            around = f"{before.text[-24:]}⏎{piece.text[:24]}"
            reason = f"a paragraph that {cut or 'a blank line'} cut in two"
            changes.append((piece.first, Change("joined", reason, around, piece.block.place)))
            if how.cut:
                reason = "a hyphen that divided a word at a page end"
                hyphen = Change("removed", reason, before.text[-1], piece.block.place)
                changes.append((piece.first, hyphen))
            continue
        body = len(mended)
        mended.append(piece)
        begun = begun or _is_running(piece.text, language)
    return mended, changes


def _is_running(text: str, language: Language) -> bool:
    return len(text) >= _RUNNING[language] and ending(text, language) <= Ending.COMMA


def _belongs(
    before: Piece, after: Piece, cut: str, begun: bool, language: Language, *, lines: bool
) -> bool:
    roles = {before.block.role, after.block.role}
    if roles != {BlockRole.TEXT} and roles != {BlockRole.LIST_ITEM, BlockRole.TEXT}:
        return False
    if after.block.role is not BlockRole.TEXT or after.block.label:
        return False
    end, begin = ending(before.text, language), opening(after.text, language)
    if begin is Opening.LABEL or end is Ending.FINISHED:
        return False
    if names_body(before.text, language) or names_body(after.text, language):
        return False
    label = before.block.label or label_of(before.text)
    numbered = bool(label) and any(char.isdigit() for char in label)
    long = len(before.text) >= _RUNNING[language]
    if not cut:
        # A small letter after a long line without a stop runs on whatever stands between.
        bare = end >= Ending.BARE and begin is Opening.RUNS_ON
        return lines and language == "en" and bare and len(before.text) >= 60
    if begin is Opening.RUNS_ON:
        return long or bool(label) or end is Ending.OPEN
    formula = is_formula(before.text, language)
    if end is Ending.COMMA:
        if begin is Opening.FORMULA:
            return numbered
        if language == "zh":
            return long or numbered
        return numbered or before.full
    if end is Ending.OPEN:
        return long or bool(label)
    # A word at the end, and something that may be a beginning: headings look like this.
    if before.full and long and begun:
        return True
    if formula and long and begun:
        return True
    # Numbered headings are short, and hold no comma.
    clauses = "，" in before.text or ", " in before.text
    if numbered and long and (clauses or 2 * len(before.text) >= 3 * _RUNNING[language]):
        return True
    return begun and len(before.text) >= _LONG[language]
