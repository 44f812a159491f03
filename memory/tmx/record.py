"""A translation unit of a TMX file with everything that stood in it.

These are named tuples, not data classes, because a file holds millions of them and a
frozen data class takes three times as long to make; they are just as unchangeable.
"""

from __future__ import annotations

from typing import NamedTuple

Attributes = tuple[tuple[str, str], ...]
"""Names and values in the order in which they stood."""


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


class Variant(NamedTuple):
    """A ``<tuv>``: the text in one language.

    Attributes:
        language: the code as it stood (``ZH_CN``, ``en-us``); see `memory.tmx.language`.
        text: without tags; what is searched.
        content: what stood between ``<seg>`` and ``</seg>``, tags and escapes included.
        props, notes: of this variant.
        attributes: of the ``<tuv>``, its language apart.
        seg_attributes: of the ``<seg>``, which has none by the standard.
    """

    language: str
    text: str
    content: str
    props: tuple[Prop, ...] = ()
    notes: tuple[Note, ...] = ()
    attributes: Attributes = ()
    seg_attributes: Attributes = ()


class Record(NamedTuple):
    """A ``<tu>``: texts that are translations of each other.

    Attributes:
        variants: in the order in which they stood; any number of languages.
        props, notes: of the unit as a whole.
        attributes: of the ``<tu>`` (``tuid``, ``creationdate``, ``changeid``, …).
        line: 1-based line on which it began in its file; 0 for one made by us.
    """

    variants: tuple[Variant, ...]
    props: tuple[Prop, ...] = ()
    notes: tuple[Note, ...] = ()
    attributes: Attributes = ()
    line: int = 0

    def prop(self, type: str) -> str:
        """The first property of that type, or ""."""
        return next((prop.text for prop in self.props if prop.type == type), "")


class Header(NamedTuple):
    """The ``<header>``.

    Attributes:
        version: of the ``<tmx>`` element.
        attributes: of the ``<header>``.
        props, notes: in it.
        other: further elements in it (``<ude>``), as they stood.
        namespaces: those that the ``<tmx>`` element declares, prefix and name.
    """

    version: str = "1.4"
    attributes: Attributes = ()
    props: tuple[Prop, ...] = ()
    notes: tuple[Note, ...] = ()
    other: tuple[str, ...] = ()
    namespaces: Attributes = ()


class Skipped(NamedTuple):
    """Something in a file, or among units, that was left out or could not be kept whole.

    Attributes:
        place: 1-based line in a file that was read; 0-based position among units written.
        reason: one sentence for a person.
        text: how it began.
        units: how many units it stands for: 1, or 0 for a remark on the file.
    """

    place: int
    reason: str
    text: str = ""
    units: int = 1
