"""Tags inside a segment of XLIFF: read as content of TMX, and written around another text."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from lxml import etree

# Elements around text; all others stand for a piece of code, whole.
_AROUND = frozenset({"g", "mrk", "pc"})
_OPEN = frozenset({"bpt", "bx", "sc"})
_CLOSE = frozenset({"ept", "ex", "ec"})


class Inline(NamedTuple):
    """A run of text, a tag, or a tool's mark around text.

    Attributes:
        kind: what it is; a ``mark`` (``mrk``) says something of the text and is no tag.
        text: of a run of text.
        element: of anything else.
        around: whether the element holds text, and has an opening and a closing token.
        opens: for a mark or an element around text: whether this is its beginning.
    """

    kind: Literal["text", "open", "close", "code", "mark"]
    text: str = ""
    element: etree._Element | None = None
    around: bool = False
    opens: bool = False

    @property
    def pair(self) -> object:
        """What its other half has too; None for a token without another half."""
        if self.element is None or self.kind not in ("open", "close"):
            return None
        if self.around:
            return self.element
        get = self.element.get
        return get("startRef") or get("rid") or get("id")


def words(element: etree._Element) -> str:
    """The text of a segment without its tags and the code in them."""
    return "".join(token.text for token in tokens_of(element))


def has_tags(element: etree._Element) -> bool:
    """Whether there is a tag in a segment."""
    return any(token.kind not in ("text", "mark") for token in tokens_of(element))


def tokens_of(element: etree._Element) -> list[Inline]:
    """A segment as its text and tags, in their order."""
    found = [Inline("text", element.text)] if element.text else []
    for child in element:
        tag = child.tag
        name = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        if name == "mrk" and child.get("mtype") == "x-sdl-deleted":
            pass  # text that a tracked change has taken out
        elif name == "mrk":
            found += [
                Inline("mark", "", child, True, True),
                *tokens_of(child),
                Inline("mark", "", child, True),
            ]
        elif name in _AROUND:
            found += [
                Inline("open", "", child, True, True),
                *tokens_of(child),
                Inline("close", "", child, True),
            ]
        elif name in _OPEN or (name == "it" and child.get("pos") in ("open", "begin")):
            found.append(Inline("open", "", child))
        elif name in _CLOSE or (name == "it" and child.get("pos") in ("close", "end")):
            found.append(Inline("close", "", child))
        elif name not in ("", "sm", "em"):
            found.append(Inline("code", "", child))
        if child.tail:
            found.append(Inline("text", child.tail))
    return found


def fill(target: etree._Element, tokens: list[Inline]) -> None:
    """Put tokens into an element instead of what is in it; elements are copied."""
    from lxml import etree

    for child in list(target):
        target.remove(child)
    target.text = None
    open_elements = [target]
    last: etree._Element | None = None
    for token in tokens:
        inside = open_elements[-1]
        if token.kind == "text":
            if last is None:
                inside.text = (inside.text or "") + token.text
            else:
                last.tail = (last.tail or "") + token.text
        elif token.around and not token.opens:
            last = open_elements.pop()
        elif token.element is not None:
            if token.around:
                copy = etree.SubElement(inside, token.element.tag)
                for name, value in token.element.attrib.items():
                    copy.set(name, value)
                open_elements.append(copy)
                last = None
            else:
                copy = deepcopy(token.element)
                copy.tail = None
                inside.append(copy)
                last = copy


def content(element: etree._Element) -> str:
    """A segment as content of TMX, its tags as TMX has them; "" for one without tags."""
    from .tmx.markup import escape

    tokens = [token for token in tokens_of(element) if token.kind != "mark"]
    if all(token.kind == "text" for token in tokens):
        return ""
    paired = _paired(tokens)
    pieces: list[str] = []
    for place, token in enumerate(tokens):
        if token.element is None:
            pieces.append(escape(token.text))
            continue
        key = token.element.get("id") or ""
        # What source and target share has the same x.
        same = f' x="{key}"' if key.isdecimal() else ""
        code = "" if token.around else escape("".join(map(str, token.element.itertext())))
        number = paired.get(place)
        if token.kind == "code":
            pieces.append(f"<ph{same}>{code}</ph>")
        elif number is None:
            side = "begin" if token.kind == "open" else "end"
            pieces.append(f'<it pos="{side}"{same}>{code}</it>')
        elif token.kind == "open":
            pieces.append(_closed(f'<bpt i="{number}"{same}', code, "bpt"))
        else:
            pieces.append(_closed(f'<ept i="{number}"', code, "ept"))
    return "".join(pieces)


def _closed(opening: str, code: str, name: str) -> str:
    return f"{opening}>{code}</{name}>" if code else f"{opening}/>"


def _paired(tokens: list[Inline]) -> dict[int, int]:
    """A number for both halves of each pair, by their places."""
    numbers: dict[int, int] = {}
    waiting: dict[object, int] = {}
    for place, token in enumerate(tokens):
        if token.kind == "open" and token.pair is not None:
            waiting[token.pair] = place
        elif token.kind == "close" and token.pair in waiting:
            number = len(numbers) // 2 + 1
            numbers[waiting.pop(token.pair)] = numbers[place] = number
    return numbers
