"""XML of technical writers (DITA, DocBook, TEI), by rules for each kind in ``xml.toml``.

Other kinds are read by rules of the user: a file of the same form, `RULES`, beside the document.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from ..document import Block, BlockRole, Change, Source
from ..errors import EmptyFileError, FormatError
from .limits import read_bytes
from .lines import unfold
from .markup import Element, attribute, local, parse_xml

_BLANKS = re.compile(r"\s+")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class XmlRules:
    """What the elements of a kind of XML are.

    Attributes:
        roots: names of its root elements.
        inline: elements inside a paragraph.
        left_out: elements without text for a reader.
        code, headings, notes, rows, cells: elements that are such.
    """

    roots: frozenset[str]
    inline: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    code: frozenset[str] = frozenset()
    headings: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset()
    cells: frozenset[str] = frozenset()


RULES = "duizhao.xml.toml"
"""Name of a file of rules beside a document."""


@cache
def rules() -> dict[str, XmlRules]:
    """The kinds that are known, by name."""
    text = (files("duizhao.corpora.readers") / "xml.toml").read_text(encoding="utf-8")
    return _parsed(text)


def rules_for(path: Path) -> dict[str, XmlRules]:
    """The kinds that are known for a document: those of its folder before ours.

    Raises:
        FormatError: the rules of its folder are none.
    """
    own = path.parent / RULES
    if not own.is_file():
        return rules()
    try:
        given = _parsed(read_bytes(own).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"is not TOML ({error})", path=own, mend="correct it") from error
    except (TypeError, AttributeError) as error:
        names = ", ".join(field.name for field in fields(XmlRules))
        raise FormatError(
            "holds no rules for XML",
            path=own,
            mend=f"give each kind a section with roots and any of {names}, each a text of names",
        ) from error
    return given | {kind: known for kind, known in rules().items() if kind not in given}


def _parsed(text: str) -> dict[str, XmlRules]:
    return {
        kind: XmlRules(**{name: frozenset(words.split()) for name, words in given.items()})
        for kind, given in tomllib.loads(text).items()
    }


def sniff(head: bytes, path: Path) -> bool:
    """It begins as XML does, and is named so."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    suffixes = (".xml", ".dita", ".ditamap", ".dbk", ".tei", ".docbook")
    return path.suffix.lower() in suffixes and start.startswith(b"<")


def read(path: Path) -> Source:
    """The paragraphs of a document in XML.

    Raises:
        EmptyFileError: no text in it.
        FormatError: damaged, or of no kind that is known; or the rules in its folder are.
    """
    from .guard import deeply

    root = parse_xml(read_bytes(path), str(path), path.name)
    kinds = rules_for(path)
    known = next((one for one in kinds.values() if local(root) in one.roots), None)
    if known is None:
        raise FormatError(
            f"is XML of an unknown kind (<{local(root)}>)",
            path=path,
            mend=f"known are {', '.join(kinds)}; save it as .html, or describe it in {RULES}",
        )
    walk = _Walk(known)
    with deeply():
        walk.block(root, Block(""))
    blocks = walk.blocks + walk.notes
    if not blocks:
        raise EmptyFileError("has no text in it", path=path, mend="check the file")
    return Source(
        str(path), "xml", tuple(blocks), lines=False, skipped=tuple(walk.changes), whole=True
    )


class _Walk:
    """What was read so far."""

    def __init__(self, known: XmlRules) -> None:
        self.blocks: list[Block] = []
        self.notes: list[Block] = []
        self.changes: list[Change] = []
        self._rules = known
        self._pieces: list[str] = []
        self._rows = 0
        self._columns = 0

    def block(self, element: Element, look: Block) -> None:
        """Gather an element that is a paragraph or holds some."""
        self._end(look)
        self._inside(element, self._look(element, look))
        self._end(self._look(element, look, again=True))

    def _look(self, element: Element, look: Block, again: bool = False) -> Block:
        name = local(element)
        language = element.get(_LANGUAGE)
        if language and element.getparent() is not None:
            look = replace(look, language=language)
        if name in self._rules.headings:
            return replace(look, role=BlockRole.HEADING)
        if name in self._rules.rows and not again:
            self._rows, self._columns = self._rows + 1, 0
        if name in self._rules.cells:
            self._columns += not again
            place = f"row {self._rows}, column {self._columns}"
            return replace(look, role=BlockRole.TABLE_CELL, place=place)
        return replace(look, place=f"line {element.sourceline}")

    def _inside(self, element: Element, look: Block) -> None:
        self._pieces.append(_BLANKS.sub(" ", element.text or ""))
        for item in element:
            self._item(item, look)
            self._pieces.append(_BLANKS.sub(" ", item.tail or ""))

    def _item(self, item: Element, look: Block) -> None:
        name = local(item)
        if name in self._rules.notes:
            kept, self._pieces = self._pieces, []
            note = Block("", f"line {item.sourceline}", BlockRole.FOOTNOTE)
            self._inside(item, note)
            self._end(note)
            self._pieces = kept
        elif name in self._rules.left_out or (
            attribute(item, "translate") == "no" and name not in self._rules.inline
        ):
            text = _BLANKS.sub(" ", " ".join(str(text) for text in item.itertext())).strip()
            if text:
                self.changes.append(Change("skipped", f"<{name}>", text[:200], look.place))
        elif name in self._rules.code:
            self._end(look)
            text = "".join(str(text) for text in item.itertext()).strip("\n")
            self.blocks.append(Block(text, f"line {item.sourceline}", BlockRole.CODE))
        elif name in self._rules.inline:
            self._inside(item, look)
        else:
            self.block(item, look)

    def _end(self, look: Block) -> None:
        """The paragraph that was being gathered ends here."""
        text = _BLANKS.sub(" ", "".join(self._pieces)).strip()
        self._pieces = []
        if not text:
            return
        lines, joins = unfold(text, (), look.place)
        self.changes += joins
        target = self.notes if look.role is BlockRole.FOOTNOTE else self.blocks
        target += [replace(look, text=line) for line, _ in lines]
