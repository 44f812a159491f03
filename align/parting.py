"""Beads of several source segments taken apart, the other side cut inside its sentences.

A CAT tool looks up one of its segments at a time: a unit of two of them is never found. Where
the translation is one sentence, its clauses may still be shared out among them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, groupby, pairwise
from operator import itemgetter
from typing import Literal

import numpy as np

from duizhao.corpora.document import Segment
from duizhao.corpora.patterns import lazy

from .bead import Bead
from .encode.protocol import Encoder

LEAST = 0.5
"""Confidence below which a bead stays whole."""

MOST = 500
"""Ways to cut that are compared."""

SHARPNESS = 12.0
"""How much more probable a way to cut is that scores 1 more, as a logarithm. Set by hand."""

FIRM = 0.2
"""What a cut after punctuation scores more than one at a space. Set by hand."""

_Part = tuple[int, list[tuple[int, int]], float]
"""A source position, its pieces as (target position, number of the piece), the confidence."""

_REASON = "a sentence cut at a clause, as the tool cuts the other side"
_FIGURE = lazy(r"\d+")
_CLAUSE = lazy(r"[，；：、]\s*|[,;:]\s+|(?<!\s)\s+(?=[\u4e00-\u9fff\d])")


def divided(
    source: Sequence[Segment],
    target: Sequence[Segment],
    beads: Sequence[Bead],
    encoder: Encoder,
    side: Literal["zh", "en"],
) -> tuple[list[Segment], list[Bead]]:
    """Beads with one source segment each, where the text allows it.

    Args:
        source, target: the two sides; `beads` refer to them.
        side: which of the two languages is the source.

    Returns:
        The target's segments, some of them cut, and beads that refer to these.
    """
    cuts: dict[int, list[Segment]] = {}
    parts: dict[Bead, list[_Part]] = {}
    for bead in beads:
        own, other = (bead.zh, bead.en) if side == "zh" else (bead.en, bead.zh)
        if len(own) < 2 or not other:
            continue
        pieces = [(place, *span) for place in other for span in _clauses(target[place].text)]
        texts = [target[place].text[start:end] for place, start, end in pieces]
        shares = _shares([source[place].text for place in own], texts, encoder)
        if shares is None:
            continue
        ways, confidence = shares
        cuts |= {place: [] for place in other}
        parts[bead] = []
        for row, way in zip(own, ways, strict=True):
            columns = []
            # Neighbouring clauses of one sentence stay together.
            for place, group in groupby(pieces[slice(*way)], key=itemgetter(0)):
                spans = list(group)
                text = target[place].text[spans[0][1] : spans[-1][2]].strip()
                label = "" if cuts[place] else target[place].label
                columns.append((place, len(cuts[place])))
                cuts[place].append(replace(target[place], text=text, label=label))
            parts[bead].append((row, columns, confidence * bead.confidence))
    segments: list[Segment] = []
    first: list[int] = []
    for place, segment in enumerate(target):
        first.append(len(segments))
        segments += cuts.get(place, [segment])
    return segments, list(_renumbered(beads, parts, first, side))


def _clauses(text: str) -> list[tuple[int, int]]:
    """Spans of the clauses of a text, white space between them included."""
    ends = [match.end() for match in _CLAUSE.finditer(text)]
    spans = zip([0, *ends], [*ends, len(text)], strict=True)
    return [(start, end) for start, end in spans if text[start:end].strip()]


def _shares(
    source: Sequence[str], pieces: Sequence[str], encoder: Encoder
) -> tuple[list[tuple[int, int]], float] | None:
    """A run of pieces for each source text, with the confidence in that cut.

    Every way to cut is scored by the likeness of its parts and the figures they share; the
    confidence is the best one's share of all.
    """
    k, n = len(source), len(pieces)
    if n < k or math.comb(n - 1, k - 1) > MOST:
        return None
    spans = [(first, last) for first in range(n) for last in range(first + 1, n + 1)]
    texts = ["".join(pieces[slice(*span)]).strip() for span in spans]
    vectors = encoder.encode([*source, *texts])
    likeness = vectors[:k] @ vectors[k:].T
    for row, own in enumerate(source):
        for column, text in enumerate(texts):
            likeness[row, column] += _same_figures(own, text)
    number = {span: place for place, span in enumerate(spans)}
    # Rather after a comma than at a mere space.
    firm = [0.0] + [FIRM * (not piece.rstrip()[-1].isalnum()) for piece in pieces]
    ways = [(0, *borders, n) for borders in combinations(range(1, n), k - 1)]
    scores = np.array(
        [
            sum(likeness[row, number[span]] for row, span in enumerate(pairwise(way)))
            + sum(firm[border] for border in way[1:-1])
            for way in ways
        ]
    )
    weights = np.exp(SHARPNESS * (scores - scores.max()))
    best = int(scores.argmax())
    confidence = float(weights[best] / weights.sum())
    return (list(pairwise(ways[best])), confidence) if confidence >= LEAST else None


def _same_figures(one: str, other: str) -> float:
    """Share of the figures of both texts that both have; 0 where neither has any."""
    first, second = set(_FIGURE.findall(one)), set(_FIGURE.findall(other))
    return len(first & second) / len(first | second) if first | second else 0.0


def _renumbered(
    beads: Sequence[Bead],
    parts: dict[Bead, list[_Part]],
    first: Sequence[int],
    side: Literal["zh", "en"],
) -> Iterator[Bead]:
    """The beads with positions in the new segments; `first` has the first one of each old one."""

    def with_sides(bead: Bead, own: Sequence[int], other: Sequence[int]) -> Bead:
        zh, en = (own, other) if side == "zh" else (other, own)
        return replace(bead, zh=tuple(zh), en=tuple(en))

    for bead in beads:
        own, other = (bead.zh, bead.en) if side == "zh" else (bead.en, bead.zh)
        if bead not in parts:
            yield with_sides(bead, own, [first[place] for place in other])
            continue
        for row, columns, confidence in parts[bead]:
            part = replace(bead, confidence=confidence, reasons=(*bead.reasons, _REASON))
            yield with_sides(part, [row], [first[place] + number for place, number in columns])
