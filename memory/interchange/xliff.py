"""XLIFF 1.2 and 2, filled from a memory."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from duizhao.corpora.bilingual.inline import has_tags, replaced, words
from duizhao.corpora.bilingual.tmx.characters import mask, visible
from duizhao.corpora.bilingual.xliff import parse_xliff
from duizhao.corpora.document import Language
from duizhao.corpora.language import parse
from duizhao.corpora.skipped import Skipped

from .outcome import SURE, Filled, Finder, Outcome
from .pretranslate import language_of_code, language_of_texts

if TYPE_CHECKING:
    from lxml import etree

    from duizhao.memory.search.match import Match

_MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
_LOCKED = ("final", "signed-off")
# The languages of a unit are those of its file.
_CODES = {"zh": "zh-CN", "en": "en"}


def fill_xliff(
    data: bytes, path: str, find: Finder, source: Language | None, version: str
) -> tuple[bytes, Outcome]:
    """The file with its gaps filled, and what came of it; see `pretranslate`."""
    store = parse_xliff(data, path, version)
    language = source or language_of_code(store.sourcelanguage, path)
    units = [unit for unit in store.units if not unit.isheader() and _words(unit)]
    texts = [_words(unit) for unit in units]
    language = language or language_of_texts(texts, path)
    script = parse(store.targetlanguage or _CODES["zh"]).script
    filled: list[Filled] = []
    skipped: list[Skipped] = []
    kept = unmatched = 0
    for number, (unit, text) in enumerate(zip(units, texts, strict=True)):
        if _is_done(unit):
            kept += 1
            continue
        if _child(unit, "seg-source") is not None:
            skipped.append(Skipped(f"unit {number}", "is cut into segments by its tool", text))
            continue
        before = texts[number - 1] if number else ""
        after = texts[number + 1] if number + 1 < len(texts) else ""
        match = find(text, language, before, after, script)
        if match is None:
            unmatched += 1
            continue
        fill = _fill_1 if version.startswith("1") else _fill_2
        filled.append(fill(unit, text, match))
    if filled and not store.targetlanguage:
        store.settargetlanguage(_CODES["en" if language == "zh" else "zh"])
    stream = io.BytesIO()
    store.serialize(stream)
    name = "xliff 1.2" if version.startswith("1") else "xliff 2"
    outcome = Outcome(name, len(units), tuple(filled), kept, unmatched, tuple(skipped))
    return stream.getvalue(), outcome


def _child(unit: Any, name: str) -> etree._Element | None:
    found: etree._Element | None = unit.xmlelement.find(unit.namespaced(name))
    return found


def _words(unit: Any) -> str:
    source = _child(unit, "source")
    return words(source).strip() if source is not None else ""


def _is_done(unit: Any) -> bool:
    """Whether there is a translation, or is to be none."""
    target = _child(unit, "target")
    if target is not None and (words(target).strip() or target.get("state") in _LOCKED):
        return True
    if target is not None and has_tags(target):
        return True
    return unit.xmlelement.get("approved") == "yes" or not unit.istranslatable()


def _target(unit: Any) -> tuple[etree._Element, etree._Element]:
    """Source and target of a unit, the target made behind the source where it is missing."""
    from lxml import etree

    source = _child(unit, "source")
    target = _child(unit, "target")
    if source is None:
        raise AssertionError("a unit without source has no text")
    if target is None:
        target = etree.Element(source.tag.replace("source", "target"))
        source.addnext(target)
        target.tail, source.tail = source.tail, source.tail
    return source, target


def _filled(unit: Any, text: str, match: Match, placed: bool) -> Filled:
    reason = "" if placed else "tags inside the source follow the translation"
    sure = match.score >= SURE and placed
    # translate-toolkit puts a control character between the file and the unit.
    place = str(unit.getid() or "").replace("\x04", ", ")
    return Filled(
        place, text, match.target, match.score, str(match.band), match.origin, sure, reason
    )


def _fill_1(unit: Any, text: str, match: Match) -> Filled:
    from lxml import etree

    source, target = _target(unit)
    placed = replaced(source, target, mask(match.target)[0])
    filled = _filled(unit, text, match, placed)
    # Sets ``approved`` too: to translate-toolkit, and so to Virtaal and Weblate, whatever
    # is not approved is fuzzy.
    unit.set_state_n(unit.S_TRANSLATED if filled.sure else unit.S_NEEDS_REVIEW)
    target.set("state-qualifier", "exact-match" if match.score >= SURE else "fuzzy-match")
    other = etree.SubElement(unit.xmlelement, unit.namespaced("alt-trans"))
    other.set("match-quality", str(min(match.score, 100)))
    other.set("origin", f"duizhao: {visible(match.origin)}".rstrip(": "))
    for name, value in (("source", match.source), ("target", match.target)):
        etree.SubElement(other, unit.namespaced(name)).text = mask(value)[0]
    return filled


def _fill_2(unit: Any, text: str, match: Match) -> Filled:
    source, target = _target(unit)
    placed = replaced(source, target, mask(match.target)[0])
    filled = _filled(unit, text, match, placed)
    segment = unit.xmlelement
    segment.set("state", "translated" if filled.sure else "initial")
    segment.set("subState", f"duizhao:{match.band}")
    _note_match(unit, match)
    return filled


def _note_match(unit: Any, match: Match) -> None:
    """Write a match into the unit, as the Translation Candidates module has it."""
    from lxml import etree

    holder = unit.getunitelement()
    segment = unit.xmlelement
    if "id" not in segment.attrib:
        taken = {one.get("id") for one in holder.iter()}
        segment.set("id", next(f"s{n}" for n in range(1, 10_000) if f"s{n}" not in taken))
    matches = holder.find(f"{{{_MATCHES}}}matches")
    if matches is None:
        matches = etree.Element(f"{{{_MATCHES}}}matches", nsmap={"mtc": _MATCHES})
        holder.insert(0, matches)
    one = etree.SubElement(matches, f"{{{_MATCHES}}}match")
    one.set("ref", f"#{segment.get('id')}")
    one.set("matchQuality", str(float(min(match.score, 100))))
    one.set("origin", f"duizhao: {visible(match.origin)}".rstrip(": "))
    for name, value in (("source", match.source), ("target", match.target)):
        etree.SubElement(one, unit.namespaced(name)).text = mask(value)[0]
