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


@pytest.fixture(scope="session")
def zh_short(short: tuple[Path, Path]) -> Path:
    """Six paragraphs of the sample, under its name."""
    return short[0]


@pytest.fixture(scope="session")
def en_short(short: tuple[Path, Path]) -> Path:
    return short[1]


@pytest.fixture(scope="session")
def short(
    gold: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """The first paragraphs, the one with the repeated word among them."""
    rows = [*gold[:5], gold[36]]
    folder = tmp_path_factory.mktemp("short")
    zh, en = folder / "resolution.zh.txt", folder / "resolution.en.txt"
    zh.write_text("\n\n".join(row[0] for row in rows) + "\n", encoding="utf-8")
    en.write_text("\n\n".join(row[1] for row in rows) + "\n", encoding="utf-8")
    return zh, en
