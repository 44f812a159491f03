"""Scores of an alignment against gold links.

Strict and lax precision and recall as Vecalign publishes them (Thompson and Koehn, 2019,
"Vecalign: Improved Sentence Alignment in Linear Time and Space"): a link counts strictly
when the other side has exactly it, and laxly when it shares a segment of each side with
links of the other. Links with an empty side are left out of both and scored on their own,
segment by segment. Several files are scored together by adding their counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path

from duizhao.corpora.counted import counted
from duizhao.corpora.errors import InputError, MissingFileError

from .bead import Bead
from .links import read_links

_Link = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are on each side, and how many of them agree.

    Attributes:
        gold: in the gold standard.
        said: by the system.
        right: of those said, borne out by gold.
        found: of those in gold, said by the system.
    """

    gold: int = 0
    said: int = 0
    right: int = 0
    found: int = 0

    @property
    def precision(self) -> float:
        """Share of those said that are right; 0 where nothing was said."""
        return self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        """Share of those in gold that were found; 0 where gold has none."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.gold + other.gold,
            self.said + other.said,
            self.right + other.right,
            self.found + other.found,
        )


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Counts of one or more files.

    Attributes:
        strict: links equal in both.
        lax: links that overlap one of the other side.
        null: segments said to have no counterpart, both sides together. Segments that gold
            does not mention are not counted.
        shapes: strict counts for each shape (``2-1``, Chinese first).
    """

    strict: Count = Count()
    lax: Count = Count()
    null: Count = Count()
    shapes: Mapping[str, Count] = field(default_factory=dict)

    def __add__(self, other: Evaluation) -> Evaluation:
        shapes = dict(self.shapes)
        for shape, count in other.shapes.items():
            shapes[shape] = shapes.get(shape, Count()) + count
        return Evaluation(
            self.strict + other.strict,
            self.lax + other.lax,
            self.null + other.null,
            dict(sorted(shapes.items())),
        )

    def to_dict(self) -> dict[str, dict[str, object]]:
        """Rates and counts as plain numbers, for JSON."""
        return {
            "strict": _rates(self.strict),
            "lax": _rates(self.lax),
            "null": _rates(self.null),
            "shapes": {shape: _rates(count) for shape, count in self.shapes.items()},
        }


def evaluate(gold: Iterable[Bead], system: Iterable[Bead]) -> Evaluation:
    """Score one file's beads against its gold beads. Confidence plays no part."""
    gold, system = tuple(gold), tuple(system)
    gold_links, system_links = _links(gold), _links(system)
    common = set(gold_links) & set(system_links)
    return Evaluation(
        strict=Count(len(gold_links), len(system_links), len(common), len(common)),
        lax=Count(
            len(gold_links),
            len(system_links),
            _overlapping(system_links, gold_links),
            _overlapping(gold_links, system_links),
        ),
        null=_nulls(gold, system),
        shapes=_shapes(gold_links, system_links, common),
    )


def evaluate_all(files: Iterable[tuple[Iterable[Bead], Iterable[Bead]]]) -> Evaluation:
    """Score several files, each as (gold, system), as one set of links."""
    return sum((evaluate(gold, system) for gold, system in files), Evaluation())


def evaluate_paths(
    gold: str | PathLike[str], system: str | PathLike[str], *, swap: bool = False
) -> Evaluation:
    """Score a links file against another, or each file of a folder against its namesake.

    A gold file's namesake has the same name, or the same name before the suffix.

    Args:
        gold, system: two files or two folders.
        swap: whether gold has the English positions first.

    Raises:
        InputError: a file is missing or no links file, or a folder meets a file.
    """
    gold, system = Path(gold), Path(system)
    for path in (gold, system):
        if not path.exists():
            raise MissingFileError("no such file or folder", path=path, mend="check the name")
    if gold.is_dir() != system.is_dir():
        folder, file = (gold, system) if gold.is_dir() else (system, gold)
        raise InputError(
            f"is a folder, and {file} is a file", path=folder, mend="give two files or two folders"
        )
    if not gold.is_dir():
        return evaluate(_gold(gold, swap), read_links(system))
    return evaluate_all(
        (_gold(one, swap), read_links(other)) for one, other in _namesakes(gold, system)
    )


def _gold(path: Path, swap: bool) -> list[Bead]:
    beads = list(read_links(path))
    return [Bead(bead.en, bead.zh) for bead in beads] if swap else beads


def _namesakes(gold: Path, system: Path) -> Iterator[tuple[Path, Path]]:
    theirs = sorted(path for path in system.iterdir() if path.is_file())
    ours = sorted(path for path in gold.iterdir() if path.is_file())
    if not ours:
        raise MissingFileError("holds no file", path=gold, mend="check the name")
    for path in ours:
        same = [other for other in theirs if other.name == path.name]
        same = same or [other for other in theirs if other.stem == path.stem]
        if len(same) != 1:
            count = counted(len(same), "file") if same else "no file"
            raise MissingFileError(
                f"holds {count} for {path}", path=system, mend="name them as the gold files"
            )
        yield path, same[0]


def _rates(count: Count) -> dict[str, object]:
    return {
        "precision": round(count.precision, 6),
        "recall": round(count.recall, 6),
        "f1": round(count.f1, 6),
        "gold": count.gold,
        "said": count.said,
        "right": count.right,
        "found": count.found,
    }


def _links(beads: Iterable[Bead]) -> list[_Link]:
    return list(dict.fromkeys((bead.zh, bead.en) for bead in beads if not bead.is_null))


def _overlapping(links: Sequence[_Link], others: Sequence[_Link]) -> int:
    opposite: dict[int, set[int]] = defaultdict(set)
    for zh, en in others:
        for position in zh:
            opposite[position].update(en)
    return sum(
        any(opposite.get(position, set()).intersection(en) for position in zh) for zh, en in links
    )


def _nulls(gold: Sequence[Bead], system: Sequence[Bead]) -> Count:
    known = {segment for bead in gold for segment in _segments(bead)}
    wanted = {segment for bead in gold if bead.is_null for segment in _segments(bead)}
    said = {segment for bead in system if bead.is_null for segment in _segments(bead)} & known
    both = len(wanted & said)
    return Count(len(wanted), len(said), both, both)


def _segments(bead: Bead) -> Iterator[tuple[str, int]]:
    yield from (("zh", position) for position in bead.zh)
    yield from (("en", position) for position in bead.en)


def _shapes(
    gold: Iterable[_Link], system: Iterable[_Link], common: Iterable[_Link]
) -> dict[str, Count]:
    golds, saids, rights = (
        Counter(f"{len(zh)}-{len(en)}" for zh, en in links) for links in (gold, system, common)
    )
    return {
        shape: Count(golds[shape], saids[shape], rights[shape], rights[shape])
        for shape in sorted(golds.keys() | saids.keys())
    }
