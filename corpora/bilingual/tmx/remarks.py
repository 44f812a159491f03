"""Properties and notes, of a unit or a variant, as the XML that stands in the file.

They stay XML on their way from file to store to file, so that nothing of them is lost and
nothing is spent on those that nobody asks for. The XML here is well formed and has no
comments; characters that XML forbids may stand in it until it is written (`legal`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from duizhao.corpora.patterns import lazy

from .characters import visible
from .errors import BrokenUnitError
from .markup import escape, escape_attribute, unescape

Attributes = tuple[tuple[str, str], ...]
"""Names and values in the order in which they stood."""

_REMARK = lazy(r"<(prop|note)((?:\s[^<>]*)?)>([^<]*)<")
_BAD_REFERENCE = lazy(r"&(?!(?:#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|lt|gt|amp|quot|apos);)")
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32)])
"""`XML_CONTROLS` of `duizhao.corpora.characters` as bytes."""
_ATTRIBUTE = lazy(r"""(?<!\s)\s+([^\s=<>"'/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")


class Prop(NamedTuple):
    """A ``<prop>``: a property, by type.

    Attributes:
        type: its name (``x-confidence``).
        text: its value.
        attributes: the rest (``xml:lang``, ``o-encoding``).
    """

    type: str
    text: str
    attributes: Attributes = ()


class Note(NamedTuple):
    """A ``<note>``: a remark for people."""

    text: str
    attributes: Attributes = ()


# An import asks for those of one unit several times over, and many units have the same.
@lru_cache(maxsize=64)
def read(remarks: str) -> tuple[tuple[Prop, ...], tuple[Note, ...]]:
    """Properties and notes of their XML, each kind in its order."""
    props: list[Prop] = []
    notes: list[Note] = []
    if not remarks:
        return (), ()
    for name, raw, content in _REMARK.findall(remarks):
        attributes = attributes_of(raw)
        if name == "prop":
            kind = next((value for name, value in attributes if name == "type"), "")
            rest = tuple(pair for pair in attributes if pair[0] != "type")
            props.append(Prop(kind, unescape(content), rest))
        else:
            notes.append(Note(unescape(content), attributes))
    return tuple(props), tuple(notes)


def write(props: Iterable[Prop] = (), notes: Iterable[Note] = ()) -> str:
    """XML of notes and properties; notes first, as readers that follow the schema want them."""
    return "".join([note(one) for one in notes] + [prop(*one) for one in props])


@lru_cache(maxsize=4096)
def prop(type: str, text: str, attributes: Attributes = ()) -> str:
    """XML of a property, on a line of its own."""
    return (
        f'\n      <prop type="{escape_attribute(visible(type))}"{attributes_xml(attributes)}>'
        f"{escape(visible(text))}</prop>"
    )


def note(one: Note) -> str:
    """XML of a note, on a line of its own."""
    return f"\n      <note{attributes_xml(one.attributes)}>{escape(visible(one.text))}</note>"


def notes_first(remarks: str) -> str:
    """The same remarks with their notes before their properties."""
    place = remarks.rfind("<note")
    if place < 0 or remarks.find("<prop", 0, place) < 0:
        return remarks
    return write(*read(remarks))


def legal(remarks: str) -> bytes:
    """The remarks in UTF-8, notes first, every character one that XML can hold."""
    if "<note" in remarks:
        remarks = notes_first(remarks)
    try:
        data = remarks.encode()
    except UnicodeEncodeError:  # half a surrogate pair
        return write(*read(remarks)).encode()
    if (
        len(data.translate(None, _CONTROLS)) < len(data)
        or "\ufffe" in remarks
        or "\uffff" in remarks
    ):
        return write(*read(remarks)).encode()
    return data


def check_references(text: str) -> None:
    """Find fault with an ampersand that begins no reference that XML knows.

    Raises:
        BrokenUnitError: there is one.
    """
    if "&" in text and (bad := _BAD_REFERENCE.search(text)):
        reference = text[bad.start() :].partition(";")[0][:20]
        raise BrokenUnitError(f"has an undefined reference: {reference}")


@lru_cache(maxsize=4096)
def attributes_xml(attributes: Attributes) -> str:
    """Attributes as they stand in a tag, each after a space."""
    return "".join([f' {name}="{escape_attribute(visible(value))}"' for name, value in attributes])


@lru_cache(maxsize=4096)
def attributes_of(raw: str) -> Attributes:
    """Attributes out of a tag.

    Raises:
        BrokenUnitError: they are not well formed.
    """
    check_references(raw)
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
        raise BrokenUnitError(f"has a duplicate attribute: {raw.strip()[:40]}")
    return tuple(pairs)
