"""Accuracy with the weights that ship must not fall below pinned floors.

    python scripts/accuracy_gate.py [--eval FOLDER]

Always runs on the sample that ships, on small texts of many genres (`genres.py`) and on the
sample with lines put in (`made.py`); with a folder, on the kinds of text in it too. The weights
that ship were trained on those, so these floors only guard against a step back: accuracy on
unseen text is what ``train_align.py`` prints without ``--out``.
Each set is known by a checksum; a changed set fails rather than being compared.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from train_align import chapters

import duizhao
from duizhao.align.aligner import align_segments
from duizhao.align.encode import load
from duizhao.align.evaluate import evaluate_all
from duizhao.corpora.document import Segment

SAMPLES = Path(__file__).parents[1] / "corpora" / "samples"

SAMPLE_SUM = "d7ac5573b8f66854"

FLOORS = {
    "mac-dev": (0.920, "edb924331b5ee1a8"),
    "mag": (0.984, "c5819f687a608adb"),
    "aca": (0.994, "8a2cebccd2502fa4"),
}
"""Least strict F1, and the checksum of the data."""


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
    with files[2].open(encoding="utf-8", newline="") as stream:
        gold = {
            (row["zh"], row["en"])
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        }
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
    encoder = load("use")
    result = evaluate_all(
        (
            chapter.gold,
            align_segments(
                # As the command makes them of lines.
                [Segment(text, paragraph=place) for place, text in enumerate(chapter.zh)],
                [Segment(text, paragraph=place) for place, text in enumerate(chapter.en)],
                encoder,
            ),
        )
        for _, chapter in chapters(folder, kind)
    )
    print(f"{kind}: strict F1 {result.strict.f1:.4f}, floor {floor}")
    return result.strict.f1 >= floor


def main() -> int:
    """Run the gate; exit code 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--eval", type=Path, help="folder with mac-dev, mag and aca")
    args = parser.parse_args()
    good = [sample()]
    if args.eval:
        good += [scored(args.eval, kind) for kind in FLOORS]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
