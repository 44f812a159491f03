"""How far a segment of XLIFF is, as its tool says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...readers.markup import attribute, child, children
from ...times import normal_time
from .segments import YES, XliffSegment

if TYPE_CHECKING:
    from lxml import etree

MEMOQ = "MQXliff"
_NOT_STARTED = frozenset(("new", "needs-translation", "initial", "NotStarted"))
_CHECKED = frozenset(
    ("final", "signed-off", "reviewed", "ApprovedTranslation", "ApprovedSignOff", "Proofread",
     "ConfirmedReviewer1", "ConfirmedReviewer2")
)  # fmt: skip
_REJECTED = frozenset(("RejectedTranslation", "RejectedSignOff", "Rejected"))
_CLOSED = frozenset(("final", "signed-off"))
_INFO = re.compile(r"""\b(username|timestamp)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class XliffState:
    """What a file says of a segment.

    Attributes:
        name: in the words of its tool, or "".
        approved: whether somebody has approved it.
        locked: whether it is not to be changed.
        copied: whether a translation that equals its source counts as none.
        created, creator, changed, changer: times (``YYYYMMDDTHHMMSSZ``) and names, or "".
    """

    name: str = ""
    approved: bool = False
    locked: bool = False
    copied: bool = False
    created: str = ""
    creator: str = ""
    changed: str = ""
    changer: str = ""

    @property
    def is_untranslated(self) -> bool:
        """Whether what stands in the target is no translation yet."""
        return self.name in _NOT_STARTED

    @property
    def is_rejected(self) -> bool:
        """Whether somebody has rejected the translation."""
        return self.name in _REJECTED


def state_of(segment: XliffSegment) -> XliffState:
    """The state of a segment, in XLIFF 1.2 and 2, and as Trados, memoQ and Wordfast have it."""
    definition = definition_of(segment)
    if definition is not None:
        return _of_trados(definition)
    if is_memoq(segment):
        return _of_memoq(segment.unit)
    unit, target = segment.unit, segment.target
    whole = child(unit, "target")
    holders = [one for one in (target, whole, segment.part) if one is not None]
    name = next((one.get("state") for one in holders if one.get("state")), "") or ""
    # A state of a unit of several segments says of none that it is not translated.
    if segment.key and segment.part is unit and name in _NOT_STARTED:
        name = ""
    locked = any(attribute(one, "locked").lower() in YES for one in (*holders, unit))
    info = "" if whole is None else attribute(whole, "seginfo")
    said = {key: first or second for key, first, second in _INFO.findall(info)}
    return XliffState(
        name,
        approved=unit.get("approved") == "yes" or name in _CHECKED,
        locked=locked or name in _CLOSED,
        copied=name in _NOT_STARTED,
        changed=normal_time(said.get("timestamp", "")),
        changer=said.get("username", ""),
    )


def definition_of(segment: XliffSegment) -> etree._Element | None:
    """What Trados keeps of a segment, apart from its text."""
    for one in children(child(segment.unit, "seg-defs"), "seg"):
        if one.get("id") == segment.key:
            return one
    return None


def is_memoq(segment: XliffSegment) -> bool:
    """Whether memoQ keeps the state of the unit."""
    return segment.unit.get(f"{{{MEMOQ}}}status") is not None


def _of_trados(definition: etree._Element) -> XliffState:
    values = {one.get("key"): (one.text or "").strip() for one in children(definition, "value")}
    name = definition.get("conf") or ""
    return XliffState(
        name,
        approved=name in _CHECKED,
        locked=(definition.get("locked") or "").lower() in YES,
        copied=not name or definition.get("origin") in ("source", "not-translated"),
        created=normal_time(values.get("created_on", "")),
        creator=values.get("created_by", ""),
        changed=normal_time(values.get("modified_on", "")),
        changer=values.get("last_modified_by", ""),
    )


def _of_memoq(unit: etree._Element) -> XliffState:
    def said(name: str) -> str:
        return unit.get(f"{{{MEMOQ}}}{name}") or ""

    name = said("status")
    return XliffState(
        name,
        approved=name in _CHECKED,
        locked=said("locked").lower() in YES,
        copied=name in _NOT_STARTED,
        changed=normal_time(said("lastchangedtimestamp")),
        changer=said("lastchanginguser"),
    )
