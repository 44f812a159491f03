"""One ``<tu>`` from its text to a record.

Nearly all units in a real memory are of one plain form, which three regular expressions
read three times as fast as an XML parser does. They accept that form only: the tags that
they found must be all that there are. Whatever else there is (inline tags, comments, CDATA,
empty elements, a fault) is left to lxml.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from .characters import ILLEGAL, PROP, restore
from .markup import HIDDEN, plain, unescape
from .record import Attributes, Note, Prop, Record, Variant

if TYPE_CHECKING:
    from lxml import etree

_TU = re.compile(r"<tu((?:\s[^<>]*)?)>")
_REMARK = re.compile(r"<(prop|note)((?:\s[^<>]*)?)>([^<]*)</\1\s*>")
_TUV = re.compile(
    r"<tuv((?:\s[^<>]*)?)>([^<]*(?:<(?:prop|note)(?:\s[^<>]*)?>[^<]*</(?:prop|note)\s*>[^<]*)*)"
    r"<seg((?:\s[^<>]*)?)>([^<]*)</seg\s*>\s*</tuv\s*>"
)
_SEG = re.compile(r"<seg((?:\s[^<>]*)?)(?:/>|>(.*?)</seg\s*>)", re.DOTALL)
_ATTRIBUTE = re.compile(r"""\s+([^\s=<>"'/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_BAD_REFERENCE = re.compile(r"&(?!(?:#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|lt|gt|amp|quot|apos);)")
_NUMBER = re.compile(r"&#(?:([0-9]+)|x([0-9A-Fa-f]+));")
_LANGUAGES = ("xml:lang", "lang")


class BrokenUnitError(Exception):
    """A unit that cannot be read; says why. Never leaves `memory.tmx`."""


def parse(text: str, line: int, namespaces: Attributes = ()) -> Record:
    """The record that a ``<tu>`` stands for.

    Args:
        text: from ``<tu`` to ``</tu>``.
        line: 1-based line on which it begins.
        namespaces: declared further out, prefix and name.

    Raises:
        BrokenUnitError: it is not well formed, or no TMX.
    """
    if "&" in text and (bad := _BAD_REFERENCE.search(text)) and "<![CDATA[" not in text:
        raise BrokenUnitError(
            f"has a reference that stands for nothing: {text[bad.start() :][:20]}"
        )
    record = _plain(text, line)
    if record is None:
        record = _parsed(text, line, namespaces)
    if not record.variants:
        raise BrokenUnitError("holds no variant")
    return _restored(record) if PROP in text else record


def _plain(text: str, line: int) -> Record | None:
    """The record, or None when the unit is not of the plain form."""
    opening = _TU.match(text)
    if opening is None:
        return None
    start = text.find("<tuv", opening.end())
    if start < 0:
        return None
    tags = 2
    props: list[Prop] = []
    notes: list[Note] = []
    if text.find("<", opening.end()) < start:
        tags += _remarks(text[opening.end() : start], props, notes)
    variants = []
    for attributes, remarks, seg, content in _TUV.findall(text, start):
        tags += 4
        own_props: list[Prop] = []
        own_notes: list[Note] = []
        if "<" in remarks:
            tags += _remarks(remarks, own_props, own_notes)
        language, rest = _language(attributes)
        variants.append(
            Variant(
                language,
                unescape(content) if "&" in content else content,
                content,
                tuple(own_props),
                tuple(own_notes),
                rest,
                attributes_of(seg) if seg else (),
            )
        )
    if tags != text.count("<"):
        return None
    attributes = opening[1]
    return Record(
        tuple(variants),
        tuple(props),
        tuple(notes),
        attributes_of(attributes) if attributes else (),
        line,
    )


def _remarks(text: str, props: list[Prop], notes: list[Note]) -> int:
    """Properties and notes of a run of them, put into the lists; the number of their tags."""
    tags = 0
    for name, raw, content in _REMARK.findall(text):
        tags += 2
        if "&" in content:
            content = unescape(content)
        if name == "prop":
            kind, rest = _type(raw)
            props.append(Prop(kind, content, rest))
        else:
            notes.append(Note(content, attributes_of(raw) if raw else ()))
    return tags


@lru_cache(maxsize=4096)
def attributes_of(raw: str) -> Attributes:
    """Attributes as they stand in a tag.

    Raises:
        BrokenUnitError: they are not well formed.
    """
    pairs = []
    end = 0
    for match in _ATTRIBUTE.finditer(raw):
        if match.start() != end:
            break
        end = match.end()
        value = match[2] if match[2] is not None else match[3]
        pairs.append((match[1], unescape(value.replace("\n", " ").replace("\t", " "))))
    if raw[end:].strip():
        raise BrokenUnitError(f"has an attribute that is not well formed: {raw[end:].strip()[:40]}")
    if len({name for name, _ in pairs}) < len(pairs):
        raise BrokenUnitError(f"has an attribute twice: {raw.strip()[:40]}")
    return tuple(pairs)


@lru_cache(maxsize=4096)
def _language(raw: str) -> tuple[str, Attributes]:
    return _language_of(attributes_of(raw))


def _language_of(attributes: Attributes) -> tuple[str, Attributes]:
    """The language of a variant, and its other attributes."""
    given = dict(attributes)
    for name in _LANGUAGES:
        if name in given:
            return given[name], tuple(pair for pair in attributes if pair[0] != name)
    raise BrokenUnitError("has a variant without a language")


@lru_cache(maxsize=4096)
def _type(raw: str) -> tuple[str, Attributes]:
    return _type_of(attributes_of(raw))


def _type_of(attributes: Attributes) -> tuple[str, Attributes]:
    """The type of a property ("" where it has none), and its other attributes."""
    kind = next((value for name, value in attributes if name == "type"), "")
    return kind, tuple(pair for pair in attributes if pair[0] != "type")


def _parsed(text: str, line: int, namespaces: Attributes) -> Record:
    """The record by way of lxml, which decides what is well formed.

    It does so on a copy in which characters that XML forbids are exchanged; contents come
    from the text itself, as they stand.
    """
    from lxml import etree

    root = fragment(text, line, namespaces)
    contents = _contents(text, root)
    variants = []
    for tuv, (seg, content) in zip(root.iterchildren("{*}tuv"), contents, strict=True):
        language, rest = _language_of(_pairs(tuv))
        props, notes = remarks_of(tuv)
        variants.append(Variant(language, plain(content), content, props, notes, rest, seg))
    known = {"tuv", "prop", "note"}
    for child in root.iterchildren(etree.Element):
        if etree.QName(child).localname not in known:
            raise BrokenUnitError(f"holds a <{etree.QName(child).localname}>, which is no TMX")
    props, notes = remarks_of(root)
    return Record(tuple(variants), props, notes, _pairs(root), line)


def fragment(text: str, line: int, namespaces: Attributes) -> etree._Element:
    """An element out of a file, parsed on its own.

    Raises:
        BrokenUnitError: it is not well formed.
    """
    from lxml import etree

    names = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in namespaces)
    safe = ILLEGAL.sub("\ufffd", _NUMBER.sub(_legal, text))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(f"<all{names}>{safe}</all>", parser)[0]
    except etree.XMLSyntaxError as error:
        place = f" (line {line + error.position[0] - 1})" if error.position[0] > 1 else ""
        message = (error.msg or "").partition(", line ")[0]
        raise BrokenUnitError(f"is not well formed{place}: {message}") from error


def _legal(match: re.Match[str]) -> str:
    number = int(match[1]) if match[1] else int(match[2], 16)
    legal = number <= 0x10FFFF and not ILLEGAL.match(chr(number))
    return match[0] if legal else "\ufffd"


def _contents(text: str, root: etree._Element) -> list[tuple[Attributes, str]]:
    """Attributes and content of each variant's ``<seg>``, as they stand in the text."""
    segs = 0
    for tuv in root.iterchildren("{*}tuv"):
        of_variant = len(list(tuv.iterchildren("{*}seg")))
        if of_variant != 1:
            raise BrokenUnitError(f"has a variant with {of_variant or 'no'} segment")
        segs += 1
    # What looks like a tag inside a comment or CDATA is none.
    masked = HIDDEN.sub(lambda match: "-" * len(match[0]), text)
    found = list(_SEG.finditer(masked))
    if len(found) != segs:
        raise BrokenUnitError("has a segment outside a variant")
    return [(attributes_of(seg[1]), text[slice(*seg.span(2))] if seg[2] else "") for seg in found]


def remarks_of(element: etree._Element) -> tuple[tuple[Prop, ...], tuple[Note, ...]]:
    """Properties and notes that are children of an element."""
    props = []
    for child in element.iterchildren("{*}prop"):
        kind, rest = _type_of(_pairs(child))
        props.append(Prop(kind, _inner(child), rest))
    notes = [Note(_inner(child), _pairs(child)) for child in element.iterchildren("{*}note")]
    return tuple(props), tuple(notes)


def _inner(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _pairs(element: etree._Element) -> Attributes:
    """Attributes of an element, names with their prefixes."""
    prefixes = {uri: prefix for prefix, uri in element.nsmap.items()}
    prefixes["http://www.w3.org/XML/1998/namespace"] = "xml"
    pairs = []
    for name, value in element.attrib.items():
        uri, brace, local = str(name).rpartition("}")
        prefix = f"{prefixes[uri[1:]]}:" if brace else ""
        pairs.append((f"{prefix}{local}", str(value)))
    return tuple(pairs)


def _restored(record: Record) -> Record:
    """The record with the characters that XML could not hold back in their places."""
    variants = []
    for variant in record.variants:
        entries = next((prop.text for prop in variant.props if prop.type == PROP), "")
        content = restore(variant.content, entries) if entries else variant.content
        if content != variant.content:
            props = tuple(prop for prop in variant.props if prop.type != PROP)
            variant = variant._replace(content=content, text=plain(content), props=props)
        variants.append(variant)
    return record._replace(variants=tuple(variants))
