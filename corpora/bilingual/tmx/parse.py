"""One ``<tu>`` from its bytes to a record.

Nearly all units of a real memory are of one plain form: two variants, and nothing in them
but properties, notes and text. A regular expression that accepts that form only reads it
faster than an XML parser makes its elements. Whatever else there is (more variants,
comments, CDATA, a fault) is left to lxml, and so are the tags inside a segment.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from duizhao.corpora.patterns import lazy

from . import remarks
from .characters import ILLEGAL, PROP, restore
from .errors import BrokenUnitError
from .markup import HIDDEN, plain, unescape
from .record import Attributes, Note, Prop, Record, Variant
from .remarks import attributes_of, check_references

if TYPE_CHECKING:
    from lxml import etree

_SOME = rb'(?:\s++[A-Za-z:-]++\s*+=\s*+"[^"<>]*+")*+\s*+'
_REMARK = rb'\s*+<(?:prop(?: type="[^"<>]*+"|%b)>[^<]*+</prop|note%b>[^<]*+</note)\s*+>'
_REMARKS = rb"((?:%b)*+)\s*+" % (_REMARK % (_SOME, _SOME))
_CONTENT = rb"([^<]*+(?:<(?!!|\?|/?(?:seg|tuv?|body|tmx)\b)[^<>]++>[^<]*+)*+)"
# What stands in these two tags is looked at when it is taken apart.
_TUV = rb"<tuv(?=\s)([^>]*+)>%b<seg>%b</seg\s*+>\s*+</tuv\s*+>\s*+" % (_REMARKS, _CONTENT)
PLAIN = re.compile(rb"<tu(?=[\s>])([^>]*+)>%b%b%b</tu\s*+>\s*+" % (_REMARKS, _TUV, _TUV))
"""A unit of the plain form, with the space after it."""

_SEG = lazy(r"<seg((?:\s[^<>]*)?)(?:/>|>(.*?)</seg\s*>)", re.DOTALL)
_NUMBER = lazy(r"&#(?:0*([0-9]{1,7})|x0*([0-9A-Fa-f]{1,6}));")
_LANGUAGES = ("xml:lang", "lang")
# Twice as fast as calling the class, which comes here too.
_NEW = tuple.__new__


def parse(data: bytes, line: int, namespaces: Attributes = ()) -> Record:
    """The record that a ``<tu>`` stands for.

    Args:
        data: from ``<tu`` to ``</tu>``, in UTF-8.
        line: 1-based line on which it begins.
        namespaces: declared further out, prefix and name.

    Raises:
        BrokenUnitError: it is not well formed, or no TMX.
    """
    match = PLAIN.fullmatch(data)
    if match and (record := from_match(match, line, namespaces)):
        return record
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise BrokenUnitError("has bytes that are not of the file's encoding") from None
    if "<!" not in text:
        check_references(text)
    return _parsed(text, line, namespaces)


def from_match(match: re.Match[bytes], line: int, namespaces: Attributes = ()) -> Record | None:
    """The record of a unit of the plain form; None where `PLAIN` cannot vouch for it.

    Raises:
        BrokenUnitError: it is not well formed.
    """
    raw, own, raw1, own1, content1, raw2, own2, content2 = match.groups()
    common = remarks1 = remarks2 = ""
    try:
        text1 = seg1 = content1.decode()
        text2 = seg2 = content2.decode()
        if own:
            common = own.decode()
        if own1:
            remarks1 = own1.decode()
        if own2:
            remarks2 = own2.decode()
    except UnicodeDecodeError:
        raise BrokenUnitError("has bytes that are not of the file's encoding") from None
    if "&" in seg1 or "&" in seg2 or "&" in common or "&" in remarks1 or "&" in remarks2:
        text = match[0].decode()
        check_references(text)
        if "&#" in text and _NUMBER.sub(_legal, text) != text:
            return None
        text1, text2 = unescape(seg1), unescape(seg2)
    try:
        if "<" in seg1 or "<" in seg2:
            fragment(f"<seg>{seg1}</seg><seg>{seg2}</seg>", line, namespaces)
            text1, text2 = plain(seg1), plain(seg2)
        attributes, language1, rest1, language2, rest2 = _tags(raw, raw1, raw2)
    except BrokenUnitError:
        return None  # whoever reads the whole of it can say where
    first = _NEW(Variant, (language1, text1, seg1, remarks1, rest1, ()))
    second = _NEW(Variant, (language2, text2, seg2, remarks2, rest2, ()))
    record = _NEW(Record, ((first, second), common, attributes, line))
    if PROP in remarks1 or PROP in remarks2:
        return _restored(record)
    return record


@lru_cache(maxsize=4096)
def _attributes(raw: bytes) -> Attributes:
    return attributes_of(raw.decode("utf-8", "replace"))


@lru_cache(maxsize=4096)
def _tags(
    unit: bytes, first: bytes, second: bytes
) -> tuple[Attributes, str, Attributes, str, Attributes]:
    """Attributes of a unit, and language and other attributes of its two variants."""
    return (_attributes(unit), *_language(first), *_language(second))


@lru_cache(maxsize=4096)
def _language(raw: bytes) -> tuple[str, Attributes]:
    return _language_of(_attributes(raw))


def _language_of(attributes: Attributes) -> tuple[str, Attributes]:
    """The language of a variant, and its other attributes."""
    given = dict(attributes)
    for name in _LANGUAGES:
        if name in given:
            return given[name], tuple(pair for pair in attributes if pair[0] != name)
    raise BrokenUnitError("has a variant without a language")


def _parsed(text: str, line: int, namespaces: Attributes) -> Record:
    """The record by way of lxml, which decides what is well formed.

    It does so on a copy in which characters that XML forbids are exchanged; contents come
    from the text itself, as they stand.
    """
    from lxml import etree

    root = fragment(text, line, namespaces)
    for child in root.iterchildren(etree.Element):
        if (name := etree.QName(child).localname) not in ("tuv", "prop", "note"):
            raise BrokenUnitError(f"holds a <{name}>, which is not TMX")
    variants = []
    contents = _contents(text, root)
    for tuv, (seg, content) in zip(root.iterchildren("{*}tuv"), contents, strict=True):
        language, rest = _language_of(_pairs(tuv))
        own = remarks_of(tuv)
        variants.append(Variant(language, plain(content), content, own, rest, seg))
    if not variants:
        raise BrokenUnitError("holds no variant")
    record = Record(tuple(variants), remarks_of(root), _pairs(root), line)
    return _restored(record) if PROP in text else record


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
        message = re.sub(r",? (?:line|column) \d+", "", error.msg or "")
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
    return [
        (attributes_of(seg[1]), _NUMBER.sub(_direct, text[slice(*seg.span(2))]) if seg[2] else "")
        for seg in found
    ]


def _direct(match: re.Match[str]) -> str:
    """A reference to a character that XML forbids as that character itself."""
    if _legal(match) == match[0]:
        return match[0]
    number = int(match[1]) if match[1] else int(match[2], 16)
    if number > 0x10FFFF:
        raise BrokenUnitError(f"has an undefined reference: {match[0]}")
    return chr(number)


def remarks_of(element: etree._Element) -> str:
    """Properties and notes that are children of an element, as XML."""
    from lxml import etree

    found = []
    for child in element.iterchildren(etree.Element):
        name = etree.QName(child).localname
        text = "".join(map(str, child.itertext()))
        if name == "note":
            found.append(remarks.note(Note(text, _pairs(child))))
        elif name == "prop":
            pairs = _pairs(child)
            kind = next((value for name, value in pairs if name == "type"), "")
            rest = tuple(pair for pair in pairs if pair[0] != "type")
            found.append(remarks.prop(*Prop(kind, text, rest)))
    return "".join(found)


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
        props, notes = remarks.read(variant.remarks)
        entries = next((prop.text for prop in props if prop.type == PROP), "")
        content = restore(variant.content, entries) if entries else variant.content
        if content != variant.content:
            others = remarks.write([prop for prop in props if prop.type != PROP], notes)
            variant = variant._replace(content=content, text=plain(content), remarks=others)
        variants.append(variant)
    return record._replace(variants=tuple(variants))
