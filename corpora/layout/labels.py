"""Automatic numbers and note marks, which a format keeps apart from its text, written out.

On the page, and in every plain-text copy of it, they stand at the head of their paragraph;
there they are put, so that a Word document and its plain text give the same paragraphs.
"""

from __future__ import annotations

from dataclasses import replace

from ..codes import Code, CodeKind, moved
from ..document import Block, Change, Source


def spell_out(source: Source) -> tuple[Source, list[tuple[int, Change]]]:
    """A source whose blocks begin with their label or mark, and a change for each."""
    blocks: list[Block] = []
    changes: list[tuple[int, Change]] = []
    for position, block in enumerate(source.blocks):
        head = block.note or block.label
        if head and block.text.strip() and not block.text.lstrip().startswith(head):
            reason = (
                "a note's mark written out" if block.note else "an automatic number written out"
            )
            changes.append((position, Change("joined", reason, head, block.place)))
            block = _headed(block, head)
        blocks.append(block)
    return (replace(source, blocks=tuple(blocks)), changes) if changes else (source, changes)


def _headed(block: Block, head: str) -> Block:
    text = block.text.lstrip()
    start = f"{head} "
    number = Code(0, len(start), CodeKind.NUMBER)
    by = len(start) - (len(block.text) - len(text))
    return replace(block, text=start + text, codes=(number, *moved(block.codes, by)))
