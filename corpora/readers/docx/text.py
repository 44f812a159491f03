"""The text of a paragraph of a .docx, run by run, as a reader of the page sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from duizhao.corpora.codes import CodeKind

from ..inline import Span
from ..markup import Element, attribute, child, local
from .styles import DocxStyles, formats_of, is_raised, switched_on

_TRANSPARENT = (
    "hyperlink ins moveTo smartTag sdt sdtContent customXml fldSimple dir bdo ruby rubyBase "
    "oMath oMathPara num den e sup sub deg fName lim mr f box bar acc nary rad sSup sSub "
    "sSubSup func d m eqArr groupChr limLow limUpp borderBox phant sPre"
)
TRANSPARENT = frozenset(_TRANSPARENT.split())
"""Elements whose content is text of the paragraph; the second half is mathematics."""
REFERENCES = frozenset(("footnoteReference", "endnoteReference"))
BOXES = frozenset(("drawing", "pict", "object"))
SYMBOL_FONT = dict(zip("abcdefgkhlmnpqrstwxyzDFGLPSW", "αβχδεφγκηλμνπθρστωξψζΔΦΓΛΠΣΩ", strict=True))


@dataclass(slots=True)
class DocxInline:
    """What a paragraph holds besides block-level things.

    Attributes:
        pieces: the text, run by run.
        boxes: drawings and the like, whose text boxes follow the paragraph.
        page_breaks: page breaks before text, inside, as (position in pieces, explicit).
        hidden: hidden text that was left out.
        unknown: symbols that have no character.
    """

    pieces: list[Span] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    page_breaks: list[tuple[int, bool]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


class Fields:
    """Which complex fields are open, and whether their result is being shown.

    A field (``PAGE``, ``NOTEREF``, a table of contents) can span paragraphs.
    """

    def __init__(self) -> None:
        self._open: list[bool] = []

    def step(self, kind: str) -> None:
        """Meet a field character of that kind."""
        if kind == "begin":
            self._open.append(False)
        elif kind == "separate" and self._open:
            self._open[-1] = True
        elif kind == "end" and self._open:
            self._open.pop()

    @property
    def shown(self) -> bool:
        """Whether text here is a result, not an instruction."""
        return all(self._open)


NoteMark = Callable[[Element, str], str]
"""Gives the mark for a reference element; takes the custom mark that follows it, or ""."""


class InlineReader:
    """Collects the text below a paragraph."""

    def __init__(self, styles: DocxStyles, note_mark: NoteMark) -> None:
        self.fields = Fields()
        self._styles = styles
        self._note_mark = note_mark
        self._link: tuple[str, ...] = ()

    def read(self, paragraph: Element) -> DocxInline:
        """Everything in a paragraph element."""
        found = DocxInline()
        self._walk(paragraph, found)
        return found

    def _walk(self, element: Element, found: DocxInline) -> None:
        for item in element:
            name = local(item)
            if name == "r":
                self._run(item, found)
            elif name == "AlternateContent":
                self._walk(_alternative(item), found)
            elif name == "hyperlink":
                around, self._link = self._link, ("link",)
                self._walk(item, found)
                self._link = around
            elif name in TRANSPARENT:
                self._walk(item, found)
            elif name == "t":
                self._add(found, Span(item.text or "", formats=self._link))
            elif name in BOXES:
                found.boxes.append(item)

    def _run(self, run: Element, found: DocxInline) -> None:
        properties = child(run, "rPr")
        style = child(properties, "rStyle")
        inherited = self._styles.run("" if style is None else attribute(style, "val"))
        hidden = switched_on(properties, "vanish")
        if hidden if hidden is not None else inherited.hidden:
            text = "".join(item.text or "" for item in run if local(item) == "t")
            if text.strip():
                found.hidden.append(text)
            return
        own = is_raised(properties)
        look = Span(
            "",
            bool(inherited.raised if own is None else own),
            formats=self._link + formats_of(properties),
        )
        for item in run:
            name = local(item)
            if name in REFERENCES:
                custom = _custom_mark(item, run)
                mark = self._note_mark(item, custom)
                if custom:
                    look = replace(look, raised=True)  # the mark follows as text of this run
                else:
                    self._add(found, replace(look, text=mark, raised=True, kind=CodeKind.NOTE))
            else:
                self._run_item(item, name, found, look)

    def _run_item(self, item: Element, name: str, found: DocxInline, look: Span) -> None:
        """Something inside a run; `look` has its formatting and no text."""
        if name == "fldChar":
            self.fields.step(attribute(item, "fldCharType"))
        elif name in BOXES:
            found.boxes.append(item)
        elif name == "AlternateContent":
            for inner in _alternative(item):
                self._run_item(inner, local(inner), found, look)
        elif name == "ruby":
            self._walk(item, found)
        elif name == "lastRenderedPageBreak":
            found.page_breaks.append((len(found.pieces), False))
        elif name == "br" and attribute(item, "type") == "page":
            found.page_breaks.append((len(found.pieces), True))
        elif name == "sym":
            sign = _symbol(item)
            if sign is None:
                found.unknown.append(f"{attribute(item, 'font')} {attribute(item, 'char')}")
            self._add(found, replace(look, text=sign or "", kind=CodeKind.SIGN))
        else:
            text, kind = _characters(item, name)
            self._add(found, replace(look, text=text, kind=kind))

    def _add(self, found: DocxInline, span: Span) -> None:
        if span.text and self.fields.shown:
            found.pieces.append(span)


def _characters(item: Element, name: str) -> tuple[str, CodeKind | None]:
    if name == "t":
        return item.text or "", None
    if name in ("tab", "ptab"):
        return " ", CodeKind.BREAK
    if name in ("br", "cr"):
        return "\n", CodeKind.BREAK
    if name == "noBreakHyphen":
        return "\u2011", CodeKind.SIGN
    return "", None


def _alternative(element: Element) -> Element:
    """The branch that a present-day program shows; the element itself when there is none."""
    chosen = child(element, "Choice")
    if chosen is None:
        chosen = child(element, "Fallback")
    return element if chosen is None else chosen


def _custom_mark(reference: Element, run: Element) -> str:
    """The text after a note reference that brings its own mark, or ""."""
    if attribute(reference, "customMarkFollows").lower() not in ("1", "true", "on"):
        return ""
    return "".join(item.text or "" for item in run if local(item) == "t").strip()


def _symbol(item: Element) -> str | None:
    """The character of a symbol element; None when its font has no Unicode counterpart."""
    code = attribute(item, "char")
    try:
        value = int(code, 16)
    except ValueError:
        return None
    if 0xF000 <= value <= 0xF0FF:
        if attribute(item, "font").lower() != "symbol":
            return None
        sign = chr(value - 0xF000)
        return "•" if value == 0xF0B7 else SYMBOL_FONT.get(sign, sign)
    if 0x20 <= value <= 0x10FFFF and not 0xD800 <= value <= 0xDFFF:
        return chr(value)
    return None
