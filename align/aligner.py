"""Segments of two texts in, beads out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from duizhao.corpora.document import Segment

from .anchors import Pairs, anchors, mutual
from .bead import Bead
from .belief import judged
from .corridor import along
from .decode import decoded
from .dictionary import Dictionary, dictionary_of
from .encode.protocol import Encoder, Progress
from .encode.threads import one_thread
from .exchanged import exchanged
from .insertions import lifted
from .labelling import labelled_pairs
from .languages import foreign, with_copies, with_crossings
from .model import Model, load_model, score, weights_for
from .moved import moved_blocks
from .order import in_order, trusted
from .pair import Pair, pair_of
from .path import Scores
from .pinning import check_pins, forced, passages, through
from .reasons import ELSEWHERE, null_reasons
from .settings import Settings
from .shapes import shapes
from .side import Side, both_sides

__all__ = ["Progress", "align_segments"]


def align_segments(
    zh: Sequence[Segment],
    en: Sequence[Segment],
    encoder: Encoder,
    *,
    settings: Settings | None = None,
    pins: Sequence[Bead] = (),
    progress: Progress | None = None,
    model: Model | None = None,
) -> list[Bead]:
    """Align two texts.

    Args:
        zh, en: segments in the order of the text.
        encoder: see `duizhao.align.encode.load`.
        settings: see `Settings`.
        pins: beads that a person decided; the rest is aligned around them.
        progress: called with stage, done and total.
        model: weights other than those that ship.

    Returns:
        Beads in the order of the text; every segment of each side is in exactly one.
        Blank segments and page furniture are null beads.

    Raises:
        SettingsError: the pins contradict each other or the text.
        InputError: the dictionary cannot be read.
    """
    settings = settings or Settings()
    dictionary = dictionary_of(settings.dictionary)
    model = model or load_model(weights_for(encoder.name))
    fixed = check_pins(pins, len(zh), len(en))
    pinned = {("zh", i) for pin in fixed for i in pin.zh}
    pinned |= {("en", j) for pin in fixed for j in pin.en}
    zh_free = [i for i in range(len(zh)) if ("zh", i) not in pinned]
    en_free = [j for j in range(len(en)) if ("en", j) not in pinned]
    # What is blank cannot be paired.
    zh_out = {i for i in zh_free if not zh[i].text.strip()}
    en_out = {j for j in en_free if not en[j].text.strip()}
    why = null_reasons("", blank=True)
    beads = [Bead((i,), (), 1.0, why) for i in sorted(zh_out)]
    beads += [Bead((), (j,), 1.0, why) for j in sorted(en_out)]
    zh_left = [i for i in zh_free if i not in zh_out]
    en_left = [j for j in en_free if j not in en_out]
    # What is in the language of the other side is more like its text than any translation.
    apart = foreign(zh, "zh", zh_left), foreign(en, "en", en_left)
    zh_left = [i for i in zh_left if i not in apart[0]]
    en_left = [j for j in en_left if j not in apart[1]]
    found = _aligned(
        [zh[i] for i in zh_left],
        [en[j] for j in en_left],
        encoder,
        settings,
        model,
        dictionary,
        passages(fixed, zh_left, en_left),
        progress,
    )
    beads += (_placed(bead, zh_left, en_left) for bead in found)
    # What a person decided is not among what may still be paired.
    beads = with_crossings([*fixed, *with_copies(beads, zh, en, apart)])
    return list(in_order(trusted(beads, settings.min_confidence)))


def _aligned(
    zh: Sequence[Segment],
    en: Sequence[Segment],
    encoder: Encoder,
    settings: Settings,
    model: Model,
    dictionary: Dictionary,
    points: Sequence[tuple[int, int]],
    progress: Progress | None,
    judge: bool = True,
) -> list[Bead]:
    """Beads of segments none of which is blank, through given points.

    Args:
        judge: whether it is asked how likely each bead's sides are to be translations.
    """
    if not zh or not en:
        return [
            *(Bead((i,), (), 1.0, null_reasons("Chinese")) for i in range(len(zh))),
            *(Bead((), (j,), 1.0, null_reasons("English")) for j in range(len(en))),
        ]
    sides = both_sides(zh, en, encoder, dictionary, progress)
    pairs = mutual(sides[0].singles, sides[1].singles)
    beads, pair, scores = _path(zh, en, sides, pairs, settings, model, points)
    if not settings.moved:
        return judged(beads, zh, en, sides, encoder) if judge else beads
    zh_left = [bead.zh[0] for bead in beads if not bead.en]
    en_left = [bead.en[0] for bead in beads if not bead.zh]
    again = replace(settings, moved=False)
    for rows, columns in moved_blocks(sides[0].singles, sides[1].singles, zh_left, en_left):
        block = [zh[i] for i in rows], [en[j] for j in columns]
        found = _aligned(*block, encoder, again, model, dictionary, (), None, judge=False)
        new = [
            replace(_placed(bead, rows, columns), moved=True, reasons=(*bead.reasons, ELSEWHERE))
            for bead in found
            if not bead.is_null
        ]
        rows_taken = {i for bead in new for i in bead.zh}
        columns_taken = {j for bead in new for j in bead.en}
        beads = [
            bead
            for bead in beads
            if rows_taken.isdisjoint(bead.zh) and columns_taken.isdisjoint(bead.en)
        ]
        beads += new
    beads = exchanged(zh, en, pair, (model, scores), beads, pairs)
    return judged(beads, zh, en, sides, encoder)


@one_thread()
def _path(
    zh: Sequence[Segment],
    en: Sequence[Segment],
    sides: tuple[Side, Side],
    pairs: Pairs,
    settings: Settings,
    model: Model,
    points: Sequence[tuple[int, int]],
) -> tuple[list[Bead], Pair, Scores]:
    anchored = anchors(pairs, labelled_pairs(sides[0].labels, sides[1].labels))
    corridor = forced(along(through(anchored, points), len(zh), len(en)), points)
    pair = pair_of(*sides, corridor, shapes(settings.max_segments), len(anchored))
    scores, evidence = score(model, pair)
    beads = decoded(zh, en, pair, scores, evidence.cosine, points)
    return lifted(zh, en, pair, (model, scores, evidence), beads, points), pair, scores


def _placed(bead: Bead, zh: Sequence[int], en: Sequence[int]) -> Bead:
    """A bead of a selection of segments as one of the whole texts."""
    return replace(bead, zh=tuple(zh[i] for i in bead.zh), en=tuple(en[j] for j in bead.en))
