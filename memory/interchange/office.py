"""Office documents, filled from a memory with their layout kept.

OmegaT cuts the document into segments with tags for its formatting and puts the translations
back; what goes where is decided here, as for XLIFF. OmegaT, because it reads and writes all
usual office formats with one set of rules, is maintained, free and packaged for every system,
and because translators work with it: no Python library keeps the formatting inside a paragraph.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from duizhao.corpora.bilingual.inline import content, words
from duizhao.corpora.bilingual.placing import place
from duizhao.corpora.document import Language
from duizhao.corpora.errors import EmptyFileError
from duizhao.corpora.scratch import Scratch
from duizhao.corpora.skipped import Skipped

from .omegat import OmegatProject
from .outcome import SURE, Asked, Filled, Finder, Outcome
from .pretranslate import language_of_texts

if TYPE_CHECKING:
    from lxml import etree

    from duizhao.memory.search.match import Match

_TAG = re.compile(r"<t([0-9]+)/>")


def fill_office(path: str, find: Finder, source: Language | None) -> tuple[bytes, Outcome]:
    """The document with its segments replaced, and what came of it; see `pretranslate`.

    A segment whose tags have no place in the translation stays in its language.

    Raises:
        ToolError: OmegaT is missing or fails.
        EmptyFileError: it holds no text.
    """
    document = Path(path)
    language = source or _language(document)
    scratch = Scratch()
    try:
        folder = Path(scratch.name) / "project"
        folder.mkdir()
        project = OmegatProject(folder, document, language)
        segments = project.segments()
        if not segments:
            raise EmptyFileError("holds no text", path=path, mend="check the document")
        filled: list[Filled] = []
        skipped: list[Skipped] = []
        pairs: list[tuple[str, str]] = []
        elements = [_element(text) for text in segments]
        texts = [words(one).strip() for one in elements]
        for number, element in enumerate(elements):
            asked = Asked(
                texts[number],
                language,
                texts[number - 1] if number else "",
                texts[number + 1] if number + 1 < len(texts) else "",
                content(element),
            )
            # A memory made for OmegaT has the tags as text.
            match = find(Asked(segments[number], language), "") if asked.content else None
            whole = match is not None and match.score >= SURE
            match = match if whole else find(asked, "")
            if match is None:
                continue
            target, reason = (match.target, "") if whole else _target(element, match, language)
            if reason:
                skipped.append(Skipped(f"segment {number + 1}", reason, texts[number]))
                continue
            pairs.append((segments[number], target))
            filled.append(
                Filled(
                    f"segment {number + 1}",
                    texts[number],
                    match.target,
                    match.score,
                    str(match.band),
                    match.origin,
                    match.score >= SURE,
                )
            )
        data = project.translated(pairs)
    finally:
        scratch.remove()
    unmatched = len(segments) - len(filled) - len(skipped)
    name = document.suffix.lower().removeprefix(".")
    return data, Outcome(name, len(segments), tuple(filled), 0, unmatched, tuple(skipped))


def _language(document: Path) -> Language:
    from duizhao.corpora.readers import read

    return language_of_texts([block.text for block in read(document).blocks], str(document))


def _element(text: str) -> etree._Element:
    """A segment of OmegaT as an element, its tags ``<x id=""/>``."""
    from lxml import etree

    from duizhao.corpora.bilingual.tmx.characters import mask

    root = etree.Element("source")
    pieces = _TAG.split(mask(text)[0])
    root.text = pieces[0]
    for number, tail in zip(pieces[1::2], pieces[2::2], strict=True):
        etree.SubElement(root, "x", {"id": number}).tail = tail
    return root


def _target(element: etree._Element, match: Match, language: Language) -> tuple[str, str]:
    """The translation with tags as OmegaT writes them, and what is not in its place."""
    from lxml import etree

    target = etree.Element("target")
    contents = (match.entry.zh_content, match.entry.en_content)
    reason = place(element, target, match.target, contents if language == "zh" else contents[::-1])
    pieces = [target.text or ""]
    for one in target:
        pieces += [f"<t{one.get('id')}/>", one.tail or ""]
    return "".join(pieces), reason
