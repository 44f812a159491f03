from __future__ import annotations

import csv
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "corpora" / "samples"


@pytest.fixture(scope="session")
def zh_sample() -> Path:
    return SAMPLES / "resolution.zh.txt"


@pytest.fixture(scope="session")
def en_sample() -> Path:
    return SAMPLES / "resolution.en.txt"


@pytest.fixture(scope="session")
def gold() -> list[tuple[str, str]]:
    """The 55 pairs of the sample, body first."""
    with (SAMPLES / "resolution.gold.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["zh"], row["en"]) for row in rows]
