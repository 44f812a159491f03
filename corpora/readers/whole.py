"""What readers of Word and OpenDocument texts make of the blocks that they found."""

from __future__ import annotations

import os
from collections.abc import Sequence

from ..document import Block, BlockRole, Change, Source
from ..errors import EmptyFileError, UnsafeFileError
from .limits import Limits


def whole_source(
    path: str | os.PathLike[str],
    format: str,
    found: tuple[Sequence[Block], Sequence[Change]],
    limits: Limits,
) -> Source:
    """The source of all blocks of a document, and of what was left out of it.

    Raises:
        EmptyFileError: no block but the furniture has text.
        UnsafeFileError: more blocks than `limits` allow.
    """
    blocks, changes = found
    if len(blocks) > limits.blocks:
        raise UnsafeFileError(f"has more than {limits.blocks} paragraphs", path=path)
    if not any(block.text.strip() for block in blocks if block.role is not BlockRole.FURNITURE):
        raise EmptyFileError("has no text in it", path=path, mend="check that it is the right file")
    return Source(
        os.fspath(path), format, tuple(blocks), lines=False, skipped=tuple(changes), whole=True
    )


def table_name(base: Block, number: int) -> tuple[str, BlockRole]:
    """What a table is called in places, and the role of its cells.

    Args:
        base: the block that the table is in.
        number: of the table in its document.
    """
    outer = f"{base.place}, " if base.place else ""
    role = BlockRole.TABLE_CELL if base.role is BlockRole.TEXT else base.role
    return f"{outer}table {number}", role
