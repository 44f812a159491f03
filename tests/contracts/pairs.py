"""What each command reads from a file of pairs."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from duizhao.cli import main
from duizhao.corpora.pairing import pair_files
from duizhao.memory.store import Store

Pairs = list[tuple[str, str]]
TABLES = Path(__file__).parents[1] / "cases" / "tables.toml"


def cases() -> list[dict[str, Any]]:
    """Every table of the set, with its bytes and what every command gives for it."""
    found = tomllib.loads(TABLES.read_text("utf-8"))
    return [_filled(case, found["units"]) for case in found["table"]]


def _filled(case: dict[str, Any], units: list[list[str]]) -> dict[str, Any]:
    if "text" not in case:
        delimiter = case.get("delimiter", "\t" if case["name"].endswith(".tsv") else ",")
        stream = io.StringIO()
        writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
        for number, (zh, en) in enumerate(units):
            cells = {"zh": zh, "en": en, "n": str(number)}
            writer.writerow(cells[name] for name in case.get("order", ("zh", "en")))
        head = case["head"] + "\n" if case["head"] else ""
        case = {**case, "text": head + stream.getvalue(), "units": units}
    text = case["text"].removeprefix("\n").replace("\n", case.get("newline", "\n"))
    return {**case, "data": text.encode(case.get("encoding", "utf-8"))}


def imported(path: Path, folder: Path) -> Pairs:
    """Units that ``tm import`` puts into a memory."""
    assert main(["tm", "import", str(folder / "m.db"), str(path), "-q"]) == 0
    with Store(folder / "m.db") as store:
        return [(entry.unit.zh, entry.unit.en) for entry in store.entries()]


def taken(path: Path) -> bool:
    """Whether ``batch`` takes a file that it meets in a folder for one of both languages."""
    found = pair_files([path])
    return [(match.zh, match.en) for match in found.matches] == [(path, path)]


def batched(path: Path, folder: Path) -> Pairs:
    """Units that ``batch`` puts into a corpus."""
    out = folder / "out"
    manifest = folder / "pairs.csv"
    manifest.write_text(f"zh,en\n{path},{path}\n", "utf-8")
    options = ["--workers", "0", "--format", "jsonl", "--checks", "none", "-q"]
    assert main(["batch", str(manifest), "-o", str(out), *options]) == 0
    rows = [json.loads(line) for line in (out / "corpus.jsonl").read_text("utf-8").splitlines()]
    failed = (out / "failed.csv").read_text("utf-8").splitlines()[1:]
    if failed:
        raise Refused(failed[0])
    return [(row["zh"], row["en"]) for row in rows]


class Refused(Exception):  # noqa: N818
    """A file that a command did not read, with the line that says why."""


def counted(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """How many units ``terms check`` looked at, and what it left out."""
    code = main(["terms", "check", str(path), "--json", "--checks", "number"])
    out, err = capsys.readouterr()
    if code:
        raise Refused(err)
    summary = json.loads(out)
    return summary["units"], summary["skipped"]


def extracted(path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> int:
    """How many units ``terms extract`` read."""
    code = main(["terms", "extract", str(path), "-o", str(folder / "terms.csv")])
    out, err = capsys.readouterr()
    if code:
        raise Refused(err)
    return int(out.split()[-2])


def refusal(read: Callable[[], object], capsys: pytest.CaptureFixture[str]) -> str:
    """The line that a command prints for a file that it cannot use."""
    try:
        read()
    except Refused as error:
        return str(error)
    except AssertionError:
        return capsys.readouterr().err
    return ""
