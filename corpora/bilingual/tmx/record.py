"""A translation unit of a TMX file with everything that stood in it.

These are named tuples, not data classes, because a file holds millions of them and a
frozen data class takes three times as long to make; they are just as unchangeable.
For the same reason properties and notes are kept as the XML that they were, and taken apart
only for whoever asks.
"""

from __future__ import annotations

from typing import NamedTuple

from . import remarks as _remarks
from .remarks import Attributes, Note, Prop

__all__ = ["Attributes", "Header", "Note", "Prop", "Record", "Variant"]


class Variant(NamedTuple):
    """A ``<tuv>``: the text in one language.

    Attributes:
        language: the code as it stood (``ZH_CN``, ``en-us``); see `duizhao.corpora.language`.
        text: without tags; what is searched.
        content: what stood between ``<seg>`` and ``</seg>``, tags and escapes included.
        remarks: its properties and notes as XML; see `duizhao.corpora.bilingual.tmx.remarks`.
        attributes: of the ``<tuv>``, its language apart.
        seg_attributes: of the ``<seg>``, which has none by the standard.
    """

    language: str
    text: str
    content: str
    remarks: str = ""
    attributes: Attributes = ()
    seg_attributes: Attributes = ()

    @property
    def props(self) -> tuple[Prop, ...]:
        """Its properties, in their order."""
        return _remarks.read(self.remarks)[0]

    @property
    def notes(self) -> tuple[Note, ...]:
        """Its notes, in their order."""
        return _remarks.read(self.remarks)[1]


class Record(NamedTuple):
    """A ``<tu>``: texts that are translations of each other.

    Attributes:
        variants: in the order in which they stood; any number of languages.
        remarks: properties and notes of the unit as a whole, as XML.
        attributes: of the ``<tu>`` (``tuid``, ``creationdate``, ``changeid``, …).
        line: 1-based line on which it began in its file; 0 for one made by us.
    """

    variants: tuple[Variant, ...]
    remarks: str = ""
    attributes: Attributes = ()
    line: int = 0

    @property
    def props(self) -> tuple[Prop, ...]:
        """Its properties, in their order."""
        return _remarks.read(self.remarks)[0]

    @property
    def notes(self) -> tuple[Note, ...]:
        """Its notes, in their order."""
        return _remarks.read(self.remarks)[1]


class Header(NamedTuple):
    """The ``<header>``.

    Attributes:
        version: of the ``<tmx>`` element.
        attributes: of the ``<header>``.
        remarks: properties and notes in it, as XML.
        other: further elements in it (``<ude>``), as they stood.
        namespaces: those that the ``<tmx>`` element declares, prefix and name.
    """

    version: str = "1.4"
    attributes: Attributes = ()
    remarks: str = ""
    other: tuple[str, ...] = ()
    namespaces: Attributes = ()

    @property
    def props(self) -> tuple[Prop, ...]:
        """Its properties, in their order."""
        return _remarks.read(self.remarks)[0]

    @property
    def notes(self) -> tuple[Note, ...]:
        """Its notes, in their order."""
        return _remarks.read(self.remarks)[1]
