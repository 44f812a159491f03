"""Segments of two texts in, beads out."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from typing import Any

from duizhao.corpora.document import Segment

from .anchors import Pairs, anchors, mutual
from .bead import Bead
from .belief import judged
from .bitext import Bitext, bitext_of
from .corridor import along
from .decode import decoded
from .dictionary import Dictionary, dictionary_of, read_dictionary
from .encode import load
from .encode.protocol import Encoder, Progress
from .exchanged import exchanged
from .gaps import bridged
from .insertions import lifted
from .labelling import labelled_pairs
from .languages import foreign, with_copies, with_crossings
from .model import Model, model_for, score
from .moved import moved_blocks
from .order import in_order, trusted
from .path import Scores
from .pinning import check_pins, forced, passages, through
from .priors import adapted
from .reasons import ELSEWHERE, null_reasons
from .settings import Settings
from .shapes import shapes
from .side import Side, both_sides
from .threads import one_thread


class Aligner:
    """Aligns texts, one pair after another, with what they share.

    Attributes:
        encoder: see `duizhao.align.encode.load`.
        settings: see `Settings`.
        model: weights of the evidence; by default those of the settings, or those that ship for
            the encoder.
        progress: called with stage, done and total.

    Raises:
        InputError: the dictionary or the weights cannot be read.
    """

    def __init__(
        self,
        encoder: Encoder,
        settings: Settings | None = None,
        *,
        model: Model | None = None,
        judge: Encoder | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.encoder = encoder
        self.settings = settings or Settings()
        self.model = model or model_for(encoder.name, self.settings.weights)
        self.progress = progress
        if self.settings.dictionary is not None:
            read_dictionary(self.settings.dictionary)  # what is wrong in it is said at once
        self._judge = judge

    def dictionary(self) -> Dictionary:
        """The built-in dictionary, with the entries of the settings' file."""
        return dictionary_of(self.settings.dictionary)

    @property
    def judge(self) -> Encoder:
        """The built-in encoder, by which it is asked whether texts are translations at all."""
        if self._judge is None:
            built_in = self.encoder.name == "use-multilingual-3"
            self._judge = self.encoder if built_in else load("use")
        return self._judge

    def but(self, **changes: Any) -> Aligner:
        """One with other settings, and all else the same."""
        other = copy(self)
        other.settings = replace(self.settings, **changes)
        return other

    def align(
        self, zh: Sequence[Segment], en: Sequence[Segment], pins: Sequence[Bead] = ()
    ) -> list[Bead]:
        """Align the segments of two texts.

        Args:
            zh, en: segments in the order of the text.
            pins: beads that a person decided; the rest is aligned around them.

        Returns:
            Beads in the order of the text; every segment of each side is in exactly one.
            Blank segments and page furniture are null beads.

        Raises:
            SettingsError: the pins contradict each other or the text.
        """
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
        found = self._judged(
            [zh[i] for i in zh_left], [en[j] for j in en_left], passages(fixed, zh_left, en_left)
        )
        beads += (_placed(bead, zh_left, en_left) for bead in found)
        # What a person decided is not among what may still be paired.
        beads = with_crossings([*fixed, *with_copies(beads, zh, en, apart)])
        return list(in_order(trusted(beads, self.settings.min_confidence)))

    def _judged(
        self, zh: Sequence[Segment], en: Sequence[Segment], points: Sequence[tuple[int, int]]
    ) -> list[Bead]:
        """Beads of segments none of which is blank, through given points, with their likeness."""
        if not zh or not en:
            return _unpaired(len(zh), len(en))
        sides = both_sides(zh, en, self.encoder, self.dictionary, self.progress)
        pairs = mutual(sides[0].singles, sides[1].singles)
        beads, bitext, known = self._path(zh, en, sides, pairs, points)
        if self.settings.moved:
            beads = self._with_moved(zh, en, sides, beads)
            beads = exchanged(zh, en, bitext, known, beads, pairs)
        del bitext, known, pairs  # what is left to do needs memory of its own
        return judged(beads, zh, en, sides, self.encoder, self.judge)

    def _with_moved(
        self,
        zh: Sequence[Segment],
        en: Sequence[Segment],
        sides: tuple[Side, Side],
        beads: list[Bead],
    ) -> list[Bead]:
        """Beads, and what the path left out because it stands elsewhere on the other side."""
        zh_left = [bead.zh[0] for bead in beads if not bead.en]
        en_left = [bead.en[0] for bead in beads if not bead.zh]
        for rows, columns in moved_blocks(sides[0].singles, sides[1].singles, zh_left, en_left):
            block = [zh[i] for i in rows], [en[j] for j in columns]
            parts = both_sides(*block, self.encoder, self.dictionary)
            found, _, _ = self._path(*block, parts, mutual(parts[0].singles, parts[1].singles), ())
            new = [
                replace(
                    _placed(bead, rows, columns), moved=True, reasons=(*bead.reasons, ELSEWHERE)
                )
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
        return beads

    @one_thread()
    def _path(
        self,
        zh: Sequence[Segment],
        en: Sequence[Segment],
        sides: tuple[Side, Side],
        pairs: Pairs,
        points: Sequence[tuple[int, int]],
    ) -> tuple[list[Bead], Bitext, tuple[Model, Scores]]:
        """The best path through the table of two texts, with the weights for these texts."""
        anchored = anchors(pairs, labelled_pairs(sides[0].labels, sides[1].labels))
        passed = bridged(anchored, sides[0].singles, sides[1].singles)
        corridor = forced(along(through(passed, points), len(zh), len(en)), points)
        bitext = bitext_of(*sides, corridor, shapes(self.settings.max_segments), len(anchored))
        scores, evidence = score(self.model, bitext)
        model, scores = adapted(self.model, bitext, scores)
        beads = decoded(zh, en, bitext, scores, evidence.cosine, points)
        beads = lifted(zh, en, bitext, (model, scores, evidence), beads, points)
        return beads, bitext, (model, scores)


def _unpaired(m: int, n: int) -> list[Bead]:
    """Null beads of all segments of a text whose counterpart is empty."""
    return [
        *(Bead((i,), (), 1.0, null_reasons("Chinese")) for i in range(m)),
        *(Bead((), (j,), 1.0, null_reasons("English")) for j in range(n)),
    ]


def _placed(bead: Bead, zh: Sequence[int], en: Sequence[int]) -> Bead:
    """A bead of a selection of segments as one of the whole texts."""
    return replace(bead, zh=tuple(zh[i] for i in bead.zh), en=tuple(en[j] for j in bead.en))
