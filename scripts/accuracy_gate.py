"""Accuracy with the weights that ship must not fall below pinned floors.

    python scripts/accuracy_gate.py [--eval FOLDER]

Always runs on the sample that ships and on small texts of many genres (`genres.py`); with a folder,
on the kinds of text in it too. The weights that ship were trained on those, so these floors only
guard against a step back: accuracy on unseen text is what ``train_align.py`` prints without
``--out``.
Each set is known by a checksum; a changed set fails rather than being compared.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from genres import genre, names
from rows import rows_of
from stress import Chapter
from texts import chapters

import duizhao
from duizhao.align.aligner import Aligner
from duizhao.align.bead import Bead
from duizhao.align.encode import load
from duizhao.align.evaluate import Evaluation, evaluate_all
from duizhao.corpora.document import Segment

SAMPLES = Path(__file__).parents[1] / "corpora" / "samples"

SAMPLE_SUM = "d7ac5573b8f66854"

FLOORS = {
    "mac-dev": (0.930, "edb924331b5ee1a8"),
    "mag": (0.988, "c5819f687a608adb"),
    "aca": (0.995, "8a2cebccd2502fa4"),
}
"""Least strict F1, and the checksum of the data."""

GENRES = {
    "dialogue": (1.0, 0.0),
    "furniture": (1.0, 1.0),
    "law": (1.0, 0.0),
    "list": (0.77, 0.0),
    "notes": (1.0, 0.0),
    "ornaments": (1.0, 1.0),
    "speech": (1.0, 0.0),
    "subtitles": (1.0, 0.0),
    "table": (1.0, 1.0),
    "treaty": (1.0, 0.0),
}
"""Least strict F1 and share of nulls found, of each small text that ships."""


def checksum(paths: Sequence[Path]) -> str:
    """SHA-256 over files in order, shortened."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def sample() -> bool:
    """Whether the sample gives all its gold pairs and no other."""
    files = [SAMPLES / f"resolution.{end}" for end in ("zh.txt", "en.txt", "gold.tsv")]
    if checksum(files) != SAMPLE_SUM:
        print(f"sample: FAILED, checksum is {checksum(files)}")
        return False
    gold = {(row["zh"], row["en"]) for row in rows_of(files[2])}
    pair = duizhao.align(files[0], files[1], checks=())
    found = {(unit.zh, unit.en) for unit in pair.units}
    good = found == gold
    print(f"sample: {len(found & gold)} of {len(gold)} pairs, {len(found - gold)} others")
    return good


def scored(folder: Path, kind: str) -> bool:
    """Whether one kind of text reaches its floor."""
    floor, known = FLOORS[kind]
    parts = sorted(path for path in (folder / kind).rglob("*") if path.is_file())
    if checksum(parts) != known:
        print(f"{kind}: FAILED, checksum is {checksum(parts)}")
        return False
    texts = [chapter for _, chapter in chapters(folder, kind)]
    return reaches(kind, evaluate_all((text.gold, aligned(text)) for text in texts), floor)


def aligned(text: Chapter) -> list[Bead]:
    """Beads of a text whose segments are lines, as the command makes them."""
    zh, en = (
        [Segment(line, paragraph=place) for place, line in enumerate(lines)]
        for lines in (text.zh, text.en)
    )
    return Aligner(load("use")).align(zh, en)


def reaches(name: str, result: Evaluation, floor: float, nulls: float = 0.0) -> bool:
    """Whether strict F1 and the share of nulls that were found reach their floors."""
    found = result.null.recall if nulls else 1.0
    print(f"{name}: strict F1 {result.strict.f1:.4f}, floor {floor}; nulls {found:.2f}")
    return result.strict.f1 >= floor and found >= nulls


def small_texts() -> bool:
    """Whether each genre of the small texts that ship reaches its floor."""
    good = []
    for name in names():
        text = genre(name)
        floor, nulls = GENRES[name]
        good.append(reaches(name, evaluate_all([(text.gold, aligned(text))]), floor, nulls))
    return all(good)


def main() -> int:
    """Run the gate; exit code 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--eval", type=Path, help="folder with the kinds of text")
    args = parser.parse_args()
    good = [sample(), small_texts()]
    if args.eval:
        good += [scored(args.eval, kind) for kind in FLOORS]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
