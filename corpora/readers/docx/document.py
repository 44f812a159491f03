"""The whole of a Word document: body, notes, running heads."""

from __future__ import annotations

import os
from dataclasses import replace

from duizhao.corpora.codes import within
from duizhao.corpora.document import Block, BlockRole, Change, Source
from duizhao.corpora.errors import FormatError

from ..archive import open_archive
from ..limits import LIMITS, Limits
from ..markup import child, local
from ..whole import whole_source
from .body import DocxStory
from .notes import DocxNote, Notes, rule_of
from .numbering import Numbering
from .package import Package, open_package
from .styles import DocxStyles


def read(path: str | os.PathLike[str], limits: Limits = LIMITS) -> Source:
    """Read a Word document.

    Raises:
        MissingFileError, EmptyFileError: not there, or without text.
        FormatError: not a Word document, or damaged.
        UnsafeFileError: encrypted, or beyond the limits.
    """
    with open_archive(path, limits) as archive:
        return whole_source(path, "docx", _read(open_package(archive)), limits)


def _read(package: Package) -> tuple[list[Block], list[Change]]:
    root = package.root(package.main)
    body = child(root, "body")
    if body is None:
        raise FormatError("has no body", path=package.archive.path, mend="save it again in Word")
    settings = package.related("settings")
    kinds = ("footnote", "endnote")
    notes = Notes(
        {kind: package.related(f"{kind}s") for kind in kinds},
        {kind: rule_of(settings, body, kind) for kind in kinds},
    )
    names = {local(item) for item in body.iter()}
    rendered = "lastRenderedPageBreak" in names
    styles = DocxStyles(package.related("styles"))
    numbering = Numbering(package.related("numbering"))
    heads = DocxStory(styles, numbering, notes)
    _furniture(package, heads)
    main = DocxStory(styles, numbering, notes, rendered=rendered)
    main.walk(body, Block(""))
    blocks = heads.blocks + main.blocks
    changes = [*package.skipped(), *main.changes]
    noted, more = _notes(styles, numbering, notes)
    if "commentReference" in names:
        changes.append(Change("skipped", "comments are not part of the text", "", "comments"))
    return blocks + noted, changes + more


def _furniture(package: Package, story: DocxStory) -> None:
    seen = set()
    for relation in package.relations.values():
        if relation.kind not in ("header", "footer") or relation.external:
            continue
        if relation.target in seen or relation.target not in package.archive:
            continue
        seen.add(relation.target)
        story.walk(
            package.root(relation.target), Block("", place=relation.kind, role=BlockRole.FURNITURE)
        )


def _notes(
    styles: DocxStyles, numbering: Numbering, notes: Notes
) -> tuple[list[Block], list[Change]]:
    blocks: list[Block] = []
    changes: list[Change] = []
    for note in list(notes.referred()):
        found = _note(note, styles, numbering, notes)
        blocks += found.blocks
        changes += found.changes
    for kind, element in notes.orphans():
        text = " ".join(str(item) for item in element.itertext()).strip()
        if text:
            changes.append(Change("skipped", f"a {kind} that nothing refers to", text[:200], kind))
    return blocks, changes


def _note(note: DocxNote, styles: DocxStyles, numbering: Numbering, notes: Notes) -> DocxStory:
    place = f"{note.kind} {note.mark}".rstrip()
    story = DocxStory(styles, numbering, notes)
    story.walk(note.element, Block("", place=place, role=BlockRole.FOOTNOTE, note=note.mark))
    for index, block in enumerate(story.blocks):
        text = block.text
        if index == 0 and note.mark:
            # A custom mark is typed in the note as well.
            text = text.removeprefix(note.mark).lstrip()
        story.blocks[index] = replace(
            block,
            text=text,
            note=note.mark if index == 0 else "",
            codes=within(block.codes, len(block.text) - len(text), len(block.text)),
        )
    return story
