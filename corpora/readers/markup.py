"""XML parsed with care, and looked at by local name."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from duizhao.corpora.errors import FormatError, UnsafeFileError

Element = etree._Element


def parse_xml(data: bytes, path: str, part: str) -> Element:
    """The root of an XML part.

    Entities are not resolved and nothing is fetched, so neither an entity bomb nor an
    outside reference does anything; libxml2's own limits on depth and length stay on.

    Raises:
        FormatError: it is not well-formed.
        UnsafeFileError: it defines entities.
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
    definitions = None if root is None else root.getroottree().docinfo.internalDTD
    if definitions is not None and any(True for _ in definitions.iterentities()):  # type: ignore[union-attr]
        # What follows an entity that is not resolved would be lost.
        raise UnsafeFileError(
            f"defines entities of its own (part {part})" if part else "defines entities of its own",
            path=path,
            mend="remove them, or save it again in its program",
        )
    if root is None:
        raise FormatError(f"is damaged (part {part} is empty)", path=path, mend="save it again")
    return root


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
