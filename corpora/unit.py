"""A translation unit: a text and its counterpart, with all that is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from .codes import Code
from .values import columns_of, plain, read

if TYPE_CHECKING:
    import pandas as pd

DOUBTFUL = 0.5
"""Confidence below which a pair is doubtful: more likely wrong than right."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A Chinese text and its English counterpart.

    Its fields are the columns of every table of units, in this order, under these names.

    Attributes:
        zh, en: the texts, as they stood in their files; "" on the empty side of a null bead.
        kind: of the paragraph (see `duizhao.corpora.document.Kind`), or "".
        label: the number that the paragraph carries, or "".
        confidence: between 0 and 1; None where nobody estimated it.
        zh_segments, en_segments: 0-based segment positions in the document.
        reasons: why it is believed or doubted.
        moved: whether it stands in another order on the other side.
        zh_file, en_file: the files that it came from, or "".
        signature: version, encoder, level and settings that reproduce it, or "".
        zh_place, en_place: where it began in its files (``line 12``, ``page 3``,
            ``00:01:02,000 --> 00:01:04,500`` of a subtitle), or "".
        zh_codes, en_codes: inline codes in the texts; only a file with tags can hold them.
    """

    zh: str
    en: str
    kind: str = ""
    label: str = ""
    confidence: float | None = None
    zh_segments: tuple[int, ...] = ()
    en_segments: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()
    moved: bool = False
    zh_file: str = ""
    en_file: str = ""
    signature: str = ""
    zh_place: str = ""
    en_place: str = ""
    zh_codes: tuple[Code, ...] = ()
    en_codes: tuple[Code, ...] = ()

    @property
    def is_null(self) -> bool:
        """Whether one side is empty."""
        return not self.zh or not self.en

    @property
    def is_doubtful(self) -> bool:
        """Whether it is a pair that is more likely wrong than right."""
        return not self.is_null and self.confidence is not None and self.confidence < DOUBTFUL

    def row(self) -> dict[str, Any]:
        """Its values by column: lists for tuples, confidence with four decimals."""
        return {column.name: plain(getattr(self, column.name)) for column in COLUMNS}

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """The unit of a row, with lists as lists or as the text of a cell.

        Raises:
            TypeError, ValueError: a value is not what its column holds.
        """
        return cls(**{"zh": "", "en": "", **read(row, COLUMNS)})


COLUMNS = columns_of(Unit)
"""The columns of a unit, in their order."""


def to_frame(units: Iterable[Unit]) -> pd.DataFrame:
    """The units as a pandas table, a row each; lists stay lists."""
    import pandas as pd

    return pd.DataFrame([unit.row() for unit in units], columns=[c.name for c in COLUMNS])
