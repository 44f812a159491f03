"""XML parsed with care, and looked at by local name."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from duizhao.corpora.errors import FormatError

Element = etree._Element


def parse_xml(data: bytes, path: str, part: str) -> Element:
    """The root of an XML part.

    Entities are not resolved (their names stand in the text) and nothing is fetched, so
    neither an entity bomb nor an outside reference does anything; libxml2's own limits on depth
    and length stay on.

    Raises:
        FormatError: it is not well-formed.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FormatError(
            f"is damaged (part {part} is broken XML: {str(error)[:80]})",
            path=path,
            mend="open it in its program and save it again",
        ) from error
    if root is None:
        raise FormatError(f"is damaged (part {part} is empty)", path=path, mend="save it again")
    for entity in list(root.iter(etree.Entity)):
        _keep(entity)
    return root


def _keep(entity: Element) -> None:
    """Put the name of an entity into the text around it, which would end there otherwise."""
    parent, before = entity.getparent(), entity.getprevious()
    if parent is None:
        return
    text = f"{entity.text or ''}{entity.tail or ''}"
    entity.tail = None
    parent.remove(entity)
    if before is None:
        parent.text = f"{parent.text or ''}{text}"
    else:
        before.tail = f"{before.tail or ''}{text}"


def local(element: Element) -> str:
    """Name without its namespace; "" for what is not an element.

    Both dialects of OOXML (transitional and strict) differ only in namespaces.
    """
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str, default: str = "") -> str:
    """An attribute by its local name."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return default


def child(element: Element | None, *names: str) -> Element | None:
    """The descendant reached by going down one name after the other, or None."""
    for name in names:
        if element is None:
            return None
        element = next((item for item in element if local(item) == name), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Children of that name."""
    if element is not None:
        for item in element:
            if local(item) == name:
                yield item


def number(text: str, default: int) -> int:
    """A whole number of at most nine digits, or the default."""
    stripped = text.strip()
    if len(stripped) <= 10 and stripped.lstrip("-").isdecimal() and stripped.isascii():
        return int(stripped)
    return default
