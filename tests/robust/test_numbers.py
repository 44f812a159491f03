"""Numbers that no command can do anything with: too large, negative, infinite, none at all."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

import duizhao
from duizhao.cli import main
from duizhao.cli.numbers import decimal, seed, whole
from duizhao.corpora.errors import SettingsError

TABLE = "zh\ten\n第三条 读者可以借阅图书。\tArticle 3. A reader may borrow books.\n"
HUGE = "9" * 23


@pytest.mark.parametrize("text", [HUGE, f"-{HUGE}", "nan", "inf", "1.5", "x", ""])
def test_no_whole_numbers(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        whole(text)


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e400", "-0.5", "x", ""])
def test_no_decimals(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        decimal(text)


def test_numbers() -> None:
    assert (whole("-3"), whole(str((1 << 63) - 1)), decimal("0"), decimal("2.5"), seed("7")) == (
        *(-3, (1 << 63) - 1, 0.0, 2.5, 7),
    )


@pytest.mark.parametrize(
    "command",
    [
        *(f"tm history m.db --limit {HUGE}", f"tm history m.db {HUGE}", f"tm undo m.db {HUGE}"),
        *(
            f"tm edit m.db {HUGE} --en x",
            f"tm delete m.db {HUGE}",
            f"tm status m.db checked {HUGE}",
        ),
        *("tm clean m.db --dry-run --min-confidence nan", "batch . . -o out --timeout nan"),
        *("batch . . -o out --timeout -1", "batch . . -o out --max-length-ratio inf"),
        *(f"terms extract m.tsv --seed {HUGE}", "terms extract m.tsv --seed -1"),
    ],
)
def test_numbers_of_commands(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.tsv").write_text(TABLE, encoding="utf-8")
    assert main(["tm", "import", "m.db", "m.tsv", "-q"]) == 0
    with pytest.raises(SystemExit) as refused:
        main(command.split())
    assert refused.value.code == 2
    assert command.removesuffix(" --en x").split()[-1][:20] in capsys.readouterr().err


@pytest.mark.parametrize("seconds", [-1.0, float("nan"), float("inf")])
def test_no_timeouts(tmp_path: Path, seconds: float) -> None:
    (tmp_path / "zh").mkdir()
    (tmp_path / "en").mkdir()
    with pytest.raises(SettingsError, match="no timeout"):
        duizhao.batch(tmp_path / "zh", tmp_path / "en", results=tmp_path / "out", timeout=seconds)


def test_names_of_people_and_folders_that_are_not_utf_8(tmp_path: Path) -> None:
    table = tmp_path / "m.tsv"
    table.write_text(TABLE, encoding="utf-8")
    memory = str(tmp_path / "m.db")
    assert main(["tm", "import", memory, str(table), "-q", "--who", "\udcd6"]) == 0
    assert main(["tm", "edit", memory, "1", "--en", "Another.", "--who", "\udcd6"]) == 0
    for side, text in zip(("zh", "en"), TABLE.split("\n")[1].split("\t"), strict=True):
        (tmp_path / side).mkdir()
        (tmp_path / side / "1.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "out\udcd6"
    words = ["batch", str(tmp_path / "zh"), str(tmp_path / "en"), "-o", str(out), "-q"]
    assert main([*words, "--workers", "0"]) == 0
    assert (out / "memory.tmx").is_file()
