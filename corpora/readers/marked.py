"""The blocks of a Markdown file."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ..borders import line_spans
from ..codes import Code, CodeKind
from ..document import Block, BlockRole, Change, Source
from ..errors import EmptyFileError, FormatError
from .dialects import plain
from .emphasis import use_cjk
from .encoding import decode
from .guard import deeply
from .inline import Span, codes_of, text_of
from .limits import LIMITS, Limits, read_bytes
from .lines import needs_no_space, unfold
from .marks import raise_mark

_NOTE = re.compile(
    r"^\[\^([^\]\s]{1,40})\]:[ \t]*(.*(?:\n(?:[ \t]+\S.*|[ \t]*(?=\n[ \t]+\S)))*)", re.M
)
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,40})\]")
NESTING = 1000
"""Levels of lists and quotations; what is deeper is reported as lost."""
INLINE_NESTING = 50
"""Brackets inside one another that are looked at as links; deeper ones are text."""
_LEAVES = frozenset(("heading_open", "table_open"))
_MARKER = re.compile(r"[ \t>]*+(?:[-*+]|\d{1,9}[.)])[ \t]*+")
_DEFINITION = re.compile(r"[ \t>]*+\[[^\]]{1,999}\]:")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)


@dataclass(slots=True)
class _Place:
    """Where the walk stands."""

    role: BlockRole = BlockRole.TEXT
    style: str = ""
    label: str = ""
    table: int = 0
    row: int = 0
    column: int = 0
    lists: list[int | None] = field(default_factory=list)


def read(path: str | os.PathLike[str], limits: Limits = LIMITS) -> Source:
    """Read a Markdown file; errors as `duizhao.corpora.readers.markdown.read`."""
    text, encoding = decode(read_bytes(path, limits), path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, changes = plain(text, mdx=os.fspath(path).lower().endswith(".mdx"))
    notes = {match[1]: match[2] for match in _NOTE.finditer(text)}
    text = _NOTE.sub("", text)
    marks = _marks(text, notes)
    text = _REFERENCE.sub(lambda match: marks.get(match[1], match.group()), text)
    parser = MarkdownIt("commonmark", {"maxNesting": NESTING}).enable("table")
    use_cjk(parser)
    parser.core.ruler.before("inline", "inline_nesting", _limit_inline)
    try:
        with deeply():
            tokens = _parsed(parser, text)
        blocks = _blocks(tokens, changes)
        changes += _uncovered(text, tokens)
        for name, mark in marks.items():
            noted = _blocks(_parsed(parser, re.sub(r"\n[ \t]+", "\n", notes[name])), changes)
            for index, block in enumerate(noted):
                place = f"footnote {mark}"
                note = mark if index == 0 else ""
                blocks.append(Block(block.text, place, BlockRole.FOOTNOTE, note=note))
    except RecursionError as error:
        raise FormatError("is nested too deeply", path=path, mend="save it as text") from error
    for name in notes.keys() - marks.keys():
        reason = "a footnote that nothing refers to"
        changes.append(Change("skipped", reason, notes[name][:200], f"footnote {name}"))
    if not blocks:
        raise EmptyFileError("has no text in it", path=path, mend="check the file")
    return Source(
        os.fspath(path), "markdown", tuple(blocks), lines=False, encoding=encoding,
        skipped=tuple(changes), whole=True,
    )  # fmt: skip


def _limit_inline(state: StateCore) -> None:
    """The parser has one limit for blocks and brackets, and time grows with its square."""
    state.md.options["maxNesting"] = INLINE_NESTING


def _parsed(parser: MarkdownIt, text: str) -> list[Token]:
    parser.options["maxNesting"] = NESTING
    return parser.parse(text)


def _uncovered(text: str, tokens: Sequence[Token]) -> list[Change]:
    """Lines with letters or figures that stand in no token, so that the parser left them out."""
    lines = text.split("\n")
    covered = bytearray(len(lines) + 1)
    for token in tokens:
        if token.map and (token.type in _LEAVES or not token.type.endswith("_open")):
            first, last = token.map
            covered[first:last] = b"\1" * (min(last, len(lines)) - first)
    found = []
    for number, line in enumerate(lines):
        if not covered[number] and any(char.isalnum() for char in line):
            if _MARKER.fullmatch(line):
                continue
            reason = "the address of a link" if _DEFINITION.match(line) else "lost by the parser"
            found.append(Change("skipped", reason, line.strip()[:200], f"line {number + 1}"))
    return found


def _marks(text: str, notes: dict[str, str]) -> dict[str, str]:
    """Raised marks of the notes that the text refers to, numbered in its order."""
    marks: dict[str, str] = {}
    for match in _REFERENCE.finditer(text):
        if match[1] in notes and match[1] not in marks:
            marks[match[1]] = raise_mark(str(len(marks) + 1))
    return marks


def _blocks(tokens: Sequence[Token], changes: list[Change]) -> list[Block]:
    blocks: list[Block] = []
    place = _Place()
    for token in tokens:
        line = f"line {token.map[0] + 1}" if token.map else ""
        if token.type == "inline":
            _inline(token, place, line, blocks, changes)
        elif token.type in ("fence", "code_block"):
            text = token.content.rstrip("\n")
            if text:
                blocks.append(Block(text, line, BlockRole.CODE, style="code"))
        elif token.type == "html_block":
            blocks += _of_html(token.content, line, changes)
        else:
            _step(token, place)
    return blocks


def _of_html(content: str, line: str, changes: list[Change]) -> list[Block]:
    """The paragraphs of a piece of HTML; comments are none."""
    from .web.document import read_fragment

    for comment in _COMMENT.findall(content):
        changes.append(Change("skipped", "a comment", comment[:200], line))
    rest = _COMMENT.sub("", content)
    blocks, left_out = read_fragment(rest) if rest.strip() else ([], [])
    changes += [replace(change, place=line) for change in left_out]
    if rest.strip() and not blocks and not left_out:
        changes.append(Change("skipped", "HTML without text", rest.strip()[:100], line))
    return [replace(block, place=line) for block in blocks]


def _step(token: Token, place: _Place) -> None:
    kind = token.type
    if kind == "heading_open":
        place.role, place.style = BlockRole.HEADING, token.tag
    elif kind in ("heading_close", "table_close"):
        place.role, place.style = BlockRole.TEXT, ""
    elif kind == "ordered_list_open":
        place.lists.append(int(token.attrGet("start") or 1))
    elif kind == "bullet_list_open":
        place.lists.append(None)
    elif kind in ("ordered_list_close", "bullet_list_close") and place.lists:
        place.lists.pop()
    elif kind == "list_item_open" and place.lists:
        count = place.lists[-1]
        place.label = "" if count is None else f"{count}{token.markup or '.'}"
        place.lists[-1] = None if count is None else count + 1
    elif kind == "table_open":
        place.role, place.table, place.row = BlockRole.TABLE_CELL, place.table + 1, 0
    elif kind == "tr_open":
        place.row, place.column = place.row + 1, 0
    elif kind in ("td_open", "th_open"):
        place.column += 1


def _inline(
    token: Token, place: _Place, line: str, blocks: list[Block], changes: list[Change]
) -> None:
    if place.role is BlockRole.TABLE_CELL:
        line = f"table {place.table}, row {place.row}, column {place.column}"
    text, codes = _words(token.children or (), line, changes)
    label, place.label = place.label, ""
    role = place.role
    if role is BlockRole.TEXT and place.lists and not label:
        role = BlockRole.LIST_ITEM
    lines, joins = unfold(text, codes, line)
    changes += joins
    for index, (piece, inside) in enumerate(lines):
        shown = label if index == 0 else ""
        blocks.append(Block(piece, line, role, shown, style=place.style, codes=inside))


_OPENS = {"strong_open": "bold", "em_open": "italic", "s_open": "struck", "link_open": "link"}


def _words(
    tokens: Sequence[Token], line: str, changes: list[Change]
) -> tuple[str, tuple[Code, ...]]:
    """The text of a paragraph and its codes; a line break of the file is none on the page."""
    spans: list[Span] = []
    formats: tuple[str, ...] = ()
    soft = False
    borders = _borders(tokens)
    for place, token in enumerate(tokens):
        if token.type in _OPENS:
            formats = (*formats, _OPENS[token.type])
        elif token.type.endswith("_close"):
            formats = formats[:-1]
        elif token.type == "softbreak" and place in borders:
            spans.append(Span("\n", kind=CodeKind.BREAK, formats=formats))
        elif token.type == "softbreak":
            soft = True
        elif token.type == "html_inline" and token.content.startswith("<!--"):
            changes.append(Change("skipped", "a comment", token.content[:200], line))
        span = _span(token, formats)
        if not span.text:
            continue
        if soft and spans:
            last = spans[-1].text
            around = f"{last[-20:]}|{span.text[:20]}"
            changes.append(Change("joined", "a line break inside a paragraph", around, line))
            spans[-1] = replace(spans[-1], text=last.rstrip(" \t"))
            space = "" if needs_no_space(last.rstrip(" \t"), span.text.lstrip(" \t")) else " "
            span = replace(span, text=space + span.text.lstrip(" \t"))
        spans.append(span)
        soft = False
    text = text_of(spans)
    return text, codes_of(spans, text)


def _borders(tokens: Sequence[Token]) -> set[int]:
    """Line breaks of the file between a text and its translation, which are breaks on the page."""
    pieces = [_span(token, ()).text if token.type != "softbreak" else "\n" for token in tokens]
    starts = {start for start, _ in line_spans("".join(pieces))}
    found = set()
    at = 0
    for place, piece in enumerate(pieces):
        at += len(piece)
        if piece == "\n" and at in starts:
            found.add(place)
    return found


def _span(token: Token, formats: tuple[str, ...]) -> Span:
    if token.type == "hardbreak":
        return Span("\n", kind=CodeKind.BREAK, formats=formats)
    if token.type == "code_inline":
        return Span(token.content, formats=(*formats, "code"))
    if token.type in ("text", "text_special", "image"):
        return Span(token.content, formats=formats)
    return Span("")
