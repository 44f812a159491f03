"""Tags inside a segment of XLIFF, kept when its text is replaced."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from lxml import etree

# Elements around text; all others stand for a piece of code, whole.
_AROUND = frozenset({"g", "mrk", "pc"})


class _Token(NamedTuple):
    kind: Literal["text", "open", "close", "code"]
    text: str = ""
    element: etree._Element | None = None


def words(element: etree._Element) -> str:
    """The text of a segment without its tags and the code in them."""
    return "".join(token.text for token in _tokens(element))


def has_tags(element: etree._Element) -> bool:
    """Whether there is a tag in a segment."""
    return any(token.kind != "text" for token in _tokens(element))


def replaced(source: etree._Element, target: etree._Element, text: str) -> bool:
    """Fill `target` with a text and with all the tags of `source`, in their order.

    Tags before and behind the text of the source stand before and behind it in the target.
    Where those inside it belong in another language nobody can tell: they stand behind the
    text, so that the translator has them at hand.

    Returns:
        Whether every tag is where it belongs.
    """
    tokens = _tokens(source)
    places = [index for index, token in enumerate(tokens) if token.text.strip()]
    first, last = (places[0], places[-1]) if places else (len(tokens), len(tokens))
    inner = [token for token in tokens[first:last] if token.kind != "text"]
    lead = tokens[first].text if places else ""
    tail = tokens[last].text if places else ""
    # Space at the edges of a segment belongs to the document, not to the sentence.
    before = lead[: len(lead) - len(lead.lstrip())]
    after = tail[len(tail.rstrip()) :]
    middle = [_Token("text", before + text.strip() + after), *inner]
    _fill(target, [*tokens[:first], *middle, *tokens[last + 1 :]])
    return not inner


def _tokens(element: etree._Element) -> list[_Token]:
    found = [_Token("text", element.text)] if element.text else []
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and tag.rpartition("}")[2] in _AROUND:
            found += [_Token("open", "", child), *_tokens(child), _Token("close", "", child)]
        elif isinstance(tag, str):
            found.append(_Token("code", "", child))
        if child.tail:
            found.append(_Token("text", child.tail))
    return found


def _fill(target: etree._Element, tokens: list[_Token]) -> None:
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
        elif token.kind == "close":
            last = open_elements.pop()
        elif token.element is not None:
            if token.kind == "open":
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

    tokens = _tokens(element)
    if all(token.kind == "text" for token in tokens):
        return ""
    pieces: list[str] = []
    numbers: dict[etree._Element, int] = {}
    for token in tokens:
        if token.element is None:
            pieces.append(escape(token.text))
            continue
        number = numbers.setdefault(token.element, len(numbers) + 1)
        key = token.element.get("id") or ""
        # What source and target share has the same x.
        same = f' x="{key}"' if key.isdecimal() else ""
        if token.kind == "open":
            pieces.append(f'<bpt i="{number}"{same}/>')
        elif token.kind == "close":
            pieces.append(f'<ept i="{number}"/>')
        else:
            code = escape("".join(map(str, token.element.itertext())))
            pieces.append(f"<ph{same}>{code}</ph>")
    return "".join(pieces)
