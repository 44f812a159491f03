"""The rows of a worksheet, and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from os import fspath
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any, get_args

from duizhao.corpora.document import Language
from duizhao.corpora.errors import FormatError
from duizhao.corpora.sentences.srx import rules_by_language
from duizhao.corpora.unit import Unit
from duizhao.options import AlignOptions
from duizhao.review.state import RowState

from .places import packed

if TYPE_CHECKING:
    from duizhao.pair import Pair

COLUMNS = ("id", "Chinese", "English", "state", "comment")
DECIDED = (RowState.CONFIRMED, RowState.EDITED, RowState.REJECTED)
DOUBTFUL = "doubtful"
STATES = (RowState.AUTOMATIC, DOUBTFUL, *DECIDED)
"""What a person may write into the column of states; the first two come from the aligner."""
WIDTHS = {"id": 9, "Chinese": 50, "English": 70, "state": 11, "comment": 30}

HELP = (
    ("", "Correct the pairs: move text to another row, cut it in two, join it, insert and delete "
     "rows, edit the text. Each row is a pair; an empty cell says that the other has no "
     "counterpart. Text is found by its words, so rows may change in any way. Rows that you change "
     "or confirm are kept as they are; leave the ids, which tell them from the others."),
    ("", "state: confirmed, edited or rejected (no translation of each other). comment: anything."),
    ("", "Then: duizhao apply FILE -o report.tmx --memory memory.db"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A row of a worksheet.

    Attributes:
        zh, en: the texts; "" where a side has no counterpart.
        state: one of `STATES`.
        comment: what a person noted.
        id: 1-based number of the pair that it was made of, and a mark of its texts; or "".
    """

    zh: str
    en: str
    state: str = RowState.AUTOMATIC
    comment: str = ""
    id: str = ""

    @property
    def is_decided(self) -> bool:
        """Whether a person changed its texts, made it, or decided on it."""
        return self.state in DECIDED or self.id.strip().partition("-")[2] != mark_of(
            self.zh, self.en
        )

    def cells(self) -> tuple[str, ...]:
        """Its cells in the order of `COLUMNS`."""
        return (self.id, self.zh, self.en, self.state, self.comment)


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A worksheet as it was read.

    Attributes:
        rows: in their order.
        about: names and values: the documents, and how they were cut.
    """

    rows: tuple[WorkRow, ...]
    about: Mapping[str, str]


def rows_of(pair: Pair) -> list[WorkRow]:
    """A row for each pair, with what its findings say as comments."""
    comments: dict[int, list[str]] = {}
    for finding in pair.findings:
        comments.setdefault(finding.unit, []).append(finding.message)
    return [
        WorkRow(
            unit.zh,
            unit.en,
            _state(unit),
            "; ".join(comments.get(place, ())),
            f"{place + 1}-{mark_of(unit.zh, unit.en)}",
        )
        for place, unit in enumerate(pair.units)
    ]


def mark_of(zh: str, en: str) -> str:
    """Four letters that differ where texts do, whatever the spaces in them."""
    digest = blake2b(f"{packed(zh)}\0{packed(en)}".encode("utf-8", "surrogatepass"), digest_size=4)
    number = int.from_bytes(digest.digest())
    letters = ""
    for _ in range(4):
        number, place = divmod(number, 26)
        letters += ascii_lowercase[place]
    return letters


def _state(unit: Unit) -> str:
    return DOUBTFUL if unit.is_doubtful else RowState.AUTOMATIC


def about_of(pair: Pair) -> dict[str, str]:
    """What `apply` has to know to read the documents again."""
    options = pair.options or AlignOptions()
    rules = rules_by_language(options.srx) if options.srx else {}
    files = {"dictionary": options.dictionary, "weights": options.weights}
    files |= {f"srx {side}": path for side, path in rules.items()}
    return {
        "zh": pair.zh.path,
        "en": pair.en.path,
        "level": options.level,
        "semicolon": "yes" if options.semicolon else "no",
        "encoder": options.encoder,
        **{name: fspath(path) for name, path in files.items() if path},
    }


def options_of(about: Mapping[str, str]) -> AlignOptions:
    """How the documents of a worksheet were aligned.

    Raises:
        SettingsError: it says something that cannot be.
    """
    srx: dict[Language, str] = {
        side: about[f"srx {side}"] for side in get_args(Language) if about.get(f"srx {side}")
    }
    return AlignOptions(
        level=about.get("level", "paragraph"),  # type: ignore[arg-type]
        semicolon=about.get("semicolon") == "yes",
        encoder=about.get("encoder") or "use",
        srx=srx or None,
        dictionary=about.get("dictionary") or None,
        weights=about.get("weights") or None,
    )


def worksheet_of(table: Iterable[Sequence[Any]], about: Mapping[str, str], path: str) -> Worksheet:
    """The rows of a table whose first row names the columns, in whatever order.

    Raises:
        FormatError: it is no worksheet.
    """
    lines = [[_text(cell) for cell in line] for line in table]
    names = [name.strip() for name in lines[0]] if lines else []
    if "Chinese" not in names or "English" not in names:
        raise FormatError(
            "has no columns Chinese and English",
            path=path,
            mend="give a worksheet that duizhao align --for excel made",
        )
    rows = []
    for line in lines[1:]:
        cells = dict(zip(names, line, strict=False))
        zh, en = cells.get("Chinese", ""), cells.get("English", "")
        if zh.strip() or en.strip():
            state = cells.get("state", "").strip().lower() or RowState.AUTOMATIC
            rows.append(WorkRow(zh, en, state, cells.get("comment", ""), cells.get("id", "")))
    unknown = sorted({row.state for row in rows} - set(STATES))
    if unknown:
        raise FormatError(
            f"has the state {unknown[0]!r}", path=path, mend=f"use one of {', '.join(STATES)}"
        )
    return Worksheet(tuple(rows), about)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
