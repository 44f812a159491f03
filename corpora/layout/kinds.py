"""What each paragraph is in its document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..document import BlockRole, Kind, Language
from ..patterns import lazy
from ..script import columns
from .continuity import Ending, ending, is_formula, names_body
from .line import Piece
from .marks import label_of

# Columns up to which a line without a stop may be a heading or a line of the masthead.
_SHORT = 120
_MASTHEAD = 25

_BULLET = lazy(r"[•●○■□◆◇▪▫·‣⁃*§–—-](?=\s)|[•●○■□◆◇▪▫‣⁃]")
_HEADING = lazy(
    r"(?:#{1,6}\s|第[\s\d一二三四五六七八九十百]{1,6}[章节節编編篇部卷回]|"
    r"(?:附件|附录|附錄|Annex|Appendix|Chapter|CHAPTER|ANNEX|APPENDIX|Part|PART)(?![a-z])|"
    r"[IVXL]{1,6}[.．]\s|[A-Z][.．]\s|[一二三四五六七八九十]{1,3}、)"
)


# Lines of the masthead of an official document.
_OFFICIAL = lazy(
    r"(?i:^united nations$|^(?:general assembly|security council|economic and social council|"
    r"human rights council|trusteeship council)$|^distr\.|^original:|^\S+ (?:special )?session\b|"
    r"^(?:provisional )?(?:agenda )?items? \d|^[\w ]{3,40} committee$|^\d{1,2} \w+ \d{4}$|"
    r"draft resolution|^(?:chinese|english)(?: only)?$)|"
    r"^联合国$|^聯合國$|^(?:大会|大會|[\u4e00-\u9fff]{2,12}(?:理事会|理事會|委员会|委員會))$|"
    r"^第.{1,8}(?:届|屆).{0,6}(?:会议|會議)$|议程.{0,4}项目|議程.{0,4}項目|决议草案|決議草案|"
    r"^\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日$|^[A-Z]{1,6}(?:/[A-Z0-9][\w.()-]*)+$"
)
_BYLINE = lazy(r"(?:By|BY|by) [A-Z]|作者|文[/／]|译者|譯者|□")
_SECTION = lazy(
    r"(?i:summary|contents|introduction|abstract|foreword|preface|annex)|"
    r"摘\s*要|目\s*[录錄次]|导\s*言|導\s*言|引\s*言|前\s*言|序\s*言|附\s*件"
)


def kinds_of(pieces: Sequence[Piece], language: Language) -> list[Kind]:
    """The kind of each piece of a document, body and footnotes in any order."""
    texts = [piece.text for piece in pieces]
    body = [position for position, piece in enumerate(pieces) if not piece.is_note]
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
    """Masthead and title: the short lines before the text begins."""
    head: list[int] = []
    for position in body[:_MASTHEAD]:
        piece = pieces[position]
        if position == opens or piece.block.role not in (BlockRole.TEXT, BlockRole.HEADING):
            break
        if opens is None or position > opens:
            official = _OFFICIAL.search(piece.text) is not None
            if head and not official and (piece.gap or piece.cut) and _titled(pieces, head):
                break
            if not official and not _is_line(piece, language):
                break
        head.append(position)
    official = any(_OFFICIAL.search(pieces[position].text) for position in head)
    if not official and opens is None:
        # A title, and perhaps the author's name.
        byline = len(head) > 1 and _BYLINE.match(pieces[head[1]].text) is not None
        kinds = dict.fromkeys(head[:1], Kind.TITLE)
        return {**kinds, head[1]: Kind.MASTHEAD} if byline else kinds
    kinds = dict.fromkeys(head, Kind.MASTHEAD)
    if head and (opens is not None or _titled(pieces, head)):
        kinds[head[-1]] = Kind.TITLE
    return kinds


def _titled(pieces: Sequence[Piece], head: Sequence[int]) -> bool:
    # Whether something other than the names of body, session and item stands there.
    return _OFFICIAL.search(pieces[head[-1]].text) is None


def _is_line(piece: Piece, language: Language) -> bool:
    text = piece.text
    if _SECTION.fullmatch(text) or label_of(text) or _BULLET.match(text):
        return False
    running = _stops(text, language) and not text.endswith((":", "："))
    return not running and columns(text) <= _SHORT


def _kind(piece: Piece, language: Language) -> Kind:
    if piece.is_note:
        return Kind.FOOTNOTE
    by_role = {
        BlockRole.FOOTNOTE: Kind.FOOTNOTE,
        BlockRole.HEADING: Kind.HEADING,
        BlockRole.LIST_ITEM: Kind.LIST_ITEM,
        BlockRole.TABLE_CELL: Kind.TABLE_CELL,
    }
    if piece.block.role in by_role:
        return by_role[piece.block.role]
    text = piece.text
    label = piece.block.label or label_of(text)
    short = columns(text) <= _SHORT and ending(text, language) >= Ending.BARE
    if _BULLET.match(text) and any(char.isalnum() for char in text):
        return Kind.LIST_ITEM
    if not any(char.isalnum() for char in text):
        return Kind.BODY
    if short and (_HEADING.match(text) or not label):
        return Kind.HEADING
    if not label:
        return Kind.BODY
    if short and re.match("[(（][一二三四五六七八九十]", label):
        return Kind.HEADING
    if short and label[0] not in "(（①⑴abcdefghijklmnopqrstuvwxyz":
        return Kind.HEADING
    if label[0].isdigit() or label[0] in "一二三四五六七八九十百第" or label[:7] == "Article":
        return Kind.OPERATIVE
    if re.match(r"[(（][一二三四五六七八九十]", label):
        return Kind.OPERATIVE
    return Kind.LIST_ITEM
