"""Why a bead is believed or doubted, in words that a translator understands."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from duizhao.corpora.document import Segment

from .figures import figures

ELSEWHERE = "in another order here"


def reasons(
    zh: Sequence[Segment], en: Sequence[Segment], cosine: float, ratio: float, sure: float
) -> tuple[str, ...]:
    """Reasons of a bead with segments on both sides.

    Args:
        zh, en: its segments.
        cosine: of the two sides.
        ratio: bytes of Chinese to a byte of English in the whole text.
        sure: the bead's confidence.
    """
    found = [f"similar meaning {cosine:.2f}" if cosine >= 0.3 else f"unlike meaning {cosine:.2f}"]
    here = list(dict.fromkeys(figure for segment in zh for figure in figures(segment)))
    there = list(dict.fromkeys(figure for segment in en for figure in figures(segment)))
    same = [figure for figure in here if figure in there]
    if same:
        shown = ", ".join(same[:4]) + (", …" if len(same) > 4 else "")
        found.append(f"same figures {shown}")
    apart = [each for each in (*here, *there) if each not in same]
    if here and there and len(apart) > len(same):
        found.append(f"figures that differ: {', '.join(apart[:4])}")
    lengths = [sum(len(each.text.encode("utf-8", "replace")) for each in side) for side in (zh, en)]
    if abs(np.log((lengths[0] + 12) / (lengths[1] * ratio + 12))) > 1:
        found.append("lengths out of proportion")
    if sure < 0.5:
        found.append("another pairing is as likely")
    return tuple(found)


def null_reasons(language: str, *, repeated: bool = False, blank: bool = False) -> tuple[str, ...]:
    """Reasons of a segment without counterpart."""
    if blank:
        return ("blank line",)
    if repeated:
        return ("repeated on this side only, as page furniture is",)
    return (f"only the {language} side has this text",)
