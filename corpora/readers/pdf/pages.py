"""The pages of a PDF to blocks: running heads, columns, tables, notes, paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from duizhao.corpora.document import Block, BlockRole, Change
from duizhao.corpora.layout.continuity import Ending, Opening, ending, opening
from duizhao.corpora.layout.glue import JoinStyle, Joint, joint, style_of

from ..lines import HAN
from ..marks import lower_mark, raise_mark
from .columns import Stretch, in_columns
from .glyphs import Sheet
from .grid import Grid, find_grids
from .paragraphs import ParagraphSpacing, cut_length, measure, paragraphs, reaches_end, typical_size
from .rows import PdfRow, rows_of
from .ruled import find_ruled
from .runs import Run
from .zones import furniture_of, is_separator, note_mark, split

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TABLE = "\ufffc"
"""Stands for a table among the text of its page."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page taken apart; `starts` says where the notes of each stretch begin."""

    number: int
    furniture: tuple[PdfRow, ...]
    stretches: tuple[Stretch, ...]
    starts: tuple[int, ...]
    grids: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph of the body, or a table: rows, the cells' paragraphs, or both empty.

    Attributes:
        rows: of the paragraph.
        joins: whether it goes on from the paragraph before it, in the column before this one.
        table: whether it is (a paragraph of) a cell.
    """

    rows: tuple[PdfRow, ...]
    joins: bool = False
    table: bool = False


def blocks_of(sheets: Sequence[Sheet]) -> tuple[list[Block], list[Change]]:
    """The blocks of all pages in reading order, and each join of lines."""
    pages, marks = _pages(sheets)
    body = [rows for page in pages for rows in _body(page)]
    how = measure(body)
    style = style_of([row.text for rows in body for row in rows])
    pieces = {page.number: _pieces(page, how) for page in pages}
    cut_at = cut_length([piece.rows for some in pieces.values() for piece in some])
    blocks: list[Block] = []
    changes: list[Change] = []
    for page in pages:
        place = f"page {page.number}"
        blocks += [
            Block(r.text, place, BlockRole.FURNITURE, page=page.number) for r in page.furniture
        ]
        for piece in pieces[page.number]:
            block, joins = _block(piece.rows, style, cut_at, table=piece.table)
            if piece.joins and blocks and blocks[-1].role in (BlockRole.TEXT, BlockRole.LIST_ITEM):
                block, more = _joined(blocks.pop(), block, style, place)
                joins = [*joins, *more]
            blocks.append(block)
            changes += joins
        for stretch, start in zip(page.stretches, page.starts, strict=True):
            rows = [row for row in stretch.rows[start:] if not is_separator(row)]
            for note in _notes(rows, marks):
                block, joins = _block(note, style, cut_at, marks)
                blocks.append(block)
                changes += joins
    return blocks, changes


def _pages(sheets: Sequence[Sheet]) -> tuple[list[_Page], Counter[str]]:
    """Each page taken apart, and the note marks of the text."""
    tables: dict[int, list[Grid]] = {}
    rows: dict[int, list[PdfRow]] = {}
    for sheet in sheets:
        paper = (sheet.width, sheet.height)
        grids, runs = find_grids(sheet.drawings, sheet.runs, paper)
        ruled, runs = find_ruled(sheet.drawings.level, runs)
        tables[sheet.number] = sorted([*grids, *ruled], key=lambda grid: -grid.box[3])
        rows[sheet.number] = rows_of(runs, sheet.number)
    furniture = furniture_of(rows)
    everything = [row for page in rows.values() for row in page]
    marks = _marks(everything)
    if any(sheet.confidence is not None for sheet in sheets):
        marks |= _missed(marks)
    size = typical_size([row for row in everything if row not in furniture])
    text = {
        sheet.number: [
            *(run for row in rows[sheet.number] if row not in furniture for run in row.runs),
            *(
                Run(_TABLE, grid.box[0], grid.box[2], grid.box[3] - 1, size)
                for grid in tables[sheet.number]
            ),
        ]
        for sheet in sheets
    }
    # Where one page has columns, a few lines on another one prove them.
    known = [place for number, runs in text.items() for place in in_columns(runs, number)[1]]
    pages = []
    for sheet in sheets:
        number = sheet.number
        stretches, _ = in_columns(text[number], number, known)
        starts = split(stretches, sheet.drawings.level, size, marks)
        heads = tuple(row for row in rows[number] if row in furniture)
        pages.append(_Page(number, heads, tuple(stretches), tuple(starts), tuple(tables[number])))
    return pages, marks


def _body(page: _Page) -> list[list[PdfRow]]:
    """The rows of the body, a list for each stretch of one column."""
    return [
        [row for row in stretch.rows[:start] if _TABLE not in row.text and not is_separator(row)]
        for stretch, start in zip(page.stretches, page.starts, strict=True)
    ]


def _pieces(page: _Page, how: ParagraphSpacing) -> list[_Piece]:
    found: list[_Piece] = []
    grids = list(page.grids)
    before: Stretch | None = None
    for stretch, start in zip(page.stretches, page.starts, strict=True):
        held: list[PdfRow] = []
        first = True
        for row in [*stretch.rows[:start], None]:
            if row is not None and _TABLE not in row.text:
                if not is_separator(row):
                    held.append(row)
                continue
            for rows in paragraphs(held, how, (stretch.left, stretch.right)):
                joins = first and stretch.follows and _goes_on(found, before, rows)
                found.append(_Piece(tuple(rows), joins))
                first = False
            held = []
            if row is not None:
                bare = replace(row, text=row.text.replace(_TABLE, "").strip())
                found += [_Piece((bare,))] if bare.text else []
                for _ in range(row.text.count(_TABLE)):
                    found += _cells(grids.pop(_nearest(grids, row)), page.number)
                first = False
        before = stretch
    return found


def _nearest(grids: Sequence[Grid], row: PdfRow) -> int:
    """Which of the tables a row stands for."""
    return min(
        range(len(grids)),
        key=lambda n: abs(grids[n].box[3] - 1 - row.base) + abs(grids[n].box[0] - row.left),
    )


def _cells(grid: Grid, page: int) -> list[_Piece]:
    """The paragraphs of a table, cell by cell."""
    cells = [(cell.box, rows_of(cell.runs, page)) for cell in grid.cells]
    how = measure([rows for _, rows in cells])
    found = []
    for box, rows in cells:
        if not rows:
            continue
        left = min(row.left for row in rows)
        # Text keeps the same distance from either side of its cell.
        right = max(box[2] - max(left - box[0], 0), *(row.right for row in rows))
        whole = replace(how, indented=False)
        found += [
            _Piece(tuple(some), table=True) for some in paragraphs(rows, whole, (left, right))
        ]
    return found


def _goes_on(found: Sequence[_Piece], before: Stretch | None, rows: Sequence[PdfRow]) -> bool:
    """Whether the first paragraph of a column goes on from the column before it."""
    if not found or before is None or found[-1].table or rows[0].cell or found[-1].rows[-1].cell:
        return False
    last, first = found[-1].rows[-1], rows[0]
    if abs(last.size - first.size) > 0.1 * last.size:
        return False
    language = "zh" if HAN.search(last.text) else "en"
    end, begin = ending(last.text, language), opening(first.text, language)  # type: ignore[arg-type]
    if begin is Opening.RUNS_ON and end > Ending.FINISHED:
        return True
    full = reaches_end(last, first, before.right)
    return begin is not Opening.LABEL and full and (end > Ending.COMMA or begin < Opening.NEUTRAL)


def _joined(
    before: Block, after: Block, style: JoinStyle, place: str
) -> tuple[Block, list[Change]]:
    how = joint(before.text, after.text, style)
    around = f"{before.text[-24:]}⏎{after.text[:24]}"
    changes = [Change("joined", "a paragraph that a column's end cut in two", around, place)]
    if how.cut:
        reason = "a hyphen that divided a word at a line end"
        changes.append(Change("removed", reason, before.text[-how.cut :], place))
    text = before.text[: len(before.text) - how.cut] + how.between + after.text
    return replace(before, text=text), changes


def _marks(rows: Sequence[PdfRow]) -> Counter[str]:
    """Raised marks inside the text, not at its head."""
    found: Counter[str] = Counter()
    for row in rows:
        held = ""
        for char in row.text[len(row.mark) :] + " ":
            if char in _SUPERSCRIPTS:
                held += char
            elif held:
                found[held] += 1
                held = ""
    return found


def _missed(marks: Counter[str]) -> Counter[str]:
    """Marks between others, which text recognition has not seen."""
    numbers = [int(plain) for mark in marks if (plain := lower_mark(mark)).isdecimal()]
    return Counter(raise_mark(str(number)) for number in range(1, max(numbers, default=0) + 1))


def _notes(rows: Sequence[PdfRow], marks: Counter[str]) -> list[list[PdfRow]]:
    """Notes: each begins with a mark; what comes before the first goes on from elsewhere.

    A figure that is not raised begins a note only where it is the next in order, since a
    number may stand at the head of any row.
    """
    found: list[list[PdfRow]] = []
    last = ""
    for row in rows:
        mark = note_mark(row, marks)
        if mark and row.text.startswith(mark[0]):
            begins = True
        elif mark:
            begins = not last or _follows(lower_mark(last), lower_mark(mark[0]))
        else:
            begins = False
        if begins or not found:
            found.append([])
            last = mark[0] if mark else last
        found[-1].append(row)
    return found


def _follows(before: str, after: str) -> bool:
    if before.isdecimal() and after.isdecimal():
        return int(after) == int(before) + 1
    return len(before) == len(after) == 1 and ord(after) == ord(before) + 1


def _block(
    rows: Sequence[PdfRow],
    style: JoinStyle,
    cut_at: int,
    marks: Counter[str] | None = None,
    table: bool = False,
) -> tuple[Block, list[Change]]:
    first = rows[0]
    place = f"page {first.page}"
    note = ""
    text = first.text
    role = BlockRole.LIST_ITEM if first.bullet else BlockRole.TEXT
    if first.cell or table:
        role = BlockRole.TABLE_CELL
    if marks is not None:
        role = BlockRole.FOOTNOTE
        found = note_mark(first, marks)
        if found:
            note, text = found
    changes = []
    if first.bullet:
        changes.append(Change("removed", "the bullet of a list", first.bullet, place))
    for before, row in pairwise(rows):
        how = Joint(0, "") if len(before.text) == cut_at else joint(text, row.text, style)
        around = f"{text[-24:]}⏎{row.text[:24]}"
        changes.append(Change("joined", "a line that was wrapped", around, place))
        if how.cut:
            reason = "a hyphen that divided a word at a line end"
            changes.append(Change("removed", reason, text[-how.cut :], place))
        text = text[: len(text) - how.cut] + how.between + row.text
    return Block(text, place, role, note=note, page=first.page), changes
