"""Rows, segments and deltas as JSON, as the file keeps them."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any, cast

from duizhao.corpora.codes import Code, CodeKind

from .state import Delta, Row, RowState, TextSegment


def packed(value: object) -> str:
    """JSON without spaces, text as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def row_values(row: Row) -> list[Any]:
    """The values of a row, in the order of its columns in the file."""
    return [
        row.id,
        str(row.rank),
        packed(row.zh),
        packed(row.en),
        str(row.state),
        row.confidence,
        packed(row.reasons),
        int(row.moved),
        row.comment,
        int(row.bookmark),
        row.version,
    ]


def row_of(values: Any) -> Row:
    """The row of its values."""
    number, rank, zh, en, state, confidence, reasons, moved, comment, bookmark, version = values
    return Row(
        number,
        Fraction(rank),
        tuple(json.loads(zh)),
        tuple(json.loads(en)),
        RowState(state),
        confidence,
        tuple(json.loads(reasons)),
        bool(moved),
        comment,
        bool(bookmark),
        version,
    )


def segment_values(segment: TextSegment) -> list[Any]:
    """The values of a segment, in the order of its columns in the file."""
    codes = [[c.start, c.end, str(c.kind), c.data, c.tag] for c in segment.codes]
    return [
        segment.id,
        segment.side,
        str(segment.rank),
        segment.number,
        segment.text,
        segment.source,
        segment.digest,
        segment.gap,
        segment.paragraph,
        segment.kind,
        segment.label,
        packed(codes),
    ]


def segment_of(values: Any) -> TextSegment:
    """The segment of its values."""
    number, side, rank, shown, text, source, _, gap, paragraph, kind, label, codes = values
    return TextSegment(
        number,
        side,
        Fraction(rank),
        shown,
        text,
        source,
        gap,
        paragraph,
        kind,
        label,
        tuple(
            Code(start, end, CodeKind(kind), data, tag)
            for start, end, kind, data, tag in cast(list[Any], json.loads(codes))
        ),
    )


def delta_text(delta: Delta) -> str:
    """A delta as JSON."""
    return packed(
        [
            [row_values(row) for row in delta.rows_before],
            [row_values(row) for row in delta.rows_after],
            [segment_values(one) for one in delta.segments_before],
            [segment_values(one) for one in delta.segments_after],
        ]
    )


def delta_of(text: str) -> Delta:
    """The delta of its JSON."""
    rows_before, rows_after, segments_before, segments_after = json.loads(text)
    return Delta(
        tuple(map(row_of, rows_before)),
        tuple(map(row_of, rows_after)),
        tuple(map(segment_of, segments_before)),
        tuple(map(segment_of, segments_after)),
    )
