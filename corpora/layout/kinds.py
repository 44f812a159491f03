"""What each paragraph is in its document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..document import Kind, Language, Role
from ..script import columns
from .continuity import Ending, ending, is_formula, names_body
from .line import Piece
from .marks import label_of

# Columns up to which a line without a stop may be a heading or a line of the masthead.
_SHORT = 120
_MASTHEAD = 25

_BULLET = re.compile(r"[•●○■□◆◇▪▫·‣⁃*§–—-](?=\s)|[•●○■□◆◇▪▫‣⁃]")
_HEADING = re.compile(
    r"(?:#{1,6}\s|第[\s\d一二三四五六七八九十百]{1,6}[章节節编編篇部卷回]|"
    r"(?:附件|附录|附錄|Annex|Appendix|Chapter|CHAPTER|ANNEX|APPENDIX|Part|PART)(?![a-z])|"
    r"[IVXL]{1,6}[.．]\s|[A-Z][.．]\s|[一二三四五六七八九十]{1,3}、)"
)


def kinds_of(pieces: Sequence[Piece], language: Language) -> list[Kind]:
    """The kind of each piece of a document, body and footnotes in any order."""
    texts = [piece.text for piece in pieces]
    body = [position for position, piece in enumerate(pieces) if not piece.note]
    opens = next((p for p in body if names_body(texts[p], language)), None)
    formulas = sum(is_formula(texts[p], language) and _stops(texts[p], language) for p in body)
    resolution = opens is not None and formulas > 0
    head = _masthead(pieces, body, opens if resolution else None, language)
    kinds = []
    operative = False
    for position, piece in enumerate(pieces):
        if position in head:
            kinds.append(head[position])
            continue
        kind = _kind(piece, language)
        if kind is Kind.OPERATIVE:
            operative = True
        opener = position == opens or is_formula(piece.text, language)
        if kind is Kind.BODY and resolution and not operative and opener:
            kind = Kind.PREAMBULAR
        kinds.append(kind)
    return kinds


def _stops(text: str, language: Language) -> bool:
    return ending(text, language) <= Ending.COMMA


def _masthead(
    pieces: Sequence[Piece], body: Sequence[int], opens: int | None, language: Language
) -> dict[int, Kind]:
    # The short lines before the first running text; the last of them is the title.
    head: list[int] = []
    for position in body[:_MASTHEAD]:
        piece = pieces[position]
        text = piece.text
        if position == opens or piece.block.role not in (Role.TEXT, Role.HEADING):
            break
        if opens is None or position > opens:
            running = _stops(text, language) and not text.endswith((":", "："))
            if running or columns(text) > _SHORT or _BULLET.match(text):
                break
            if label_of(text) and head:
                break
        head.append(position)
    else:
        if opens is None or opens > body[min(len(body), _MASTHEAD) - 1]:
            # Nothing but short lines: a list, not a head.
            return {}
    kinds = dict.fromkeys(head, Kind.MASTHEAD)
    if head:
        kinds[head[-1]] = Kind.TITLE
    return kinds


def _kind(piece: Piece, language: Language) -> Kind:
    if piece.note:
        return Kind.FOOTNOTE
    by_role = {
        Role.FOOTNOTE: Kind.FOOTNOTE,
        Role.HEADING: Kind.HEADING,
        Role.LIST_ITEM: Kind.LIST_ITEM,
        Role.TABLE_CELL: Kind.TABLE_CELL,
    }
    if piece.block.role in by_role:
        return by_role[piece.block.role]
    text = piece.text
    label = piece.block.label or label_of(text)
    short = columns(text) <= _SHORT and ending(text, language) >= Ending.BARE
    if _BULLET.match(text):
        return Kind.LIST_ITEM
    if short and (_HEADING.match(text) or not label):
        return Kind.HEADING
    if not label:
        return Kind.BODY
    if short and label[0] not in "(（①⑴abcdefghijklmnopqrstuvwxyz":
        return Kind.HEADING
    if label[0].isdigit() or label[0] in "一二三四五六七八九十百第" or label[:7] == "Article":
        return Kind.OPERATIVE
    if re.match(r"[(（][一二三四五六七八九十]", label):
        return Kind.OPERATIVE
    return Kind.LIST_ITEM
