"""Segments of two texts in, beads out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from duizhao.corpora.document import Segment

from .anchors import anchors
from .bead import Bead
from .corridor import along
from .decode import decoded
from .dictionary import Dictionary, read_dictionary, words_of
from .encode.protocol import Encoder, Progress
from .encode.threads import one_thread
from .features import Pair
from .furniture import repeated_lines
from .insertions import lifted
from .model import Model, load_model, score, weights_for
from .moved import moved_blocks
from .order import in_order, trusted
from .pinning import check_pins, forced, passages, through
from .reasons import null_reasons
from .settings import Settings
from .shapes import shapes
from .side import Side, side

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
    dictionary = read_dictionary(settings.dictionary) if settings.dictionary else None
    model = model or load_model(weights_for(encoder.name, dictionary is not None))
    fixed = check_pins(pins, len(zh), len(en))
    pinned = {("zh", i) for pin in fixed for i in pin.zh}
    pinned |= {("en", j) for pin in fixed for j in pin.en}
    zh_free = [i for i in range(len(zh)) if ("zh", i) not in pinned]
    en_free = [j for j in range(len(en)) if ("en", j) not in pinned]
    # What is no text cannot be paired, and would only come between text that can.
    zh_out = _not_text(zh, zh_free, [en[j].text for j in en_free], encoder)
    en_out = _not_text(en, en_free, [zh[i].text for i in zh_free], encoder)
    beads = [*fixed]
    beads += [Bead((i,), (), 1.0, why) for i, why in zh_out.items()]
    beads += [Bead((), (j,), 1.0, why) for j, why in en_out.items()]
    zh_left = [i for i in zh_free if i not in zh_out]
    en_left = [j for j in en_free if j not in en_out]
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
    return list(in_order(trusted(beads, settings.min_confidence)))


def _not_text(
    segments: Sequence[Segment], free: Sequence[int], other: Sequence[str], encoder: Encoder
) -> dict[int, tuple[str, ...]]:
    """Blank segments and page furniture among the free ones, with the reason."""
    repeated = repeated_lines([segments[place].text for place in free], other, encoder)
    found = {}
    for place, furniture in zip(free, repeated.tolist(), strict=True):
        blank = not segments[place].text.strip()
        if blank or furniture:
            found[place] = null_reasons("", furniture, blank)
    return found


def _aligned(
    zh: Sequence[Segment],
    en: Sequence[Segment],
    encoder: Encoder,
    settings: Settings,
    model: Model,
    dictionary: Dictionary | None,
    points: Sequence[tuple[int, int]],
    progress: Progress | None,
) -> list[Bead]:
    """Beads of segments none of which is blank, through given points."""
    if not zh or not en:
        return [
            *(Bead((i,), (), 1.0, null_reasons("Chinese", False, False)) for i in range(len(zh))),
            *(Bead((), (j,), 1.0, null_reasons("English", False, False)) for j in range(len(en))),
        ]
    numbers: dict[str, int] = {}
    texts = [segment.text for segment in zh], [segment.text for segment in en]
    words = words_of(texts, dictionary) if dictionary else (None, None)
    sides = (
        side(zh, encoder, numbers, progress, words[0]),
        side(en, encoder, numbers, progress, words[1]),
    )
    beads = _path(zh, en, sides, settings, model, points)
    if not settings.moved:
        return beads
    zh_left = [bead.zh[0] for bead in beads if not bead.en]
    en_left = [bead.en[0] for bead in beads if not bead.zh]
    blocks = moved_blocks(sides[0].singles, sides[1].singles, zh_left, en_left)
    again = replace(settings, moved=False)
    for rows, columns in blocks:
        found = _aligned(
            [zh[i] for i in rows],
            [en[j] for j in columns],
            encoder,
            again,
            model,
            dictionary,
            (),
            None,
        )
        new = [_placed(bead, rows, columns) for bead in found if not bead.is_null]
        taken = {(i, ()) for bead in new for i in bead.zh} | {((), j) for b in new for j in b.en}
        beads = [
            bead
            for bead in beads
            if not bead.is_null or ((bead.zh[0], ()) if bead.zh else ((), bead.en[0])) not in taken
        ]
        beads += (
            replace(bead, moved=True, reasons=(*bead.reasons, "in another order here"))
            for bead in new
        )
    return beads


@one_thread()
def _path(
    zh: Sequence[Segment],
    en: Sequence[Segment],
    sides: tuple[Side, Side],
    settings: Settings,
    model: Model,
    points: Sequence[tuple[int, int]],
) -> list[Bead]:
    kinds = shapes(settings.max_segments)
    points_through = anchors(sides[0].singles, sides[1].singles)
    corridor = forced(along(through(points_through, points), len(zh), len(en)), points)
    pair = Pair(*sides, corridor, kinds)
    scores, evidence = score(model, pair)
    beads = decoded(zh, en, pair, scores, evidence.cosine, points)
    return lifted(zh, en, pair, (model, scores, evidence), beads, points)


def _placed(bead: Bead, zh: Sequence[int], en: Sequence[int]) -> Bead:
    """A bead of a selection of segments as one of the whole texts."""
    return replace(bead, zh=tuple(zh[i] for i in bead.zh), en=tuple(en[j] for j in bead.en))
