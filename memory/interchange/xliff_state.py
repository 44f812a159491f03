"""What a filled segment says of itself: state, score and origin, as its tool has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from duizhao.corpora.bilingual.inline import words
from duizhao.corpora.bilingual.tmx.characters import mask
from duizhao.corpora.bilingual.tmx.markup import escape, plain
from duizhao.corpora.bilingual.xliff.coded import put_contents
from duizhao.corpora.bilingual.xliff.segments import XliffSegment, marked
from duizhao.corpora.bilingual.xliff.state import MEMOQ, definition_of, is_memoq
from duizhao.corpora.readers.markup import child

from .outcome import SURE, Filled, origin_named

if TYPE_CHECKING:
    from lxml import etree

    from duizhao.memory.search.match import Match

_MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"


def note_segment(segment: XliffSegment, filled: Filled, match: Match) -> None:
    """Write score and origin of a match into the file."""
    definition = definition_of(segment)
    if definition is not None:
        definition.set("conf", "Translated" if filled.sure else "Draft")
        definition.set("origin", "tm")
        definition.set("origin-system", "duizhao")
        definition.set("percent", str(min(match.score, 100)))
    elif is_memoq(segment):
        segment.unit.set(f"{{{MEMOQ}}}status", "Pretranslated")
        segment.unit.set(f"{{{MEMOQ}}}percent", str(match.score))
    elif segment.part is segment.unit:
        _note_other(segment, match)
    else:
        segment.part.set("state", "translated" if filled.sure else "initial")
        segment.part.set("subState", f"duizhao:{match.band}")
        _note_match(segment, match)


def note_units(changed: Sequence[tuple[XliffSegment, Filled]]) -> None:
    """Write the state of each unit of XLIFF 1.2, of all its segments together."""
    of_units: dict[etree._Element, list[tuple[XliffSegment, Filled]]] = {}
    for segment, filled in changed:
        of_units.setdefault(segment.unit, []).append((segment, filled))
    for unit, pairs in of_units.items():
        segment = pairs[0][0]
        if segment.part is not unit or is_memoq(segment) or definition_of(segment) is not None:
            continue
        target = child(unit, "target")
        if target is None:
            continue
        there, wanted = marked(target), marked(child(unit, "seg-source"))
        whole = all(key in there and words(there[key]).strip() for key in wanted)
        sure = all(filled.sure for _, filled in pairs)
        exact = all(filled.score >= SURE for _, filled in pairs)
        state = "needs-translation"
        if whole:
            state = "translated" if sure else "needs-review-translation"
        target.set("state", state)
        target.set("state-qualifier", "exact-match" if exact else "fuzzy-match")
        # To Virtaal and Weblate, whatever is not approved is fuzzy.
        if whole and sure:
            unit.set("approved", "yes")
        elif unit.get("approved"):
            unit.set("approved", "no")


def _origin(match: Match) -> str:
    return f"duizhao: {origin_named(match)}".rstrip(": ")


def _namespaced(element: etree._Element, name: str) -> str:
    space = str(element.tag).rpartition("}")[0]
    return f"{space}}}{name}" if space else name


def _note_other(segment: XliffSegment, match: Match) -> None:
    """An ``alt-trans``, before elements of other namespaces as the schema has it."""
    from lxml import etree

    unit = segment.unit
    other = etree.Element(_namespaced(unit, "alt-trans"))
    if segment.key:
        other.set("mid", segment.key)
    other.set("match-quality", str(min(match.score, 100)))
    other.set("origin", _origin(match))
    _put_texts(other, _namespaced(unit, ""), match, 1)
    space = str(unit.tag).rpartition("}")[0]
    own = [one for one in unit if str(one.tag).rpartition("}")[0] == space]
    last = own[-1]
    last.addnext(other)
    other.tail, last.tail = last.tail, _spacing(unit) if _spacing(unit) else last.tail


def _spacing(unit: etree._Element) -> str | None:
    """The white space between the elements of a unit, or None."""
    text = unit.text
    return text if text and not text.strip() else None


def _note_match(segment: XliffSegment, match: Match) -> None:
    """A match of the Translation Candidates module."""
    from lxml import etree

    unit, part = segment.unit, segment.part
    if not part.get("id"):
        taken = {one.get("id") for one in unit.iter()}
        part.set("id", next(f"s{n}" for n in range(1, 100_000) if f"s{n}" not in taken))
    matches = unit.find(f"{{{_MATCHES}}}matches")
    if matches is None:
        matches = etree.Element(f"{{{_MATCHES}}}matches", nsmap={"mtc": _MATCHES})
        unit.insert(0, matches)
        matches.tail = _spacing(unit)
    one = etree.SubElement(matches, f"{{{_MATCHES}}}match")
    one.set("ref", f"#{part.get('id')}")
    one.set("matchQuality", str(float(min(match.score, 100))))
    one.set("origin", _origin(match))
    _put_texts(one, _namespaced(unit, ""), match, 2)


def _put_texts(into: etree._Element, space: str, match: Match, version: int) -> None:
    """Both texts of a match, with the tags that its unit has, as new elements of a namespace."""
    from lxml import etree

    source, target = (etree.SubElement(into, f"{space}{side}") for side in ("source", "target"))
    contents = (_with_tags(match, match.source), _with_tags(match, match.target))
    if any("<" in content for content in contents):
        put_contents(source, target, contents, version)
    else:
        source.text, target.text = mask(match.source)[0], mask(match.target)[0]


def _with_tags(match: Match, text: str) -> str:
    """A text as content of TMX; a target with other figures put in has no tags."""
    known = (match.entry.zh_content, match.entry.en_content)
    return next((one for one in known if one and plain(one) == text), escape(mask(text)[0]))
