"""A document that holds both languages: its two sides, and which parts of them belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..document import Block, BlockRole, Change, Document, Language, Paragraph, Source
from ..errors import EmptyFileError, LanguageError, SettingsError
from ..language import parse
from ..layout import segment
from .cells import in_tables, rows
from .flow import Group, grouped, halved, language_in, surplus_halved
from .kinds import LAYOUTS, SHOWN, Layout

_INLINE = 0.6
"""Share of lines with both languages on them from which that is the layout."""
_LEAST, _MOST = 0.6, 14.0
"""Characters of English to one of Chinese in a document that holds a text in both."""
_ONE_TO_ONE = 0.5
"""Share of stretches of a paragraph each from which paragraphs are in turn."""
_CELLS = 3
"""Most paragraphs of a cell that belong to one in the other column."""
_NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}

Link = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Both:
    """A document with both languages.

    Attributes:
        layout: how they are arranged.
        zh, en: its two sides.
        links: positions of paragraphs that the document itself puts side by side.
    """

    layout: Layout
    zh: Document
    en: Document
    links: tuple[Link, ...] = ()

    @property
    def said(self) -> str:
        """The layout in a sentence."""
        path, how = self.zh.path or "the text", SHOWN[self.layout]
        return f"{path} holds Chinese and English {how} (--layout {self.layout})"


def split(source: Source, layout: Layout | None = None, *, lines: bool = False) -> Both:
    """Tell the two sides of a document apart.

    Args:
        source: the document.
        layout: ``alternating``: paragraphs, lines or cues in turn; ``table``: columns of a
            table; ``inline``: both on one line; ``sections``: one text, then the other, as a
            whole, by chapters or by columns of a page. Found by itself if not given.
        lines: whether each block is kept as it is, instead of being put together to paragraphs.

    Raises:
        LanguageError: it holds hardly any text in one of the languages.
        SettingsError: no such layout.
    """
    if layout is not None and layout not in LAYOUTS:
        raise SettingsError(f"no layout {layout!r}", mend=f"use one of {', '.join(LAYOUTS)}")
    body, furniture, changes = _body(source.blocks)
    if layout == "inline" or (layout is None and _is_inline(body)):
        layout = "inline"
        body = [half for block in body for half in halved(block)]
    usual = _check_balance(body, source.path, stated=layout is not None)
    groups, left_out = _groups(body, usual, layout)
    changes += [_unpaired(block) for block in left_out]
    sides: dict[Language, list[Block]] = {"zh": [], "en": []}
    for number, group in enumerate([*groups, *furniture]):
        for language, blocks in (("zh", group.zh), ("en", group.en)):
            side = sides[language]  # type: ignore[index]
            if blocks and side and source.lines:
                side.append(Block(""))
            side += [replace(block, place=f"{number}\x1f{block.place}") for block in blocks]
    zh, of_zh = _document(source, "zh", sides["zh"], lines)
    en, of_en = _document(source, "en", sides["en"], lines)
    zh = replace(zh, changes=(*source.skipped, *changes, *zh.changes))
    members: list[Link] = list(zip(_members(of_zh, groups), _members(of_en, groups), strict=True))
    found = layout or _layout(groups, members)
    links = [] if found == "sections" else [
        link for group, each in zip(groups, members, strict=True) for link in _links(each, group)
    ]  # fmt: skip
    return Both(found, zh, en, tuple(links))


def _body(blocks: Sequence[Block]) -> tuple[list[Block], list[Group], list[Change]]:
    """The text, page furniture by its language, and what is in another language."""
    body: list[Block] = []
    furniture = Group()
    changes = []
    for block in blocks:
        declared = parse(block.language).language if block.language else ""
        if block.role is BlockRole.FURNITURE:
            (furniture.en if language_in(block) == "en" else furniture.zh).append(block)
        elif declared not in ("", "zh", "en") and language_in(block) != "zh":
            reason = f"declared to be in another language ({block.language})"
            changes.append(Change("skipped", reason, block.text, block.place))
        else:
            body.append(block)
    notes = [block for block in body if block.role is BlockRole.FOOTNOTE]
    body = [block for block in body if block.role is not BlockRole.FOOTNOTE]
    return [*body, *notes], [furniture], changes


def _is_inline(blocks: Sequence[Block]) -> bool:
    lettered = [block for block in blocks if language_in(block)]
    return len(lettered) > 0 and (
        sum(len(halved(block)) > 1 for block in lettered) >= _INLINE * len(lettered)
    )


def _check_balance(blocks: Sequence[Block], path: str, *, stated: bool) -> float:
    """Characters of English to one of Chinese.

    Raises:
        LanguageError: the document is not in both languages.
    """
    sizes = {
        language: sum(len(b.text) for b in blocks if language_in(b) == language)
        for language in _NAMES
    }
    for language, other in (("zh", "en"), ("en", "zh")):
        if not sizes[other]:  # type: ignore[index]
            raise LanguageError(
                f"holds {_NAMES[language] if sizes[language] else 'no text'} only",  # type: ignore[index]
                path=path,
                mend=f"give the {_NAMES[other]} document as well",  # type: ignore[index]
            )
    ratio = sizes["en"] / sizes["zh"]
    if not stated and not _LEAST <= ratio <= _MOST:
        least: Language = "en" if ratio < _LEAST else "zh"
        raise LanguageError(
            f"holds little {_NAMES[least]}",
            path=path,
            mend=f"give the {_NAMES[least]} document as well, or say with --layout how this one "
            "holds both languages",
        )
    return ratio


def _groups(
    body: Sequence[Block], usual: float, layout: Layout | None
) -> tuple[list[Group], list[Block]]:
    """What belongs together, in the order of the document, and cells of no pair of columns."""
    groups: list[Group] = []
    left_out: list[Block] = []
    flow: list[Block] = []

    def flush() -> None:
        known = surplus_halved(flow) if layout in (None, "alternating") else flow
        groups.extend(grouped(known, usual))
        flow.clear()

    for table, blocks in in_tables(body):
        found = rows(blocks) if table and layout in (None, "table") else None
        if found is None:
            flow += blocks
            continue
        flush()
        groups += found[0]
        left_out += found[1]
    flush()
    return groups, left_out


def _unpaired(block: Block) -> Change:
    return Change("skipped", "a column of neither language", block.text, block.place)


def _document(
    source: Source, language: Language, blocks: Sequence[Block], lines: bool
) -> tuple[Document, list[int]]:
    """One side as a document, and the group that each paragraph is of."""
    side = replace(source, blocks=tuple(blocks), skipped=())
    if lines:
        paragraphs = tuple(Paragraph(b.text, place=b.place) for b in blocks if b.text.strip())
        document = Document(source.path, language, paragraphs, (), source.format, source.encoding)
    else:
        document = segment(side, language)
    if not document.paragraphs:
        raise EmptyFileError(
            f"holds no {_NAMES[language]} but page headers, footers and numbers",
            path=source.path,
            mend="check the file",
        )
    numbers = [int(each.place.partition("\x1f")[0]) for each in document.paragraphs]
    document = replace(
        document,
        paragraphs=tuple(replace(p, place=_untagged(p.place)) for p in document.paragraphs),
        changes=tuple(replace(c, place=_untagged(c.place)) for c in document.changes),
        heads=tuple(replace(p, place=_untagged(p.place)) for p in document.heads),
    )
    return document, numbers


def _untagged(place: str) -> str:
    return place.rpartition("\x1f")[2]


def _members(numbers: Sequence[int], groups: Sequence[Group]) -> list[tuple[int, ...]]:
    """Positions of the paragraphs of each group."""
    found: list[list[int]] = [[] for _ in groups]
    for position, number in enumerate(numbers):
        if number < len(found):
            found[number].append(position)
    return [tuple(each) for each in found]


def _layout(groups: Sequence[Group], members: Sequence[Link]) -> Layout:
    sizes = [len(zh) + len(en) for zh, en in members]
    if sum(size for size, group in zip(sizes, groups, strict=True) if group.row) * 2 > sum(sizes):
        return "table"
    flow = [each for each, group in zip(members, groups, strict=True) if not group.row]
    single = sum(len(zh) == len(en) == 1 for zh, en in flow)
    return "alternating" if single >= _ONE_TO_ONE * len(flow) else "sections"


def _links(members: Link, group: Group) -> Iterator[Link]:
    zh, en = members
    if len(zh) == len(en) and (len(zh) == 1 or group.row):
        yield from (((one,), (other,)) for one, other in zip(zh, en, strict=True))
    elif (
        group.row and zh and en and min(len(zh), len(en)) == 1 and max(map(len, members)) <= _CELLS
    ):
        yield zh, en
